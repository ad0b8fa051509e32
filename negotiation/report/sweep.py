"""The runs of a folder as figures and tables need them, read once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from negotiation.errors import InputError
from negotiation.experiment.outcomes import COLUMNS
from negotiation.experiment.reading import numbers, rows_of
from negotiation.experiment.result import Result
from negotiation.experiment.store.checking import chunk_damages
from negotiation.report.factors import Factor, factors_of
from negotiation.scenario.two_issue import TwoIssue

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

REPLICATE: Final = "replicate"
TWO_ISSUE: Final = "two_issue."
PAYOFFS: Final = ("payoff_us", "payoff_cn")


class Sweep:
    """What is committed of an experiment.

    Parameters
    ----------
    result
        The open folder; its parts must be sound.

    Attributes
    ----------
    factors
        What the design varies.
    points, replicates
        Design point and replicate of each run that reached its end, (runs,).
    failed
        Number of the runs that did not.

    Examples
    --------
    >>> from negotiation.experiment import Experiment
    >>> vary = {"us.timing.rounds": [0, 2]}
    >>> sweep = Sweep(Experiment(scenario="two-issue", vary=vary, replicates=4, seed=7).run())
    >>> [factor.title for factor in sweep.factors], sweep.points.tolist()
    (['us.timing.rounds'], [0, 0, 0, 0, 1, 1, 1, 1])
    """

    def __init__(self, result: Result) -> None:
        self.result = result
        self.design = result.store.design()
        self.factors = factors_of(self.design, {a: self.unit(a) for a in result.parameters})
        rows = list(rows_of(result.store, [REPLICATE]))
        kept = [each.is_ok for each in rows]
        self.failed = sum(int((~ok).sum()) for ok in kept)
        self.points = joined([r.points[ok] for r, ok in zip(rows, kept, strict=True)])
        self.replicates = joined(
            [numbers(r.table[REPLICATE])[ok] for r, ok in zip(rows, kept, strict=True)]
        )
        self.columns: dict[str, Floats] = {}

    @classmethod
    def open(cls, folder: str) -> Sweep:
        """Open a folder.

        Raises
        ------
        InputError
            If it holds no experiment, no run that reached its end, or a damaged part.
        """
        result = Result.open(folder)
        damages = [d for e in result.store.committed for d in chunk_damages(result.folder, e)]
        if damages:
            remedy = f"a sound part; 'negotiation verify {folder} --repair' mends it"
            file = str(Path(folder) / damages[0].file)
            raise InputError(file, "", damages[0].problem, remedy, more=len(damages) - 1)
        if not result.store.files():
            remedy = f"some runs first: 'negotiation resume {folder}'"
            raise InputError(folder, "", "holds no finished chunk of runs yet", remedy)
        sweep = cls(result)
        if not sweep.points.size:
            raise InputError(folder, "", f"all of its {sweep.failed} runs failed", "runs that end")
        return sweep

    def unit(self, address: str) -> str:
        """Unit of a varied parameter; empty where it has none."""
        field = pq.read_schema(self.result.store.files()[0]).field(address)
        unit: str = (field.metadata or {}).get(b"unit", b"").decode()
        symbol = TwoIssue.model_fields.get(address.removeprefix(TWO_ISSUE))
        if not unit and symbol is not None and isinstance(symbol.json_schema_extra, dict):
            unit = str(symbol.json_schema_extra.get("unit", ""))
        return unit

    def values(self, name: str) -> Floats:
        """Column of the runs that reached their end, as doubles: (runs,)."""
        if name not in self.columns:
            parts = rows_of(self.result.store, [name])
            found = [numbers(r.table[name])[r.is_ok].astype(np.float64) for r in parts]
            self.columns[name] = np.concatenate(found)
        return self.columns[name]

    @property
    def runs(self) -> int:
        """Runs that reached their end."""
        return int(self.points.size)

    @property
    def n_points(self) -> int:
        """Design points."""
        return int(self.design.num_rows)

    @property
    def is_common(self) -> bool:
        """Whether runs of one replicate share their draws over several points."""
        return self.n_points > 1 and self.result.experiment.common_random_numbers

    @cached_property
    def clusters(self) -> Whole:
        """What the draws of each run go by: its replicate, or the run itself; (runs,)."""
        return self.replicates if self.is_common else np.arange(self.runs)

    @cached_property
    def means(self) -> dict[str, Floats]:
        """Mean payoffs at each design point, NaN where it has no runs: (points,) by column."""
        summary = self.result.summary(PAYOFFS)
        return {name: summary[f"{name}_mean"].to_numpy(dtype=np.float64) for name in PAYOFFS}

    def cube(self, name: str) -> Floats:
        """Values by point and replicate, NaN where a run failed or a point has none yet.

        Replicates are those that every point with runs has: (points, replicates).
        """
        counts = np.zeros(self.n_points, dtype=np.int64)
        np.maximum.at(counts, self.points, self.replicates + 1)
        most = int(counts[counts > 0].min())
        kept = self.replicates < most
        found = np.full((self.n_points, most), np.nan)
        found[self.points[kept], self.replicates[kept]] = self.values(name)[kept]
        return found

    def numbers(self) -> list[Factor]:
        """Factors that are numbers."""
        return [factor for factor in self.factors if factor.is_number]

    def names(self) -> list[Factor]:
        """Factors that are names, such as strategies."""
        return [factor for factor in self.factors if not factor.is_number]

    def unfinished(self) -> str:
        """What to say of a folder that is not complete; empty where it is."""
        if self.result.is_complete:
            return ""
        planned = self.result.store.head.planned_runs
        whole = "" if planned is None else f" of {planned}"
        return f"not finished: {self.result.store.runs}{whole} runs are there so far"


def joined(parts: list[Whole]) -> Whole:
    """Parts of a column as one."""
    return np.concatenate([np.empty(0, dtype=np.int64), *parts]).astype(np.int64)


def described(name: str) -> str:
    """Outcome in words, with its unit.

    Examples
    --------
    >>> described("round")
    'last round played (round)'
    """
    column = COLUMNS[name]
    whose = {"_us": " of the US", "_cn": " of China"}.get(name.removeprefix(column.name), "")
    return f"{column.text}{whose} ({column.unit})"
