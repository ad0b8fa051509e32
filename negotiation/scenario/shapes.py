"""What the tables of the format hold, read off their models: the map for messages and --set."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from negotiation.scenario.quantities import Number


class Shape(NamedTuple):
    """What one key holds: a table, a list of tables, or a value; numbers or not."""

    model: type[BaseModel] | None
    is_list: bool
    is_number: bool


def models_in(annotation: Any) -> set[type[BaseModel]]:
    """Models that a type hint mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in models_in(part)}


def is_list(annotation: Any) -> bool:
    """Whether a type hint is a tuple, or an optional one.

    Examples
    --------
    >>> is_list(tuple[int, ...]), is_list(int | None)
    (True, False)
    """
    if get_origin(annotation) is tuple:
        return True
    return any(get_origin(part) is tuple for part in get_args(annotation))


@cache
def shapes_of(model: type[BaseModel]) -> dict[str, Shape]:
    """Shape of every key of a table."""
    shapes = {}
    for name, field in model.model_fields.items():
        found = models_in(field.annotation)
        tables = [one for one in found if not issubclass(one, Number)]
        table = tables[0] if tables else None
        shapes[name] = Shape(table, is_list(field.annotation), bool(found) and table is None)
    return shapes


def model_at(model: type[BaseModel], place: Iterable[int | str]) -> type[BaseModel]:
    """Model of the table at a place; that of the last table known on the way.

    Examples
    --------
    >>> from negotiation.scenario.document import Scenario
    >>> model_at(Scenario, ("us", "timing")).__name__, model_at(Scenario, ("issues", 0)).__name__
    ('TimingTable', 'Issue')
    """
    for part in place:
        field = model.model_fields.get(str(part))
        found = models_in(field.annotation) if field is not None else set()
        model = next(iter(found), model)
    return model
