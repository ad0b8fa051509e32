"""A small experiment, written to a folder."""

import os
import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa

from negotiation.experiment.store import PartInfo, Store, Verification, write_part

ROOT = Path(__file__).resolve().parents[3]
TOML = 'schema_version = 1\nscenario = "two-issue"\n'
PROVENANCE = {"version": "0.1.0", "began": "2026-01-01T00:00:00+00:00"}
DESIGN = pa.table({"point": [0, 1], "us.discount": [0.9, 0.95]})
ROWS = 5
CHUNKS = 3


def rows_of(chunk: int, rows: int = ROWS) -> pa.Table:
    """Rows of a chunk: text, whole numbers, flags, varying floats and a vector."""
    draws = np.random.default_rng(chunk)
    return pa.table(
        {
            "experiment": ["main"] * rows,
            "stream": np.arange(rows, dtype=np.int32) + chunk * rows,
            "payoff_us": draws.random(rows),
            "stubborn_us": draws.random(rows) < 0.5,
            "deal_us": list(draws.random((rows, 2))),
        }
    )


def parts_of(folder: Path, chunk: int) -> dict[str, PartInfo]:
    """Write the parts of a chunk: runs always, rounds always, failures of odd chunks."""
    tables = {"runs": ROWS, "rounds": 2 * ROWS}
    if chunk % 2:
        tables["failures"] = 1
    return {
        table: write_part(folder, table, chunk, rows_of(chunk, rows))
        for table, rows in tables.items()
    }


def begun(folder: Path) -> Store:
    """Begin the small experiment."""
    return Store.create(
        folder,
        experiment_toml=TOML,
        provenance=PROVENANCE,
        design=DESIGN,
        rules="f" * 64,
        planned_runs=CHUNKS * ROWS,
    )


def written(folder: Path, chunks: int = CHUNKS, finish: bool = True) -> Path:
    """Run the small experiment, to its end or not."""
    with begun(folder) as store:
        for chunk in range(chunks):
            store.commit(chunk, chunk // 2, parts_of(folder, chunk))
        if finish:
            store.finish()
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Bytes of every file but the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def put_back(folder: Path, before: dict[str, bytes]) -> None:
    """Make a folder what it was."""
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (path.is_file() and name not in before):
            path.unlink()
        elif path.is_dir() and not any(key.startswith(f"{name}/") for key in before):
            shutil.rmtree(path)
    for name, content in before.items():
        path = folder / name
        os.makedirs(path.parent, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


def said(found: Verification) -> list[str]:
    """Damages as text."""
    return [str(damage) for damage in found.damages]
