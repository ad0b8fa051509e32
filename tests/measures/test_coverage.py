"""Reported 95 % intervals cover the truth in 95 +- 1.5 % of synthetic experiments.

Sample sizes are those from which the claim holds; where it does not hold below, a test says so.
"""

from functools import partial

import numpy as np
import pytest
from numpy.random import Generator
from scipy import stats

from negotiation.measures import (
    bootstrap_mean,
    clustered_mean,
    difference_of_means,
    ecdf_band,
    mean_of,
    paired_difference,
    quantile_interval,
    rate_of,
    regrets,
)
from negotiation.measures.intervals import wilson_interval
from tests.measures.samples import DISTRIBUTIONS, LEVEL, TOLERANCE, Floats, share

pytestmark = pytest.mark.slow

ALL = pytest.mark.parametrize("name", DISTRIBUTIONS)
LARGE_ENOUGH = {"normal": 10, "bounded": 200, "skewed": 400, "u-shaped": 20}


def covers_mean(name: str, n: int, generator: Generator) -> bool:
    found = mean_of(DISTRIBUTIONS[name].draw(generator, n))
    return found.low <= DISTRIBUTIONS[name].mean <= found.high


@ALL
def test_student_interval_of_a_mean(name: str) -> None:
    covered = share(partial(covers_mean, name, LARGE_ENOUGH[name]))
    assert covered == pytest.approx(LEVEL, abs=TOLERANCE)


def test_student_interval_falls_short_in_small_skewed_samples() -> None:
    assert share(partial(covers_mean, "skewed", 10)) < LEVEL - 2 * TOLERANCE


@pytest.mark.parametrize(("rate", "n"), [(0.5, 100), (0.3, 200), (0.1, 400), (0.02, 1000)])
def test_wilson_interval_of_a_rate(rate: float, n: int) -> None:
    def covers(generator: Generator) -> bool:
        found = rate_of(generator.random(n) < rate)
        return found.low <= rate <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


@pytest.mark.parametrize("n", [20, 100, 1000])
def test_wilson_coverage_over_all_rates_is_the_level(n: int) -> None:
    """Exactly, from the binomial distribution; at one rate it swings with n times the rate."""
    rates = np.linspace(0.01, 0.99, 981)[:, None]
    low, high = wilson_interval(np.arange(n + 1), n)
    chances = stats.binom.pmf(np.arange(n + 1), n, rates)
    covered = np.where((low <= rates) & (rates <= high), chances, 0.0).sum(axis=1)
    assert covered.mean() == pytest.approx(LEVEL, abs=0.005)
    assert covered.min() > 0.83


@pytest.mark.parametrize(("name", "n"), [("bounded", 100), ("skewed", 200), ("u-shaped", 50)])
def test_bootstrap_interval_of_a_mean(name: str, n: int) -> None:
    def covers(generator: Generator) -> bool:
        values = DISTRIBUTIONS[name].draw(generator, n)
        found = bootstrap_mean(values, seed=int(generator.integers(2**32)), resamples=1000)
        return found.low <= DISTRIBUTIONS[name].mean <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


@ALL
@pytest.mark.parametrize(("n", "probability"), [(20, 0.5), (101, 0.25), (400, 0.9), (1000, 0.05)])
def test_interval_of_a_quantile(name: str, n: int, probability: float) -> None:
    truth = DISTRIBUTIONS[name].quantile(probability)

    def covers(generator: Generator) -> bool:
        found = quantile_interval(DISTRIBUTIONS[name].draw(generator, n), probability)
        return found.low <= truth <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


def test_interval_of_a_quantile_is_cautious_where_values_repeat() -> None:
    def covers(generator: Generator) -> bool:
        found = quantile_interval(generator.integers(0, 5, 100), 0.5)
        return found.low <= 2.0 <= found.high

    assert share(covers) > LEVEL + TOLERANCE


@pytest.mark.parametrize("n", [100, 1000])
def test_band_of_a_distribution_function(n: int) -> None:
    """The band holds at every value: the largest gap to the truth, on either side of a step."""

    def covers(generator: Generator) -> bool:
        band = ecdf_band(generator.random(n))
        before = np.concatenate([[0.0], band.high[:-1]])
        first = np.log(2 / (1 - LEVEL)) / (2 * n)
        before[0] = np.sqrt(first)
        return bool(((band.low <= band.at) & (band.at <= before)).all())

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


def shared_chance(generator: Generator, n: int) -> tuple[Floats, Floats]:
    """Skewed results at two points that share most of their chance; the first is 0.1 larger."""
    common = generator.exponential(1.0, n)
    return common + 0.1 + generator.normal(0, 0.2, n), common + generator.beta(2, 2, n) - 0.5


def test_paired_difference() -> None:
    def covers(generator: Generator) -> bool:
        found = paired_difference(*shared_chance(generator, 30))
        return found.low <= 0.1 <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


def test_welch_interval_of_unequal_groups() -> None:
    def covers(generator: Generator) -> bool:
        found = difference_of_means(generator.normal(0.3, 1, 12), generator.beta(0.5, 1.5, 150))
        return found.low <= 0.05 <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)


def test_mean_over_clusters() -> None:
    """Eight points per replicate; as if independent, the interval would be far too narrow."""

    def experiment(generator: Generator) -> tuple[Floats, Floats]:
        replicate = np.repeat(np.arange(100), 8)
        common = generator.beta(0.5, 1.5, 100)[replicate]
        return common + generator.normal(0, 0.1, 800), replicate

    def covers(generator: Generator) -> bool:
        found = clustered_mean(*experiment(generator))
        return found.low <= 0.25 <= found.high

    def naive_covers(generator: Generator) -> bool:
        found = mean_of(experiment(generator)[0])
        return found.low <= 0.25 <= found.high

    assert share(covers) == pytest.approx(LEVEL, abs=TOLERANCE)
    assert share(naive_covers) < 0.75


@pytest.mark.parametrize("strategies", [2, 8])
def test_interval_of_a_regret_is_cautious(strategies: int) -> None:
    """The best alternative is picked by the same runs: never below the level."""
    truth = 0.05 * (strategies - 1)

    def covers(generator: Generator) -> bool:
        common = generator.exponential(1.0, 200)
        noise = generator.normal(0, 0.5, (strategies, 200))
        found = regrets(common + noise + 0.05 * np.arange(strategies)[:, None])
        return bool(found.low[0] <= truth <= found.high[0])

    assert share(covers) > LEVEL - TOLERANCE
