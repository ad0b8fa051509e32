"""Where imitation leads between two or three strategies: field, paths and rest points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.plots.canvas import frame, legend_above, own_axes, x_ticks
from negotiation.plots.columns import Floats
from negotiation.plots.rest_points import (
    NEUTRAL,
    SADDLE,
    STABLE,
    UNSTABLE,
    RestPoint,
    one_population,
)
from negotiation.plots.style import TEXT_PT, Style
from negotiation.theory.replicator import replicator_path, velocity

HEIGHT_MM = 88.0
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
SIMPLEX_CELLS, LINE_POINTS = 16, 201
STARTS = ((0.9, 0.05, 0.05), (0.48, 0.48, 0.04), (0.6, 0.2, 0.2))
PATH_STEPS, PATH_STEP = 70, 0.5
ARROW = 0.045  # length of the fastest arrow, in sides of the triangle or the square
SLOWEST = 0.35  # length of the slowest arrow, in that of the fastest
KINDS: dict[str, Style] = {
    STABLE: {"markerfacecolor": "black", "fillstyle": "full"},
    SADDLE: {"markerfacecolor": "black", "fillstyle": "left", "markerfacecoloralt": "white"},
    UNSTABLE: {"markerfacecolor": "white", "fillstyle": "full"},
    NEUTRAL: {"markerfacecolor": "0.6", "fillstyle": "full"},
}


@dataclass(frozen=True)
class ReplicatorField:
    """What `replicator_field` and `replicator_square` draw.

    Parameters
    ----------
    names
        What stands at the corners, or at the axes.
    points
        Shares at which the field is drawn, (n, strategies); in the square (n, 2), the shares of
        the first strategy among the US and among China.
    rates
        Rates of change of these shares, payoffs scaled so that they differ by 1 at most.
    paths
        Paths from fixed starts, shares as in `points`.
    rest
        Rest points with their kind.
    """

    names: tuple[str, ...]
    points: Floats
    rates: Floats
    paths: tuple[Floats, ...]
    rest: tuple[RestPoint, ...]


def game_of(where: str, payoffs: ArrayLike, shapes: Sequence[tuple[int, ...]]) -> Floats:
    """Payoffs scaled so that they differ by 1 at most."""
    A = np.array(payoffs, dtype=np.float64)  # noqa: N806
    if A.shape not in shapes or not np.isfinite(A).all():
        allowed = " or ".join(map(str, shapes))
        raise InputError(where, "payoffs", f"have the shape {A.shape}", f"finite, {allowed}")
    scaled: Floats = A / (np.ptp(A) or 1.0)
    return scaled


def mixtures(cells: int, strategies: int) -> Floats:
    """Shares on an even grid, corners included.

    >>> mixtures(2, 2).tolist()
    [[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]]
    """
    if strategies == 2:
        first = np.linspace(0.0, 1.0, cells + 1)
        return np.column_stack([first, 1.0 - first])
    steps = [(i, j, cells - i - j) for i in range(cells + 1) for j in range(cells + 1 - i)]
    return np.array(steps) / cells


def replicator_field_data(payoffs: ArrayLike, names: Sequence[str]) -> ReplicatorField:
    """Return the numbers that `replicator_field` draws.

    Parameters
    ----------
    payoffs, names
        As in `replicator_field`.

    Examples
    --------
    >>> data = replicator_field_data([[-1.0, 4.0], [0.0, 2.0]], ["hawk", "dove"])
    >>> [point.kind for point in data.rest]
    ['unstable', 'unstable', 'stable']
    """
    one = game_of("replicator_field", payoffs, ((2, 2), (3, 3)))
    if len(names) != len(one):
        raise InputError("replicator_field", "names", f"are {len(names)} for {len(one)} strategies")
    both = np.stack([one, one.T])
    points = mixtures(LINE_POINTS - 1 if len(one) == 2 else SIMPLEX_CELLS, len(one))
    rates = np.array([velocity(both, x, x)[0] for x in points])
    starts = [] if len(one) == 2 else rotations()
    paths = [replicator_path(both, x, x, PATH_STEPS, PATH_STEP)[0] for x in starts]
    return ReplicatorField(tuple(names), points, rates, tuple(paths), one_population(one))


def rotations() -> list[Floats]:
    """Starts of paths in the triangle, each once in every role."""
    turned = {tuple(np.roll(start, k)) for start in STARTS for k in range(3)}
    return [np.array(start) / sum(start) for start in sorted(turned)]


def replicator_field(payoffs: ArrayLike, names: Sequence[str], *, ax: Axes | None = None) -> Axes:
    """Draw the replicator dynamics of one population with two or three strategies.

    Three strategies stand at the corners of a triangle; arrows show where shares move, lines are
    paths. Of two strategies the rate of change is drawn over the share of the first.

    Parameters
    ----------
    payoffs
        Payoff of each strategy, the row, against each, the column; (2, 2) or (3, 3).
    names
        Strategies.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If the payoffs are not finite or have another shape.

    References
    ----------
    Hofbauer-Sigmund 1998.

    Examples
    --------
    >>> axes = replicator_field([[-1.0, 4.0], [0.0, 2.0]], ["hawk", "dove"])
    >>> axes.get_xlabel()
    'hawk (share of the population)'
    """
    data = replicator_field_data(payoffs, names)
    three = len(data.names) == 3
    ax = own_axes(height_mm=HEIGHT_MM if three else 60.0) if ax is None else ax
    if three:
        draw_triangle(ax, data)
    else:
        draw_line(ax, data)
    draw_rest(ax, data, CORNERS if three else np.array([[1.0, 0.0], [0.0, 0.0]]))
    legend_above(ax)
    return ax


def draw_triangle(ax: Axes, data: ReplicatorField) -> None:
    """Triangle with names at the corners, arrows and paths."""
    ax.fill(*CORNERS.T, facecolor="none", edgecolor="black", linewidth=0.8, zorder=3)
    draw_arrows(ax, data.points @ CORNERS, data.rates @ CORNERS)
    draw_paths(ax, [path @ CORNERS for path in data.paths])
    for name, (x, y), (dx, dy) in zip(
        data.names, CORNERS, ((0.0, -7.0), (0.0, -7.0), (0.0, 6.0)), strict=True
    ):
        ax.annotate(name, (x, y), (dx, dy), textcoords="offset points", ha="center",
                    va="top" if dy < 0 else "bottom", fontsize=TEXT_PT, parse_math=False,
                    annotation_clip=False)  # fmt: skip
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.09, 0.95), aspect="equal", xticks=[], yticks=[])
    frame(ax, "mixture of the population (shares; a corner is 1)", "")
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def draw_line(ax: Axes, data: ReplicatorField) -> None:
    """Rate of change of the first share, and arrows on the axis."""
    share, rate = data.points[:, 0], data.rates[:, 0]
    ax.plot(share, rate, color="black", linewidth=1.2, zorder=3)
    ax.axhline(0.0, color="0.6", linewidth=0.8, zorder=1)
    for at in range(10, LINE_POINTS - 1, 20):
        ahead = 0.03 * np.sign(rate[at])
        if ahead:
            ax.annotate("", (share[at] + ahead, 0.0), (share[at] - ahead, 0.0), zorder=2,
                        arrowprops={"arrowstyle": "-|>", "color": "0.45", "lw": 0.8,
                                    "mutation_scale": 7.0})  # fmt: skip
    frame(ax, f"{data.names[0]} (share of the population)", "rate of change (share per time)")
    ax.set_xlim(-0.03, 1.03)
    x_ticks(ax)


def draw_arrows(ax: Axes, at: Floats, rates: Floats) -> None:
    """Arrows of the field; the faster the longer, the slowest still seen."""
    speed = np.hypot(*rates.T)
    moving = speed > 1e-12
    length = ARROW * (SLOWEST + (1.0 - SLOWEST) * np.sqrt(speed / (speed.max() or 1.0)))
    arrows = rates[moving] / speed[moving, None] * length[moving, None]
    ax.quiver(*at[moving].T, *arrows.T, angles="xy", scale_units="xy", scale=1.0, color="0.6",
              pivot="mid", units="width", width=0.0045, headwidth=4.5, headlength=5.0,
              headaxislength=4.5, zorder=2)  # fmt: skip


def draw_paths(ax: Axes, paths: Sequence[Floats]) -> None:
    """Paths as lines."""
    for path in paths:
        ax.plot(*path.T, color="#0072B2", linewidth=0.8, zorder=4)


def draw_rest(ax: Axes, data: ReplicatorField, corners: Floats) -> None:
    """Rest points: filled where they attract, open where they repel, half where they do both."""
    for kind, look in KINDS.items():
        shares = [point.shares for point in data.rest if point.kind == kind]
        if shares:
            ax.plot(*(np.array(shares) @ corners).T, linestyle="none", marker="o", markersize=5.5,
                    markeredgecolor="black", markeredgewidth=0.9, label=f"{kind} rest point",
                    clip_on=False, zorder=6, **look)  # fmt: skip
