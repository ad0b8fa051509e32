"""Columns of records: a mapping from a column's name to its numbers.

`Simulated.runs`, `Simulated.rounds` and a pandas frame of an experiment will all do.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiation.errors import InputError

Floats = NDArray[np.float64]
Table = Mapping[str, Any]
SIDES = ("us", "cn")


def column(table: Table, name: str) -> NDArray[Any]:
    """Numbers of one column.

    Parameters
    ----------
    table
        Columns by name.
    name
        Column of `negotiation.records`.

    Returns
    -------
    array, (rows,)

    Raises
    ------
    InputError
        If there is no such column.

    Examples
    --------
    >>> column({"round": [0, 3]}, "round").tolist()
    [0, 3]
    """
    if name not in table:
        close = get_close_matches(name, list(table), n=1)
        raise InputError("columns", name, "is missing", "", close[0] if close else "")
    return np.asarray(table[name])


def both_sides(table: Table, name: str) -> Floats:
    """Numbers of the US and of China side by side.

    Parameters
    ----------
    table
        Columns by name.
    name
        Column without the suffix of a side.

    Returns
    -------
    array, (rows, 2)

    Examples
    --------
    >>> both_sides({"payoff_us": [0.5], "payoff_cn": [0.25]}, "payoff").tolist()
    [[0.5, 0.25]]
    """
    sides = [column(table, f"{name}_{side}") for side in SIDES]
    return np.stack(sides, axis=-1).astype(np.float64)
