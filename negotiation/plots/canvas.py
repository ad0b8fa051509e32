"""What all plots share of figure, axes and legend; nothing here is registered with pyplot."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import fill

from matplotlib.artist import Artist
from matplotlib.axes import Axes as Axes  # for annotations outside of plots, too
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from negotiation.plots.style import COLUMN_WIDTH_MM, MM, TEXT_PT

CHARACTER = 0.52  # mean width, in font sizes
POINTS_PER_INCH = 72.0
TICK_INCHES = 0.45  # room of a tick label with its number
HANDLE_CHARACTERS = 7  # room of the sign and the gaps of a legend entry
LEGEND_ROOM = 1.1  # width of a legend that is still beside nothing, in widths of the axes
SHRINKING = 0.95  # of the axes by the layout, for labels that should not be longer than they
HEIGHT_MM = 66.0


def own_axes(width_mm: float = COLUMN_WIDTH_MM, height_mm: float = HEIGHT_MM) -> Axes:
    """Axes of a figure of its own, in no list of open figures."""
    figure = Figure(figsize=(width_mm * MM, height_mm * MM), layout="constrained", dpi=150)
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def figure_of(ax: Axes) -> Figure:
    """Figure on which the axes stand."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def inches_wide(ax: Axes) -> float:
    """Width of the axes, before the layout shrinks them for what stands beside."""
    return float(ax.get_position().width * figure_of(ax).get_figwidth())


def inches_high(ax: Axes) -> float:
    """Height of the axes, before the layout shrinks them for what stands above and below."""
    return float(ax.get_position().height * figure_of(ax).get_figheight())


def characters_in(inches: float, size: float = TEXT_PT) -> int:
    """Characters of text that fit beside one another into a width.

    >>> characters_in(1.0)
    19
    """
    return int(inches * POINTS_PER_INCH / (CHARACTER * size))


def frame(ax: Axes, x_label: str, y_label: str) -> None:
    """Labels, wrapped where they are longer than the axes, and open sides above and right."""
    across, up = (characters_in(SHRINKING * room) for room in (inches_wide(ax), inches_high(ax)))
    ax.set_xlabel(fill(x_label, across), fontsize=TEXT_PT, parse_math=False)
    ax.set_ylabel(fill(y_label, up), fontsize=TEXT_PT, parse_math=False)
    ax.tick_params(labelsize=TEXT_PT)
    ax.xaxis.get_offset_text().set_fontsize(TEXT_PT)
    ax.yaxis.get_offset_text().set_fontsize(TEXT_PT)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def x_ticks(ax: Axes) -> None:
    """As many numbers along the x axis as fit."""
    most = max(2, min(8, int(inches_wide(ax) / TICK_INCHES)))
    ax.xaxis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))


def row_names(ax: Axes, places: Sequence[float], names: Sequence[str]) -> None:
    """Name the rows of a plot at the y axis, as written."""
    ax.set_yticks(places, names, fontsize=TEXT_PT, parse_math=False)
    ax.tick_params(axis="y", length=0.0)


def columns_that_fit(names: Sequence[str], characters: int) -> int:
    """Columns of a legend, filled one after the other, that fit into so many characters.

    >>> columns_that_fit(["US", "China", "both"], 40), columns_that_fit(["US" * 20, "China"], 40)
    (3, 1)
    """
    for columns in range(len(names), 1, -1):
        rows, longer = divmod(len(names), columns)  # the first columns are longer by one
        ends = [k * rows + min(k, longer) for k in range(columns + 1)]
        widths = [max(map(len, names[a:b])) for a, b in pairwise(ends)]
        if sum(widths) + HANDLE_CHARACTERS * columns <= characters:
            return columns
    return 1


def legend_above(ax: Axes, handles: Sequence[Artist] | None = None, lift: float = 0.03) -> None:
    """Legend so many inches above the axes, in as many columns as fit; none without entries."""
    found, names = ax.get_legend_handles_labels()
    signs = found if handles is None else list(handles)
    names = names if handles is None else [str(handle.get_label()) for handle in signs]
    if not signs:
        return
    above = ax.transAxes + ScaledTranslation(0.0, lift, figure_of(ax).dpi_scale_trans)
    legend = ax.legend(
        signs, names, loc="lower center", bbox_to_anchor=(0.5, 1.0), bbox_transform=above,
        ncols=columns_that_fit(names, characters_in(LEGEND_ROOM * inches_wide(ax))),
        fontsize=TEXT_PT, frameon=False, borderaxespad=0.0, handlelength=2.2, handletextpad=0.5,
        columnspacing=1.0,
    )  # fmt: skip
    for text in legend.get_texts():
        text.set_parse_math(False)
