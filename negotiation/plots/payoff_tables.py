"""The meta-game as a table: payoffs in numbers on colours, best replies and equilibria framed."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import radians, sin

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from numpy.typing import ArrayLike, NDArray

from negotiation.errors import InputError
from negotiation.plots.canvas import (
    CHARACTER,
    POINTS_PER_INCH,
    figure_of,
    frame,
    inches_high,
    inches_wide,
    legend_above,
    own_axes,
)
from negotiation.plots.columns import Floats
from negotiation.plots.style import CN, MM, SHADES, TEXT_PT, US, Style
from negotiation.terms import Side

SAME = 1e-9  # payoffs closer than this are equal best replies
MINUS = "\N{MINUS SIGN}"
WHERE = "payoff_matrix"
MM_PER_ROW, MM_AROUND = 10.0, 34.0
SMALLEST_PT = 4.5
SLANT = 40  # of long names of columns, in degrees
CHARACTERS, LINES = 5.0, 3.2  # wide and high, of the two numbers of a cell with their underlines
UPPER, LOWER = 0.28, 0.7  # middles of the numbers
DESCENT = 0.75  # from the middle of a number to its underline, in font sizes


@dataclass(frozen=True)
class PayoffMatrix:
    """Payoffs of all pairs of strategies.

    Parameters
    ----------
    us, cn
        Strategies of the sides; those of the US are the rows.
    payoffs
        Payoffs of both sides, (2, rows, columns).
    best_us, best_cn
        Whether a row is a best reply to the column, and a column to the row.
    """

    us: tuple[str, ...]
    cn: tuple[str, ...]
    payoffs: Floats
    best_us: NDArray[np.bool_]
    best_cn: NDArray[np.bool_]


def payoff_matrix_data(payoffs: ArrayLike, us: Sequence[str], cn: Sequence[str]) -> PayoffMatrix:
    """Return the numbers that `payoff_matrix` draws.

    Parameters
    ----------
    payoffs, us, cn
        As in `payoff_matrix`.

    Examples
    --------
    >>> dilemma = [[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]
    >>> data = payoff_matrix_data(dilemma, ["talk", "demand"], ["talk", "demand"])
    >>> (data.best_us & data.best_cn).tolist()
    [[False, False], [False, True]]
    """
    table = np.array(payoffs, dtype=np.float64)
    if table.shape != (2, len(us), len(cn)) or not table.size:
        allowed = f"(2, {len(us)}, {len(cn)})"
        raise InputError(WHERE, "payoffs", f"have the shape {table.shape}", allowed)
    best_us = table[0] >= table[0].max(axis=0, keepdims=True) - SAME
    best_cn = table[1] >= table[1].max(axis=1, keepdims=True) - SAME
    return PayoffMatrix(tuple(us), tuple(cn), table, best_us, best_cn)


def payoff_matrix(
    payoffs: ArrayLike,
    us: Sequence[str],
    cn: Sequence[str],
    *,
    side: Side = Side.US,
    ax: Axes | None = None,
) -> Axes:
    """Draw payoffs of every strategy against every other, such as those of a meta-game.

    Each cell holds the payoff of the US above that of China. Payoffs of best replies are
    underlined; a frame marks an equilibrium in pure strategies.

    Parameters
    ----------
    payoffs
        Mean payoffs of both sides, (2, rows, columns), such as `MetaGame.means`.
    us, cn
        Strategies of the US, the rows, and of China, the columns.
    side
        Whose payoff the colours show.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the shape is not (2, rows, columns).

    Examples
    --------
    >>> dilemma = [[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]
    >>> axes = payoff_matrix(dilemma, ["talk", "demand"], ["talk", "demand"])
    >>> [text.get_text() for text in axes.texts][:2]
    ['3.00', '0.00']
    """
    data = payoff_matrix_data(payoffs, us, cn)
    ax = new_axes(data) if ax is None else ax
    ax.pcolormesh(data.payoffs[int(side)], cmap=SHADES, edgecolors="white", linewidth=0.8)
    write_payoffs(ax, data)
    mark_best_replies(ax, data)
    name_strategies(ax, data)
    frame(ax, "strategy of China", "strategy of the US")
    legend_above(ax, signs_of(side), has_names=True)
    return ax


def new_axes(data: PayoffMatrix) -> Axes:
    """Axes of a figure of its own, with room for the rows and for slanted names below."""
    ax = own_axes()
    below = sin(radians(SLANT)) * names_points(data.cn) if is_slanted(ax, data) else 0.0
    height = (MM_AROUND + MM_PER_ROW * len(data.us)) * MM + below / POINTS_PER_INCH
    figure_of(ax).set_figheight(height)
    return ax


def names_points(names: Sequence[str]) -> float:
    """Width of the longest name in points."""
    return max(map(len, names)) * CHARACTER * TEXT_PT


def is_slanted(ax: Axes, data: PayoffMatrix) -> bool:
    """Whether the names of the columns are too long to stand beside one another."""
    return names_points(data.cn) > 0.9 * points_per_column(ax, data)


def points_per_column(ax: Axes, data: PayoffMatrix) -> float:
    """Width of a cell in points, once the names of the rows have taken their room."""
    whole = inches_wide(ax) * POINTS_PER_INCH
    return max(1.2 * whole - names_points(data.us) - 3 * TEXT_PT, whole / 2) / len(data.cn)


def size_of_numbers(ax: Axes, data: PayoffMatrix) -> float:
    """Size at which two numbers fit into a cell, in points."""
    wide = 0.72 * points_per_column(ax, data) / (CHARACTERS * CHARACTER)
    high = 0.8 * inches_high(ax) * POINTS_PER_INCH / (len(data.us) * LINES)
    return max(SMALLEST_PT, min(TEXT_PT, wide, high))


def write_payoffs(ax: Axes, data: PayoffMatrix) -> None:
    """Write both payoffs into each cell, those of the US above, sides one after the other."""
    size = size_of_numbers(ax, data)
    for payoffs, middle in zip(data.payoffs, (UPPER, LOWER), strict=True):
        for (i, j), payoff in np.ndenumerate(payoffs):
            ax.text(j + 0.5, i + middle, f"{payoff:.2f}".replace("-", MINUS), ha="center",
                    va="center_baseline", fontsize=size)  # fmt: skip


def mark_best_replies(ax: Axes, data: PayoffMatrix) -> None:
    """Lines under payoffs of best replies, and a frame around equilibria in pure strategies."""
    row = 0.85 * inches_high(ax) * POINTS_PER_INCH / len(data.us)  # the legend takes the rest
    drop = DESCENT * size_of_numbers(ax, data) / row
    for best, middle, style in ((data.best_us, UPPER, US), (data.best_cn, LOWER, CN)):
        lines = [((j + 0.22, i + middle + drop), (j + 0.78, i + middle + drop))
                 for i, j in np.argwhere(best)]  # fmt: skip
        ax.add_collection(LineCollection(lines, colors=style["color"], linewidths=1.3,
                                         linestyles=style["linestyle"], zorder=4))  # fmt: skip
    for i, j in np.argwhere(data.best_us & data.best_cn):
        ax.add_patch(Rectangle((j + 0.04, i + 0.04), 0.92, 0.92, fill=False, linewidth=1.0,
                               edgecolor="black", zorder=5))  # fmt: skip


def name_strategies(ax: Axes, data: PayoffMatrix) -> None:
    """Names at the rows and the columns; the first row stands on top."""
    names: Style = {"fontsize": TEXT_PT, "parse_math": False}
    slant: Style = {"rotation": SLANT, "ha": "right", "rotation_mode": "anchor"}
    turn = slant if is_slanted(ax, data) else {}
    ax.set_xticks(np.arange(len(data.cn)) + 0.5, data.cn, **names, **turn)
    ax.set_yticks(np.arange(len(data.us)) + 0.5, data.us, **names)
    ax.tick_params(length=0.0)
    ax.set(xlim=(0.0, len(data.cn)), ylim=(len(data.us), 0.0))


def signs_of(side: Side) -> list[Artist]:
    """What lines, frames and colours stand for."""
    upper, lower = (
        Line2D([], [], color=style["color"], linewidth=1.3, linestyle=style["linestyle"],
               label=f"{place} number: {name}, best reply")
        for place, name, style in (("upper", "US", US), ("lower", "China", CN))
    )  # fmt: skip
    whose = "the US" if side == Side.US else "China"
    shade = Patch(facecolor=SHADES(1.0), label=f"dark: high payoff of {whose} (share of the pie)")
    frame_sign = Patch(fill=False, edgecolor="black", label="equilibrium")
    return [upper, lower, frame_sign, shade]
