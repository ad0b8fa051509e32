"""Every scenario that comes with the package has a solution, and a report that can be read."""

import pytest

from negotiation.cli.solution_text import solution_text
from negotiation.scenario import load_scenario, scenario_names
from negotiation.solution import solution_to_json, solve_scenario


@pytest.mark.slow
@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_is_solved(name: str) -> None:
    solution = solve_scenario(load_scenario(name))
    text = solution_text(solution, 80)
    assert max(map(len, text.splitlines())) <= 80
    assert solution_to_json(solution).startswith("{")
