"""The beginning of an experiment's folder: documents first, the manifest's head last."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from negotiation.errors import InputError
from negotiation.experiment.store.entries import Head
from negotiation.experiment.store.folder import (
    DESIGN,
    EXPERIMENT,
    LOCK,
    MANIFEST,
    PROVENANCE,
    RUNS,
    is_temporary,
    make_folder,
    refusals,
    remove_leftovers,
    write_file,
)
from negotiation.experiment.store.manifest import NO_CHAIN, line_of
from negotiation.experiment.store.parts import parquet_bytes

BEGUN: Final = frozenset({LOCK, EXPERIMENT, PROVENANCE, DESIGN, RUNS})


def refuse_used(folder: Path) -> None:
    """Refuse a folder with anything in it, but for what a kill in `begin` leaves."""
    with refusals(folder):
        names = set(os.listdir(folder))
    if MANIFEST in names:
        allowed = f"another folder; this one goes on with 'negotiation resume {folder}'"
        raise InputError(str(folder), "", "already holds an experiment", allowed)
    strange = {name for name in names - BEGUN if not is_temporary(name)}
    is_begun = LOCK in names and not strange and not any((folder / RUNS).glob("*"))
    if names and not is_begun:
        raise InputError(str(folder), "", "is not empty", "a new or an empty folder")


def begin(
    folder: Path,
    experiment_toml: str,
    provenance: Mapping[str, Any],
    design: pa.Table,
    rules: str,
    planned_runs: int | None,
) -> None:
    """Write the documents and the manifest with its head; before that there is no experiment."""
    documents = {
        EXPERIMENT: experiment_toml.encode(),
        PROVENANCE: (json.dumps(provenance, indent=2, sort_keys=True) + "\n").encode(),
        DESIGN: parquet_bytes(design),
    }
    remove_leftovers(folder, 0)
    for name, content in documents.items():
        write_file(folder / name, content)
    make_folder(folder / RUNS)
    digests = {name: sha256(content).hexdigest() for name, content in documents.items()}
    line, _ = line_of(NO_CHAIN, Head(digests, rules, planned_runs).body())
    write_file(folder / MANIFEST, line)
