"""Small folders of results, and what becomes of them."""

from pathlib import Path
from typing import Any

from negotiation.experiment.document import Experiment
from negotiation.experiment.result import Result
from negotiation.experiment.store.folder import COMPLETE, MANIFEST
from negotiation.report.sweep import Sweep

STRATEGIES = {
    "us.timing.strategy": ["offer", "talk"],
    "cn.timing.strategy": ["offer", "talk"],
    "two_issue.h": [0.6, 0.7],
    "two_issue.c": [0.01, 0.02, 0.05],
}
NUMBERS = {"two_issue.h": [0.6, 0.7, 0.8], "two_issue.c": [0.01, 0.02]}
QUESTION = "Who <script>alert('first')</script> tables & why?"


def sweep_of(vary: Any = None, replicates: int = 4, **more: Any) -> Sweep:
    given = {"scenario": "two-issue", "vary": vary or {}, "seed": 7, "replicates": replicates}
    return Sweep(Experiment(**{**given, **more}).run())


def folder_of(folder: Path, vary: Any = None, replicates: int = 4, **more: Any) -> Path:
    given = {"scenario": "two-issue", "vary": vary or {}, "seed": 7, "replicates": replicates}
    result: Result = Experiment(**{**given, **more}).run(out=folder)
    return result.folder


def keep_chunks(folder: Path, chunks: int) -> None:
    """Leave what a kill after so many chunks would."""
    lines = (folder / MANIFEST).read_bytes().splitlines(keepends=True)
    (folder / MANIFEST).write_bytes(b"".join(lines[: 1 + chunks]))
    (folder / COMPLETE).unlink()


def damage(folder: Path) -> None:
    """Change one byte of a part."""
    part = folder / "runs" / "part-0000000.parquet"
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)
