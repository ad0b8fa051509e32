"""How things are measured: repeats, interleaved so that a busy moment hits every case alike."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from negotiation.batches import Segment
from negotiation.engine.linking import rules_digest
from negotiation.scenario import load_scenario
from negotiation.terms import Terms

FLAGSHIP = "buenos-aires-2018"
SMALL = "two-issue"
SEED = 7
ROOT = Path(__file__).parent.parent

Repeats = dict[str, list[float]]
"""Name of a case to what each repeat measured."""


@dataclass(frozen=True)
class Settings:
    """What the command line asked for."""

    quick: bool = False
    negmas: str | None = None

    @property
    def repeats(self) -> int:
        """How often each case is measured."""
        return 3 if self.quick else 9

    def sized(self, full: int) -> int:
        """Return a number of runs, smaller where the short version is asked for."""
        return max(1, full // 10) if self.quick else full


def interleaved(cases: Mapping[str, Callable[[], float]], repeats: int) -> Repeats:
    """Measure every case once, then every case again, and so on, each time in another order.

    >>> interleaved({"a": lambda: 1.0, "b": lambda: 2.0}, 2)
    {'a': [1.0, 1.0], 'b': [2.0, 2.0]}
    """
    found: Repeats = {name: [] for name in cases}
    names = list(cases)
    for number in range(repeats):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            found[name].append(cases[name]())
    return found


def ratios(over: list[float], under: list[float]) -> list[float]:
    """Ratios of paired repeats.

    >>> ratios([4.0, 9.0], [2.0, 3.0])
    [2.0, 3.0]
    """
    return [a / b for a, b in zip(over, under, strict=True)]


def terms_of(name: str) -> Terms:
    """Return the terms of a scenario by name or path."""
    return load_scenario(name).terms()


def segment(terms: Terms, count: int, first: int = 0) -> list[Segment]:
    """Return the runs to simulate, as the engine takes them."""
    return [Segment(terms, SEED, first, count)]


def machine() -> dict[str, str]:
    """Return the class of the machine, the versions and the day; nothing that names the machine."""
    packages = {name: version(name) for name in ("numpy", "numba", "mesa")}
    return {
        "Measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "on": f"{processor()}, {os.cpu_count()} cores, {platform.system()}",
        "Python": platform.python_version(),
        **packages,
        "rules and engine": rules_digest()[:12],
    }


def processor() -> str:
    """Return the model of the processor, as the system says it."""
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
