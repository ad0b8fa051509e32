"""Figures into files: whole or not at all, and the same bytes each time."""

import os
from io import BytesIO
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from negotiation.play import Play
from negotiation.plots.timeline import timeline

METADATA = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
RESOLUTION = 200  # dots per inch


def figure_bytes(figure: Figure, kind: str, fonts: str = "none") -> bytes:
    """Content of a figure's file.

    Parameters
    ----------
    figure
        The figure.
    kind
        "png", "svg" or "pdf".
    fonts
        "path": text in SVG is drawn, and looks the same without the font; "none": it stays text.
    """
    content = BytesIO()
    with rc_context({"svg.hashsalt": "negotiation", "svg.fonttype": fonts}):
        figure.savefig(content, format=kind, metadata=METADATA[kind], dpi=RESOLUTION)
    return content.getvalue()


def save_figure(figure: Figure, file: Path) -> None:
    """Write a figure as .png, .svg or .pdf; an existing file is replaced when all is written.

    Raises OSError where the file cannot be written, ValueError for another ending.
    """
    kind = file.suffix.lower().removeprefix(".")
    if kind not in METADATA:
        raise ValueError(f"{file.name}: a figure ends in one of {', '.join(METADATA)}")
    content = figure_bytes(figure, kind)
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)


def save_timeline(play: Play, file: Path) -> None:
    """Draw the timeline of a finished negotiation into a file."""
    figure = timeline(play).get_figure(root=True)
    assert figure is not None
    save_figure(figure, file)
