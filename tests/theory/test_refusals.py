"""Each condition of validity, broken alone, is named with the value that broke it."""

from importlib import import_module
from typing import Any

import pytest

from negotiation.theory.endogenous_timing import TimingPayoffs
from negotiation.theory.frontier import Frontier
from negotiation.theory.offer_timing import Talks
from negotiation.theory.reduced_form import Effects
from negotiation.theory.reputation import Contest

PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))
TALKS = Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)
CONTEST = Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)
EFFECTS = Effects(0.2, 0.5, 0.8, 0.01, 0.02)

CASES: list[tuple[str, tuple[Any, ...], str]] = [
    # one pie
    ("rubinstein.proposer_share", (1.0, 0.9), "d1 must lie strictly between 0 and 1, got 1.0"),
    ("rubinstein.proposer_share", (0.9, 0.0), "d2 must lie strictly between 0 and 1, got 0.0"),
    ("rubinstein.fixed_cost_shares", (0.0, 0.1), "c1 must be positive and finite, got 0.0"),
    ("rubinstein.fixed_cost_shares", (0.1, 1.1), r"c2 must lie in \[0, 1\], got 1.1"),
    ("rubinstein.patient_share", (0.05, -0.1), "r2 must be positive and finite, got -0.1"),
    ("stahl.first_proposer_share", (0.9, 0.9, 0), "T must be a whole number of at least 1, got 0"),
    ("stahl.first_proposer_share", (0.9, 0.9, 1.5), "T must be a whole number"),
    ("random_proposer.expected_share", (1.0, 0.9, 0.9), "p1 must lie strictly between"),
    ("random_proposer.truncated_share", (0.5, 0.9, 0.9, 0), "T must be a whole number"),
    ("outside_options.proposer_share_with_exit", (0.9, 0.9, -0.1, 0.2), "w1 must be non-negative"),
    ("outside_options.proposer_share_with_exit", (0.9, 0.9, 0.6, 0.5), "at most 1, got 1.1"),
    (
        "flow_costs.opener_share",
        (0.9, 0.9, -0.06, -0.06),
        "beat waiting for ever, surplus is -0.2",
    ),
    ("flow_costs.opener_share", (0.95, 0.95, 0.2, 0.0), "left to responder 1 must not be negative"),
    ("flow_costs.opener_share", (0.95, 0.95, 0.0, 0.2), "left to responder 2 must not be negative"),
    ("flow_costs.proposer_share", (0.05, 0.05, 0.0, 0.0, 0.0), "D must be positive"),
    ("flow_costs.frequent_offers_share", (0.05, 0.05, 0.06, 0.0), r"share must lie in \[0, 1\]"),
    (
        "escalation.share_under_threat",
        (0.05, 0.05, (0.01, 0.01), (0.01, 0.2), 6.0, 0.5),
        r"share must lie in \[0, 1\], got 2\.",
    ),
    ("escalation.share_under_threat", (0.05, 0.05, (0, 0), (0, 0), -1, 0.5), "T must be non-neg"),
    ("escalation.share_under_threat", (0.05, 0.05, (0, 0), (0, 0), 1, 1.5), r"q must lie in \[0"),
    ("escalation.net_gain_of_escalating", (0.05, 0.05, 0, 0, -0.1), "audience_cost must be non-"),
    (
        "tariff_costs.deadweight_multiplier",
        ((1.0,), (0.1, 0.2), (0.1,)),
        r"lengths are \(1, 2, 1\)",
    ),
    ("tariff_costs.deadweight_multiplier", ((1.0,), (0.0,), (0.1,)), "before must be positive"),
    ("breakdown_risk.proposer_share", (0.1, 0.5, 0.5), "b1 . b2 must be below 1, got 1.0"),
    ("breakdown_risk.proposer_share", (0.0, 0.1, 0.1), "p must lie strictly between"),
    ("breakdown_risk.share_against_risk_averse", (0.1, 1.2), r"rho must lie in \[0, 1\], got 1.2"),
    ("breakdown_risk.rare_breakdown_share_against_risk_averse", (0.0,), "rho must be positive"),
    # several issues
    ("frontier.logrolling_frontier", ((), ()), r"equally many weights are needed, got \(0, 0\)"),
    ("frontier.logrolling_frontier", ((1.0,), (0.5, 0.5)), r"equally many .*, got \(1, 2\)"),
    ("frontier.logrolling_frontier", ((0.5, 0.4), (0.5, 0.5)), "w1 must sum to 1, got 0.9"),
    ("frontier.logrolling_frontier", ((0.5, 0.5), (1.5, -0.5)), r"w2\[1\] must be non-negative"),
    ("frontier.efficient_package", ((1.0,), (1.0,), 1.1), r"u1 must lie in \[0, 1\], got 1.1"),
    ("frontier.Frontier.best_for_2", (PIE, 1.1), "utility 1.1 exceeds the maximum 1.0"),
    ("frontier.Frontier.best_for_1", (PIE, 1.1), "utility 1.1 exceeds the maximum 1.0"),
    ("axiomatic.nash", (PIE, (0.0, 0.0), 0.0), "beta must lie strictly between"),
    ("axiomatic.nash", (PIE, (1.0, 0.0)), "player 1 must be able to gain"),
    ("axiomatic.egalitarian", (PIE, (0.6, 0.4)), "player 2 must be able to gain"),
    ("axiomatic.kalai_smorodinsky", (PIE, (0.6, 0.5)), "player 2 must be able to gain"),
    ("package_bargaining.alternating", (PIE, 1.0, 0.9), "d1 must lie strictly between"),
    ("package_bargaining.alternating", (PIE, 0.9, 0.9, -0.1), "c1 must be non-negative"),
    ("package_bargaining.coin", (PIE, 0.9, 0.9, 0.0, 0.0, 1.0), "p1 must lie strictly between"),
    ("package_bargaining.frequent_offers", (PIE, 0.0, 0.1, 0, 0), "r1 must be positive"),
    ("package_bargaining.two_issue_opener", (0.4, 0.9, 0.9, 0, 0), r"h must lie in \[1/2, 1\)"),
    (
        "package_bargaining.two_issue_opener",
        (0.51, 0.99, 0.99, 0.1, 0.0),
        r"refusal_utility_1 must lie in \[0, 0.51\]",
    ),
    (
        "package_bargaining.two_issue_opener",
        (0.51, 0.99, 0.99, 0.0, 0.1),
        r"refusal_utility_1 must lie in \[0, 0.51\]",
    ),
    ("agenda.issue_by_issue_loss", (1.0,), r"h must lie in \[1/2, 1\), got 1.0"),
    ("agenda.sequential_agenda", (0.8, 0.9), r"x1 must lie in \[0, 1\], got 2\."),
    # private values and talk
    ("double_auction.buyer_bid", (1.1,), r"v must lie in \[0, 1\], got 1.1"),
    ("double_auction.seller_bid", (0.5, -0.1), r"k must lie in \[0, 1\], got -0.1"),
    ("mechanism.efficiency_subsidy", ((1.0, 1.0), (0.0, 1.0)), "costs must not be empty"),
    ("mechanism.efficiency_subsidy", ((0.0, 1.0), (1.0, 0.0)), "values must not be empty"),
    ("mechanism.efficiency_subsidy", ((0.0, 1.0), (1.0, 2.0)), "the ranges must overlap"),
    ("mechanism.second_best_threshold", (1.0, 0.5), "width must be positive and finite, got -0.5"),
    ("mechanism.discretised_second_best", (1,), "n must be a whole number of at least 2"),
    ("mechanism.discretised_second_best", (41,), r"n must lie in \[2, 40\], got 41"),
    ("cramton.trade_time", (1.1, 0.3, 0.1), r"b must lie in \[0, 1\], got 1.1"),
    ("cramton.first_offer_time", (0.9, 0.3, 0.0), "r must be positive"),
    ("admati_perry.delay_factor", (0.9, 0.5, 0.5), "bL must be below bH, got bL = 0.5"),
    ("admati_perry.delay", (0.1, 1.0, 0.0), "bL must be positive"),
    ("cheap_talk.interval_count", (0.0,), "b must be positive and finite, got 0.0"),
    ("cheap_talk.interval_ends", (0.05, 4), "sustains at most 3 intervals, got N = 4"),
    ("cheap_talk.interval_ends", (0.05, 0), "N must be a whole number of at least 1"),
    ("cheap_talk.critical_bias", (1,), "N must be a whole number of at least 2, got 1"),
    ("keen_talk.keen_payoff", (0.5,), r"the cut-off y must lie in \[4/7, 1\], got 0.5"),
    # conflict
    ("attrition.stopping_time", (1.0,), r"v must lie in \[0, 1\), got 1.0"),
    ("attrition.private_value_payoff", (-0.1,), r"v must lie in \[0, 1\), got -0.1"),
    ("attrition.concession_hazard", (0.3, 0.3, 0.05, 0.0), "winning must beat giving way"),
    ("attrition.concession_hazard", (0.3, 0.0, 0.05, 0.0), "waiting must cost something"),
    ("attrition.concession_race", (1.0, 1.0, 0.0, 0.5), "z1 must lie strictly between"),
    ("reputation.race", (CONTEST._replace(a1=0.3),), "incompatible, got a1 . a2 = 1.0"),
    ("reputation.race", (CONTEST._replace(a1=1.0),), "a1 must lie strictly between"),
    ("reputation.never_probability", (CONTEST._replace(z2=1.0),), "z2 must lie strictly between"),
    ("reputation.deal_probability", (CONTEST, -1.0), "t must be non-negative and finite, got -1.0"),
    ("audience_costs.horizon", (1.0, 1.0, 0.0, 0.3), "a1 must be positive and finite, got 0.0"),
    ("commitment.back_down_probability", (0.5, 0.5), "x must lie strictly between 0.5 and 1"),
    ("commitment.joint_attempt_payoff", (0.5, 0.4), "x must lie strictly between 0.5 and 1"),
    ("commitment.partial_commitment_share", (-1.0, 0.5), "kA must be non-negative"),
    ("enforcement.bargaining_hazard", (0.3, 0.3, 0.1, 0.05), "winning must beat giving way"),
    ("enforcement.highest_enforcing_rate", (1.0, 1.0, 2.0), "cheating must tempt, got D = 1.0"),
    # when to move
    (
        "endogenous_timing.early_probability",
        (TimingPayoffs(0.4, 0.5, 0.3, 0.4),),
        "leading must beat both waiting, gap is 0.0",
    ),
    (
        "endogenous_timing.early_probability",
        (TimingPayoffs(0.5, 0.3, 0.4, 0.4),),
        "following must beat both hurrying, gap is -0.1",
    ),
    ("endogenous_timing.price_duopoly", (1.0,), "gamma must lie strictly between"),
    ("optimism.dead_window", (0.4, 0.5, 0.95), "beliefs must add to at least 1, got 0.9"),
    ("ratification.share_with_floor", (0.9, 0.9, 1.1), r"theta must lie in \[0, 1\], got 1.1"),
    ("ratification.veto_offer", (0,), "n must be a whole number of at least 1, got 0"),
    ("pocketing.pocketing_transfer", (0.3, 0.5, 0.4, 0.5), "not pocketed: y = 0.4, V = 0.5"),
    # the timing of the first offer
    ("offer_talks.kappa", (0.49,), r"h must lie in \[1/2, 1\), got 0.49"),
    ("offer_talks.pooling_factor", (0.65, 1.1), r"q must lie in \[0, 1\], got 1.1"),
    ("offer_timing.tabling_value", (TALKS._replace(h=1.0),), r"h must lie in \[1/2, 1\), got 1.0"),
    ("offer_timing.tabling_value", (TALKS._replace(c2=-0.01),), "c2 must be non-negative"),
    ("offer_timing.tabling_value", (TALKS._replace(c1=0.2),), "left to responder 1"),
    ("offer_timing.opposed_tabling_value", (TALKS._replace(q=2.0),), r"q must lie in \[0, 1\]"),
    ("offer_timing.second_mover_value", (TALKS._replace(h=0.51),), "must fit into its priority"),
    ("offer_timing.second_mover_value", (TALKS._replace(q=0.8),), "must not gain by screening: -"),
    (
        "offer_timing.talk_value",
        (TALKS._replace(q=0.7),),
        "truthful talk needs q <= h, got q = 0.7",
    ),
    (
        "offer_conditions.candid_second_value",
        (TALKS._replace(c1=0.12, c2=0.12),),
        "prefer to screen",
    ),
    (
        "offer_thresholds.exchange_threshold",
        (0.9, 0.95, 0.9),
        "must favour the exchange, slope is -",
    ),
    ("offer_overlays.candour_threshold", (TALKS._replace(q=0.0),), "q must be positive"),
    (
        "offer_overlays.anchoring_threshold",
        (TALKS, 0.52),
        r"ask must lie in \(P, 1\], got X = 0.52",
    ),
    ("offer_overlays.framework_rounds", (TALKS, -0.1), "c_f must be non-negative"),
    ("offer_leverage.switching_cost", (0.65, 0.5, 0.95, 0.2), "must not be negative"),
    ("offer_mixing.tabling_probability", (0.6, 0.5, 0.4), "following must beat both hurrying"),
    ("offer_mixing.any_offer_probability", (1.1,), r"p must lie in \[0, 1\], got 1.1"),
    ("offer_mixing.stalled_rounds", (0.0,), "p must be positive and finite, got 0.0"),
    (
        "offer_mixing.stationary_tabling_probability",
        (0.5, 0.5, 0.9, 0),
        "answering must beat tabling",
    ),
    (
        "offer_mixing.stationary_tabling_probability",
        (0.0, 0.5, 0.9, 0),
        "waiting must cost something",
    ),
    ("milestone_path.milestone_path", (0.65, 0.5, 0.95, 0.04, 0.12, 0), "N must be a whole number"),
    (
        "milestone_path.milestone_path",
        (0.65, 0.5, 0.95, 0.3, 0.0, 1),
        r"claim must lie in \[0, 0.65",
    ),
    ("reduced_form.talk_threshold", (EFFECTS._replace(chi=1.1), 0.9), r"chi must lie in \[0, 1\]"),
    ("reduced_form.talk_threshold", (EFFECTS._replace(a=-0.1), 0.9), "a must be non-negative"),
    ("reduced_form.tabling_value", (EFFECTS, 0.9, 0.91), r"c must lie in \[0, 0.9\], got 0.91"),
    ("stance_attrition.stakes", (TALKS, -0.1), "a1 must be non-negative"),
    ("stance_attrition.stance_race", (TALKS, 0.03, 1.0, 0.3), "z1 must lie strictly between"),
    (
        "stance_attrition.stance_race",
        (TALKS._replace(c2=0.005), 0.0, 0.1, 0.3),  # player 2 would rather table than talk
        "winning must beat giving way",
    ),
]


@pytest.mark.parametrize(("name", "arguments", "message"), CASES)
def test_a_broken_condition_is_named(name: str, arguments: tuple[Any, ...], message: str) -> None:
    module, *path = name.split(".")
    called: Any = import_module(f"negotiation.theory.{module}")
    for attribute in path:
        called = getattr(called, attribute)
    with pytest.raises(ValueError, match=f"outside the domain of validity: .*{message}"):
        called(*arguments)
