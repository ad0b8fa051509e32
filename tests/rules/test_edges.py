"""What is easily got wrong at the edges of a game."""

import pytest

from negotiation.rules.bargaining import conclude, table
from negotiation.rules.framework import forget_claims
from negotiation.rules.rounds import run_out
from negotiation.rules.stances import stance_likelihood
from negotiation.rules.tactics import claim_at
from negotiation.terms import Outcome, Phase, Stance, Tactic, Timing
from tests.build_terms import build_side, build_terms, opened


def test_a_demander_that_tables_in_formal_talks_pays_its_audience() -> None:
    state = opened(build_terms(n_rounds=4, initial_phase=Phase.FORMAL))
    terms = build_terms(n_rounds=4, initial_phase=Phase.FORMAL)
    us, cn, game = state
    game.round, us.audience_cost, us.demands, cn.audience_cost, cn.demands = 0, 0.1, 2, 0.2, 1
    table(us, cn, terms.us, terms.cn, game, terms)
    assert (us.political_cost, us.audience_cost, us.demands) == (0.1, 0.0, 0)
    assert (cn.political_cost, cn.audience_cost, cn.demands) == (0.0, 0.0, 0)


def test_a_rejected_package_is_no_deal() -> None:
    veto = {
        "ministry_weights": ((1.0, 0.0),), "ministry_floor_low": (1.0,),
        "ministry_floor_high": (1.0,), "ministry_votes": (1.0,), "ratification_quota": 1.0,
        "reports_at_start": False,
    }  # fmt: skip
    terms = build_terms(cn=veto)
    state = opened(terms)
    us, cn, game = state
    game.round, us.deal, cn.deal = 0, [1.0, 0.5], [0.0, 0.5]
    conclude(state, terms)
    assert us.deal == cn.deal == [0.0, 0.0]
    assert (game.ratification_failures, game.outcome) == (1, Outcome.ONGOING)


def test_a_framework_formed_in_the_last_round_is_priced_at_the_costs_of_the_truce() -> None:
    terms = build_terms(us={"truce_flow_cost": 0.005}, cn={"truce_flow_cost": 0.005})
    state = opened(terms)
    game = state.game
    game.round, game.phase, state.us.flow_cost = terms.deadline, Phase.FRAMEWORK, 0.014
    run_out(state, terms)
    value = -0.005 / 0.05 * 0.95 ** (terms.deadline + 1)
    assert state.us.payoff == pytest.approx(value, abs=1e-12)
    assert game.outcome == Outcome.TRUCE_RUNNING


def test_an_anchor_pulls_once_and_ends_with_a_framework() -> None:
    terms = build_terms(us={"tactic": Tactic.TIT_FOR_TAT, "anchoring_weight": 0.5})
    state = opened(terms)
    us, game = state.us, state.game
    game.round, us.anchored, us.first_offered = 0, True, 0.5
    assert claim_at(us, terms.us, game, 1) == 0.75
    us.claim, us.has_tabled, us.has_offer = 0.75, True, True
    us.offered = us.offered_before = 0.5
    assert claim_at(us, terms.us, game, 2) == 0.75
    forget_claims(us, 0.25)
    assert not us.anchored


def test_a_stance_that_a_mixing_side_never_takes_is_impossible_for_it() -> None:
    us, _, game = opened(build_terms())
    mixing = build_side(timing=Timing.HAZARD, hazard=0.25, otherwise=Stance.WAIT)
    assert stance_likelihood(us, mixing, game, Stance.OFFER, Stance.DEMAND) == 0.0
