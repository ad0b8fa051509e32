"""Claims of every tactic, floors, anchors and what is never taken back."""

from typing import Any

import pytest

from negotiation.rules.tactics import (
    anchored_claim,
    claim_at,
    claim_floor,
    conceded_by,
    conceded_part,
    elapsed,
    firm,
    opening_claim,
    split,
    tactical_claim,
    time_dependent,
    tit_for_tat,
)
from negotiation.terms import GameState, SideState, SideTerms, Tactic
from tests.build_terms import build_terms, opened


def bench(**mine: Any) -> tuple[SideState, SideTerms, GameState]:
    """Return a side, its terms and a game whose claims run from round 0 to round 4."""
    terms = build_terms(us={"opening_claim": 0.75} | mine)
    state = opened(terms)
    state.game.clock_end = 4
    return state.us, terms.us, state.game


def put(me: SideState, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(me, name, value)


@pytest.mark.parametrize(("t", "passed"), [(1, 0.0), (2, 0.0), (3, 0.25), (6, 1.0), (7, 1.0)])
def test_time_that_has_passed(t: int, passed: float) -> None:
    assert elapsed(t, 2, 6) == passed


def test_the_only_round_is_a_first_round() -> None:
    assert elapsed(3, 3, 3) == 0.0
    assert elapsed(4, 3, 3) == 1.0


@pytest.mark.parametrize(("exponent", "claim"), [(1.0, 0.625), (2.0, 0.71875), (0.5, 0.5)])
def test_time_dependent_claims(exponent: float, claim: float) -> None:
    # From .75 to .25 with a quarter of the time gone.
    conceded = conceded_part(0.25, exponent)
    assert time_dependent(0.25, 0.75, conceded) == pytest.approx(claim, abs=1e-15)


@pytest.mark.parametrize(("start", "end", "conceded"), [(0, 4, 0.3), (0, 5, 0.04), (1, 4, 0.0)])
def test_the_schedule_holds_for_the_first_clock_only(start: int, end: int, conceded: float) -> None:
    _, mine, game = bench(
        concession_exponent=2.0, concession_end=4, concession_at=(0.0, 0.3, 0.6, 0.9, 1.0)
    )
    game.clock_start, game.clock_end = start, end
    assert conceded_by(mine, game, 1) == pytest.approx(conceded, abs=1e-15)


def test_small_formulas() -> None:
    assert tit_for_tat(0.75, 0.25, 0.5) == 0.75  # nothing for a step back
    assert firm(0.25, 0.75, 0.0) == 0.75
    assert firm(0.25, 0.75, 1.0) == 0.25
    assert split(1.0, 0.25) == 0.625
    assert anchored_claim(0.75, 0.25, 0.0) == 0.75


def test_floor_is_the_higher_of_reservation_and_framework() -> None:
    me, _, _ = bench()
    put(me, reservation=0.25, floor=0.5)
    assert claim_floor(me) == 0.5
    put(me, reservation=0.6)
    assert claim_floor(me) == 0.6


def test_opening_claim_is_linear_between_floor_and_everything() -> None:
    me, mine, _ = bench(opening_slope=0.5)
    put(me, reservation=0.25)
    assert opening_claim(me, mine) == 0.875
    put(me, reservation=0.75)
    assert opening_claim(me, mine) == 1.0
    me, mine, _ = bench(opening_claim=0.25)
    put(me, reservation=0.5)
    assert opening_claim(me, mine) == 0.5


@pytest.mark.parametrize(
    ("tactic", "exponent"), [(Tactic.BOULWARE, 2.0), (Tactic.LINEAR, 1.0), (Tactic.CONCEDER, 0.5)]
)
def test_time_dependent_tactics(tactic: int, exponent: float) -> None:
    me, mine, game = bench(tactic=tactic, concession_exponent=exponent)
    claims = [tactical_claim(me, mine, game, t) for t in range(6)]
    fallen = [0.75 - (t / 4) ** exponent * 0.75 for t in range(5)]
    assert claims[:5] == pytest.approx(fallen, abs=1e-14)
    assert claims[5] == 0.0


def test_firm_tactic() -> None:
    me, mine, game = bench(tactic=Tactic.FIRM)
    assert [tactical_claim(me, mine, game, t) for t in (0, 3, 4)] == [0.75, 0.75, 0.0]


def test_tit_for_tat_tactic_needs_two_packages() -> None:
    me, mine, game = bench(tactic=Tactic.TIT_FOR_TAT)
    put(me, claim=0.625, offered=0.25, offered_before=0.125)
    for tabled, offer in ((False, False), (True, False), (False, True)):
        put(me, has_tabled=tabled, has_offer=offer)
        assert tactical_claim(me, mine, game, 1) == 0.75
    put(me, has_tabled=True, has_offer=True)
    assert tactical_claim(me, mine, game, 1) == 0.5


def test_split_tactic_needs_two_packages() -> None:
    me, mine, game = bench(tactic=Tactic.SPLIT)
    put(me, asked=0.75, offered=0.25)
    for tabled, offer in ((False, False), (True, False), (False, True)):
        put(me, has_tabled=tabled, has_offer=offer)
        assert tactical_claim(me, mine, game, 1) == 0.75
    put(me, has_tabled=True, has_offer=True)
    assert tactical_claim(me, mine, game, 1) == 0.5


def test_a_claim_is_never_taken_back() -> None:
    me, mine, game = bench()
    put(me, claim=0.5)
    assert claim_at(me, mine, game, 0) == 0.5
    assert claim_at(me, mine, game, 2) == 0.375


def test_a_claim_keeps_to_the_floor() -> None:
    me, mine, game = bench(tactic=Tactic.SPLIT)
    put(me, asked=0.25, offered=0.0, has_tabled=True, has_offer=True, reservation=0.375)
    assert claim_at(me, mine, game, 1) == 0.375


def test_after_the_deadline_only_the_floor_is_left() -> None:
    me, mine, game = bench(tactic=Tactic.TIT_FOR_TAT)
    put(me, reservation=0.125)
    assert claim_at(me, mine, game, 4) == 0.75
    assert claim_at(me, mine, game, 5) == 0.125


def test_an_anchor_pulls_the_claim() -> None:
    me, mine, game = bench(anchoring_weight=0.5)
    put(me, first_offered=0.25)
    assert claim_at(me, mine, game, 0) == 0.75  # the first package was one's own
    put(me, anchored=True)
    assert claim_at(me, mine, game, 0) == 0.5


def test_an_outside_option_is_the_least_that_is_claimed() -> None:
    me, mine, game = bench(outside_option=0.5)
    assert [claim_at(me, mine, game, t) for t in (0, 1, 3, 5)] == [0.75, 0.5625, 0.5, 0.5]
