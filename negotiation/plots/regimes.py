"""Who does best where: maps over two parameters, with the thresholds of theory drawn over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib import patheffects
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from negotiation.errors import InputError
from negotiation.measures.intervals import t_interval
from negotiation.plots.canvas import axes_below, frame, legend_above, x_ticks
from negotiation.plots.columns import Floats
from negotiation.plots.style import DOUBTFUL, lightened

FILLS = tuple(
    lightened(color, 0.2)
    for color in ("#DDCC77", "#332288", "#D55E00", "#56B4E9", "#0072B2", "#000000")
)
"""Fills of regimes in the order of their names; all differ as greys, the first ones most."""

PALE = 0.55  # way to white of a cell that is not certain
DASHES = ("-", "--", ":", "-.")
MISSING = -1
WHERE = "regime_map"
DOUBT = "lead within its error"

Boundaries = Mapping[str, tuple[ArrayLike, ArrayLike]]


@dataclass(frozen=True)
class RegimeMap:
    """Best option in every cell.

    Parameters
    ----------
    x, y
        Middles of the cells.
    names
        Options.
    best
        Number of the best option, (y, x); -1 where nothing is known.
    certain
        Whether the best differs from the second best by more than its error, (y, x).
    boundaries
        Lines of theory by name, as (x, y).
    """

    x: Floats
    y: Floats
    names: tuple[str, ...]
    best: NDArray[np.int64]
    certain: NDArray[np.bool_]
    boundaries: dict[str, tuple[Floats, Floats]]


def increasing(name: str, values: ArrayLike, where: str) -> Floats:
    """Middles of cells along one axis."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or array.size < 2 or not (np.diff(array) > 0).all():
        raise InputError(where, name, "must be two or more increasing numbers")
    return array


def cell_edges(middles: Floats) -> Floats:
    """Edges halfway between the middles of cells.

    >>> cell_edges(np.array([1.0, 2.0, 4.0]))
    array([0.5, 1.5, 3. , 5. ])
    """
    halves = np.diff(middles) / 2.0
    return np.concatenate(
        [[middles[0] - halves[0]], middles[:-1] + halves, [middles[-1] + halves[-1]]]
    )


def lines_of(boundaries: Boundaries | None) -> dict[str, tuple[Floats, Floats]]:
    """Boundaries as arrays."""
    return {
        name: (np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64))
        for name, (x, y) in (boundaries or {}).items()
    }


def stacked(values: Mapping[str, ArrayLike], x: Floats, y: Floats) -> Floats:
    """Values of all options, (options, y, x) or (options, y, x, runs)."""
    arrays = [np.asarray(each, dtype=np.float64) for each in values.values()]
    for name, each in zip(values, arrays, strict=True):
        if each.shape != arrays[0].shape or each.shape[:2] != (y.size, x.size) or each.ndim > 3:
            allowed = f"({y.size}, {x.size}) or ({y.size}, {x.size}, runs), alike for all"
            raise InputError(WHERE, name, f"has the shape {each.shape}", allowed)
    if not arrays:
        raise InputError(WHERE, "values", "has no option to compare")
    return np.stack(arrays)


def best_and_lead(options: Floats, margin: ArrayLike, confidence: float) -> tuple[Any, Any]:
    """Best option of each cell, and whether its lead over the second exceeds its error.

    Of runs on common random numbers the error is that of the difference run by run.
    """
    means = options if options.ndim == 3 else options.mean(axis=3)
    order = np.argsort(np.where(np.isnan(means), -np.inf, means), axis=0, kind="stable")
    best = order[-1]
    if len(means) == 1:
        return best, np.ones(best.shape, dtype=bool)
    first, second = (
        np.take_along_axis(options, order[at][None, ..., *[None] * (options.ndim - 3)], axis=0)[0]
        for at in (-1, -2)
    )
    if options.ndim == 3:
        return best, first - second > np.asarray(margin)
    lead = first - second
    low, _ = t_interval(lead.shape[2], lead.mean(axis=2), lead.std(axis=2, ddof=1), confidence)
    return best, low > 0.0


def regime_map_data(
    x: ArrayLike,
    y: ArrayLike,
    values: Mapping[str, ArrayLike],
    *,
    margin: ArrayLike = 0.0,
    confidence: float = 0.95,
    boundaries: Boundaries | None = None,
) -> RegimeMap:
    """Return the numbers that `regime_map` draws.

    Parameters
    ----------
    x, y, values, margin, confidence, boundaries
        As in `regime_map`.

    Examples
    --------
    >>> values = {"talk": [[0.6, 0.5]], "offer": [[0.5, 0.51]]}
    >>> data = regime_map_data([0.0, 0.1], [0.5, 0.6], {k: v * 2 for k, v in values.items()},
    ...                        margin=0.05)
    >>> data.best.tolist(), data.certain.tolist()
    ([[0, 1], [0, 1]], [[True, False], [True, False]])
    """
    across, up = increasing("x", x, WHERE), increasing("y", y, WHERE)
    options = stacked(values, across, up)
    best, certain = best_and_lead(options, margin, confidence)
    known = ~np.isnan(options).all(axis=(0, *range(3, options.ndim)))
    return RegimeMap(
        across, up, tuple(values), np.where(known, best, MISSING), certain & known,
        lines_of(boundaries),
    )  # fmt: skip


