"""Comparison of files with their digests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from negotiation.experiment.store.entries import ChunkEntry, Head
from negotiation.experiment.store.folder import open_regular, part_name, reading_problem


@dataclass(frozen=True)
class Damage:
    """One damage: the file, with its folder, and what is wrong with it.

    Parameters
    ----------
    file : str
        Path inside the experiment's folder, with "/".
    problem : str
        What is wrong.
    chunk : int or None
        Committed chunk that is to be run again; None where no chunk brings the file back.

    Examples
    --------
    >>> print(Damage("runs/part-0000003.parquet", "is missing", 3))
    runs/part-0000003.parquet: is missing
    """

    file: str
    problem: str
    chunk: int | None = None

    def __str__(self) -> str:
        """Return file and problem."""
        return f"{self.file}: {self.problem}"


def file_problem(path: Path, digest: str, size: int | None = None) -> str:
    """What is wrong with a file; empty where it is as it was committed."""
    try:
        with open_regular(path) as file:
            found = os.fstat(file.fileno()).st_size
            if size is not None and found != size:
                return f"holds {found} bytes instead of {size}"
            is_same = file_digest(file, "sha256").hexdigest() == digest
    except OSError as error:
        return reading_problem(error)
    return "" if is_same else "was changed: its SHA-256 is not that in the manifest"


def document_damages(folder: Path, head: Head) -> list[Damage]:
    """Damages of experiment.toml, provenance.json and design.parquet."""
    found = [
        Damage(name, file_problem(folder / name, digest)) for name, digest in head.digests.items()
    ]
    return [damage for damage in found if damage.problem]


def chunk_damages(folder: Path, entry: ChunkEntry) -> list[Damage]:
    """Damages of the parts of one committed chunk."""
    name = part_name(entry.chunk)
    found = [
        Damage(
            f"{table}/{name}",
            file_problem(folder / table / name, part.sha256, part.bytes),
            entry.chunk,
        )
        for table, part in entry.parts.items()
    ]
    return [damage for damage in found if damage.problem]
