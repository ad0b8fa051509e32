"""Discounting, flow costs and endings of a side, as the rules read them."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from negotiation.rules.payoffs import discount_factor, flow_cost_share
from negotiation.scenario.quantities import Quantity

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario
    from negotiation.scenario.sides import SideTable


def discount_of(scenario: Scenario, side: SideTable) -> float:
    """Discount factor per round, given or from the yearly rate and the political clock."""
    preference = side.time_preference
    if preference.discount_factor_per_round is not None:
        return preference.discount_factor_per_round.value
    rate, hazard = preference.rate_per_year, preference.political_clock_hazard_per_week
    assert rate is not None
    counted = hazard.value if hazard is not None and preference.political_clock else 0.0
    return discount_factor(rate.value, counted, scenario.time.days_per_round.value)


def discount_schedule(discount: float, n_rounds: int) -> tuple[float, ...]:
    """Discount to the power of every round, by repeated product: (T + 1,).

    Examples
    --------
    >>> discount_schedule(0.5, 2)
    (1.0, 0.5, 0.25)
    """
    schedule = [1.0]
    for _ in range(n_rounds):
        schedule.append(schedule[-1] * discount)
    return tuple(schedule)


def flow_costs(scenario: Scenario, side: str) -> tuple[float, ...]:
    """Flow cost of a side ("us" or "cn") per round in every tariff state: (E,)."""
    costs = []
    for state in scenario.tariff_states:
        share = getattr(state, f"flow_cost_per_round_{side}")
        money = getattr(state, f"flow_cost_usd_bn_per_week_{side}")
        costs.append(in_shares(scenario, money) if share is None else share.value)
    return tuple(costs)


def in_shares(scenario: Scenario, money: Quantity) -> float:
    """Flow cost per round as a share of the pie, from USD bn per week."""
    assert scenario.pie is not None
    days = scenario.time.days_per_round.value
    return flow_cost_share(money.value, scenario.pie.usd_bn.value, days)


def truce_flow_cost(scenario: Scenario, side: str) -> float:
    """Flow cost of a side per round of a truce; 0 where there is no framework."""
    framework = scenario.framework
    if framework is None:
        return 0.0
    given: Quantity | None = getattr(framework, f"truce_flow_cost_per_round_{side}")
    if given is not None:
        return given.value
    names = [state.name for state in scenario.tariff_states]
    return flow_costs(scenario, side)[names.index(framework.truce_tariff_state or "")]


def value_or(given: Quantity | None, otherwise: float) -> float:
    """Value of an optional number.

    Examples
    --------
    >>> value_or(None, 0.5)
    0.5
    """
    return otherwise if given is None else given.value


def outside_option(side: SideTable) -> float:
    """Value of walking out; minus infinity where there is none."""
    return value_or(side.endings.outside_option, -inf)
