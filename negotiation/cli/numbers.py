"""`negotiation show`: every number of a scenario with unit, range, source and confidence."""

import json
from itertools import groupby
from typing import Any

from negotiation.cli.screen import emphasised, show, width
from negotiation.scenario import Scenario, load_scenario
from negotiation.transcript.layout import paragraph, underlined

FIELDS = ("key", "value", "unit", "low", "high", "source", "confidence", "description")


def group_of(row: Any) -> str:
    """Place of the table that a number stands in.

    >>> from types import SimpleNamespace
    >>> group_of(SimpleNamespace(key="us.timing.rounds"))
    'us.timing'
    """
    return str(row.key).rpartition(".")[0]


def range_text(row: Any) -> str:
    """Range of plausible values; empty where the file gives none."""
    if row.low is None and row.high is None:
        return ""
    ends = ["..." if end is None else f"{end:g}" for end in (row.low, row.high)]
    return f" [{' to '.join(ends)}]"


def number_lines(row: Any, citation: int, columns: int) -> list[str]:
    """One number: name, value, unit, range, confidence, and the number of its source."""
    name = str(row.key).rpartition(".")[2]
    text = f"{row.value!r} {row.unit}{range_text(row)}; {row.confidence} ({citation})"
    return paragraph(f"{name} = {text}", columns, "    ", " " * 8)


def show_text(scenario: Scenario, columns: int) -> str:
    """All numbers, by the table they stand in, then the sources by number."""
    rows = scenario.numbers()
    sources = list(dict.fromkeys(row.source for row in rows))
    lines = [*underlined(scenario.title, columns), *paragraph(scenario.summary, columns), ""]
    for group, members in groupby(rows, key=group_of):
        lines += paragraph(group, columns, "  ")
        for row in members:
            lines += number_lines(row, sources.index(row.source) + 1, columns)
    lines += ["", "Sources"]
    for number, source in enumerate(sources, start=1):
        lines += paragraph(source, columns, f"  {f'({number})':>5} ")
    return "\n".join(lines)


def show_json(scenario: Scenario) -> str:
    """All numbers as one JSON document."""
    rows = [{field: getattr(row, field) for field in FIELDS} for row in scenario.numbers()]
    head = {"schema_version": 1, "name": scenario.name, "title": scenario.title}
    return json.dumps({**head, "numbers": rows}, indent=2, allow_nan=False)


def show_scenario(name: str, changes: tuple[str, ...], as_json: bool) -> None:
    """Print the numbers of a scenario."""
    scenario = load_scenario(name, changes)
    show(show_json(scenario) if as_json else emphasised(show_text(scenario, width())))
