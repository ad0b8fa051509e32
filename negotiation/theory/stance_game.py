"""Talks about talks with private priorities: who tables first, and when.

Backward induction over the public calendar, who knows whose priorities, and the public demands
that would cost an audience to give up. In every round both sides choose between tabling, talking,
demanding and waiting; all equilibria of that stage game are found and one is selected by an
explicit rule. After the last milestone of an open-ended game the stages are stationary. Beliefs are
those of model M1: a package of a side that does not know the other shows its priorities, an
informed side hides its own (or shows them, if candid), talk is truthful and understood with
probability ``talk_clarity``.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
P, W       value of tabling first, of answering
Theta      value if both talk
V          values on the eve of a round, (2,)
=========  ==========================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from negotiation.terms import OfferSpace, Phase, Side, Stance, Terms
from negotiation.theory import domain
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_course import (
    Pair,
)
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import (
    Node,
    settled,
)
from negotiation.theory.opening_values import (
    Continuation,
    Informed,
    claims_of,
    require_screening,
)
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_nodes import STANCES, StanceGame, StanceNode
from negotiation.theory.stance_regret import StanceRegret, stance_regret
from negotiation.theory.stance_solver import Solver, StanceDay


@dataclass(frozen=True)
class StanceSolution:
    """Equilibrium stances and values by state of talks about talks.

    Parameters
    ----------
    game : StanceGame
        What was solved, with the solved calendar of offers on the table.
    eves : dict
        Values on the eve of a round, before its calendar, (2,).
    days : dict
        Solved stages once the calendar has spoken.
    start : StanceNode
        The eve of round 0.
    """

    game: StanceGame
    eves: Mapping[StanceNode, Floats] = field(repr=False)
    days: Mapping[StanceNode, StanceDay] = field(repr=False)
    start: StanceNode

    def value(self, node: StanceNode | None = None) -> Pair:
        """Values of both sides on the eve of a round; of the whole game by default.

        Raises
        ------
        KeyError
            If play cannot reach the node.
        """
        us, cn = self.eves[self._settled(node)]
        return float(us), float(cn)

    def day(self, node: StanceNode | None = None) -> StanceDay:
        """Solved stage of a round; of round 0 by default, if no chance move precedes it.

        Raises
        ------
        KeyError
            If play cannot reach the node.
        """
        return self.days[self._settled(node)]

    def stances(self, node: StanceNode, side: int) -> dict[Stance, float]:
        """Probabilities of a side's stances in the selected equilibrium."""
        played = self.day(node).selected
        chances = played.us if side == Side.US else played.cn
        return dict(zip(STANCES, chances, strict=True))

    def regret(self, points: int = 201) -> StanceRegret:
        """Greatest gains from leaving the solution once; see `stance_regret`."""
        return stance_regret(self.game, self.days, points)

    def _settled(self, node: StanceNode | None) -> StanceNode:
        node = self.start if node is None else node
        return node._replace(state=settled(self.game.course, node.state))


def solve_stances(
    terms: Terms,
    selection: SelectionRule = SelectionRule.SYMMETRIC_MIXED,
    continuation: Continuation = Continuation.EXPLOITATIVE,
    stances: tuple[Stance, ...] = STANCES,
    multipliers: Pair | None = None,
    floors: Pair = (0.0, 0.0),
) -> StanceSolution:
    """Solve talks about talks.

    Parameters
    ----------
    terms : Terms
        Parameters of a negotiation that begins with talks about talks.
    selection : SelectionRule
        Which equilibrium is played where there are several.
    continuation : Continuation
        How an informed side goes on once the other has tabled.
    stances : tuple of Stance, default all
        Stances that may be taken.
    multipliers : tuple of float, optional
        Strength multipliers of the flow costs; the means of the priors if left out.
    floors : tuple of float, default nothing
        Known least utility of each side, in [0, 1].

    Returns
    -------
    StanceSolution
        Stances and values by state.

    Raises
    ------
    ValueError
        If offers are on the table from the start, no stance is allowed, screening is asked for
        in a game other than M1, or stationary stages do not settle under the selection rule.

    References
    ----------
    Own model M1; Hamilton-Slutsky 1990.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> solution = solve_stances(two_issue_terms(), stances=(Stance.OFFER, Stance.TALK))
    >>> solution.day().regime.value, [round(v, 6) for v in solution.value()]
    ('talk first', [0.528878, 0.528878])
    """
    domain.require(terms.initial_phase == Phase.PRE, "the game must begin with talks about talks")
    domain.require(any(s in STANCES for s in stances), f"some stance must be allowed: {stances}")
    space = OfferSpace(terms.offer_space)
    require_screening(terms, continuation, space)
    calendar = solve_calendar(terms, multipliers, floors)
    game = StanceGame(calendar, claims_of(terms), stances, selection, continuation, space)
    solver = Solver(game, informed_at_start(terms))
    solver.solve()
    start = settled(game.course, Node(0, Phase.PRE, terms.initial_tariff_state))
    return StanceSolution(game, solver.eves, solver.days, StanceNode(start, solver.known))


def informed_at_start(terms: Terms) -> Informed:
    """Who knows the other's priorities well enough before a word is said, whatever its own.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> informed_at_start(two_issue_terms())
    (False, False)
    """
    prior = np.array(terms.profile_prior)
    return _knows(prior, terms.knowledge_needed), _knows(prior.T, terms.knowledge_needed)


def _knows(prior: Floats, needed: float) -> bool:
    drawn = prior[prior.sum(axis=1) > 0]
    return bool((drawn.max(axis=1) >= needed * drawn.sum(axis=1)).all())
