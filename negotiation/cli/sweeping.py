"""`negotiation sweep` and `negotiation resume`."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from negotiation.cli.amounts import duration, size, whole
from negotiation.cli.choices import SHOWN, known, shown
from negotiation.cli.progress import shown_progress
from negotiation.cli.screen import show, talk
from negotiation.errors import ExitCode, InputError

if TYPE_CHECKING:
    from negotiation.experiment.document import Experiment
    from negotiation.experiment.forecast import Forecast
    from negotiation.experiment.result import Result

ENGINES = ("local", "dask")
LONG_SECONDS = 600
LARGE_BYTES = 5 * 1024**3
SMALL_RUNS, SMALL_RUNS_WITH_ROUNDS, SMALL_POINTS = 100_000, 5_000, 2_000
MOST_WORKERS = 4096
FIRST_ROWS = 5


@dataclass(frozen=True)
class Sweep:
    """What the user asked `negotiation sweep` for, as it was written."""

    file: str
    out: str | None
    workers: str | None
    engine: str
    scheduler: str | None
    dry_run: bool
    yes: bool
    changes: tuple[str, ...]


def worker_count(option: str, text: str | None) -> int | None:
    """Number of workers; None where the machine decides.

    >>> worker_count("--workers", "2")
    2
    """
    if text is None:
        return None
    is_whole = text.isascii() and text.isdigit() and len(text) <= SHOWN
    if is_whole and 1 <= int(text) <= MOST_WORKERS:
        return int(text)
    problem = f"{shown(text)} is no number of workers"
    raise InputError(option, "", problem, f"1 to {MOST_WORKERS}, such as 4")


def placed(workers: str | None, engine: str, scheduler: str | None) -> dict[str, Any]:
    """Where the runs are played, checked."""
    known("--engine", "engine", engine, ENGINES)
    if scheduler is not None and engine != "dask":
        raise InputError("--scheduler", "", "goes with Dask only", "--engine dask")
    count = worker_count("--workers", workers)
    return {"workers": count, "engine": engine, "scheduler": scheduler}


def sweep(request: Sweep) -> None:
    """Run an experiment into a folder, or say what that would take."""
    place = placed(request.workers, request.engine, request.scheduler)
    if request.out is None and not request.dry_run:
        raise InputError("--out", "", "is missing", "a new folder for the results")
    if request.out is not None and not request.out.strip():
        raise InputError("--out", "", f"{request.out!r} names no folder", "a new folder")
    if request.out is not None:
        refuse_folder(Path(request.out))
    experiment = experiment_in(request.file, request.changes)
    if request.dry_run:
        show(forecast_text(experiment, foreseen(experiment, request.out, place)))
        return
    if not request.yes:
        confirm(experiment, request.out, place)
    folder = Path(request.out or "")
    from negotiation.experiment.running import run_experiment

    conclude(run(folder, run_experiment, experiment, folder, **place))


def experiment_in(file: str, changes: tuple[str, ...]) -> "Experiment":
    """Experiment of a file, with values that the user fixes."""
    from negotiation.experiment.document import Experiment
    from negotiation.scenario.override import WHERE, parsed

    experiment = Experiment.from_file(file)
    if not changes:
        return experiment
    fixed = dict(parsed(change) for change in changes)
    raw = experiment.to_dict()
    tables = [raw, *raw.get("experiment", ())]
    for table in tables:
        own = table.get("fixed", {})
        table["fixed"] = {**own, **{k: v for k, v in fixed.items() if table is raw or k in own}}
    try:
        changed = Experiment(**raw)
        changed.design()
    except InputError as error:
        is_ours = any(key in (error.key, error.problem) for key in fixed)
        raise (error.at(WHERE, error.key) if is_ours else error) from None
    return changed


def resume(folder: str, workers: str | None, engine: str, scheduler: str | None) -> None:
    """Go on with an experiment."""
    place = placed(workers, engine, scheduler)
    from negotiation.experiment.running import resume_experiment

    conclude(run(Path(folder), resume_experiment, folder, **place))


def spare_memory() -> None:
    """Give the memory of finished chunks back at once; pyarrow's own pool keeps a tenth more."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def run(folder: Path, command: Any, *words: Any, **options: Any) -> Any:
    """Run with progress; say how to go on where it is stopped."""
    spare_memory()
    try:
        with shown_progress() as progress:
            return command(*words, progress=progress, notice=talk, **options)
    except BaseException as stop:
        if not isinstance(stop, InputError):
            say_how_to_go_on(folder)
        raise


