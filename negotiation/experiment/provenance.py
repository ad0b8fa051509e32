"""What is noted of versions, machine and time beside the results."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = ("negotiation", "numpy", "numba", "mesa", "pyarrow")
SOURCES: Final = (
    "rules", "terms", "scenario", "theory", "solution", "draws.py", "state.py", "records.py",
    "strategies.py", "play.py",
)  # fmt: skip
"""What the results of a run follow from."""
GIT_SECONDS: Final = 5


def provenance(
    command: Iterable[str], seed: int, engine: str, strategies: Mapping[str, str]
) -> dict[str, Any]:
    """Return versions, machine, state of the source, command, seed, strategies and time.

    `strategies` are the names of those that were given as objects, by side.

    Examples
    --------
    >>> sorted(provenance(["negotiation", "sweep"], 7, "plain", {}))
    ['command', 'cpu', 'engine', 'git', 'platform', 'rules', 'seed', 'started', 'strategies',
     'versions']
    """
    return {
        "versions": {"python": platform.python_version()} | {p: version_of(p) for p in PACKAGES},
        "platform": platform.platform(),
        "cpu": {"model": cpu_model(), "count": os.cpu_count()},
        "git": git_state(Path(__file__).parent),
        "command": list(command),
        "seed": seed,
        "engine": engine,
        "strategies": dict(strategies),
        "rules": rules_digest(),
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def version_of(package: str) -> str | None:
    """Version of an installed package; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def cpu_model() -> str:
    """Model of the processor, as far as the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def git_state(folder: Path) -> dict[str, Any] | None:
    """Commit that the package is run from, and whether files differ; None outside a checkout."""
    commit = git(folder, "rev-parse", "HEAD")
    if commit is None or git(folder, "ls-files", "--error-unmatch", Path(__file__).name) is None:
        return None
    return {"commit": commit, "dirty": bool(git(folder, "status", "--porcelain"))}


def git(folder: Path, *words: str) -> str | None:
    """Return what git says; None where there is no git or no checkout."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words],
            capture_output=True, text=True, timeout=GIT_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


@cache
def rules_digest() -> str:
    """SHA-256 of the sources that results follow from; a change of theirs makes other results.

    Examples
    --------
    >>> len(rules_digest())
    64
    """
    digest = sha256()
    for name in SOURCES:
        for place, content in python_files(files("negotiation") / name, name):
            digest.update(place.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def python_files(entry: Traversable, place: str) -> list[tuple[str, bytes]]:
    """Return the Python files of a folder, or the one file, with their places, in order."""
    if entry.is_file():
        return [(place, entry.read_bytes())] if place.endswith(".py") else []
    inside = sorted(entry.iterdir(), key=lambda each: each.name)
    return [found for each in inside for found in python_files(each, f"{place}/{each.name}")]


def this_command() -> list[str]:
    """Command line of this process."""
    return [Path(sys.argv[0]).name, *sys.argv[1:]] if sys.argv and sys.argv[0] else []