def regime_map(
    x: ArrayLike,
    y: ArrayLike,
    values: Mapping[str, ArrayLike],
    x_label: str,
    y_label: str,
    *,
    margin: ArrayLike = 0.0,
    confidence: float = 0.95,
    boundaries: Boundaries | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw which option is best over two parameters; cells that are not certain are paler.

    Parameters
    ----------
    x, y
        Values of the parameters, increasing.
    values
        What each option brings, shape (y, x), or (y, x, runs) with common random numbers over
        the options; NaN where nothing is known. A winner that is known already is 1, the
        others 0.
    x_label, y_label
        Parameters with their units.
    margin
        Half-width of the interval of the lead of the best over the second best, one number or
        (y, x); used where there are no runs.
    confidence
        Chance that the interval of a lead covers, where there are runs.
    boundaries
        Lines of theory by name, as (x, y).
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the shapes do not fit or there are more than six options.

    Examples
    --------
    >>> values = {"talk": [[0.6, 0.5], [0.6, 0.5]], "offer": [[0.5, 0.6], [0.5, 0.6]]}
    >>> axes = regime_map([0.0, 0.1], [0.5, 0.6], values, "flow cost (share of the pie per round)",
    ...                   "weight of the own priority (share)")
    >>> axes.get_xlabel()
    'flow cost (share of the pie per round)'
    """
    data = regime_map_data(
        x, y, values, margin=margin, confidence=confidence, boundaries=boundaries
    )
    if len(data.names) > len(FILLS):
        raise InputError(WHERE, "values", f"has {len(data.names)} options", f"{len(FILLS)} at most")
    ax = axes_below([*data.names, DOUBT, *data.boundaries]) if ax is None else ax
    signs = draw_cells(ax, data)
    draw_borders(ax, data)
    frame(ax, x_label, y_label)
    x_ticks(ax)
    legend_above(ax, [*signs, *draw_boundaries(ax, data.boundaries)])
    return ax


def draw_cells(ax: Axes, data: RegimeMap) -> list[Artist]:
    """Colour the cells and return what the colours stand for."""
    colors = [shade for fill in FILLS for shade in (lightened(fill, PALE), fill)]
    known = data.best != MISSING
    code = np.ma.masked_where(~known, 2 * data.best + data.certain)
    edges = cell_edges(data.x), cell_edges(data.y)
    ax.pcolormesh(*edges, code, cmap=ListedColormap(colors), vmin=-0.5, vmax=len(colors) - 0.5)
    present = np.unique(data.best[known])
    signs = [Patch(facecolor=FILLS[k], label=data.names[k]) for k in present]
    return [*signs, *draw_doubt(ax, edges, known & ~data.certain, DOUBT)]


def draw_doubt(
    ax: Axes, edges: tuple[Floats, Floats], doubtful: NDArray[np.bool_], label: str
) -> list[Artist]:
    """Dot cells that are not certain, so that a grey print tells them from other colours."""
    if not doubtful.any():
        return []
    ax.pcolor(*edges, np.ma.masked_where(~doubtful, np.zeros(doubtful.shape)), **DOUBTFUL)
    return [Patch(**DOUBTFUL, label=label)]


def draw_borders(ax: Axes, data: RegimeMap) -> None:
    """Lines between neighbouring cells with different options."""
    x, y = cell_edges(data.x), cell_edges(data.y)
    beside = np.argwhere(data.best[:, 1:] != data.best[:, :-1])
    above = np.argwhere(data.best[1:, :] != data.best[:-1, :])
    upright = [((x[j + 1], y[i]), (x[j + 1], y[i + 1])) for i, j in beside]
    flat = [((x[j], y[i + 1]), (x[j + 1], y[i + 1])) for i, j in above]
    ax.add_collection(LineCollection(upright + flat, colors="white", linewidths=0.8, zorder=3))


def draw_boundaries(ax: Axes, boundaries: dict[str, tuple[Floats, Floats]]) -> Sequence[Artist]:
    """Lines of theory in black on white, told apart by their dashes; the cells keep the limits."""
    ends = ax.get_xlim(), ax.get_ylim()
    halo = [patheffects.withStroke(linewidth=2.6, foreground="white")]
    drawn = [
        ax.plot(x, y, color="black", linewidth=1.2, linestyle=DASHES[k % len(DASHES)],
                label=name, path_effects=halo, zorder=4)[0]
        for k, (name, (x, y)) in enumerate(boundaries.items())
    ]  # fmt: skip
    ax.set(xlim=ends[0], ylim=ends[1])
    return drawn
