"""Timing strategies and what they tell about stubbornness."""

from typing import Any

import pytest

from negotiation.rules.stances import (
    may_table,
    mirror,
    planned_stance,
    stance_likelihood,
    stubborn_stance,
    take_stance,
)
from negotiation.terms import BeforeReadiness, SideState, SideTerms, Stance, Timing
from tests.build_terms import build_side, build_terms, opened

NEVER = 99  # a round that is far away


def side() -> SideState:
    return opened(build_terms()).us


def plan(t: int, u: float = 0.5, next_milestone: int = NEVER, **changes: Any) -> int:
    """Stance that a side with these parameters plans for round t."""
    state = opened(build_terms())
    state.game.round = t
    return planned_stance(state.us, build_side(**changes), state.game, next_milestone, u)


@pytest.mark.parametrize(("t", "stance"), [(2, Stance.WAIT), (3, Stance.OFFER), (4, Stance.OFFER)])
def test_offer_at(t: int, stance: Stance) -> None:
    choice = {"timing": Timing.OFFER_AT, "timing_rounds": 3, "otherwise": Stance.WAIT}
    assert plan(t, **choice) == stance


@pytest.mark.parametrize(("t", "stance"), [(2, Stance.TALK), (3, Stance.OFFER)])
def test_talk_up_to(t: int, stance: Stance) -> None:
    assert plan(t, timing=Timing.TALK_UP_TO, timing_rounds=3) == stance


@pytest.mark.parametrize(("t", "stance"), [(2, Stance.DEMAND), (3, Stance.TALK)])
def test_demand_up_to(t: int, stance: Stance) -> None:
    assert plan(t, timing=Timing.DEMAND_UP_TO, timing_rounds=3) == stance


@pytest.mark.parametrize(("u", "stance"), [(0.24, Stance.OFFER), (0.25, Stance.DEMAND)])
def test_hazard(u: float, stance: Stance) -> None:
    choice = {"timing": Timing.HAZARD, "hazard": 0.25, "otherwise": Stance.DEMAND}
    assert plan(0, u, **choice) == stance


@pytest.mark.parametrize(
    ("t", "stance"), [(1, Stance.TALK), (2, Stance.OFFER), (3, Stance.OFFER), (4, Stance.OFFER)]
)
def test_eve(t: int, stance: Stance) -> None:
    assert plan(t, next_milestone=4, timing=Timing.EVE, timing_rounds=2) == stance


@pytest.mark.parametrize("seen", [Stance.OFFER, Stance.TALK, Stance.DEMAND, Stance.WAIT])
def test_mirror_copies(seen: Stance) -> None:
    assert mirror(seen) == seen


def test_mirror_talks_first() -> None:
    assert plan(0, timing=Timing.MIRROR) == Stance.TALK


def test_custom_stance_is_the_one_requested() -> None:
    us, _, game = opened(build_terms())
    us.requested_stance = Stance.DEMAND
    custom = build_side(timing=Timing.CUSTOM)
    assert planned_stance(us, custom, game, NEVER, 0.5) == Stance.DEMAND


def test_stubborn_strategies_never_move() -> None:
    assert plan(50, timing=Timing.STUBBORN_DEMAND) == Stance.DEMAND
    assert plan(50, timing=Timing.STUBBORN_TALK) == Stance.TALK
    assert stubborn_stance(Timing.STUBBORN_TALK) == Stance.TALK


def test_likelihood_of_a_stance() -> None:
    us, _, game = opened(build_terms())
    mixing = build_side(timing=Timing.HAZARD, hazard=0.25, otherwise=Stance.DEMAND)
    assert stance_likelihood(us, mixing, game, Stance.OFFER, Stance.OFFER) == 0.25
    assert stance_likelihood(us, mixing, game, Stance.OFFER, Stance.DEMAND) == 0.75
    always = build_side(timing=Timing.HAZARD, hazard=0.25, otherwise=Stance.OFFER)
    assert stance_likelihood(us, always, game, Stance.OFFER, Stance.OFFER) == 1.0
    plain = build_side()
    assert stance_likelihood(us, plain, game, Stance.TALK, Stance.TALK) == 1.0
    assert stance_likelihood(us, plain, game, Stance.TALK, Stance.DEMAND) == 0.0


@pytest.mark.parametrize(
    ("ready", "rule", "may"),
    [
        (True, BeforeReadiness.CANNOT_TABLE, True),
        (False, BeforeReadiness.CANNOT_TABLE, False),
        (False, BeforeReadiness.CUT_TO_SURE, True),
    ],
)
def test_who_may_table(ready: bool, rule: int, may: bool) -> None:
    me = side()
    me.ready = ready
    assert may_table(me, build_side(before_readiness=rule)) is may


def taken(mine: SideTerms, u: float = 0.5, **state: Any) -> SideState:
    """Side after it has taken its stance of round 0."""
    me, _, game = opened(build_terms())
    game.round = 0
    for name, value in state.items():
        setattr(me, name, value)
    take_stance(me, mine, game, NEVER, u)
    return me


def test_a_demand_is_public_or_quiet() -> None:
    demanding = {"timing": Timing.STUBBORN_DEMAND}
    assert taken(build_side(**demanding)).stance_public
    assert not taken(build_side(**demanding, demands_publicly=False)).stance_public
    assert not taken(build_side()).stance_public  # an offer is never a public demand


def test_a_side_that_may_not_table_waits() -> None:
    mine = build_side(before_readiness=BeforeReadiness.CANNOT_TABLE)
    assert taken(mine, ready=False).stance == Stance.WAIT
    assert taken(mine).stance == Stance.OFFER


def test_a_stubborn_side_keeps_to_its_type() -> None:
    mine = build_side(stubborn_probability=0.25, stubborn_timing=Timing.STUBBORN_TALK)
    me = taken(mine, stubborn=True, reputation=0.25)
    assert me.stance == Stance.TALK
    assert me.reputation == 1.0  # its strategy would have tabled


def test_giving_way_ends_the_reputation() -> None:
    me = taken(build_side(stubborn_probability=0.25), reputation=0.25)
    assert me.stance == Stance.OFFER
    assert me.reputation == 0.0


def test_mixing_builds_a_reputation() -> None:
    # Prior .25; the ordinary type holds out with .75: .25 / (.25 + .75 * .75) = 4 / 13.
    mine = build_side(
        stubborn_probability=0.25, timing=Timing.HAZARD, hazard=0.25, otherwise=Stance.DEMAND
    )
    me = taken(mine, 0.9, reputation=0.25)
    assert me.stance == Stance.DEMAND
    assert me.reputation == pytest.approx(4 / 13)


def test_reputation_does_not_move_where_no_type_is_stubborn() -> None:
    assert taken(build_side()).reputation == 0.0
