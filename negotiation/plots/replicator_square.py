"""Where imitation leads in two populations, the US and China, with two strategies each."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from negotiation.plots.canvas import frame, legend_above, own_axes, x_ticks
from negotiation.plots.columns import Floats
from negotiation.plots.replicator_fields import (
    PATH_STEP,
    PATH_STEPS,
    ReplicatorField,
    draw_arrows,
    draw_paths,
    draw_rest,
    game_of,
)
from negotiation.plots.rest_points import two_populations
from negotiation.theory.replicator import replicator_path, velocity

CELLS = 14
STARTS = (0.06, 0.35, 0.65, 0.94)
HEIGHT_MM = 92.0


def replicator_square_data(
    payoffs: ArrayLike, us: Sequence[str], cn: Sequence[str]
) -> ReplicatorField:
    """Return the numbers that `replicator_square` draws.

    Parameters
    ----------
    payoffs, us, cn
        As in `replicator_square`.

    Examples
    --------
    >>> dilemma = [[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]
    >>> data = replicator_square_data(dilemma, ["talk", "demand"], ["talk", "demand"])
    >>> [point.shares for point in data.rest if point.kind == "stable"]
    [(0.0, 0.0)]
    """
    both = game_of("replicator_square", payoffs, ((2, 2, 2),))
    grid = np.linspace(0.0, 1.0, CELLS + 1)
    points = np.array([(p, q) for p in grid for q in grid])
    mixed = np.stack([points, 1.0 - points], axis=2)  # (n, side, strategy)
    rates = np.array([[each[0] for each in velocity(both, *pair)] for pair in mixed])
    paths = []
    for p in STARTS:
        for q in STARTS:
            x, y = replicator_path(both, *pairs_of(p, q), PATH_STEPS, PATH_STEP)
            paths.append(np.column_stack([x[:, 0], y[:, 0]]))
    return ReplicatorField((us[0], cn[0]), points, rates, tuple(paths), two_populations(both))


def pairs_of(p: float, q: float) -> tuple[Floats, Floats]:
    """Shares of both strategies of both sides."""
    return np.array([p, 1.0 - p]), np.array([q, 1.0 - q])


def replicator_square(
    payoffs: ArrayLike, us: Sequence[str], cn: Sequence[str], *, ax: Axes | None = None
) -> Axes:
    """Draw the replicator dynamics of two populations with two strategies each.

    Parameters
    ----------
    payoffs
        Payoffs of the US and of China, (2, 2, 2), such as `MetaGame.means`.
    us, cn
        Strategies of the US and of China; the axes are the shares of the first ones.
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
    >>> dilemma = [[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]]
    >>> replicator_square(dilemma, ["talk", "demand"], ["talk", "demand"]).get_xlabel()
    'US playing talk (share of the population)'
    """
    data = replicator_square_data(payoffs, us, cn)
    ax = own_axes(height_mm=HEIGHT_MM) if ax is None else ax
    draw_arrows(ax, data.points, data.rates)
    draw_paths(ax, data.paths)
    draw_rest(ax, data, np.eye(2))
    us_label, cn_label = (
        f"{side} playing {name} (share of the population)"
        for side, name in zip(("US", "China"), data.names, strict=True)
    )
    frame(ax, us_label, cn_label)
    ax.set(xlim=(-0.03, 1.03), ylim=(-0.03, 1.03), aspect="equal")
    x_ticks(ax)
    legend_above(ax)
    return ax
