"""Outcomes as labelled arrays: one dimension a varied parameter, where the design is a full grid.

Any other design, and one with sub-experiments, has the dimensions `point` and `replicate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from negotiation.errors import InputError
from negotiation.experiment.outcomes import is_outcome
from negotiation.experiment.reading import numbers, rows_of, varied
from negotiation.experiment.store import Store

if TYPE_CHECKING:
    import xarray

REPLICATE = "replicate"
POINT = "point"


def dataset(store: Store) -> xarray.Dataset:
    """Outcomes of all runs; NaN where a run failed or a point has fewer replicates.

    Raises
    ------
    InputError
        If xarray is not installed, or nothing is committed yet.
    """
    try:
        import xarray
    except ImportError:
        allowed = "pip install 'negotiation[xarray]'"
        raise InputError("xarray", "", "is not installed", allowed) from None
    files = store.files()
    if not files:
        raise InputError(str(store.folder), "", "holds no runs yet", "an experiment that was run")
    schema = pq.read_schema(files[0])
    names = [name for name in schema.names if is_outcome(name)]
    design = store.design()
    axes, places = grid(design)
    values = gathered(store, names, design.num_rows)
    data = {name: shaped(values[name], axes, places) for name in names}
    dims = (*axes, REPLICATE)
    found = xarray.Dataset(
        {name: (dims, array, attributes(schema.field(name))) for name, array in data.items()},
        coords=coordinates(design, axes),
    )
    return found.assign_attrs(title="negotiation experiment", folder=store.folder.name)


def attributes(field: pa.Field) -> dict[str, str]:
    """Unit and description of a field."""
    return {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}


def gathered(store: Store, names: list[str], n_points: int) -> dict[str, NDArray[Any]]:
    """Values of outcomes, shape (points, replicates)."""
    most = max(
        int(rows.table[REPLICATE].to_numpy().max()) + 1 for rows in rows_of(store, [REPLICATE])
    )
    values = {name: np.full((n_points, most), np.nan) for name in names}
    for rows in rows_of(store, [REPLICATE, *names]):
        at = rows.points, rows.table[REPLICATE].to_numpy()
        for name in names:
            values[name][at] = numbers(rows.table[name])
    return values


Axes = dict[str, list[str]]


def grid(design: pa.Table) -> tuple[Axes, tuple[NDArray[np.int64], ...]]:
    """Dimensions of a design, each with the addresses that go along it, and the points' places.

    Examples
    --------
    >>> names = {"experiment": ["", ""], "point": ["a", "b"], "index": [0, 1], "seed": [7, 7]}
    >>> axes, places = grid(pa.table(names | {"h": [0.5, 0.6], "q": [1, 2]}))
    >>> axes, [place.tolist() for place in places]
    ({'h': ['h', 'q']}, [[0, 1]])
    """
    by_point = np.arange(design.num_rows)
    axes: Axes = {}
    codes: list[NDArray[np.int64]] = []
    for address in varied(design):
        own = codes_in_order(design[address].to_pylist())
        same = [name for name, other in zip(axes, codes, strict=True) if np.array_equal(own, other)]
        if same:
            axes[same[0]].append(address)
        elif own.max(initial=0) > 0:
            axes[address] = [address]
            codes.append(own)
    n_cells = int(np.prod([own.max() + 1 for own in codes])) if codes else 1
    is_single = len(set(design["experiment"].to_pylist())) == 1
    if not axes or not is_single or n_cells != design.num_rows or is_repeated(codes):
        return {POINT: varied(design)}, (by_point,)
    return axes, tuple(codes)


def codes_in_order(values: list[Any]) -> NDArray[np.int64]:
    """Number of each value in the order in which values first come."""
    known: dict[Any, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)


def is_repeated(codes: list[NDArray[np.int64]]) -> bool:
    """Whether two points have the same place."""
    return len(set(zip(*(own.tolist() for own in codes), strict=True))) < len(codes[0])


def shaped(values: NDArray[Any], axes: Axes, places: tuple[NDArray[np.int64], ...]) -> NDArray[Any]:
    """Values over the dimensions of the design, the replicates last."""
    sizes = [int(place.max()) + 1 for place in places]
    found = np.full((*sizes, values.shape[1]), np.nan)
    found[places] = values
    return found


def coordinates(design: pa.Table, axes: Axes) -> dict[str, Any]:
    """Labels of the dimensions: values of the parameters, keys of the points."""
    found: dict[str, Any] = {}
    for dim, addresses in axes.items():
        if dim == POINT:
            found[POINT] = design["point"].to_pylist()
            found |= {each: (POINT, labels(design[each].to_pylist())) for each in addresses}
            continue
        own = codes_in_order(design[dim].to_pylist())
        _, first = np.unique(own, return_index=True)
        for each in addresses:
            values = [design[each].to_pylist()[row] for row in first]
            found[each] = (dim, labels(values))
    return found


def labels(values: list[Any]) -> NDArray[Any]:
    """Values of a parameter as an array: text where a value is missing among text."""
    if any(isinstance(value, str) for value in values):
        return np.array(["" if value is None else str(value) for value in values])
    return np.array([np.nan if value is None else value for value in values])
