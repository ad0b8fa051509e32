"""What all plots share of figure, axes and legend; nothing here is registered with pyplot."""

from collections.abc import Sequence
from itertools import pairwise

from matplotlib.artist import Artist
from matplotlib.axes import Axes as Axes  # for annotations outside of plots, too
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Figure
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from negotiation.plots.labels import shortened, wrapped
from negotiation.plots.style import COLUMN_WIDTH_MM, MM, TEXT_PT

CHARACTER = 0.52  # mean width, in font sizes
POINTS_PER_INCH = 72.0
TICK_INCHES = 0.45  # least room of a number at an axis
TICK_GAP = 2  # characters between the numbers at an axis
HANDLE_CHARACTERS = 7  # room of the sign and the gaps of a legend entry
LEGEND_ROOM = 1.1  # width of a legend that is still beside nothing, in widths of the axes
SHRINKING = 0.95  # of the axes by the layout, for labels that should not be longer than they
LINE_HEIGHT, LEGEND_LINE = 1.25, 1.5  # in font sizes
BESIDE = 1.15  # room of the axes with the names of their rows, in widths of the axes
NARROWEST = 0.4  # axes beside long names, in widths of the axes
HEIGHT_MM = 66.0
FEW_LINES = 2  # of a legend, for which a figure has room as it is


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


def free_inches(ax: Axes, names: float) -> float:
    """Width that the axes keep beside names of rows that are so many inches wide."""
    whole = inches_wide(ax)
    return max(NARROWEST * whole, min(whole, BESIDE * whole - names))


def characters_up(ax: Axes, below: str) -> int:
    """Characters that fit along the y axis above a label of the x axis, which may be of lines."""
    taken = below.count("\n") * LINE_HEIGHT * TEXT_PT / POINTS_PER_INCH
    return characters_in(SHRINKING * (inches_high(ax) - taken))


def frame(ax: Axes, x_label: str, y_label: str, names: float = 0.0) -> None:
    """Labels, wrapped where they are longer than the axes, and open sides above and right."""
    across = wrapped(x_label, characters_in(SHRINKING * free_inches(ax, names)))
    ax.set_xlabel(across, fontsize=TEXT_PT, parse_math=False)
    up = wrapped(y_label, characters_up(ax, across))
    ax.set_ylabel(up, fontsize=TEXT_PT, parse_math=False)
    ax.tick_params(labelsize=TEXT_PT)
    ax.xaxis.get_offset_text().set_fontsize(TEXT_PT)
    ax.yaxis.get_offset_text().set_fontsize(TEXT_PT)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def x_ticks(ax: Axes, names: float = 0.0) -> None:
    """As many numbers along the x axis as fit."""
    room = free_inches(ax, names)
    most = ticks_of(room, TICK_INCHES)
    texts = ax.xaxis.get_major_formatter().format_ticks(list(most.tick_values(*ax.get_xlim())))
    characters = max(map(len, texts)) + TICK_GAP
    longest = characters * CHARACTER * TEXT_PT / POINTS_PER_INCH
    ax.xaxis.set_major_locator(ticks_of(room, max(longest, TICK_INCHES)))


def ticks_of(room: float, each: float) -> MaxNLocator:
    """Round numbers, as many as fit into a room if each takes so much of it."""
    return MaxNLocator(max(2, min(8, int(room / each))), steps=[1, 2, 2.5, 5, 10])


def row_names(ax: Axes, places: Sequence[float], names: Sequence[str]) -> float:
    """Name the rows of a plot at the y axis, as written; return their width in inches."""
    ax.set_yticks(places, names, fontsize=TEXT_PT, parse_math=False)
    ax.tick_params(axis="y", length=0.0)
    longest = max(len(line) for name in names for line in name.split("\n"))
    return longest * CHARACTER * TEXT_PT / POINTS_PER_INCH


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


def legend_room(ax: Axes) -> int:
    """Characters of a legend that fit above the axes."""
    return characters_in(LEGEND_ROOM * inches_wide(ax))


def axes_below(names: Sequence[str], title: str = "") -> Axes:
    """Axes of a figure of its own, higher where a legend of these names takes many lines."""
    ax = own_axes()
    room = legend_room(ax)
    texts = [shortened(name, room - HANDLE_CHARACTERS) for name in names]
    lines = -(-len(texts) // columns_that_fit(texts, room)) + wrapped(title, room).count("\n")
    more = max(0, lines + bool(title) - FEW_LINES)
    figure_of(ax).set_figheight(HEIGHT_MM * MM + more * LEGEND_LINE * TEXT_PT / POINTS_PER_INCH)
    return ax


def legend_above(
    ax: Axes,
    handles: Sequence[Artist] | None = None,
    lift: float = 0.03,
    *,
    has_names: bool = False,
    title: str = "",
) -> None:
    """Legend so many inches above the axes, in as many columns as fit; none without entries.

    It ends where the axes end, if names of rows stand beside; `title` stands over the entries.
    """
    found, texts = ax.get_legend_handles_labels()
    signs = found if handles is None else list(handles)
    texts = texts if handles is None else [str(handle.get_label()) for handle in signs]
    if not signs:
        return
    room = legend_room(ax)
    end = 1.0 if has_names else 0.5
    texts = [shortened(text, room - HANDLE_CHARACTERS) for text in texts]
    above = ax.transAxes + ScaledTranslation(0.0, lift, figure_of(ax).dpi_scale_trans)
    legend = ax.legend(
        signs, texts, loc="lower right" if has_names else "lower center",
        bbox_to_anchor=(end, 1.0), bbox_transform=above,
        ncols=columns_that_fit(texts, room), title=wrapped(title, room) or None,
        title_fontsize=TEXT_PT, fontsize=TEXT_PT, frameon=False, borderaxespad=0.0,
        handlelength=2.2, handletextpad=0.5, columnspacing=1.0,
    )  # fmt: skip
    for text in (*legend.get_texts(), legend.get_title()):
        text.set_parse_math(False)
