"""Thresholds and ranges by moving flow costs until a finding changes.

Both sides' costs move by one factor (the pie moves the other way), or China's alone. The regime
is that of the game in which the sides only table or talk, in the reference round; who has more
leverage is told by the dated calendar. Searches double or halve, then bisect.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

from negotiation.solution.channels import structural
from negotiation.solution.results import Pair
from negotiation.solution.stages import OFFER_TALK, offer_or_talk
from negotiation.solution.variants import scaled_costs
from negotiation.terms import OfferSpace, Phase, Side, Terms
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.domain import DomainError
from negotiation.theory.opening_values import Continuation, claims_of
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_nodes import StanceGame, StanceNode
from negotiation.theory.stance_solver import StanceDay
from negotiation.theory.stance_stage import best_opening, mean, table_of


class Search(NamedTuple):
    """How far a search goes, and how closely it looks."""

    doublings: int
    halvings: int


COARSE: Final = Search(2, 4)  # up to a factor of 4, to about two per cent
FINE: Final = Search(4, 9)  # up to a factor of 16, where one solution is quick


class Factors(NamedTuple):
    """Factors on the flow costs of the US and of China."""

    us: float
    cn: float


class Edge(NamedTuple):
    """Where a search ended: the factor, and whether the finding changes there."""

    factor: float
    is_edge: bool


NOWHERE: Final = StanceNode(Node(0, Phase.PRE, 0), (False, False))

Move = Callable[[float], Factors]


def together(factor: float) -> Factors:
    """Both sides' costs, by one factor."""
    return Factors(factor, factor)


def china_alone(factor: float) -> Factors:
    """China's costs alone."""
    return Factors(1.0, factor)


class Probe:
    """The game under other flow costs, each solved once.

    Parameters
    ----------
    terms : Terms
        Parameters of the negotiation.
    rule : SelectionRule
        Which equilibrium is played.
    node : StanceNode
        Reference round; not needed to tell who has more leverage.
    """

    def __init__(self, terms: Terms, rule: SelectionRule, node: StanceNode = NOWHERE) -> None:
        self.terms, self.rule, self.node = terms, rule, node
        self.day = cache(self._day)
        self.patience_pays = cache(self._patience_pays)
        self.advantage = cache(self._advantage)

    @property
    def search(self) -> Search:
        """How to search: coarsely where there is a calendar to be solved each time."""
        return FINE if self.terms.n_milestones == 0 else COARSE

    def _day(self, factors: Factors) -> StanceDay | None:
        try:
            solution = offer_or_talk(scaled_costs(self.terms, *factors), self.rule)
        except DomainError:
            return None
        return solution.days[self.node]

    def _patience_pays(self, factors: Factors) -> tuple[bool, bool] | None:
        """Whether each side would rather answer than table; stances need not be solved for it."""
        try:
            first, second = opening_values(scaled_costs(self.terms, *factors), self.node)
        except DomainError:
            return None
        return second.us > first.us, second.cn > first.cn

    def _advantage(self, factors: Factors) -> int:
        gap = structural(scaled_costs(self.terms, *factors)) - 1 / 2
        return 0 if abs(gap) < 1e-12 else 1 if gap > 0 else -1

    def regime(self, factors: Factors) -> str | None:
        """Regime of the reference round; None where there is no solution."""
        found = self.day(factors)
        return None if found is None else found.regime.value

    def interest(self, factors: Factors) -> tuple[bool, bool] | None:
        """Whether each side would rather talk than table."""
        found = self.day(factors)
        if found is None:
            return None
        first, _, talk = found.prices
        return talk[0] > first[0], talk[1] > first[1]


def opening_values(terms: Terms, node: StanceNode) -> tuple[Pair, Pair]:
    """Values P of tabling first and W of answering in a round, by side."""
    calendar = solve_calendar(terms)
    game = StanceGame(
        calendar, claims_of(terms), OFFER_TALK, SelectionRule.PARETO,
        Continuation.EXPLOITATIVE, OfferSpace(terms.offer_space),
    )  # fmt: skip
    table = table_of(game, node.state)
    us, cn = (mean(game, best_opening(game, table, side, node.informed).by_pair) for side in Side)
    return Pair(float(us[0]), float(cn[1])), Pair(float(cn[0]), float(us[1]))


def edge(finding: Callable[[Factors], Any], move: Move, upward: bool, search: Search) -> Edge:
    """Where a finding changes when costs rise (or fall), or where the search ends.

    Examples
    --------
    >>> found = edge(lambda factors: factors.us < 3, together, True, Search(3, 20))
    >>> round(found.factor, 4), found.is_edge
    (3.0, True)
    >>> edge(lambda factors: True, together, False, COARSE)
    Edge(factor=0.25, is_edge=False)
    """
    now, step = finding(move(1.0)), 1 if upward else -1
    for k in range(search.doublings):
        if finding(move(2.0 ** (step * (k + 1)))) != now:
            ends = float(step * k), float(step * (k + 1))
            return Edge(_bisected(finding, move, *ends, search.halvings), True)
    return Edge(2.0 ** (step * search.doublings), False)


def _bisected(
    finding: Callable[[Factors], Any], move: Move, near: float, far: float, halvings: int
) -> float:
    now = finding(move(2.0**near))
    for _ in range(halvings):
        middle = (near + far) / 2
        if finding(move(2.0**middle)) == now:
            near = middle
        else:
            far = middle
    factor: float = 2.0 ** ((near + far) / 2)
    return factor
