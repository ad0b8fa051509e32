"""Means, rates and differences against scipy, by hand, and at the edges."""

import numpy as np
import pytest
from numpy.random import Generator
from scipy import stats

from negotiation.errors import InputError
from negotiation.measures import (
    bootstrap_mean,
    clustered_mean,
    difference_of_means,
    ecdf_band,
    mean_of,
    paired_difference,
    quantile_interval,
    rate_of,
    t_interval,
    wilson_interval,
)
from negotiation.measures.bootstrap import BLOCK, bca_levels, resampled_means
from negotiation.measures.distributions import fractional_rank
from negotiation.measures.estimates import Estimate


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(7)


def ends(found: Estimate) -> tuple[float, float]:
    return found.low, found.high


# ------------------------------------------------------------------ means and rates


def test_mean_against_scipy(generator: Generator) -> None:
    values = generator.exponential(1.0, 25)
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.9)
    found = mean_of(values, 0.9)
    np.testing.assert_allclose(ends(found), expected, rtol=1e-12)
    assert found.value == values.mean()
    assert found.n == 25


def test_rate_against_scipy() -> None:
    expected = stats.binomtest(7, 40).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(ends(rate_of(np.arange(40) < 7)), expected, rtol=1e-12)


def test_too_few_observations_have_no_interval() -> None:
    assert np.isnan(mean_of([])[:3]).all()
    assert mean_of([0.5]).value == 0.5
    assert np.isnan(ends(mean_of([0.5]))).all()
    empty = rate_of([])
    assert np.isnan(empty.value)
    assert ends(empty) == (0.0, 1.0)
    assert np.isnan(ends(difference_of_means([0.5], [0.25, 0.5]))).all()
    assert np.isnan(ends(clustered_mean([0.5, 0.25], [3, 3]))).all()
    assert np.isnan(clustered_mean([], []).value)
    assert np.isnan(ends(bootstrap_mean([0.5]))).all()
    assert bootstrap_mean([0.5]).value == 0.5
    assert np.isnan(bootstrap_mean([]).value)


def test_paired_difference_against_scipy(generator: Generator) -> None:
    a, b = generator.random((2, 30))
    expected = stats.ttest_rel(a, b).confidence_interval(0.95)
    np.testing.assert_allclose(ends(paired_difference(a, b)), expected, rtol=1e-9)
    with pytest.raises(InputError, match="30 and 29 results are no pairs"):
        paired_difference(a, b[1:])


def test_common_chance_narrows_a_difference(generator: Generator) -> None:
    common = generator.exponential(1.0, 100)
    a, b = common + generator.normal(0, 0.1, (2, 100))
    paired, apart = paired_difference(a, b), difference_of_means(a, b)
    assert paired.value == pytest.approx(apart.value)
    assert paired.high - paired.low < (apart.high - apart.low) / 4


def test_difference_of_means_against_scipy(generator: Generator) -> None:
    a, b = generator.random(9), 3 * generator.random(25)
    expected = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    np.testing.assert_allclose(ends(difference_of_means(a, b)), expected, rtol=1e-9)
    assert difference_of_means(a, b).n == 34


def test_clusters_of_one_are_observations(generator: Generator) -> None:
    values = generator.random(40)
    np.testing.assert_allclose(clustered_mean(values, np.arange(40)), mean_of(values))


def test_equal_clusters_are_their_means(generator: Generator) -> None:
    values = generator.random((40, 3))
    found = clustered_mean(values.ravel(), np.repeat(np.arange(40), 3))
    np.testing.assert_allclose(found, mean_of(values.mean(axis=1)))


def test_labels_of_clusters_must_fit() -> None:
    with pytest.raises(InputError, match="3 values and 2 labels"):
        clustered_mean([1.0, 2.0, 3.0], [0, 1])


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95, np.nan])
def test_a_confidence_is_a_chance(confidence: float) -> None:
    values = [0.25, 0.5, 0.75]
    for call in (
        lambda: t_interval(3, 0.5, 0.1, confidence),
        lambda: wilson_interval(1, 3, confidence),
        lambda: difference_of_means(values, values, confidence),
        lambda: bootstrap_mean(values, confidence=confidence),
        lambda: quantile_interval(values, 0.5, confidence),
        lambda: ecdf_band(values, confidence),
    ):
        with pytest.raises(InputError, match=r"confidence: is .*; allowed: a number in \(0, 1\)"):
            call()


# ------------------------------------------------------------------ bootstrap


def test_bootstrap_against_the_jackknife(generator: Generator) -> None:
    """The textbook recipe: acceleration from the means that leave one observation out."""
    values = generator.exponential(1.0, 60)
    means = generator.choice(values, (20000, 60)).mean(axis=1)
    bias = stats.norm.ppf((means < values.mean()).mean())
    left_out = np.array([np.delete(values, k).mean() for k in range(60)])
    gaps = left_out.mean() - left_out
    acceleration = (gaps**3).sum() / (6 * (gaps**2).sum() ** 1.5)
    scores = bias + stats.norm.ppf([0.025, 0.975])
    levels = stats.norm.cdf(bias + scores / (1 - acceleration * scores))
    found = bootstrap_mean(values, seed=3, resamples=20000)
    np.testing.assert_allclose(ends(found), np.quantile(means, levels), atol=0.02)
    plain = np.quantile(means, (0.025, 0.975))
    assert found.low > plain[0] + 0.01  # skewed to the right: both ends move up
    assert found.high > plain[1] + 0.01


