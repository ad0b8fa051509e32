"""One side of a scenario as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from negotiation.rules.tactics import conceded_part, elapsed
from negotiation.scenario.catalogue import TACTICS, timing_member
from negotiation.scenario.payoff_terms import (
    discount_schedule,
    outside_option,
    truce_flow_cost,
    value_or,
)
from negotiation.scenario.quantities import Count, Quantity
from negotiation.scenario.side_facts import PLAIN_STRENGTH, SideFacts, normalised, weights_of
from negotiation.scenario.sides import MinistryTable, ReservationRange, SideTable
from negotiation.terms import BeforeReadiness, SideTerms, Stance, Timing

DEFAULT_HAZARD: Final = 0.2  # assumption: a side that mixes tables within a month at weekly rounds

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario
    from negotiation.scenario.stance_tables import StanceTables

STUBBORN: Final = {"demand": Timing.STUBBORN_DEMAND, "talk": Timing.STUBBORN_TALK}
BEFORE_READINESS: Final = {
    "cut_to_sure": BeforeReadiness.CUT_TO_SURE,
    "cannot_table": BeforeReadiness.CANNOT_TABLE,
}
NO_RESERVATION: Final = ReservationRange.model_validate({"low": 0.0, "high": 0.0})
EVE_ROUNDS: Final = 1


def side_terms(
    scenario: Scenario, facts: SideFacts, values: StanceTables, deadline: int
) -> SideTerms:
    """Terms of one side."""
    return SideTerms(
        **types_of(facts),
        **payoffs_of(scenario, facts),
        **timing_of(scenario, facts.table),
        **tactic_of(facts.table, deadline),
        **words_of(facts.table),
        **game_of(scenario, facts.name),
        **ministries_of(scenario, facts),
        value_first=values.first,
        value_second=values.second,
        value_talk=values.talk,
    )


def types_of(facts: SideFacts) -> dict[str, Any]:
    """What is private to the side: menus of priorities, strengths and reservation utilities."""
    strengths = facts.table.strengths or (PLAIN_STRENGTH,)
    ranges = facts.table.reservations or (NO_RESERVATION,)
    return {
        "n_profiles": len(facts.weights),
        "weights": facts.weights,
        "n_strengths": len(strengths),
        "strength_multiplier": values_of(entry.flow_cost_multiplier for entry in strengths),
        "strength_prior": normalised(entry.probability.value for entry in strengths),
        "n_reservations": len(ranges),
        "reservation_prior": normalised(entry.probability.value for entry in ranges),
        "reservation_low": values_of(entry.low for entry in ranges),
        "reservation_high": values_of(entry.high for entry in ranges),
    }


def values_of(numbers: Iterable[Quantity]) -> tuple[float, ...]:
    """Values of numbers, without their sources."""
    return tuple(entry.value for entry in numbers)


def payoffs_of(scenario: Scenario, facts: SideFacts) -> dict[str, Any]:
    """Discounting, costs of delay, and what each ending is worth."""
    endings = facts.table.endings
    return {
        "discount": facts.discount,
        "discount_at": discount_schedule(facts.discount, scenario.time.rounds.value),
        "flow_cost": facts.flow_cost,
        "truce_flow_cost": truce_flow_cost(scenario, facts.name),
        "outside_option": outside_option(facts.table),
        "disagreement_for_ever": endings.disagreement_value is None,
        "disagreement_value": value_or(endings.disagreement_value, 0.0),
        "breakdown_for_ever": endings.breakdown_value is None,
        "breakdown_value": value_or(endings.breakdown_value, 0.0),
    }


def timing_of(scenario: Scenario, table: SideTable) -> dict[str, Any]:
    """Timing strategy and commitment."""
    timing, commitment = table.timing, table.commitment
    member = timing_member(timing.strategy)
    return {
        "timing": member,
        "timing_rounds": timing_rounds(member, timing.rounds, scenario.time.rounds.value),
        "hazard": value_or(timing.hazard_per_round, DEFAULT_HAZARD),
        "otherwise": Stance[timing.otherwise.upper()],
        "demands_publicly": timing.demands_publicly,
        "audience_cost_per_demand": commitment.audience_cost_per_demand.value,
        "stubborn_probability": commitment.stubborn_probability.value,
        "stubborn_timing": STUBBORN[commitment.stubborn_on],
    }


def timing_rounds(member: Timing, given: Count | None, n_rounds: int) -> int:
    """Rounds of a timing strategy; by default none for an offer, one for the eve, else all.

    Examples
    --------
    >>> timing_rounds(Timing.TALK_UP_TO, None, 26), timing_rounds(Timing.EVE, None, 26)
    (26, 1)
    """
    if given is not None:
        return given.value
    return {Timing.OFFER_AT: 0, Timing.EVE: EVE_ROUNDS}.get(member, n_rounds)


def concession_schedule(exponent: float, deadline: int) -> tuple[float, ...]:
    """Part conceded in every round of the first clock, which runs from round 0 to the deadline.

    Examples
    --------
    >>> concession_schedule(1.0, 4)
    (0.0, 0.25, 0.5, 0.75, 1.0)
    """
    return tuple(conceded_part(elapsed(t, 0, deadline), exponent) for t in range(deadline + 1))


def tactic_of(table: SideTable, deadline: int) -> dict[str, Any]:
    """Tactic."""
    tactic, entry = table.tactic, TACTICS[table.tactic.name]
    exponent = value_or(tactic.concession_exponent, entry.concession_exponent)
    return {
        "tactic": entry.member,
        "opening_claim": tactic.opening_claim.value,
        "opening_slope": tactic.opening_slope.value,
        "concession_exponent": exponent,
        "concession_end": deadline,
        "concession_at": concession_schedule(exponent, deadline),
        "anchoring_weight": tactic.anchoring_weight.value,
    }


def words_of(table: SideTable) -> dict[str, Any]:
    """How the side speaks and listens."""
    talk = table.talk
    return {
        "talk_truthfulness": talk.truthfulness.value,
        "statement_truthfulness": talk.statement_truthfulness.value,
        "credence": talk.credence.value,
        "candour": talk.candour.value,
    }


def split_unit(of_us: float, name: str) -> float:
    """Own part of a unit of which the US has a given part; the parts of both sum to exactly 1.

    Swapping the sides swaps the parts to the last bit, for 1 - (1 - p) is p rounded to the grid
    on which its complement lies.

    Examples
    --------
    >>> split_unit(0.75, "us"), split_unit(0.75, "cn")
    (0.75, 0.25)
    """
    of_cn = 1.0 - of_us
    return 1.0 - of_cn if name == "us" else of_cn


def game_of(scenario: Scenario, name: str) -> dict[str, Any]:
    """The side's part in the rules of the game; a mixed deal weighs China's package by k."""
    game, framework = scenario.game, scenario.framework
    floor: Quantity | None = getattr(framework, f"floor_{name}", None)
    other = "cn" if name == "us" else "us"
    return {
        "proposer_probability": split_unit(game.proposer_probability_us.value, name),
        "exchange_weight": split_unit(game.exchange_weight.value, other),
        "framework_floor": value_or(floor, 0.0),
    }


def ministries_of(scenario: Scenario, facts: SideFacts) -> dict[str, Any]:
    """Ministries and how they decide."""
    ministries, ratification = facts.table.ministries, facts.table.ratification
    votes = values_of(entry.votes for entry in ministries)
    floors = [ministry_floors(entry) for entry in ministries]
    return {
        "n_ministries": len(ministries),
        "ministry_weights": tuple(weights_of(scenario, entry) for entry in ministries),
        "ministry_floor_low": tuple(low for low, _ in floors),
        "ministry_floor_high": tuple(high for _, high in floors),
        "ministry_votes": votes,
        "ratification_quota": ratification.quota.value * fsum(votes),
        "ratification_cost": ratification.cost.value,
        "reports_at_start": reports_at_start(scenario, facts),
        "before_readiness": BEFORE_READINESS[ratification.before_readiness],
    }


def ministry_floors(table: MinistryTable) -> tuple[float, float]:
    """Low and high end of a ministry's floor; equal where the floor is given."""
    low = table.floor if table.floor is not None else table.floor_low
    high = table.floor if table.floor is not None else table.floor_high
    return value_or(low, 0.0), value_or(high, 0.0)


def reports_at_start(scenario: Scenario, facts: SideFacts) -> bool:
    """Whether the ministries have reported before round 0; by default unless a readiness comes."""
    given = facts.table.ratification.reports_at_start
    if given is not None:
        return given
    sides = [entry.side for entry in scenario.milestones if entry.kind == "readiness"]
    return facts.name not in sides and "both" not in sides
