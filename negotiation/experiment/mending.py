"""Mending a damaged folder: what can be made again is made again, from the experiment itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from negotiation.errors import InputError
from negotiation.experiment.campaign import design_table
from negotiation.experiment.document import Experiment
from negotiation.experiment.engines import Notice
from negotiation.experiment.provenance import rules_digest
from negotiation.experiment.running import rerun_chunks, tell
from negotiation.experiment.store import mend_manifest, repair_plan, restore, verify
from negotiation.experiment.store.folder import DESIGN, EXPERIMENT
from negotiation.experiment.store.parts import parquet_bytes


def mend_folder(
    folder: str | Path, notice: Notice = tell, *, us: Any = None, cn: Any = None
) -> None:
    """Mend what `verify` finds: the manifest, the design, damaged chunks.

    What stands in no other file, as experiment.toml, is lost unless a copy is put back. Chunks that
    a damaged manifest no longer vouches for are run by `resume_experiment`. Strategies that were
    given as objects, `us` and `cn`, are given again.

    Raises
    ------
    InputError
        If nothing can be mended, or what is made again differs from what was committed.
    """
    plan = repair_plan(verify(folder))
    if plan.mend_manifest:
        planned = planned_by(Path(folder))
        mend_manifest(folder, rules=rules_digest(), planned_runs=planned)
        plan = repair_plan(verify(folder))
    lost = [name for name in plan.restore if name != DESIGN]
    if lost:
        problem = "is damaged, and no other file holds what stood in it"
        raise InputError(str(Path(folder) / lost[0]), "", problem, "a copy, put in its place")
    if DESIGN in plan.restore:
        restore(
            folder,
            DESIGN,
            parquet_bytes(design_table(experiment_in(Path(folder)).design().to_columns())),
        )
    if plan.rerun or plan.seal:
        rerun_chunks(folder, plan.rerun, us=us, cn=cn, notice=notice)


def experiment_in(folder: Path) -> Experiment:
    """Experiment of a folder."""
    return Experiment.from_file(folder / EXPERIMENT)


def planned_by(folder: Path) -> int | None:
    """Runs that the experiment of a folder plans; None where a stop rule decides."""
    experiment = experiment_in(folder)
    if experiment.stop is not None:
        return None
    return sum(point.replicates for point in experiment.design().points)
