"""The calendar: risks, threats and the discretion over them, calls, readiness."""

from typing import Any

import pytest

from negotiation.rules.milestones import (
    carried_out,
    consult_calendar,
    credibility,
    face_escalation,
    flow_cost_today,
    joint_risk,
    leverage_gain,
)
from negotiation.terms import (
    BOTH,
    NOBODY,
    Discretion,
    Milestone,
    MilestoneKind,
    Phase,
    Side,
    SideLane,
    State,
    Terms,
)
from tests.build_terms import build_draws, build_terms, opened

CALL, READINESS, SUMMIT, ESCALATION = (
    MilestoneKind.CALL,
    MilestoneKind.READINESS,
    MilestoneKind.SUMMIT,
    MilestoneKind.ESCALATION,
)
STRENGTHS = {
    "strength_multiplier": (1.0, 2.0),
    "strength_prior": (0.5, 0.5),
    "statement_truthfulness": 0.5,
    "credence": 0.5,
}


def met(*milestones: Milestone, phase: Phase = Phase.PRE, u: float = 0.5, **changes: Any) -> State:
    """State after the calendar of round 0, in this phase, with all draws at u."""
    terms = build_terms(milestones=milestones, **changes)
    state = opened(terms)
    state.game.round, state.game.phase = 0, phase
    state.game.truce_end_round = 5
    consult_calendar(state, terms, build_draws(default=u))
    return state


def threat(discretion: int = Discretion.ALWAYS, **fields: Any) -> Milestone:
    """Return a US escalation to state 1 that is due in round 0."""
    given = {"side": Side.US, "to_state": 1, "discretion": discretion} | fields
    return Milestone(ESCALATION, 0, **given)


def test_risks_join() -> None:
    assert joint_risk(0.0, 0.25) == 0.25
    assert joint_risk(1.0, 0.25) == 1.0


def test_leverage_won_by_an_escalation() -> None:
    assert leverage_gain(0.25, 0.5, 0.75, 0.5) == pytest.approx(1 / 3)
    assert leverage_gain(0.25, 0.5, 1.0, 1.0) == 0.25


def test_net_gain_of_a_threat_of_the_theory() -> None:
    # ESC-4: (.0275 - .03) / (.05 + .05) + .03 = .005, with factors 1 - .05.
    terms = build_terms(us={"flow_cost": (0.01, 0.04)}, cn={"flow_cost": (0.01, 0.0375)})
    state = opened(terms)
    gain = credibility(threat(audience_cost=0.03), state.us, terms.us, terms.cn, 0)
    assert gain == pytest.approx(0.005, abs=1e-13)


@pytest.mark.parametrize(
    ("discretion", "in_framework", "gain", "u", "done"),
    [
        (Discretion.ALWAYS, True, -1.0, 0.5, True),
        (Discretion.NEVER, False, 1.0, 0.5, False),
        (Discretion.IF_NO_FRAMEWORK, False, -1.0, 0.5, True),
        (Discretion.IF_NO_FRAMEWORK, True, 1.0, 0.5, False),
        (Discretion.IF_CREDIBLE, False, 0.0, 0.5, True),
        (Discretion.IF_CREDIBLE, False, -1e-9, 0.5, False),
        (Discretion.PROBABILITY, False, 0.0, 0.24, True),
        (Discretion.PROBABILITY, False, 0.0, 0.25, False),
    ],
)
def test_discretion(discretion: int, in_framework: bool, gain: float, u: float, done: bool) -> None:
    assert carried_out(discretion, in_framework, gain, 0.25, u) is done


@pytest.mark.parametrize("side", list(Side))
def test_an_escalation_is_carried_out(side: Side) -> None:
    game = met(threat(side=side)).game
    assert (game.tariff_state, game.escalated_by, game.escalations) == (1, side, 1)
    assert (game.lapsed_by, game.threats_lapsed) == (NOBODY, 0)


def test_two_escalations_of_one_day_name_both_sides() -> None:
    game = met(threat(), threat(side=Side.CN)).game
    assert (game.escalated_by, game.escalations) == (BOTH, 2)
    game = met(threat(Discretion.NEVER), threat(Discretion.NEVER, side=Side.CN)).game
    assert (game.lapsed_by, game.threats_lapsed) == (BOTH, 2)


