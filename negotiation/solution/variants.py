"""The same game with one thing changed: costs scaled, a threat left out, an asymmetry removed.

| switch | its neutral setting |
| --- | --- |
| patience | the mean discount factor for both |
| flow_cost | the mean flow costs for both |
| outside_option | no right to walk out, the same endings for both |
| commitment | no audience costs, neither of demands nor of lapsed threats |
| ratification_floor | ministries have reported, equal framework floors |
| proposer_right | fair coins |
| information | one pie, everything known |
"""

import math
from collections.abc import Callable
from typing import Final

from negotiation.scenario.payoff_terms import discount_schedule
from negotiation.terms import NOBODY, MilestoneKind, SideTerms, Terms
from negotiation.theory.calendar_course import mean_multipliers

Change = Callable[[Terms], Terms]


def both(terms: Terms, change: Callable[[SideTerms], SideTerms]) -> Terms:
    """Make the same change to both sides."""
    return terms._replace(us=change(terms.us), cn=change(terms.cn))


def scaled_costs(terms: Terms, us: float, cn: float) -> Terms:
    """Multiply the flow costs of each side, in every tariff state and in a truce."""

    def scaled(side: SideTerms, factor: float) -> SideTerms:
        costs = tuple(factor * cost for cost in side.flow_cost)
        return side._replace(flow_cost=costs, truce_flow_cost=factor * side.truce_flow_cost)

    return terms._replace(us=scaled(terms.us, us), cn=scaled(terms.cn, cn))


def without_milestone(terms: Terms, index: int) -> Terms:
    """Leave one entry of the calendar out."""
    listed = terms.milestones[: terms.n_milestones]
    kept = listed[:index] + listed[index + 1 :]
    return terms._replace(milestones=kept, n_milestones=len(kept))


def escalations(terms: Terms) -> list[int]:
    """Places of the escalations in the calendar."""
    listed = terms.milestones[: terms.n_milestones]
    return [i for i, entry in enumerate(listed) if entry.kind == MilestoneKind.ESCALATION]


# ------------------------------------------------------------------ switches


def same_patience(terms: Terms) -> Terms:
    """Give both sides the mean discount factor."""
    if terms.us.discount == terms.cn.discount:
        return terms
    mean = (terms.us.discount + terms.cn.discount) / 2
    powers = discount_schedule(mean, len(terms.us.discount_at) - 1)
    return both(terms, lambda side: side._replace(discount=mean, discount_at=powers))


def same_costs(terms: Terms) -> Terms:
    """Give both sides the mean of their expected flow costs."""
    pairs = list(zip((terms.us, terms.cn), mean_multipliers(terms), strict=True))
    (us, cn), truce = (
        [tuple(m * cost for cost in side.flow_cost) for side, m in pairs],
        [m * side.truce_flow_cost for side, m in pairs],
    )
    if us == cn and truce[0] == truce[1]:
        return terms
    costs = tuple((a + b) / 2 for a, b in zip(us, cn, strict=True))
    return both(
        terms,
        lambda side: side._replace(
            flow_cost=costs,
            truce_flow_cost=sum(truce) / 2,
            n_strengths=1,
            strength_multiplier=(1.0,),
            strength_prior=(1.0,),
        ),
    )


def _ending(us: tuple[bool, float], cn: tuple[bool, float]) -> tuple[bool, float]:
    return us[0] or cn[0], (us[1] + cn[1]) / 2


def no_outside_options(terms: Terms) -> Terms:
    """Take the right to walk out away, and make the other endings alike."""
    us, cn = terms.us, terms.cn
    for_ever, lost = _ending(
        (us.disagreement_for_ever, us.disagreement_value),
        (cn.disagreement_for_ever, cn.disagreement_value),
    )
    broken_for_ever, broken = _ending(
        (us.breakdown_for_ever, us.breakdown_value), (cn.breakdown_for_ever, cn.breakdown_value)
    )
    return both(
        terms,
        lambda side: side._replace(
            outside_option=-math.inf,
            disagreement_for_ever=for_ever,
            disagreement_value=lost,
            breakdown_for_ever=broken_for_ever,
            breakdown_value=broken,
        ),
    )


def no_audience(terms: Terms) -> Terms:
    """Take the audience costs of public demands away."""
    return both(
        terms, lambda side: side._replace(demands_publicly=False, audience_cost_per_demand=0.0)
    )


def no_commitment(terms: Terms) -> Terms:
    """Take all audience costs away: of public demands and of threats not carried out."""
    quiet = tuple(entry._replace(audience_cost=0.0) for entry in terms.milestones)
    return no_audience(terms)._replace(milestones=quiet)


def no_ratification(terms: Terms) -> Terms:
    """Let both sides table from the start, with equal framework floors."""
    floor = (terms.us.framework_floor + terms.cn.framework_floor) / 2
    return both(terms, lambda side: side._replace(reports_at_start=True, framework_floor=floor))


def fair_coins(terms: Terms) -> Terms:
    """Let fair coins say who tables, and weigh sealed packages evenly."""
    fair = both(terms, lambda side: side._replace(proposer_probability=0.5, exchange_weight=0.5))
    return fair._replace(first_proposer=NOBODY)


COMMITMENT: Final = "commitment"
INFORMATION: Final = "information"

SWITCHES: Final[dict[str, Change]] = {
    "patience": same_patience,
    "flow_cost": same_costs,
    "outside_option": no_outside_options,
    COMMITMENT: no_commitment,
    "ratification_floor": no_ratification,
    "proposer_right": fair_coins,
    INFORMATION: lambda terms: terms,  # turns the stances off, and the frontiers into one pie
}
"""How to turn each switch off."""
