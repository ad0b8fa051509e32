"""Which states of the calendar game play can reach."""

from collections.abc import Iterable, Iterator

from negotiation.terms import NOBODY, Phase, ProposerRule, Side
from negotiation.theory.calendar_course import Course
from negotiation.theory.calendar_nodes import (
    Node,
    after_calendar,
    after_framework,
    after_refusal,
    offers_framework,
    settled,
)
from negotiation.theory.calendar_rounds import proposers


def reachable(course: Course, roots: Iterable[Node]) -> set[Node]:
    """Eves of all rounds with offers on the table that play can reach from the roots.

    Examples
    --------
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> course = course_of(two_issue_terms())
    >>> len(reachable(course, [Node(0, Phase.FORMAL, 0)]))
    3
    """
    found: set[Node] = set()
    waiting = [settled(course, node) for node in roots]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(_followers(course, node))
    return found


def _followers(course: Course, eve: Node) -> Iterator[Node]:
    for branch in after_calendar(course, eve):
        if course.is_last(branch.node.round):
            continue
        for side, _ in proposers(course, branch.node):
            yield after_refusal(course, branch.node, 1 - side)
        if offers_framework(course, branch.node):
            yield after_framework(course, branch.node)


def formal_roots(course: Course) -> set[Node]:
    """States in which offers can come on the table, and frameworks be formed, from the start on.

    Examples
    --------
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> len(formal_roots(course_of(two_issue_terms())))
    3
    """
    terms = course.terms
    start = Node(0, terms.initial_phase, terms.initial_tariff_state)
    if terms.initial_phase != Phase.PRE:
        return {settled(course, start._replace(next_proposer=terms.first_proposer))}
    talks = talk_eves(course)
    roots = {settled(course, eve._replace(phase=Phase.FORMAL)) for eve in talks}
    for eve in talks:
        for branch in after_calendar(course, eve):
            roots |= _openings(course, branch.node)
    return roots


def _openings(course: Course, day: Node) -> set[Node]:
    if course.is_last(day.round):
        return set()
    coin = course.terms.proposer_rule == ProposerRule.COIN
    drawn = (NOBODY,) if coin else (NOBODY, Side.US, Side.CN)
    roots = {after_refusal(course, day, side) for side in drawn}
    return roots | ({after_framework(course, day)} if offers_framework(course, day) else set())


def talk_eves(course: Course) -> tuple[Node, ...]:
    """Eves of all rounds of talks about talks, by round.

    Examples
    --------
    >>> from negotiation.theory.calendar_course import course_of
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> talk_eves(course_of(two_issue_terms()))[0].phase == Phase.PRE
    True
    """
    start = Node(0, Phase.PRE, course.terms.initial_tariff_state)
    found, waiting = {settled(course, start)}, [settled(course, start)]
    while waiting:
        for branch in after_calendar(course, waiting.pop()):
            later = still_talking(course, branch.node)
            if not course.is_last(branch.node.round) and later not in found:
                found.add(later)
                waiting.append(later)
    return tuple(sorted(found))


def still_talking(course: Course, node: Node) -> Node:
    """Eve of the next round when talks about talks go on."""
    return settled(course, after_refusal(course, node, NOBODY)._replace(phase=Phase.PRE))
