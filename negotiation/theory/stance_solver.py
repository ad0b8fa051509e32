"""How the stances of a round are found from what later rounds are worth."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from negotiation.terms import Side
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import (
    Node,
    after_calendar,
    is_stationary,
)
from negotiation.theory.calendar_reach import talk_eves
from negotiation.theory.opening_values import Informed
from negotiation.theory.selection import SelectionRule, select
from negotiation.theory.stage_games import Equilibrium, equilibria
from negotiation.theory.stance_nodes import StanceGame, StanceNode, StanceValueOf
from negotiation.theory.stance_regimes import Regime, regime_of
from negotiation.theory.stance_stage import Prices, Table, build_stage, table_of
from negotiation.theory.stationary_stages import at_values, stationary_equilibria

_SETTLED = 1e-12  # change of value at which sweeps over stationary stages stop
_MAX_SWEEPS = 60


class StanceDay(NamedTuple):
    """Solved stage of one round of talks about talks.

    ``payoffs`` is (2, 4, 4) by stances in the order of `stance_nodes.STANCES`, nan where a stance
    is not allowed. At a stationary node every equilibrium carries the values that it brings about
    itself, and the payoffs are those under the selected one.
    """

    payoffs: Floats
    prices: Prices
    equilibria: tuple[Equilibrium, ...]
    selected: Equilibrium
    regime: Regime


class Solver:
    """Values found so far, and how to find those of an earlier round.

    Parameters
    ----------
    game : StanceGame
        What is solved.
    known : tuple of bool
        Who knows the other's priorities from the start.
    """

    def __init__(self, game: StanceGame, known: Informed) -> None:
        self.game, self.known = game, known
        self.eves: dict[StanceNode, Floats] = {}
        self.days: dict[StanceNode, StanceDay] = {}
        self._tables: dict[Node, Table] = {}

    def solve(self) -> None:
        """Solve all rounds, the last ones first."""
        course = self.game.course
        eves = talk_eves(course)
        for eve in sorted(eves, key=lambda n: (not is_stationary(course, n), -n.round)):
            if is_stationary(course, eve):
                self._solve_stationary(eve)
            else:
                self._solve_eve(eve)

    def _solve_eve(self, eve: Node) -> None:
        for node in self._nodes(eve):
            total = np.zeros(2)
            for branch in after_calendar(self.game.course, eve):
                played = self._solve_day(node._replace(state=branch.node)).selected.value
                total += branch.probability * (np.array(played) - branch.lapse_cost)
            self.eves[node] = total

    def _solve_day(self, node: StanceNode) -> StanceDay:
        if node not in self.days:
            payoffs, prices = build_stage(
                self.game, self._table(node.state), node, self.eves.__getitem__
            )
            found = _with_all_stances(payoffs, equilibria(_allowed(payoffs)))
            selected = select(found, payoffs, self.game.selection)
            self.days[node] = StanceDay(payoffs, prices, found, selected, regime_of(payoffs))
        return self.days[node]

    def _nodes(self, eve: Node) -> Iterator[StanceNode]:
        highest = [self.game.most_demands(side) for side in Side]
        if not is_stationary(self.game.course, eve):
            highest = [min(most, eve.round) for most in highest]
        counts = list(product(range(highest[0], -1, -1), range(highest[1], -1, -1)))
        for informed in self._can_know():
            for demands in counts:
                yield StanceNode(eve, informed, demands)

    def _can_know(self) -> Iterator[Informed]:
        """Who may know whom while talks about talks go on; who knows most comes first."""
        if all(self.known):
            yield self.known
            return
        for informed in ((True, False), (False, True), (False, False)):
            if all(now or not before for now, before in zip(informed, self.known, strict=True)):
                yield informed

    def _table(self, state: Node) -> Table:
        if state not in self._tables:
            self._tables[state] = table_of(self.game, state)
        return self._tables[state]

    # -------------------------------------------------------------- after the last milestone

    def _solve_stationary(self, eve: Node) -> None:
        nodes = list(self._nodes(eve))
        self.eves |= {node: np.zeros(2) for node in nodes}
        for _ in range(_MAX_SWEEPS):
            if max([self._sweep(node) for node in nodes]) <= _SETTLED:
                return
        raise ValueError(f"stances do not settle under the rule {self.game.selection.value}")

    def _sweep(self, node: StanceNode) -> float:
        """Solve one stationary stage, the values of the others given; return the change."""
        before, table = self.eves[node], self._table(node.state)
        none, one = (
            build_stage(self.game, table, node, self._supposing(node, V)).payoffs for V in (0, 1)
        )
        small = _allowed(none)
        found = _with_all_stances(none, stationary_equilibria(small, _allowed(one) - small))
        alike = select(found, none, SelectionRule.SYMMETRIC_MIXED)
        game = at_values(none, one - none, alike.value)
        selected = select(found, game, self.game.selection)
        self.eves[node] = np.array(selected.value)
        stage = build_stage(self.game, table, node, self.eves.__getitem__)
        regime = regime_of(stage.payoffs)
        self.days[node] = StanceDay(stage.payoffs, stage.prices, found, selected, regime)
        return float(np.abs(self.eves[node] - before).max())

    def _supposing(self, own: StanceNode, value: float) -> StanceValueOf:
        """Values of later rounds if coming back to this stage were worth that much to both."""
        return lambda node: np.full(2, float(value)) if node == own else self.eves[node]


def _allowed(payoffs: Floats) -> Floats:
    rows, columns = (~np.isnan(payoffs[0]).all(axis=axis) for axis in (1, 0))
    small: Floats = payoffs[:, rows][:, :, columns]
    return small


def _with_all_stances(payoffs: Floats, found: tuple[Equilibrium, ...]) -> tuple[Equilibrium, ...]:
    rows, columns = (~np.isnan(payoffs[0]).all(axis=axis) for axis in (1, 0))
    return tuple(Equilibrium(_spread(e.us, rows), _spread(e.cn, columns), e.value) for e in found)


def _spread(chances: tuple[float, ...], allowed: npt.NDArray[np.bool_]) -> tuple[float, ...]:
    full = np.zeros(len(allowed))
    full[allowed] = chances
    return tuple(map(float, full))
