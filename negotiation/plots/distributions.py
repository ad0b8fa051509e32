"""Outcomes by strategy: densities one below the other, with boxes and points where wanted."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.random import Generator, Philox

from negotiation.plots.canvas import HEIGHT_MM, frame, own_axes, row_names, x_ticks
from negotiation.plots.columns import Floats, Groups, checked, column_label
from negotiation.plots.densities import UNBOUNDED, Bounds, density, grid_edges
from negotiation.plots.labels import broken
from negotiation.plots.style import GROUPS, SIDES, lightened

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
MOST_POINTS = 300  # shown of one group
SEED = 20181201  # of the sample and of the jitter
RIDGE_HEIGHT = 1.3  # of the highest ridge, in rows: ridges may reach into the row above
CLOUD_BASE, CLOUD_HEIGHT = 0.08, 0.42
BOX_MIDDLE, BOX_HALF = 0.0, 0.05
RAIN_TOP, RAIN_BOTTOM = -0.1, -0.3
MM_PER_ROW, MM_AROUND = 13.0, 16.0


@dataclass(frozen=True)
class Distribution:
    """One group: its density, quantiles and a sample of its values.

    Parameters
    ----------
    row
        Place of the group on the y axis; the first group stands highest.
    x, height
        Density at these values, scaled by one factor for all groups.
    quantiles
        At 5, 25, 50, 75 and 95 %.
    points, jitter
        Sample of values, and where in the row they are drawn; none in a ridgeline.
    n
        Number of values.
    """

    row: float
    x: Floats
    height: Floats
    quantiles: Floats
    points: Floats
    jitter: Floats
    n: int


def sample(values: Floats, stream: int, most: int) -> tuple[Floats, Floats]:
    """At most so many of the values, and places between 0 and 1; the same on every call."""
    chance = Generator(Philox(key=np.array([SEED, stream], dtype=np.uint64)))
    shown = values
    if values.size > most:
        shown = values[np.sort(chance.choice(values.size, most, replace=False))]
    return shown.copy(), chance.random(shown.size)


def distributions(
    where: str, values: Groups, bounds: Bounds, tallest: float, most_points: int
) -> dict[str, Distribution]:
    """Distributions of all groups on one grid, the highest density `tallest` rows high."""
    groups = checked(where, values)
    edges, span = grid_edges(groups, bounds, where)
    densities = {name: density(group, edges, span) for name, group in groups.items()}
    scale = tallest / max(float(each.height.max()) for each in densities.values())
    found = {}
    for number, (name, group) in enumerate(groups.items()):
        points, jitter = sample(group, number, most_points)
        found[name] = Distribution(
            row=float(len(groups) - 1 - number),
            x=densities[name].x,
            height=densities[name].height * scale,
            quantiles=np.quantile(group, QUANTILES),
            points=points,
            jitter=RAIN_BOTTOM + (RAIN_TOP - RAIN_BOTTOM) * jitter,
            n=int(group.size),
        )
    return found


def ridgeline_data(values: Groups, *, bounds: Bounds = UNBOUNDED) -> dict[str, Distribution]:
    """Return the numbers that `ridgeline` draws.

    Parameters
    ----------
    values, bounds
        As in `ridgeline`.

    Examples
    --------
    >>> data = ridgeline_data({"talk": [0.25, 0.5, 0.75], "offer": [0.0, 0.5, 1.0]}, bounds=(0, 1))
    >>> data["talk"].row, float(data["offer"].quantiles[2])
    (1.0, 0.5)
    """
    return distributions("ridgeline", values, bounds, RIDGE_HEIGHT, 0)


def raincloud_data(values: Groups, *, bounds: Bounds = UNBOUNDED) -> dict[str, Distribution]:
    """Return the numbers that `raincloud` draws.

    Parameters
    ----------
    values, bounds
        As in `raincloud`.

    Examples
    --------
    >>> raincloud_data({"talk": [0.25, 0.5, 0.75]}, bounds=(0, 1))["talk"].points
    array([0.25, 0.5 , 0.75])
    """
    return distributions("raincloud", values, bounds, CLOUD_HEIGHT, MOST_POINTS)


def color_of(name: str) -> str:
    """Colour of a row: that of a side, or one for all strategies, which their rows tell apart."""
    return str(SIDES.get(name.split(" ")[0], GROUPS[3])["color"])


def rows_axes(rows: int, ax: Axes | None) -> Axes:
    """Axes as given, or new ones with room for so many rows."""
    return own_axes(height_mm=max(HEIGHT_MM, MM_AROUND + MM_PER_ROW * rows)) if ax is None else ax


def finish(ax: Axes, data: dict[str, Distribution], outcome: str, group_label: str) -> None:
    """Ticks, labels and ends of both axes."""
    room = row_names(ax, [each.row for each in data.values()], [broken(name) for name in data])
    frame(ax, column_label(outcome), group_label, room)
    first = next(iter(data.values()))
    ax.set_xlim(first.x[0], first.x[-1])
    top = max(float((each.row + each.height).max()) for each in data.values())
    ax.set_ylim(RAIN_BOTTOM - 0.1, top + 0.15)
    x_ticks(ax, room)


def ridgeline(
    values: Groups,
    outcome: str,
    *,
    bounds: Bounds = UNBOUNDED,
    group_label: str = "timing strategy",
    ax: Axes | None = None,
) -> Axes:
    """Draw densities of outcomes by strategy, one below the other, with their medians.

    Parameters
    ----------
    values
        Outcomes of runs by group; the first group stands highest.
    outcome
        Column of the records or an axis label with its unit.
    bounds
        Least and greatest possible value; the density keeps within them.
    group_label
        What the groups are.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If a group has no values, some that are not finite, or some outside the bounds.

    Examples
    --------
    >>> axes = ridgeline({"talk": [0.4, 0.5, 0.6]}, "payoff_us", bounds=(0, 1))
    >>> axes.get_xlabel()
    'payoff of the US (share of the pie)'
    """
    data = ridgeline_data(values, bounds=bounds)
    ax = rows_axes(len(data), ax)
    for order, (name, each) in enumerate(data.items()):
        draw_density(ax, each, color_of(name), each.row, 2 + 2 * order)
        draw_median(ax, each, 3 + 2 * order)
    finish(ax, data, outcome, group_label)
    return ax


def raincloud(
    values: Groups,
    outcome: str,
    *,
    bounds: Bounds = UNBOUNDED,
    group_label: str = "timing strategy",
    ax: Axes | None = None,
) -> Axes:
    """Draw density, box and a sample of points of outcomes by strategy.

    Boxes reach from the lower to the upper quartile with the median between, whiskers from 5 to
    95 %. Points are at most 300 of the runs, drawn without replacement with a fixed seed.

    Parameters
    ----------
    values, outcome, bounds, group_label, ax
        As in `ridgeline`.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        As `ridgeline`.

    References
    ----------
    Allen et al. 2019.

    Examples
    --------
    >>> axes = raincloud({"talk": [0.4, 0.5, 0.6]}, "payoff_us", bounds=(0, 1))
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['talk']
    """
    data = raincloud_data(values, bounds=bounds)
    ax = rows_axes(len(data), ax)
    for name, each in data.items():
        color = color_of(name)
        draw_density(ax, each, color, each.row + CLOUD_BASE, 2)
        draw_box(ax, each, color)
        draw_rain(ax, each, color)
    finish(ax, data, outcome, group_label)
    return ax


def draw_density(ax: Axes, data: Distribution, color: str, base: float, order: int) -> None:
    """Half a violin on its base."""
    ax.fill_between(
        data.x, base, base + data.height,
        facecolor=lightened(color, 0.55), edgecolor="none", linewidth=0.0, zorder=order,
    )  # fmt: skip
    ax.plot(data.x, base + data.height, color=color, linewidth=0.8, zorder=order)


def draw_median(ax: Axes, data: Distribution, order: int) -> None:
    """Median as a line up to the density."""
    median = float(data.quantiles[2])
    top = data.row + max(float(np.interp(median, data.x, data.height)), 0.12)
    ax.plot([median, median], [data.row, top], color="black", linewidth=1.2, zorder=order)


def draw_box(ax: Axes, data: Distribution, color: str) -> None:
    """Quartiles as a box, whiskers, and the median in black."""
    low, lower, median, upper, high = data.quantiles.tolist()
    middle = data.row + BOX_MIDDLE
    ax.hlines(middle, low, high, color=color, linewidth=0.8, zorder=3)
    ax.barh(middle, upper - lower, 2 * BOX_HALF, lower, facecolor="white", edgecolor=color,
            linewidth=0.8, zorder=4)  # fmt: skip
    ax.plot([median, median], [middle - BOX_HALF, middle + BOX_HALF], color="black",
            linewidth=1.4, zorder=5, solid_capstyle="butt")  # fmt: skip


def draw_rain(ax: Axes, data: Distribution, color: str) -> None:
    """Sample of values as small points below the box."""
    ax.plot(data.points, data.row + data.jitter, linestyle="none", marker="o", markersize=1.6,
            markeredgewidth=0.0, color=color, alpha=0.45, zorder=3)  # fmt: skip
