"""Figures of how payoffs are distributed: by strategy or another factor, else by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from negotiation.report.factors import Factor, thousands
from negotiation.report.pictures import SIDES, Picture, payoff_of, pooled
from negotiation.report.sweep import PAYOFFS, Floats, Sweep

if TYPE_CHECKING:
    from negotiation.plots.canvas import Axes

MOST_CURVES: Final = 6  # that are told apart, also without colour
MOST_ROWS: Final = 24
MOST_NUMBERS: Final = 12  # levels of a number that make groups
CHOICES: Final = (".timing.strategy", ".tactic.name")
BOTH: Final = "payoff (share of the pie)"


class Draw(Protocol):
    """Draws groups of values of an outcome, groups named by a label."""

    def __call__(self, groups: dict[str, Floats], outcome: str, label: str) -> Axes:
        """Return the axes."""


def grouping(sweep: Sweep, side: str, most: int) -> Factor | None:
    """Factor by which payoffs of a side are shown; None for no more than both sides.

    A choice of the side comes first, then any other names, then a number of few values.
    """
    names = sweep.names()
    own = [each for each in names if each.owner == side and each.addresses[0].endswith(CHOICES)]
    few = [each for each in sweep.numbers() if len(each.levels) <= MOST_NUMBERS]
    fit = [each for each in (*own, *names, *few) if len(each.levels) <= most]
    return fit[0] if fit else None


def groups_of(sweep: Sweep, factor: Factor, name: str) -> dict[str, Floats]:
    """Values of a column by level; levels without runs are left out."""
    values, codes = sweep.values(name), factor.codes[sweep.points]
    groups = {level: values[codes == code] for code, level in enumerate(factor.names)}
    return {level: group for level, group in groups.items() if group.size}


def spread_pictures(sweep: Sweep, kind: str, draw: Draw, most: int, how: str) -> list[Picture]:
    """Pictures of both payoffs; one for both sides where nothing groups the runs."""
    factors = {side: grouping(sweep, side, most) for side in SIDES}
    if not any(factors.values()):
        groups = dict(zip(("US", "China"), map(sweep.values, PAYOFFS), strict=True))
        caption = f"Payoffs of both sides in {thousands(sweep.runs)} runs.{pooled(sweep, ())} {how}"
        drawn = partial(draw, groups, BOTH, "side")
        return [Picture(f"{kind}_payoff", "payoffs of both sides", caption, drawn)]
    return [
        by_factor(sweep, kind, draw, how, (side, factor)) for side, factor in factors.items()
        if factor is not None
    ]  # fmt: skip


def by_factor(sweep: Sweep, kind: str, draw: Draw, how: str, shown: tuple[str, Factor]) -> Picture:
    """Picture of the payoff of one side by the levels of a factor."""
    side, factor = shown
    column = f"payoff_{side}"
    groups = groups_of(sweep, factor, column)
    title = f"{payoff_of(side)} by {factor.title}"
    rest = pooled(sweep, (factor,))
    caption = f"Runs by {factor.title}: {sizes(groups)}.{rest} {how}"
    drawn = partial(draw, groups, column, factor.label)
    return Picture(f"{kind}_{column}", title, caption, drawn)


def sizes(groups: dict[str, Floats]) -> str:
    """Say how many runs there are in each group.

    Examples
    --------
    >>> import numpy as np
    >>> sizes({"talk": np.zeros(3), "offer": np.zeros(3)})
    '3 in each of 2 groups'
    """
    counts = {values.size for values in groups.values()}
    if len(counts) == 1:
        return f"{thousands(counts.pop())} in each of {len(groups)} groups"
    return ", ".join(f"{name} {thousands(values.size)}" for name, values in groups.items())


def ecdf_pictures(sweep: Sweep) -> list[Picture]:
    """Distribution functions."""
    how = "Shares of the runs at or below each payoff, with bands that cover the whole function "
    how += "with 95 % where the runs are independent"
    how += "; runs of different points share their draws." if sweep.is_common else "."
    return spread_pictures(sweep, "outcome_ecdf", draw_ecdf, MOST_CURVES, how)


def draw_ecdf(groups: dict[str, Floats], outcome: str, label: str) -> Axes:
    """Distribution functions; the legend names the groups."""
    from negotiation.plots import outcome_ecdf

    return outcome_ecdf(groups, outcome, group_label="" if outcome == BOTH else label)


def ridgeline_pictures(sweep: Sweep) -> list[Picture]:
    """Densities, one below the other."""
    how = "Densities, one scale for all; the line is the median."
    return spread_pictures(sweep, "ridgeline", draw_ridges, MOST_ROWS, how)


def draw_ridges(groups: dict[str, Floats], outcome: str, label: str) -> Axes:
    """Densities, the groups named at the y axis."""
    from negotiation.plots import ridgeline

    return ridgeline(groups, outcome, group_label=label)


def raincloud_pictures(sweep: Sweep) -> list[Picture]:
    """Densities with boxes and points."""
    how = "Boxes reach from quartile to quartile with the median between, whiskers from 5 to 95 %; "
    how += "points are a sample of the runs."
    return spread_pictures(sweep, "raincloud", draw_clouds, MOST_ROWS, how)


def draw_clouds(groups: dict[str, Floats], outcome: str, label: str) -> Axes:
    """Densities with boxes and points, the groups named at the y axis."""
    from negotiation.plots import raincloud

    return raincloud(groups, outcome, group_label=label)
