"""The table of a scenario file: numbers with unit and range, and what is refused in any table."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StrictBool, StrictStr, ValidationInfo, field_validator

from negotiation.scenario.quantities import Number, Quantity, Sourced
from negotiation.scenario.refusals import interval, refusal, shown, within

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
TOLERANCE = 1e-9  # by which weights and probabilities may miss 1

Name = Annotated[StrictStr, Field(min_length=1, max_length=200)]
Text = StrictStr
Flag = StrictBool
Shares = dict[Name, Quantity]


def parse_day(given: object) -> object:
    """Turn the text of an ISO date into a date; refuse times and other things.

    Examples
    --------
    >>> parse_day("2018-11-30")
    datetime.date(2018, 11, 30)
    """
    if isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise refusal(f"{shown(given)} is not a date", allowed="such as 2018-11-30") from None
    if isinstance(given, datetime) or not isinstance(given, date):
        raise refusal(f"{shown(given)} is not a date", allowed="such as 2018-11-30")
    return given


Day = Annotated[date, BeforeValidator(parse_day)]


def number(description: str, unit: str, default: Any = ..., **bounds: float) -> Any:
    """Field of a table that holds a number, or several, of one unit and range.

    Parameters
    ----------
    description : str
        What the number is, in one line.
    unit : str
        Its unit.
    default : float, int or None
        Number in force if the file has none; None where absence means something; `...` if the
        number must be given.
    **bounds : float
        Range, by the keywords of JSON Schema: minimum, maximum, exclusiveMinimum, ...
    """
    extra: dict[str, Any] = {"unit": unit, **bounds}
    if bounds:
        extra["properties"] = {"value": dict(bounds)}
    return Field(default, description=description, json_schema_extra=extra, validate_default=True)


def share(description: str, default: Any = ..., unit: str = "share of the pie") -> Any:
    """Field that holds a number from 0 to 1."""
    return number(description, unit, default, minimum=0, maximum=1)


def chance(description: str, default: Any = ...) -> Any:
    """Field that holds a probability."""
    return share(description, default, "probability")


def numbers_in(value: object, place: str = "") -> Iterator[tuple[str, Number]]:
    """Yield the numbers of a field with their dotted places below it."""
    if isinstance(value, Number):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from numbers_in(item, f"{place}.{index}".lstrip("."))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers_in(item, f"{place}.{key}".lstrip("."))


def plain(value: Any) -> Any:
    """Lists in the place of tuples, as TOML and JSON have them.

    Examples
    --------
    >>> plain({"joint": ((1.0,),)})
    {'joint': [[1.0]]}
    """
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def bounds_in(extra: object) -> dict[str, float]:
    """Range that a field was declared with; empty where it has none.

    Examples
    --------
    >>> bounds_in({"unit": "days", "minimum": 0})
    {'minimum': 0}
    """
    return {key: extra[key] for key in BOUNDS if key in extra} if isinstance(extra, dict) else {}


class Table(Sourced):
    """A table of a scenario file: every number in it is checked against its range."""

    @field_validator("*", mode="after")
    @classmethod
    def _in_range(cls, given: Any, info: ValidationInfo) -> Any:
        bounds = bounds_in(cls.model_fields[info.field_name or ""].json_schema_extra)
        for place, item in numbers_in(given) if bounds else ():
            if not within(item.value, bounds):
                problem = f"{shown(item.value)} is out of range"
                raise refusal(problem, place, interval(bounds))
        return given

    def has(self, name: str) -> bool:
        """Whether a field holds anything.

        Examples
        --------
        >>> Table(source="Muthoo 1999").has("source")
        True
        """
        return getattr(self, name) is not None

    def one_of(self, *names: str, optional: bool = False) -> Self:
        """Refuse both or neither of fields that stand for one another."""
        given = [name for name in names if self.has(name)]
        if len(given) > 1:
            raise refusal(f"give one of {', '.join(given)}, not both")
        if not given and not optional:
            raise refusal("is incomplete: one of two alternatives is needed", "", ", ".join(names))
        return self

    def ordered(self, low: str, high: str) -> Self:
        """Refuse a low end above the high end."""
        ends = getattr(self, low), getattr(self, high)
        if None not in ends and ends[0].value > ends[1].value:
            raise refusal(f"{low} {ends[0].value} is above {high} {ends[1].value}")
        return self
