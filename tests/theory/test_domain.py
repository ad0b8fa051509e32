"""Outside its domain a formula refuses by name; it never answers with a number."""

import inspect
import math
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from negotiation.theory import domain
from negotiation.theory.endogenous_timing import TimingPayoffs
from negotiation.theory.frontier import Frontier
from negotiation.theory.offer_timing import Talks
from negotiation.theory.reduced_form import Effects
from negotiation.theory.reputation import Contest

Values = dict[str, Any]
PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))
TALKS = Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)
CONTEST = Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)
EFFECTS = Effects(0.2, 0.5, 0.8, 0.01, 0.02)
TIMING = TimingPayoffs(0.44, 0.46, 0.43, 0.43)
D2: Values = {"d1": 0.95, "d2": 0.9}
R2: Values = {"r1": 0.05, "r2": 0.05}
C2: Values = {"c1": 0.01, "c2": 0.02}
B2: Values = {"b1": 0.1, "b2": 0.2}
W2: Values = {"w1": (0.5, 0.3, 0.2), "w2": (0.2, 0.3, 0.5)}
HQD: Values = {"h": 0.65, "q": 0.5, "d": 0.95}
CRISIS: Values = {"v": 1.0, "W": 1.0, "a1": 0.6, "a2": 0.3}
HALF: Values = {"frontier": PIE, "d": (0.1, 0.2)}
OPTIMISM: Values = {"p1": 0.7, "p2": 0.7, "d": 0.95}

