"""Scripts in a Python of their own: with a copy of the package, or other settings of numba."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NUMBA_SETTINGS = ("NUMBA_CACHE_DIR", "NUMBA_DISABLE_JIT", "NUMBA_BOUNDSCHECK")


def copy_of_package(folder: Path) -> Path:
    """Copy of the package without anything compiled; returns its root."""
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "negotiation", folder / "negotiation", ignore=leave)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """This environment without settings of numba that a test would trip over."""
    kept = {name: value for name, value in os.environ.items() if name not in NUMBA_SETTINGS}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"} | changes


def answer_of(code: str, root: Path, **changes: str) -> Any:
    """What a script prints last, as JSON, run with `root` as the only place of the package."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=root,
        env=environment(PYTHONPATH=str(root), **changes),
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
