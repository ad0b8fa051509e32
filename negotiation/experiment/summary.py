"""Summary of an experiment: means and rates at each design point, with intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from negotiation.experiment.outcomes import Quantity, quantities
from negotiation.experiment.reading import Rows, numbers, rows_of, varied
from negotiation.experiment.store import Store
from negotiation.experiment.tally import Tally
from negotiation.measures.intervals import CONFIDENCE, t_interval, wilson_interval


def summary_columns(
    store: Store, outcomes: tuple[str, ...], confidence: float = CONFIDENCE
) -> dict[str, Any]:
    """Columns of the summary, one row a design point: what identifies it, sizes, outcomes.

    A mean comes with the sample standard deviation and Student's interval, a rate with Wilson's.
    Failed runs are counted and otherwise left out.
    """
    design = store.design()
    wanted = [each for name in outcomes for each in quantities(name)]
    tallies = [Tally(design.num_rows) for _ in wanted]
    failures = np.zeros(design.num_rows, dtype=np.int64)
    n = np.zeros_like(failures)
    for rows in rows_of(store, [each.column for each in wanted]):
        np.add.at(n, rows.points, rows.is_ok)
        np.add.at(failures, rows.points, ~rows.is_ok)
        for quantity, tally in zip(wanted, tallies, strict=True):
            take(quantity, tally, rows)
    columns = {name: design[name] for name in ("experiment", "point", *varied(design))}
    if not any(columns["experiment"].to_pylist()):
        columns.pop("experiment")
    columns |= {"n": pa.array(n), "failures": pa.array(failures)}
    for quantity, tally in zip(wanted, tallies, strict=True):
        columns |= reported(quantity, tally, confidence)
    return columns


def take(quantity: Quantity, tally: Tally, rows: Rows) -> None:
    """Add the runs of a part to the sums of one quantity."""
    stored = numbers(rows.table[quantity.column].filter(pa.array(rows.is_ok)))
    tally.add(rows.points[rows.is_ok], quantity.values(stored))


def reported(quantity: Quantity, tally: Tally, confidence: float) -> dict[str, Any]:
    """Columns of one quantity."""
    name = quantity.name
    if quantity.is_rate:
        low, high = wilson_interval(tally.total(), tally.n, confidence)
        return {f"{name}_rate": tally.mean(), f"{name}_low": low, f"{name}_high": high}
    mean, sd = tally.mean(), tally.sd()
    low, high = t_interval(tally.n, mean, sd, confidence)
    return {f"{name}_mean": mean, f"{name}_sd": sd, f"{name}_low": low, f"{name}_high": high}
