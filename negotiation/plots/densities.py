"""Density of many values: counts on a fine grid, smoothed by a normal kernel."""

import math
from typing import NamedTuple

import numpy as np
from scipy.ndimage import gaussian_filter1d

from negotiation.errors import InputError
from negotiation.plots.columns import Floats

CELLS = 400
REACH = 4.0  # bandwidths that the grid extends beyond the values
ROOM = 0.25  # around values that are all the same, in spans: one value is no wide hill
NARROWEST = 0.008  # least bandwidth, in spans of the values: atoms stay visible as bumps

QUARTER_OF_NORMAL = 0.637  # width of the densest quarter of a normal law, in its deviations

Bounds = tuple[float, float]
UNBOUNDED: Bounds = (-np.inf, np.inf)


class Density(NamedTuple):
    """Density at the middles of the cells of a grid."""

    x: Floats
    height: Floats


def spread(values: Floats) -> float:
    """Standard deviation, or less where the densest quarter of the values is closer together.

    A normal sample gives the same by both. Of values in several heaps, or equal ones, the second
    keeps the heaps apart.

    >>> spread(np.array([0.0, 0.0, 0.0, 1.0]))
    0.0
    """
    ordered = np.sort(values)
    quarter = -(-values.size // 4)
    densest = float((ordered[quarter:] - ordered[:-quarter]).min(initial=np.inf))
    return min(float(values.std()), densest / QUARTER_OF_NORMAL)


def bandwidth(values: Floats, span: float) -> float:
    """Standard deviation of the kernel by Silverman's rule of thumb, with the spread above.

    >>> round(bandwidth(np.arange(100.0), 99.0), 2)
    10.34
    """
    wanted = 0.9 * spread(values) / math.pow(values.size, 0.2)
    return max(wanted, NARROWEST * span)


def grid_edges(groups: dict[str, Floats], bounds: Bounds, where: str) -> tuple[Floats, float]:
    """Edges of the cells that hold all groups with their kernels, and the span of the values."""
    least = min(float(values.min()) for values in groups.values())
    most = max(float(values.max()) for values in groups.values())
    if least < bounds[0] or most > bounds[1]:
        problem = f"values from {least:g} to {most:g} leave the bounds"
        raise InputError(where, "bounds", problem, f"{bounds[0]:g} to {bounds[1]:g}")
    span = (most - least) or max(abs(most), 1.0)
    widest = REACH * max(bandwidth(values, span) for values in groups.values())
    widest = widest if least < most else max(widest, ROOM * span)
    low, high = max(bounds[0], least - widest), min(bounds[1], most + widest)
    return np.linspace(low, high, CELLS + 1), span


def density(values: Floats, edges: Floats, span: float) -> Density:
    """Density of one group; what the kernel puts beyond an edge is reflected there.

    >>> grid = np.linspace(0.0, 1.0, 401)
    >>> round(float(density(np.array([0.0, 0.5]), grid, 0.5).height.sum() / 400), 6)
    1.0
    """
    step = float(edges[1] - edges[0])
    counts = np.histogram(values, edges)[0] / (values.size * step)
    smooth = gaussian_filter1d(counts, bandwidth(values, span) / step, mode="reflect")
    return Density((edges[:-1] + edges[1:]) / 2.0, smooth)
