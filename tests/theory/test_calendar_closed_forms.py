"""The solved calendar against closed forms: one pie, many issues, threats with a date."""

import csv
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.terms import (
    Discretion,
    Milestone,
    MilestoneKind,
    Phase,
    ProposerRule,
    Side,
    Terms,
)
from negotiation.theory import escalation, flow_costs
from negotiation.theory.calendar import CalendarSolution, solve_calendar
from negotiation.theory.calendar_nodes import Node
from tests.build_terms import build_terms

ORACLES = Path(__file__).with_name("oracles.csv")


def load_oracles() -> dict[str, float]:
    with ORACLES.open(encoding="utf-8", newline="") as file:
        return {row["id"]: float(row["value"]) for row in csv.DictReader(file)}


ORACLE = load_oracles()


def pie_terms(
    d: tuple[float, float],
    c: tuple[float, float] = (0.0, 0.0),
    us: dict[str, Any] | None = None,
    cn: dict[str, Any] | None = None,
    **changes: Any,
) -> Terms:
    """One issue, offers in turn, the US first, no calendar."""
    one = {"weights": ((1.0,),)}
    defaults = {
        "initial_phase": Phase.FORMAL,
        "proposer_rule": ProposerRule.ALTERNATE,
        "first_proposer": Side.US,
        "profile_prior": ((1.0,),),
    }
    return build_terms(
        us=one | {"discount": d[0], "flow_cost": (c[0],)} | (us or {}),
        cn=one | {"discount": d[1], "flow_cost": (c[1],)} | (cn or {}),
        **(defaults | changes),
    )


def opener(solution: CalendarSolution) -> float:
    node = Node(0, Phase.FORMAL, 0, next_proposer=Side.US)
    return float(solution.proposer_value(node, Side.US)[0])


def richardson(values: list[float]) -> float:
    """Limit of a sequence with step halved each time and an error in whole powers of the step."""
    for order in range(1, len(values)):
        values = [(2**order * b - a) / (2**order - 1) for a, b in pairwise(values)]
    return values[0]


NOTHING = {"disagreement_for_ever": False, "disagreement_value": 0.0}


# ------------------------------------------------------------------ one pie


@pytest.mark.parametrize("rounds", [1, 2, 3, 4, 5, 10, 11])
def test_a_last_round_gives_stahl(rounds: int) -> None:
    terms = pie_terms((0.95, 0.9), us=NOTHING, cn=NOTHING, n_rounds=rounds)
    assert opener(solve_calendar(terms)) == pytest.approx(ORACLE[f"STA-{rounds}"], abs=1e-12)


def test_no_end_gives_rubinstein() -> None:
    assert opener(solve_calendar(pie_terms((0.95, 0.9)))) == pytest.approx(ORACLE["RUB-1"])


def coin_terms(**changes: Any) -> Terms:
    return pie_terms(
        (0.95, 0.9),
        us={"proposer_probability": 0.6} | changes.pop("side", {}),
        cn={"proposer_probability": 0.4} | NOTHING,
        proposer_rule=ProposerRule.COIN,
        **changes,
    )


def test_a_coin_gives_binmore() -> None:
    terms = coin_terms()
    solution = solve_calendar(terms._replace(cn=terms.cn._replace(disagreement_for_ever=True)))
    node = Node(0, Phase.FORMAL, 0)
    assert solution.value(node)[0, 0] == pytest.approx(ORACLE["RND-1"], abs=1e-12)
    assert solution.proposer_value(node, Side.US)[0] == pytest.approx(ORACLE["RND-2"], abs=1e-12)
    assert solution.refusal_value(node, Side.CN)[0] == pytest.approx(1 - ORACLE["RND-2"])


def test_a_coin_with_a_last_round_gives_binmore() -> None:
    solution = solve_calendar(coin_terms(side=NOTHING, n_rounds=3))
    assert solution.value(Node(0, Phase.FORMAL, 0))[0, 0] == pytest.approx(ORACLE["RND-4"])


@pytest.mark.parametrize(
    ("row", "us", "cn"),
    [
        ("OUT-1", 0.3, 0.4),
        ("OUT-2", 0.0, 0.55),
        ("OUT-3", 0.6, 0.2),
        ("OUT-4", 0.45, 0.52),
    ],
)
def test_outside_options(row: str, us: float, cn: float) -> None:
    terms = pie_terms((0.95, 0.95), us={"outside_option": us}, cn={"outside_option": cn})
    solution = solve_calendar(terms)
    assert opener(solution) == pytest.approx(ORACLE[row], abs=1e-12)
    assert solution.worst_deviation().gain <= 1e-9


