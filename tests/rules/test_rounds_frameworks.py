"""Whole games by hand: truces that hold or fail, and escalations that come or lapse."""

import pytest

from negotiation.rules.rounds import play_round
from negotiation.terms import Discretion, Outcome, PackageMode, Phase, Side
from tests.build_terms import build_draws, opened, play
from tests.rules.rounds import (
    COST,
    FOR_EVER,
    HIGH_COST,
    ROUND,
    US_TURN,
    flow,
    stubborn_floors,
    summit,
    threat,
    truce,
    waiting,
)


def test_a_truce_has_its_own_flow_cost_and_begins_next_round() -> None:
    state = play(truce(), ROUND)
    assert state.us.payoff == -COST
    assert state.game.phase_played == Phase.PRE
    state = play(truce(), ROUND, US_TURN)
    assert state.us.flow_cost == 0.005
    assert state.us.payoff == pytest.approx(-COST - 0.005 * 0.95)
    assert state.us.floor == state.cn.floor == 0.25


def test_details_end_in_a_deal_on_the_floor() -> None:
    # Truce of two rounds, 1 and 2; in round 2 both firm sides fall to their floors of .25.
    state = play(truce(truce_rounds=2), ROUND, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.round) == (Outcome.DEAL, 2)
    assert state.us.package_mode == PackageMode.EFFICIENT
    assert state.us.deal_utility == pytest.approx(0.25)
    assert state.cn.deal_utility == pytest.approx(0.75)
    paid = COST + 0.005 * 0.95
    assert state.us.payoff == pytest.approx(0.25 * 0.95**2 - paid)


def test_a_truce_that_fails_carries_the_suspended_escalation_out() -> None:
    terms = truce(threat(1), truce_rounds=2, us=stubborn_floors(), cn=stubborn_floors())
    state = opened(terms)
    seen = []
    for _ in range(4):
        play_round(state, terms, US_TURN)
        game = state.game
        seen.append((game.phase, game.tariff_state, game.escalation_suspended, game.truce_ended))
    assert seen == [
        (Phase.FRAMEWORK, 0, False, False),
        (Phase.FRAMEWORK, 0, True, False),
        (Phase.FRAMEWORK, 0, False, False),
        (Phase.FORMAL, 1, False, True),
    ]
    assert state.game.escalations == 1
    paid = COST + 0.005 * (0.95 + 0.95**2) + HIGH_COST * 0.95**3
    assert state.us.payoff == pytest.approx(-paid)
    assert state.us.floor == 0.0


def test_a_truce_running_at_the_horizon() -> None:
    terms = truce(rounds=3, us=stubborn_floors(), cn=stubborn_floors())
    state = play(terms, ROUND, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.phase) == (Outcome.TRUCE_RUNNING, Phase.CLOSED)
    paid = COST + 0.005 * (0.95 + 0.95**2) + 0.005 * FOR_EVER * 0.95**3
    assert state.us.payoff == pytest.approx(-paid)


def test_a_failed_summit_brings_the_conditional_threat_on() -> None:
    entries = (summit(1), threat(2, conditional=True))
    terms = waiting(*entries, framework_tolerance=0.1)
    state = play(terms, ROUND, ROUND)
    assert state.game.summit_failed
    assert state.game.tariff_state == 0
    state = play(terms, ROUND, ROUND, ROUND)
    assert (state.game.tariff_state, state.game.escalated_by) == (1, Side.US)
    assert state.us.payoff == pytest.approx(-flow(2) - HIGH_COST * 0.95**2)


def test_a_framework_takes_the_conditional_threat_away() -> None:
    terms = waiting(summit(1), threat(2, conditional=True), framework_tolerance=2.0)
    state = play(terms, ROUND, ROUND, US_TURN)
    assert (state.game.tariff_state, state.game.escalation_suspended) == (0, False)


@pytest.mark.parametrize(
    ("discretion", "u", "tariff"),
    [
        (Discretion.ALWAYS, 0.9, 1),
        (Discretion.NEVER, 0.1, 0),
        (Discretion.IF_NO_FRAMEWORK, 0.9, 1),
        (Discretion.PROBABILITY, 0.1, 1),
        (Discretion.PROBABILITY, 0.9, 0),
    ],
)
def test_discretion_over_a_scheduled_escalation(discretion: int, u: float, tariff: int) -> None:
    entry = threat(0, discretion=discretion, probability=0.25, audience_cost=0.125)
    state = play(waiting(entry), build_draws(default=u))
    cost = HIGH_COST if tariff else COST
    lapse = 0.0 if tariff else 0.125
    assert state.game.tariff_state == tariff
    assert state.game.threats_lapsed == 1 - tariff
    assert state.us.payoff == pytest.approx(-cost - lapse)
    assert state.cn.payoff == pytest.approx(-cost)


@pytest.mark.parametrize(("audience_cost", "tariff"), [(0.2, 0), (0.35, 1)])
def test_a_credible_threat_is_carried_out(audience_cost: float, tariff: int) -> None:
    # The US flow cost rises by .0287, that of CN not at all: -.0287 / .1 and the audience.
    entry = threat(0, discretion=Discretion.IF_CREDIBLE, audience_cost=audience_cost)
    state = play(waiting(entry, cn={"flow_cost": (COST, COST)}), ROUND)
    assert state.game.tariff_state == tariff
