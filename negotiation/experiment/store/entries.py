"""What the manifest tells: the head with the digests of the documents, and a line per chunk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from negotiation.experiment.store.folder import DESIGN, EXPERIMENT, PROVENANCE, RUNS

FORMAT: Final = 1


@dataclass(frozen=True)
class PartInfo:
    """One part as it was written.

    Parameters
    ----------
    rows, bytes : int
        Its size.
    sha256 : str
        Digest of the file, 64 hexadecimal digits.
    """

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class ChunkEntry:
    """One committed chunk: its number, the block it belongs to, and its part of each table."""

    chunk: int
    block: int
    parts: Mapping[str, PartInfo]

    @property
    def runs(self) -> int:
        """Runs of the chunk: rows in the table `runs`."""
        return self.parts[RUNS].rows if RUNS in self.parts else 0

    def body(self) -> dict[str, Any]:
        """Return the content of the line."""
        parts = {table: asdict(part) for table, part in self.parts.items()}
        return {"block": self.block, "chunk": self.chunk, "parts": parts}

    @classmethod
    def of(cls, body: dict[str, Any]) -> ChunkEntry:
        """Read the content of a line."""
        parts = {table: PartInfo(**part) for table, part in body["parts"].items()}
        return cls(body["chunk"], body["block"], parts)


@dataclass(frozen=True)
class Head:
    """First line of the manifest.

    Parameters
    ----------
    digests : mapping
        SHA-256 of experiment.toml, provenance.json and design.parquet, by file name.
    rules : str
        Digest of the rules that the runs are played by; empty where none was given.
    planned_runs : int or None
        Runs of the finished experiment; None where a stop rule decides.

    Examples
    --------
    >>> head = Head({"experiment.toml": "a", "provenance.json": "b", "design.parquet": "c"})
    >>> Head.of(head.body()) == head
    True
    """

    digests: Mapping[str, str]
    rules: str = ""
    planned_runs: int | None = None

    def body(self) -> dict[str, Any]:
        """Return the content of the line."""
        return {
            "format": FORMAT,
            "files": dict(self.digests),
            "rules": self.rules,
            "planned_runs": self.planned_runs,
        }

    @classmethod
    def of(cls, body: dict[str, Any]) -> Head:
        """Read the content of the line."""
        if body["format"] != FORMAT:
            raise ValueError(f"format {body['format']}, where this version knows {FORMAT}")
        digests = {name: body["files"][name] for name in (EXPERIMENT, PROVENANCE, DESIGN)}
        return cls(digests, body["rules"], body["planned_runs"])
