"""A scenario solved: who tables first and why, at what price, and on which assumptions.

| module | holds |
| --- | --- |
| results | `Solution` and its parts |
| solving | `solve_scenario` |
| stages | rounds of talks about talks, by date |
| channels | leverage, and where it comes from |
| closed_forms | formulas of the two-issue model, where they hold |
| probes, sensitivity | thresholds, and ranges of the assumptions |
| variants | the same game with one thing changed |
| document | the JSON document |
| exports | files for other software |
"""

from negotiation.solution.document import solution_to_json
from negotiation.solution.results import Solution
from negotiation.solution.solving import solve_scenario

__all__ = ["Solution", "solution_to_json", "solve_scenario"]
