"""Columns of the tables: names, types, units; the same for every part of an experiment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from negotiation.batches import dtype_of
from negotiation.experiment.outcomes import codes_of
from negotiation.experiment.parameters import Parameter, Scalar
from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS, Column

OK: Final = "ok"
FAILED: Final = "failed"
TEXT: Final = pa.dictionary(pa.int32(), pa.string())
TYPES: Final[Mapping[type, pa.DataType]] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    str: TEXT,
}

IDS: Final[tuple[tuple[str, pa.DataType, str, str], ...]] = (
    ("experiment", TEXT, "name", "sub-experiment; empty where there are none"),
    ("point", TEXT, "16 hexadecimal digits", "design point: digest of the varied values"),
    ("replicate", pa.int64(), "count", "number of the run at its design point, from 0"),
    ("seed", pa.uint64(), "address", "seed of the random numbers: 'negotiation run --seed'"),
    ("stream", pa.uint64(), "address", "stream under the seed: 'negotiation run --stream'"),
)
STATUS: Final = ("status", TEXT, "ok or failed", "whether the run reached its end")
MESSAGE: Final = ("message", pa.string(), "text", "why the run failed")
OF_POINT: Final = (
    ("index", pa.int64(), "count", "place of the point in the design, from 0"),
    ("replicates", pa.int64(), "count", "runs of the point; with a stop rule, of a block"),
)


def field(name: str, kind: pa.DataType, unit: str, text: str, is_null: bool = False) -> pa.Field:
    """Field with its unit and description."""
    return pa.field(name, kind, is_null, {"unit": unit, "description": text})


def kind_of(values: Iterable[Scalar]) -> pa.DataType:
    """Type that holds all values: numbers mix, anything else becomes text.

    Examples
    --------
    >>> kind_of([1, 2]), kind_of([1, 0.5]), kind_of([True, False])
    (DataType(int64), DataType(double), DataType(bool))
    """
    kinds = {type(value) for value in values}
    if kinds == {int, float}:
        return pa.float64()
    return TYPES[kinds.pop()] if len(kinds) == 1 else TEXT


@dataclass(frozen=True)
class Source:
    """Where a field of outcomes comes from: a column, and the place in it if it is a vector."""

    field: pa.Field
    column: str
    place: int | None
    kind: str  # of the vector's length


def sources(
    columns: Sequence[tuple[str, str, Column]], lengths: Mapping[str, int]
) -> tuple[Source, ...]:
    """Fields of outcomes in order; a vector takes one field an entry, `deal_us_0` and so on."""
    found = []
    for name, _, column in columns:
        places = range(lengths[column.length]) if column.length else (None,)
        for place in places:
            flat = name if place is None else f"{name}_{place}"
            kind = pa.from_numpy_dtype(dtype_of(column))
            made = field(flat, kind, column.unit, describe(column), is_null=True)
            found.append(Source(made, name, place, column.length))
    return tuple(found)


def describe(column: Column) -> str:
    """Describe a column, with the meaning of its codes."""
    if column.codes is None:
        return column.text
    return (
        f"{column.text} ({', '.join(f'{code} {word}' for code, word in codes_of(column).items())})"
    )


@dataclass(frozen=True)
class Layout:
    """Layout of the tables of one experiment.

    Parameters
    ----------
    parameters
        Fields of the scenario's parameters, and of varied ones that stand for several of them.
    runs, rounds
        Fields of outcomes, and where they come from.
    """

    parameters: tuple[pa.Field, ...]
    runs: tuple[Source, ...]
    rounds: tuple[Source, ...]

    @property
    def runs_schema(self) -> pa.Schema:
        """Schema of the table `runs`."""
        ids = [field(*each) for each in (*IDS, STATUS)]
        return pa.schema([*ids, *self.parameters, *(source.field for source in self.runs)])

    @property
    def rounds_schema(self) -> pa.Schema:
        """Schema of the table `rounds`."""
        ids = [field(*each) for each in IDS if each[0] != "seed"]
        return pa.schema([*ids, *(source.field for source in self.rounds)])


def layout_of(
    found: Sequence[Mapping[str, Parameter]],
    varied: Mapping[str, Sequence[Scalar]],
    lengths: Mapping[str, int],
) -> Layout:
    """Layout that holds these points.

    Parameters
    ----------
    found
        Parameters of some points that have, together, all parameters.
    varied
        Values of each varied address.
    lengths
        Length of each kind of vector.
    """
    labels: dict[str, Parameter] = {}
    values: dict[str, list[Scalar]] = {}
    for point in found:
        for address, parameter in point.items():
            labels.setdefault(address, parameter)
            values.setdefault(address, []).append(parameter.value)
    for address, given in varied.items():
        if address not in values:  # stands for several parameters, as two_issue.h does
            labels[address] = Parameter(address, given[0], "", "varied; sets several parameters")
            values[address] = list(given)
    fields = [
        field(address, kind_of(values[address]), label.unit, label.description, is_null=True)
        for address, label in labels.items()
    ]
    return Layout(tuple(fields), sources(RUN_COLUMNS, lengths), sources(ROUND_COLUMNS, lengths))


def failures_schema() -> pa.Schema:
    """Schema of the table `failures`."""
    return pa.schema([field(*each) for each in (*IDS, MESSAGE)])
