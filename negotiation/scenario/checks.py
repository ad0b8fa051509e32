"""What a scenario is refused for although each of its tables is sound by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import floor, fsum
from typing import TYPE_CHECKING, Final

from negotiation.scenario.check_sides import problems_of_sides
from negotiation.scenario.problems import Problem
from negotiation.scenario.refusals import nearest_name, shown
from negotiation.scenario.tables import TOLERANCE

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario
    from negotiation.scenario.world import MilestoneTable, TariffState

LAST_DATE: Final = date.max.toordinal()


def problems_of(scenario: Scenario) -> Iterator[Problem]:
    """Yield the mistakes of a scenario, those first that others follow from."""
    yield from problems_of_names(scenario)
    yield from problems_of_tariffs(scenario)
    yield from problems_of_calendar(scenario)
    yield from problems_of_sides(scenario)
    yield from problems_of_prior(scenario)


def duplicates(place: str, names: Iterable[str], what: str) -> Iterator[Problem]:
    """Yield names that occur more than once.

    Examples
    --------
    >>> [found.problem for found in duplicates("issues", ["a", "b", "a"], "key")]
    ["key 'a' occurs 2 times"]
    """
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(place, f"{what} {shown(name)} occurs {times} times", "each once")


def unknown_state(scenario: Scenario, place: str, name: str | None) -> Iterator[Problem]:
    """Yield a tariff state that is not defined."""
    names = [state.name for state in scenario.tariff_states]
    if name is not None and name not in names:
        problem = f"unknown tariff state {shown(name)}"
        yield Problem(place, problem, ", ".join(names), nearest_name(name, names))


def problems_of_names(scenario: Scenario) -> Iterator[Problem]:
    """Yield doubled names, and a package without issues."""
    yield from duplicates("issues", (issue.key for issue in scenario.issues), "key")
    states = (state.name for state in scenario.tariff_states)
    yield from duplicates("tariff_states", states, "name")
    for name, side in (("us", scenario.us), ("cn", scenario.cn)):
        for place in ("profiles", "strengths", "ministries"):
            names = (entry.name for entry in getattr(side, place))
            yield from duplicates(f"{name}.{place}", names, "name")
    if not scenario.issue_keys:
        yield Problem("issues", "no issue is included", "at least one with included = true")


def problems_of_tariffs(scenario: Scenario) -> Iterator[Problem]:
    """Yield undefined tariff states, and costs in money that are no share of the pie."""
    yield from unknown_state(
        scenario, "game.initial_tariff_state", scenario.game.initial_tariff_state
    )
    if scenario.framework is not None:
        state = scenario.framework.truce_tariff_state
        yield from unknown_state(scenario, "framework.truce_tariff_state", state)
    for index, state_table in enumerate(scenario.tariff_states):
        for side in ("us", "cn"):
            yield from problems_of_flow_cost(scenario, index, state_table, side)


def problems_of_flow_cost(
    scenario: Scenario, index: int, state: TariffState, side: str
) -> Iterator[Problem]:
    """Yield a flow cost in money that has no pie, or is more than the pie in a round."""
    money = getattr(state, f"flow_cost_usd_bn_per_week_{side}")
    place = f"tariff_states.{index}.flow_cost_usd_bn_per_week_{side}"
    if money is None:
        return
    if scenario.pie is None:
        yield Problem(place, "a flow cost in money needs pie.usd_bn")
    elif money.value * scenario.time.days_per_round.value > 7.0 * scenario.pie.usd_bn.value:
        yield Problem(place, f"{shown(money.value)} is more than the whole pie in each round")


def problems_of_calendar(scenario: Scenario) -> Iterator[Problem]:
    """Yield entries outside the rounds that are played, and escalations that collide."""
    days = floor(scenario.time.rounds.value * scenario.time.days_per_round.value)
    if scenario.time.start_date.toordinal() + days > LAST_DATE:
        yield Problem("time.start_date", "the last round is after the year 9999")
        return
    taken: set[tuple[str, int]] = set()
    for index, entry in enumerate(scenario.milestones):
        yield from problems_of_milestone(scenario, f"milestones.{index}", entry)
        slot = (entry.side, round_of(scenario, entry))
        if entry.kind == "escalation" and slot in taken:
            problem = f"{entry.side} has another escalation in round {slot[1]}"
            yield Problem(f"milestones.{index}", problem, "one of each side in a round")
        if entry.kind == "escalation":
            taken.add(slot)


def round_of(scenario: Scenario, entry: MilestoneTable) -> int:
    """Round of a milestone: given, or that in which its date falls; may lie outside the game."""
    if entry.round is not None:
        return entry.round.value
    assert entry.date is not None
    return floor((entry.date - scenario.time.start_date).days / scenario.time.days_per_round.value)


def problems_of_milestone(
    scenario: Scenario, place: str, entry: MilestoneTable
) -> Iterator[Problem]:
    """Yield an undefined tariff state, and a round that is not played."""
    yield from unknown_state(scenario, f"{place}.to_state", entry.to_state)
    rounds = scenario.time.rounds.value
    if not 0 <= round_of(scenario, entry) < rounds:
        given = "date" if entry.round is None else "round"
        value = entry.date if entry.round is None else entry.round.value
        start = scenario.time.start_date
        days = floor(rounds * scenario.time.days_per_round.value) - 1
        last = start + timedelta(days=max(days, 0))
        allowed = f"rounds 0 to {rounds - 1}, {start} to {last}"
        problem = f"{entry.kind} {value} lies outside the rounds that are played"
        yield Problem(f"{place}.{given}", problem, allowed)


def problems_of_prior(scenario: Scenario) -> Iterator[Problem]:
    """Yield a joint prior of the wrong shape or sum, or at odds with the profiles' own."""
    if scenario.prior is None:
        return
    table = [[cell.value for cell in row] for row in scenario.prior.joint]
    shape = (len(scenario.us.profiles), len(scenario.cn.profiles))
    if len(table) != shape[0] or any(len(row) != shape[1] for row in table):
        allowed = f"{shape[0]} rows (profiles of us) of {shape[1]} numbers (profiles of cn)"
        yield Problem("prior.joint", "has the wrong shape", allowed)
        return
    total = fsum(cell for row in table for cell in row)
    if abs(total - 1.0) > TOLERANCE:
        yield Problem("prior.joint", f"sums to {total:.12g}", "a sum of 1")
    yield from problems_of_marginal(scenario, "us", [fsum(row) for row in table])
    yield from problems_of_marginal(
        scenario, "cn", [fsum(column) for column in zip(*table, strict=True)]
    )


def problems_of_marginal(
    scenario: Scenario, side: str, marginal: Sequence[float]
) -> Iterator[Problem]:
    """Yield profiles whose own probability is not what the joint prior gives them."""
    profiles = scenario.us.profiles if side == "us" else scenario.cn.profiles
    for index, (profile, expected) in enumerate(zip(profiles, marginal, strict=True)):
        own = profile.probability
        if own is not None and abs(own.value - expected) > TOLERANCE:
            problem = f"{shown(own.value)} contradicts prior.joint"
            place = f"{side}.profiles.{index}.probability"
            yield Problem(place, problem, f"{expected:.12g}, or leave it out")
