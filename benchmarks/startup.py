"""What it costs to begin: imports, compiling, the cache, first results; each in a new process."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from typing import Final

from benchmarks.measuring import FLAGSHIP, ROOT, Repeats, Settings
from benchmarks.report import Section, row

ENGINE: Final = f"""
from time import perf_counter, process_time
start = perf_counter()
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.engine.kernel import ready_kernel
from negotiation.scenario import load_scenario
imported, busy = perf_counter(), process_time()
ready_kernel()
ready, busy = perf_counter(), process_time() - busy
simulate([Segment(load_scenario({FLAGSHIP!r}).terms(), 7, 0, 1)])
print(imported - start, ready - imported, busy, perf_counter() - ready)
"""
PLAIN: Final = f"""
from time import perf_counter
start = perf_counter()
from negotiation.play import Negotiation, cast
imported = perf_counter()
casting = cast({FLAGSHIP!r})
loaded = perf_counter()
Negotiation(casting, 7, 0).run()
print(imported - start, loaded - imported, perf_counter() - loaded)
"""
MESA: Final = f"""
from time import perf_counter
start = perf_counter()
from negotiation.model import NegotiationModel
imported = perf_counter()
NegotiationModel({FLAGSHIP!r}, seed=7).run()
print(imported - start, perf_counter() - imported)
"""


def told(code: str, environment: Mapping[str, str]) -> list[float]:
    """Run code in a new process; the numbers that it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(word) for word in done.stdout.split()]


def once(found: Repeats) -> None:
    """Measure all starts once: the engine with an empty cache, then with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        cache = {"NUMBA_CACHE_DIR": folder}
        imports, compiling, busy, _ = told(ENGINE, cache)
        _, loading, _, first = told(ENGINE, cache)
    plain_imports, scenario, plain_first = told(PLAIN, {})
    mesa_imports, mesa_first = told(MESA, {})
    for name, value in {
        "engine: imports": imports,
        "engine: compiled for the first time": compiling,
        "  the same in CPU time": busy,
        "engine: loaded from the cache": loading,
        "engine: scenario and first run then": first,
        "plain Python: imports": plain_imports,
        "plain Python: scenario": scenario,
        "plain Python: first run then": plain_first,
        "Mesa model: imports": mesa_imports,
        "Mesa model: scenario and first run": mesa_first,
    }.items():
        found.setdefault(name, []).append(value)


def measure(settings: Settings) -> list[Section]:
    """Measure the starts."""
    found: Repeats = {}
    for _ in range(1 if settings.quick else 3):
        once(found)
    rows = [row(name, values, "s") for name, values in found.items()]
    return [Section("Starting, wall time", rows)]
