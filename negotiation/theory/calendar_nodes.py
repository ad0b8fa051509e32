"""Where a game with a dated calendar can stand, and what the calendar does there.

A node is the public state on the eve of a round; `after_calendar` turns it into the states in
which the round's moves are made. Order and meaning follow docs/model.md, sections 4, 8 and 10.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
t          round
e          tariff state
=========  ==========================================================
"""

from collections.abc import Iterator
from typing import NamedTuple

from negotiation.terms import (
    NOBODY,
    Discretion,
    Milestone,
    MilestoneKind,
    Phase,
    ProposerRule,
    Side,
)
from negotiation.theory.calendar_course import Course, Pair, is_summit

_NO_COST: Pair = (0.0, 0.0)


class Node(NamedTuple):
    """Public state of a round; a node of the PRE phase leaves the last three fields at nobody."""

    round: int
    phase: int
    tariff_state: int
    summit_failed: bool = False
    suspended_state: int = NOBODY
    truce_end: int = NOBODY
    next_proposer: int = NOBODY


class Branch(NamedTuple):
    """One way the calendar can turn out: its probability, the state, costs of lapsed threats."""

    probability: float
    node: Node
    lapse_cost: Pair = _NO_COST


# ------------------------------------------------------------------ the calendar of a round


def after_calendar(course: Course, node: Node) -> tuple[Branch, ...]:
    """States in which the moves of the round are made: escalations, then the end of a truce.

    Examples
    --------
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> node = Node(0, Phase.FORMAL, 0)
    >>> after_calendar(course_of(two_issue_terms()), node)[0].node == node
    True
    """
    branches = [Branch(1.0, node)]
    for entry in course.entries_at(node.round):
        if entry.kind == MilestoneKind.ESCALATION:
            branches = [new for old in branches for new in _face(course, entry, old)]
    return tuple(branch._replace(node=_end_truce(branch.node)) for branch in branches)


def _face(course: Course, entry: Milestone, branch: Branch) -> Iterator[Branch]:
    if entry.conditional and not branch.node.summit_failed:
        yield branch
        return
    chance = _chance(course, entry, branch.node)
    if chance > 0:
        yield branch._replace(
            probability=branch.probability * chance, node=_escalated(entry, branch.node)
        )
    if chance < 1:
        yield _lapsed(entry, branch)._replace(probability=branch.probability * (1 - chance))


def _escalated(entry: Milestone, node: Node) -> Node:
    if node.phase == Phase.FRAMEWORK:
        return node._replace(suspended_state=entry.to_state)
    return node._replace(tariff_state=entry.to_state)


def _lapsed(entry: Milestone, branch: Branch) -> Branch:
    if branch.node.phase == Phase.FRAMEWORK:
        return branch
    us, cn = branch.lapse_cost
    if entry.side == Side.US:
        return branch._replace(lapse_cost=(us + entry.audience_cost, cn))
    return branch._replace(lapse_cost=(us, cn + entry.audience_cost))


def _chance(course: Course, entry: Milestone, node: Node) -> float:
    if entry.discretion == Discretion.PROBABILITY:
        return entry.probability
    if entry.discretion == Discretion.IF_NO_FRAMEWORK:
        return float(node.phase != Phase.FRAMEWORK)
    if entry.discretion == Discretion.IF_CREDIBLE:
        return float(net_gain(course, entry, node.tariff_state) >= 0)
    return float(entry.discretion == Discretion.ALWAYS)


def net_gain(course: Course, entry: Milestone, e: int) -> float:
    """Gain of carrying a threat out: share won by the rise of both costs, plus the audience cost.

    The closed form of `escalation.net_gain_of_escalating` with ``1 - d`` for the rate.

    Examples
    --------
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> threat = Milestone(MilestoneKind.ESCALATION, 0, Side.US, to_state=0, audience_cost=0.03)
    >>> net_gain(course_of(two_issue_terms()), threat, 0)
    0.03
    """
    rises = [
        (side.flow_cost[entry.to_state] - side.flow_cost[e]) * multiplier
        for side, multiplier in zip(course.sides, course.multipliers, strict=True)
    ]
    won = rises[1] - rises[0] if entry.side == Side.US else rises[0] - rises[1]
    impatience = 2 - course.terms.us.discount - course.terms.cn.discount
    return (won / impatience if impatience > 0 else won) + entry.audience_cost


def _end_truce(node: Node) -> Node:
    if node.phase != Phase.FRAMEWORK or node.round < node.truce_end:
        return node
    carried = node.suspended_state != NOBODY
    return node._replace(
        phase=Phase.FORMAL,
        tariff_state=node.suspended_state if carried else node.tariff_state,
        suspended_state=NOBODY,
        truce_end=NOBODY,
    )


def flow_costs(course: Course, node: Node) -> Pair:
    """Flow costs of a round without a deal in this state, shares of the pie."""
    us, cn = (
        (side.truce_flow_cost if node.phase == Phase.FRAMEWORK else
         side.flow_cost[node.tariff_state]) * multiplier
        for side, multiplier in zip(course.sides, course.multipliers, strict=True)
    )  # fmt: skip
    return us, cn


# ------------------------------------------------------------------ where the game goes


def settled(course: Course, node: Node) -> Node:
    """The one node that stands for all that are alike: a coin forgets, and time stops at the end.

    After the last milestone of an open-ended game the date no longer matters.
    """
    if course.terms.proposer_rule == ProposerRule.COIN:
        node = node._replace(next_proposer=NOBODY)
    if not is_stationary(course, node):
        return node
    return node._replace(round=course.last_change + 1, summit_failed=False, suspended_state=NOBODY)


def is_stationary(course: Course, node: Node) -> bool:
    """Whether nothing but the players can change the state any more."""
    runs_for_ever = node.phase != Phase.FRAMEWORK or node.truce_end >= course.terms.n_rounds
    return course.open_ended and node.round > course.last_change and runs_for_ever


def after_refusal(course: Course, node: Node, next_proposer: int) -> Node:
    """Eve of the next round when offers are on the table, no deal and no framework was made."""
    failed = node.summit_failed
    if node.phase != Phase.FRAMEWORK:
        failed = failed or is_summit(course, node.round)
        node = node._replace(phase=Phase.FORMAL)
    moved = node._replace(round=node.round + 1, summit_failed=failed, next_proposer=next_proposer)
    return settled(course, moved)


def after_framework(course: Course, node: Node) -> Node:
    """Eve of the next round when a framework has just been formed."""
    formed = Node(
        round=node.round + 1,
        phase=Phase.FRAMEWORK,
        tariff_state=node.tariff_state,
        suspended_state=node.suspended_state,
        truce_end=truce_end_after(course, node.round),
    )
    return settled(course, formed)


def truce_end_after(course: Course, t: int) -> int:
    """Round in whose calendar a truce formed in round t ends; the horizon if nothing ends it."""
    end = course.terms.n_rounds
    if course.terms.truce_rounds > 0:
        end = min(end, t + 1 + course.terms.truce_rounds)
    listed = course.terms.milestones[: course.terms.n_milestones]
    ends = [m.round for m in listed if m.kind == MilestoneKind.TRUCE_END and m.round > t]
    return min([end, *ends])


def offers_framework(course: Course, node: Node) -> bool:
    """Whether a round without a deal puts the sides to the framework test."""
    possible = course.terms.framework_possible and node.phase != Phase.FRAMEWORK
    return possible and is_summit(course, node.round)
