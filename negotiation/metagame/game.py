"""The estimated game: payoffs with their errors, equilibria, and how far these hang on chance."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.random import Generator, Philox

from negotiation.draws import SEED_LIMIT, key
from negotiation.scenario import Scenario
from negotiation.theory.dominance import alike, dominated
from negotiation.theory.meta_game import Solutions, entry_regrets, solutions
from negotiation.theory.meta_robustness import kept_share
from negotiation.theory.replicator import Course, replicator
from negotiation.theory.selection import SelectionRule, select
from negotiation.theory.stage_games import Equilibrium, regrets

Floats = npt.NDArray[np.float64]
Groups = tuple[tuple[str, ...], ...]

BOOTSTRAP_DRAWS = 1000
BOOTSTRAP_STREAM = SEED_LIMIT - 1  # no run has it
ENDS = (0.025, 0.975)


class Outlook(NamedTuple):
    """One equilibrium: its regret, and the share of bootstrap draws that keep its strategies."""

    equilibrium: Equilibrium
    regret: float
    kept: float
    selected: bool


class Interval(NamedTuple):
    """Estimates with the ends of their 95 % intervals, arrays of one shape."""

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class MetaGame:
    """Payoffs of timing strategies against one another, estimated on common random numbers.

    Parameters
    ----------
    scenario : Scenario
        The negotiation.
    us, cn : tuple of str
        Strategies of the sides.
    payoffs : array, (S_us, S_cn, runs, 2)
        Payoffs of the US and of China in every run, shares of the pie; run k of every pair has
        the same draws.
    seed : int
        Seed of the runs and of the bootstrap.
    tactic : str or None
        Tactic of both sides; None for the scenario's.
    left_out : tuple of str
        Strategies that could not play, and why.
    """

    scenario: Scenario
    us: tuple[str, ...]
    cn: tuple[str, ...]
    payoffs: Floats
    seed: int = 0
    tactic: str | None = None
    left_out: tuple[str, ...] = ()

    @property
    def runs(self) -> int:
        """Runs of each pair."""
        return int(self.payoffs.shape[2])

    @cached_property
    def means(self) -> Floats:
        """Mean payoffs as a game: (2, S_us, S_cn)."""
        return np.ascontiguousarray(self.payoffs.mean(axis=2).transpose(2, 0, 1))

    @cached_property
    def draws(self) -> Floats:
        """Bootstrap draws of the means, (draws, 2, S_us, S_cn).

        Streams are drawn with replacement, the same for all pairs, so that what the pairs share
        in chance cancels in their differences.
        """
        chance = Generator(Philox(key=key(self.seed, BOOTSTRAP_STREAM)))
        counts = chance.multinomial(self.runs, np.full(self.runs, 1 / self.runs), BOOTSTRAP_DRAWS)
        drawn = np.tensordot(counts / self.runs, self.payoffs, axes=(1, 2))
        return np.ascontiguousarray(drawn.transpose(0, 3, 1, 2))

    @cached_property
    def intervals(self) -> Interval:
        """Mean payoffs with 95 % intervals, (2, S_us, S_cn)."""
        low, high = np.quantile(self.draws, ENDS, axis=0)
        return Interval(self.means, low, high)

    @cached_property
    def solutions(self) -> Solutions:
        """Equilibria of the mean payoffs, and whether all supports were tried."""
        return solutions(self.means)

    @property
    def rule(self) -> str:
        """How one of several equilibria is selected."""
        return self.scenario.game.equilibrium_selection if self.us == self.cn else "highest sum"

    @cached_property
    def selected(self) -> Equilibrium:
        """One equilibrium: by the scenario's rule where both sides choose from the same list."""
        found = self.solutions.equilibria
        if self.us == self.cn:
            return select(found, self.means, SelectionRule(self.rule))
        return max(found, key=lambda each: sum(each.value))

    @cached_property
    def outlooks(self) -> tuple[Outlook, ...]:
        """All equilibria with regret and robustness: the selected one, then by robustness."""
        rows = [self.outlook(each) for each in self.solutions.equilibria]
        return tuple(sorted(rows, key=lambda row: (not row.selected, -row.kept)))

    def outlook(self, found: Equilibrium) -> Outlook:
        """Regret and robustness of one equilibrium."""
        worst = max(regrets(self.means, np.array(found.us), np.array(found.cn)))
        return Outlook(found, worst, kept_share(self.draws, found), found == self.selected)

    @cached_property
    def regrets(self) -> tuple[Interval, Interval]:
        """What each strategy of the US, and of China, loses against the selected equilibrium.

        The other side's mixture is that of the equilibrium; the loss is towards the best strategy
        on the list.
        """
        x, y = np.array(self.selected.us), np.array(self.selected.cn)
        drawn = entry_regrets(self.draws, x, y)
        value = entry_regrets(self.means, x, y)
        ends = [np.quantile(each, ENDS, axis=0) for each in drawn]
        return Interval(value[0], *ends[0]), Interval(value[1], *ends[1])

    @cached_property
    def replicator(self) -> Course:
        """Where imitation leads from equal shares of all strategies."""
        m, n = self.means.shape[1:]
        return replicator(self.means, np.full(m, 1 / m), np.full(n, 1 / n))

    @cached_property
    def replicator_regret(self) -> float:
        """Greatest gain of a side from a deviation where imitation ends."""
        end = self.replicator
        return max(regrets(self.means, np.array(end.us), np.array(end.cn)))

    @cached_property
    def alike(self) -> tuple[Groups, Groups]:
        """Strategies of the US, and of China, that bring the same payoffs against everything."""
        us, cn = alike(self.means)
        return self._names(self.us, us), self._names(self.cn, cn)

    @cached_property
    def dominated(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Strategies of the US, and of China, that a mixture of others always beats."""
        us, cn = dominated(self.means)
        return tuple(self.us[k] for k in us), tuple(self.cn[k] for k in cn)

    @staticmethod
    def _names(names: tuple[str, ...], groups: tuple[tuple[int, ...], ...]) -> Groups:
        return tuple(tuple(names[k] for k in group) for group in groups)