# One good call of every public function; the tests below spoil its arguments one by one.
GOOD: dict[str, Values] = {
    "admati_perry.opening_price": {"d": 0.95, "bH": 1.0},
    "admati_perry.delay_factor": {"d": 0.95, "bH": 1.0, "bL": 0.5},
    "admati_perry.delay": {"r": 0.1, "bH": 1.0, "bL": 0.5},
    "agenda.issue_by_issue_loss": {"h": 0.8},
    "agenda.sequential_agenda": {"h": 0.55, "d": 0.9},
    "attrition.stopping_time": {"v": 0.8, "c": 1.0},
    "attrition.private_value_payoff": {"v": 0.8},
    "attrition.expected_length": {"c": 1.0},
    "attrition.concession_hazard": {"W": 0.6, "L": 0.3, "r": 0.05, "c": 0.02},
    "attrition.concession_race": {"rate1": 2.0, "rate2": 1.0, "z1": 0.2, "z2": 0.2},
    "audience_costs.horizon": CRISIS,
    "audience_costs.backs_down_at_once": CRISIS,
    "audience_costs.backs_down_ever": CRISIS,
    "audience_costs.breakdown_probability": CRISIS,
    "axiomatic.nash": {**HALF, "beta": 0.5},
    "axiomatic.ideal_point": HALF,
    "axiomatic.kalai_smorodinsky": HALF,
    "axiomatic.egalitarian": HALF,
    "breakdown_risk.proposer_share": {"p": 0.1, **B2},
    "breakdown_risk.rare_breakdown_share": B2,
    "breakdown_risk.share_against_risk_averse": {"p": 0.1, "rho": 0.5},
    "breakdown_risk.rare_breakdown_share_against_risk_averse": {"rho": 0.5},
    "cheap_talk.interval_count": {"b": 0.05},
    "cheap_talk.interval_ends": {"b": 0.05, "N": 3},
    "cheap_talk.listener_utility": {"b": 0.05, "N": 3},
    "cheap_talk.speaker_utility": {"b": 0.05, "N": 3},
    "cheap_talk.critical_bias": {"N": 2},
    "commitment.back_down_probability": {"x": 0.7, "C": 0.5},
    "commitment.impasse_probability": {"x": 0.7, "C": 0.5},
    "commitment.critical_demand": {"q": 0.5},
    "commitment.joint_attempt_payoff": {"q": 0.5, "x": 0.8},
    "commitment.partial_commitment_share": {"kA": 1.5, "kB": 0.5},
    "cramton.buyer_opening_time": {"b": 0.9, "r": 0.1},
    "cramton.seller_opening_time": {"s": 0.3, "r": 0.1},
    "cramton.first_offer_time": {"b": 0.9, "s": 0.3, "r": 0.1},
    "cramton.trade_time": {"b": 0.9, "s": 0.3, "r": 0.1},
    "cramton.buyer_payoff": {"b": 0.9},
    "double_auction.buyer_bid": {"v": 0.8, "k": 0.5},
    "double_auction.seller_bid": {"c": 0.3, "k": 0.5},
    "double_auction.lowest_trading_value": {"c": 0.3, "k": 0.5},
    "double_auction.trade_probability": {"k": 0.5},
    "double_auction.expected_gains": {"k": 0.5},
    "double_auction.efficiency": {"k": 0.5},
    "double_auction.buyer_payoff": {"v": 0.8, "k": 0.5},
    "endogenous_timing.price_duopoly": {"gamma": 0.5},
    "endogenous_timing.pure_equilibria": {"payoffs": TIMING},
    "endogenous_timing.early_probability": {"payoffs": TIMING},
    "endogenous_timing.free_timing_shares": {"r": 0.05, "D": 1.0},
    "endogenous_timing.reversed_opener_share": {"d": 0.95},
    "enforcement.bargaining_hazard": {"h": 0.7, "l": 0.3, "c": 0.1, "r": 0.05},
    "enforcement.expected_delay": {"h": 0.7, "l": 0.3, "c": 0.1, "r": 0.05},
    "enforcement.highest_enforcing_rate": {"l": 0.3, "D": 1.0, "lag": 2.0},
    "escalation.share_under_threat": {
        **R2,
        "c": (0.01, 0.015),
        "c_after": (0.02, 0.04),
        "T": 6.0,
        "q": 0.5,
    },
    "escalation.net_gain_of_escalating": {**R2, "rise1": 0.03, "rise2": 0.02, "audience_cost": 0.0},
    "flow_costs.opener_share": {**D2, **C2},
    "flow_costs.proposer_share": {**R2, "g1": -0.01, "g2": -0.03, "D": 1.0},
    "flow_costs.frequent_offers_share": {**R2, **C2},
    "flow_costs.value_share": {"v1": 0.6, "v2": 0.2},
    "flow_costs.structural_leverage": {**D2, **C2},
    "frontier.issue_order": W2,
    "frontier.logrolling_frontier": W2,
    "frontier.efficient_package": {**W2, "u1": 0.5},
    "keen_talk.keen_payoff": {"y": 0.8},
    "keen_talk.not_keen_payoff": {"y": 0.8},
    "keen_talk.expected_gains": {"y": 0.8},
    "mechanism.efficiency_subsidy": {"costs": (0.0, 1.0), "values": (0.0, 1.0)},
    "mechanism.second_best_threshold": {"low": 0.0, "high": 1.0},
    "mechanism.second_best_gains": {"low": 0.0, "high": 1.0},
    "mechanism.discretised_second_best": {"n": 3},
    "milestone_path.milestone_path": {**HQD, "c0": 0.0427, "c1": 0.12, "N": 4},
    "offer_conditions.truthful_talk_limit": {"h": 0.65},
    "offer_conditions.lying_gain": {"talks": TALKS},
    "offer_conditions.screening_value": {"talks": TALKS},
    "offer_conditions.candid_first_value": {"talks": TALKS},
    "offer_conditions.candid_second_value": {"talks": TALKS},
    "offer_leverage.price_of_going_first": {"talks": TALKS},
    "offer_leverage.information_rent": {"talks": TALKS},
    "offer_leverage.interest_in_talk": {"talks": TALKS},
    "offer_leverage.switching_cost": {**HQD, "c1": 0.005},
    "offer_leverage.leverage_threshold": {**HQD, "c1": 0.005},
    "offer_mixing.tabling_probability": {"P": 0.53, "W": 0.59, "Theta": 0.5},
    "offer_mixing.any_offer_probability": {"p": 0.5},
    "offer_mixing.stationary_tabling_probability": {"P": 0.53, "W": 0.59, "d": 0.95, "c": 0.04},
    "offer_mixing.stalled_rounds": {"p": 0.5},
    "offer_overlays.candour_threshold": {"talks": TALKS},
    "offer_overlays.anchoring_threshold": {"talks": TALKS, "X": 1.0},
    "offer_overlays.framework_rounds": {"talks": TALKS, "c_f": 0.005},
    "offer_thresholds.second_mover_threshold": HQD,
    "offer_thresholds.talk_threshold": HQD,
    "offer_thresholds.reverse_screening_threshold": {"h": 0.65, "d": 0.95},
    "offer_thresholds.exchange_threshold": HQD,
    "offer_talks.kappa": {"h": 0.65},
    "offer_talks.pooling_factor": {"h": 0.65, "q": 0.5},
    "offer_timing.tabling_value": {"talks": TALKS},
    "offer_timing.refusal_value": {"talks": TALKS},
    "offer_timing.opposed_tabling_value": {"talks": TALKS},
    "offer_timing.opposed_refusal_value": {"talks": TALKS},
    "offer_timing.second_mover_value": {"talks": TALKS},
    "offer_timing.screening_slack": {"talks": TALKS},
    "offer_timing.talk_value": {"talks": TALKS},
    "optimism.dead_window": OPTIMISM,
    "optimism.dead_rounds": OPTIMISM,
    "optimism.delay_loss": OPTIMISM,
    "outside_options.proposer_share_with_exit": {**D2, "w1": 0.3, "w2": 0.4},
    "package_bargaining.alternating": {"frontier": PIE, **D2, **C2},
    "package_bargaining.coin": {"frontier": PIE, **D2, **C2, "p1": 0.5},
    "package_bargaining.coin_values": {"frontier": PIE, **D2, **C2, "p1": 0.5},
    "package_bargaining.frequent_offers": {"frontier": PIE, **R2, **C2},
    "package_bargaining.two_issue_opener": {"h": 0.8, **D2, **C2},
    "pocketing.pocketing_transfer": {"b": 0.3, "pi": 0.5, "y": 0.48, "V": 0.4},
    "random_proposer.expected_share": {"p1": 0.6, **D2},
    "random_proposer.proposer_share": {"p1": 0.6, **D2},
    "random_proposer.truncated_share": {"p1": 0.6, **D2, "T": 3},
    "ratification.share_with_floor": {**D2, "theta": 0.6},
    "ratification.veto_offer": {"n": 3},
    "ratification.ratification_probability": {"n": 3},
    "ratification.veto_payoff": {"n": 3},
    "reduced_form.tabling_value": {"effects": EFFECTS, "d": 0.95, "c": 0.01},
    "reduced_form.second_mover_value": {"effects": EFFECTS, "d": 0.95, "c": 0.01},
    "reduced_form.talk_value": {"effects": EFFECTS, "d": 0.95, "c": 0.01},
    "reduced_form.talk_threshold": {"effects": EFFECTS, "d": 0.95},
    "reduced_form.second_mover_threshold": {"effects": EFFECTS, "d": 0.95},
    "reputation.race": {"contest": CONTEST},
    "reputation.rational_payoffs": {"contest": CONTEST},
    "reputation.never_probability": {"contest": CONTEST},
    "reputation.deal_probability": {"contest": CONTEST, "t": 5.0},
    "reputation.mean_delay": {"contest": CONTEST},
    "rubinstein.proposer_share": D2,
    "rubinstein.responder_share": D2,
    "rubinstein.fixed_cost_shares": C2,
    "rubinstein.patient_share": R2,
    "stahl.first_proposer_share": {**D2, "T": 3},
    "stance_attrition.stakes": {"talks": TALKS, "a1": 0.03},
    "stance_attrition.stance_race": {"talks": TALKS, "a1": 0.03, "z1": 0.1, "z2": 0.3},
    "tariff_costs.deadweight_multiplier": {"volumes": (1.0,), "before": (0.1,), "after": (0.2,)},
}
# Nothing to check: no argument, plain records, or an argument that was checked when it was made.
UNCHECKED = {
    "axiomatic.utilitarian",
    "cramton.expected_gains",
    "endogenous_timing.quantity_duopoly",
    "keen_talk.keen_cutoff",
    "offer_talks.common",
    "offer_talks.mirror",
}
MODULES = sorted({name.split(".")[0] for name in GOOD})


