"""Packages issue by issue: what stands on the table, and the deal."""

from collections.abc import Sequence

from negotiation.records import Record
from negotiation.terms import Side
from negotiation.transcript.facts import SIDES, Facts, own
from negotiation.transcript.layout import table

FULL = 100


def split(us_share: float) -> str:
    """Share of an issue that goes to the US and to China, in per cent.

    >>> split(0.375), split(1.0)
    ('38/62', '100/0')
    """
    us = round(FULL * us_share)
    return f"{us}/{FULL - us}"


def us_shares(record: Record, author: Side) -> list[float]:
    """US shares of a side's standing package."""
    asked = own(record, "ask", author)
    return list(asked) if author == Side.US else [1.0 - share for share in asked]


def standing(record: Record) -> list[Side]:
    """Sides that have a package on the table after this round."""
    return [side for side in SIDES if own(record, "has_tabled", side)]


def issue_rows(facts: Facts, columns: Sequence[Sequence[float]]) -> list[list[str]]:
    """One row an issue, with the split that each column of US shares gives it."""
    return [
        [title, *(split(column[k]) for column in columns)] for k, title in enumerate(facts.issues)
    ]


def package_rows(facts: Facts, record: Record) -> list[list[str]]:
    """One row an issue, one column a standing package."""
    return issue_rows(facts, [us_shares(record, side) for side in standing(record)])


def left_out(same: int, shown: int) -> list[str]:
    """Say that issues are not shown because nothing changed there.

    >>> left_out(8, 1), left_out(9, 0)
    (['    (the other 8 as before)'], ['    (every issue as before)'])
    """
    if not same:
        return []
    return [f"    (the other {same} as before)" if shown else "    (every issue as before)"]


def standing_packages(facts: Facts, record: Record, before: Record | None, width: int) -> list[str]:
    """Compact table of the packages on the table; issues that moved where the rest is known."""
    authors = standing(record)
    rows = package_rows(facts, record)
    known: list[list[str]] = []
    if before is not None and standing(before) == authors:
        known = package_rows(facts, before)
    moved = [row for row in rows if row not in known]
    head = ["US/China share of each issue, %", *(f"{facts.name(side)} asks" for side in authors)]
    shown = table([head, *moved], width, indent=4) if moved else []
    return shown + left_out(len(rows) - len(moved), len(moved))


def whose_position(us_share: float) -> str:
    """Whose position an issue was settled at.

    >>> whose_position(1.0), whose_position(0.5)
    ('US in full', 'split')
    """
    if us_share in (0.0, 1.0):
        return "US in full" if us_share == 1.0 else "China in full"
    return "split"


def deal_table(facts: Facts, width: int) -> list[str]:
    """The deal, issue by issue."""
    shares = own(facts.run, "deal", Side.US)
    rows = issue_rows(facts, [shares])
    for row, share in zip(rows, shares, strict=True):
        row.append(whose_position(share))
    return table([["US/China share of each issue, %", "deal", ""], *rows], width)