@pytest.mark.parametrize("side", list(Side))
def test_a_lapsed_threat_costs_its_author_before_its_audience(side: Side) -> None:
    state = met(threat(Discretion.NEVER, side=side, audience_cost=0.25))
    us, cn, game = state
    author, other = (us, cn) if side == Side.US else (cn, us)
    assert (game.tariff_state, game.lapsed_by, game.threats_lapsed) == (0, side, 1)
    assert (author.political_cost, author.payoff) == (0.25, -0.25)
    assert (other.political_cost, other.payoff) == (0.0, 0.0)


@pytest.mark.parametrize(("side", "lane"), [(Side.US, "us"), (Side.CN, "cn")])
def test_a_random_threat_asks_the_draw_of_its_author(side: Side, lane: str) -> None:
    entry = threat(Discretion.PROBABILITY, side=side, probability=0.25)
    terms = build_terms(milestones=(entry,))
    state = opened(terms)
    state.game.round = 0
    consult_calendar(state, terms, build_draws(**{lane: {SideLane.ESCALATION: 0.1}}))
    assert state.game.escalated_by == side


def test_a_truce_suspends_an_escalation() -> None:
    game = met(threat(), phase=Phase.FRAMEWORK).game
    assert (game.tariff_state, game.suspended_state, game.escalation_suspended) == (0, 1, True)
    assert (game.escalations, game.escalated_by) == (0, NOBODY)


def test_a_threat_that_gives_way_to_a_framework_costs_nothing() -> None:
    entry = threat(Discretion.IF_NO_FRAMEWORK, audience_cost=0.25)
    state = met(entry, phase=Phase.FRAMEWORK)
    assert (state.game.tariff_state, state.game.lapsed_by, state.us.payoff) == (0, NOBODY, 0.0)


def test_a_conditional_threat_waits_for_a_failed_summit() -> None:
    entry = threat(conditional=True, audience_cost=0.25)
    terms = build_terms()
    for failed, tariff in ((False, 0), (True, 1)):
        state = opened(terms)
        state.game.round, state.game.summit_failed = 0, failed
        face_escalation(entry, state.us, terms.us, terms.cn, state.game, 0.5)
        assert (state.game.tariff_state, state.us.payoff) == (tariff, 0.0)


def test_a_threat_reckons_with_the_strength_that_is_believed() -> None:
    terms = build_terms(
        us={"flow_cost": (0.0, 0.01)},
        cn={
            "flow_cost": (0.0, 0.01),
            "strength_multiplier": (0.5, 1.5),
            "strength_prior": (0.5, 0.5),
        },
    )
    state = opened(terms)
    for hidden in (0, 1):
        state.cn.strength = hidden
        for belief, gain in (([1.0, 0.0], -0.05), ([0.5, 0.5], 0.0), ([0.0, 1.0], 0.05)):
            state.us.strength_belief = belief
            found = credibility(threat(), state.us, terms.us, terms.cn, 0)
            assert found == pytest.approx(gain, abs=1e-12)


def test_a_credible_threat_of_a_strong_side() -> None:
    # Multiplier .5 on the own rise: (.0287 - .01435) / .1 > 0; with 2 it is negative.
    for multiplier, tariff in ((0.5, 1), (2.0, 0)):
        us = {"strength_multiplier": (multiplier,)}
        assert met(threat(Discretion.IF_CREDIBLE), us=us).game.tariff_state == tariff


def test_only_the_milestones_of_the_day_are_met() -> None:
    game = met(Milestone(SUMMIT, 1), Milestone(CALL, 1, public=True)).game
    assert not game.summit
    assert not game.call


@pytest.mark.parametrize(
    ("side", "us_ready", "cn_ready"),
    [(Side.US, True, False), (Side.CN, False, True), (NOBODY, True, True)],
)
def test_ministries_report(side: int, us_ready: bool, cn_ready: bool) -> None:
    late = {"reports_at_start": False}
    us, cn, _ = met(Milestone(READINESS, 0, side=side), us=late, cn=late)
    assert (us.ready, us.became_ready) == (us_ready, us_ready)
    assert (cn.ready, cn.became_ready) == (cn_ready, cn_ready)


