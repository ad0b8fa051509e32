"""Terms against numbers worked out by hand or in the literature."""

import math
from typing import Any

import pytest

from negotiation.rules.leverage import structural_share
from negotiation.scenario import apply_overrides, load_scenario, scenario_from_dict
from negotiation.terms import (
    NOBODY,
    BeforeReadiness,
    BothOffer,
    Discretion,
    MilestoneKind,
    OfferSpace,
    Phase,
    ProposerRule,
    Side,
    Stance,
    Tactic,
    Terms,
    Timing,
)
from tests.scenario.sound import valid


def terms(*overrides: str) -> Terms:
    return scenario_from_dict(apply_overrides(valid(), overrides)).terms()


def terms_with(**tables: Any) -> Terms:
    raw = valid()
    raw.update(tables)
    return scenario_from_dict(raw).terms()


def test_two_issue_world_has_its_published_values() -> None:
    side = load_scenario("two-issue").terms().us
    assert side.value_first[0] == pytest.approx(0.52, abs=1e-12)
    assert side.value_second[0] == pytest.approx(0.6, abs=1e-12)
    assert side.value_talk[0] == pytest.approx(0.52887786259542, abs=1e-12)


@pytest.mark.parametrize("c", [0.0, 0.005, 0.0427, 0.0884, 0.12])
def test_two_issue_world_at_other_flow_costs(c: float) -> None:
    h, q, d = 0.65, 0.5, 0.95
    kappa = (1 - h) / h
    first = (1 + c) / (1 + d)
    opposed = (1 + kappa * c) / (1 + kappa * d)
    second = 1 - (1 - q * (1 - kappa)) * first
    known = (1 - q) * (first + d * first - c) + q * (opposed + d * opposed - c)
    side = load_scenario("two-issue", [f"c={c}"]).terms().us
    values = (side.value_first[0], side.value_second[0], side.value_talk[0])
    assert values == pytest.approx((first, second, d * known / 2 - c), abs=1e-12)


def test_the_stronger_side_of_the_two_issue_world() -> None:
    both = load_scenario("two-issue", ["two_issue.c_us=0.005"]).terms()
    us, cn = both.us, both.cn
    assert (us.value_first[0], us.value_second[0], us.value_talk[0]) == pytest.approx(
        (0.607692, 0.671006, 0.584320), abs=1e-6
    )
    assert (cn.value_first[0], cn.value_second[0], cn.value_talk[0]) == pytest.approx(
        (0.427692, 0.532544, 0.483088), abs=1e-6
    )


def test_structural_leverage_of_the_two_issue_world() -> None:
    both = load_scenario("two-issue", ["two_issue.c_us=0.014", "two_issue.c_cn=0.02"]).terms()
    us, cn = both.us, both.cn
    share = structural_share(us.discount, cn.discount, us.flow_cost[0], cn.flow_cost[0])
    assert share == pytest.approx(0.56, abs=1e-12)


def test_rubinstein_shares() -> None:
    both = load_scenario("split-the-pie").terms()
    assert both.us.value_first[0] == pytest.approx(0.1 / 0.145, abs=1e-12)
    assert both.us.value_second[0] == pytest.approx(0.65517241379310, abs=1e-12)
    assert (both.initial_phase, both.first_proposer) == (Phase.FORMAL, Side.US)


def test_money_becomes_shares_of_the_pie_and_rates_become_factors() -> None:
    both = terms()
    assert both.us.flow_cost == (0.0, 0.005)
    assert both.cn.flow_cost == (0.0, 0.01)
    assert both.us.truce_flow_cost == 0.0
    raw = valid()
    raw["us"]["time_preference"] = {"rate_per_year": 0.07, "political_clock_hazard_per_week": 0.01}
    off = scenario_from_dict(raw).terms().us
    assert off.discount == pytest.approx(1.07 ** (-7 / 365.25), abs=1e-14)
    raw["us"]["time_preference"]["political_clock"] = True
    on = scenario_from_dict(raw).terms().us
    assert on.discount == pytest.approx(0.99 * off.discount, abs=1e-14)
    assert on.discount_at[:3] == (1.0, on.discount, on.discount * on.discount)
    assert len(on.discount_at) == both.n_rounds + 1


def test_an_excluded_issue_leaves_the_others_renormalised() -> None:
    raw = valid()
    raw["issues"].append({"key": "north_korea", "linked": True, "included": False})
    for side in ("us", "cn"):
        for profile in raw[side]["profiles"]:
            profile["weights"] = {"goods": 0.375, "law": 0.125, "north_korea": 0.5}
        raw[side]["ministries"][0]["weights"]["north_korea"] = 0.0
    scenario = scenario_from_dict(raw)
    assert scenario.issue_keys == ("goods", "law")
    assert scenario.terms().us.weights == ((0.75, 0.25), (0.75, 0.25))
    assert (
        scenario_from_dict(apply_overrides(raw, ["north_korea.included=true"])).terms().n_issues
        == 3
    )


def test_stakes_become_weights() -> None:
    raw = valid()
    del raw["us"]["profiles"][0]["weights"]
    raw["us"]["profiles"][0]["stakes_usd_bn_per_year"] = {"goods": 30.0, "law": 10.0}
    assert scenario_from_dict(raw).terms().us.weights[0] == (0.75, 0.25)


def test_the_joint_prior_is_the_product_of_the_own_ones_or_given() -> None:
    assert terms().profile_prior == ((0.25, 0.25), (0.25, 0.25))
    joint = ((0.5, 0.0), (0.0, 0.5))
    assert terms("prior.joint=[[0.5, 0.0], [0.0, 0.5]]").profile_prior == joint


