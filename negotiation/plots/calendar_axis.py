"""Dates along the x axis, and milestones as numbered lines with a key."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

from negotiation.plots.canvas import CHARACTER, POINTS_PER_INCH, inches_wide
from negotiation.plots.data import Mark
from negotiation.plots.style import MILESTONE, SMALL_PT

LINE_HEIGHT = 1.25  # in font sizes


def number(day: date) -> float:
    """Day as the axis counts it."""
    return float(date2num(day))  # type: ignore[no-untyped-call]


def date_ticks(ax: Axes) -> None:
    """Ticks at round dates."""
    locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    dates = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(dates)


def label_rows(ax: Axes, days: Sequence[float]) -> list[int]:
    """Row above the axes for each numbered label, such that neighbours do not touch."""
    low, high = ax.get_xlim()
    gap = 2.6 * SMALL_PT / (inches_wide(ax) * POINTS_PER_INCH) * (high - low)
    last: list[float] = []  # day of the last label in each row
    rows = []
    for day in days:
        row = next((r for r, before in enumerate(last) if day - before >= gap), len(last))
        last[row : row + 1] = [day]
        rows.append(row)
    return rows


def draw_marks(ax: Axes, marks: Sequence[Mark]) -> None:
    """Milestones as numbered vertical lines; the key below says what they are."""
    days = [number(mark.day) for mark in marks]
    for index, (day, row) in enumerate(zip(days, label_rows(ax, days), strict=True), start=1):
        ax.axvline(day, linewidth=0.8, zorder=1, **MILESTONE)
        ax.annotate(
            str(index), (day, 1.0), xycoords=("data", "axes fraction"),
            xytext=(0.0, 2.0 + row * LINE_HEIGHT * SMALL_PT), textcoords="offset points",
            ha="center", va="bottom", fontsize=SMALL_PT, annotation_clip=False, parse_math=False,
        )  # fmt: skip


def lift(ax: Axes, marks: Sequence[Mark]) -> float:
    """Room that the numbers of the milestones need above the axes, in inches."""
    rows = 1 + max(label_rows(ax, [number(mark.day) for mark in marks]), default=0)
    return (rows * LINE_HEIGHT * SMALL_PT + 4.0) / POINTS_PER_INCH


def mark_entries(marks: Sequence[Mark]) -> list[str]:
    """What the numbers of the milestones stand for."""
    return [f"{index}  {'; '.join(mark.titles)}" for index, mark in enumerate(marks, start=1)]


def key_text(ax: Axes, entries: Sequence[str]) -> str:
    """Key, wrapped to the width of the axes."""
    columns = max(20, int(inches_wide(ax) * POINTS_PER_INCH / (CHARACTER * SMALL_PT)))
    lines = [wrap(text, columns, subsequent_indent="    ") for text in entries]
    return "\n".join(line for entry in lines for line in entry)


def draw_key(ax: Axes, entries: Sequence[str]) -> None:
    """Put the key below the axis label."""
    ax.annotate(
        key_text(ax, entries), (0.0, 0.0), xycoords="axes fraction",
        xytext=(0.0, -30.0), textcoords="offset points", ha="left", va="top",
        fontsize=SMALL_PT, linespacing=LINE_HEIGHT, annotation_clip=False, parse_math=False,
    )  # fmt: skip
