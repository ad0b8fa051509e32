"""CSV: a header of addresses, then a row for each point."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from math import isfinite
from typing import Final

from negotiation.errors import InputError
from negotiation.experiment.design.axes import Axis, Varied, axis_of
from negotiation.experiment.scalars import MAX_POINTS, MAX_TEXT, Scalar
from negotiation.experiment.vary import MAX_ADDRESSES, Vary
from negotiation.scenario.refusals import shown

KEY: Final = "design"
ROWS: Final = "design.rows"
MAX_CELLS: Final = 5_000_000
NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
WORDS: Final[dict[str, Scalar]] = {"true": True, "false": False}
MOST_DIGITS: Final = 400


def table(text: str) -> Vary:
    r"""What the rows of a table vary, all columns together.

    Examples
    --------
    >>> table("h,us.timing.strategy\n0.65,talk\n").values
    ((0.65, 'talk'),)
    """
    if text.count(",") + text.count("\n") > MAX_CELLS:
        raise InputError("", KEY, "the table is too large", f"up to {MAX_CELLS} cells")
    count = max(text.count("\n"), text.count("\r"))
    if count > MAX_POINTS + 1:
        raise InputError("", KEY, f"the table has {count} lines", f"at most {MAX_POINTS} rows")
    lines = read(text)
    header = tuple(name.strip() for name in next(lines, ()))
    check_header(header)
    rows = tuple(row_of(line, header, number) for number, line in enumerate(lines))
    if not rows:
        raise InputError("", KEY, "the table has no row below its header", "a row for each point")
    return Vary.model_construct(parameters=header, values=rows)


def read(text: str) -> Iterator[list[str]]:
    """Yield the lines that are not blank."""
    try:
        yield from (line for line in csv.reader(StringIO(text, newline=""), strict=True) if line)
    except csv.Error as error:
        raise InputError("", KEY, f"is no table with commas: {error}") from None


def check_header(header: tuple[str, ...]) -> None:
    """Refuse a header that does not name each column once."""
    if not header:
        raise InputError("", KEY, "the table is empty", "a header of addresses, a row a point")
    if len(header) > MAX_ADDRESSES:
        problem = f"the table has {len(header)} columns"
        raise InputError("", KEY, problem, f"at most {MAX_ADDRESSES}")
    for at, name in enumerate(header):
        if not name or name in header[:at]:
            problem = f"column {at + 1} of the table is named {shown(name)}"
            raise InputError("", KEY, problem, "a header of addresses, each once")


def row_of(line: list[str], header: tuple[str, ...], number: int) -> tuple[Scalar, ...]:
    """Values of one row; rows below the header count from 0."""
    if len(line) != len(header):
        allowed = f"{len(header)}, one for each column"
        raise InputError("", f"{ROWS}.{number}", f"has {len(line)} cells", allowed)
    return tuple(cell(text.strip(), number, name) for text, name in zip(line, header, strict=True))


def cell(text: str, number: int, name: str) -> Scalar:
    """Value of one cell: a number, true, false or text."""
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if not text or len(text) > MAX_TEXT:
        problem = f"{shown(text)} is too long" if text else "is empty"
        raise InputError("", f"{ROWS}.{number}", f"column {shown(name)}: {problem}")
    if len(text) > MOST_DIGITS or not NUMBER.fullmatch(text):
        return text
    value = float(text)
    if not isfinite(value):
        problem = f"column {shown(name)}: {shown(text)} is not a finite number"
        raise InputError("", f"{ROWS}.{number}", problem)
    return int(text) if text.lstrip("+-").isdigit() else value + 0.0


def axes(varied: Varied) -> list[Axis]:
    """Return the one axis of all columns."""
    return [axis_of(varied, varied.vary.rows(), "rows", is_listed=True)]
