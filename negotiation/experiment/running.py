"""Running an experiment, going on with one, mending one."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final

from negotiation.errors import InputError
from negotiation.experiment.campaign import Campaign, Report, campaign, finish, mend
from negotiation.experiment.document import Experiment
from negotiation.experiment.engines import Notice, load_engine
from negotiation.experiment.executors import Executor, Inline, Processes, Threads
from negotiation.experiment.job import Engine, Job
from negotiation.experiment.players import named, refuse_others
from negotiation.experiment.provenance import provenance, rules_digest, this_command
from negotiation.experiment.result import Result
from negotiation.experiment.store import Store
from negotiation.experiment.store.beginning import refuse_used
from negotiation.experiment.store.folder import EXPERIMENT

LOCAL, DASK = "local", "dask"
ENGINES: Final = (LOCAL, DASK)


def tell(text: str) -> None:
    """Write a notice to standard error."""
    sys.stderr.write(text + "\n")


def run_experiment(
    experiment: Experiment,
    out: str | Path | None = None,
    workers: int | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
    progress: Report | None = None,
    *,
    us: Any = None,
    cn: Any = None,
    notice: Notice = tell,
) -> Result:
    """Run an experiment and return its results.

    Parameters
    ----------
    experiment
        What to run.
    out
        New or empty folder for the results; without one they live as long as the `Result`.
    workers
        Chunks that run at once; by default one for each processor. Results do not depend on it.
    engine
        "local" or "dask".
    scheduler
        Address of a Dask scheduler; without one, workers on this machine.
    progress
        Called with a `Progress` after each chunk.
    us, cn
        Strategies of the sides: names, which are then fixed in the experiment, or objects (see
        `negotiation.strategies`), which have to be given again to go on or to mend. None leaves
        what the experiment says.
    notice
        Called with a line where something takes long; by default written to standard error.

    Raises
    ------
    InputError
        If the experiment cannot be run, or the folder is in use.
    StorageError
        If the disk is full or fails; what was committed is safe.
    WorkersKilledError
        If worker processes were killed twice over one chunk.
    SchedulerLostError
        If the scheduler of a Dask cluster went away.

    Examples
    --------
    >>> from negotiation.experiment.document import Experiment
    >>> vary = {"us.timing.rounds": [0, 2]}
    >>> experiment = Experiment(scenario="two-issue", vary=vary, replicates=3, seed=7)
    >>> run_experiment(experiment).to_pandas()["us.timing.rounds"].tolist()
    [0, 0, 0, 2, 2, 2]
    """
    check_choices(workers, engine, scheduler)
    if out is not None and os.path.isdir(out):
        refuse_used(Path(out))
    planned = campaign(experiment, notice, us, cn)
    folder = Path(mkdtemp(prefix="negotiation-") if out is None else out)
    try:
        with ExitStack() as stack:  # workers that cannot be had leave no folder behind
            executor = stack.enter_context(
                executor_at(planned, folder, workers, engine, scheduler, notice)
            )
            with begun(planned, folder, named(us, cn)) as store, stack.pop_all():
                finish(planned, store, executor, progress)
        return Result(Store.open(folder), is_temporary=out is None)
    except BaseException:
        if out is None:
            rmtree(folder, ignore_errors=True)
        raise


def begun(planned: Campaign, folder: Path, strategies: Mapping[str, str]) -> Store:
    """Begin the folder of an experiment; `strategies` are the names of those given as objects."""
    return Store.create(
        folder,
        experiment_toml=planned.experiment.to_toml(),
        provenance=provenance(
            this_command(), planned.experiment.seed, planned.work.engine, strategies
        ),
        design=planned.points,
        rules=rules_digest(),
        planned_runs=planned.planned,
    )


def resume_experiment(
    folder: str | Path,
    workers: int | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
    progress: Report | None = None,
    *,
    us: Any = None,
    cn: Any = None,
    notice: Notice = tell,
) -> Result:
    """Go on with an interrupted experiment; the results are those of an uninterrupted one.

    Parameters are those of `run_experiment`; strategies given as objects are to be given again.

    Raises
    ------
    InputError
        If the folder holds no experiment, is damaged or in use, or was begun by other rules or
        with other strategies.
    """
    check_choices(workers, engine, scheduler)
    with Store.open(folder, write=True) as store:
        if not store.is_complete:
            planned = campaign_of(store, notice, us, cn)
            with executor_at(planned, store.folder, workers, engine, scheduler, notice) as executor:
                finish(planned, store, executor, progress)
        else:
            store.finish()
    return Result.open(folder)


def rerun_chunks(
    folder: str | Path, damaged: tuple[int, ...], *, us: Any = None, cn: Any = None,
    notice: Notice = tell,
) -> None:  # fmt: skip
    """Run committed chunks again whose parts are damaged, and say once more what is complete."""
    with Store.open(folder, write=True) as store:
        if not damaged:
            if store.is_complete:
                store.finish()
            return
        planned = campaign_of(store, notice, us, cn)
        with executor_at(planned, store.folder, None, LOCAL, None, notice) as executor:
            mend(planned, store, executor, damaged)


def campaign_of(store: Store, notice: Notice, us: Any = None, cn: Any = None) -> Campaign:
    """Return what a folder was begun with; InputError for other rules and other strategies."""
    if store.head.rules != rules_digest():
        raise other_rules(store)
    where = str(store.folder)
    refuse_others(where, store.provenance().get("strategies", {}), named(us, cn))
    experiment = Experiment.from_file(store.folder / EXPERIMENT)
    planned = campaign(experiment, notice, us, cn)
    if planned.experiment.to_dict() != experiment.to_dict():
        raise InputError(where, "", "was begun with other strategies", f"those in {EXPERIMENT}")
    if not store.design().equals(planned.points):
        raise other_rules(store)
    return planned


def other_rules(store: Store) -> InputError:
    """What to say of an experiment that this version would play differently."""
    versions = store.provenance().get("versions", {})
    git = store.provenance().get("git") or {}
    made = f"negotiation {versions.get('negotiation')}"
    made += f", commit {git['commit'][:12]}" if git.get("commit") else ""
    return InputError(
        str(store.folder), "", f"was made by other rules of the game ({made})",
        "that version, or a new experiment in another folder",
    )  # fmt: skip


def check_choices(workers: int | None, engine: str, scheduler: str | None) -> None:
    """Refuse choices that make no sense."""
    if workers is not None and workers < 1:
        raise InputError("workers", "", f"{workers} workers do nothing", "1 or more")
    if engine not in ENGINES:
        raise InputError("engine", "", f"unknown engine {engine!r}", ", ".join(ENGINES))
    if scheduler is not None and engine != DASK:
        raise InputError("scheduler", "", f"has no meaning for the engine {engine}", "engine dask")


def executor_at(
    planned: Campaign,
    folder: Path,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    notice: Notice,
) -> Executor:
    """Return what runs the chunks and writes their parts into a folder."""
    count = workers or os.cpu_count() or 1
    work = planned.work
    if engine == DASK:
        from negotiation.experiment.dask_executor import Dask

        return Dask(work, folder, count, scheduler)
    if work.engine == Engine.MODEL:
        return Processes(work, folder, count)
    job = Job(work, planned.design)
    if work.engine == Engine.PLAIN:
        return Inline(job, folder)
    load_engine(notice)
    return Threads(job, folder, count)