def test_a_summit_and_its_risk() -> None:
    entry = Milestone(SUMMIT, 0, breakdown_probability=0.5)
    game = met(entry, breakdown_probability=0.5).game
    assert game.summit
    assert game.breakdown_risk == 0.75


def test_a_deadline_and_a_truce_end_do_nothing_by_themselves() -> None:
    entries = [Milestone(kind, 0) for kind in (MilestoneKind.TRUCE_END, MilestoneKind.DEADLINE)]
    game = met(*entries).game
    assert (game.phase, game.truce_ended, game.breakdown_risk) == (Phase.PRE, False, 0.0)


def test_a_quiet_call() -> None:
    us, cn, game = met(Milestone(CALL, 0), us=STRENGTHS, cn=STRENGTHS)
    assert (game.call, game.call_public) == (True, False)
    assert (us.statement, cn.statement) == (NOBODY, NOBODY)
    assert us.strength_belief == cn.strength_belief == [0.5, 0.5]


@pytest.mark.parametrize(
    ("side", "us_says", "cn_says"), [(Side.US, 0, NOBODY), (Side.CN, NOBODY, 1), (NOBODY, 0, 1)]
)
def test_a_public_call_brings_statements(side: int, us_says: int, cn_says: int) -> None:
    # All draws .25, so both tell the truth; the US is of strength 0, CN of strength 1.
    entry = Milestone(CALL, 0, side=side, public=True)
    weak = STRENGTHS | {"strength_prior": (0.25, 0.75)}
    us, cn, game = met(entry, us=STRENGTHS | {"strength_prior": (0.75, 0.25)}, cn=weak, u=0.25)
    assert game.call_public
    assert (us.statement, cn.statement) == (us_says, cn_says)
    assert cn.strength_belief == ([0.75, 0.25] if us_says == NOBODY else [0.875, 0.125])
    assert us.strength_belief == ([0.25, 0.75] if cn_says == NOBODY else [0.125, 0.875])
    assert us.payoff == cn.payoff == 0.0


def test_an_untrue_statement_says_what_is_believed() -> None:
    # Strength 1 was drawn; without the truth, u = .9 in (0, 1) says type 1, u = .1 type 0.
    liar = STRENGTHS | {"statement_truthfulness": 0.0}
    entry = Milestone(CALL, 0, side=Side.US, public=True)
    assert met(entry, us=liar, cn=STRENGTHS, u=0.1).us.statement == 0
    assert met(entry, us=liar, cn=STRENGTHS, u=0.9).us.statement == 1


@pytest.mark.parametrize(("end", "ended"), [(0, True), (1, False)])
def test_a_truce_ends_in_its_round(end: int, ended: bool) -> None:
    terms = build_terms()
    state = opened(terms)
    state.game.round, state.game.phase, state.game.truce_end_round = 0, Phase.FRAMEWORK, end
    consult_calendar(state, terms, build_draws())
    assert state.game.truce_ended is ended
    assert (state.game.phase == Phase.FORMAL) is ended


def test_an_escalation_due_when_the_truce_ends_is_carried_out_that_day() -> None:
    terms: Terms = build_terms(milestones=(threat(),))
    state = opened(terms)
    state.game.round, state.game.phase, state.game.truce_end_round = 0, Phase.FRAMEWORK, 0
    consult_calendar(state, terms, build_draws())
    assert state.game.tariff_state == 1
    assert state.game.escalation_suspended


def test_flow_cost_of_the_day() -> None:
    terms = build_terms(us={"strength_multiplier": (2.0,), "truce_flow_cost": 0.25})
    state = opened(terms)
    assert flow_cost_today(state.us, terms.us, state.game) == 0.028
    state.game.tariff_state = 1
    assert flow_cost_today(state.us, terms.us, state.game) == 0.0854
    state.game.phase = Phase.FRAMEWORK
    assert flow_cost_today(state.us, terms.us, state.game) == 0.5
