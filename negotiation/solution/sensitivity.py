"""What a solution hangs on: thresholds of the flow cost, ranges of the assumptions."""

from collections.abc import Callable
from math import log
from typing import Final

from negotiation.scenario import Scenario
from negotiation.solution.closed_forms import ClosedForms, talks_of_money
from negotiation.solution.probes import (
    FINE,
    Edge,
    Factors,
    Move,
    Probe,
    china_alone,
    edge,
    together,
)
from negotiation.solution.results import Range, Stage, Thresholds

WEEK: Final = 7.0

Look = Callable[[Factors], bool | None]
Costs = tuple[float, float]
Turns = tuple[float | None, tuple[float | None, float | None]]


def cost_today(scenario: Scenario) -> tuple[float, float]:
    """Expected flow costs of both sides today, share of the pie per round."""
    return talks_of_money(scenario.terms())[2:]


def thresholds_of(
    scenario: Scenario, probe: Probe, stage: Stage, formulas: ClosedForms
) -> Thresholds:
    """Flow costs at which the way to start changes: by formula, else by search."""
    costs = cost_today(scenario)
    cost = sum(costs) / 2
    talk, wait = _of_talk(probe, stage, costs, formulas), _of_waiting(probe, stage, costs, formulas)
    by_formula = formulas.c_T is not None
    return Thresholds(
        "closed form" if by_formula else "numerical",
        stage.round,
        cost,
        talk[0],
        wait[0],
        talk[1],
        wait[1],
        None if by_formula else _searched_factors(probe),
        formulas.candour,
        formulas.anchoring,
        formulas.framework_rounds,
        formulas.leverage_cut_off,
    )


def _of_talk(probe: Probe, stage: Stage, costs: Costs, formulas: ClosedForms) -> Turns:
    if formulas.c_T is not None:
        return formulas.c_T, (formulas.c_T, formulas.c_T)
    gains = [theta - p for theta, p in zip(stage.Theta, stage.P, strict=True)]
    edges = [
        edge(_of_side(probe.interest, i), together, gains[i] > 0, probe.search) for i in range(2)
    ]
    return _turns(edges, costs)


def _of_waiting(probe: Probe, stage: Stage, costs: Costs, formulas: ClosedForms) -> Turns:
    if formulas.c_W is not None:
        return formulas.c_W, (formulas.c_W, formulas.c_W)
    gains = [w - p for w, p in zip(stage.W, stage.P, strict=True)]
    edges = [edge(_of_side(probe.patience_pays, i), together, gains[i] > 0, FINE) for i in range(2)]
    return _turns(edges, costs)


def _of_side(look: Callable[[Factors], tuple[bool, bool] | None], side: int) -> Look:
    def looked(factors: Factors) -> bool | None:
        found = look(factors)
        return None if found is None else found[side]

    return looked


def _turns(edges: list[Edge], costs: Costs) -> Turns:
    """Costs at the edges: the nearest, as a mean of both sides; each, as that side's own."""
    factors = [found.factor for found in edges if found.is_edge]
    nearest = min(factors, key=lambda factor: abs(log(factor)), default=None)
    us, cn = (
        found.factor * cost if found.is_edge else None
        for found, cost in zip(edges, costs, strict=True)
    )
    return None if nearest is None else nearest * sum(costs) / 2, (us, cn)


def _searched_factors(probe: Probe) -> tuple[float, float]:
    widest = 2.0**probe.search.doublings
    return 1 / widest, widest


# ------------------------------------------------------------------ assumptions


def ranges_of(scenario: Scenario, probe: Probe | None, leverage: Probe) -> tuple[Range, ...]:
    """Ranges of the pie (or of the costs) and of the cost difference in which findings stay.

    Between equal sides any difference tips leverage, so there is no range to tell.
    """
    found = []
    uneven = leverage if leverage.advantage(together(1.0)) else None
    for finding, used in (("regime", probe), ("leverage", uneven)):
        if used is not None:
            found += [_of_size(scenario, used, finding), _of_difference(scenario, used, finding)]
    return tuple(found)


def _edges(probe: Probe, finding: str, move: Move) -> tuple[Edge, Edge]:
    if finding == "regime":
        return (
            edge(probe.regime, move, False, probe.search),
            edge(probe.regime, move, True, probe.search),
        )
    return edge(probe.advantage, move, False, FINE), edge(probe.advantage, move, True, FINE)


def _of_size(scenario: Scenario, probe: Probe, finding: str) -> Range:
    less, more = _edges(probe, finding, together)
    if scenario.pie is None:
        cost = sum(cost_today(scenario)) / 2
        unit, low, high = "share of the pie per round", less.factor * cost, more.factor * cost
        return Range("flow_costs", finding, unit, cost, low, high, less.is_edge, more.is_edge)
    pie = scenario.pie.usd_bn.value
    low, high = pie / more.factor, pie / less.factor
    return Range("pie", finding, "USD bn", pie, low, high, more.is_edge, less.is_edge)


def _of_difference(scenario: Scenario, probe: Probe, finding: str) -> Range:
    us, cn = cost_today(scenario)
    less, more = _edges(probe, finding, china_alone)
    unit, size = "share of the pie per round", 1.0
    if scenario.pie is not None:
        unit = "USD bn per week"
        size = scenario.pie.usd_bn.value * WEEK / scenario.time.days_per_round.value
    value, low, high = (size * (factor * cn - us) for factor in (1.0, less.factor, more.factor))
    return Range(
        "flow_cost_difference", finding, unit, value, low, high, less.is_edge, more.is_edge
    )
