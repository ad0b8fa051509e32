"""Ministries: votes, quotas, and packages cut to what passes for sure."""

from typing import Any

import pytest

from negotiation.rules.ratification import (
    cut_to_ratifiable,
    raise_to_ministry,
    sure_floor,
    surely_ratifiable,
    vote,
    votes_cast,
    votes_for_sure,
)
from negotiation.terms import SideState, SideTerms, Vote
from tests.build_terms import build_terms, opened

MINISTRIES = {
    "ministry_weights": ((1.0, 0.0), (0.0, 1.0), (0.5, 0.5)),
    "ministry_floor_low": (0.25, 0.5, 0.0),
    "ministry_floor_high": (0.75, 0.5, 1.0),
    "ministry_votes": (2.0, 1.0, 1.0),
    "ratification_quota": 2.0,
    "ratification_cost": 0.125,
}


def bench(**mine: Any) -> tuple[SideState, SideTerms]:
    """Return a side with three ministries whose true floors are .5, .5 and .5."""
    terms = build_terms(us=MINISTRIES | mine)
    return opened(terms).us, terms.us


def test_floors_are_drawn_between_their_bounds() -> None:
    me, _ = bench()
    assert me.ministry_floor == [0.5, 0.5, 0.5]


def test_before_readiness_a_side_reckons_with_the_worst() -> None:
    me, mine = bench()
    assert [sure_floor(me, mine, m) for m in range(3)] == [0.5, 0.5, 0.5]
    me.ready = False
    assert [sure_floor(me, mine, m) for m in range(3)] == [0.75, 0.5, 1.0]


@pytest.mark.parametrize(
    ("shares", "sure", "cast"),
    [
        ((0.5, 0.0), 0.0, 2.0),
        ((0.75, 0.25), 2.0, 3.0),
        ((0.25, 0.5), 1.0, 1.0),
        ((0.0, 1.0), 1.0, 2.0),
        ((1.0, 1.0), 4.0, 4.0),
    ],
)
def test_votes(shares: tuple[float, float], sure: float, cast: float) -> None:
    me, mine = bench()
    me.ready = False
    assert votes_for_sure(me, mine, shares, 2) == sure
    assert votes_cast(me, mine, shares, 2) == cast
    assert surely_ratifiable(me, mine, shares, 2) is (sure >= 2.0)


def test_without_ministries_everything_passes() -> None:
    terms = build_terms()
    me = opened(terms).us
    assert surely_ratifiable(me, terms.us, (0.0, 0.0), 2)
    assert vote(me, terms.us, 0, 2)
    assert me.vote == Vote.NONE


def test_raising_a_draft_to_one_ministry_keeps_what_is_more() -> None:
    me, mine = bench()
    me.order, me.draft = [0, 1], [0.25, 0.0]
    assert raise_to_ministry(me, mine, 0, 2) == 0.5
    assert me.score == [0.5, 0.0]
    assert raise_to_ministry(me, mine, 1, 2) == 1.5  # issue 0 stands first in the order
    assert me.score == [1.0, 0.5]


def test_a_ratifiable_draft_is_left_alone() -> None:
    me, mine = bench()
    me.order, me.draft = [0, 1], [0.625, 0.0]
    cut_to_ratifiable(me, mine, 2)
    assert me.draft == [0.625, 0.0]


def test_a_draft_is_raised_by_the_least_that_passes() -> None:
    # Ministry 0 alone has the quota; its floor of .5 costs least.
    me, mine = bench()
    me.order, me.draft = [0, 1], [0.25, 0.0]
    cut_to_ratifiable(me, mine, 2)
    assert me.draft == [0.5, 0.0]


def test_a_later_ministry_may_be_the_cheaper_one() -> None:
    # Either has the quota; along the order (0, 1) ministry 0 needs (1, .5), ministry 1 (.5, 0).
    me, mine = bench(
        ministry_weights=((0.0, 1.0), (1.0, 0.0)),
        ministry_floor_low=(0.5, 0.5),
        ministry_floor_high=(0.5, 0.5),
        ministry_votes=(1.0, 1.0),
        ratification_quota=1.0,
    )
    me.order, me.draft = [0, 1], [0.25, 0.0]
    cut_to_ratifiable(me, mine, 2)
    assert me.draft == [0.5, 0.0]


def test_a_quota_of_several_votes_needs_the_ministry_that_brings_them_all() -> None:
    # Ministry 0 alone brings 2 votes, raising along (0, 1) for ministry 1 brings all of them.
    me, mine = bench(ratification_quota=4.0)
    me.order, me.draft = [0, 1], [0.25, 0.0]
    cut_to_ratifiable(me, mine, 2)
    assert me.draft == [1.0, 0.5]
    assert votes_cast(me, mine, me.draft, 2) == 4.0


def test_before_readiness_a_draft_is_cut_to_the_highest_floors() -> None:
    me, mine = bench()
    me.ready = False
    me.order, me.draft = [0, 1], [0.625, 0.0]
    cut_to_ratifiable(me, mine, 2)
    assert me.draft == [0.75, 0.0]


def test_a_rejection_costs_politically() -> None:
    me, mine = bench()
    me.deal = [0.0, 0.75]
    assert not vote(me, mine, 1, 2)
    assert me.vote == Vote.REJECTED
    assert me.political_cost == 0.125 * 0.95
    me.deal = [0.5, 0.0]
    assert vote(me, mine, 1, 2)
    assert me.vote == Vote.RATIFIED
    assert me.political_cost == 0.125 * 0.95
