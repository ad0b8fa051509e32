"""Where the time goes inside the compiled loop: a statistical profile by Linux `perf`.

`python -m benchmarks.profile_kernel` prints a table. Compiled code has no names that `perf` knows,
so the process that is watched writes down where each compiled function stands in memory. Rules that
the compiler has made part of others count as these others.
"""

import bisect
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from benchmarks.measuring import FLAGSHIP, ROOT, Settings, segment, terms_of
from benchmarks.report import Row, Section

FREQUENCY: Final = 1999  # samples a second
FAR: Final = 20_000  # bytes: no compiled function is longer
LEAST: Final = 1.0  # per cent: rarer functions are summed up
LABELS: Final = re.compile(r"^([A-Za-z_][\w.$]*):", re.MULTILINE)
LENGTH: Final = re.compile(r"\d+(?=[a-z_])")


def places() -> dict[str, int]:
    """Address of every function of the loop, by the name that the compiler gave it."""
    from negotiation.engine.kernel import SIGNATURE, ready_kernel

    loop = ready_kernel()
    engine: Any = loop.overloads[SIGNATURE].library.codegen._engine._ee
    found = {}
    for label in LABELS.findall(loop.inspect_asm(SIGNATURE)):
        address = engine.get_function_address(label)
        if address:
            found[label] = address
    return found


def work(file: Path, seconds: float) -> None:
    """Write the addresses down, then keep the loop busy."""
    from negotiation.engine.batch import simulate

    file.write_text(json.dumps(places()), encoding="utf-8")
    terms, begun = terms_of(FLAGSHIP), perf_counter()
    while perf_counter() - begun < seconds:
        simulate(segment(terms, 20_000))


def sampled(folder: Path, seconds: float) -> list[int]:
    """Run the work under `perf`; the addresses at which it was found."""
    data, environment = folder / "perf.data", {"NUMBA_CACHE_DIR": str(folder / "cache")}
    inner = [sys.executable, "-m", "benchmarks.profile_kernel", str(folder / "places.json")]
    record = ["perf", "record", "-q", "-F", str(FREQUENCY), "-o", str(data), "--"]
    subprocess.run([*record, *inner, str(seconds)], cwd=ROOT, env=os.environ | environment,
                   check=True, capture_output=True)  # fmt: skip
    told = subprocess.run(["perf", "script", "-i", str(data), "-F", "ip"],
                          check=True, capture_output=True, text=True)  # fmt: skip
    return [int(word, 16) for word in told.stdout.split()]


def short(label: str) -> str:
    """Name of the rule in the name of a compiled function: a length, so many letters, then a B.

    >>> short("_ZN5rules12_3edynamic_3e4fillB2v1B4c1Ex")
    'fill'
    """
    for found in LENGTH.finditer(label):
        end = found.end() + int(found.group())
        if label[end : end + 1] == "B":
            return label[found.end() : end].rpartition("_3e")[2]
    return label


def by_function(samples: list[int], known: dict[str, int]) -> Counter[str]:
    """Count samples by the function that they fall into; those outside the loop are left out."""
    ordered = sorted((address, label) for label, address in known.items())
    starts = [address for address, _ in ordered]
    counts: Counter[str] = Counter()
    for sample in samples:
        place = bisect.bisect_right(starts, sample) - 1
        if place >= 0 and sample - starts[place] < FAR:
            counts[short(ordered[place][1])] += 1
    return counts


def rows_of(counts: Counter[str]) -> list[Row]:
    """Rows in per cent; the rare ones together."""
    total = counts.total()
    shares = [(name, 100.0 * times / total) for name, times in counts.most_common()]
    rows = [Row(name, share, "%") for name, share in shares if share >= LEAST]
    return [*rows, Row("all others", sum(s for _, s in shares if s < LEAST), "%")]


def said(error: subprocess.CalledProcessError) -> str:
    """Return the last line that a failed program wrote."""
    text = error.stderr.decode() if isinstance(error.stderr, bytes) else error.stderr or ""
    return (text.strip().splitlines() or ["perf failed"])[-1]


def measure(settings: Settings) -> list[Section]:
    """Profile the loop, where `perf` is there and may be used."""
    title = f"Where the time goes: {FLAGSHIP}"
    if shutil.which("perf") is None:
        return [Section(title, [], ("Not measured: Linux perf is not installed.",))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            samples = sampled(folder, 3.0 if settings.quick else 15.0)
        except subprocess.CalledProcessError as error:
            return [Section(title, [], (f"Not measured: {said(error)}",))]
        known = json.loads((folder / "places.json").read_text(encoding="utf-8"))
    counts = by_function(samples, known)
    note = f"{counts.total():,} samples; rules inlined into another count as that other."
    return [Section(title, rows_of(counts), (note,))]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(Path(sys.argv[1]), float(sys.argv[2]))
    else:
        from benchmarks.report import as_text

        print("\n".join(as_text(section) for section in measure(Settings())))
