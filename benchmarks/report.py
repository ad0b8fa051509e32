"""Rows of results, and the table they make: on the screen, in JSON, in the README."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

BEGIN: Final = "<!-- begin: table -->"
END: Final = "<!-- end: table -->"
LABEL, VALUE, UNIT, RANGE = 40, 10, 9, 20  # widths, with one space 80 columns


@dataclass(frozen=True)
class Row:
    """One line: median of the repeats, with the lowest and the highest."""

    label: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Section:
    """Rows that belong together, and what a reader must know of them."""

    title: str
    rows: Sequence[Row]
    notes: Sequence[str] = ()


def row(label: str, values: Iterable[float], unit: str) -> Row:
    """Return the row of some repeats.

    >>> row("speed", [1.0, 4.0, 2.0], "runs/s").value
    2.0
    """
    kept = list(values)
    if len(kept) == 1:
        return Row(label, kept[0], unit)
    return Row(label, median(kept), unit, min(kept), max(kept))


def number(value: float) -> str:
    """Write a number with three or more digits that count.

    >>> number(168056.4), number(0.01234), number(7.0)
    ('168,056', '0.0123', '7')
    """
    if abs(value) >= 1000.0 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 100.0 else f"{value:.0f}"


def spread(row: Row) -> str:
    """Write the range of the repeats."""
    if row.low is None or row.high is None:
        return ""
    return f"{number(row.low)}-{number(row.high)}"


def as_text(section: Section) -> str:
    """Write a section, 80 columns wide."""
    lines = [section.title, "-" * len(section.title)]
    for each in section.rows:
        line = f"{each.label:{LABEL}}{number(each.value):>{VALUE}} {each.unit:{UNIT}}"
        lines.append(f"{line}{spread(each):>{RANGE}}".rstrip())
    lines += [f"  {note}" for note in section.notes]
    return "\n".join(lines) + "\n"


def as_markdown(section: Section) -> str:
    """Write a section for the README."""
    lines = [f"### {section.title}", ""]
    if section.rows:
        lines += ["| | median | unit | range |", "| --- | ---: | --- | ---: |"]
    for each in section.rows:
        lines.append(f"| {each.label} | {number(each.value)} | {each.unit} | {spread(each)} |")
    if section.notes:
        lines += [*([""] if section.rows else []), " ".join(section.notes)]
    return "\n".join(lines) + "\n"


def write_json(file: Path, machine: dict[str, str], sections: Sequence[Section]) -> None:
    """Write everything that was measured."""
    found = {"machine": machine, "sections": [asdict(section) for section in sections]}
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def replaced(text: str, table: str) -> str:
    r"""Put a table between the markers of a text.

    >>> replaced(f"a {BEGIN} b {END} c", "new") == f"a {BEGIN}\n\nnew\n{END} c"
    True
    """
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n\n{table}\n{END}{after}"


def write_readme(file: Path, machine: dict[str, str], sections: Sequence[Section]) -> None:
    """Rewrite the table of the README."""
    head = "; ".join(f"{name} {value}" for name, value in machine.items())
    table = "\n".join([head + ".", "", *(as_markdown(section) for section in sections)])
    file.write_text(replaced(file.read_text(encoding="utf-8"), table.rstrip()), encoding="utf-8")
