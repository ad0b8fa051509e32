"""What the values of the stances depend on: patience, costs and priorities of one side."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import TYPE_CHECKING, Final, NamedTuple

from negotiation.scenario.payoff_terms import discount_of, flow_costs, value_or
from negotiation.scenario.sides import MinistryTable, Profile, SideTable, Strength

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario

PLAIN_STRENGTH: Final = Strength.model_validate({"flow_cost_multiplier": 1.0})
Vectors = tuple[tuple[float, ...], ...]


class SideFacts(NamedTuple):
    """What the values of the stances depend on."""

    name: str
    table: SideTable
    discount: float
    flow_cost: tuple[float, ...]  # (E,)
    mean_multiplier: float
    weights: Vectors  # (P, K)
    profile_prior: tuple[float, ...]  # (P,), of the side alone


def normalised(values: Iterable[float]) -> tuple[float, ...]:
    """Numbers scaled to sum to 1, in whatever order they come.

    Examples
    --------
    >>> normalised([1.0, 3.0])
    (0.25, 0.75)
    """
    given = tuple(values)
    total = fsum(given)
    return tuple(value / total for value in given)


def weights_of(scenario: Scenario, owner: Profile | MinistryTable) -> tuple[float, ...]:
    """Weights of the issues in the package, summing to 1: (K,)."""
    given = owner.weights if owner.weights is not None else owner.stakes_usd_bn_per_year
    assert given is not None
    return normalised(given[key].value for key in scenario.issue_keys)


def side_facts(scenario: Scenario, name: str) -> SideFacts:
    """Facts about a side, "us" or "cn"."""
    table: SideTable = getattr(scenario, name)
    strengths = table.strengths or (PLAIN_STRENGTH,)
    priors = normalised(entry.probability.value for entry in strengths)
    pairs = zip(priors, strengths, strict=True)
    return SideFacts(
        name=name,
        table=table,
        discount=discount_of(scenario, table),
        flow_cost=flow_costs(scenario, name),
        mean_multiplier=fsum(p * entry.flow_cost_multiplier.value for p, entry in pairs),
        weights=tuple(weights_of(scenario, profile) for profile in table.profiles),
        profile_prior=normalised(value_or(p.probability, 1.0) for p in table.profiles),
    )
