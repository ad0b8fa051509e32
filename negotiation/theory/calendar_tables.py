"""The solved calendar as plain nested tuples, to be looked up by public state."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from negotiation.terms import NOBODY, Phase, ProposerRule, Side
from negotiation.theory import domain
from negotiation.theory.calendar_course import (
    Course,
)
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import (
    Node,
    is_stationary,
)
from negotiation.theory.calendar_rounds import DayValues

Key = tuple[int, int, int, int, int, int]
"""Round, phase, tariff state, summit failed, next proposer, suspended state."""

Cell = tuple[tuple[float, ...], tuple[float, ...]] | None
"""Numbers of the US and of China by frontier; ``None`` where play cannot come."""

Found = TypeVar("Found", Floats, DayValues)


class CalendarTables(NamedTuple):
    """Nested tuples ``[t][phase - 1][e][summit failed][next proposer + 1][suspended + 1]``.

    Each ends in a `Cell`. ``value`` is on the eve of the round; ``proposer``, ``responder`` and
    ``refusal`` hold once the calendar has spoken: what a side gets when it proposes, when the
    other does, and what refusing is worth to it.
    """

    value: tuple[object, ...]
    proposer: tuple[object, ...]
    responder: tuple[object, ...]
    refusal: tuple[object, ...]


def nested_tables(
    course: Course, eves: Mapping[Node, Floats], days: Mapping[Node, DayValues]
) -> CalendarTables:
    """Flatten a solution into nested tuples.

    Parameters
    ----------
    course : Course
        The game that was solved.
    eves, days : dict
        Values by node, as in `calendar.CalendarSolution`.

    Returns
    -------
    CalendarTables
        Plain tuples.

    Raises
    ------
    ValueError
        If two truces that end in different rounds can run in the same state.
    """
    by_eve, by_day = _by_key(course, eves), _by_key(course, days)
    return CalendarTables(
        _nested(course, {key: _cell(v[0], v[1]) for key, v in by_eve.items()}),
        _nested(course, {k: _cell(d.payoff[0, 0], d.payoff[1, 1]) for k, d in by_day.items()}),
        _nested(course, {k: _cell(d.payoff[1, 0], d.payoff[0, 1]) for k, d in by_day.items()}),
        _nested(course, {k: _cell(d.refusal[1, 0], d.refusal[0, 1]) for k, d in by_day.items()}),
    )


def _cell(us: Floats, cn: Floats) -> Cell:
    return tuple(map(float, us)), tuple(map(float, cn))


def _by_key(course: Course, found: Mapping[Node, Found]) -> dict[Key, Found]:
    ends: dict[Key, int] = {}
    cells: dict[Key, Found] = {}
    for node, values in found.items():
        for key in _keys(course, node):
            end = ends.setdefault(key, node.truce_end)
            text = f"truces must not overlap, two end in rounds {end} and {node.truce_end}"
            domain.require(end == node.truce_end, text)
            cells[key] = values
    return cells


def _keys(course: Course, node: Node) -> Iterator[Key]:
    coin = course.terms.proposer_rule == ProposerRule.COIN
    drawn = (NOBODY, Side.US, Side.CN) if coin else (node.next_proposer,)
    for t, failed, suspended in _stands_for(course, node):
        for side in drawn:
            yield t, node.phase, node.tariff_state, failed, side, suspended


def _stands_for(course: Course, node: Node) -> Iterator[tuple[int, bool, int]]:
    if not is_stationary(course, node):
        yield node.round, node.summit_failed, node.suspended_state
        return
    truce = node.phase == Phase.FRAMEWORK
    waiting = range(-1, len(course.terms.us.flow_cost)) if truce else (NOBODY,)
    for t in range(node.round, course.terms.n_rounds):
        for failed in (False, True):
            for suspended in waiting:
                yield t, failed, suspended


def _nested(course: Course, cells: Mapping[Key, Cell]) -> tuple[object, ...]:
    states = len(course.terms.us.flow_cost)
    levels = (
        range(course.terms.n_rounds),
        (Phase.FORMAL, Phase.FRAMEWORK),
        range(states),
        (False, True),
        range(-1, 2),
        range(-1, states),
    )

    def level(prefix: tuple[int, ...]) -> object:
        if len(prefix) == len(levels):
            return cells.get(prefix)  # type: ignore[arg-type]
        return tuple(level((*prefix, index)) for index in levels[len(prefix)])

    return tuple(level((t,)) for t in levels[0])
