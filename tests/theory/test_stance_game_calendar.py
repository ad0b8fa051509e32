"""The solved stance game on calendars: the flagship, summits, readiness, ministries' floors."""

import numpy as np
import pytest

from negotiation.scenario import load_scenario
from negotiation.terms import (
    BeforeReadiness,
    BothOffer,
    Milestone,
    MilestoneKind,
    Phase,
    Side,
    Stance,
    Terms,
)
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import StanceSolution, solve_stances
from negotiation.theory.stance_nodes import OFFER, StanceNode
from negotiation.theory.stance_regimes import Regime
from negotiation.theory.two_issue_game import two_issue_terms
from tests.build_terms import build_terms, mirrored
from tests.theory.test_calendar_rounds import random_terms

SWAPPED = {
    SelectionRule.FAVOUR_US: SelectionRule.FAVOUR_CN,
    SelectionRule.FAVOUR_CN: SelectionRule.FAVOUR_US,
}


@pytest.fixture(scope="module")
def flagship() -> Terms:
    return load_scenario("buenos-aires-2018").terms()


@pytest.fixture(scope="module")
def solution(flagship: Terms) -> StanceSolution:
    return solve_stances(flagship, SelectionRule.PARETO)


@pytest.mark.slow
def test_nobody_gains_by_another_stance(solution: StanceSolution) -> None:
    report = solution.regret(21)
    assert report.stance.gain <= 1e-9
    assert report.formal.gain <= 1e-11
    assert report.package is not None
    assert report.package.node is not None


def test_china_cannot_table_before_its_ministries_have_reported(solution: StanceSolution) -> None:
    assert np.isnan(solution.day().payoffs[:, :, OFFER]).all()
    assert solution.day().regime is Regime.OTHER
    later = StanceNode(Node(1, Phase.PRE, 2), (False, False), (0, 0))
    assert np.isfinite(solution.day(later).payoffs[:, :, OFFER]).all()
    assert sum(solution.stances(later, Side.CN).values()) == pytest.approx(1.0)


RULES = [
    pytest.param(rule, marks=() if rule is SelectionRule.PARETO else pytest.mark.slow)
    for rule in SelectionRule
]


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_swapping_the_sides_swaps_the_flagship(flagship: Terms, rule: SelectionRule) -> None:
    one = solve_stances(flagship, rule).value()
    two = solve_stances(mirrored(flagship), SWAPPED.get(rule, rule)).value()
    assert one == pytest.approx(two[::-1], abs=1e-10)


@pytest.mark.parametrize("seed", range(12))
def test_small_random_games(seed: int) -> None:
    terms = random_terms(seed, Phase.PRE)
    one = solve_stances(terms, SelectionRule.PARETO)
    assert one.regret(5).stance.gain <= 1e-9
    two = solve_stances(mirrored(terms), SelectionRule.PARETO)
    assert one.value() == pytest.approx(two.value()[::-1], abs=1e-9)


# ------------------------------------------------------------------ a summit


def summit_terms(risk: float, **changes: object) -> Terms:
    cheap = {"truce_flow_cost": 0.0, "framework_floor": 0.5}
    summit = Milestone(MilestoneKind.SUMMIT, 0, breakdown_probability=risk)
    values = {"milestones": (summit,), "n_rounds": 8} | changes
    return build_terms(us=cheap, cn=cheap, **values)


def test_a_framework_ends_a_lost_round_where_both_prefer_it() -> None:
    solved = solve_stances(summit_terms(0.5), stances=(Stance.WAIT,))
    framework = Node(1, Phase.FRAMEWORK, 0, truce_end=8)
    known = solved.game.calendar.value(framework)[:, 1:].mean(axis=1)
    assert solved.value() == pytest.approx(0.95 * known - 0.014)


def test_without_a_framework_the_summit_may_break_talks_down() -> None:
    terms = summit_terms(0.5, framework_possible=False)
    solved = solve_stances(terms, stances=(Stance.WAIT,))
    assert solved.value() == pytest.approx((-0.28, -0.28))  # .014 for ever, whatever happens


# ------------------------------------------------------------------ floors and other borders


def test_floors_that_leave_no_deal_leave_the_cost_for_ever() -> None:
    terms = two_issue_terms()
    for both_offer in BothOffer:
        solved = solve_stances(
            terms._replace(both_offer=both_offer), stances=(Stance.OFFER,), floors=(0.9, 0.9)
        )
        assert solved.value() == pytest.approx((-0.28, -0.28))
        assert solved.regret(5).refused is not None


def test_a_game_that_ends_with_a_deadline() -> None:
    deadline = Milestone(MilestoneKind.DEADLINE, 2)
    terms = build_terms(milestones=(deadline,))._replace(deadline=2)
    solved = solve_stances(terms, SelectionRule.PARETO)
    last = StanceNode(Node(2, Phase.PRE, 0), (False, False))
    day = solved.day(last)
    lost = -0.014 / 0.05
    assert day.payoffs[0, 3, 3] == pytest.approx(lost)
    assert day.prices.talk == pytest.approx((lost, lost))
    assert day.prices.first[0] == pytest.approx(1.0)  # the other has nothing to wait for
    assert solved.regret(21).stance.gain <= 1e-9


def test_a_side_that_may_never_table_waits() -> None:
    late = {"reports_at_start": False, "before_readiness": BeforeReadiness.CANNOT_TABLE}
    terms = build_terms(cn=late, n_rounds=4)
    solved = solve_stances(terms, SelectionRule.PARETO)
    assert np.isnan(solved.day().payoffs[:, :, OFFER]).all()
    assert solved.regret(5).stance.gain <= 1e-9


def test_what_cannot_be_solved_is_refused(flagship: Terms) -> None:
    with pytest.raises(ValueError, match="must begin with talks about talks"):
        solve_stances(flagship._replace(initial_phase=Phase.FORMAL))
    with pytest.raises(ValueError, match="some stance must be allowed"):
        solve_stances(flagship, stances=())
