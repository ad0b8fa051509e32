"""From columns of records to groups of values and to axis labels with units."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from negotiation.errors import InputError
from negotiation.measures.columns import both_sides, column
from negotiation.plots.data import OUTCOMES
from negotiation.records import COUNT, FLAG, INDEX, ROUND, ROUND_COLUMNS, RUN_COLUMNS, Column
from negotiation.terms import BOTH, NOBODY, Side

Floats = NDArray[np.float64]
Groups = Mapping[str, ArrayLike]

SIDE_NAMES = {NOBODY: "nobody", Side.US: "US", Side.CN: "China", BOTH: "both"}
NUMBERS = {ROUND: "number", COUNT: "number", INDEX: "number", FLAG: "true or false"}
UNIQUE_COLUMNS: dict[str, Column] = {
    name: column for name, _, column in (*ROUND_COLUMNS, *RUN_COLUMNS)
}


def column_label(name: str) -> str:
    """Axis label of a record column, with its unit; any other text is returned as it is.

    Examples
    --------
    >>> column_label("payoff_us"), column_label("escalations")
    ('payoff of the US (share of the pie)', 'escalations (number)')
    >>> column_label("time to a deal (weeks)")
    'time to a deal (weeks)'
    """
    if name not in UNIQUE_COLUMNS:
        return name
    known = UNIQUE_COLUMNS[name]
    owner = name.removeprefix(known.name)
    whose = {"_us": " of the US", "_cn": " of China"}.get(owner, "")
    return f"{known.name.replace('_', ' ')}{whose} ({NUMBERS.get(known.unit, known.unit)})"


def code_names(codes: type[IntEnum]) -> dict[int, str]:
    """Names of the codes of a column in plain words."""
    if codes is Side:
        return SIDE_NAMES
    plain = {int(each): each.name.lower().replace("_", " ") for each in codes}
    return plain | {int(code): name for code, name in OUTCOMES.items() if isinstance(code, codes)}


def by_side(columns: Mapping[str, Any], name: str) -> dict[str, Floats]:
    """Values of a column of both sides.

    Parameters
    ----------
    columns
        Columns of runs or rounds, by name.
    name
        Column without its suffix, such as `payoff`.

    Examples
    --------
    >>> by_side({"payoff_us": [0.5], "payoff_cn": [0.25]}, "payoff")
    {'US': array([0.5]), 'China': array([0.25])}
    """
    us, cn = both_sides(columns, name).T.copy()
    return {"US": us, "China": cn}


def by_code(columns: Mapping[str, Any], name: str, by: str) -> dict[str, Floats]:
    """Values of a column apart by another: outcome, side that tabled first, a truth value.

    Parameters
    ----------
    columns
        Columns of runs or rounds, by name.
    name
        Column of the values.
    by
        Column of the codes; codes that do not occur are left out.

    Examples
    --------
    >>> runs = {"payoff_us": [0.5, 0.25, 0.75], "first_tabler": [0, 1, 0]}
    >>> by_code(runs, "payoff_us", "first_tabler")
    {'US': array([0.5 , 0.75]), 'China': array([0.25])}
    """
    values, codes = column(columns, name).astype(np.float64), column(columns, by)
    known = UNIQUE_COLUMNS.get(by)
    names = code_names(known.codes) if known is not None and known.codes else {}
    return {
        names.get(code, f"{by.replace('_', ' ')} {code}".lower()): values[codes == code]
        for code in np.unique(codes).tolist()
    }


def checked(where: str, groups: Groups, *, gaps: bool = False) -> dict[str, Floats]:
    """Groups as arrays of doubles; each must have values, finite ones unless gaps are allowed."""
    if not groups:
        raise InputError(where, "", "has no group to draw")
    return {str(name): checked_values(where, str(name), groups[name], gaps) for name in groups}


def checked_values(where: str, key: str, values: ArrayLike, gaps: bool = False) -> Floats:
    """Values as one row of doubles."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or array.size == 0:
        raise InputError(where, key, f"needs one row of values, got the shape {array.shape}")
    if not gaps and not np.isfinite(array).all():
        wrong = int((~np.isfinite(array)).sum())
        raise InputError(where, key, f"has {wrong} values that are no finite numbers")
    return array
