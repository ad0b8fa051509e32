"""Whole games by hand: every way through the phases, and what each side gets at the end."""

import pytest

from negotiation.rules.rounds import play_round
from negotiation.terms import NatureLane, Outcome, PackageMode, Phase, ProposerRule, Response, Side
from tests.build_terms import build_draws, build_terms, opened, play, snapshot
from tests.rules.rounds import (
    CN_TURN,
    COST,
    FIRM,
    FOR_EVER,
    ROUND,
    TALKS,
    US_TURN,
    WAITS,
    flow,
    formal,
    summit,
    waiting,
)

# ------------------------------------------------------------------ through the phases


def test_talk_then_a_logrolled_deal() -> None:
    # Opposed priorities, known after one round of talk. Claims fall by a fifth each round. In round
    # 1 the US claims .8, which leaves CN .65 x (1 - .15 / .35) = .37: too little. In round 2 it
    # claims .6 out of its own priority, which leaves CN more than the .4 it would claim next.
    us, cn = TALKS | {"weights": ((0.65, 0.35),)}, TALKS | {"weights": ((0.35, 0.65),)}
    state = play(build_terms(us, cn, profile_prior=((1.0,),)), ROUND, US_TURN, US_TURN)
    game = state.game
    assert (game.outcome, game.round) == (Outcome.DEAL, 2)
    assert (game.first_tabler, game.first_tabled_round) == (Side.US, 1)
    assert state.us.package_mode == PackageMode.EFFICIENT
    assert state.us.deal == pytest.approx([0.6 / 0.65, 0.0])
    assert state.us.payoff == pytest.approx(0.6 * 0.95**2 - flow(2))
    left = 0.65 + 0.35 * (1 - 0.6 / 0.65)
    assert state.cn.payoff == pytest.approx(left * 0.95**2 - flow(2))


def test_an_informed_side_answers_a_claim_with_a_grant() -> None:
    # The US tables first and shows its priority; CN counters without showing its own.
    terms = build_terms({"opening_claim": 0.65}, WAITS)
    state = play(terms, ROUND, CN_TURN)
    assert state.us.ask == [1.0, 0.0]
    assert state.cn.package_mode == PackageMode.GRANT
    assert not state.us.informed
    assert state.cn.informed
    # CN claims .8: the US gets .2 out of its own priority.
    assert state.cn.ask == pytest.approx([1 - 0.2 / 0.65, 1.0])
    assert not state.cn.declared


def test_a_candid_side_answers_a_claim_openly() -> None:
    terms = build_terms({"opening_claim": 0.65}, WAITS | {"candour": 1.0})
    state = play(terms, ROUND, CN_TURN)
    assert state.cn.package_mode == PackageMode.EFFICIENT


def test_alternating_proposers() -> None:
    rule = {"proposer_rule": ProposerRule.ALTERNATE, "first_proposer": Side.CN}
    terms = formal(us=FIRM, cn=FIRM, n_rounds=5, **rule)
    state = opened(terms)
    proposers = []
    for _ in range(3):
        play_round(state, terms, ROUND)
        proposers.append(state.game.proposer)
    assert proposers == [Side.CN, Side.US, Side.CN]


def test_a_deadline_that_nobody_meets() -> None:
    # Firm to the end: in round 2 CN tables nothing for itself; a US that needs more refuses.
    us = FIRM | {"reservation_low": (1.0,), "reservation_high": (1.0,)}
    cn = FIRM | {"reservation_low": (0.5,), "reservation_high": (0.5,)}
    state = play(formal(us=us, cn=cn, n_rounds=3), CN_TURN, CN_TURN, CN_TURN)
    game = state.game
    assert (game.outcome, game.round, game.phase) == (Outcome.EXPIRED, 2, Phase.CLOSED)
    assert state.us.response == Response.REFUSE
    # Three rounds of delay, then the flow cost for ever from round 3: .014 / .05 in all.
    assert state.us.payoff == pytest.approx(-COST * FOR_EVER)
    assert state.us.delay_cost == pytest.approx(flow(3))


def test_a_given_value_of_disagreement() -> None:
    given = {"disagreement_for_ever": False, "disagreement_value": -0.5}
    state = play(waiting(rounds=2, us=given), ROUND, ROUND)
    assert state.game.outcome == Outcome.EXPIRED
    assert state.us.payoff == pytest.approx(-flow(2) - 0.5 * 0.95**2)
    assert state.cn.payoff == pytest.approx(-COST * FOR_EVER)


def test_the_deadline_may_come_before_the_horizon() -> None:
    state = play(waiting(rounds=6, deadline=1), *[ROUND] * 6)
    assert (state.game.outcome, state.game.round) == (Outcome.EXPIRED, 1)


# ------------------------------------------------------------------ walking out, breaking down


def test_a_binding_outside_option_is_taken() -> None:
    # Round 1 of 5: CN's next claim would be .6; it may have .7 outside and is offered .2.
    terms = formal(cn={"outside_option": 0.7}, us={"disagreement_for_ever": False})
    state = play(terms, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.round) == (Outcome.WALKED_OUT, 1)
    assert state.cn.payoff == pytest.approx(0.7 * 0.95 - flow(1))
    assert state.us.payoff == pytest.approx(0.0 - flow(1))  # its disagreement value is 0


def test_an_outside_option_that_does_not_bind_changes_nothing() -> None:
    # The deal comes in round 3, when both still claim more than a quarter.
    draws = (ROUND, US_TURN, US_TURN, CN_TURN, ROUND)
    deal = {"opening_claim": 0.75}
    plain = snapshot(play(build_terms(deal, deal), *draws))
    options = deal | {"outside_option": 0.1}
    assert plain["game.outcome"] == Outcome.DEAL
    assert snapshot(play(build_terms(options, options), *draws)) == plain


@pytest.mark.parametrize(("u", "outcome"), [(0.24, Outcome.BREAKDOWN), (0.25, Outcome.ONGOING)])
def test_talks_may_break_down_in_any_round(u: float, outcome: Outcome) -> None:
    draws = build_draws(nature={NatureLane.BREAKDOWN: u})
    given = {"breakdown_for_ever": False, "breakdown_value": -0.5}
    state = play(waiting(cn=given, breakdown_probability=0.25), draws)
    assert state.game.outcome == outcome
    if outcome == Outcome.BREAKDOWN:
        assert state.cn.payoff == -0.5
        assert state.us.payoff == pytest.approx(-COST * FOR_EVER)
        assert state.us.delay_cost == 0.0
    else:
        assert state.us.payoff == state.cn.payoff == -COST


def test_a_deal_comes_before_a_breakdown() -> None:
    terms = build_terms(
        {"opening_claim": 0.5}, WAITS | {"opening_claim": 0.0}, breakdown_probability=1.0
    )
    assert play(terms, ROUND).game.outcome == Outcome.DEAL


def test_a_framework_comes_before_a_breakdown() -> None:
    risky = summit(0, breakdown_probability=1.0)
    assert play(waiting(risky, framework_tolerance=2.0), ROUND).game.phase == Phase.FRAMEWORK
    assert play(waiting(risky, framework_possible=False), ROUND).game.outcome == Outcome.BREAKDOWN