def test_the_calendar_is_sorted_and_read_by_date() -> None:
    both = terms_with(
        milestones=[
            {"kind": "deadline", "round": 8},
            {"kind": "summit", "date": "2018-11-30"},
            {"kind": "call", "date": "2018-11-30", "side": "cn", "public": True},
            {"kind": "readiness", "date": "2018-11-14", "side": "us"},
        ]
    )
    kinds = (MilestoneKind.READINESS, MilestoneKind.CALL, MilestoneKind.SUMMIT)
    assert tuple(entry.kind for entry in both.milestones) == (*kinds, MilestoneKind.DEADLINE)
    assert tuple(entry.round for entry in both.milestones) == (1, 4, 4, 8)
    assert tuple(entry.side for entry in both.milestones) == (Side.US, Side.CN, NOBODY, NOBODY)
    assert both.next_milestone_at == (4, 4, 4, 4, 4, 8, 8, 8, 8, 10)
    assert both.deadline == 8
    assert (both.us.reports_at_start, both.cn.reports_at_start) == (False, True)


def test_an_escalation_is_read_whole() -> None:
    entry = terms_with(
        milestones=[
            {"kind": "escalation", "round": 3, "side": "cn", "to_state": "T1", "conditional": True,
             "discretion": "probability", "probability": 0.25, "audience_cost": 0.125,
             "breakdown_probability": 0.5}
        ]
    ).milestones[0]  # fmt: skip
    assert entry == (MilestoneKind.ESCALATION, 3, Side.CN, False, 1, True,
                     Discretion.PROBABILITY, 0.25, 0.5, 0.125)  # fmt: skip


def test_rounds_of_a_strategy_have_a_default() -> None:
    for name, rounds in [("offer", 0), ("talk", 10), ("demand", 10), ("eve", 1), ("mirror", 10)]:
        assert terms(f"us.timing.strategy={name}").us.timing_rounds == rounds
    assert terms("us.timing.strategy=demand", "us.timing.rounds=3").us.timing_rounds == 3


def test_every_switch_is_read() -> None:
    both = terms(
        "initial_phase=formal", "first_proposer=cn", "proposer_rule=alternate",
        "proposer_probability_us=0.75", "both_offer=exchange", "exchange_weight=0.25",
        "offer_space=unrestricted", "us.timing.strategy=demand", "us.timing.otherwise=wait",
        "us.timing.demands_publicly=true", "us.tactic.name=conceder",
        "us.commitment.stubborn_on=talk", "us.ratification.before_readiness=cannot_table",
        "us.ratification.quota=0.5", "us.ministries.trade.votes=3.0",
        "us.ratification.reports_at_start=false",
    )  # fmt: skip
    us, cn = both.us, both.cn
    assert (both.initial_phase, both.first_proposer) == (Phase.FORMAL, Side.CN)
    assert (both.proposer_rule, both.both_offer) == (ProposerRule.ALTERNATE, BothOffer.EXCHANGE)
    assert both.offer_space == OfferSpace.UNRESTRICTED
    assert (us.proposer_probability, cn.proposer_probability) == (0.75, 0.25)
    assert (us.exchange_weight, cn.exchange_weight) == (0.75, 0.25)
    assert (us.timing, us.otherwise, us.demands_publicly) == (
        Timing.DEMAND_UP_TO,
        Stance.WAIT,
        True,
    )
    assert (us.tactic, us.concession_exponent) == (Tactic.CONCEDER, 0.2)
    assert us.stubborn_timing == Timing.STUBBORN_TALK
    assert us.before_readiness == BeforeReadiness.CANNOT_TABLE
    assert (us.ratification_quota, cn.ratification_quota) == (1.5, 1.0)
    assert not us.reports_at_start
    assert (us.framework_floor, both.framework_tolerance) == (0.5, 0.1)


def test_absent_endings_are_no_option_and_costs_for_ever() -> None:
    us = terms().us
    assert us.outside_option == -math.inf
    assert us.disagreement_for_ever
    assert us.breakdown_for_ever
    given = terms("us.endings.disagreement_value=-0.5", "us.endings.breakdown_value=-0.25").us
    assert (given.disagreement_for_ever, given.disagreement_value) == (False, -0.5)
    assert (given.breakdown_for_ever, given.breakdown_value) == (False, -0.25)


def test_a_mean_strength_scales_the_costs_of_the_stance_values() -> None:
    raw = valid()
    raw["us"]["strengths"] = [
        {"name": "weak", "flow_cost_multiplier": 3.0, "probability": 0.25},
        {"name": "strong", "flow_cost_multiplier": 1.0, "probability": 0.75},
    ]
    raw["tariff_states"][0]["flow_cost_per_round_us"] = 0.02
    scaled = scenario_from_dict(raw).terms()
    raw["us"]["strengths"] = []
    raw["tariff_states"][0]["flow_cost_per_round_us"] = 0.03
    assert scenario_from_dict(raw).terms().us.value_talk[0] == scaled.us.value_talk[0]
    assert scaled.us.strength_multiplier == (3.0, 1.0)


def test_a_given_strategy_name_plays_as_custom() -> None:
    raw = valid()
    raw["us"]["timing"]["strategy"] = "mine"
    scenario = scenario_from_dict(raw, strategies=["mine"])
    assert scenario.terms().us.timing == Timing.CUSTOM
    assert scenario.mirrored().terms().cn.timing == Timing.CUSTOM


def test_terms_are_kept_and_a_changed_copy_computes_its_own() -> None:
    scenario = load_scenario("two-issue")
    assert scenario.terms() is scenario.terms()
    game = scenario.game.model_copy(update={"initial_phase": "formal"})
    assert scenario.model_copy(update={"game": game}).terms().initial_phase == Phase.FORMAL