def test_slack_outside_options_change_nothing() -> None:
    free, bound = (
        solve_calendar(pie_terms((0.95, 0.95), us={"outside_option": w}, cn={"outside_option": w}))
        for w in (-math.inf, 0.2)
    )
    assert opener(free) == opener(bound)


def test_options_that_exceed_the_pie_end_the_talks() -> None:
    terms = pie_terms((0.95, 0.9), us={"outside_option": 0.7}, cn={"outside_option": 0.6})
    solution = solve_calendar(terms)
    assert solution.value(Node(0, Phase.FORMAL, 0, next_proposer=0))[:, 0].tolist() == [0.7, 0.6]
    one = pie_terms((0.95, 0.9), (0.1, 0.0), cn={"outside_option": 1.5})
    value = solve_calendar(one).value(Node(0, Phase.FORMAL, 0, next_proposer=0))[:, 0]
    assert value.tolist() == pytest.approx([-2.0, 1.5])  # left alone the US bears its cost for ever


@pytest.mark.parametrize(("row", "floor"), [("TWO-1", 0.4), ("TWO-2", 0.6)])
def test_a_known_floor(row: str, floor: float) -> None:
    solution = solve_calendar(pie_terms((0.9, 0.9)), floors=(floor, 0.0))
    assert opener(solution) == pytest.approx(ORACLE[row], abs=1e-12)


@pytest.mark.parametrize("rule", list(ProposerRule))
def test_floors_out_of_reach_leave_the_cost_for_ever(rule: ProposerRule) -> None:
    terms = pie_terms((0.9, 0.8), (0.01, 0.02), proposer_rule=rule)
    solution = solve_calendar(terms, floors=(0.6, 0.6))
    value = solution.value(Node(0, Phase.FORMAL, 0, next_proposer=Side.US))[:, 0]
    assert value.tolist() == pytest.approx([-0.1, -0.1])


# ------------------------------------------------------------------ flow costs, breakdown


def flow_terms(step: float, rates: tuple[float, float], costs: tuple[float, float]) -> Terms:
    d = math.exp(-rates[0] * step), math.exp(-rates[1] * step)
    per_round = [c * (1 - f) / r for c, f, r in zip(costs, d, rates, strict=True)]
    return pie_terms(d, (per_round[0], per_round[1]))


def test_flow_costs() -> None:
    solution = solve_calendar(flow_terms(1.0, (0.05, 0.05), (0.01, 0.03)))
    assert opener(solution) == pytest.approx(ORACLE["INS-1"], abs=1e-12)


@pytest.mark.parametrize(
    ("row", "rates", "costs"),
    [("INS-2", (0.05, 0.05), (0.01, 0.03)), ("INS-3", (0.04, 0.06), (0.02, 0.025))],
)
def test_flow_costs_with_frequent_offers(
    row: str, rates: tuple[float, float], costs: tuple[float, float]
) -> None:
    shares = [opener(solve_calendar(flow_terms(D, rates, costs))) for D in (0.02, 0.01, 0.005)]
    assert richardson(shares) == pytest.approx(ORACLE[row], abs=1e-7)


def breakdown_terms(p: float) -> Terms:
    given = {"breakdown_for_ever": False}
    return pie_terms(
        (1.0, 1.0),
        us=given | {"breakdown_value": 0.1},
        cn=given | {"breakdown_value": 0.2},
        breakdown_probability=p,
    )


def test_breakdown_risk() -> None:
    solution = solve_calendar(breakdown_terms(0.1))
    assert opener(solution) == pytest.approx(ORACLE["BRW-1"], abs=1e-12)
    shares = [opener(solve_calendar(breakdown_terms(p))) for p in (2e-3, 1e-3, 5e-4)]
    assert richardson(shares) == pytest.approx(ORACLE["BRW-2"], abs=1e-6)


def test_breakdown_with_the_cost_for_ever() -> None:
    terms = pie_terms((0.9, 0.9), (0.01, 0.02), breakdown_probability=0.2)
    effective = pie_terms((0.72, 0.72), (0.028, 0.056))  # p c / (1-d) + (1-p) c
    assert opener(solve_calendar(terms)) == pytest.approx(opener(solve_calendar(effective)))


# ------------------------------------------------------------------ a threat with a date


