"""Regret: what a strategy loses against the best one, the other side's play given."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.measures.columns import Floats
from negotiation.measures.intervals import CONFIDENCE, t_interval


class Regrets(NamedTuple):
    """Regret of every strategy with its interval, (S,) each, and the strategy that does best."""

    value: Floats
    low: Floats
    high: Floats
    best: int


def regrets(payoffs: ArrayLike, confidence: float = CONFIDENCE) -> Regrets:
    """Regret of each of a side's strategies against one play of the other side.

    The regret of a strategy is the largest mean gain from playing another one in its place, and 0
    for the best. Its interval holds for all strategies of the list together (Bonferroni over the
    alternatives), so that choosing the best of them by the same runs does no harm; it is wider than
    an interval for one given alternative.

    Parameters
    ----------
    payoffs : array, (S, n)
        Payoff of the side with strategy s in replicate r; replicate r has the same draws in every
        row (common random numbers).
    confidence
        Chance that the interval of a regret covers, in (0, 1).

    Returns
    -------
    Regrets
        The interval is NaN below two replicates.

    Raises
    ------
    InputError
        If there is no strategy or no replicate.

    Examples
    --------
    >>> found = regrets([[0.5, 0.6, 0.4], [0.6, 0.7, 0.6]])
    >>> found.best, found.value.round(4).tolist()
    (1, [0.1333, 0.0])
    """
    table = np.asarray(payoffs, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise InputError("payoffs", "", f"have the shape {table.shape}", "(strategies, replicates)")
    alternatives = max(1, len(table) - 1)
    level = 1 - (1 - confidence) / alternatives
    rows = [gains(table, own, level) for own in range(len(table))]
    value, low, high = (np.array(each) for each in zip(*rows, strict=True))
    return Regrets(value, low, high, int(table.mean(axis=1).argmax()))


def gains(table: Floats, own: int, confidence: float) -> tuple[float, float, float]:
    """Largest mean gain from leaving strategy `own`, and the bounds on it: none is negative.

    >>> gains(np.array([[0.5, 0.5], [0.75, 0.75]]), 0, 0.95)
    (0.25, 0.25, 0.25)
    """
    differences = table - table[own]
    n, means = table.shape[1], differences.mean(axis=1)
    deviations = differences.std(axis=1, ddof=1) if n > 1 else np.full(len(table), np.nan)
    low, high = t_interval(n, means, deviations, confidence)
    return float(means.max()), float(low.max()), float(high.max())
