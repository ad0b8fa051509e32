"""`negotiation status`, `verify` and `export`: the folder of an experiment."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from negotiation.cli.amounts import size, whole
from negotiation.cli.choices import known, shown
from negotiation.cli.screen import show, talk, width
from negotiation.errors import ExitCode, InputError
from negotiation.transcript.layout import paragraph

if TYPE_CHECKING:
    from negotiation.experiment.store import Store, Verification


def status(folder: str) -> None:
    """Say how far an experiment has come."""
    from negotiation.experiment.store import Store

    store = Store.open(folder)
    failed = sum(e.parts["failures"].rows for e in store.committed if "failures" in e.parts)
    noted = store.provenance()
    total = "a stop rule decides" if store.head.planned_runs is None else "of "
    total += whole(store.head.planned_runs) if store.head.planned_runs is not None else ""
    rows = {
        "state": state_of(store),
        "runs": f"{whole(store.runs)} ({total})",
        "failed": whole(failed),
        "points": whole(store.design().num_rows),
        "chunks": whole(len(store.committed)),
        "size": size(sum(p.bytes for e in store.committed for p in e.parts.values())),
        "engine": str(noted.get("engine", "")),
        "begun": str(noted.get("started", "")),
    }
    show("\n".join(f"{name:<8}{text}" for name, text in rows.items()))
    if rows["state"] == INCOMPLETE:
        again = ", ".join(f"{side}={name}" for side, name in noted.get("strategies", {}).items())
        in_python = f"in Python, resume_experiment({folder!r}, {again})"
        talk(f"go on: {in_python if again else f'negotiation resume {folder}'}")


COMPLETE, INCOMPLETE, RUNNING = "complete", "incomplete", "running"


def state_of(store: "Store") -> str:
    """Whether an experiment is complete, being written, or left."""
    from negotiation.experiment.store.folder import LOCK
    from negotiation.experiment.store.lock import Lock

    if store.is_complete:
        return COMPLETE
    try:
        Lock(store.folder / LOCK).release()
    except InputError as error:
        return f"{RUNNING}: {error.problem}" if "being written" in error.problem else INCOMPLETE
    except OSError:
        return INCOMPLETE
    return INCOMPLETE


def verify(folder: str, repair: bool) -> None:
    """Check every file; leave with 1 where damage is left."""
    from negotiation.experiment.store import verify

    found = verify(folder)
    show_damages(found)
    if found.others:
        talk(f"beside the experiment: {', '.join(map(shown, found.others))}")
    if found.damages and repair:
        from negotiation.experiment.mending import mend_folder

        mend_folder(folder, notice=talk)
        found = verify(folder)
        show_damages(found, "left: ")
    if found.damages:
        if not repair:
            talk(f"mend: negotiation verify {folder} --repair")
        raise typer.Exit(ExitCode.FAILURE)
    show(sound_text(folder, found))
    if found.progress != COMPLETE:
        talk(f"go on: negotiation resume {folder}")


def show_damages(found: "Verification", word: str = "") -> None:
    """Print a paragraph for each damage."""
    for damage in found.damages:
        show("\n".join(paragraph(f"{word}{damage}", width(), "", "    ")))


def sound_text(folder: str, found: "Verification") -> str:
    """What to say of a folder without damage."""
    return (
        f"ok: {folder}: {found.progress}, {whole(found.runs)} runs in {whole(found.chunks)} chunks"
    )


def export(folder: str, format: str, table: str, out: str | None) -> None:
    """Write a table as one file."""
    from negotiation.experiment.export import FORMATS, TABLES, export

    known("--format", "format", format, FORMATS)
    known("--table", "table", table, TABLES)
    if out == "" or (out is not None and Path(out).is_dir()):
        raise InputError("--out", "", f"{out!r} names no file", f"a path, such as {table}.{format}")
    try:
        export(folder, format, table, out)
    except OSError as error:
        remedy = "give a file in a folder that exists and may be written to"
        raise OSError(f"--out: cannot write {out}: {error.strerror or error}; {remedy}") from error
    if out is not None:
        talk(f"wrote {out}")
