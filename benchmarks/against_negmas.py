"""NegMAS on its nearest case against the engine on the same, per core; NegMAS is no dependency."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any, Final

from benchmarks.measuring import ROOT, Settings, interleaved, ratios, segment, terms_of
from benchmarks.report import Section, row
from negotiation.engine.batch import simulate

CASE: Final = Path(__file__).with_name("negmas_case.py")
SCENARIO: Final = Path(__file__).with_name("single_issue.toml")
RUNS: Final = 100
ENGINE_RUNS: Final = 50_000


@contextmanager
def installed() -> Iterator[str]:
    """Install NegMAS into an environment that is thrown away; yield its interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        binaries = "Scripts" if sys.platform == "win32" else "bin"
        interpreter = str(Path(folder) / binaries / "python")
        subprocess.run([interpreter, "-m", "pip", "install", "--quiet", "negmas"], check=True)
        yield interpreter


def negmas_once(interpreter: str, runs: int) -> dict[str, Any]:
    """Measure NegMAS once, in a process of its own."""
    done = subprocess.run(
        [interpreter, "-I", str(CASE), str(runs), "1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]


def measure(settings: Settings) -> list[Section]:
    """Compare, where an interpreter is given."""
    if settings.negmas is None:
        note = "Not measured: give --negmas PYTHON or --install-negmas."
        return [Section("NegMAS, single issue", [], (note,))]
    return [compared(settings, settings.negmas)]


def compared(settings: Settings, interpreter: str) -> Section:
    """Section of the comparison; a repeat of NegMAS and one of the engine are a pair."""
    terms, runs = terms_of(str(SCENARIO)), settings.sized(RUNS)
    rounds = float(simulate(segment(terms, 10)).n_rounds.mean())
    told: list[dict[str, Any]] = []

    def theirs() -> float:
        told.append(negmas_once(interpreter, runs))
        part = told[-1]["repeats"][0]
        return float(runs / (part["set_up"] + part["run"]))

    def ours() -> float:
        begun = process_time()
        simulate(segment(terms, ENGINE_RUNS))
        return ENGINE_RUNS / (process_time() - begun)

    found = interleaved({"negmas": theirs, "engine": ours}, settings.repeats)
    parts = [each["repeats"][0] for each in told]
    running = [runs / part["run"] for part in parts]
    steps = [part["steps"] / part["run"] for part in parts]
    ours_rounds = [rounds * each for each in found["engine"]]
    rows = [
        row("engine", found["engine"], "runs/s"),
        row("NegMAS, setting up and running", found["negmas"], "runs/s"),
        row("NegMAS, running alone", running, "runs/s"),
        row("engine / NegMAS", ratios(found["engine"], found["negmas"]), "times"),
        row("engine / NegMAS, running alone", ratios(found["engine"], running), "times"),
        row("the same per round (step)", ratios(ours_rounds, steps), "times"),
    ]
    theirs_steps = parts[0]["steps"] / runs
    note = (
        f"NegMAS {told[0]['version']}: {theirs_steps:.0f} steps a run; ours: {rounds:.0f} rounds."
    )
    return Section("NegMAS, single issue, per core", rows, (note,))
