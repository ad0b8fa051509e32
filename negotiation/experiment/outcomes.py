"""Outcomes that are reported: means of numbers, rates of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from numpy.typing import NDArray

from negotiation.errors import InputError
from negotiation.records import FLAG, RUN_COLUMNS, Column
from negotiation.scenario.refusals import nearest_name, shown
from negotiation.terms import BOTH, NOBODY, Outcome, Side

COLUMNS: Final = {name: column for name, _, column in RUN_COLUMNS}
OUTCOME: Final = "outcome"
ENDINGS: Final = {each.name.lower(): each for each in Outcome if each != Outcome.ONGOING}
"""Events whose rates are reported: how a negotiation ended."""

CODES: Final = tuple(name for name, column in COLUMNS.items() if column.codes is not None)
VECTORS: Final = tuple(name for name, column in COLUMNS.items() if column.length)
SINGLE: Final = (*ENDINGS, *(name for name in COLUMNS if name not in (*CODES, *VECTORS)))
"""What is one number a run: rates and numbers."""


@dataclass(frozen=True)
class Quantity:
    """One number a run that is averaged.

    Parameters
    ----------
    name
        What it is called in a summary.
    column
        Column of the table of runs that it is read from.
    code
        For the rate of an event: the value of the column in that event; None for a number.
    is_rate
        Whether it is 0 or 1 in each run.
    """

    name: str
    column: str
    code: int | None = None
    is_rate: bool = False

    def values(self, stored: NDArray[Any]) -> NDArray[Any]:
        """Return the quantity from the stored column."""
        return stored == self.code if self.code is not None else stored


def mistake_in(given: object, allowed: tuple[str, ...]) -> tuple[str, str]:
    """Problem with the name of an outcome, and the nearest allowed one; empty where it is one.

    Examples
    --------
    >>> mistake_in("del", SINGLE), mistake_in("deal_us", SINGLE)
    (("unknown outcome 'del'", 'deal'), ("'deal_us' is not a single number", ''))
    """
    if not isinstance(given, str):
        return f"{shown(given)} is not text", ""
    if given in allowed:
        return "", ""
    if given in COLUMNS:
        return f"{shown(given)} is not a single number", ""
    return f"unknown outcome {shown(given)}", nearest_name(given, allowed)


def quantities(name: str) -> list[Quantity]:
    """Return what is reported of an outcome: a mean, a rate, or a rate for each code.

    Examples
    --------
    >>> [each.name for each in quantities("payoff_us") + quantities("deal")]
    ['payoff_us', 'deal']
    >>> [each.name for each in quantities("outcome")][:2]
    ['outcome_ongoing', 'outcome_deal']
    """
    if name in ENDINGS:
        return [Quantity(name, OUTCOME, int(ENDINGS[name]), is_rate=True)]
    allowed = (*SINGLE, *CODES)
    problem, nearest = mistake_in(name, allowed)
    if problem:
        raise InputError("outcomes", "", problem, ", ".join(allowed), nearest)
    column = COLUMNS[name]
    if column.codes is None:
        return [Quantity(name, name, is_rate=column.unit == FLAG)]
    return [
        Quantity(f"{name}_{word}", name, code, is_rate=True)
        for code, word in codes_of(column).items()
    ]


def codes_of(column: Column) -> dict[int, str]:
    """Words of the codes of a column, by code.

    Examples
    --------
    >>> codes_of(COLUMNS["first_tabler"])
    {-1: 'nobody', 0: 'us', 1: 'cn', 2: 'both'}
    """
    words = {int(member): member.name.lower() for member in column.codes or ()}
    if column.codes is Side:
        words |= {NOBODY: "nobody", BOTH: "both"}
    return dict(sorted(words.items()))


def is_outcome(name: str) -> bool:
    """Whether a column of the runs is an outcome, or an entry of a vector of them.

    Examples
    --------
    >>> is_outcome("payoff_us"), is_outcome("deal_us_0"), is_outcome("us.timing.rounds")
    (True, True, False)
    """
    return name in COLUMNS or name.rpartition("_")[0] in COLUMNS
