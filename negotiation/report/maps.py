"""Figures over two varied numbers: what is best or most frequent where, and mean payoffs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiation.plots.data import OUTCOMES
from negotiation.report.factors import Factor
from negotiation.report.pictures import (
    SIDES,
    CannotDrawError,
    Picture,
    balanced,
    payoff_of,
    pooled,
)
from negotiation.report.sweep import Floats, Sweep

if TYPE_CHECKING:
    from negotiation.plots.canvas import Axes

MOST_OPTIONS: Final = 6
FEWEST_REPLICATES: Final = 2


class Plane(NamedTuple):
    """Two numbers that span a map."""

    x: Factor
    y: Factor

    @property
    def title(self) -> str:
        """Both names."""
        return f"{self.x.title} and {self.y.title}"


def plane(sweep: Sweep) -> Plane:
    """First two varied numbers; CannotDrawError where there are none, or they make no grid."""
    numbers = sweep.numbers()
    if len(numbers) < 2:
        raise CannotDrawError(f"needs two varied numbers, and the design has {len(numbers)}")
    found = Plane(*numbers[:2])
    balanced(sweep, (found.y, found.x))
    return found


def by_cell(values: Floats, places: NDArray[np.int64]) -> Floats:
    """Mean of each replicate over the points of a cell, for replicates that all cells have.

    Cells without runs stay NaN: (..., replicates).

    Raises
    ------
    CannotDrawError
        If fewer than two replicates are left.
    """
    found: Floats = values[places].mean(axis=-2)
    known = np.isfinite(found).any(axis=-1)
    common = np.isfinite(found[known]).all(axis=0)
    if common.sum() < FEWEST_REPLICATES:
        raise CannotDrawError("needs two replicates or more that all points have")
    return found[..., common]


def regime_pictures(sweep: Sweep) -> list[Picture]:
    """Best strategy over two numbers, for each side; without strategies the usual ending."""
    over = plane(sweep)
    names = sweep.names()
    if not names:
        return [ending_map(sweep, over)]
    chosen = {side: [n for n in names if n.owner == side] or names for side in SIDES}
    if not any(each.owner for each in names):
        chosen = {side: names[:1] for side in SIDES}
    return [strategy_map(sweep, over, side, each[0]) for side, each in chosen.items()]


def strategy_map(sweep: Sweep, over: Plane, side: str, options: Factor) -> Picture:
    """Which level of a factor brings a side most."""
    if len(options.levels) > MOST_OPTIONS:
        problem = f"{options.title} has {len(options.levels)} values"
        raise CannotDrawError(f"{problem}, a map shows {MOST_OPTIONS} at most")
    used = (options, over.y, over.x)
    cells = by_cell(sweep.cube(f"payoff_{side}"), balanced(sweep, used))
    values = dict(zip(options.names, cells, strict=True))
    title = f"{options.title} that brings {payoff_of(side).removeprefix('payoff of ')} most"
    caption = f"By mean payoff over {over.title}, {cells.shape[-1]} replicates a point."
    caption += f"{pooled(sweep, used)} Cells are paler and dotted where the lead of "
    caption += "the best over the second may be chance (95 %)."
    return Picture(f"regime_map_payoff_{side}", title, caption, partial(draw_map, over, values))


def ending_map(sweep: Sweep, over: Plane) -> Picture:
    """How most of the talks end."""
    places = balanced(sweep, (over.y, over.x))
    codes = sweep.cube("outcome")
    values = {}
    for ending, name in OUTCOMES.items():
        if (codes == ending).any():
            happened = np.where(np.isnan(codes), np.nan, codes == ending)
            values[name] = by_cell(happened, places)
    runs = next(iter(values.values())).shape[-1]
    caption = f"Most frequent ending over {over.title}, {runs} replicates a point."
    caption += f"{pooled(sweep, (over.y, over.x))} Cells are paler and dotted where its lead over "
    caption += "the second may be chance (95 %)."
    drawn = partial(draw_map, over, values)
    return Picture("regime_map_endings", f"most frequent ending over {over.title}", caption, drawn)


def draw_map(over: Plane, values: dict[str, Floats]) -> Axes:
    """Map of the best."""
    from negotiation.plots import regime_map

    return regime_map(over.x.levels, over.y.levels, values, over.x.label, over.y.label)


def value_pictures(sweep: Sweep) -> list[Picture]:
    """Mean payoffs of both sides over two numbers."""
    over = plane(sweep)
    places = balanced(sweep, (over.y, over.x))
    return [value_picture(sweep, over, places, side) for side in SIDES]


def value_picture(sweep: Sweep, over: Plane, places: NDArray[np.int64], side: str) -> Picture:
    """Mean payoff of a side."""
    column = f"payoff_{side}"
    title = f"mean {payoff_of(side)} over {over.title}"
    caption = f"Means of all runs, with contours.{pooled(sweep, (over.y, over.x))}"
    drawn = partial(draw_values, over, sweep.means[column][places].mean(axis=-1), column)
    return Picture(f"value_map_{column}", title, caption, drawn)


def draw_values(over: Plane, values: Floats, column: str) -> Axes:
    """Map of a value."""
    from negotiation.plots import column_label, value_map

    label = f"mean {column_label(column)}"
    return value_map(over.x.levels, over.y.levels, values, over.x.label, over.y.label, label)
