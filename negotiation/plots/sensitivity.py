"""Which parameters matter: effects as a tornado, and Sobol' indices as bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.plots.canvas import frame, legend_above, own_axes, row_names, x_ticks
from negotiation.plots.columns import Floats, checked_values, column_label
from negotiation.plots.labels import broken

LOW_COLOR, HIGH_COLOR, ONE_COLOR = "#F0E442", "#332288", "#0072B2"
FIRST_COLOR, TOTAL_COLOR = "#332288", "#DDCC77"
BAR = 0.62  # thickness, in rows
MM_PER_ROW, MM_PER_LINE, MM_AROUND = 7.0, 3.1, 30.0

Effect = float | tuple[float, float]


@dataclass(frozen=True)
class Tornado:
    """Effects of parameters, the widest first.

    Parameters
    ----------
    names
        Parameters.
    low, high
        Outcome at the low and at the high end of each; `low` is NaN for an effect in one number.
    base
        Outcome from which the bars start.
    intervals
        Ends of the interval of each effect in one number, (n, 2); NaN where there is none.
    """

    names: tuple[str, ...]
    low: Floats
    high: Floats
    base: float
    intervals: Floats


@dataclass(frozen=True)
class SobolBars:
    """First-order and total indices, the greatest total first; intervals are (n, 2)."""

    names: tuple[str, ...]
    first: Floats
    total: Floats
    first_interval: Floats
    total_interval: Floats


def tornado_data(
    effects: Mapping[str, Effect],
    *,
    base: float = 0.0,
    intervals: Mapping[str, tuple[float, float]] | None = None,
) -> Tornado:
    """Return the numbers that `tornado` draws.

    Parameters
    ----------
    effects, base, intervals
        As in `tornado`.

    Examples
    --------
    >>> data = tornado_data({"h": (0.4, 0.6), "q": (0.7, 0.1)}, base=0.5)
    >>> data.names, data.low
    (('q', 'h'), array([0.7, 0.4]))
    """
    if not effects:
        raise InputError("tornado", "effects", "has no parameter to draw")
    ends = np.array([pair(effect) for effect in effects.values()])
    known = intervals or {}
    errors = np.array([known.get(name, (np.nan, np.nan)) for name in effects], dtype=np.float64)
    if not all(np.isfinite(effect).all() for effect in effects.values()):
        raise InputError("tornado", "effects", "has values that are no finite numbers")
    whole = np.column_stack([ends, np.full(len(ends), base)])
    reach = np.where(np.isnan(ends[:, 0]), np.abs(ends[:, 1] - base), np.ptp(whole, axis=1))
    order = np.argsort(-reach, kind="stable")
    names = tuple(list(effects)[k] for k in order)
    return Tornado(names, ends[order, 0], ends[order, 1], base, errors[order])


def pair(effect: Effect) -> tuple[float, float]:
    """Both ends of an effect; one number has no low end."""
    if isinstance(effect, tuple):
        return float(effect[0]), float(effect[1])
    return np.nan, float(effect)


def tornado(
    effects: Mapping[str, Effect],
    outcome: str,
    *,
    base: float = 0.0,
    intervals: Mapping[str, tuple[float, float]] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw effects of parameters on an outcome as bars, the widest on top.

    Parameters
    ----------
    effects
        By parameter: the outcome at the low and at the high end of its range, or one number, such
        as a rank correlation.
    outcome
        Column of the records or an axis label with its unit.
    base
        Outcome at the base values, from which the bars start; 0 for correlations.
    intervals
        Ends of the interval of effects in one number, by parameter.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If there is no parameter or an effect is not finite.

    Examples
    --------
    >>> axes = tornado({"h": (0.4, 0.6), "q": (0.7, 0.1)}, "payoff_us", base=0.5)
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['q', 'h']
    """
    data = tornado_data(effects, base=base, intervals=intervals)
    ax = rows_axes(data.names) if ax is None else ax
    rows = np.arange(len(data.names))[::-1].astype(np.float64)
    paired = ~np.isnan(data.low)
    if paired.any():
        draw_bars(ax, rows[paired], data.low[paired], base, LOW_COLOR, "at the low end")
        draw_bars(ax, rows[paired], data.high[paired], base, HIGH_COLOR, "at the high end")
    if not paired.all():
        draw_bars(ax, rows[~paired], data.high[~paired], base, ONE_COLOR, "")
    draw_intervals(ax, rows, data.high, data.intervals)
    ax.axvline(base, color="black", linewidth=0.8, zorder=5)
    finish(ax, data.names, rows, column_label(outcome))
    return ax


