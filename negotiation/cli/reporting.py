"""`negotiation report`: one page on an experiment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from negotiation.cli.choices import shown
from negotiation.cli.plotting import is_in_tables, tell
from negotiation.cli.screen import show, talk
from negotiation.errors import InputError

PAGE: Final = "report.html"
FILE: Final = "a file in a folder that exists"


def report(folder: str, out: str | None) -> None:
    """Write the page, whole or not at all, and say where."""
    from negotiation.report.page import page_of
    from negotiation.report.sweep import Sweep

    file = page_file(folder, out)
    sweep = Sweep.open(folder)
    notice = sweep.unfinished()
    if notice:
        tell(f"{folder} is {notice}")
    page = page_of(sweep)
    for name, reason in page.refused.items():
        tell(f"left out: {name}: {reason}")
    if write(file, page.text.encode()):
        talk(f"replaced: {file}")
    show(f"{file}")


def write(file: Path, content: bytes) -> bool:
    """Write the page; return whether another content stood there before."""
    from negotiation.experiment.store.folder import IMPOSSIBLE, StorageError, write_file

    before = file.read_bytes() if os.path.isfile(file) else None
    try:
        write_file(file, content)
    except StorageError as error:
        if error.errno not in IMPOSSIBLE:
            raise
        reason = os.strerror(error.errno)
        problem = f"cannot write {shown(str(file))}: {reason}"
        raise InputError("--out", "", problem, FILE) from error
    return before not in (None, content)


def page_file(folder: str, out: str | None) -> Path:
    """File for the page: a name in a folder that exists, not one of the experiment's own."""
    file = Path(folder) / PAGE if out is None else Path(out)
    if out == "" or os.path.isdir(file):  # of any length, which Path refuses
        raise InputError("--out", "", f"{shown(str(out))} names no file", f"a path, such as {PAGE}")
    if out is not None and not os.path.isdir(file.parent):
        raise InputError("--out", "", f"no folder {shown(str(file.parent))}", FILE)
    if out is not None and is_in_tables(folder, out):
        problem = f"{shown(out)} is in a table of results"
        raise InputError("--out", "", problem, "a file in another folder")
    if file.suffix.lower() not in (".html", ".htm"):
        problem = f"{shown(file.name)} is no page"
        raise InputError("--out", "", problem, "a name ending in .html or .htm")
    return file
