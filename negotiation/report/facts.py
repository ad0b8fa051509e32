"""What a page says of an experiment besides its results: design, failures, provenance."""

from __future__ import annotations

import shlex
from collections import Counter
from typing import Final, NamedTuple

from negotiation.experiment.store.folder import MANIFEST
from negotiation.experiment.store.manifest import read_manifest
from negotiation.report.factors import Factor, level_name, thousands
from negotiation.report.sweep import Sweep

MOST_LEVELS: Final = 12  # that are named one by one
MOST_REASONS: Final = 10
DESIGNS: Final = {
    "grid": "grid: every combination of the values",
    "list": "list: all parameters move together, row by row",
    "csv": "points from a CSV file",
    "latin_hypercube": "Latin hypercube",
    "sobol": "Sobol' points",
}


class Fact(NamedTuple):
    """A term and what there is to say of it."""

    term: str
    text: str


class Varied(NamedTuple):
    """A parameter that is varied, and over which values."""

    name: str
    unit: str
    values: str


class Reason(NamedTuple):
    """Why runs failed, and how many."""

    text: str
    runs: int


def design_facts(sweep: Sweep) -> list[Fact]:
    """Scenario, design, sizes and state."""
    experiment = sweep.result.experiment
    kind = experiment.design_table.kind
    stop = experiment.stop
    counted = "run" if experiment.replicates == 1 else "runs"
    counted += " at each point" if stop is None else " of a block at each point"
    draws = "common random numbers: replicate k meets the same chance at every point"
    if not experiment.common_random_numbers:
        draws = "independent at every point"
    found = [
        Fact("Scenario", scenario_title(sweep)),
        Fact("Design", DESIGNS.get(kind, kind) if sweep.factors else "one point, nothing varied"),
        Fact("Design points", thousands(sweep.n_points)),
        Fact("Replicates", f"{thousands(experiment.replicates)} {counted}"),
        Fact("Runs", thousands(sweep.result.store.runs)),
        Fact("Failed runs", thousands(sweep.failed)),
        Fact("State", sweep.unfinished() or "complete"),
    ]
    if stop is not None:
        rule = f"until the {100 * stop.confidence:g} % interval of {stop.outcome} is "
        rule += f"{stop.width:g} wide at each point, at most {thousands(stop.max_runs)} runs"
        found.append(Fact("Stop rule", rule))
    if sweep.n_points > 1:
        found.append(Fact("Chance", draws))
    return found


def scenario_title(sweep: Sweep) -> str:
    """Name and title of the scenario; of sub-experiments that have their own, nothing is said."""
    source = sweep.result.experiment.scenario
    if source is None:
        return "one for each sub-experiment"
    name, title = (str(source.content.get(key, "")) for key in ("name", "title"))
    return f"{name}: {title}" if title else name


def varied_facts(sweep: Sweep) -> list[Varied]:
    """What is varied, over which values."""
    return [Varied(factor.title, factor.unit, levels_of(factor)) for factor in sweep.factors]


def levels_of(factor: Factor) -> str:
    """Values of a factor: each of few, the ends of many."""
    if len(factor.levels) <= MOST_LEVELS:
        return (", " if not any("," in name for name in factor.names) else "; ").join(factor.names)
    many = f"{thousands(len(factor.levels))} values"
    if not factor.is_number:
        return f"{many}, such as {factor.names[0]}"
    return f"{many} from {factor.names[0]} to {factor.names[-1]}"


def fixed_facts(sweep: Sweep) -> list[Fact]:
    """What is fixed other than in the scenario, for all or for a sub-experiment."""
    experiment = sweep.result.experiment
    found = [Fact(key, level_name(value)) for key, value in experiment.fixed.items()]
    for part in experiment.experiment:
        for key, value in part.fixed.items():
            found.append(Fact(f"{part.name}: {key}", level_name(value)))
    return found


def reasons(sweep: Sweep) -> list[Reason]:
    """Why runs failed, the most frequent reason first."""
    if not sweep.failed:
        return []
    counts = Counter(sweep.result.failures()["message"].astype(str).tolist())
    return [Reason(text, runs) for text, runs in counts.most_common(MOST_REASONS)]


def provenance_facts(sweep: Sweep) -> list[Fact]:
    """Versions, commit, command, seed, machine, and the digests that vouch for the results."""
    noted, store = sweep.result.provenance, sweep.result.store
    git = noted.get("git") or {}
    changed = ", with changes" if git.get("dirty") else ""
    versions = noted.get("versions", {})
    packages = ", ".join(
        f"{name} {version or '(from source)'}" for name, version in versions.items()
    )
    cpu = noted.get("cpu", {})
    chain = read_manifest(store.folder / MANIFEST).chain
    found = [
        Fact("Command", shlex.join(str(word) for word in noted.get("command", []))),
        Fact("Seed", str(noted.get("seed", ""))),
        Fact("Commit", f"{git['commit']}{changed}" if git.get("commit") else ""),
        Fact("Versions", packages),
        Fact("Engine", str(noted.get("engine", ""))),
        Fact("Begun", str(noted.get("started", ""))),
        Fact(
            "Machine", f"{noted.get('platform', '')}; {cpu.get('count', '?')} x {cpu.get('model')}"
        ),
        Fact("Rules of the game, SHA-256", store.head.rules),
        Fact("Results, SHA-256", f"{chain} (last line of {MANIFEST})"),
    ]
    return [fact for fact in found if fact.text]
