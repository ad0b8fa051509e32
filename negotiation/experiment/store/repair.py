"""Mending a damaged folder: what is run again, what can be put back, what is lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

from negotiation.errors import InputError
from negotiation.experiment.store.entries import Head
from negotiation.experiment.store.folder import (
    COMPLETE,
    DESIGN,
    EXPERIMENT,
    LOCK,
    MANIFEST,
    PROVENANCE,
    open_regular,
    refusals,
    write_file,
)
from negotiation.experiment.store.lock import Lock
from negotiation.experiment.store.manifest import (
    NO_CHAIN,
    Manifest,
    line_of,
    read_lines,
    read_manifest,
)
from negotiation.experiment.store.verification import Verification, existing

DOCUMENTS: Final = (EXPERIMENT, PROVENANCE, DESIGN)
ANEW: Final = "the experiment run anew in another folder"


@dataclass(frozen=True)
class RepairPlan:
    """How to mend a folder, in the order of the steps.

    Parameters
    ----------
    mend_manifest : bool
        `mend_manifest` first; then verify again, for more or fewer chunks may be vouched for.
    restore : tuple of str
        Documents to be put back with `restore`: design.parquet follows from experiment.toml, the
        others come from copies.
    rerun : tuple of int
        Committed chunks to be run again and written over the damaged parts with `write_part`; the
        manifest stays as it is, and `Store.confirm` compares.
    seal : bool
        complete.json is missing or wrong: `Store.finish` writes it again.
    unknown : tuple of str
        Files that are not the experiment's; they stay until somebody takes them away.
    """

    mend_manifest: bool
    restore: tuple[str, ...]
    rerun: tuple[int, ...]
    seal: bool
    unknown: tuple[str, ...]


def repair_plan(found: Verification) -> RepairPlan:
    """Return the steps that mend what `verify` found.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from negotiation.experiment.store import verify
    >>> with TemporaryDirectory() as folder:
    ...     repair_plan(verify(folder)).mend_manifest
    True
    """
    files = [damage.file for damage in found.damages if damage.chunk is None]
    return RepairPlan(
        mend_manifest=MANIFEST in files,
        restore=tuple(name for name in DOCUMENTS if name in files),
        rerun=tuple(sorted(found.damaged_chunks)),
        seal=COMPLETE in files,
        unknown=tuple(file for file in files if file not in (MANIFEST, COMPLETE, *DOCUMENTS)),
    )


def restore(folder: str | Path, name: str, content: bytes) -> None:
    """Put back a document: experiment.toml, provenance.json or design.parquet.

    Raises
    ------
    InputError
        If the content is not what the manifest's head vouches for, or there is no such head.
    """
    place = existing(Path(folder))
    with locked(place):
        head = read_manifest(place / MANIFEST).head
        if head is None:
            raise InputError(str(place / MANIFEST), "", "has lost its head", "mend_manifest first")
        if sha256(content).hexdigest() != head.digests[name]:
            raise InputError(str(place / name), "", "is not what the experiment began with", ANEW)
        write_file(place / name, content)


def mend_manifest(folder: str | Path, *, rules: str = "", planned_runs: int | None = None) -> int:
    """Keep the lines of the manifest that are vouched for, and return the number of their chunks.

    The chunks of the other lines are uncommitted after that and are run again. A head that is lost
    is made again from the documents; the line after it vouches for it.

    Parameters
    ----------
    folder : str or Path
        Folder of the experiment.
    rules, planned_runs
        As in `Store.create`: looked at only where the head is lost.

    Raises
    ------
    InputError
        If the head is lost and cannot be made again: nothing vouches for the rest.
    """
    place = existing(Path(folder))
    path = place / MANIFEST
    with locked(place):
        content = content_of(path)
        manifest = parsed(content)
        if manifest.head is None:
            content = with_head(content, head_line(place, rules, planned_runs), path)
            manifest = parsed(content)
        with refusals(place / COMPLETE):
            (place / COMPLETE).unlink(missing_ok=True)
        write_file(path, content[: manifest.size])
    return len(manifest.entries)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock."""
    lock = Lock(folder / LOCK)
    try:
        yield
    finally:
        lock.release()


def content_of(path: Path) -> bytes:
    """Content of a manifest; empty where it cannot be read."""
    try:
        with open_regular(path) as file:
            return file.read()
    except OSError:
        return b""


def parsed(content: bytes) -> Manifest:
    """Read a manifest from its content."""
    manifest = Manifest(None, [])
    read_lines(BytesIO(content), manifest)
    return manifest


def head_line(folder: Path, rules: str, planned_runs: int | None) -> bytes:
    """First line of the manifest, from the documents as they stand."""
    digests = {name: sha256(content_of(folder / name)).hexdigest() for name in DOCUMENTS}
    return line_of(NO_CHAIN, Head(digests, rules, planned_runs).body())[0]


def with_head(content: bytes, line: bytes, path: Path) -> bytes:
    """Put the head before a manifest that lost it, or in the place of a damaged one."""
    _, _, rest = content.partition(b"\n")
    for candidate in (line + rest, line + content):
        manifest = parsed(candidate)
        if manifest.entries or manifest.is_complete:
            return candidate
    raise InputError(str(path), "", "has lost its head, and nothing vouches for another", ANEW)
