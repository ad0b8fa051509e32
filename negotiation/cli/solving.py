"""`negotiation solve`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from negotiation.cli.choices import known
from negotiation.cli.screen import emphasised, show, talk, width
from negotiation.errors import InputError
from negotiation.scenario import Scenario, load_scenario
from negotiation.solution import Solution, solution_to_json, solve_scenario
from negotiation.solution.exports import extensive_form, normal_form
from negotiation.theory.domain import DomainError
from negotiation.theory.selection import SelectionRule


@dataclass(frozen=True)
class Problem:
    """What the user asked `negotiation solve` for, as it was written."""

    scenario: str
    select: str | None
    changes: tuple[str, ...]
    as_json: bool
    nfg: str | None
    efg: str | None


def solved(scenario: Scenario, select: str) -> Solution:
    """Solve a scenario; the condition that fails comes as an InputError."""
    try:
        return solve_scenario(scenario, select)
    except DomainError as error:
        raise unsolved(scenario, error) from error


def unsolved(scenario: Scenario, error: ValueError) -> InputError:
    """What to say of a scenario that theory refuses."""
    return InputError(scenario.name, "", f"has no solution: {error}")


def write(option: str, file: str | None, text: Callable[[], str]) -> None:
    """Write a file for other software, where one is asked for."""
    if file is None:
        return
    try:
        Path(file).write_text(text(), encoding="ascii", errors="replace")
    except OSError as error:
        remedy = "give a file in a folder that exists and may be written to"
        raise OSError(f"{option}: cannot write {file}: {error.strerror}; {remedy}") from error
    talk(f"wrote {file}")


def solve(problem: Problem) -> None:
    """Solve a scenario and print the report, or its JSON document."""
    scenario = load_scenario(problem.scenario, problem.changes)
    select = problem.select or scenario.game.equilibrium_selection
    for option, file in (("--nfg", problem.nfg), ("--efg", problem.efg)):
        if file == "":
            raise InputError(option, "", "names no file", f"a path, such as game{option[1:]}")
    known("--select", "rule", select, [rule.value for rule in SelectionRule])
    solution = solved(scenario, select)
    try:
        write("--nfg", problem.nfg, lambda: normal_form(scenario, select))
        write("--efg", problem.efg, lambda: extensive_form(scenario))
    except DomainError as error:
        raise InputError("--nfg or --efg", "", f"cannot be written: {error}") from error
    if problem.as_json:
        show(solution_to_json(solution))
        return
    from negotiation.cli.solution_text import solution_text

    show(emphasised(solution_text(solution, width())))
