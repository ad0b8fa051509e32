"""Parameters of a scenario, flat: what stands in the columns of the table of runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from pydantic import BaseModel

from negotiation.scenario import Scenario
from negotiation.scenario.listing import entry_place, joined
from negotiation.scenario.quantities import Number

Scalar = bool | int | float | str

WORDING: Final = frozenset(
    {"schema_version", "name", "key", "title", "summary", "source", "confidence", "note"}
)
"""Fields that tell about a scenario and do not change how it is played."""


class Parameter(NamedTuple):
    """One parameter: dotted address, value, unit and description."""

    address: str
    value: Scalar
    unit: str
    description: str


class Label(NamedTuple):
    """Unit and description of a field."""

    unit: str
    description: str


def parameters(scenario: Scenario) -> dict[str, Parameter]:
    """Every number, name and truth value of a scenario by address, those by default too.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> found = parameters(load_scenario("two-issue"))
    >>> found["us.timing.strategy"].value, found["time.days_per_round"].unit
    ('talk', 'days')
    """
    return {each.address: each for each in of_table(scenario, "")}


def of_table(table: BaseModel, place: str) -> Iterator[Parameter]:
    """Yield the parameters of a table, in the order of its fields."""
    for name, field in type(table).model_fields.items():
        if name in WORDING:
            continue
        extra = field.json_schema_extra
        unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
        label = Label(unit, field.description or "")
        yield from of_value(getattr(table, name), joined(place, name), label)


def of_value(value: object, place: str, label: Label) -> Iterator[Parameter]:
    """Yield the parameters of a field: one, several, or those of the tables in it."""
    if isinstance(value, Number):
        yield Parameter(place, value.value, *label)
    elif isinstance(value, BaseModel):
        yield from of_table(value, place)
    elif isinstance(value, bool | int | float | str):
        yield Parameter(place, value, *label)
    elif isinstance(value, date):
        yield Parameter(place, value.isoformat(), *label)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from of_value(item, entry_place(place, index, item), label)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from of_value(item, joined(place, str(key)), label)
