"""Benchmarks: how fast, how near the limits, at what cost; `python -m benchmarks` from the root.

| module | measures |
| --- | --- |
| speed | the engine against the Mesa model and plain Python, one thread and two |
| operations | floating-point operations of a round, and the share of the peak |
| arithmetic | the same for beliefs and packages alone |
| peak | what a core can do |
| scaling | runs, rounds, issues |
| startup | compiling, loading, first results |
| endtoend | a million runs by `negotiation sweep`: time, memory, disk |
| against_negmas | NegMAS, where an interpreter that has it is given |
| profile_kernel | where the time goes inside the loop |
"""
