"""Where talks about talks can stand, what may be said in them, and what the public demands cost.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
n          public demands of a side that it has not yet given up
=========  ==========================================================
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from negotiation.terms import OfferSpace, Stance
from negotiation.theory.calendar import CalendarSolution
from negotiation.theory.calendar_course import Course, is_call, may_table
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.opening_values import Claims, Continuation, Informed
from negotiation.theory.selection import SelectionRule

STANCES: Final = (Stance.OFFER, Stance.TALK, Stance.DEMAND, Stance.WAIT)
"""Order of the choices in every stage game."""

OFFER, TALK, DEMAND, WAIT = range(4)  # places in STANCES

MAX_COUNTED_DEMANDS: Final = 3
"""A side's audience cost stops growing with this many public demands, to keep the game small."""

Demands = tuple[int, int]


class StanceNode(NamedTuple):
    """State of talks about talks: public state, who knows whose priorities, public demands."""

    state: Node
    informed: Informed
    demands: Demands = (0, 0)


StanceValueOf = Callable[[StanceNode], Floats]
"""Values of both sides on the eve of a round of talks about talks, (2,)."""


@dataclass(frozen=True)
class StanceGame:
    """Everything that stays the same while the stance game is solved."""

    calendar: CalendarSolution
    claims: Claims
    stances: tuple[Stance, ...]
    selection: SelectionRule
    continuation: Continuation
    offer_space: OfferSpace

    @property
    def course(self) -> Course:
        """Parameters of the game, by round."""
        return self.calendar.course

    @property
    def screens(self) -> bool:
        """Whether openers may screen: against candid recipients, or by offers in disguise."""
        pooling = self.continuation is Continuation.EXPLOITATIVE
        return not pooling or self.offer_space != OfferSpace.PRIORITY_FIRST

    def cost_per_demand(self, side: int) -> float:
        """What one public demand adds to a side's audience cost; 0 where it demands quietly."""
        mine = self.course.sides[side]
        return mine.audience_cost_per_demand if mine.demands_publicly else 0.0

    def most_demands(self, side: int) -> int:
        """Number of public demands after which a side's count stays."""
        return MAX_COUNTED_DEMANDS if self.cost_per_demand(side) > 0 else 0


def allowed(game: StanceGame, side: int, t: int) -> Iterator[int]:
    """Stances that a side can take in round t, as places in `STANCES`.

    Before its ministries have reported, a side that cannot table waits instead.
    """
    for place, stance in enumerate(STANCES):
        if stance in game.stances and (place != OFFER or may_table(game.course, side, t)):
            yield place


# ------------------------------------------------------------------ audience


def gives_up(game: StanceGame, t: int, stance: int) -> bool:
    """Whether a stance gives a public demand up: tabling, or talking outside a call."""
    return stance == OFFER or (stance == TALK and not is_call(game.course, t))


def paid(game: StanceGame, node: StanceNode, us: int, cn: int) -> Floats:
    """Audience costs that both sides pay for these stances, (2,)."""
    return np.array([
        game.cost_per_demand(side) * node.demands[side]
        if gives_up(game, node.state.round, stance) else 0.0
        for side, stance in enumerate((us, cn))
    ])  # fmt: skip


def demands_after(game: StanceGame, node: StanceNode, us: int, cn: int) -> Demands:
    """Public demands that stand after these stances."""
    first, second = (
        _count_after(game, side, node.demands[side], node.state.round, stance)
        for side, stance in enumerate((us, cn))
    )
    return first, second


def _count_after(game: StanceGame, side: int, count: int, t: int, stance: int) -> int:
    if stance == DEMAND:
        return min(count + 1, game.most_demands(side))
    return 0 if gives_up(game, t, stance) else count
