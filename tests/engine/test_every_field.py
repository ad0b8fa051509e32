"""The whole state, field by field after every half of a round: compiled rules and plain ones.

Records of results hold a part of the state; here nothing may differ, not even a scratch vector.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numba import njit

from negotiation.draws import run_draws
from negotiation.engine.kernel import draws_at, game_at, side_at, terms_at
from negotiation.engine.layout import DRAWS, STATE, TermsRecord
from negotiation.engine.linking import linked_rules
from negotiation.rules.rounds import begin_round, finish_round, open_negotiation
from negotiation.state import new_state
from negotiation.terms import Draws, Outcome, Phase, State, Terms
from tests.build_terms import snapshot
from tests.engine.variants import TACTIC_PAIRS, TIMING_PAIRS, numbered
from tests.engine.whole_games import GAMES

SEEDS = range(30)
OPEN, BEGIN, FINISH = range(3)
Part = Callable[[int, int, int, int, int, int], None]

compiled_opening = linked_rules()["open_negotiation"]
compiled_beginning = linked_rules()["begin_round"]
compiled_end = linked_rules()["finish_round"]
PLAIN: dict[int, Callable[[State, Terms, Draws], None]] = {
    OPEN: open_negotiation,
    BEGIN: begin_round,
    FINISH: finish_round,
}


@pytest.fixture(scope="module")
def play_part() -> Part:
    """Compiled: the opening, or one half of a round, on the records at these addresses."""

    @njit(error_model="numpy")
    def part(which: int, us: int, cn: int, game: int, terms: int, draws: int) -> None:
        state = State(side_at(us), side_at(cn), game_at(game))
        if which == OPEN:
            compiled_opening(state, terms_at(terms), draws_at(draws))
        elif which == BEGIN:
            compiled_beginning(state, terms_at(terms), draws_at(draws))
        else:
            compiled_end(state, terms_at(terms), draws_at(draws))

    return part  # type: ignore[no-any-return]


class CompiledGame:
    """One negotiation that lives in records."""

    def __init__(self, part: Part, terms: Terms) -> None:
        self.part, self.terms = part, TermsRecord(terms)
        self.state, self.draws = np.zeros(1, STATE), np.zeros(1, DRAWS)

    def play(self, which: int, draws: Draws) -> None:
        self.draws.view(np.float64)[:] = math.nan  # what is not given cannot be read unseen
        for agent, uniforms in draws._asdict().items():
            self.draws[agent][0, : len(uniforms)] = uniforms
        parts = (self.state[owner].ctypes.data for owner in ("us", "cn", "game"))
        self.part(which, *parts, self.terms.address, self.draws.ctypes.data)

    def snapshot(self, lengths: dict[str, int]) -> dict[str, Any]:
        """Copy of every field, vectors as long as in these lengths."""
        found = {}
        for owner in ("us", "cn", "game"):
            record = self.state[owner]
            for name in record.dtype.names or ():
                value, path = record[name][0], f"{owner}.{name}"
                found[path] = value[: lengths[path]].tolist() if path in lengths else value.item()
        return found


def assert_equal_fields(plain: dict[str, Any], compiled: CompiledGame, place: str) -> None:
    lengths = {path: len(value) for path, value in plain.items() if isinstance(value, list)}
    found = compiled.snapshot(lengths)
    assert found.keys() == plain.keys()
    different = {path: (plain[path], found[path]) for path in plain if plain[path] != found[path]}
    assert (place, different) == (place, {})


def play_both(part: Part, terms: Terms, seed: int, place: str) -> State:
    """Play a game twice, half by half; return the plain state at the end."""
    opening, rounds = run_draws(seed, 0, terms.n_rounds)
    state, twin = new_state(terms), CompiledGame(part, terms)
    steps = [(OPEN, opening), *((half, each) for each in rounds for half in (BEGIN, FINISH))]
    for number, (which, draws) in enumerate(steps):
        PLAIN[which](state, terms, draws)
        twin.play(which, draws)
        assert_equal_fields(snapshot(state), twin, f"{place}, step {number}")
    return state


@pytest.mark.slow  # compiles the transition
def test_every_field_of_whole_games(play_part: Part) -> None:
    outcomes = set()
    for name, terms in GAMES.items():
        for seed in SEEDS:
            state = play_both(play_part, terms, seed, f"{name}, seed {seed}")
            assert state.game.phase == Phase.CLOSED
            outcomes.add(state.game.outcome)
    assert outcomes == set(Outcome) - {Outcome.ONGOING}


@pytest.mark.slow
def test_every_field_of_random_scenarios(play_part: Part) -> None:
    numbers, pairs = range(0, len(TIMING_PAIRS) * len(TACTIC_PAIRS), 17), set()
    for number in numbers:
        terms = numbered(number).terms
        state = play_both(play_part, terms, number, f"scenario {number}")
        assert state.game.phase == Phase.CLOSED
        pairs.add((terms.us.timing, terms.cn.timing))
    assert pairs == set(TIMING_PAIRS)


@pytest.mark.slow
def test_a_compiled_difference_is_seen(play_part: Part) -> None:
    opening, _ = run_draws(1, 0, GAMES["talks"].n_rounds)
    state, twin = new_state(GAMES["talks"]), CompiledGame(play_part, GAMES["talks"])
    open_negotiation(state, GAMES["talks"], opening)
    twin.play(OPEN, opening)
    assert_equal_fields(snapshot(state), twin, "opening")
    state.us.belief[0] = math.nextafter(state.us.belief[0], 2.0)
    with pytest.raises(AssertionError, match=r"us\.belief"):
        assert_equal_fields(snapshot(state), twin, "opening")
