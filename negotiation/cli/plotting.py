"""`negotiation plot`: figures of an experiment into a folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from negotiation.cli.choices import known, shown
from negotiation.cli.screen import show, talk, width
from negotiation.errors import InputError
from negotiation.transcript.layout import paragraph

if TYPE_CHECKING:
    from negotiation.report.drawing import Drawn
    from negotiation.report.kinds import Choice
    from negotiation.report.sweep import Sweep

OWN: Final = "a folder of its own"
REMEDY: Final = "give a folder that may be written to"


@dataclass(frozen=True)
class Request:
    """What the user asked `negotiation plot` for, as it was written."""

    folder: str
    out: str
    kinds: tuple[str, ...]
    every: bool
    formats: tuple[str, ...]


def plot(request: Request) -> None:
    """Draw the figures and write a line for each file."""
    from negotiation.report.drawing import FORMATS, write_all
    from negotiation.report.kinds import KINDS
    from negotiation.report.sweep import Sweep

    for kind in request.kinds:
        known("--kind", "kind", kind, KINDS)
    for ending in request.formats:
        known("--format", "format", ending, FORMATS)
    if request.kinds and request.every:
        raise InputError("--kind", "", "goes without --all, which draws all kinds", "one of them")
    out = out_folder(request.folder, request.out)
    sweep = Sweep.open(request.folder)
    drawn = figures(sweep, request)
    make(out)
    formats = [each for each in FORMATS if each in (request.formats or FORMATS)]
    try:
        for file, was_other in write_all(drawn, out, formats):
            show(str(file))
            if was_other:
                talk(f"replaced: {file}")
    except OSError as error:
        raise OSError(
            f"--out: cannot write to {out}: {error.strerror or error}; {REMEDY}"
        ) from error


def is_in_tables(folder: str, path: str) -> bool:
    """Whether a path is one of the tables of results, which readers take whole, or in one."""
    from negotiation.experiment.store.folder import TABLES

    place = Path(path).resolve()
    tables = {(Path(folder) / table).resolve() for table in TABLES}
    return bool(tables & {place, *place.parents})


def out_folder(folder: str, out: str) -> Path:
    """Folder for the figures: not one of the tables of results."""
    if not out or is_in_tables(folder, out):
        raise InputError("--out", "", f"{shown(out)} is no folder for figures", OWN)
    if os.path.exists(out) and not os.path.isdir(out):  # of any length, which Path refuses
        raise InputError("--out", "", f"{shown(out)} is a file", "a folder, which may be new")
    return Path(out)


def make(folder: Path) -> None:
    """Make the folder for the figures."""
    from negotiation.experiment.store.folder import IMPOSSIBLE

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno in IMPOSSIBLE:
            problem = f"cannot make {shown(str(folder))}: {error.strerror}"
            raise InputError("--out", "", problem, OWN) from error
        raise OSError(f"--out: cannot make {folder}: {error.strerror}; {REMEDY}") from error


def figures(sweep: Sweep, request: Request) -> list[Drawn]:
    """Draw what was asked for; a kind asked for by name must be possible."""
    from negotiation.report.drawing import draw_all, draw_possible
    from negotiation.report.kinds import KINDS, choose, usual

    notice = sweep.unfinished()
    if notice:
        tell(f"{request.folder} is {notice}")
    if request.kinds:
        choice = choose(sweep, dict.fromkeys(request.kinds))
        for kind, reason in choice.reasons.items():
            raise InputError("--kind", kind, reason, ", ".join(choose(sweep, KINDS).pictures))
        return draw_all(choice.all())
    choice = choose(sweep, KINDS)
    kinds = list(KINDS) if request.every else usual(sweep)
    drawn, refused = draw_possible([p for k in kinds for p in choice.pictures.get(k, [])])
    tell_rest(choice, kinds, refused, request.every)
    return drawn


def tell_rest(choice: Choice, kinds: list[str], refused: dict[str, str], every: bool) -> None:
    """Say what else could be drawn and what could not."""
    more = [kind for kind in choice.pictures if kind not in kinds]
    if more:
        tell(f"also possible with --kind or --all: {', '.join(more)}")
    reasons = {**choice.reasons, **refused} if every else refused
    for name, reason in reasons.items():
        tell(f"not possible: {name}: {reason}")


def tell(text: str) -> None:
    """Write a notice, wrapped."""
    talk("\n".join(paragraph(text, width(), "", "  ")))
