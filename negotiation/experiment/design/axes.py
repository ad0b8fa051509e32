"""Axes of a design: parameters that move together, and the values that they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from negotiation.errors import InputError
from negotiation.experiment.addresses import Target
from negotiation.experiment.base import Base, inner_place, is_within
from negotiation.experiment.scalars import Scalar
from negotiation.experiment.vary import Vary

MOST_NAMES: Final = 1000
"""Different names of a parameter that are tried before the first run; numbers go by their range."""


class Varied(NamedTuple):
    """One `[[vary]]`, where it stands, and the places that its addresses mean."""

    key: str
    vary: Vary
    targets: tuple[Target, ...]

    @property
    def is_whole(self) -> bool:
        """Whether a drawn value has to be a whole number."""
        return any(target.is_count for target in self.targets)


class Axis(NamedTuple):
    """Values of parameters that move together.

    Parameters
    ----------
    key
        Where the values stand in the file.
    is_listed
        Whether they stand there one by one.
    targets
        The parameters, n of them.
    columns
        Values of each parameter, shape (n, rows).
    """

    key: str
    is_listed: bool
    targets: tuple[Target, ...]
    columns: tuple[Sequence[Scalar], ...]

    @property
    def size(self) -> int:
        """Number of rows."""
        return len(self.columns[0])

    def row(self, index: int) -> list[tuple[Target, Scalar]]:
        """Values of one row, by parameter."""
        return [(t, column[index]) for t, column in zip(self.targets, self.columns, strict=True)]

    def label(self, index: int) -> str:
        """Where a row stands in the file."""
        return f"{self.key}.{index}" if self.is_listed else self.key


def axis_of(
    varied: Varied, rows: Sequence[tuple[Scalar, ...]], source: str, is_listed: bool = False
) -> Axis:
    """Return the axis of rows of values, as the parameters have them."""
    columns = tuple(
        [canonical(row[at], target) for row in rows] for at, target in enumerate(varied.targets)
    )
    return Axis(f"{varied.key}.{source}", is_listed, varied.targets, columns)


def listed(varied: Varied) -> Axis:
    """Axis of values that are given one by one or by a range."""
    if varied.vary.range is not None:
        return axis_of(varied, varied.vary.rows(), "range")
    return axis_of(varied, varied.vary.rows(), "values", is_listed=True)


def canonical(value: Scalar, target: Target) -> Scalar:
    """Value in the type of its parameter: what is the same has the same key.

    A float that is whole counts as a whole number where the parameter is one.
    """
    if isinstance(value, bool | str) or not target.slot.is_number:
        return value
    if target.is_count:
        return int(value) if value == int(value) else value
    try:
        return float(value)
    except OverflowError:
        return value


def check(axis: Axis, base: Base, file: str) -> None:
    """Refuse values that their parameter does not take.

    The lowest and highest number and each name are tried in turn; what only several parameters
    together are refused for shows at the point.
    """
    for index in probes(axis):
        row = axis.row(index)
        try:
            base.scenario(row)
        except InputError as error:
            for target, value in row:
                if not error.key or is_within(error.key, own_place(target)):
                    raise placed(error, target, value, file, axis.label(index)) from None


def own_place(target: Target) -> tuple[int | str, ...]:
    """Place in which a mistake is due to a value: a choice brings numbers along."""
    return target.place[:-1] if target.is_choice else target.place


def placed(error: InputError, target: Target, value: Scalar, file: str, label: str) -> InputError:
    """Return the mistake with address and value, at the place in the experiment file."""
    address = target.address + inner_place(error.key, target.place)
    if target.is_choice:
        address = f"{target.address} = {value!r}"
    problem = f"{address}: {error.problem}"
    return InputError(file, label, problem, error.allowed, error.nearest, error.more)


def probes(axis: Axis) -> list[int]:
    """Rows that are tried: the extremes of numbers, and each name, fraction or truth value once."""
    found: set[int] = set()
    for target, column in zip(axis.targets, axis.columns, strict=True):
        found |= set(extremes(column)) | set(firsts(column, target.is_count))
    return sorted(found)


def extremes(column: Sequence[Scalar]) -> Iterator[int]:
    """Yield the rows of the lowest and the highest number of a column."""
    numbers = [
        (value, index)
        for index, value in enumerate(column)
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    if numbers:
        yield min(numbers)[1]
        yield max(numbers)[1]


def firsts(column: Sequence[Scalar], is_count: bool) -> Iterator[int]:
    """Yield the first rows of each name and truth value, and of a fraction of a whole number."""
    seen: set[Scalar | None] = set()
    for index, value in enumerate(column):
        is_fraction = is_count and isinstance(value, float)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        mark = None if is_fraction else value
        if (is_fraction or not is_number) and mark not in seen and len(seen) < MOST_NAMES:
            seen.add(mark)
            yield index
