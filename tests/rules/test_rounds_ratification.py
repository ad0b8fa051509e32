"""Whole games by hand: ministries that reject a deal or keep a package back."""

import pytest

from negotiation.terms import (
    NOBODY,
    BeforeReadiness,
    Milestone,
    MilestoneKind,
    Phase,
    Response,
    Side,
    Stance,
    Vote,
)
from tests.build_terms import build_terms, play
from tests.rules.rounds import CN_TURN, COST, ROUND, US_TURN, WAITS, formal

VETO = {
    "ministry_weights": ((0.0, 1.0),),
    "ministry_floor_low": (0.0,),
    "ministry_floor_high": (1.0,),
    "ministry_votes": (1.0,),
    "ratification_quota": 1.0,
    "ratification_cost": 0.125,
    "reports_at_start": False,
}


def test_a_rejected_deal_loses_the_round_and_costs_its_side() -> None:
    # US ministry: floor .5 on issue 1, not yet reported. CN keeps .6 of issue 1 by a claim.
    us = WAITS | VETO | {"opening_claim": 0.0}
    cn = {"weights": ((0.35, 0.65),), "opening_claim": 0.39}
    terms = build_terms(us, cn, profile_prior=((0.5,), (0.5,)), knowledge_needed=2.0)
    state = play(terms, ROUND)
    assert state.us.response == Response.ACCEPT
    assert (state.us.vote, state.cn.vote) == (Vote.REJECTED, Vote.NONE)
    assert (state.game.phase, state.game.ratification_failures) == (Phase.FORMAL, 1)
    assert state.us.payoff == pytest.approx(-0.125 - COST)
    assert state.cn.payoff == pytest.approx(-COST)


def test_before_readiness_a_package_is_cut_to_what_passes_for_sure() -> None:
    us = VETO | {"opening_claim": 0.325}
    state = play(build_terms(us, WAITS), ROUND)
    # The claim is half of issue 0; the highest floor asks for all of issue 1, after all of issue 0.
    assert state.us.ask == [1.0, 1.0]
    assert state.us.claim == 0.325


def test_without_a_report_a_side_may_not_table() -> None:
    cannot = VETO | {"before_readiness": BeforeReadiness.CANNOT_TABLE}
    report = Milestone(MilestoneKind.READINESS, 1, side=Side.US)
    terms = build_terms(cannot, WAITS, milestones=(report,))
    state = play(terms, ROUND)
    assert (state.us.stance, state.game.phase) == (Stance.WAIT, Phase.PRE)
    state = play(terms, ROUND, ROUND)
    assert (state.us.stance, state.us.became_ready) == (Stance.OFFER, True)


def test_a_proposer_that_may_not_table_loses_its_turn() -> None:
    cannot = VETO | {"before_readiness": BeforeReadiness.CANNOT_TABLE}
    for us, cn, turn, lost in (
        (cannot, {}, US_TURN, True),
        (cannot, {}, CN_TURN, False),
        ({}, cannot, CN_TURN, True),
        ({}, cannot, US_TURN, False),
    ):
        state = play(formal(us=us, cn=cn), turn)
        assert (state.game.opened == NOBODY) is lost
        assert state.game.phase == Phase.FORMAL
