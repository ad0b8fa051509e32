"""`negotiation report`: one page on an experiment."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from negotiation.cli.plotting import tell
from negotiation.cli.screen import show
from negotiation.errors import InputError

PAGE: Final = "report.html"


def report(folder: str, out: str | None) -> None:
    """Write the page, whole or not at all, and say where."""
    from negotiation.experiment.store.folder import write_file
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
    write_file(file, page.text.encode())
    show(f"{file}")


def page_file(folder: str, out: str | None) -> Path:
    """File for the page: a name in a folder that exists, not one of the experiment's own."""
    file = Path(folder) / PAGE if out is None else Path(out)
    if out == "" or file.is_dir():
        raise InputError("--out", "", f"{out!r} names no file", f"a path, such as {PAGE}")
    if out is not None and not file.parent.is_dir():
        problem = f"no folder {str(file.parent)!r}"
        raise InputError("--out", "", problem, "a file in a folder that exists")
    if file.suffix.lower() not in (".html", ".htm"):
        problem = f"{file.name!r} is no page"
        raise InputError("--out", "", problem, "a name ending in .html or .htm")
    return file