def rows_axes(names: Sequence[str], thickness: float = 1.0) -> Axes:
    """Axes of a new figure with room for these parameters, whose names may be of several lines."""
    lines = max(broken(name).count("\n") + 1 for name in names)
    row = max(MM_PER_ROW * thickness, MM_PER_LINE * lines)
    return own_axes(height_mm=MM_AROUND + row * len(names))


def draw_bars(ax: Axes, rows: Floats, ends: Floats, base: float, color: str, label: str) -> None:
    """Bars from the base to their ends."""
    ax.barh(rows, ends - base, BAR, base, color=color, label=label or None, zorder=3,
            edgecolor="black", linewidth=0.5)  # fmt: skip


def draw_intervals(ax: Axes, rows: Floats, middle: Floats, intervals: Floats) -> None:
    """Whiskers where there is an interval."""
    known = np.isfinite(intervals).all(axis=1)
    if known.any():
        ax.errorbar(
            middle[known], rows[known], fmt="none", ecolor="black", elinewidth=0.9, capsize=1.8,
            xerr=np.abs(intervals[known] - middle[known, None]).T, zorder=6,
        )  # fmt: skip


def finish(ax: Axes, names: Sequence[str], rows: Floats, x_label: str) -> None:
    """Names of the parameters, labels and legend."""
    room = row_names(ax, rows.tolist(), [broken(name) for name in names])
    ax.set_ylim(-0.6, len(names) - 0.4)
    frame(ax, x_label, "parameter", room)
    x_ticks(ax, room)
    legend_above(ax, has_names=True)


def sobol_bars_data(
    names: Sequence[str],
    first: ArrayLike,
    total: ArrayLike,
    *,
    first_interval: tuple[ArrayLike, ArrayLike] | None = None,
    total_interval: tuple[ArrayLike, ArrayLike] | None = None,
) -> SobolBars:
    """Return the numbers that `sobol_bars` draws.

    Parameters
    ----------
    names, first, total, first_interval, total_interval
        As in `sobol_bars`.

    Examples
    --------
    >>> sobol_bars_data(["h", "q"], [0.1, 0.5], [0.2, 0.7]).names
    ('q', 'h')
    """
    indices = [checked_values("sobol_bars", key, each)
               for key, each in (("first", first), ("total", total))]  # fmt: skip
    whiskers = [
        np.full((len(names), 2), np.nan) if each is None else np.column_stack(each)
        for each in (first_interval, total_interval)
    ]
    if any(len(each) != len(names) for each in (*indices, *whiskers)):
        raise InputError("sobol_bars", "names", "are not as many as the indices")
    order = np.argsort(-indices[1], kind="stable")
    return SobolBars(
        tuple(names[k] for k in order), indices[0][order], indices[1][order],
        whiskers[0][order], whiskers[1][order],
    )  # fmt: skip


def sobol_bars(
    names: Sequence[str],
    first: ArrayLike,
    total: ArrayLike,
    *,
    first_interval: tuple[ArrayLike, ArrayLike] | None = None,
    total_interval: tuple[ArrayLike, ArrayLike] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw first-order and total Sobol' indices of parameters, the greatest total on top.

    Parameters
    ----------
    names
        Parameters.
    first, total
        Shares of the variance due to a parameter alone, and with all its interactions.
    first_interval, total_interval
        Lower and upper ends of their intervals.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the lengths differ or an index is not finite.

    References
    ----------
    Sobol 1993; Homma-Saltelli 1996.

    Examples
    --------
    >>> sobol_bars(["h", "q"], [0.1, 0.5], [0.2, 0.7]).get_xlabel()
    'Sobol index (share of the variance)'
    """
    data = sobol_bars_data(
        names, first, total, first_interval=first_interval, total_interval=total_interval
    )
    ax = rows_axes(data.names, 1.5) if ax is None else ax
    rows = np.arange(len(data.names))[::-1].astype(np.float64)
    kinds = (
        (0.2, data.first, data.first_interval, FIRST_COLOR, "first order"),
        (-0.2, data.total, data.total_interval, TOTAL_COLOR, "total"),
    )
    for shift, values, intervals, color, label in kinds:
        ax.barh(rows + shift, values, 0.36, color=color, label=label, zorder=3, edgecolor="black",
                linewidth=0.5)  # fmt: skip
        draw_intervals(ax, rows + shift, values, intervals)
    ax.axvline(0.0, color="black", linewidth=0.8, zorder=5)
    finish(ax, data.names, rows, "Sobol index (share of the variance)")
    return ax
