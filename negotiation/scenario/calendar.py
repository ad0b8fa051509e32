"""The calendar of a scenario as the rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from negotiation.scenario.checks import round_of
from negotiation.terms import NOBODY, Discretion, Milestone, MilestoneKind, Side

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario
    from negotiation.scenario.world import MilestoneTable

SIDES: Final = {"us": Side.US, "cn": Side.CN, "both": NOBODY}
AWAITED: Final = (
    MilestoneKind.SUMMIT,
    MilestoneKind.ESCALATION,
    MilestoneKind.TRUCE_END,
    MilestoneKind.DEADLINE,
)
"""Kinds on whose eve a side may table."""


def milestones_of(scenario: Scenario) -> tuple[Milestone, ...]:
    """Entries by round and kind; those of one round and kind keep the order of the file."""
    entries = (milestone_of(scenario, table) for table in scenario.milestones)
    return tuple(sorted(entries, key=lambda entry: (entry.round, entry.kind)))


def milestone_of(scenario: Scenario, table: MilestoneTable) -> Milestone:
    """One entry of the calendar."""
    states = [state.name for state in scenario.tariff_states]
    return Milestone(
        kind=MilestoneKind[table.kind.upper()],
        round=round_of(scenario, table),
        side=SIDES[table.side],
        public=table.public,
        to_state=NOBODY if table.to_state is None else states.index(table.to_state),
        conditional=table.conditional,
        discretion=Discretion[table.discretion.upper()],
        probability=table.probability.value,
        breakdown_probability=table.breakdown_probability.value,
        audience_cost=table.audience_cost.value,
    )


def next_milestones(entries: Sequence[Milestone], n_rounds: int) -> tuple[int, ...]:
    """Round of the next awaited entry at or after each round, T where none comes: (T,).

    Examples
    --------
    >>> next_milestones([Milestone(MilestoneKind.SUMMIT, 1), Milestone(MilestoneKind.CALL, 2)], 3)
    (1, 1, 3)
    """
    rounds = sorted(entry.round for entry in entries if entry.kind in AWAITED)
    return tuple(next((r for r in rounds if r >= t), n_rounds) for t in range(n_rounds))


def deadline_of(entries: Iterable[Milestone], n_rounds: int) -> int:
    """Last round that can be played.

    Examples
    --------
    >>> deadline_of([Milestone(MilestoneKind.DEADLINE, 5)], 12), deadline_of([], 12)
    (5, 11)
    """
    rounds = [entry.round for entry in entries if entry.kind == MilestoneKind.DEADLINE]
    return min([n_rounds - 1, *rounds])
