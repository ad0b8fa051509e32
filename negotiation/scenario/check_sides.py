"""What one side's tables are refused for: weights, priors, and costs that never end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum
from typing import TYPE_CHECKING

from negotiation.scenario.problems import Problem
from negotiation.scenario.quantities import Quantity
from negotiation.scenario.refusals import nearest_name, shown
from negotiation.scenario.tables import TOLERANCE, Shares

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario
    from negotiation.scenario.sides import MinistryTable, Profile, SideTable


def problems_of_sides(scenario: Scenario) -> Iterator[Problem]:
    """Yield the mistakes in the tables of both sides."""
    for name, side in (("us", scenario.us), ("cn", scenario.cn)):
        for index, profile in enumerate(side.profiles):
            yield from problems_of_weights(scenario, f"{name}.profiles.{index}", profile)
        for index, ministry in enumerate(side.ministries):
            yield from problems_of_weights(scenario, f"{name}.ministries.{index}", ministry)
        yield from problems_of_priors(scenario, name, side)
        yield from problems_of_patience(scenario, name, side)


def problems_of_weights(
    scenario: Scenario, place: str, owner: Profile | MinistryTable
) -> Iterator[Problem]:
    """Yield weights of unknown issues, issues without weight, and sums other than 1."""
    given = owner.weights if owner.weights is not None else owner.stakes_usd_bn_per_year
    assert given is not None
    place += ".weights" if owner.weights is not None else ".stakes_usd_bn_per_year"
    keys = [issue.key for issue in scenario.issues]
    for key in given:
        if key not in keys:
            problem = f"unknown issue {shown(key)}"
            yield Problem(f"{place}.{key}", problem, ", ".join(keys), nearest_name(key, keys))
    for key in keys:
        if key not in given:
            yield Problem(f"{place}.{key}", "is missing: every issue needs one, be it 0")
    yield from problems_of_sum(place, given, owner.weights is not None)
    included = fsum(given[key].value for key in scenario.issue_keys if key in given)
    if included <= 0.0:
        yield Problem(place, "are all 0 for the issues that are included", "a positive sum")


def problems_of_sum(place: str, given: Shares, is_share: bool) -> Iterator[Problem]:
    """Yield weights that do not sum to 1, and stakes that do not sum to a finite number."""
    values = [entry.value for entry in given.values()]
    if is_share and abs(fsum(values) - 1.0) > TOLERANCE:
        yield Problem(place, f"sum to {fsum(values):.12g}", "a sum of 1")
    if not is_share and sum(values) > LARGEST_STAKES:
        yield Problem(place, "are too large", f"a sum up to {LARGEST_STAKES:g}")


LARGEST_STAKES = 1e12
"""USD bn per year, far above the product of the world; keeps sums finite."""


def problems_of_priors(scenario: Scenario, name: str, side: SideTable) -> Iterator[Problem]:
    """Yield priors of a side that do not sum to 1."""
    yield from problems_of_total(f"{name}.strengths", [e.probability for e in side.strengths])
    yield from problems_of_total(f"{name}.reservations", [e.probability for e in side.reservations])
    if scenario.prior is not None:
        return
    given = [profile.probability for profile in side.profiles]
    if given == [None]:
        return
    for index, entry in enumerate(given):
        if entry is None:
            problem = "is missing: there is no joint prior"
            yield Problem(f"{name}.profiles.{index}.probability", problem)
    yield from problems_of_total(f"{name}.profiles", [e for e in given if e is not None])


def problems_of_total(place: str, given: Sequence[Quantity]) -> Iterator[Problem]:
    """Yield probabilities that do not sum to 1; none at all are sound."""
    total = fsum(entry.value for entry in given)
    if given and abs(total - 1.0) > TOLERANCE:
        yield Problem(place, f"probabilities sum to {total:.12g}", "a sum of 1")


def problems_of_patience(scenario: Scenario, name: str, side: SideTable) -> Iterator[Problem]:
    """Yield discount factors of 0, and endless costs that are not discounted."""
    from negotiation.scenario.payoff_terms import discount_of

    discount = discount_of(scenario, side)
    if discount <= 0.0:
        yield Problem(f"{name}.time_preference", "leaves nothing of the next round")
    if discount < 1.0 or not has_costs(scenario, name):
        return
    if side.endings.disagreement_value is None:
        problem = "is missing: a flow cost for ever has no value at a discount factor of 1"
        yield Problem(f"{name}.endings.disagreement_value", problem)
    if side.endings.breakdown_value is None and has_breakdown_risk(scenario):
        problem = "is missing: a flow cost for ever has no value at a discount factor of 1"
        yield Problem(f"{name}.endings.breakdown_value", problem)


def has_costs(scenario: Scenario, name: str) -> bool:
    """Whether a side has a flow cost in any tariff state or in the truce."""
    names = (f"flow_cost_usd_bn_per_week_{name}", f"flow_cost_per_round_{name}")
    costs = [getattr(state, key) for state in scenario.tariff_states for key in names]
    costs.append(getattr(scenario.framework, f"truce_flow_cost_per_round_{name}", None))
    return any(cost is not None and cost.value > 0.0 for cost in costs)


def has_breakdown_risk(scenario: Scenario) -> bool:
    """Whether talks can break down in any round."""
    risks = [entry.breakdown_probability.value for entry in scenario.milestones]
    return max(risks, default=0.0) > 0.0 or (
        scenario.game.breakdown_probability_per_round.value > 0.0
    )
