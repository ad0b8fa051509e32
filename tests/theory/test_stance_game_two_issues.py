"""The solved stance game against model M1: values, thresholds, mixtures, attrition."""

import csv
from pathlib import Path

import numpy as np
import pytest

from negotiation.scenario import load_scenario
from negotiation.terms import (
    Milestone,
    MilestoneKind,
    Phase,
    Side,
    Stance,
    Terms,
)
from negotiation.theory import (
    milestone_path,
    offer_mixing,
    offer_thresholds,
    offer_timing,
)
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.offer_timing import Talks, common, mirror
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import StanceSolution, solve_stances
from negotiation.theory.stance_nodes import DEMAND, OFFER, TALK, StanceNode
from negotiation.theory.stance_regimes import Regime
from negotiation.theory.two_issue_game import two_issue_terms

OFFER_OR_TALK = (Stance.OFFER, Stance.TALK)
H, Q, D = 0.65, 0.5, 0.95


def load_oracles() -> dict[str, str]:
    with Path(__file__).with_name("oracles.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["value"] for row in csv.DictReader(file)}


ORACLE = load_oracles()


def oracle(row: str) -> float:
    return float(ORACLE[row])


def baseline(c: float) -> Terms:
    return two_issue_terms(common(H, Q, D, c))


def small(c: float) -> StanceSolution:
    return solve_stances(baseline(c), stances=OFFER_OR_TALK)


def pure(solution: StanceSolution) -> set[tuple[int, int]]:
    return {
        (int(np.argmax(found.us)), int(np.argmax(found.cn)))
        for found in solution.day().equilibria
        if max(found.us) == max(found.cn) == 1
    }


# ------------------------------------------------------------------ values and regimes


@pytest.mark.parametrize(
    ("c", "first", "second", "talk", "profiles", "regime"),
    [
        (0.005, 0.515385, 0.603550, 0.538533, {(TALK, TALK)}, Regime.TALK_FIRST),
        (0.014, 0.520000, 0.600000, 0.528878, {(TALK, TALK)}, Regime.TALK_FIRST),
        (0.0427, 0.534718, 0.588679, 0.498097, {(OFFER, TALK), (TALK, OFFER)}, Regime.STANDOFF),
        (0.0884, 0.558154, 0.570651, 0.449082, {(OFFER, TALK), (TALK, OFFER)}, Regime.STANDOFF),
        (0.12, 0.574359, 0.558185, 0.415193, {(OFFER, OFFER)}, Regime.RACE),
    ],
)
def test_the_table_of_regimes(
    c: float,
    first: float,
    second: float,
    talk: float,
    profiles: set[tuple[int, int]],
    regime: Regime,
) -> None:
    solution = small(c)
    prices = solution.day().prices
    assert prices.first == pytest.approx((first, first), abs=1e-5)
    assert prices.second == pytest.approx((second, second), abs=1e-5)
    assert prices.talk == pytest.approx((talk, talk), abs=1e-5)
    assert solution.day().regime is regime
    assert pure(solution) == profiles
    assert len(solution.day().equilibria) == (3 if regime is Regime.STANDOFF else 1)


@pytest.mark.parametrize("row", ["P", "W", "Th"])
def test_the_baseline_to_the_last_digit(row: str) -> None:
    prices = small(0.014).day().prices
    found = {"P": prices.first, "W": prices.second, "Th": prices.talk}[row]
    assert found == pytest.approx((oracle(f"M1-13{row}"),) * 2, abs=1e-12)


def test_unequal_sides() -> None:
    day = solve_stances(
        two_issue_terms(Talks(H, Q, D, D, 0.005, 0.014)), stances=OFFER_OR_TALK
    ).day()
    prices = day.prices
    us = prices.first[0], prices.second[0], prices.talk[0]
    cn = prices.first[1], prices.second[1], prices.talk[1]
    assert us + cn == pytest.approx([oracle(f"ASY-{k}") for k in range(1, 7)], abs=1e-12)
    assert day.regime is Regime.US_TABLES
    mirrored = solve_stances(
        two_issue_terms(Talks(H, Q, D, D, 0.014, 0.005)), stances=OFFER_OR_TALK
    )
    assert mirrored.day().regime is Regime.CN_TABLES


def test_unequal_patience() -> None:
    talks = Talks(H, Q, 0.95, 0.93, 0.02, 0.015)
    day = solve_stances(two_issue_terms(talks)).day()
    assert day.prices.first[0] == pytest.approx(oracle("M1-1"), abs=1e-12)
    assert day.prices.second[1] == pytest.approx(oracle("M1-3"), abs=1e-12)
    theta = offer_timing.talk_value(talks), offer_timing.talk_value(mirror(talks))
    assert day.prices.talk == pytest.approx(theta, abs=1e-12)


def test_the_first_threshold_to_the_millionth() -> None:
    c_T = offer_thresholds.talk_threshold(H, Q, D)
    assert c_T == pytest.approx(oracle("M1-4"), abs=1e-12)
    assert pure(small(c_T - 1e-6)) == {(TALK, TALK)}
    assert pure(small(c_T + 1e-6)) == {(OFFER, TALK), (TALK, OFFER)}


def test_the_second_threshold_to_the_millionth() -> None:
    c_W = offer_thresholds.second_mover_threshold(H, Q, D)
    assert c_W == pytest.approx(oracle("M1-5"), abs=1e-12)
    assert pure(small(c_W - 1e-6)) == {(OFFER, TALK), (TALK, OFFER)}
    assert pure(small(c_W + 1e-6)) == {(OFFER, OFFER)}


def test_the_regime_changes_nowhere_else() -> None:
    c_T = offer_thresholds.talk_threshold(H, Q, D)
    c_W = offer_thresholds.second_mover_threshold(H, Q, D)
    for c in np.linspace(0.001, 0.14, 29):
        regime = small(float(c)).day().regime
        assert (regime is Regime.TALK_FIRST) == (c < c_T)
        assert (regime is Regime.RACE) == (c > c_W)


@pytest.mark.parametrize("c", [0.005, 0.014, 0.0427, 0.0884, 0.12])
def test_demands_are_in_equilibrium_until_the_second_threshold(c: float) -> None:
    profiles = pure(solve_stances(baseline(c), stances=(Stance.OFFER, Stance.TALK, Stance.DEMAND)))
    demanding = {(DEMAND, OFFER), (OFFER, DEMAND)}
    assert profiles >= demanding if c < 0.1 else not profiles & demanding
    assert not profiles & {(DEMAND, DEMAND), (DEMAND, TALK), (TALK, DEMAND)}


def test_values_move_with_the_cost() -> None:
    costs = np.linspace(0.002, 0.1, 12)
    prices = [small(float(c)).day().prices for c in costs]
    assert (np.diff([price.first[0] for price in prices]) > 0).all()  # both costs rise
    assert (np.diff([price.second[0] for price in prices]) < 0).all()
    assert (np.diff([price.talk[0] for price in prices]) < 0).all()
    own = [
        solve_stances(two_issue_terms(Talks(H, Q, D, D, float(c), 0.014))).day().prices
        for c in np.linspace(0.01, 0.02, 5)
    ]
    assert (np.diff([price.first[0] for price in own]) < 0).all()
    assert (np.diff([price.first[1] for price in own]) > 0).all()


def test_the_scenario_is_the_same_game() -> None:
    loaded = solve_stances(load_scenario("two-issue", ["c=0.02"]).terms())
    assert loaded.value() == pytest.approx(solve_stances(baseline(0.02)).value(), abs=1e-12)


# ------------------------------------------------------------------ mixtures


def test_the_mixture_of_the_standoff() -> None:
    solution = small(0.0427)
    chance = solution.stances(solution.start, Side.US)[Stance.OFFER]
    assert chance == pytest.approx(oracle("M1-9"), abs=1e-9)
    assert solution.stances(solution.start, Side.CN)[Stance.OFFER] == pytest.approx(chance)
    assert offer_mixing.any_offer_probability(chance) == pytest.approx(oracle("M1-10"), abs=1e-9)


def test_the_stationary_mixture_without_talk() -> None:
    solution = solve_stances(baseline(0.0427), stances=(Stance.OFFER, Stance.WAIT))
    chance = solution.stances(solution.start, Side.CN)[Stance.OFFER]
    assert chance == pytest.approx(oracle("M1-11"), abs=1e-9)


def path_terms() -> Terms:
    entry = Milestone(MilestoneKind.ESCALATION, 4, Side.US, to_state=1)
    terms = baseline(0.0427)
    costs = {"flow_cost": (0.0427, 0.12)}
    return terms._replace(
        us=terms.us._replace(**costs),
        cn=terms.cn._replace(**costs),
        n_milestones=1,
        milestones=(entry,),
    )


def test_the_path_to_an_escalation() -> None:
    solution = solve_stances(path_terms(), stances=(Stance.OFFER, Stance.WAIT))
    chances = [
        solution.stances(StanceNode(Node(t, Phase.PRE, 0), (False, False)), Side.US)[Stance.OFFER]
        for t in range(4)
    ]
    closed = milestone_path.milestone_path(H, Q, D, 0.0427, 0.12, 4)
    assert chances == pytest.approx(closed.tabling, abs=1e-9)
    assert chances[0] == pytest.approx(oracle("M1-22"))
    assert chances[3] == pytest.approx(oracle("M1-23"), abs=1e-9)
    assert solution.value() == pytest.approx((oracle("M1-24"),) * 2, abs=1e-9)
    assert solution.regret().stance.gain <= 1e-9


# ------------------------------------------------------------------ selection


def test_each_side_may_be_favoured() -> None:
    us = solve_stances(baseline(0.0427), SelectionRule.FAVOUR_US, stances=OFFER_OR_TALK)
    cn = solve_stances(baseline(0.0427), SelectionRule.FAVOUR_CN, stances=OFFER_OR_TALK)
    assert us.value() == pytest.approx(cn.value()[::-1])
    assert us.value()[0] == pytest.approx(us.day().prices.second[0])


@pytest.mark.parametrize("rule", [SelectionRule.PARETO, SelectionRule.RISK_DOMINANT])
def test_an_even_standoff_is_mixed(rule: SelectionRule) -> None:
    solution = solve_stances(baseline(0.0427), rule, stances=OFFER_OR_TALK)
    assert solution.stances(solution.start, Side.US)[Stance.OFFER] == pytest.approx(oracle("M1-9"))
