"""What is varied: addresses, and where their values come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp, log
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator, Field, StrictStr, WithJsonSchema, model_validator

from negotiation.experiment.checked import Strict, Whole, made, number
from negotiation.experiment.distributions import KINDS, Distribution, Ends, distribution_of
from negotiation.experiment.scalars import MAX_POINTS, Scalar, rounded, scalar, sequence
from negotiation.scenario.refusals import refusal, shown

MAX_ADDRESSES: Final = 500
SOURCES: Final = ("values", "range", "distribution")


class Range(Ends):
    """Evenly spaced values from `low` to `high`, both included; `scale` "log": even ratios.

    Examples
    --------
    >>> list(Range(low=0.5, high=0.9, steps=5).values())
    [0.5, 0.6, 0.7, 0.8, 0.9]
    >>> list(Range(low=0.01, high=1, steps=3, scale="log").values())
    [0.01, 0.1, 1.0]
    """

    steps: Whole = number("Number of values", minimum=2, maximum=MAX_POINTS)
    scale: Literal["linear", "log"] = Field(
        default="linear", description="Even steps, or even ratios"
    )

    @model_validator(mode="after")
    def _has_logarithms(self) -> Self:
        if self.scale == "log" and self.low <= 0.0:
            raise refusal(f"{self.low} is out of range", "low", "(0, ...) on a log scale")
        return self

    def values(self) -> Iterator[float]:
        """Yield the values, rounded to 12 digits between the ends."""
        yield self.low
        for step in range(1, self.steps - 1):
            part = step / (self.steps - 1)
            if self.scale == "log":
                yield rounded(exp(log(self.low) * (1.0 - part) + log(self.high) * part))
            else:
                yield rounded(self.low * (1.0 - part) + self.high * part)
        yield self.high


def entries(given: object) -> tuple[Any, ...]:
    """Return the entries of `values`: single values, or a row for several parameters."""
    checked: list[Any] = []
    for index, entry in enumerate(sequence(given)):
        if isinstance(entry, list | tuple):
            if len(entry) > MAX_ADDRESSES:
                raise refusal("has too many entries", str(index), f"at most {MAX_ADDRESSES}")
            checked.append(tuple(scalar(v, f"{index}.{at}") for at, v in enumerate(entry)))
        else:
            checked.append(scalar(entry, str(index)))
    return tuple(checked)


SCALAR_SCHEMA: Final = {"type": ["boolean", "number", "string"]}
VALUES_SCHEMA: Final = {
    "type": "array",
    "minItems": 1,
    "maxItems": MAX_POINTS,
    "items": {"anyOf": [SCALAR_SCHEMA, {"type": "array", "items": SCALAR_SCHEMA}]},
}
Values = Annotated[Any, BeforeValidator(entries), WithJsonSchema(VALUES_SCHEMA)]
Address = Annotated[StrictStr, Field(min_length=1, max_length=500)]


class Vary(Strict):
    """One `[[vary]]`: a parameter, or several that move together, and its values."""

    parameter: Address | None = Field(default=None, description="Dotted address, as for --set")
    parameters: tuple[Address, ...] | None = Field(
        default=None,
        description="Addresses that move together",
        min_length=1,
        max_length=MAX_ADDRESSES,
        fail_fast=True,
    )
    values: Values = Field(
        default=None,
        description="Values; for several parameters the same, or rows; a strategy as talk:4",
    )
    range: Annotated[Range | None, BeforeValidator(made(Range))] = Field(
        default=None, description="Evenly spaced values; a whole number has to be hit"
    )
    distribution: Annotated[Distribution | None, BeforeValidator(distribution_of)] = Field(
        None,
        description="For kinds that sample; whole numbers: uniform alike, others nearest",
    )

    @model_validator(mode="after")
    def _is_given_once(self) -> Self:
        if (self.parameter is None) == (self.parameters is None):
            raise refusal("give one of parameter, parameters")
        given = [name for name in SOURCES if getattr(self, name) is not None]
        if len(given) != 1:
            raise refusal("needs one source of values", "", ", ".join(SOURCES))
        for index, entry in enumerate(self.values or ()):
            if isinstance(entry, tuple) and len(entry) != len(self.addresses):
                problem = f"has {len(entry)} values for {len(self.addresses)} parameters"
                raise refusal(problem, f"values.{index}")
        if self.values == ():
            raise refusal("is empty", "values", "at least 1 value")
        return self

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses as given."""
        return (self.parameter,) if self.parameter is not None else self.parameters or ()

    def rows(self) -> list[tuple[Scalar, ...]]:
        """Rows of values that are given one by one, one value for each address."""
        given = self.values if self.range is None else self.range.values()
        width = len(self.addresses)
        return [entry if isinstance(entry, tuple) else (entry,) * width for entry in given]

    @property
    def size(self) -> int:
        """Number of values that are given one by one."""
        return len(self.values) if self.range is None else self.range.steps


def tables_of(given: Any) -> Any:
    """Return what Python's `vary={address: values}` means as a file has it."""
    return [table_of(*item) for item in given.items()] if isinstance(given, Mapping) else given


def table_of(address: Any, values: Any) -> dict[str, Any]:
    """Return one table; a tuple of addresses moves together.

    Examples
    --------
    >>> table_of(("us.discount", "cn.discount"), [0.9, 0.95])["parameters"]
    ['us.discount', 'cn.discount']
    """
    named: dict[str, Any] = {"parameter": address}
    if isinstance(address, tuple):
        named = {"parameters": list(address)}
    if isinstance(values, Range):
        return {**named, "range": values}
    if isinstance(values, tuple(KINDS.values())):
        return {**named, "distribution": values}
    if isinstance(values, Mapping):
        allowed = "a list, Range or a distribution such as Uniform"
        raise refusal(f"{shown(dict(values))} is not a list of values", str(address)[:200], allowed)
    return {**named, "values": values}
