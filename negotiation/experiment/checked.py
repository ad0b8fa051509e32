"""What every table of an experiment file shares: strict values, ranges, mistakes in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from negotiation.errors import InputError
from negotiation.scenario.refusals import interval, nearest_name, refusal, shown, within
from negotiation.scenario.tables import bounds_in, plain
from negotiation.scenario.wording import input_error

MAX_DEPTH: Final = 32
"""Tables and lists within one another; a scenario needs ten."""


def own(given: Any) -> Any:
    """Python's own number in the place of one of numpy's.

    Examples
    --------
    >>> import numpy
    >>> own(numpy.int64(3))
    3
    """
    return given.item() if type(given).__module__ == "numpy" and hasattr(given, "item") else given


Whole = Annotated[int, BeforeValidator(own), Field(strict=True)]
Finite = Annotated[float, BeforeValidator(own), Field(strict=True, allow_inf_nan=False)]

T = TypeVar("T", bound="Constructed")


def number(description: str, default: Any = ..., **bounds: float) -> Any:
    """Field that holds a number in a range, given by the keywords of JSON Schema."""
    return Field(default, description=description, json_schema_extra=dict(bounds))


class Strict(BaseModel):
    """A table of an experiment file: frozen, without unknown keys, numbers within their ranges."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _in_range(cls, given: Any, info: ValidationInfo) -> Any:
        bounds = bounds_in(cls.model_fields[info.field_name or ""].json_schema_extra)
        if bounds and given is not None and not within(given, bounds):
            raise refusal(f"{shown(given)} is out of range", "", interval(bounds))
        return given


class Constructed(Strict):
    """A table that is also made in Python by calling its class; a mistake is an InputError."""

    def __init__(self, /, **given: Any) -> None:
        where = type(self).__name__.lower()
        try:
            if is_deep(given):
                raise InputError(where, "", "is nested too deeply", f"up to {MAX_DEPTH} levels")
            check_keys(type(self), given, where)
            super().__init__(**given)
        except ValidationError as found:
            raise input_error(where, found, type(self), given) from None

    def to_dict(self) -> dict[str, Any]:
        """The table as it would stand in a file."""
        dumped: dict[str, Any] = plain(self.model_dump(by_alias=True, exclude_none=True))
        return dumped


def check_keys(model: type[BaseModel], given: dict[str, Any], where: str) -> None:
    """Refuse keys that a table does not have."""
    names = [field.alias or name for name, field in model.model_fields.items()]
    unknown = [key for key in given if key not in names]
    if unknown:
        problem, nearest = f"unknown key {shown(unknown[0])}", nearest_name(unknown[0], names)
        raise InputError(where, unknown[0], problem, ", ".join(names), nearest, len(unknown) - 1)


def refused(error: InputError, key: str = "") -> PydanticCustomError:
    """Refusal that a validator raises for a mistake found in a part of what it checks."""
    place = ".".join(part for part in (key, error.key) if part)
    return refusal(error.problem, place, error.allowed, error.nearest, error.more)


def made(model: type[T]) -> Callable[[Any], Any]:
    """Validator that makes a table from a mapping and words the mistakes in it."""

    def make(given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        try:
            return model(**given)
        except InputError as error:
            if error.where != model.__name__.lower():  # a file that is named in it
                raise
            raise refused(error) from None

    return make


def is_deep(value: Any) -> bool:
    """Whether tables and lists lie too deep within one another; loops do.

    Examples
    --------
    >>> loop = []
    >>> loop.append(loop)
    >>> is_deep({"a": [1]}), is_deep(loop)
    (False, True)
    """
    found = [(value, 0)]
    while found:
        item, depth = found.pop()
        if depth > MAX_DEPTH:
            return True
        if isinstance(item, dict):
            found += [(entry, depth + 1) for entry in item.values()]
        elif isinstance(item, list | tuple):
            found += [(entry, depth + 1) for entry in item]
    return False
