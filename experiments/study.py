"""What the studies share: the command line, the folder of results, and what is written into it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

RESULTS = Path("results")


@dataclass(frozen=True)
class Findings:
    """What a study found: a sentence with its interval, a table, and figures by name."""

    sentence: str
    table: pd.DataFrame
    figures: dict[str, Figure]


@dataclass(frozen=True)
class Study:
    """One question.

    Parameters
    ----------
    name
        Name of the script.
    question
        What it asks.
    designs
        From "is it a smoke test?" to the experiments that it runs, by name.
    analyse
        From their results, by name, to what was found.
    """

    name: str
    question: str
    designs: Callable[[bool], dict[str, Experiment]]
    analyse: Callable[[dict[str, Result]], Findings]


def options(study: Study, arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line of a study."""
    parser = argparse.ArgumentParser(description=study.question)
    parser.add_argument("--smoke", action="store_true", help="a small version, in seconds")
    parser.add_argument("--out", type=Path, default=RESULTS / study.name, help="folder of results")
    parser.add_argument("--workers", type=int, default=None, help="threads; all by default")
    return parser.parse_args(arguments)


def run_study(study: Study, arguments: Sequence[str] | None = None) -> Findings:
    """Run a study, or go on with it, and write its findings into its folder."""
    chosen = options(study, arguments)
    folder = chosen.out / ("smoke" if chosen.smoke else "full")
    results = {
        name: result_of(experiment, folder / "runs" / name, chosen.workers)
        for name, experiment in study.designs(chosen.smoke).items()
    }
    findings = study.analyse(results)
    write(findings, folder)
    sys.stdout.write(f"{study.question}\n{findings.sentence}\n")
    return findings


def result_of(experiment: Experiment, folder: Path, workers: int | None) -> Result:
    """Results of an experiment: run now, or found or gone on with in its folder.

    What another design left in the folder is refused by name: it would answer another question.
    """
    from negotiation.errors import InputError
    from negotiation.experiment.result import Result
    from negotiation.experiment.running import resume_experiment, run_experiment

    if folder.exists():
        if Result.open(folder).experiment.to_toml() != experiment.to_toml():
            raise InputError(str(folder), "", "holds results of another design", "another --out")
        return resume_experiment(folder, workers)
    return run_experiment(experiment, folder, workers=workers)


def write(findings: Findings, folder: Path) -> None:
    """Write sentence, table and figures."""
    from negotiation.plots.saving import save_figure

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "finding.txt").write_text(findings.sentence + "\n", encoding="utf-8")
    findings.table.to_csv(folder / "table.csv", index=False)
    for name, figure in findings.figures.items():
        for kind in ("png", "svg"):
            save_figure(figure, folder / f"{name}.{kind}")
