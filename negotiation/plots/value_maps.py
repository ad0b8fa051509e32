"""A value over two parameters: heatmap with contours."""

from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from negotiation.errors import InputError
from negotiation.plots.canvas import (
    characters_up,
    figure_of,
    frame,
    legend_above,
    own_axes,
    x_ticks,
)
from negotiation.plots.columns import Floats, column_label
from negotiation.plots.labels import wrapped
from negotiation.plots.regimes import (
    Boundaries,
    cell_edges,
    draw_boundaries,
    draw_doubt,
    increasing,
    lines_of,
)
from negotiation.plots.style import SHADES, SMALL_PT, TEXT_PT

WHERE = "value_map"
LEVELS = 6
VEIL = 0.55  # whiteness over cells that are not certain


@dataclass(frozen=True)
class ValueMap:
    """A value in every cell.

    Parameters
    ----------
    x, y
        Middles of the cells.
    value
        Value, (y, x); NaN where nothing is known.
    certain
        Whether the value is known well enough, (y, x).
    boundaries
        Lines of theory by name, as (x, y).
    """

    x: Floats
    y: Floats
    value: Floats
    certain: NDArray[np.bool_]
    boundaries: dict[str, tuple[Floats, Floats]]


def value_map_data(
    x: ArrayLike,
    y: ArrayLike,
    value: ArrayLike,
    *,
    certain: ArrayLike | None = None,
    boundaries: Boundaries | None = None,
) -> ValueMap:
    """Return the numbers that `value_map` draws.

    Parameters
    ----------
    x, y, value, certain, boundaries
        As in `value_map`.

    Examples
    --------
    >>> value_map_data([0.0, 0.1], [0.5, 0.6], [[0.1, 0.2], [0.3, 0.4]]).certain.tolist()
    [[True, True], [True, True]]
    """
    across, up = increasing("x", x, WHERE), increasing("y", y, WHERE)
    heights = np.array(value, dtype=np.float64)
    sure = np.isfinite(heights) if certain is None else np.asarray(certain, dtype=bool)
    for name, each in (("value", heights), ("certain", sure)):
        if each.shape != (up.size, across.size):
            allowed = f"({up.size}, {across.size})"
            raise InputError(WHERE, name, f"has the shape {each.shape}", allowed)
    if not np.isfinite(heights).any():
        raise InputError(WHERE, "value", "has no finite number")
    return ValueMap(across, up, heights, sure, lines_of(boundaries))


def value_map(
    x: ArrayLike,
    y: ArrayLike,
    value: ArrayLike,
    x_label: str,
    y_label: str,
    value_label: str,
    *,
    certain: ArrayLike | None = None,
    boundaries: Boundaries | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a value over two parameters with contours; cells that are not certain are paler.

    Parameters
    ----------
    x, y
        Values of the parameters, increasing.
    value
        Value in every cell, (y, x); NaN where nothing is known.
    x_label, y_label
        Parameters with their units.
    value_label
        Column of the records or a label with its unit, for the colour bar.
    certain
        Whether the value is known well enough, (y, x); by default everywhere.
    boundaries
        Lines of theory by name, as (x, y).
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.
        The colour bar takes some of their room.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the shapes do not fit, or nothing is known.

    Examples
    --------
    >>> axes = value_map([0.0, 0.1], [0.5, 0.6], [[0.1, 0.2], [0.3, 0.4]],
    ...                  "flow cost (share of the pie per round)", "h (share)", "payoff_us")
    >>> axes.figure.axes[1].get_ylabel()
    'payoff of the US (share of the pie)'
    """
    data = value_map_data(x, y, value, certain=certain, boundaries=boundaries)
    ax = own_axes() if ax is None else ax
    frame(ax, x_label, y_label)
    signs = draw_values(ax, data, column_label(value_label))
    x_ticks(ax)
    legend_above(ax, [*signs, *draw_boundaries(ax, data.boundaries)])
    return ax


def draw_values(ax: Axes, data: ValueMap, label: str) -> list[Artist]:
    """Cells, contours, and the colour bar with both; uncertain cells are paler and dotted."""
    edges = cell_edges(data.x), cell_edges(data.y)
    values = np.ma.masked_invalid(data.value)
    mesh = ax.pcolormesh(*edges, values, cmap=SHADES)
    doubtful = ~data.certain & np.isfinite(data.value)
    veil = np.ma.masked_where(~doubtful, np.ones(doubtful.shape))
    ax.pcolormesh(*edges, veil, cmap="gray", vmin=0.0, vmax=1.0, alpha=VEIL)
    bar = figure_of(ax).colorbar(mesh, ax=ax, pad=0.02)
    up = wrapped(label, characters_up(ax, ax.get_xlabel()))
    bar.set_label(up, fontsize=TEXT_PT, parse_math=False)
    bar.ax.tick_params(labelsize=SMALL_PT)
    if np.nanmin(data.value) < np.nanmax(data.value):
        levels = ax.contour(data.x, data.y, values, LEVELS, colors="black", linewidths=0.6,
                            linestyles="solid")  # fmt: skip
        bar.add_lines(levels)
    return draw_doubt(ax, edges, doubtful, "uncertain")
