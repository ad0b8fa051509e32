"""The scenario: everything that one negotiation is made of, checked, with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from math import floor
from typing import Any, Final, Literal, Self

from pydantic import Field, StrictStr, ValidationInfo, model_validator

from negotiation.scenario.checks import problems_of
from negotiation.scenario.listing import NumberRow, number_rows
from negotiation.scenario.quantities import Confidence
from negotiation.scenario.refusals import refusal
from negotiation.scenario.sides import SideTable
from negotiation.scenario.tables import Name, Table, Text, plain
from negotiation.scenario.world import (
    Framework,
    Game,
    Issue,
    MilestoneTable,
    Pie,
    Prior,
    TariffState,
    Time,
)
from negotiation.terms import MAX_ISSUES, MAX_MILESTONES, MAX_TARIFF_STATES, Terms

HEAD: Final = ("schema_version", "name", "title", "summary", "source", "confidence")
"""Keys with which a file begins."""


class Scenario(Table):
    """One negotiation with all its numbers; frozen, and refused where it makes no sense.

    Make one with `load_scenario` or `scenario_from_dict`: they word mistakes as `InputError`.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> scenario = load_scenario("two-issue")
    >>> scenario.issue_keys, scenario.time.rounds.value, scenario.date_of(1).isoformat()
    (('first', 'second'), 60, '2018-12-01')
    """

    schema_version: Literal[1] = Field(description="Version of this format")
    name: Name = Field(description="Short name; that of the file, for shipped scenarios")
    title: Text = Field(description="One line")
    summary: Text = Field("", description="A paragraph")
    source: StrictStr = Field(min_length=1, description="Default source of the numbers")
    confidence: Confidence = Field(description="Default confidence of the numbers")
    time: Time = Field(description="The clock")
    pie: Pie | None = Field(None, description="What there is to share, in money")
    issues: tuple[Issue, ...] = Field(
        min_length=1, max_length=MAX_ISSUES, description="The issues, in order"
    )
    tariff_states: tuple[TariffState, ...] = Field(
        min_length=1, max_length=MAX_TARIFF_STATES, description="The possible tariffs"
    )
    game: Game = Field(description="Rules of the game")
    framework: Framework | None = Field(None, description="Absent: no frameworks")
    prior: Prior | None = Field(None, description="Absent: independent profiles")
    us: SideTable = Field(description="The United States")
    cn: SideTable = Field(description="China")
    milestones: tuple[MilestoneTable, ...] = Field(
        (), max_length=MAX_MILESTONES, description="The calendar"
    )

    @model_validator(mode="after")
    def _makes_sense(self, info: ValidationInfo) -> Self:
        problems = list(problems_of(self))
        if problems:
            first = problems[0]
            raise refusal(first.problem, first.key, first.allowed, first.nearest, len(problems) - 1)
        return self

    def __repr__(self) -> str:
        """Return a line for the console; `to_dict` and `numbers` tell the rest."""
        return f"Scenario({self.name!r}: {self.title})"

    @property
    def issue_keys(self) -> tuple[str, ...]:
        """Keys of the issues that are in the package, in order: (K,)."""
        return tuple(issue.key for issue in self.issues if issue.included)

    @property
    def issue_titles(self) -> tuple[str, ...]:
        """Titles of these issues, the key where there is none: (K,)."""
        return tuple(issue.title or issue.key for issue in self.issues if issue.included)

    def date_of(self, round: int) -> date:
        """Calendar date on which a round begins; round 0 begins on the start date."""
        return self.time.start_date + timedelta(days=floor(round * self.time.days_per_round.value))

    def terms(self) -> Terms:
        """Parameters of the negotiation as the rules read them; computed once."""
        return self.assembled

    @cached_property
    def assembled(self) -> Terms:
        """What `terms` returns, kept."""
        from negotiation.scenario.assemble import assemble

        return assemble(self)

    @cached_property
    def content(self) -> dict[str, Any]:
        """What its file holds, a compact form such as `two_issue` as it stands there."""
        return self.to_dict()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy the scenario; a changed copy is computed anew, but not checked again."""
        copy = super().model_copy(update=update, deep=deep)
        for kept in ("assembled", "content"):
            copy.__dict__.pop(kept, None)
        return copy

    def numbers(self, defaults: bool = False) -> tuple[NumberRow, ...]:
        """Every number of the file with unit, range, source and confidence.

        Parameters
        ----------
        defaults : bool
            Whether to list also the numbers in force that the file does not give.

        Examples
        --------
        >>> from negotiation.scenario import load_scenario
        >>> row = load_scenario("two-issue").numbers()[0]
        >>> row.key, row.value, row.unit
        ('time.days_per_round', 30.0, 'days')
        """
        return tuple(number_rows(self, defaults))

    def to_dict(self) -> dict[str, Any]:
        """The scenario as it would stand in a file; `scenario_from_dict` reads it back."""
        given = plain(self.model_dump(exclude_unset=True))
        head = {key: given[key] for key in HEAD if key in given}
        return {**head, **given}

    def mirrored(self) -> Scenario:
        """The same negotiation with the sides swapped."""
        from negotiation.scenario.mirror import mirrored_scenario

        return mirrored_scenario(self)
