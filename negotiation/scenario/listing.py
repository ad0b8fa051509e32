"""The numbers of a scenario with unit, range, source and confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from negotiation.scenario.quantities import Number, Sourced

DEFAULT_SOURCE = "default of the format"
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class NumberRow(NamedTuple):
    """One number of a scenario, as `negotiation show` lists it."""

    key: str
    value: float
    unit: str
    low: float | None
    high: float | None
    source: str
    confidence: str
    description: str


class Origin(NamedTuple):
    """Source and confidence that the enclosing tables pass on."""

    source: str
    confidence: str

    def within(self, table: Sourced) -> Origin:
        """Return what holds inside a table."""
        return Origin(table.source or self.source, table.confidence or self.confidence)


class Label(NamedTuple):
    """Unit and description of a field."""

    unit: str
    description: str


def number_rows(table: Sourced, defaults: bool) -> Iterator[NumberRow]:
    """Yield the numbers of a table in the order of its fields."""
    yield from rows_of_table(table, "", Origin("", ""), defaults)


def joined(place: str, name: str) -> str:
    """Dotted place of an entry, quoted where the name itself is not a bare key.

    Examples
    --------
    >>> joined("us.profiles", "deficit first")
    "us.profiles.'deficit first'"
    """
    bare = name if BARE_KEY.fullmatch(name) else f"'{name}'"
    return f"{place}.{bare}" if place else bare


def rows_of_table(
    table: Sourced, place: str, origin: Origin, defaults: bool
) -> Iterator[NumberRow]:
    """Yield the numbers of a table; those that are not in the file come as defaults."""
    origin = origin.within(table)
    for name, field in type(table).model_fields.items():
        is_given = name in table.model_fields_set
        if not is_given and not defaults:
            continue
        extra = field.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        label = Label(unit, field.description or "")
        passed = origin if is_given else Origin(DEFAULT_SOURCE, "definition")
        yield from rows_of_value(getattr(table, name), joined(place, name), passed, defaults, label)


def rows_of_value(
    value: object, place: str, origin: Origin, defaults: bool, label: Label
) -> Iterator[NumberRow]:
    """Yield the numbers of a field: one, several, or those of the tables in it."""
    if isinstance(value, Number):
        yield row(value, place, origin.within(value), label)
    elif isinstance(value, Sourced):
        yield from rows_of_table(value, place, origin, defaults)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from rows_of_value(item, entry_place(place, index, item), origin, defaults, label)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from rows_of_value(item, joined(place, key), origin, defaults, label)


def entry_place(place: str, index: int, item: object) -> str:
    """Place of a list entry: by its key or name, else by its index."""
    name = getattr(item, "key", None) or getattr(item, "name", None)
    return joined(place, str(index) if name is None else name)


def row(number: Number, place: str, origin: Origin, label: Label) -> NumberRow:
    """Row of one number."""
    return NumberRow(
        place,
        number.value,
        label.unit,
        number.low,
        number.high,
        origin.source,
        origin.confidence,
        label.description,
    )