def say_how_to_go_on(folder: Path) -> None:
    """Tell what is safe after an interruption."""
    from negotiation.experiment.store import Store

    try:
        runs = Store.open(folder).runs
    except (InputError, OSError):
        talk(f"stopped before {folder} was begun")
        return
    talk(f"stopped; {whole(runs)} runs are safe; go on: negotiation resume {folder}")


def conclude(result: "Result") -> None:
    """Say what there is."""
    points = result.store.design().num_rows
    failed = sum(
        entry.parts["failures"].rows
        for entry in result.store.committed
        if "failures" in entry.parts
    )
    show(f"ok: {result.folder}: {whole(result.store.runs)} runs at {whole(points)} points")
    if failed:
        talk(
            f"{whole(failed)} runs failed; "
            f"see: negotiation export {result.folder} --format csv --table failures"
        )


def refuse_folder(folder: Path) -> None:
    """Refuse a folder with results, or one that cannot be made, before anything is computed."""
    from negotiation.experiment.store.beginning import refuse_used
    from negotiation.experiment.store.folder import try_folder

    if os.path.isdir(folder):
        refuse_used(folder)
    else:
        try_folder(folder)


# ------------------------------------------------------------------ what it will take


def foreseen(experiment: "Experiment", out: str | None, place: dict[str, Any]) -> "Forecast":
    """Run a sample, on the disk that the results go to."""
    from negotiation.experiment.forecast import forecast

    spare_memory()
    near = existing_parent(Path(out)) if out is not None else None
    return forecast(experiment, near=near, notice=talk, **place)


def existing_parent(folder: Path) -> Path | None:
    """Nearest folder above one that is there and may be written to."""
    for each in folder.absolute().parents:
        if os.path.isdir(each):
            return each if os.access(each, os.W_OK | os.X_OK) else None
    return None


def confirm(experiment: "Experiment", out: str | None, place: dict[str, Any]) -> None:
    """Ask before an experiment that takes long or fills the disk."""
    points = experiment.design().points
    runs = sum(point.replicates for point in points)
    if experiment.stop is not None:
        runs = experiment.stop.max_runs
    limit = SMALL_RUNS_WITH_ROUNDS if experiment.keep_rounds else SMALL_RUNS
    if runs <= limit and len(points) <= SMALL_POINTS:
        return
    found = foreseen(experiment, out, place)
    text = f"about {duration(found.seconds)} and {size(found.disk_bytes)} of disk"
    talk(f"{whole(found.runs)} runs at {whole(found.points)} points: {text}")
    if found.seconds <= LONG_SECONDS and found.disk_bytes <= LARGE_BYTES:
        return
    if not sys.stdin.isatty():
        raise InputError("negotiation sweep", "", f"this takes {text}", "--yes to run it anyway")
    if not typer.confirm("Run it?", err=True):
        raise typer.Exit(ExitCode.FAILURE)


def forecast_text(experiment: "Experiment", found: "Forecast") -> str:
    """What an experiment will take, and the first points of its design."""
    at_most = "at most " if experiment.stop else ""
    rows = {
        "runs": f"{at_most}{whole(found.runs)} at {whole(found.points)} points, "
        f"{whole(found.chunks)} chunks",
        "engine": f"{found.engine}, {found.workers} at once",
        "time": f"about {duration(found.seconds)}, {found.start_seconds:.1f} s of it to start",
        "memory": f"about {size(found.memory_bytes)}",
        "disk": f"about {size(found.disk_bytes)}",
    }
    lines = [f"{name:<8}{text}" for name, text in rows.items()]
    return "\n".join([*lines, "", *design_lines(experiment)])


def design_lines(experiment: "Experiment") -> list[str]:
    """First points of the design, each value on a line that fits."""
    points = experiment.design().points
    lines = []
    for point in list(points[:FIRST_ROWS]):
        head = f"point {point.index} {point.key}"
        lines.append(f"{head} {point.experiment}".rstrip())
        lines += [f"  {address} = {value}"[:80] for address, value in point.values.items()]
    if len(points) > FIRST_ROWS:
        lines.append(f"... and {whole(len(points) - FIRST_ROWS)} more points")
    return lines
