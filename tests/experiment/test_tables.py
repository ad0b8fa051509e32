"""Columns of the tables: what is shared in memory, and what is only nearly equal."""

from typing import Any

import numpy as np
import pyarrow as pa

from negotiation.experiment.tables import spread_all


def test_only_equal_columns_are_shared() -> None:
    double, whole = pa.float64(), pa.int64()
    columns: list[tuple[list[Any], Any]] = [
        ([0.0], double),
        ([-0.0], double),
        ([0], whole),
        ([None], double),
        ([0.0], double),
    ]
    plus, minus, count, nothing, again = spread_all(columns, np.array([0, 0]))
    assert again is plus
    assert np.signbit(minus.to_numpy()).all()
    assert not np.signbit(plus.to_numpy()).any()
    assert (count.type, nothing.null_count) == (whole, 2)
