"""The compiled batch engine: the rule book in a loop, a hundred times faster than plain Python.

| module | holds |
| --- | --- |
| linking | the rules, compiled and linked among themselves; the digest of their sources |
| layout | memory: state and terms as records |
| philox | the random numbers, compiled |
| kernel | the loop over runs and rounds |
| strategies | strategies from outside, compiled |
| joining | which of them join: those that surely play as in plain Python |
| batch | segments in, columns out |

Nothing here knows the game: every rule is the rule book's (`negotiation.rules`).
"""
