"""Layout of an experiment's folder, and files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from secrets import token_hex
from typing import Final

from negotiation.errors import InputError
from negotiation.scenario.refusals import shown

EXPERIMENT: Final = "experiment.toml"
PROVENANCE: Final = "provenance.json"
DESIGN: Final = "design.parquet"
MANIFEST: Final = "manifest.jsonl"
COMPLETE: Final = "complete.json"
LOCK: Final = ".lock"
TABLES: Final = ("runs", "rounds", "failures")
RUNS: Final = TABLES[0]

PART: Final = re.compile(r"part-(\d{7,12})\.parquet")
TEMPORARY: Final = re.compile(r"\..+\.[0-9a-f]{8}\.tmp")
BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would translate ends of lines
NO_WAIT: Final = getattr(os, "O_NONBLOCK", 0)  # opening a pipe would wait for its writer
FULL: Final = (errno.ENOSPC, errno.EDQUOT)
FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
IMPOSSIBLE: Final = (errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EINVAL)


class StorageError(OSError):
    """The disk did not take a file: what happened and what to do, on one line.

    Examples
    --------
    >>> print(StorageError(28, "the disk is full", "out/manifest.jsonl"))
    out/manifest.jsonl: the disk is full
    """

    def __str__(self) -> str:
        """Return the whole message on one line."""
        return f"{self.filename}: {self.strerror}"


def part_name(chunk: int) -> str:
    """Name of a chunk's file in the folder of a table.

    Examples
    --------
    >>> part_name(12)
    'part-0000012.parquet'
    """
    return f"part-{chunk:07d}.parquet"


def chunk_of(name: str) -> int | None:
    """Chunk whose part has this name; None where no part is called so.

    Examples
    --------
    >>> chunk_of("part-0000012.parquet"), chunk_of("part-12.parquet"), chunk_of("notes.txt")
    (12, None, None)
    """
    match = PART.fullmatch(name)
    chunk = int(match[1]) if match else -1
    return chunk if name == part_name(chunk) else None


def refusal(path: Path, error: OSError) -> InputError | StorageError:
    """What to say of a file that could not be written."""
    reason = error.strerror or str(error)
    if error.errno in FORBIDDEN:
        return InputError(
            str(path), "", f"cannot be written: {reason}", "a folder that you may write to"
        )
    if error.errno in FULL:
        reason = f"the disk is full ({reason})"
        advice = "free some space and continue; what was committed is safe"
    else:
        reason = f"cannot be written: {reason}"
        advice = "mend this and continue; what was committed is safe"
    return StorageError(error.errno or errno.EIO, f"{reason}; {advice}", str(path))


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the system says of a file that cannot be written into one clear line."""
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error


def write_all(descriptor: int, content: bytes) -> None:
    """Write all bytes, however few the system takes at once, and wait until they are on disk."""
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, through to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o666)
    try:
        write_all(descriptor, content)
    finally:
        os.close(descriptor)


def write_file(path: Path, content: bytes) -> None:
    """Write or replace a file; after a kill or a crash the old one or the new one is there, whole.

    Raises
    ------
    InputError
        If the folder may not be written to.
    StorageError
        If the disk is full or fails.
    """
    temporary = path.with_name(f".{path.name}.{token_hex(4)}.tmp")
    with refusals(path):
        try:
            write_new(temporary, content)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, through to the disk; one that exists is left alone.

    Raises
    ------
    InputError
        If a file stands in the way, or the folder may not be made.
    """
    if os.path.isdir(folder):
        return
    if os.path.lexists(folder):
        raise InputError(str(folder), "", "is not a folder", "a new folder, or an empty one")
    make_folder(folder.parent)
    with refusals(folder):
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            if error.errno not in IMPOSSIBLE:
                raise
            problem = f"cannot be made: {error.strerror}"
            raise InputError(shown(str(folder)), "", problem, "another folder") from None
        sync_folder(folder.parent)


def try_folder(folder: Path) -> None:
    """Make a folder as `make_folder` does, and remove again what was not there."""
    missing = [each for each in (folder, *folder.parents) if not os.path.lexists(each)]
    try:
        make_folder(folder)
    finally:
        for each in missing:
            with suppress(OSError):
                each.rmdir()


def open_regular(path: Path) -> BufferedReader:
    """Open a file to read; what is not a regular file is an OSError, never a wait."""
    descriptor = os.open(path, os.O_RDONLY | NO_WAIT | BINARY)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(errno.EINVAL, "not a regular file")


def reading_problem(error: OSError) -> str:
    """What to say of a file that could not be read."""
    if isinstance(error, FileNotFoundError):
        return "is missing"
    return f"cannot be read: {error.strerror or error}"


def is_temporary(name: str) -> bool:
    """Whether a file is left over from a write that was cut short.

    Examples
    --------
    >>> is_temporary(".part-0000001.parquet.0f3c9a12.tmp"), is_temporary("notes.tmp")
    (True, False)
    """
    return TEMPORARY.fullmatch(name) is not None


def remove_leftovers(folder: Path, chunks: int) -> None:
    """Remove temporary files, and parts of the chunks from number `chunks` on."""
    for place in (folder, *(folder / table for table in TABLES)):
        for name in os.listdir(place) if place.is_dir() else ():
            chunk = chunk_of(name) if place != folder else None
            if is_temporary(name) or (chunk is not None and chunk >= chunks):
                with refusals(place / name):
                    (place / name).unlink()
