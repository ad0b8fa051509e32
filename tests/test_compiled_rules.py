"""Every rule, compiled, gives the same bits as in plain Python: leaf by leaf and whole games."""

import copy
import math
from collections.abc import Callable
from enum import IntEnum
from types import FunctionType
from typing import Any

import numpy as np
import pytest
from numba import njit
from numba.extending import register_jitable

from negotiation.batches import Segment
from negotiation.draws import run_draws
from negotiation.engine.batch import simulate
from negotiation.engine.linking import ENTRIES, reachable, rule_functions, rule_modules
from negotiation.records import Record, round_record, run_record
from negotiation.rules import portable, stance_values
from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.rules.stance_values import Bench
from negotiation.state import new_state
from negotiation.terms import Outcome, Phase, Terms
from tests.engine.leaves import LEAVES
from tests.engine.twins import Played, differences
from tests.engine.whole_games import GAMES, ROUNDS

pytestmark = pytest.mark.slow

RUNS = 100  # one in sixty of the formal games ends in a walk-out


@pytest.fixture(scope="module", autouse=True)
def registered() -> dict[str, FunctionType]:
    """Let compiled code call every rule."""
    functions = rule_functions()
    for function in functions.values():
        register_jitable(function)
    return functions


def test_one_name_one_rule() -> None:
    """Compiled rules share one namespace."""
    defined = [
        name
        for module in rule_modules()
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    ]
    assert sorted(defined) == sorted(rule_functions())
    assert {"open_negotiation", "play_round", "begin_round", "finish_round"} <= set(defined)


def test_the_whole_rule_book_is_compared(registered: dict[str, FunctionType]) -> None:
    """A rule that no game reaches, because it is used when a scenario is read, is under a leaf."""
    leaves = {rule.__name__ for rule, _ in LEAVES}
    assert leaves <= set(registered)
    compared = {*ENTRIES, *leaves, *reachable(registered, {*ENTRIES, *leaves})}
    assert set(registered) - compared == {"play_round"}  # begins and finishes a round


# ------------------------------------------------------------------ leaf by leaf


def as_numbers(value: Any) -> Any:
    """Return an argument as compiled code takes it: lists as arrays, enumerations as integers."""
    if isinstance(value, Bench):
        return Bench(*map(as_numbers, value))
    if isinstance(value, list):
        return np.array(value)
    return int(value) if isinstance(value, IntEnum) else value


def as_lists(value: Any) -> Any:
    """Return an argument or result with its arrays as lists."""
    if isinstance(value, Bench):
        return Bench(*map(as_lists, value))
    return value.tolist() if isinstance(value, np.ndarray) else value


def leaf(rule: Callable[..., Any], calls: list[tuple[Any, ...]]) -> Any:
    """Case of one rule; those used once per scenario compile slowly and wait for the long run."""
    long = rule.__module__ == stance_values.__name__
    return pytest.param(rule, calls, id=rule.__name__, marks=pytest.mark.slow if long else ())


@pytest.mark.parametrize(("rule", "calls"), [leaf(*row) for row in LEAVES])
def test_a_leaf_rule_is_the_same_compiled(
    rule: Callable[..., Any], calls: list[tuple[Any, ...]]
) -> None:
    compiled = njit(rule, error_model="numpy")
    for arguments in calls:
        plain, numbers = copy.deepcopy(list(arguments)), [as_numbers(value) for value in arguments]
        assert compiled(*numbers) == rule(*plain)
        assert [as_lists(value) for value in numbers] == plain  # what was written is the same too


def test_the_comparison_sees_the_last_bit() -> None:
    assert portable.exponential(1.0) != math.nextafter(portable.exponential(1.0), 2.0)


# ------------------------------------------------------------------ whole games


def rules_played(terms: Terms, seed: int, stream: int) -> tuple[Record, list[Record]]:
    """One run by the plain rules alone: its record, and those of its rounds."""
    opening, draws = run_draws(seed, stream, ROUNDS)
    state, rounds = new_state(terms), []
    open_negotiation(state, terms, opening)
    while state.game.phase != Phase.CLOSED:
        play_round(state, terms, draws[state.game.round + 1])
        rounds.append(round_record(state))
    return run_record(state), rounds


@pytest.mark.parametrize("name", GAMES)
def test_a_whole_game_is_the_same_compiled(name: str) -> None:
    played = Played([], [], [])
    for stream in range(RUNS):
        run, rounds = rules_played(GAMES[name], 1, stream)
        played.runs.append(run)
        played.rounds.extend(rounds)
        played.n_rounds.append(len(rounds))
    compiled = simulate([Segment(GAMES[name], 1, 0, RUNS)], keep_rounds=True)
    assert differences(played, compiled) == []


def test_the_games_reach_every_outcome() -> None:
    segments = [Segment(terms, 1, 0, RUNS) for terms in GAMES.values()]
    outcomes = simulate(segments).runs["outcome"]
    assert set(outcomes.tolist()) == set(Outcome) - {Outcome.ONGOING}
