"""Payoffs: discounting, flow costs of disagreement, and what each ending is worth.

Order of a round (the closed forms depend on it): a deal in round t pays d**t times its utility;
every round that ends without a deal costs c d**t. Refusing is therefore worth -c + d V(next).
Muthoo 1999, ch. 6.
"""

import math

from negotiation.rules.portable import power
from negotiation.terms import SideState, SideTerms

DAYS_PER_WEEK = 7.0
DAYS_PER_YEAR = 365.25


def discount_factor(rate_per_year: float, hazard_per_week: float, days: float) -> float:
    """Factor per round of `days`, from a yearly rate and the weekly hazard of a political clock.

    >>> round(discount_factor(0.07, 0.0, 7.0), 6)
    0.998704
    """
    survival = power(1.0 - hazard_per_week, days / DAYS_PER_WEEK)
    return survival / power(1.0 + rate_per_year, days / DAYS_PER_YEAR)


def flow_cost_share(usd_bn_per_week: float, pie_usd_bn: float, days: float) -> float:
    """Flow cost per round of `days` as a share of the pie.

    >>> flow_cost_share(0.75, 1500.0, 14.0)
    0.001
    """
    return usd_bn_per_week * (days / DAYS_PER_WEEK) / pie_usd_bn


def perpetual_cost(flow_cost: float, discount: float) -> float:
    """Present value of a flow cost paid in every round from now on; zero cost is worth zero.

    >>> perpetual_cost(0.01, 0.75)
    0.04
    """
    if flow_cost == 0.0:
        return 0.0
    return flow_cost / (1.0 - discount)


def pay_delay(me: SideState, mine: SideTerms, t: int) -> None:
    """Charge the flow cost of round t, which ended without a deal."""
    cost = me.flow_cost * mine.discount_at[t]
    me.delay_cost += cost
    me.payoff -= cost


def pay_politics(me: SideState, mine: SideTerms, t: int, cost: float) -> None:
    """Charge a political or audience cost, incurred in round t."""
    discounted = cost * mine.discount_at[t]
    me.political_cost += discounted
    me.payoff -= discounted


def pay_final(me: SideState, mine: SideTerms, t: int, value: float) -> None:
    """Pay what an ending in round t is worth."""
    me.payoff += value * mine.discount_at[t]


def disagreement(me: SideState, mine: SideTerms) -> float:
    """Value, from now on, of talks that run out: given, or today's flow cost for ever."""
    if mine.disagreement_for_ever:
        return -perpetual_cost(me.flow_cost, mine.discount)
    return mine.disagreement_value


def breakdown_value(me: SideState, mine: SideTerms) -> float:
    """Value, from now on, of talks that break down: given, or today's flow cost for ever."""
    if mine.breakdown_for_ever:
        return -perpetual_cost(me.flow_cost, mine.discount)
    return mine.breakdown_value


def walk_out_value(me: SideState, mine: SideTerms) -> float:
    """Value of a walk-out: the outside option, or disagreement where a side has none."""
    if mine.outside_option > -math.inf:
        return mine.outside_option
    return disagreement(me, mine)
