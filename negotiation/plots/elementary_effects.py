"""Elementary effects of parameters: their mean size against their spread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import ConnectionPatch
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.plots.canvas import frame, own_axes, x_ticks
from negotiation.plots.columns import Floats, checked_values, column_label
from negotiation.plots.labels import broken
from negotiation.plots.sensitivity import MM_AROUND, MM_PER_ROW, ONE_COLOR
from negotiation.plots.style import TEXT_PT

LEAST_MM = 66.0
NAMES_AT = 1.06  # place of the names, in widths of the axes
GAP = 0.01  # between line and name
BELOW = 0.03  # of the largest number, where an axis begins below 0
BEYOND = 1.05  # of the largest number, where an axis ends


@dataclass(frozen=True)
class MorrisPlot:
    """Effects of parameters, those with the largest spread first; intervals are (n, 2)."""

    names: tuple[str, ...]
    mu_star: Floats
    sigma: Floats
    interval: Floats


def morris_plot_data(
    names: Sequence[str],
    mu_star: ArrayLike,
    sigma: ArrayLike,
    *,
    interval: tuple[ArrayLike, ArrayLike] | None = None,
) -> MorrisPlot:
    """Return the numbers that `morris_plot` draws.

    Parameters
    ----------
    names, mu_star, sigma, interval
        As in `morris_plot`.

    Examples
    --------
    >>> morris_plot_data(["h", "q"], [0.1, 0.5], [0.0, 0.2]).names
    ('q', 'h')
    """
    sizes, spreads = (checked_values("morris_plot", key, each)
                      for key, each in (("mu_star", mu_star), ("sigma", sigma)))  # fmt: skip
    empty = np.full((len(names), 2), np.nan)
    ends = empty if interval is None else np.column_stack(interval)
    if any(len(each) != len(names) for each in (sizes, spreads, ends)):
        raise InputError("morris_plot", "names", "are not as many as the effects")
    order = np.lexsort((-sizes, -spreads))
    return MorrisPlot(tuple(names[k] for k in order), sizes[order], spreads[order], ends[order])


def morris_plot(
    names: Sequence[str],
    mu_star: ArrayLike,
    sigma: ArrayLike,
    outcome: str,
    *,
    interval: tuple[ArrayLike, ArrayLike] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mean size of elementary effects against their standard deviation.

    Far right: the parameter matters. High up: how much depends on where it and the others stand.
    The names stand beside the axes, joined to their points by lines.

    Parameters
    ----------
    names
        Parameters.
    mu_star, sigma
        Mean size and standard deviation of the effects of each, in the unit of the outcome.
    outcome
        Column of the records or an axis label with its unit.
    interval
        Lower and upper ends of the intervals of `mu_star`.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the lengths differ or an effect is not finite.

    References
    ----------
    Morris 1991.

    Examples
    --------
    >>> axes = morris_plot(["h", "q"], [0.1, 0.5], [0.0, 0.2], "payoff_us")
    >>> [text.get_text() for text in axes.texts]
    ['q', 'h']
    """
    data = morris_plot_data(names, mu_star, sigma, interval=interval)
    height = max(LEAST_MM, MM_AROUND + MM_PER_ROW * len(names))
    ax = own_axes(height_mm=height) if ax is None else ax
    ax.plot(data.mu_star, data.sigma, linestyle="", marker="o", color=ONE_COLOR, markersize=4.0,
            zorder=4)  # fmt: skip
    known = np.isfinite(data.interval).all(axis=1)
    if known.any():
        middle = data.mu_star[known]
        ax.errorbar(
            middle, data.sigma[known], fmt="none", ecolor="black", elinewidth=0.9, capsize=1.8,
            xerr=np.abs(data.interval[known] - middle[:, None]).T, zorder=3,
        )  # fmt: skip
    limit(ax, data)
    write_names(ax, data)
    label = column_label(outcome)
    frame(ax, f"mean size of effects on the {label}", f"spread of effects on the {label}")
    x_ticks(ax)
    return ax


def limit(ax: Axes, data: MorrisPlot) -> None:
    """Axes that hold 0 and all that is drawn."""
    left = float(np.nanmin(data.interval, initial=0.0))
    right = max(float(data.mu_star.max()), float(np.nanmax(data.interval, initial=0.0)))
    up = float(data.sigma.max())
    ax.set_xlim(left - BELOW * (right or 1.0), BEYOND * right or 1.0)
    ax.set_ylim(-BELOW * (up or 1.0), BEYOND * up or 1.0)


def write_names(ax: Axes, data: MorrisPlot) -> None:
    """Names beside the axes at equal distances, in the order of the points, so none overlap."""
    places = np.linspace(1.0, 0.0, len(data.names) + 2)[1:-1].tolist()
    points = np.column_stack([data.mu_star, data.sigma]).tolist()
    for name, point, place in zip(data.names, points, places, strict=True):
        ax.text(NAMES_AT, place, broken(name), transform=ax.transAxes, fontsize=TEXT_PT,
                va="center", linespacing=0.95, parse_math=False)  # fmt: skip
        line = ConnectionPatch(
            point, (NAMES_AT - GAP, place), ax.transData, ax.transAxes, color="0.7", linewidth=0.6,
            shrinkA=2.0, zorder=2, clip_on=False,
        )  # fmt: skip
        line.set_in_layout(False)
        ax.add_artist(line)
