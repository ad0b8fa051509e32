"""Confidence intervals of a mean and of a rate, from sums alone.

| symbol | is |
| --- | --- |
| n | independent observations |
| mean, sd | sample mean, sample standard deviation with n - 1 in the denominator |
| successes | observations in which the event occurred |
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

from negotiation.errors import InputError

CONFIDENCE = 0.95

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """Lower and upper end, shape of the sums they come from."""

    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """Distance of the ends."""
        return self.high - self.low


def require_confidence(confidence: float) -> None:
    """Refuse a confidence that is no chance: 95 for 0.95.

    >>> require_confidence(0.95)
    """
    if not 0 < confidence < 1:
        raise InputError("confidence", "", f"is {confidence}", "a number in (0, 1)")


def t_interval(
    n: ArrayLike, mean: ArrayLike, sd: ArrayLike, confidence: float = CONFIDENCE
) -> Interval:
    """Student's interval of a mean: mean -+ t sd / sqrt(n), t with n - 1 degrees of freedom.

    Parameters
    ----------
    n, mean, sd
        Observations, their mean and standard deviation; shapes broadcast.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Interval
        NaN where n is below 2: one observation says nothing about its own error.

    Examples
    --------
    >>> low, high = t_interval(4, 0.5, 0.2)
    >>> round(float(low), 4), round(float(high), 4)
    (0.1818, 0.8182)
    """
    require_confidence(confidence)
    n, mean, sd = (np.asarray(each, dtype=np.float64) for each in (n, mean, sd))
    enough = n >= 2
    safe = np.where(enough, n, 2.0)
    half = stdtrit(safe - 1, (1 + confidence) / 2) * sd / np.sqrt(safe)
    half = np.where(enough, half, np.nan)
    return Interval(mean - half, mean + half)


def wilson_interval(successes: ArrayLike, n: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """Score interval of a rate, Wilson 1927: inside [0, 1], sound for rates near 0 and 1.

    Parameters
    ----------
    successes, n
        Events and observations; shapes broadcast.
    confidence
        Chance that the interval covers, in (0, 1).

    Returns
    -------
    Interval
        [0, 1] where n is 0.

    Examples
    --------
    >>> low, high = wilson_interval(0, 10)
    >>> float(low), round(float(high), 4)
    (0.0, 0.2775)
    """
    require_confidence(confidence)
    z = ndtri((1 + confidence) / 2)
    n = np.asarray(n, dtype=np.float64)
    successes = np.asarray(successes, dtype=np.float64)
    safe = np.where(n > 0, n, 1.0)
    rate = successes / safe
    centre = rate + z * z / (2 * safe)
    spread = z * np.sqrt(rate * (1 - rate) / safe + z * z / (4 * safe * safe))
    scale = 1 + z * z / safe
    low = np.where(successes <= 0, 0.0, (centre - spread) / scale)
    high = np.where(successes >= n, 1.0, (centre + spread) / scale)
    return Interval(_or(n > 0, low, 0.0), _or(n > 0, high, 1.0))


def _or(known: Any, values: Floats, otherwise: float) -> Floats:
    return np.where(known, values, otherwise)
