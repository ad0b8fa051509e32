"""Intervals of quantiles, and bands around a whole distribution function.

Both hold for every continuous distribution, and are wider than they need be where values repeat.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc

from negotiation.errors import InputError
from negotiation.measures.columns import Floats
from negotiation.measures.estimates import Estimate
from negotiation.measures.intervals import CONFIDENCE, require_confidence

HALVINGS = 60


class Band(NamedTuple):
    """A distribution function: values, share of observations up to each, band. All (values,)."""

    at: Floats
    share: Floats
    low: Floats
    high: Floats


def observed(values: ArrayLike) -> Floats:
    """Observations in order; there must be some.

    >>> observed([0.5, 0.25]).tolist()
    [0.25, 0.5]
    """
    numbers = np.sort(np.asarray(values, dtype=np.float64), axis=None)
    if not numbers.size:
        raise InputError("values", "", "there are none", "at least one observation")
    return numbers


def quantile_interval(
    values: ArrayLike, probability: float, confidence: float = CONFIDENCE
) -> Estimate:
    """Quantile, with an interval between order statistics.

    The ends lie between two order statistics, at the fractional rank k at which
    Beta(k, n + 1 - k) has the wanted chance below `probability`. So the interval has the level of
    an exact one without its jumps, and needs no resampling.

    Parameters
    ----------
    values : array, (n,)
        Independent observations.
    probability
        Which quantile, in (0, 1): 0.5 is the median.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate
        An end is infinite where the sample is too small to bound the quantile on that side.

    Raises
    ------
    InputError
        For a probability outside (0, 1), or no observations.

    References
    ----------
    Hutson 1999.

    Examples
    --------
    >>> found = quantile_interval(np.arange(101) / 100, 0.5)
    >>> found.value, round(found.low, 3), round(found.high, 3)
    (0.5, 0.402, 0.598)
    >>> quantile_interval([0.1, 0.2, 0.3], 0.5)[1:3]
    (-inf, inf)
    """
    require_confidence(confidence)
    if not 0 < probability < 1:
        raise InputError("quantile", "probability", f"is {probability}", "a number in (0, 1)")
    ordered = observed(values)
    value = float(np.quantile(ordered, probability))
    tail = (1 - confidence) / 2
    low, high = (
        order_statistic(ordered, fractional_rank(ordered.size, probability, chance))
        for chance in (1 - tail, tail)
    )
    return Estimate(value, low, high, ordered.size)


def fractional_rank(n: int, probability: float, chance: float) -> float:
    """Rank k in (0, n + 1) at which Beta(k, n + 1 - k) has this chance below `probability`.

    >>> round(fractional_rank(99, 0.5, 0.5), 6)
    50.0
    """
    low, high = 0.0, n + 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if betainc(middle, n + 1 - middle, probability) > chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def order_statistic(ordered: Floats, rank: float) -> float:
    """Order statistic of a fractional rank counted from 1; infinite beyond the ends.

    >>> order_statistic(np.array([0.0, 0.5]), 1.5), order_statistic(np.array([0.0, 0.5]), 0.5)
    (0.25, -inf)
    """
    if rank < 1:
        return -np.inf
    if rank > ordered.size:
        return np.inf
    return float(np.interp(rank, np.arange(1, ordered.size + 1), ordered))


def ecdf_band(values: ArrayLike, confidence: float = CONFIDENCE) -> Band:
    """Empirical distribution function, with a band that holds at all values together.

    Parameters
    ----------
    values : array, (n,)
        Independent observations.
    confidence
        Chance that the true distribution function lies in the band everywhere, in (0, 1).

    Returns
    -------
    Band
        At the distinct values; between two of them the function is flat.

    Raises
    ------
    InputError
        If there are no observations.

    References
    ----------
    Dvoretzky-Kiefer-Wolfowitz 1956, with the constant of Massart 1990.

    Examples
    --------
    >>> band = ecdf_band(np.arange(200) / 200)
    >>> band.share[99].item(), band.low[99].round(4).item(), band.high[99].round(4).item()
    (0.5, 0.404, 0.596)
    """
    require_confidence(confidence)
    ordered = observed(values)
    at, counts = np.unique(ordered, return_counts=True)
    share = np.cumsum(counts) / ordered.size
    half = np.sqrt(np.log(2 / (1 - confidence)) / (2 * ordered.size))
    return Band(at, share, np.maximum(share - half, 0.0), np.minimum(share + half, 1.0))
