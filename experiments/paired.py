"""Runs of a design side by side: replicate r has the same draws at every point."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from negotiation.measures import Estimate
from negotiation.terms import Outcome

if TYPE_CHECKING:
    from negotiation.experiment.result import Result

Floats = NDArray[np.float64]


class Paired:
    """Outcomes of an experiment as arrays over replicates, by what was varied.

    Parameters
    ----------
    result
        Finished experiment without a stop rule.
    outcomes
        Columns of the runs to read.
    """

    def __init__(self, result: Result, outcomes: Sequence[str]) -> None:
        design = result.design
        runs = result.to_pandas(columns=["replicate", *outcomes])
        keys = design[result.parameters].itertuples(index=False, name=None)
        self.place = {key: at for at, key in enumerate(keys)}
        self.replicates = len(runs) // len(design)
        order = runs["replicate"].to_numpy().reshape(len(design), -1)
        assert (order == np.arange(self.replicates)).all(), "points and replicates are in order"
        self.columns = {name: runs[name].to_numpy().reshape(order.shape) for name in outcomes}

    def __call__(self, outcome: str, *key: Hashable) -> NDArray[Any]:
        """Outcome of all replicates at one point, named by its varied values in their order."""
        found: NDArray[Any] = self.columns[outcome][self.place[key]]
        return found

    def agreed(self, *key: Hashable) -> NDArray[np.bool_]:
        """Whether replicates ended in a deal at one point; `outcome` is among the columns."""
        return np.asarray(self("outcome", *key) == Outcome.DEAL)


def crossing(x: Sequence[float], values: Sequence[float]) -> float:
    """Place at which values change their sign, on a straight line between its neighbours.

    NaN where the first and the last have the same sign.

    >>> crossing([0.0, 1.0, 2.0], [3.0, 1.0, -1.0])
    1.5
    """
    array = np.asarray(values, dtype=np.float64)
    signed = array if array[0] < 0.0 else -array
    if not signed[0] < 0.0 <= signed[-1]:
        return float("nan")
    return float(np.interp(0.0, signed, np.asarray(x, dtype=np.float64)))


def crossing_of(x: Sequence[float], found: Sequence[Estimate]) -> Estimate:
    """Place at which estimates change their sign, and where the ends of their intervals do."""
    value, *ends = (crossing(x, [each[k] for each in found]) for k in range(3))
    return Estimate(value, min(ends), max(ends), found[0].n)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Row of a table, an estimate as three columns.

    >>> flat({"a": 1, "b": Estimate(0.5, 0.4, 0.6, 10)})
    {'a': 1, 'b': 0.5, 'b_low': 0.4, 'b_high': 0.6}
    """
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Estimate):
            found |= {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high}
        else:
            found[name] = value
    return found


def shown(found: Estimate, digits: int = 3) -> str:
    """Estimate and its interval as text.

    >>> shown(Estimate(0.5, 0.45, 0.55, 10))
    '0.500 [0.450, 0.550]'
    """
    return f"{found.value:z.{digits}f} [{found.low:z.{digits}f}, {found.high:z.{digits}f}]"
