"""One round of offers on the table, given what the next round is worth.

The proposer leaves the other exactly what refusing (or walking out, where that is better) brings
it, at least its floor, and proposes only if it does not lose by it. Refusing is worth
``p b + (1-p)(-c + d V)``; a framework formed at a summit averts the breakdown.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d, c       discount factor and flow cost per round, by side
p, b       breakdown probability and breakdown values, by side
D          disagreement values, by side
V          values on the eve of a round, (2, F): side by frontier
=========  ==========================================================
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from negotiation.terms import NOBODY, Phase, ProposerRule, Side
from negotiation.theory.calendar_course import (
    Course,
    Pair,
    breakdown_risk,
    may_table,
)
from negotiation.theory.calendar_frontiers import Floats, Frontiers
from negotiation.theory.calendar_nodes import (
    Node,
    after_framework,
    after_refusal,
    flow_costs,
    offers_framework,
)

ValueOf = Callable[[Node], Floats]
"""Values on the eve of a round, (2, F) or a shape that spreads to it."""

ROUNDING = 1e-12  # a deal or a framework worth this much less than going on is still made


class DayValues(NamedTuple):
    """What a round's moves bring: index [proposer, side, frontier], nan where nobody proposes."""

    payoff: Floats
    refusal: Floats


def column(pair: Pair) -> Floats:
    """One number per side, to be spread over frontiers: (2, 1)."""
    return np.array(pair, dtype=np.float64)[:, None]


def discounts(course: Course) -> Floats:
    """Discount factors of both sides, (2, 1)."""
    return column((course.terms.us.discount, course.terms.cn.discount))


def _perpetual(cost: float, discount: float) -> float:
    if cost == 0:
        return 0.0
    return cost / (1 - discount) if discount < 1 else math.inf


def disagreement(course: Course, node: Node) -> Floats:
    """Values of talks that run out: given, or today's flow cost for ever, (2, 1)."""
    us, cn = (
        -_perpetual(cost, side.discount) if side.disagreement_for_ever else side.disagreement_value
        for side, cost in zip(course.sides, flow_costs(course, node), strict=True)
    )
    return column((us, cn))


def breakdown(course: Course, node: Node) -> Floats:
    """Values of talks that break down: given, or today's flow cost for ever, (2, 1)."""
    us, cn = (
        -_perpetual(cost, side.discount) if side.breakdown_for_ever else side.breakdown_value
        for side, cost in zip(course.sides, flow_costs(course, node), strict=True)
    )
    return column((us, cn))


def walk_out_values(course: Course, node: Node) -> Floats:
    """Values of a walk-out: the outside option, else disagreement, (2, 1)."""
    options = column((course.terms.us.outside_option, course.terms.cn.outside_option))
    return np.where(options > -math.inf, options, disagreement(course, node))


def without_deal(
    course: Course, node: Node, value_of: ValueOf, going_on: Node, framework: ValueOf | None = None
) -> Floats:
    """Value of a round that brings no deal: breakdown, its cost, and the next round.

    Parameters
    ----------
    course : Course
        Parameters of the game.
    node : Node
        State in which the moves were made.
    value_of : callable
        Values on the eve of the next round, as played on.
    going_on : Node
        That eve.
    framework : callable, optional
        Values on the eve under a framework; ``value_of`` if left out.

    Returns
    -------
    array, (2, F)
        ``p b + (1-p)(-c + d V)``, or ``-c + d V`` of the framework that both prefer.
    """
    later = value_of if framework is None else framework
    over = course.is_last(node.round)
    end = disagreement(course, node)
    refused = _at_risk(course, node, _next(course, node, end if over else value_of(going_on)))
    if not offers_framework(course, node):
        return refused
    formed = _next(course, node, end if over else later(after_framework(course, node)))
    both_prefer = (formed >= refused - ROUNDING).all(axis=0)
    return np.where(both_prefer, formed, refused)


def _next(course: Course, node: Node, value: Floats) -> Floats:
    return discounts(course) * value - column(flow_costs(course, node))


def _at_risk(course: Course, node: Node, value: Floats) -> Floats:
    p = breakdown_risk(course, node.round)
    if p == 0:
        return value
    return p * breakdown(course, node) + (1 - p) * value


