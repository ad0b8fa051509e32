"""How much one side could gain by leaving the solved calendar once, in one round."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from negotiation.terms import NOBODY
from negotiation.theory import domain
from negotiation.theory.calendar_course import (
    Course,
    Pair,
    may_table,
)
from negotiation.theory.calendar_frontiers import Floats, Frontiers
from negotiation.theory.calendar_nodes import (
    Node,
)
from negotiation.theory.calendar_rounds import (
    DayValues,
    floors_at,
    least_accepted,
    proposers,
    walk_out_right,
)


class Deviation(NamedTuple):
    """The best that leaving the solution once would bring, and where."""

    gain: float
    node: Node | None
    side: int


def worst_deviation(
    course: Course,
    frontiers: Frontiers,
    floors: Pair,
    days: Mapping[Node, DayValues],
    points: int = 101,
) -> Deviation:
    """Greatest gain from another package or another answer, over all rounds and frontiers.

    Parameters
    ----------
    course, frontiers, floors, days
        A solution, as in `calendar.CalendarSolution`.
    points : int, default 101
        Packages tried per round, evenly spaced in the other side's utility, at least 2.

    Returns
    -------
    Deviation
        The gain (0 up to rounding in an equilibrium), its node and side.

    Raises
    ------
    ValueError
        If ``points`` is below 2.
    """
    domain.whole(2, points=points)
    worst = Deviation(0.0, None, NOBODY)
    for node, day in days.items():
        least = floors_at(course, node, floors)
        for found in _deviations(course, frontiers, least, node, day, points):
            worst = max(worst, found, key=lambda deviation: deviation.gain)
    return worst


def _deviations(
    course: Course, frontiers: Frontiers, floors: Pair, node: Node, day: DayValues, points: int
) -> Iterator[Deviation]:
    for side, _ in proposers(course, node):
        if not may_table(course, side, node.round):
            continue
        no_deal = _no_deal(course, node, day, side)
        gains = _answers(day.payoff[side], no_deal, 1 - side)
        yield Deviation(float(gains.max()), node, 1 - side)
        gains = _packages(frontiers, floors, day.payoff[side], no_deal, side, points)
        yield Deviation(float(gains.max()), node, side)


def _no_deal(course: Course, node: Node, day: DayValues, side: int) -> Floats:
    right = walk_out_right(course, node, 1 - side)
    refusal: Floats = day.refusal[side]
    if right is None:
        return refusal
    walks = right[1 - side] > refusal[1 - side]
    return np.where(walks, right, refusal)


def _answers(payoff: Floats, no_deal: Floats, responder: int) -> Floats:
    gains: Floats = no_deal[responder] - payoff[responder]
    return gains


def _packages(
    frontiers: Frontiers, floors: Pair, payoff: Floats, no_deal: Floats, side: int, points: int
) -> Floats:
    other = 1 - side
    accepted = least_accepted(frontiers, other, no_deal[other], floors[other])
    gains = [no_deal[side] - payoff[side]]
    for part in np.linspace(0, 1, points):
        left = part * frontiers.highest(other)
        kept = frontiers.best_for(side, left)
        works = (left >= accepted) & (kept >= floors[side])
        gains.append(np.where(works, kept, no_deal[side]) - payoff[side])
    return np.stack(gains)
