"""Columns of the tables: what is shared in memory, and what is only nearly equal."""

from typing import Any

import numpy as np
import pyarrow as pa

from negotiation.experiment.store.parts import in_one_piece, memory_of
from negotiation.experiment.tables import spread_all


def test_only_equal_columns_are_shared() -> None:
    double, whole = pa.float64(), pa.int64()
    columns: list[tuple[list[Any], Any]] = [
        ([0.0], double),
        ([-0.0], double),
        ([0], whole),
        ([None], double),
        ([None], whole),
        ([0.0], double),
    ]
    plus, minus, count, nothing, other, again = spread_all(columns, np.array([0, 0]))
    assert again is plus
    assert np.signbit(minus.to_numpy()).all()
    assert not np.signbit(plus.to_numpy()).any()
    assert (count.type, nothing.type, other.type) == (whole, double, whole)
    assert nothing.null_count == other.null_count == 2


def test_long_vectors_are_compared_in_full() -> None:
    one = np.zeros(5000)
    other = one.copy()
    other[2500] = 1.0
    first, second = spread_all([(one, pa.float64()), (other, pa.float64())], np.arange(5000))
    assert first.to_numpy().sum() == 0.0
    assert second.to_numpy().sum() == 1.0


def test_shared_columns_stay_shared_when_pieces_are_joined() -> None:
    at = np.array([0, 1, 1])
    half = ([0.5, 0.25], pa.float64())
    pieces = [pa.table(spread_all([half, half], at), names=["a", "b"]) for _ in range(3)]
    a, b = in_one_piece(pa.concat_tables(pieces)).columns
    assert a.to_pylist() == [0.5, 0.25, 0.25] * 3
    assert memory_of(a) == memory_of(b)
