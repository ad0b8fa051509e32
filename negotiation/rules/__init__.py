"""The rule book: what each quantity of the game is, and the one transition.

| module | holds |
| --- | --- |
| portable | exp, log, power with the same bits on every machine |
| packages | shares, utilities, claim, grant and efficient packages |
| payoffs | discounting, flow costs, what each ending is worth |
| beliefs | types, messages, statements, what a package reveals |
| leverage | structural leverage, what a stance gave up |
| stance_values | what tabling first, second, and talking are worth |
| stances | timing strategies |
| tactics | claims |
| equilibrium | solved claims, answers and stances, read from tables |
| ratification | ministries |
| framework | framework test, truce, its end |
| milestones | the calendar |
| bargaining | tabling and answering |
| talks | talks about talks |
| opening | private types, priors, the eve of round 0 |
| rounds | `open_negotiation`, `play_round` |
"""
