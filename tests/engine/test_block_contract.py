"""Which draws a rule may read: those of the blocks that the compiled loop has drawn by then.

Plain rules play with draws that refuse every other lane, in the order of the compiled loop.
"""

from collections.abc import Iterable
from typing import Any

import pytest

from negotiation.draws import run_draws
from negotiation.engine import kernel
from negotiation.records import run_record
from negotiation.rules import rounds
from negotiation.rules.rounds import begin_round, finish_round, open_negotiation
from negotiation.state import new_state
from negotiation.strategies import asked
from negotiation.terms import (
    Draws,
    NatureLane,
    NatureOpeningLane,
    Phase,
    Side,
    SideLane,
    SideOpeningLane,
    State,
    Terms,
)
from tests.engine.coverage import choices
from tests.engine.twins import model_of
from tests.engine.variants import TACTIC_PAIRS, TIMING_PAIRS, Case, numbered

pytestmark = pytest.mark.slow


class NotDrawnError(Exception):
    """A rule has read a lane that the compiled loop has not drawn."""


class Guarded:
    """Uniforms of one agent; only those of the blocks that have been drawn can be read."""

    def __init__(self, uniforms: Iterable[float], name: str, seen: set[tuple[str, int]]) -> None:
        self.uniforms, self.name, self.seen = tuple(uniforms), name, seen
        self.blocks: set[int] = set()

    def draw(self, *blocks: int) -> None:
        self.blocks |= {int(block) for block in blocks}

    def __getitem__(self, lane: int) -> float:
        if lane // kernel.BLOCK not in self.blocks:
            raise NotDrawnError(f"{self.name}, lane {lane}")
        self.seen.add((self.name, int(lane)))
        return self.uniforms[lane]


def guarded(draws: Draws, seen: set[tuple[str, int]], *, opening: bool = False) -> Any:
    """Draws of which nothing can be read yet; those of the opening can all be."""
    names = [f"opening {kind}" if opening else kind for kind in ("side", "side", "nature")]
    agents = [Guarded(*each, seen) for each in zip(draws, names, strict=True)]
    if opening:
        for agent in agents:
            agent.draw(*range(len(agent.uniforms) // kernel.BLOCK))
    return Draws(*agents)  # type: ignore[arg-type]


def play_round(case: Case, state: State, draws: Any) -> None:
    """One round, with the blocks of the compiled loop drawn when it draws them."""
    terms, t = case.terms, state.game.round + 1
    draws.nature.draw(kernel.NATURE_BLOCK)
    if any(entry.round == t for entry in terms.milestones):
        draws.us.draw(kernel.CALENDAR_BLOCK)
        draws.cn.draw(kernel.CALENDAR_BLOCK)
    begin_round(state, terms, draws)
    if state.game.phase == Phase.PRE:
        draws.us.draw(kernel.TALK_BLOCK)
        draws.cn.draw(kernel.TALK_BLOCK)
        hear_strategies(case, state, draws)
    finish_round(state, terms, draws)


def hear_strategies(case: Case, state: State, draws: Any) -> None:
    for side, strategy in case.strategies.items():
        me, lanes = (state.us, draws.us) if side == Side.US else (state.cn, draws.cn)
        me.requested_stance = asked(strategy, me, state.game, lanes[SideLane.STANCE])


def played(case: Case, seen: set[tuple[str, int]]) -> State:
    """Whole run of a case under guard."""
    opening, each_round = run_draws(case.seed, case.stream, case.terms.n_rounds)
    state = new_state(case.terms)
    open_negotiation(state, case.terms, guarded(opening, seen, opening=True))
    while state.game.phase != Phase.CLOSED:
        play_round(case, state, guarded(each_round[state.game.round + 1], seen))
    return state


def test_rules_read_what_has_been_drawn() -> None:
    seen: set[tuple[str, int]] = set()
    cases = [numbered(number) for number in [*range(0, 4900, 17), *range(4900, 4950)]]
    for case in cases:
        assert run_record(played(case, seen)) == model_of(case, case.stream).run()
    assert {choices(case)[:2] for case in cases} == set(TIMING_PAIRS)
    assert {choices(case)[2:] for case in cases} == set(TACTIC_PAIRS)
    lanes = {("side", lane) for lane in SideLane} | {("nature", lane) for lane in NatureLane}
    lanes |= {("opening side", lane) for lane in SideOpeningLane}
    lanes |= {("opening nature", lane) for lane in NatureOpeningLane}
    assert lanes <= seen  # every lane that has a name has been read


def guarded_round(terms: Terms) -> tuple[Any, set[tuple[str, int]]]:
    seen: set[tuple[str, int]] = set()
    return guarded(run_draws(1, 1, terms.n_rounds)[1][0], seen), seen


@pytest.mark.parametrize("lane", [*SideLane])
def test_nothing_can_be_read_before_it_is_drawn(lane: SideLane) -> None:
    draws, seen = guarded_round(numbered(0).terms)
    with pytest.raises(NotDrawnError, match=f"side, lane {int(lane)}"):
        draws.us[lane]
    draws.us.draw(lane // kernel.BLOCK)
    assert 0.0 <= draws.us[lane] < 1.0
    assert seen == {("side", int(lane))}
    with pytest.raises(NotDrawnError, match="side"):
        draws.cn[lane]


def test_a_rule_that_reads_another_block_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:

    def wrong(state: State, terms: Terms, draws: Draws) -> None:
        rounds.begin_round(state, terms, draws)
        assert draws.us[SideLane.CLARITY] >= 0.0

    monkeypatch.setitem(globals(), "begin_round", wrong)
    with pytest.raises(NotDrawnError, match="side, lane 1"):
        played(numbered(4900), set())
