"""Everything that is wrong with an experiment's folder, and how far the experiment has come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from negotiation.errors import InputError
from negotiation.experiment.store.checking import Damage, chunk_damages, document_damages
from negotiation.experiment.store.folder import (
    COMPLETE,
    DESIGN,
    EXPERIMENT,
    LOCK,
    MANIFEST,
    PROVENANCE,
    TABLES,
    chunk_of,
    is_temporary,
    open_regular,
    reading_problem,
)
from negotiation.experiment.store.manifest import Manifest, read_manifest, seal_of

OWN: Final = frozenset({EXPERIMENT, PROVENANCE, DESIGN, MANIFEST, COMPLETE, LOCK, *TABLES})


class Progress(StrEnum):
    """How far an experiment has come."""

    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


@dataclass(frozen=True)
class Verification:
    """What `verify` found.

    Parameters
    ----------
    damages : tuple of Damage
        What is wrong; empty where all that was committed is as it was written.
    progress : Progress
        Complete once the experiment was finished. An interrupted experiment is incomplete, which
        is no damage.
    uncommitted : tuple of str
        Parts and temporary files that a kill left: they count for nothing and are written again.
    is_torn : bool
        The writer was killed while it added a line to the manifest.
    chunks, runs : int
        Chunks and runs that the manifest vouches for.
    planned_runs : int or None
        Runs of the finished experiment; None where that is not fixed, or lost.
    is_manifest_intact : bool
        The manifest, and complete.json where there is one, are sound.
    others : tuple of str
        What stands beside the files of the experiment and is none of them, as a report: no damage.
    """

    damages: tuple[Damage, ...]
    progress: Progress
    uncommitted: tuple[str, ...]
    is_torn: bool
    chunks: int
    runs: int
    planned_runs: int | None
    is_manifest_intact: bool
    others: tuple[str, ...] = ()

    @property
    def damaged_chunks(self) -> frozenset[int]:
        """Committed chunks with a damaged part."""
        return frozenset(damage.chunk for damage in self.damages if damage.chunk is not None)


def verify(folder: str | Path) -> Verification:
    """Check every file of an experiment against its digest; nothing is changed.

    An experiment that is being written may be verified too.

    Parameters
    ----------
    folder : str or Path
        Folder of the experiment.

    Raises
    ------
    InputError
        If there is no such folder. What the folder holds never raises anything.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     print(verify(folder).damages[0])
    manifest.jsonl: is missing
    """
    place = existing(Path(folder))
    manifest = read_manifest(place / MANIFEST)
    of_manifest = list(manifest_damages(place, manifest))
    documents = document_damages(place, manifest.head) if manifest.head else []
    parts = [damage for entry in manifest.entries for damage in chunk_damages(place, entry)]
    unknown, uncommitted = strangers(place, manifest)
    return Verification(
        damages=(*of_manifest, *documents, *parts, *unknown),
        progress=Progress.COMPLETE if manifest.is_complete else Progress.INCOMPLETE,
        uncommitted=tuple(uncommitted),
        is_torn=manifest.is_torn,
        chunks=len(manifest.entries),
        runs=sum(entry.runs for entry in manifest.entries),
        planned_runs=manifest.head.planned_runs if manifest.head else None,
        is_manifest_intact=not of_manifest,
        others=tuple(
            entry.name
            for entry in listed(place)
            if entry.name not in OWN and not is_temporary(entry.name)
        ),
    )


def existing(folder: Path) -> Path:
    """Return a folder that is there, or refuse."""
    if not os.path.isdir(folder):
        problem = "is not a folder" if os.path.lexists(folder) else "no such folder"
        raise InputError(str(folder), "", problem, "the folder of an experiment")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise InputError(str(folder), "", "may not be read", "a folder that you may read")
    return folder


def manifest_damages(folder: Path, manifest: Manifest) -> Iterator[Damage]:
    """Damages of the manifest and of the file that seals it."""
    if manifest.fault:
        yield Damage(MANIFEST, manifest.fault)
    try:
        with open_regular(folder / COMPLETE) as file:
            seal = file.read(1000)
    except FileNotFoundError:
        if manifest.is_complete:
            yield Damage(COMPLETE, "is missing, though the manifest says that all is complete")
        return
    except OSError as error:
        yield Damage(COMPLETE, reading_problem(error))
        return
    if manifest.is_complete and seal != seal_of(manifest.chain, len(manifest.entries)):
        yield Damage(COMPLETE, "was changed: it does not agree with the manifest")
    if not manifest.is_complete and not manifest.fault:
        yield Damage(MANIFEST, f"lines are missing at its end: {COMPLETE} says that it is complete")


def strangers(folder: Path, manifest: Manifest) -> tuple[list[Damage], list[str]]:
    """Files in the tables' folders that no line names: unknown ones, and uncommitted ones."""
    unknown = []
    uncommitted = [entry.name for entry in listed(folder) if is_temporary(entry.name)]
    known = {(table, entry.chunk) for entry in manifest.entries for table in entry.parts}
    for table in TABLES:
        try:
            entries = listed(folder / table)
        except OSError as error:
            unknown.append(Damage(table, reading_problem(error)))
            continue
        for entry in entries:
            file = f"{table}/{entry.name}"
            if is_left_over(entry, manifest):
                uncommitted.append(file)
            elif (table, chunk_of(entry.name)) not in known:
                unknown.append(Damage(file, "is unknown: no line of the manifest names it"))
    return unknown, uncommitted


def listed(folder: Path) -> list[os.DirEntry[str]]:
    """What a folder holds, in order; nothing where it is not there."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def is_left_over(entry: os.DirEntry[str], manifest: Manifest) -> bool:
    """Whether a kill can leave such a file: a temporary one, or the part of a later chunk."""
    if not entry.is_file(follow_symlinks=False):
        return False
    chunk = chunk_of(entry.name)
    is_later = chunk is not None and chunk >= len(manifest.entries)
    return is_temporary(entry.name) or (is_later and not manifest.is_complete)
