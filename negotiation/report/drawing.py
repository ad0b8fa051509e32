"""Pictures into files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from negotiation.errors import InputError
from negotiation.report.pictures import Picture

if TYPE_CHECKING:
    from negotiation.plots.canvas import Figure

FORMATS: Final = ("svg", "png", "pdf")


class Drawn(NamedTuple):
    """A picture with its figure."""

    picture: Picture
    figure: Figure


def draw_all(pictures: Iterable[Picture]) -> list[Drawn]:
    """Draw pictures.

    Raises
    ------
    InputError
        If the numbers of one cannot be drawn.
    """
    from negotiation.plots.canvas import figure_of

    return [Drawn(picture, figure_of(picture.draw())) for picture in pictures]


class Written(NamedTuple):
    """A file that was written, and whether another content stood there before."""

    file: Path
    was_other: bool


def write_all(drawn: Iterable[Drawn], folder: Path, formats: Sequence[str]) -> Iterator[Written]:
    """Write figures into a folder that exists, each whole or not at all; yield the files.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    from negotiation.plots import save_figure

    for each in drawn:
        for ending in formats:
            file = folder / f"{each.picture.name}.{ending}"
            before = file.read_bytes() if file.is_file() else None
            save_figure(each.figure, file)
            yield Written(file, before not in (None, file.read_bytes()))


def draw_possible(pictures: Iterable[Picture]) -> tuple[list[Drawn], dict[str, str]]:
    """Draw those pictures whose numbers can be drawn; say of the others why they cannot."""
    drawn: list[Drawn] = []
    refused = {}
    for picture in pictures:
        try:
            drawn += draw_all([picture])
        except InputError as error:
            refused[picture.name] = str(error)
    return drawn, refused