def floors_at(course: Course, node: Node, floors: Pair) -> Pair:
    """Least acceptable utilities: the given floors, under a framework at least its own."""
    if node.phase != Phase.FRAMEWORK:
        return floors
    us, cn = course.sides
    return max(floors[0], us.framework_floor), max(floors[1], cn.framework_floor)


def least_accepted(frontiers: Frontiers, responder: int, refused: Floats, floor: float) -> Floats:
    """What a responder must be left: its best way of saying no, at least its floor, (F,)."""
    return np.maximum(np.maximum(refused, floor), frontiers.lowest(responder))


def propose(
    frontiers: Frontiers, proposer: int, refusal: Floats, floors: Pair, walk_out: Floats | None
) -> Floats:
    """Payoffs of both sides when one of them proposes, (2, F).

    Parameters
    ----------
    frontiers : Frontiers
        What can be reached.
    proposer : int
        The side that tables.
    refusal : array, (2, F)
        Values of a round without a deal.
    floors : tuple of float
        Least acceptable utility of each side.
    walk_out : array, (2, 1), optional
        Values of a walk-out of the responder; ``None`` where it has no such right.

    Returns
    -------
    array, (2, F)
        The deal where there is one, else what refusing or walking out brings.
    """
    responder = 1 - proposer
    no_deal = _refused(refusal, responder, walk_out)
    left = least_accepted(frontiers, responder, no_deal[responder], floors[responder])
    kept = frontiers.best_for(proposer, left)
    deal = kept >= np.maximum(no_deal[proposer], floors[proposer]) - ROUNDING
    agreed = np.stack((kept, left) if proposer == Side.US else (left, kept))
    return np.where(deal, agreed, no_deal)


def _refused(refusal: Floats, responder: int, walk_out: Floats | None) -> Floats:
    if walk_out is None:
        return refusal
    return np.where(walk_out[responder] > refusal[responder], walk_out, refusal)


def proposers(course: Course, node: Node) -> tuple[tuple[int, float], ...]:
    """Who may be called upon to table, with what probability."""
    drawn = course.terms.proposer_rule == ProposerRule.COIN or node.next_proposer == NOBODY
    if not drawn:
        return ((node.next_proposer, 1.0),)
    p = course.terms.us.proposer_probability
    return ((Side.US, p), (Side.CN, 1 - p))


def walk_out_right(course: Course, node: Node, responder: int) -> Floats | None:
    """Values of a walk-out of this responder, (2, 1), if it has an outside option."""
    if course.sides[responder].outside_option == -math.inf:
        return None
    return walk_out_values(course, node)


def play(
    course: Course, node: Node, frontiers: Frontiers, floors: Pair, value_of: ValueOf
) -> DayValues:
    """Solve one round of offers on the table, for every side that may propose in it.

    Examples
    --------
    >>> from negotiation.theory.calendar_frontiers import frontiers_of
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> terms = two_issue_terms()
    >>> day = play(
    ...     course_of(terms), Node(0, Phase.FORMAL, 0), frontiers_of(terms), (0.0, 0.0),
    ...     lambda node: np.full((2, 5), 0.5),
    ... )
    >>> round(float(day.payoff[0, 1, 0]), 12)  # -c + d / 2
    0.461
    """
    payoff = np.full((2, 2, frontiers.size), math.nan)
    refusal = payoff.copy()
    least = floors_at(course, node, floors)
    for side, _ in proposers(course, node):
        refusal[side] = without_deal(course, node, value_of, after_refusal(course, node, 1 - side))
        payoff[side] = refusal[side]
        if may_table(course, side, node.round):
            right = walk_out_right(course, node, 1 - side)
            payoff[side] = propose(frontiers, side, refusal[side], least, right)
    return DayValues(payoff, refusal)


def before_the_coin(course: Course, node: Node, day: DayValues) -> Floats:
    """Expected payoffs of a round before it is known who proposes, (2, F)."""
    drawn = proposers(course, node)
    total: Floats = np.sum([p * day.payoff[side] for side, p in drawn], axis=0)
    return total
