"""The stop rule: further replicates where an interval is still wide.

After each block the interval of the watched outcome is computed at every design point, from the
runs of all blocks so far. The next block holds the points whose interval is wider than wanted. A
mean of few runs counts as wide, for by chance they may be equal to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from negotiation.experiment.job import Observed
from negotiation.experiment.outcomes import Quantity, quantities
from negotiation.experiment.plan import Block, first_block
from negotiation.experiment.tally import Tally

FEWEST: Final = 30
"""Runs below which the interval of a mean does not count."""


@dataclass(frozen=True)
class Rule:
    """When to stop.

    Parameters
    ----------
    quantity
        Watched outcome: a mean or a rate.
    width
        Width of its interval at which a design point is done.
    confidence
        Chance that the interval covers.
    max_runs
        Runs of the whole experiment that are never exceeded.
    """

    quantity: Quantity
    width: float
    confidence: float
    max_runs: int


def watched(name: str) -> Quantity:
    """Quantity that a stop rule watches: one number a run.

    Examples
    --------
    >>> watched("deal").is_rate
    True
    """
    (found,) = quantities(name)
    return found


class Blocks:
    """The blocks of an experiment, one after the other.

    Parameters
    ----------
    replicates
        Replicates of each design point in a block.
    chunk_runs
        Runs of a chunk.
    rule
        Stop rule; None where the first block is all.

    Examples
    --------
    >>> rule = Rule(watched("payoff_us"), width=0.1, confidence=0.95, max_runs=1000)
    >>> blocks = Blocks([30, 30], 100, rule)
    >>> blocks.current.runs
    60
    >>> points = np.repeat([0, 1], 30)
    >>> blocks.observe(Observed(points, np.where(points == 0, 0.5, np.arange(60) % 2)))
    >>> blocks.advance().points.tolist()
    [1]
    """

    def __init__(self, replicates: Sequence[int], chunk_runs: int, rule: Rule | None) -> None:
        self.replicates = np.asarray(replicates, dtype=np.int64)
        self.chunk_runs = chunk_runs
        self.rule = rule
        self.tally = Tally(self.replicates.size)
        self.run_counts = np.zeros_like(self.replicates)
        points = np.arange(self.replicates.size)
        self.current = first_block(self.affordable(points).tolist())

    def observe(self, observed: Observed | None) -> None:
        """Take in the runs of a chunk; chunks come in order."""
        if observed is not None:
            self.tally.add(*observed)

    def advance(self) -> Block | None:
        """Return the next block; None where all is done."""
        block = self.current
        self.run_counts[block.points] += block.counts
        wide = np.flatnonzero(self.is_wide())
        counts = self.affordable(wide)
        if not counts.sum():
            return None
        first_chunk = block.first_chunk + block.n_chunks(self.chunk_runs)
        self.current = Block(block.number + 1, first_chunk, wide, self.run_counts[wide], counts)
        return self.current

    def affordable(self, points: NDArray[np.int64]) -> NDArray[np.int64]:
        """Replicates of each of these points that the cap still allows: the same part for all."""
        counts = self.replicates[points]
        if self.rule is None or not points.size:
            return counts
        left = self.rule.max_runs - int(self.run_counts.sum())
        return np.minimum(counts, max(0, left) // points.size)

    def is_wide(self) -> NDArray[np.bool_]:
        """Whether a point's interval is wider than wanted: (points,)."""
        if self.rule is None:
            return np.zeros(self.replicates.size, dtype=np.bool_)
        from negotiation.measures.intervals import t_interval, wilson_interval

        tally, confidence = self.tally, self.rule.confidence
        if self.rule.quantity.is_rate:
            interval = wilson_interval(tally.total(), tally.n, confidence)
        else:
            interval = t_interval(tally.n, tally.mean(), tally.sd(), confidence)
        wide: NDArray[np.bool_] = ~(interval.width <= self.rule.width)  # NaN, no interval, is wide
        return wide if self.rule.quantity.is_rate else wide | (tally.n < FEWEST)
