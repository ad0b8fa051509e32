"""Offers on the table for ever, after the last milestone: the fixed point on each frontier.

A refusal is worth ``-c + d V``, or the floor or outside option where that is more. Taken over the
whole wait until a player's own next turn this is ``max(d' a - c', m)`` for whoever proposes, with
an offer worth ``a`` to it; concavity makes the gap between an offer and the one that follows from
it fall, so bisection finds the equilibrium. Where a deal is out of reach on a frontier, the values
of going on for ever stand.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
a          what the US keeps when it proposes
d', c'     discount factor and cost until the own next turn
m          what a responder gets at least: floor, outside option
=========  ==========================================================
"""

from collections.abc import Callable, Mapping

import numpy as np

from negotiation.terms import NOBODY, ProposerRule, Side
from negotiation.theory.calendar_course import (
    Course,
    Pair,
    breakdown_risk,
)
from negotiation.theory.calendar_frontiers import Floats, Frontiers
from negotiation.theory.calendar_nodes import (
    Node,
    flow_costs,
)
from negotiation.theory.calendar_rounds import (
    before_the_coin,
    breakdown,
    column,
    discounts,
    floors_at,
    play,
)

_HALVINGS = 60  # of an interval of at most 1: down to the last bits of a double
_CLOSE = 1e-9  # residual up to which the bisection's answer counts as the fixed point
_SETTLED = 1e-13  # change of value at which the iteration stops
_MAX_ITERATIONS = 100
_NUDGE = 2.0**-20  # change of a value from which the slope is read off


def stationary_values(
    course: Course, node: Node, frontiers: Frontiers, floors: Pair
) -> dict[Node, Floats]:
    """Values on the eve of a round that looks like every later one, by who proposes next.

    Parameters
    ----------
    course : Course
        Parameters of an open-ended game.
    node : Node
        A stationary node; its next proposer is ignored.
    frontiers : Frontiers
        What can be reached.
    floors : tuple of float
        Least acceptable utility of each side.

    Returns
    -------
    dict
        Values, each (2, F), for the nodes with the next proposer drawn, US and China.

    Raises
    ------
    ValueError
        If the values do not settle.

    References
    ----------
    Rubinstein 1982 on a convex set; Binmore 1987; flow costs as Muthoo 1999.

    Examples
    --------
    >>> from negotiation.terms import Phase
    >>> from negotiation.theory.calendar_frontiers import frontiers_of
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> terms, node = two_issue_terms(), Node(0, Phase.FORMAL, 0)
    >>> values = stationary_values(course_of(terms), node, frontiers_of(terms), (0.0, 0.0))
    >>> round(float(values[node][0, 0]), 12)  # (P + R) / 2
    0.5
    """
    nodes = _nodes(course, node)
    guess = _bargained(course, node, frontiers, floors)
    played = _played(course, frontiers, floors, guess)
    off = np.max([np.abs(played[n] - guess[n]).max(axis=0) for n in nodes], axis=0)
    if (off <= _CLOSE).all():
        return guess
    endless = _endless(course, node)
    start = {n: np.where(off <= _CLOSE, guess[n], endless) for n in nodes}
    return _iterated(course, frontiers, floors, start)


def _nodes(course: Course, node: Node) -> tuple[Node, ...]:
    if course.terms.proposer_rule == ProposerRule.COIN:
        return (node._replace(next_proposer=NOBODY),)
    return tuple(node._replace(next_proposer=side) for side in (NOBODY, Side.US, Side.CN))


def _at_risk(course: Course, node: Node) -> tuple[Floats, Floats]:
    p = breakdown_risk(course, node.round)
    lost = p * breakdown(course, node) if p > 0 else 0.0
    return (1 - p) * discounts(course), (1 - p) * column(flow_costs(course, node)) - lost


def _endless(course: Course, node: Node) -> Floats:
    factor, cost = _at_risk(course, node)
    endless: Floats = -cost / (1 - factor)
    return endless


