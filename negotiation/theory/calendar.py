"""Offers on the table along a dated calendar, complete information: backward induction.

The game is that of docs/model.md from the moment on at which offers are on the table: escalations
with their discretion, lapsed threats, the end of a truce, a proposer by coin or in turn, the
summit's framework test, breakdown risk and the cost of a round without a deal. It is solved on all
frontiers at once: the pie, for two sides that share their priorities, and every pair of profiles.
In a game without an end stationary values stand after the last milestone.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
V          values on the eve of a round, (2, F): side by frontier
F          frontiers, see ``calendar_frontiers``
=========  ==========================================================
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from negotiation.terms import Terms
from negotiation.theory import domain
from negotiation.theory.calendar_course import (
    Course,
    Pair,
    course_of,
)
from negotiation.theory.calendar_frontiers import Floats, Frontiers, frontiers_of
from negotiation.theory.calendar_nodes import (
    Node,
    after_calendar,
    is_stationary,
    settled,
)
from negotiation.theory.calendar_reach import formal_roots, reachable
from negotiation.theory.calendar_regret import Deviation, worst_deviation
from negotiation.theory.calendar_rounds import (
    DayValues,
    before_the_coin,
    column,
    play,
)
from negotiation.theory.calendar_stationary import stationary_values
from negotiation.theory.calendar_tables import CalendarTables, nested_tables


@dataclass(frozen=True)
class CalendarSolution:
    """Equilibrium values of offers on the table, by public state.

    Parameters
    ----------
    course : Course
        The game that was solved.
    frontiers : Frontiers
        The pie (index 0), then the pairs of profiles by rows.
    floors : tuple of float
        Least acceptable utility of each side.
    eves : dict
        Values on the eve of a round, before its calendar: (2, F).
    days : dict
        Payoffs and refusal values once the calendar has spoken: (2, 2, F).
    """

    course: Course
    frontiers: Frontiers
    floors: Pair
    eves: Mapping[Node, Floats] = field(repr=False)
    days: Mapping[Node, DayValues] = field(repr=False)

    def value(self, node: Node) -> Floats:
        """Values of both sides on the eve of a round, before the calendar, (2, F).

        Raises
        ------
        KeyError
            If play cannot reach the node.
        """
        return self.eves[settled(self.course, node)]

    def day(self, node: Node) -> DayValues:
        """Payoffs and refusal values of a round after its calendar.

        Raises
        ------
        KeyError
            If play cannot reach the node.
        """
        return self.days[settled(self.course, node)]

    def proposer_value(self, node: Node, side: int) -> Floats:
        """What a side gets when it proposes in this round, (F,); nan where it cannot."""
        kept: Floats = self.day(node).payoff[side, side]
        return kept

    def refusal_value(self, node: Node, side: int) -> Floats:
        """What refusing the other's package is worth to a side, (F,)."""
        refused: Floats = self.day(node).refusal[1 - side, side]
        return refused

    def responder_value(self, node: Node, side: int) -> Floats:
        """What a side gets when the other proposes in this round, (F,)."""
        left: Floats = self.day(node).payoff[1 - side, side]
        return left

    def tables(self) -> CalendarTables:
        """The solution as plain nested tuples; see `calendar_tables.CalendarTables`."""
        return nested_tables(self.course, self.eves, self.days)

    def worst_deviation(self, points: int = 101) -> Deviation:
        """Greatest gain from one other package or answer; see `calendar_regret`."""
        return worst_deviation(self.course, self.frontiers, self.floors, self.days, points)


def solve_calendar(
    terms: Terms, multipliers: Pair | None = None, floors: Pair = (0.0, 0.0)
) -> CalendarSolution:
    """Solve offers on the table from every state in which they can open.

    Parameters
    ----------
    terms : Terms
        Parameters of the negotiation.
    multipliers : tuple of float, optional
        Strength multipliers of the flow costs; the means of the priors if left out.
    floors : tuple of float, default nothing
        Known least utility of each side (reservation, ministries), in [0, 1].

    Returns
    -------
    CalendarSolution
        Values by state.

    Raises
    ------
    ValueError
        If a floor or multiplier is out of range, or an open-ended game has no solution.

    References
    ----------
    Stahl 1972; Rubinstein 1982; Binmore 1987; Coles-Muthoo 2003.

    Examples
    --------
    >>> from negotiation.terms import Phase, Side
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> solution = solve_calendar(two_issue_terms())
    >>> float(solution.proposer_value(Node(0, Phase.FORMAL, 0), Side.US)[0].round(12))
    0.52
    """
    domain.within(0, 1, floor_us=floors[0], floor_cn=floors[1])
    course = course_of(terms, multipliers)
    return solve_from(course, formal_roots(course), floors)


def solve_from(
    course: Course, roots: Iterable[Node], floors: Pair = (0.0, 0.0)
) -> CalendarSolution:
    """Solve offers on the table from the given states on; see `solve_calendar`."""
    frontiers = frontiers_of(course.terms)
    solver = _Solver(course, frontiers, floors)
    for node in sorted(reachable(course, roots), key=lambda n: _order(course, n)):
        solver.solve_eve(node)
    return CalendarSolution(course, frontiers, floors, solver.eves, solver.days)


def _order(course: Course, node: Node) -> tuple[bool, int]:
    return not is_stationary(course, node), -node.round


class _Solver:
    """Values found so far, and how to find those of an earlier round."""

    def __init__(self, course: Course, frontiers: Frontiers, floors: Pair) -> None:
        self.course, self.frontiers, self.floors = course, frontiers, floors
        self.eves: dict[Node, Floats] = {}
        self.days: dict[Node, DayValues] = {}

    def solve_eve(self, node: Node) -> None:
        """Find the values on the eve of a round from those of the rounds after it."""
        if is_stationary(self.course, node):
            self._settle(node)
            return
        total = np.zeros((2, self.frontiers.size))
        for branch in after_calendar(self.course, node):
            expected = before_the_coin(self.course, branch.node, self.solve_day(branch.node))
            total += branch.probability * (expected - column(branch.lapse_cost))
        self.eves[node] = total

    def _settle(self, node: Node) -> None:
        if node not in self.eves:
            found = stationary_values(self.course, node, self.frontiers, self.floors)
            self.eves |= found
            for alike in found:
                self.solve_day(alike)

    def solve_day(self, state: Node) -> DayValues:
        """Find what the moves of a round bring, once."""
        node = settled(self.course, state)
        if node not in self.days:
            value_of = self.eves.__getitem__
            self.days[node] = play(self.course, node, self.frontiers, self.floors, value_of)
        return self.days[node]