def test_bootstrap_repeats_with_its_seed(generator: Generator) -> None:
    values = generator.random(20)
    assert bootstrap_mean(values, seed=1) == bootstrap_mean(values, seed=1)
    assert ends(bootstrap_mean(values, seed=1)) != ends(bootstrap_mean(values, seed=2))


def test_bootstrap_in_blocks_resamples_everywhere(generator: Generator) -> None:
    values = generator.random(BLOCK // 3)  # three samples to a block
    means = resampled_means(values, seed=5, resamples=7)
    assert np.unique(means).size == 7
    np.testing.assert_allclose(means, values.mean(), atol=6 / np.sqrt(12 * values.size))


def test_bootstrap_of_a_constant() -> None:
    found = bootstrap_mean([0.1] * 50)
    np.testing.assert_allclose(found[:3], 0.1, atol=1e-15)


def test_levels_correct_for_bias_and_skewness() -> None:
    deviations = np.array([3.0, -1.0, -1.0, -1.0])
    shifts = np.where(np.arange(1000) < 600, -0.5, 0.5)
    bias, acceleration = stats.norm.ppf(0.6), 24 / (6 * 12**1.5)
    scores = bias + stats.norm.ppf([0.05, 0.95])
    expected = stats.norm.cdf(bias + scores / (1 - acceleration * scores))
    np.testing.assert_allclose(bca_levels(deviations, shifts, 0.9), expected, rtol=1e-12)


@pytest.mark.parametrize("shift", [-0.5, 0.5])
def test_levels_stay_chances_where_all_means_fall_on_one_side(shift: float) -> None:
    deviations = np.append(np.full(400, -1 / 401), 400 / 401) * -np.sign(shift)
    low, high = bca_levels(deviations, np.full(2000, shift), 0.999999)
    assert 0.0 <= low < high <= 1.0
    assert (high == 1.0) if shift < 0 else (low < 1e-6)


def test_bootstrap_of_the_extreme() -> None:
    """Levels stay within the resampled means however skewed the sample is."""
    found = bootstrap_mean([0.0] * 400 + [1.0], confidence=0.999999)
    assert 0.0 == found.low < found.value < found.high <= 0.1


# ------------------------------------------------------------------ quantiles and distributions


@pytest.mark.parametrize("n", [5, 20, 333])
def test_whole_ranks_are_binomial_intervals(n: int) -> None:
    """At a whole rank the level is the exact one of an order statistic."""
    compared = 0
    for rank in range(1, n + 1):
        chance = stats.binom.sf(rank - 1, n, 0.3)  # at least `rank` values below the quantile
        if not 1e-6 < chance < 1 - 1e-6:
            continue
        compared += 1
        assert fractional_rank(n, 0.3, chance) == pytest.approx(rank, abs=1e-6)
    assert compared >= 5


def test_quantile_interval_moves_with_the_values(generator: Generator) -> None:
    values = generator.random(200)
    found = quantile_interval(values, 0.3)
    moved = quantile_interval(4 * values + 1, 0.3)
    np.testing.assert_allclose(moved[:3], 4 * np.array(found[:3]) + 1)
    mirrored = quantile_interval(-values, 0.7)
    np.testing.assert_allclose(mirrored[:3], [-found.value, -found.high, -found.low])
    assert found.low < found.value < found.high


def test_small_samples_bound_one_side_only(generator: Generator) -> None:
    found = quantile_interval(generator.random(50), 0.03)
    assert found.low == -np.inf
    assert found.high < 1


@pytest.mark.parametrize("probability", [0.0, 1.0, 50, np.nan])
def test_a_quantile_needs_a_probability(probability: float) -> None:
    with pytest.raises(InputError, match="quantile: probability"):
        quantile_interval([0.5, 0.25], probability)


def test_without_values_there_is_no_distribution() -> None:
    with pytest.raises(InputError, match="values: there are none"):
        quantile_interval([], 0.5)
    with pytest.raises(InputError, match="values: there are none"):
        ecdf_band([])


def test_band_counts_repeated_values_once() -> None:
    band = ecdf_band([0.5, 0.25, 0.5, 1.0], 0.9)
    assert band.at.tolist() == [0.25, 0.5, 1.0]
    assert band.share.tolist() == [0.25, 0.75, 1.0]
    half = np.sqrt(np.log(20) / 8)
    np.testing.assert_allclose(band.low, np.maximum(band.share - half, 0))
    np.testing.assert_allclose(band.high, np.minimum(band.share + half, 1))