def _until_own_turn(course: Course, node: Node) -> tuple[Floats, Floats]:
    factor, cost = _at_risk(course, node)
    if course.terms.proposer_rule == ProposerRule.ALTERNATE:
        return factor, cost
    own = column((course.terms.us.proposer_probability, 1 - course.terms.us.proposer_probability))
    wait = 1 - factor * (1 - own)
    return factor * own / wait, cost / wait


def _bargained(
    course: Course, node: Node, frontiers: Frontiers, floors: Pair
) -> dict[Node, Floats]:
    factor, cost = _until_own_turn(course, node)
    options = column((course.terms.us.outside_option, course.terms.cn.outside_option))
    lowest = np.stack([frontiers.lowest(side) for side in Side])
    highest = np.stack([frontiers.highest(side) for side in Side])
    least = np.maximum(np.maximum(column(floors_at(course, node, floors)), options), lowest)

    def left(side: int, kept: Floats) -> Floats:
        wanted = np.maximum(factor[side] * kept - cost[side], least[side])
        held: Floats = np.minimum(wanted, highest[side])
        return held

    low, high = lowest[Side.US].copy(), highest[Side.US].copy()
    for _ in range(_HALVINGS):
        kept = (low + high) / 2
        theirs = frontiers.best_for(Side.CN, left(Side.US, kept))
        rises = frontiers.best_for(Side.US, left(Side.CN, theirs)) > kept
        low, high = np.where(rises, kept, low), np.where(rises, high, kept)
    kept = (low + high) / 2
    mine = left(Side.US, kept)
    theirs = frontiers.best_for(Side.CN, mine)
    by_us, by_cn = np.stack((kept, left(Side.CN, theirs))), np.stack((mine, theirs))
    p = course.terms.us.proposer_probability
    values = {NOBODY: p * by_us + (1 - p) * by_cn, Side.US: by_us, Side.CN: by_cn}
    return {n: values[n.next_proposer] for n in _nodes(course, node)}


def _played(
    course: Course, frontiers: Frontiers, floors: Pair, values: Mapping[Node, Floats]
) -> dict[Node, Floats]:
    return {
        node: before_the_coin(
            course, node, play(course, node, frontiers, floors, values.__getitem__)
        )
        for node in values
    }


def _iterated(
    course: Course, frontiers: Frontiers, floors: Pair, values: dict[Node, Floats]
) -> dict[Node, Floats]:
    """Newton's method on the values of all nodes, frontier by frontier; exact on a linear piece."""
    nodes = tuple(values)

    def play_on(stacked: Floats) -> Floats:
        rows = dict(zip(nodes, stacked.reshape(len(nodes), 2, -1), strict=True))
        return np.concatenate(list(_played(course, frontiers, floors, rows).values()))

    now = np.concatenate([values[node] * np.ones(frontiers.size) for node in nodes])
    for _ in range(_MAX_ITERATIONS):
        later = play_on(now)
        if float(np.abs(later - now).max()) <= _SETTLED:
            return dict(zip(nodes, later.reshape(len(nodes), 2, -1), strict=True))
        jump = _newton_step(play_on, now, later)
        better = np.abs(play_on(jump) - jump).max(axis=0) < np.abs(later - now).max(axis=0)
        now = np.where(better, jump, later)
    raise ValueError("values after the last milestone do not settle")


def _newton_step(play_on: Callable[[Floats], Floats], now: Floats, later: Floats) -> Floats:
    size = len(now)
    slopes = np.empty((now.shape[1], size, size))
    for row in range(size):
        nudged = now.copy()
        nudged[row] += _NUDGE
        slopes[:, :, row] = ((play_on(nudged) - later) / _NUDGE).T
    gap = (later - now).T[:, :, None]
    step = np.linalg.solve(np.eye(size) - slopes, gap)[:, :, 0].T
    return np.asarray(now + step, dtype=np.float64)
