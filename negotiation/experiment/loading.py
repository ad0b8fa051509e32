"""From a file to what it holds, with the names of files in it made relative to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from negotiation.errors import InputError
from negotiation.scenario.loading import parsed, scenario_names
from negotiation.scenario.refusals import shown

MAX_BYTES: Final = 50_000_000
MAX_PATH: Final = 4096
MOST_DOTS: Final = 1000  # in one key: reading one takes time in the square of it
EXAMPLE: Final = "an experiment: scenario, vary, replicates, seed, ..."


def read_bytes(path: str, most: int) -> bytes:
    """Return the bytes of a file of reasonable size."""
    where = path or "file"
    if len(path) > MAX_PATH:
        raise InputError(shown(path), "", "is too long for a path", f"up to {MAX_PATH} characters")
    try:
        if Path(path).is_dir():
            raise InputError(where, "", "is a directory", "a file")
        with open(path, "rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise InputError(where, "", "no such file") from None
    except OSError as error:
        raise InputError(where, "", f"cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise InputError(where, "", f"cannot be read: {error}") from None
    if len(content) > most:
        raise InputError(where, "", "is too large", f"up to {most} bytes")
    return content


def read_experiment(path: str) -> dict[str, Any]:
    """Return what an experiment file holds; files named in it are taken from its folder."""
    content = read_bytes(path, MAX_BYTES)
    if not content.strip():
        raise InputError(path, "", "is empty", EXAMPLE)
    if has_long_key(content):
        raise InputError(path, "", "has a key that is nested too deeply")
    try:
        raw = parsed(content, path)
    except InputError as error:
        allowed = EXAMPLE if error.allowed else ""
        raise InputError(path, "", error.problem, allowed) from None
    return with_folder(raw, Path(path).parent)


def has_long_key(content: bytes) -> bool:
    """Whether a line begins with a key of very many parts.

    Examples
    --------
    >>> has_long_key(b"a.b = 1"), has_long_key(b"a." * 2000 + b"b = 1")
    (False, True)
    """
    lines = content.split(b"\n") if content.count(b".") > MOST_DOTS else []
    return any(line.split(b"=", 1)[0].count(b".") > MOST_DOTS for line in lines)


def with_folder(raw: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return the content with the files that it and its sub-experiments name found in a folder."""
    located = located_in(raw, folder)
    parts = raw.get("experiment")
    if isinstance(parts, list):
        located["experiment"] = [
            located_in(part, folder) if isinstance(part, dict) else part for part in parts
        ]
    return located


def located_in(table: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return one table with its scenario and its CSV file found in a folder."""
    located = dict(table)
    scenario, design = table.get("scenario"), table.get("design")
    if isinstance(scenario, str) and scenario.strip() and scenario not in scenario_names():
        located["scenario"] = str(folder / scenario)
    if isinstance(design, dict) and isinstance(design.get("file"), str):
        located["design"] = {**design, "file": str(folder / design["file"])}
    return located