def function(name: str) -> Callable[..., Any]:
    module, attribute = name.split(".")
    found: Callable[..., Any] = getattr(import_module(f"negotiation.theory.{module}"), attribute)
    return found


def public_functions() -> Iterator[str]:
    for module in MODULES:
        loaded = import_module(f"negotiation.theory.{module}")
        for name, member in inspect.getmembers(loaded, inspect.isfunction):
            if member.__module__ == loaded.__name__ and not name.startswith("_"):
                yield f"{module}.{name}"


def spoiled(value: object, bad: float) -> Iterator[object]:
    """Put the bad number in every place of the argument."""
    if isinstance(value, tuple):
        for i in range(len(value)):
            changed = [*value[:i], bad, *value[i + 1 :]]
            yield type(value)(*changed) if hasattr(value, "_fields") else tuple(changed)
    elif not isinstance(value, Frontier):
        yield bad


def test_every_public_function_is_put_to_the_test() -> None:
    assert set(public_functions()) == set(GOOD) | UNCHECKED


@pytest.mark.parametrize("name", GOOD)
def test_nan_and_infinity_are_refused_everywhere(name: str) -> None:
    good = GOOD[name]
    assert function(name)(**good) is not None
    for parameter, value in good.items():
        for bad in (math.nan, math.inf, -math.inf):
            for changed in spoiled(value, bad):
                with pytest.raises(ValueError, match="outside the domain of validity"):
                    function(name)(**{**good, parameter: changed})


@pytest.mark.parametrize("check", [domain.finite, domain.positive, domain.non_negative])
def test_checks_name_the_quantity_and_its_value(check: Callable[..., None]) -> None:
    with pytest.raises(ValueError, match=r"c1 must be .*, got nan"):
        check(d1=0.5, c1=math.nan)


def test_a_condition_that_holds_is_silent() -> None:
    domain.require(True, "never shown")
    with pytest.raises(ValueError, match="outside the domain of validity: d too large"):
        domain.require(False, "d too large")
