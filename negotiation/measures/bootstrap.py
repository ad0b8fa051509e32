"""Bootstrap interval of a mean: no assumption about the shape of the distribution.

BCa (bias-corrected and accelerated) levels, because percentile and basic intervals fall short of
their level where the distribution is skewed. For quantiles the bootstrap is not needed: what it
approximates is known, see `quantile_interval`.

| symbol | is |
| --- | --- |
| bias | normal score of the share of resampled means below the mean |
| acceleration | a sixth of the skewness, over sqrt(n) |
"""

import numpy as np
from numpy.random import Generator, Philox
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from negotiation.draws import SEED_LIMIT, key
from negotiation.measures.columns import Floats
from negotiation.measures.estimates import Estimate
from negotiation.measures.intervals import CONFIDENCE, require_confidence

RESAMPLES = 2000
STREAM = SEED_LIMIT - 2  # no run has it, and the bootstrap of the meta-game another
BLOCK = 2**20  # numbers resampled at a time: 16 MB whatever the sample
LEAST = 1e-9


def bootstrap_mean(
    values: ArrayLike,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
) -> Estimate:
    """Mean with its bootstrap interval (BCa).

    Time grows with `n * resamples`; memory does not. From some 400 observations on, Student's
    interval (`mean_of`) says the same at once.

    Parameters
    ----------
    values : array, (n,)
        Independent observations, or differences of pairs.
    seed
        Seed of the resampling, in [0, 2**64).
    confidence
        Chance that the interval covers, in (0, 1).
    resamples
        Number of samples drawn with replacement.

    Returns
    -------
    Estimate
        Without an interval (NaN) below two observations.

    References
    ----------
    Efron 1987; Efron-Tibshirani 1993, ch. 14.

    Examples
    --------
    >>> found = bootstrap_mean([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0], seed=7)
    >>> found.value, found.low < 0.1875 < found.high
    (0.1875, True)
    >>> found == bootstrap_mean([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 1.0], seed=7)
    True
    """
    require_confidence(confidence)
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.size < 2:
        value = float(numbers[0]) if numbers.size else np.nan
        return Estimate(value, np.nan, np.nan, numbers.size)
    mean = float(numbers.mean())
    means = resampled_means(numbers, seed, resamples)
    levels = bca_levels(numbers - mean, means - mean, confidence)
    low, high = np.quantile(means, levels)
    return Estimate(mean, float(low), float(high), numbers.size)


def resampled_means(values: Floats, seed: int, resamples: int) -> Floats:
    """Means of samples drawn with replacement: (resamples,).

    >>> resampled_means(np.array([0.5, 0.5]), seed=7, resamples=3).tolist()
    [0.5, 0.5, 0.5]
    """
    chance = Generator(Philox(key=key(seed, STREAM)))
    rows = max(1, BLOCK // values.size)
    found = np.empty(resamples)
    for start in range(0, resamples, rows):
        block = found[start : start + rows]
        drawn = chance.integers(values.size, size=(block.size, values.size))
        block[:] = values[drawn].mean(axis=1)
    return found


def bca_levels(deviations: Floats, shifts: Floats, confidence: float) -> Floats:
    """Levels at which the quantiles of the resampled means are the ends of the interval: (2,).

    `deviations` of the values from their mean, (n,); `shifts` of the resampled means, (resamples,).

    >>> levels = bca_levels(np.array([-1.0, 1.0]), np.array([-0.5, 0.5]), 0.95)
    >>> [round(float(level), 3) for level in levels]
    [0.025, 0.975]
    """
    below = ((shifts < 0).mean() + (shifts <= 0).mean()) / 2
    edge = 1 / (shifts.size + 1)
    bias = ndtri(np.clip(below, edge, 1 - edge))
    spread = max((deviations**2).sum() ** 1.5, np.finfo(np.float64).tiny)
    acceleration = (deviations**3).sum() / (6 * spread)
    scores = bias + ndtri(np.array([(1 - confidence) / 2, (1 + confidence) / 2]))
    levels: Floats = ndtr(bias + scores / np.maximum(1 - acceleration * scores, LEAST))
    return levels
