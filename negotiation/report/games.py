"""Figures of strategies against one another, and of what moves the payoffs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from negotiation.report.factors import Factor
from negotiation.report.pictures import (
    SIDES,
    CannotDrawError,
    Picture,
    balanced,
    payoff_of,
    pooled,
)
from negotiation.report.sweep import PAYOFFS, Floats, Sweep
from negotiation.terms import Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from negotiation.plots.canvas import Axes

    Truths = NDArray[np.bool_]

MOST_STRATEGIES: Final = 16
FIELD_SIZES: Final = (2, 3)
FEW_LEVELS: Final = 24  # of which the first and the last are the ends; of more, quarters are


def opponents(sweep: Sweep) -> tuple[Factor, Factor]:
    """Choices of the US and of China; CannotDrawError where one of them is not varied."""
    own = {side: [n for n in sweep.names() if n.owner == side] for side in SIDES}
    if not all(own.values()):
        raise CannotDrawError("needs strategies of both sides, varied in every combination")
    us, cn = (found[0] for found in own.values())
    if max(len(us.levels), len(cn.levels)) > MOST_STRATEGIES:
        raise CannotDrawError(f"shows {MOST_STRATEGIES} strategies a side at most")
    return us, cn


def payoffs_of(sweep: Sweep, us: Factor, cn: Factor) -> Floats:
    """Mean payoffs of both sides, (2, rows, columns)."""
    places = balanced(sweep, (us, cn))
    found = np.stack([sweep.means[name][places].mean(axis=-1) for name in PAYOFFS])
    if np.isnan(found).any():
        raise CannotDrawError("some pairs of strategies have no runs yet")
    return found


def matrix_pictures(sweep: Sweep) -> list[Picture]:
    """Payoffs of every strategy against every other."""
    us, cn = opponents(sweep)
    payoffs = payoffs_of(sweep, us, cn)
    caption = f"Mean payoffs by pair of strategies; shares of the pie.{pooled(sweep, (us, cn))} "
    caption += "Best replies among the means are underlined, equilibria in pure strategies framed."
    title = f"{us.title} against {cn.title}"
    drawn = partial(draw_matrix, payoffs, us, cn)
    return [Picture("payoff_matrix", title, caption, drawn)]


def draw_matrix(payoffs: Floats, us: Factor, cn: Factor) -> Axes:
    """Table of payoffs, with what the rows and the columns are."""
    from negotiation.plots import payoff_matrix

    ax = payoff_matrix(payoffs, us.names, cn.names, side=Side.US)
    ax.set(xlabel=cn.title, ylabel=us.title)
    return ax


def square_pictures(sweep: Sweep) -> list[Picture]:
    """Where imitation leads where both sides have two strategies."""
    us, cn = opponents(sweep)
    if (len(us.levels), len(cn.levels)) != (2, 2):
        sizes = f"{len(us.levels)} and {len(cn.levels)}"
        raise CannotDrawError(f"needs two strategies of each side, and there are {sizes}")
    payoffs = payoffs_of(sweep, us, cn)
    caption = "Replicator dynamics of two populations that imitate what does well, from the mean "
    caption += f"payoffs.{pooled(sweep, (us, cn))}"
    drawn = partial(draw_square, payoffs, us.names, cn.names)
    return [Picture("replicator_square", "where imitation of success leads", caption, drawn)]


def draw_square(payoffs: Floats, us: tuple[str, ...], cn: tuple[str, ...]) -> Axes:
    """Square of two shares."""
    from negotiation.plots import replicator_square

    return replicator_square(payoffs, us, cn)


def field_pictures(sweep: Sweep) -> list[Picture]:
    """Where imitation leads in one population whose members take either side."""
    us, cn = opponents(sweep)
    if set(us.names) != set(cn.names) or len(us.names) not in FIELD_SIZES:
        problem = "needs the same two or three strategies of both sides"
        raise CannotDrawError(f"{problem}, and there are {len(us.names)} and {len(cn.names)}")
    order = [cn.names.index(name) for name in us.names]
    first, second = payoffs_of(sweep, us, cn)[:, :, order]
    caption = "Replicator dynamics of one population that imitates what does well and plays both "
    caption += f"sides alike: mean payoffs over the two sides.{pooled(sweep, (us, cn))}"
    drawn = partial(draw_field, (first + second.T) / 2.0, us.names)
    title = "where imitation of success leads in one population"
    return [Picture("replicator_field", title, caption, drawn)]


def draw_field(payoffs: Floats, names: tuple[str, ...]) -> Axes:
    """Triangle of three shares, or the rate of change of one."""
    from negotiation.plots import replicator_field

    return replicator_field(payoffs, names)


def tornado_pictures(sweep: Sweep) -> list[Picture]:
    """What payoffs are at both ends of every varied number."""
    if len(sweep.numbers()) < 2:
        count = len(sweep.numbers())
        raise CannotDrawError(f"needs two varied numbers to compare, and the design has {count}")
    return [tornado_picture(sweep, side) for side in SIDES]


def tornado_picture(sweep: Sweep, side: str) -> Picture:
    """Effects on the payoff of one side."""
    column = f"payoff_{side}"
    means = sweep.means[column]
    effects = {f.title: end_means(f, means) for f in sweep.numbers()}
    if not np.isfinite(list(effects.values())).all():
        raise CannotDrawError("some ends of the varied numbers have no runs yet")
    caption = "Mean payoff over the points at the low and at the high end of each number (its "
    caption += "first and last value; of a number with many values the lowest and the highest "
    caption += "quarter), whatever the other parameters are there. The line is the mean of all."
    drawn = partial(draw_tornado, effects, f"mean_{column}", float(np.nanmean(means)))
    title = f"what moves the {payoff_of(side)}"
    return Picture(f"tornado_{column}", title, caption, drawn)


def end_means(factor: Factor, means: Floats) -> tuple[float, float]:
    """Mean over the points with runs at the low and at the high end of a number; NaN without any.

    Examples
    --------
    >>> factor = Factor(("h",), (0.5, 0.6), np.array([0, 1, 1]), "", True)
    >>> end_means(factor, np.array([1.0, 2.0, 4.0]))
    (1.0, 3.0)
    """
    levels = len(factor.levels)
    width = levels // 4 if levels > FEW_LEVELS else 1
    ends = (factor.codes < width, factor.codes >= levels - width)
    low, high = (means[end & np.isfinite(means)] for end in ends)
    return mean_or_nan(low), mean_or_nan(high)


def mean_or_nan(values: Floats) -> float:
    """Mean; NaN of nothing."""
    return float(values.mean()) if values.size else np.nan


def draw_tornado(effects: dict[str, tuple[float, float]], column: str, base: float) -> Axes:
    """Bars from the mean of all."""
    from negotiation.plots import column_label, tornado

    label = f"mean {column_label(column.removeprefix('mean_'))}"
    return tornado(effects, label, base=base)
