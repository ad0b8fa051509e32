"""Means, rates and differences of them, each with its interval.

| symbol | is |
| --- | --- |
| a, b | results of the same quantity at two design points |
| cluster | observations that share their draws, such as one replicate at several design points |
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from negotiation.errors import InputError
from negotiation.measures.columns import Floats
from negotiation.measures.intervals import (
    CONFIDENCE,
    require_confidence,
    t_interval,
    wilson_interval,
)


class Estimate(NamedTuple):
    """A number estimated from `n` independent observations, and the ends of its interval."""

    value: float
    low: float
    high: float
    n: int


def moments(values: Floats) -> tuple[float, float]:
    """Mean and sample standard deviation; NaN where there are too few observations for one.

    >>> moments(np.array([1.0, 3.0]))
    (2.0, 1.4142135623730951)
    """
    n = values.size
    mean = float(values.mean()) if n else np.nan
    return mean, float(values.std(ddof=1)) if n > 1 else np.nan


def rate_of(events: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """Rate of an event, with Wilson's interval.

    Parameters
    ----------
    events : array of bool, (n,)
        Whether the event occurred.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate
        NaN with the interval [0, 1] where there are no observations.

    References
    ----------
    Wilson 1927.

    Examples
    --------
    >>> rate_of([True, False, True, True]).value
    0.75
    """
    flags = np.asarray(events, dtype=np.bool_)
    n, successes = flags.size, int(flags.sum())
    low, high = wilson_interval(successes, n, confidence)
    return Estimate(successes / n if n else np.nan, float(low), float(high), n)


def mean_of(values: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """Mean, with Student's interval.

    The interval covers as it should once the mean is close to normal: 10 observations of a
    symmetric quantity, some 400 of one as skewed as an exponential.

    Parameters
    ----------
    values : array, (n,)
        Independent observations.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate
        Without an interval (NaN) below two observations.

    Examples
    --------
    >>> found = mean_of([0.25, 0.5, 0.75, 0.5])
    >>> found.value, round(found.low, 4), round(found.high, 4), found.n
    (0.5, 0.1752, 0.8248, 4)
    """
    numbers = np.asarray(values, dtype=np.float64)
    mean, sd = moments(numbers)
    low, high = t_interval(numbers.size, mean, sd, confidence)
    return Estimate(mean, float(low), float(high), numbers.size)


def paired_difference(a: ArrayLike, b: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """Mean of a - b where entry k of both was made with the same draws.

    What the two share in chance cancels, so the interval is narrow (common random numbers).

    Parameters
    ----------
    a, b : array, (n,)
        Results of replicate k at two design points.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate

    Raises
    ------
    InputError
        If the two differ in length.

    Examples
    --------
    >>> paired_difference([0.5, 0.7], [0.25, 0.45]).value
    0.25
    """
    one, other = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if one.shape != other.shape:
        problem = f"{one.size} and {other.size} results are no pairs"
        raise InputError("paired difference", "", problem, "as many of one as of the other")
    return mean_of(one - other, confidence)


def difference_of_means(a: ArrayLike, b: ArrayLike, confidence: float = CONFIDENCE) -> Estimate:
    """Mean of a less mean of b, from independent runs with variances of their own (Welch).

    Parameters
    ----------
    a, b : array, (n_a,) and (n_b,)
        Independent observations of two groups.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate
        `n` counts both groups; no interval (NaN) where one has fewer than two observations.

    References
    ----------
    Welch 1947.

    Examples
    --------
    >>> found = difference_of_means([0.5, 0.7, 0.6], [0.2, 0.4])
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (0.3, -0.298, 0.898)
    """
    require_confidence(confidence)
    groups = [np.asarray(each, dtype=np.float64) for each in (a, b)]
    means, sds = zip(*(moments(each) for each in groups), strict=True)
    sizes = np.array([each.size for each in groups])
    half = welch_half_width(np.array(sds), sizes, confidence) if sizes.min() > 1 else np.nan
    value = means[0] - means[1]
    return Estimate(value, value - half, value + half, int(sizes.sum()))


def welch_half_width(sds: Floats, sizes: NDArray[Any], confidence: float) -> float:
    """Half the width of Welch's interval, from both groups' deviations and sizes: (2,) each.

    >>> welch_half_width(np.zeros(2), np.array([2, 2]), 0.95)
    0.0
    """
    errors = sds**2 / sizes
    if errors.sum() == 0.0:
        return 0.0
    freedom = errors.sum() ** 2 / (errors**2 / (sizes - 1)).sum()
    return float(stdtrit(freedom, (1 + confidence) / 2) * np.sqrt(errors.sum()))


def clustered_mean(
    values: ArrayLike, clusters: ArrayLike, confidence: float = CONFIDENCE
) -> Estimate:
    """Mean over observations that depend on one another within clusters.

    Runs of one replicate at several design points share their draws: pooled over the points they
    are no independent observations, their clusters are.

    Parameters
    ----------
    values : array, (n,)
        Observations.
    clusters : array, (n,)
        Cluster of each; any labels.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Estimate
        `n` counts the clusters; no interval (NaN) below two of them.

    References
    ----------
    Liang-Zeger 1986: squared sums of residuals by cluster.

    Examples
    --------
    >>> found = clustered_mean([0.1, 0.1, 0.5, 0.5, 0.9, 0.9], [0, 0, 1, 1, 2, 2])
    >>> found.n, found == mean_of([0.1, 0.5, 0.9])
    (3, True)
    """
    numbers = np.asarray(values, dtype=np.float64)
    labels, places = np.unique(np.asarray(clusters), return_inverse=True)
    if places.size != numbers.size:
        problem = f"{numbers.size} values and {places.size} labels"
        raise InputError("clustered mean", "", problem, "one label for each value")
    mean, n = moments(numbers)[0], labels.size
    sums = np.bincount(places.ravel(), weights=numbers - mean, minlength=n)
    share = n / max(1, numbers.size)  # one over the mean size of a cluster
    deviation = np.sqrt((sums**2).sum() / max(1, n - 1)) * share
    low, high = t_interval(n, mean, deviation, confidence)
    return Estimate(mean, float(low), float(high), int(n))
