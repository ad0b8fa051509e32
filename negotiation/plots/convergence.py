"""Sobol' indices from ever more base points: whether the sample is large enough."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.plots.canvas import TICK_INCHES, frame, inches_wide, legend_above, own_axes
from negotiation.plots.columns import Floats, checked_values
from negotiation.plots.style import GROUPS, SMALL_PT

OTHERS = {"color": "0.7", "linewidth": 0.8, "zorder": 1.5}
BAND_ALPHA = 0.2
LOWEST, HIGHEST = -0.3, 1.3  # what lies beyond is error of a small sample
MM_AROUND, MM_PER_NAME = 62.0, 4.0


@dataclass(frozen=True)
class SobolConvergence:
    """Indices by number of base points, the parameter with the greatest last one first.

    Parameters
    ----------
    base
        Numbers of base points, (n,).
    names
        Parameters, k of them.
    index, low, high
        Indices and the ends of their intervals, (n, k); NaN where there is none.
    """

    base: Floats
    names: tuple[str, ...]
    index: Floats
    low: Floats
    high: Floats


def sobol_convergence_data(
    base: ArrayLike,
    names: Sequence[str],
    index: ArrayLike,
    interval: tuple[ArrayLike, ArrayLike] | None = None,
) -> SobolConvergence:
    """Return the numbers that `sobol_convergence` draws.

    Parameters
    ----------
    base, names, index, interval
        As in `sobol_convergence`.

    Examples
    --------
    >>> data = sobol_convergence_data([8, 16], ["h", "q"], [[0.1, 0.7], [0.2, 0.6]])
    >>> data.names, data.index[-1].tolist()
    (('q', 'h'), [0.6, 0.2])
    """
    where = "sobol_convergence"
    sizes = checked_values(where, "base", base)
    values = np.asarray(index, dtype=np.float64)
    ends = [np.full_like(values, np.nan) if interval is None else np.asarray(interval[k], float)
            for k in (0, 1)]  # fmt: skip
    shape = (len(sizes), len(names))
    if any(each.shape != shape for each in (values, *ends)):
        found = ", ".join(str(each.shape) for each in (values, *ends))
        raise InputError(where, "index", f"has the shapes {found}", f"{shape}: sizes, parameters")
    if (sizes <= 0.0).any() or (np.diff(sizes) <= 0.0).any():
        raise InputError(where, "base", "is not increasing", "numbers of base points from 1")
    order = np.argsort(-np.nan_to_num(values[-1]), kind="stable")
    return SobolConvergence(
        sizes, tuple(names[k] for k in order), values[:, order], *(each[:, order] for each in ends)
    )


def sobol_convergence(
    base: ArrayLike,
    names: Sequence[str],
    index: ArrayLike,
    interval: tuple[ArrayLike, ArrayLike] | None = None,
    *,
    kind: str = "total",
    ax: Axes | None = None,
) -> Axes:
    """Draw Sobol' indices over the number of base points; settled ones have become level.

    The six parameters with the greatest indices are named, the others drawn in grey.

    Parameters
    ----------
    base
        Numbers of base points, increasing, (n,).
    names
        Parameters, k of them.
    index
        Index of each parameter at each number, (n, k); NaN where there is none.
    interval
        Lower and upper ends of their intervals, each (n, k).
    kind
        What the indices are: "total" or "first-order".
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the shapes differ or the numbers of base points do not increase.

    References
    ----------
    Saltelli et al. 2010.

    Examples
    --------
    >>> axes = sobol_convergence([8, 16], ["h", "q"], [[0.1, 0.7], [0.2, 0.6]])
    >>> axes.get_xlabel(), axes.get_legend_handles_labels()[1]
    ('base points (number)', ['q', 'h'])
    """
    data = sobol_convergence_data(base, names, index, interval)
    shown = min(len(names), len(GROUPS))
    ax = own_axes(height_mm=MM_AROUND + MM_PER_NAME * (shown + 1)) if ax is None else ax
    for k, name in enumerate(data.names[:shown]):
        draw_line(ax, data, k, name)
    for k in range(shown, len(data.names)):
        label = f"{len(data.names) - shown} others" if k == shown else None
        ax.plot(data.base, data.index[:, k], label=label, **OTHERS)  # type: ignore[arg-type]
    ax.axhline(0.0, color="black", linewidth=0.8, zorder=1.0)
    low, high = ax.get_ylim()
    ax.set_ylim(max(low, LOWEST), min(high, HIGHEST))
    scale_by_two(ax, data.base)
    frame(ax, "base points (number)", f"{kind} Sobol index (share of the variance)")
    legend_above(ax)
    return ax


def draw_line(ax: Axes, data: SobolConvergence, k: int, name: str) -> None:
    """Line of one parameter, with the band of its intervals."""
    style = GROUPS[k]
    if np.isfinite(data.low[:, k]).any():
        ax.fill_between(data.base, data.low[:, k], data.high[:, k], color=style["color"],
                        alpha=BAND_ALPHA, linewidth=0.0)  # fmt: skip
    ax.plot(data.base, data.index[:, k], label=name, linewidth=1.2, markersize=0.6 * SMALL_PT,
            zorder=3.0 - 0.01 * k, **style)  # fmt: skip


def scale_by_two(ax: Axes, base: Floats) -> None:
    """Equal distances for equal ratios, with as many of the numbers as fit."""
    ax.set_xscale("log", base=2)
    most = max(2, int(inches_wide(ax) / TICK_INCHES))
    step = -(-len(base) // most)
    ax.xaxis.set_major_locator(FixedLocator(base[::-1][::step][::-1].tolist()))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
