"""A million runs from the command line to files on disk: seconds, peak memory, bytes."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

from benchmarks.measuring import FLAGSHIP, ROOT, Settings
from benchmarks.report import Row, Section, row

RUNS: Final = 1_000_000
EXPERIMENT: Final = """\
schema_version = 1
name = "benchmark"
question = "How long does a million runs take?"
scenario = "{scenario}"
seed = 7
replicates = {replicates}
common_random_numbers = true

[design]
kind = "grid"

[[vary]]
parameter = "us.timing.rounds"
values = [0, 1, 2, 3]
"""
POINTS: Final = 4
MEMORY: Final = """
import atexit, resource, sys
from pathlib import Path

def tell():
    status = Path("/proc/self/status")  # the peak of this program, not of the one that started it
    for line in status.read_text().splitlines() if status.exists() else ():
        if line.startswith("VmHWM"):
            print("peak", int(line.split()[1]) * 1024, file=sys.stderr)
            return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("peak", peak if sys.platform == "darwin" else peak * 1024, file=sys.stderr)

atexit.register(tell)
"""
SWEEP: Final = MEMORY + "from negotiation.cli import main\nsys.exit(main())\n"
IN_MEMORY: Final = (
    MEMORY
    + f"""
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.scenario import load_scenario
terms = load_scenario({FLAGSHIP!r}).terms()
for first in range(0, int(sys.argv[1]), 10_000):
    simulate([Segment(terms, 7, first, 10_000)])
"""
)


class Outcome(NamedTuple):
    """How a program ended: what it took, or what it said instead."""

    seconds: float
    busy: float  # CPU time, of all its threads
    peak_bytes: int
    problem: str


def busy_children() -> float:
    """CPU time of the programs that have been run so far."""
    used = os.times()
    return used.children_user + used.children_system


def watched(code: str, arguments: list[str]) -> Outcome:
    """Run code in a new process and watch its time and memory."""
    begun, busy = perf_counter(), busy_children()
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True
    )
    seconds, busy = perf_counter() - begun, busy_children() - busy
    found = re.search(r"^peak (\d+)$", done.stderr, re.MULTILINE)
    peak = int(found.group(1)) if found else 0
    words = done.stderr.replace(found.group(0), "") if found else done.stderr
    return Outcome(seconds, busy, peak, " ".join(words.split())[:200] if done.returncode else "")


def disk_bytes(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class Sweep(NamedTuple):
    """One sweep: how it ended, and what it left on disk."""

    outcome: Outcome
    disk: int


def sweep(runs: int) -> Sweep:
    """Run the experiment into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "experiment.toml", Path(folder) / "out"
        text = EXPERIMENT.format(scenario=FLAGSHIP, replicates=runs // POINTS)
        file.write_text(text, encoding="utf-8")
        outcome = watched(SWEEP, ["sweep", str(file), "--out", str(out), "--yes"])
        return Sweep(outcome, disk_bytes(out))


def rows_of(sweeps: list[Sweep], runs: int) -> list[Row]:
    """Rows of the sweeps that ran."""
    seconds = [each.outcome.seconds for each in sweeps]
    megabytes = [each.outcome.peak_bytes / 1e6 for each in sweeps]
    return [
        row(f"sweep of {runs:,} runs, wall time", seconds, "s"),
        row("  CPU time", (each.outcome.busy for each in sweeps), "s"),
        row("  runs a second", (runs / each for each in seconds), "runs/s"),
        row("peak memory", megabytes, "MB"),
        row("disk of a million runs", (each.disk / runs for each in sweeps), "MB"),
        row("disk", (each.disk / runs for each in sweeps), "bytes/run"),
    ]


def measure(settings: Settings) -> list[Section]:
    """Measure the engine alone in a process of its own, then sweeps."""
    runs = settings.sized(RUNS)
    alone = watched(IN_MEMORY, [str(runs)])
    rows = [
        Row(f"engine alone, one thread, {runs:,} runs", alone.seconds, "s"),
        Row("  CPU time", alone.busy, "s"),
        Row("  peak memory", alone.peak_bytes / 1e6, "MB"),
    ]
    sweeps = [sweep(runs) for _ in range(1 if settings.quick else 3)]
    problems = {each.outcome.problem for each in sweeps if each.outcome.problem}
    if problems:
        return [Section("End to end", rows, [f"The sweep did not run: {p}" for p in problems])]
    return [Section(f"End to end: {FLAGSHIP}", rows + rows_of(sweeps, runs))]
