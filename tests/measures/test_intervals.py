"""Intervals against tables, against scipy, and by how often they cover."""

import numpy as np
import pytest
from scipy import stats

from negotiation.measures.intervals import t_interval, wilson_interval


def test_students_interval_is_that_of_the_textbook() -> None:
    sample = np.array([0.1, 0.4, 0.35, 0.8, 0.6])
    low, high = t_interval(5, sample.mean(), sample.std(ddof=1), 0.9)
    expected = stats.t.interval(0.9, 4, sample.mean(), stats.sem(sample))
    assert (float(low), float(high)) == pytest.approx(expected)


def test_one_observation_has_no_interval() -> None:
    low, high = t_interval([1, 2], [0.5, 0.5], [np.nan, 0.0])
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert (low[1], high[1]) == (0.5, 0.5)


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (3, 10), (10, 10), (1, 1), (500, 1000)])
def test_wilsons_interval_is_scipys(successes: int, n: int) -> None:
    low, high = wilson_interval(successes, n, 0.95)
    expected = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert 0.0 <= low <= high <= 1.0


def test_nothing_observed_is_no_knowledge() -> None:
    interval = wilson_interval(0, 0)
    assert (float(interval.low), float(interval.high)) == (0.0, 1.0)
    assert float(interval.width) == 1.0


def test_wilsons_interval_covers() -> None:
    draws = np.random.default_rng(1).binomial(40, 0.1, size=20_000)
    low, high = wilson_interval(draws, 40)
    covered = np.mean((low <= 0.1) & (high >= 0.1))
    assert covered == pytest.approx(0.95, abs=0.02)
