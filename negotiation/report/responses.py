"""Figures of payoffs along one varied number, a line for each strategy or side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from negotiation.experiment.outcomes import quantities
from negotiation.measures import Estimate
from negotiation.report.estimates import Truths, estimate
from negotiation.report.factors import Factor
from negotiation.report.pictures import SIDES, CannotDrawError, Picture, payoff_of, pooled
from negotiation.report.spreads import BOTH, MOST_CURVES
from negotiation.report.sweep import PAYOFFS, Sweep

if TYPE_CHECKING:
    from negotiation.plots.canvas import Axes

MOST_VALUES: Final = 100

Lines = dict[str, list[Estimate]]


def response_pictures(sweep: Sweep) -> list[Picture]:
    """Mean payoffs along the first varied number of few values."""
    along = [each for each in sweep.numbers() if len(each.levels) <= MOST_VALUES]
    if not along:
        raise CannotDrawError(f"needs a varied number of {MOST_VALUES} values at most")
    number = along[0]
    factors = {side: options(sweep, side) for side in SIDES}
    found = [by_option(sweep, number, side, f) for side, f in factors.items() if f is not None]
    return found or [by_side(sweep, number)]


def options(sweep: Sweep, side: str) -> Factor | None:
    """What makes the lines of a side: its own strategy, or other names; None without any."""
    names = [each for each in sweep.names() if len(each.levels) <= MOST_CURVES]
    own = [each for each in names if each.owner == side]
    return next(iter((*own, *names)), None)


def line_of(sweep: Sweep, column: str, number: Factor, kept: Truths) -> list[Estimate]:
    """Mean of a column over the kept runs at each level of a number."""
    (quantity,) = quantities(column)
    codes = number.codes[sweep.points]
    return [estimate(sweep, quantity, kept & (codes == k)) for k in range(len(number.levels))]


def by_option(sweep: Sweep, number: Factor, side: str, option: Factor) -> Picture:
    """Payoff of one side, a line for each level of a factor."""
    column, codes = f"payoff_{side}", option.codes[sweep.points]
    lines = {
        name: line_of(sweep, column, number, codes == code)
        for code, name in enumerate(option.names)
    }
    title = f"mean {payoff_of(side)} along {number.title}, by {option.title}"
    drawn = partial(draw_lines, number, lines, column, option.label)
    caption = caption_of(sweep, (number, option))
    return Picture(f"response_lines_{column}", title, caption, drawn)


def by_side(sweep: Sweep, number: Factor) -> Picture:
    """Payoffs of both sides."""
    every = np.ones(sweep.runs, dtype=np.bool_)
    lines = {
        name: line_of(sweep, column, number, every)
        for name, column in zip(("US", "China"), PAYOFFS, strict=True)
    }
    title = f"mean payoffs along {number.title}"
    drawn = partial(draw_lines, number, lines, BOTH, "")
    return Picture("response_lines_payoff", title, caption_of(sweep, (number,)), drawn)


def caption_of(sweep: Sweep, used: tuple[Factor, ...]) -> str:
    """Say what the lines and bands are."""
    text = f"Means of the runs, with bands of their 95 % intervals.{pooled(sweep, used)}"
    if sweep.is_common:
        text += " Runs share their draws along the lines and between them: differences are as a "
        text += "rule surer than the bands say."
    return text


def draw_lines(number: Factor, lines: Lines, outcome: str, label: str) -> Axes:
    """Lines with bands; the legend says what they are."""
    from negotiation.plots import column_label, response_lines

    mean = f"mean {column_label(outcome)}"
    return response_lines(number.levels, lines, number.label, mean, group_label=label)