def threat_terms(step: float, q: float, rule: ProposerRule = ProposerRule.ALTERNATE) -> Terms:
    d = math.exp(-0.05 * step)
    costs = [tuple(c * (1 - d) / 0.05 for c in pair) for pair in ((0.01, 0.02), (0.015, 0.04))]
    entry = Milestone(
        MilestoneKind.ESCALATION,
        round(6 / step),
        Side.US,
        to_state=1,
        discretion=Discretion.PROBABILITY,
        probability=q,
    )
    return pie_terms(
        (d, d),
        us={"flow_cost": costs[0]},
        cn={"flow_cost": costs[1]},
        n_rounds=round(6 / step) + 2,
        milestones=(entry,),
        proposer_rule=rule,
    )


@pytest.mark.parametrize(("row", "q"), [("ESC-1", 1.0), ("ESC-2", 0.5)])
def test_a_dated_threat(row: str, q: float) -> None:
    shares = [opener(solve_calendar(threat_terms(D, q))) for D in (0.06, 0.03, 0.015)]
    closed = escalation.share_under_threat(0.05, 0.05, (0.01, 0.015), (0.02, 0.04), 6, q)
    assert closed == pytest.approx(ORACLE[row], abs=1e-9)
    assert richardson(shares) == pytest.approx(closed, abs=1e-7)
    drawn = solve_calendar(threat_terms(0.06, q, ProposerRule.COIN))
    assert drawn.value(Node(0, Phase.FORMAL, 0))[0, 0] == pytest.approx(closed, abs=1e-12)
    off = [abs(share - closed) for share in shares]
    assert off[1] / off[0] == pytest.approx(0.5, abs=0.02)
    assert off[2] / off[1] == pytest.approx(0.5, abs=0.02)


# ------------------------------------------------------------------ many issues


def package_terms(d: float, c: float, w1: tuple[float, ...], w2: tuple[float, ...]) -> Terms:
    return pie_terms((d, d), (c, c), us={"weights": (w1,)}, cn={"weights": (w2,)})


def package(terms: Terms) -> list[float]:
    node = Node(0, Phase.FORMAL, 0, next_proposer=Side.US)
    found: list[float] = solve_calendar(terms).day(node).payoff[Side.US, :, 1].tolist()
    return found


def test_packages_over_three_issues() -> None:
    found = package(package_terms(0.95, 0.0, (0.5, 0.3, 0.2), (0.15, 0.25, 0.6)))
    assert found == pytest.approx([ORACLE["PKG-1"], ORACLE["PKG-2"]], abs=1e-12)


@pytest.mark.parametrize(("row", "c"), [("PKG-4", 0.0), ("PKG-5", 0.02)])
def test_packages_over_two_issues(row: str, c: float) -> None:
    found = package(package_terms(0.9, c, (0.8, 0.2), (0.2, 0.8)))
    assert found[0] == pytest.approx(ORACLE[row], abs=1e-12)


def test_very_patient_sides_come_to_the_nash_solution() -> None:
    found = package(package_terms(0.9999, 0.0, (0.5, 0.3, 0.2), (0.15, 0.25, 0.6)))
    assert found[0] == pytest.approx(ORACLE["PKG-3"], abs=1e-4)


def test_disjoint_interests_leave_nothing_to_bargain_about() -> None:
    assert package(package_terms(0.9, 0.0, (1.0, 0.0), (0.0, 1.0))) == [1.0, 1.0]


# ------------------------------------------------------------------ structural leverage


def test_structural_leverage() -> None:
    terms = pie_terms((0.95, 0.95), (0.014, 0.02), proposer_rule=ProposerRule.COIN)
    value = solve_calendar(terms).value(Node(0, Phase.FORMAL, 0))[:, 0]
    assert value[0] / value.sum() == pytest.approx(ORACLE["LEV-1"], abs=1e-12)
    fast = flow_costs.frequent_offers_share(0.05, 0.05, 0.014, 0.02)
    assert value[0] == pytest.approx(fast, abs=1e-9)


def test_values_move_with_the_costs() -> None:
    costs = np.linspace(0.0, 0.04, 9)
    own = [opener(solve_calendar(pie_terms((0.95, 0.95), (float(c), 0.02)))) for c in costs]
    other = [opener(solve_calendar(pie_terms((0.95, 0.95), (0.02, float(c))))) for c in costs]
    assert (np.diff(own) < 0).all()
    assert (np.diff(other) > 0).all()
