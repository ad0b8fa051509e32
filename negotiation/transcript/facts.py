"""What a transcript needs of a finished negotiation, in plain types: names, dates, money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from negotiation.play import Play
from negotiation.records import Record
from negotiation.scenario import Scenario
from negotiation.scenario.checks import round_of
from negotiation.terms import BOTH, NOBODY, MilestoneKind, Side, SideTerms, Terms
from negotiation.transcript.layout import printable, shortened

SUFFIX = {Side.US: "us", Side.CN: "cn"}
NAME = {Side.US: "US", Side.CN: "China"}
SIDES = (Side.US, Side.CN)
LONGEST_LABEL = 40
KINDS = [kind.name.lower() for kind in MilestoneKind]


def other(side: Side) -> Side:
    """Return the other country.

    >>> other(Side.US).name
    'CN'
    """
    return Side.CN if side == Side.US else Side.US


def own(record: Record, field: str, side: Side) -> Any:
    """Read a side's column of a record.

    >>> own({"payoff_us": 0.5, "payoff_cn": 0.25}, "payoff", Side.CN)
    0.25
    """
    return record[f"{field}_{SUFFIX[side]}"]


@dataclass(frozen=True)
class Entry:
    """One dated entry of the calendar, with the words of the scenario for it."""

    kind: str
    round: int
    side: str  # us, cn or both
    title: str
    to_state: str


@dataclass(frozen=True)
class Facts:
    """A finished negotiation with everything that its telling looks up.

    Parameters
    ----------
    scenario
        The scenario that was played.
    run
        Record of the run.
    rounds
        Records of the rounds, in order.
    seed, stream
        Address of the run's random numbers.
    """

    scenario: Scenario
    run: Record
    rounds: Sequence[Record]
    seed: int
    stream: int

    @cached_property
    def terms(self) -> Terms:
        """Parameters of the game."""
        return self.scenario.terms()

    @cached_property
    def issues(self) -> tuple[str, ...]:
        """Titles of the issues, in the order of the shares of a package."""
        return tuple(printable(title) for title in self.scenario.issue_titles)

    @cached_property
    def calendar(self) -> tuple[Entry, ...]:
        """Entries of the calendar by round and, within a round, in the order of the rules."""
        entries = map(self.entry, self.scenario.milestones)
        return tuple(sorted(entries, key=lambda entry: (entry.round, KINDS.index(entry.kind))))

    def entry(self, milestone: Any) -> Entry:
        """Put one milestone of the scenario on the calendar of rounds."""
        title = printable(milestone.title) or milestone.kind.replace("_", " ")
        t = round_of(self.scenario, milestone)
        return Entry(milestone.kind, t, milestone.side, title, milestone.to_state or "")

    @property
    def pie(self) -> float | None:
        """Present value of a deal in USD bn; None where the scenario gives no money."""
        return None if self.scenario.pie is None else float(self.scenario.pie.usd_bn.value)

    @property
    def days(self) -> float:
        """Length of a round in days."""
        return float(self.scenario.time.days_per_round.value)

    def date_of(self, t: int) -> date:
        """Calendar date on which a round begins."""
        return self.scenario.date_of(t)

    def label(self, side: Side) -> str:
        """What the scenario calls the side; empty where it has no name of its own."""
        return shortened(printable(self.table(side).label or ""), LONGEST_LABEL)

    def name(self, side: Side) -> str:
        """What the side is called beside a line and over a column."""
        return NAME[side]

    def the(self, side: Side) -> str:
        """What the side is called within a sentence."""
        return self.label(side) or ("the US" if side == Side.US else NAME[side])

    def table(self, side: Side) -> Any:
        """The side's table of the scenario."""
        return self.scenario.us if side == Side.US else self.scenario.cn

    def side_terms(self, side: Side) -> SideTerms:
        """The side's parameters of the game."""
        return self.terms.us if side == Side.US else self.terms.cn

    def profile_name(self, side: Side, index: int) -> str:
        """Name of one of the side's priority profiles."""
        return printable(self.table(side).profiles[index].name)

    def strength_name(self, side: Side, index: int) -> str:
        """Name of one of the side's strengths; empty where it has but one."""
        rows = self.table(side).strengths
        return printable(rows[index].name) if rows else ""

    def state_name(self, index: int) -> str:
        """Name of a tariff state."""
        return printable(self.scenario.tariff_states[index].name)

    def tariff_name(self, index: int) -> str:
        """Name and title of a tariff state."""
        state = self.scenario.tariff_states[index]
        title = printable(state.title)
        return self.state_name(index) + (f" ({title})" if title else "")

    def entries(self, t: int) -> list[Entry]:
        """Entries of the calendar for one round."""
        return [row for row in self.calendar if row.round == t]

    def tables_of(self, record: Record) -> list[Side]:
        """Sides that put a package on the table in this round."""
        opened = record["opened"]
        return [side for side in SIDES if opened != NOBODY and opened in (side, BOTH)]


def facts_of(play: Play) -> Facts:
    """Gather the facts of a finished negotiation."""
    return Facts(play.scenario, play.run, play.rounds, play.seed, play.stream)
