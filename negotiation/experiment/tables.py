"""From what a batch of runs gave to rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from negotiation.batches import Columns, Segment, Simulated
from negotiation.experiment.layout import FAILED, OK, Layout, Source, failures_schema
from negotiation.experiment.parameters import Scalar
from negotiation.experiment.plan import Slice
from negotiation.scenario import Scenario
from negotiation.state import sizes

Whole = NDArray[np.int64]


class Ready(NamedTuple):
    """Runs of one design point, ready to be played.

    `parameters` are in the order of `Layout.parameters`, None where the scenario has none. A point
    that cannot be played has a `problem`, and the scenario of another point.
    """

    experiment: str
    key: str
    scenario: Scenario
    parameters: tuple[Scalar | None, ...]
    segment: Segment
    slice: Slice
    problem: str = ""


def spread(values: Sequence[Any], kind: pa.DataType, at: Whole) -> pa.Array:
    """Column with the value of each row's slice.

    Examples
    --------
    >>> spread([0.5, 0.25], pa.float64(), np.array([0, 0, 1])).to_pylist()
    [0.5, 0.5, 0.25]
    """
    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode().take(pa.array(at))
    if len(values) == 1:
        return pa.repeat(pa.scalar(values[0], kind), len(at))
    return pa.array(values, kind).take(pa.array(at))


def spread_all(columns: Iterable[tuple[Sequence[Any], pa.DataType]], at: Whole) -> list[pa.Array]:
    """Columns with the values of each row's slice; equal ones are one array in memory.

    Examples
    --------
    >>> half = ([0.5], pa.float64())
    >>> first, second = spread_all([half, half], np.array([0, 0]))
    >>> first is second
    True
    """
    known: dict[tuple[pa.DataType, str], pa.Array] = {}
    found = []
    for values, kind in columns:
        key = kind, repr(list(values))  # not the values: 0.0 equals -0.0
        if key not in known:
            known[key] = spread(values, kind, at)
        found.append(known[key])
    return found


def ids(ready: Sequence[Ready], at: Whole, replicates: Whole, schema: pa.Schema) -> list[pa.Array]:
    """Columns that say which run a row is of, as far as the schema has them."""
    values: dict[str, Any] = {
        "experiment": [each.experiment for each in ready],
        "point": [each.key for each in ready],
        "seed": [each.segment.seed for each in ready],
    }
    found = {
        name: spread(values[name], schema.field(name).type, at)
        for name in values
        if name in schema.names
    }
    found["replicate"] = pa.array(replicates)
    found["stream"] = pa.array(replicates.astype(np.uint64))
    order = ("experiment", "point", "replicate", "seed", "stream")
    return [found[name] for name in order if name in found]


def outcomes(
    columns: Columns, kept: Sequence[Source], lengths: Sequence[dict[str, int]], at: Whole,
    hidden: NDArray[np.bool_],
) -> list[pa.Array]:  # fmt: skip
    """Columns of outcomes; null in hidden rows, and past the end of a point's vectors."""
    found = []
    for source in kept:
        stored, mask = columns[source.column], hidden
        if source.place is not None:
            own = np.array([each[source.kind] for each in lengths])
            mask = hidden | (own <= source.place)[at]
            is_there = source.place < stored.shape[1]
            stored = stored[:, source.place] if is_there else np.zeros(len(at), stored.dtype)
        found.append(pa.array(stored, mask=mask if mask.any() else None))
    return found


def runs_table(ready: Sequence[Ready], simulated: Simulated, layout: Layout) -> pa.Table:
    """Rows of the table `runs`."""
    at, replicates = places(ready)
    failed = np.zeros(len(at), dtype=np.bool_)
    failed[list(simulated.failures)] = True
    schema = layout.runs_schema
    status = spread([OK, FAILED], schema.field("status").type, failed.astype(np.int64))
    values = zip(*(each.parameters for each in ready), strict=True)
    kinds = (field.type for field in layout.parameters)
    parameters = spread_all(zip(values, kinds, strict=True), at)
    of_runs = outcomes(simulated.runs, layout.runs, lengths_of(ready), at, failed)
    arrays = [*ids(ready, at, replicates, schema), status, *parameters, *of_runs]
    return pa.Table.from_arrays(arrays, schema=schema)


def rounds_table(ready: Sequence[Ready], simulated: Simulated, layout: Layout) -> pa.Table:
    """Rows of the table `rounds`."""
    assert simulated.rounds is not None
    at, replicates = places(ready)
    of_run = np.repeat(np.arange(len(at)), simulated.n_rounds)
    schema = layout.rounds_schema
    arrays = ids(ready, at[of_run], replicates[of_run], schema)
    nothing = np.zeros(len(of_run), dtype=np.bool_)
    arrays += outcomes(simulated.rounds, layout.rounds, lengths_of(ready), at[of_run], nothing)
    return pa.Table.from_arrays(arrays, schema=schema)


def failures_table(ready: Sequence[Ready], simulated: Simulated) -> pa.Table:
    """Rows of the table `failures`."""
    at, replicates = places(ready)
    runs = np.array(sorted(simulated.failures), dtype=np.int64)
    schema = failures_schema()
    arrays = ids(ready, at[runs], replicates[runs], schema)
    arrays.append(pa.array([simulated.failures[int(run)] for run in runs], pa.string()))
    return pa.Table.from_arrays(arrays, schema=schema)


def places(ready: Sequence[Ready]) -> tuple[Whole, Whole]:
    """Place of each run's slice, and its replicate: (runs,) each."""
    counts = [each.slice.runs for each in ready]
    at = np.repeat(np.arange(len(ready)), counts)
    replicates = [np.arange(s.first, s.first + s.runs) for s in (each.slice for each in ready)]
    return at, np.concatenate(replicates)


def lengths_of(ready: Sequence[Ready]) -> list[dict[str, int]]:
    """Length of each kind of vector at each point."""
    return [sizes(each.segment.terms) for each in ready]
