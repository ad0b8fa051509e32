"""Small experiments, and what their folders hold."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa

from negotiation.experiment.document import Experiment
from negotiation.experiment.reading import whole
from negotiation.experiment.result import Result
from negotiation.experiment.store import Store

ROOT = Path(__file__).resolve().parents[2]
VARY = {"us.timing.rounds": [0, 2], "two_issue.h": [0.6, 0.7, 0.8]}
WORLDS = {"two_issue.c": [0.01, 0.02], "two_issue.h": [0.6, 0.7, 0.8]}  # of any strategy
TOML = """
schema_version = 1
scenario = "two-issue"
seed = 7
replicates = {replicates}
chunk_runs = {chunk_runs}

[[vary]]
parameter = "us.timing.rounds"
values = [0, 2]

[[vary]]
parameter = "two_issue.h"
values = [0.6, 0.7, 0.8]
"""


def small(replicates: int = 10, **more: Any) -> Experiment:
    given = {"scenario": "two-issue", "vary": VARY, "seed": 7, "replicates": replicates}
    return Experiment(**{**given, **more})


def small_file(folder: Path, replicates: int = 10, chunk_runs: int = 7) -> Path:
    file = folder / "small.toml"
    file.write_text(TOML.format(replicates=replicates, chunk_runs=chunk_runs))
    return file


def table_of(result: Result, name: str = "runs") -> pa.Table:
    """All rows of a table, decoded: how text is stored in parts does not count."""
    table = whole(result.store, name, None, pa.schema([]))
    fields = [
        f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in table.schema
    ]
    return table.cast(pa.schema(fields)).combine_chunks()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Results in a folder: every part, and the manifest's lines after its head."""
    parts = {
        f"{part.parent.name}/{part.name}": part.read_bytes() for part in folder.glob("*/*.parquet")
    }
    with Store.open(folder) as store:
        return parts | {"committed": repr(store.committed).encode()}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "negotiation", *words]


def begin(*words: str) -> subprocess.Popen[str]:
    """Start the command line in a process of its own."""
    pipe = subprocess.PIPE
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return subprocess.Popen(
        command(*words), cwd=ROOT, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=pipe, stderr=pipe,
    )  # fmt: skip
