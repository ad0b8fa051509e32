"""Reading the results of a folder piece by piece, without holding them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from negotiation.experiment.layout import IDS, OF_POINT, STATUS
from negotiation.experiment.store import Store

DESIGN_IDS = frozenset({"experiment", "point", "seed", *(each[0] for each in OF_POINT)})
RUN_IDS = tuple(each[0] for each in (*IDS, STATUS))


class Rows(NamedTuple):
    """Some rows of the table of runs, with the index of the design point of each."""

    points: NDArray[np.int64]
    is_ok: NDArray[np.bool_]
    table: pa.Table


def varied(design: pa.Table) -> list[str]:
    """Addresses that the design varies, in order."""
    return [name for name in design.column_names if name not in DESIGN_IDS]


def rows_of(store: Store, columns: Sequence[str]) -> Iterator[Rows]:
    """Yield the runs, part by part, with these columns."""
    places = {key: at for at, key in enumerate(store.design()["point"].to_pylist())}
    wanted = list(dict.fromkeys(["point", "status", *columns]))
    for table in store.read("runs", wanted):
        keys = table["point"].combine_chunks()
        of_key = np.array([places[key] for key in keys.dictionary.to_pylist()], dtype=np.int64)
        points = of_key[keys.indices.to_numpy()]
        is_ok = np.array(table["status"].to_pylist()) == "ok"
        yield Rows(points, is_ok, table)


def whole(store: Store, table: str, columns: Sequence[str] | None, empty: pa.Schema) -> pa.Table:
    """Return all rows of a table; where there are none, an empty table."""
    parts = list(store.read(table, columns))
    if not parts:
        return empty.empty_table()
    return pa.concat_tables(parts).unify_dictionaries()


def numbers(column: Any) -> NDArray[Any]:
    """Column as numbers; null becomes NaN.

    Examples
    --------
    >>> numbers(pa.chunked_array([[1, None]])).tolist()
    [1.0, nan]
    """
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.int8())
    if column.null_count:
        column = column.cast(pa.float64())
    found: NDArray[Any] = column.to_numpy()
    return found
