"""Results of an experiment, from its folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any
from weakref import finalize

import pyarrow as pa
import pyarrow.parquet as pq

from negotiation.errors import InputError
from negotiation.experiment.document import Experiment
from negotiation.experiment.layout import failures_schema
from negotiation.experiment.outcomes import is_outcome
from negotiation.experiment.reading import RUN_IDS, varied, whole
from negotiation.experiment.store import Store
from negotiation.experiment.store.folder import EXPERIMENT

if TYPE_CHECKING:
    import pandas
    import xarray


class Result:
    """Results of an experiment; `Result.open(folder)` reads those of an earlier one.

    An experiment that is not finished yet shows what is committed of it.

    Parameters
    ----------
    store
        The folder, open to read.
    is_temporary
        Whether the folder goes when the result goes.

    Examples
    --------
    >>> from negotiation.experiment.document import Experiment
    >>> vary = {"us.timing.rounds": [0, 2]}
    >>> result = Experiment(scenario="two-issue", vary=vary, replicates=4, seed=7).run()
    >>> result.summary()["n"].tolist(), len(result.to_pandas())
    ([4, 4], 8)
    """

    def __init__(self, store: Store, is_temporary: bool = False) -> None:
        self.store = store
        if is_temporary:
            finalize(self, rmtree, store.folder, ignore_errors=True)

    @classmethod
    def open(cls, folder: str | Path) -> Result:
        """Open the folder of an experiment; InputError where it holds none."""
        return cls(Store.open(folder))

    def __repr__(self) -> str:
        """Return a line for the console."""
        state = "complete" if self.store.is_complete else "incomplete"
        return f"Result({str(self.folder)!r}: {self.store.runs} runs, {state})"

    @property
    def folder(self) -> Path:
        """Folder of the experiment."""
        return self.store.folder

    @property
    def is_complete(self) -> bool:
        """Whether all runs are there."""
        return self.store.is_complete

    @property
    def provenance(self) -> dict[str, Any]:
        """Versions, machine, commit, command, seed and time."""
        return self.store.provenance()

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, resolved."""
        return Experiment.from_file(self.folder / EXPERIMENT)

    @property
    def parameters(self) -> list[str]:
        """Varied addresses, in order."""
        return varied(self.store.design())

    @property
    def design(self) -> pandas.DataFrame:
        """Design points: a row each."""
        return frame(self.store.design())

    def to_pandas(
        self, columns: Sequence[str] | None = None, all_parameters: bool = False
    ) -> pandas.DataFrame:
        """Table of the runs, a row each.

        Parameters
        ----------
        columns
            Columns to read; by default those that identify a run, the varied parameters and the
            outcomes.
        all_parameters
            Whether to read every parameter of the scenario besides.
        """
        wanted = list(columns) if columns is not None else None
        if wanted is None and not all_parameters:
            wanted = self.default_columns()
        return frame(whole(self.store, "runs", wanted, pa.schema([])))

    def default_columns(self) -> list[str]:
        """Columns that `to_pandas` reads: identity, varied parameters, outcomes."""
        files = self.store.files("runs")
        if not files:
            return []
        known = {*RUN_IDS, *self.parameters}
        names = pq.read_schema(files[0]).names
        return [name for name in names if name in known or is_outcome(name)]

    def rounds(self, columns: Sequence[str] | None = None) -> pandas.DataFrame:
        """Table of the rounds; InputError where the experiment did not keep them."""
        if not self.experiment.keep_rounds:
            raise InputError(
                str(self.folder), "keep_rounds", "rounds were not kept", "keep_rounds = true"
            )
        return frame(whole(self.store, "rounds", columns, pa.schema([])))

    def failures(self) -> pandas.DataFrame:
        """Runs that failed, with the reason."""
        return frame(whole(self.store, "failures", None, failures_schema()))

    def summary(
        self, outcomes: Sequence[str] | None = None, confidence: float = 0.95
    ) -> pandas.DataFrame:
        """Means and rates at each design point, with intervals: see `summary_columns`.

        Parameters
        ----------
        outcomes
            Names of outcomes, "deal" for the rate of deals; by default those of the experiment.
        confidence
            Chance that an interval covers.
        """
        from negotiation.experiment.summary import summary_columns

        wanted = self.experiment.outcomes if outcomes is None else outcomes
        return frame(pa.table(summary_columns(self.store, tuple(wanted), confidence)))

    def to_xarray(self) -> xarray.Dataset:
        """Outcomes as arrays over the varied parameters, see `negotiation.experiment.labelled`."""
        from negotiation.experiment.labelled import dataset

        return dataset(self.store)


def frame(table: pa.Table) -> pandas.DataFrame:
    """Return a table as a pandas one."""
    found: pandas.DataFrame = table.to_pandas()
    return found
