"""Inverse distribution functions, against scipy's distributions."""

from typing import Any

import numpy as np
import pytest
from scipy import stats

from negotiation.experiment.distributions import (
    Beta,
    LogUniform,
    Normal,
    Triangular,
    Uniform,
    drawn,
)

PROBABILITIES = np.array([1e-6, 0.01, 0.2, 0.5, 0.75, 0.99, 1 - 1e-6])
PAIRS: list[tuple[Any, Any]] = [
    (Uniform(low=-1, high=3), stats.uniform(-1, 4)),
    (LogUniform(low=0.01, high=10), stats.loguniform(0.01, 10)),
    (Normal(mean=2, sd=0.5), stats.norm(2, 0.5)),
    (Triangular(low=1, mode=2, high=5), stats.triang(0.25, 1, 4)),
    (Triangular(low=1, mode=1, high=5), stats.triang(0, 1, 4)),
    (Triangular(low=1, mode=5, high=5), stats.triang(1, 1, 4)),
    (Beta(alpha=2, beta=0.5), stats.beta(2, 0.5)),
    (Beta(alpha=2, beta=3, low=1, high=5), stats.beta(2, 3, 1, 4)),
]


@pytest.mark.parametrize(("own", "reference"), PAIRS)
def test_quantiles_are_those_of_scipy(own: Any, reference: Any) -> None:
    np.testing.assert_allclose(
        drawn(own, PROBABILITIES, is_whole=False), reference.ppf(PROBABILITIES), rtol=1e-9
    )


@pytest.mark.parametrize("own", [pair[0] for pair in PAIRS])
def test_the_ends_of_probability_give_finite_values(own: Any) -> None:
    low, high = drawn(own, np.array([0.0, 1.0]), is_whole=False)
    assert np.isfinite([low, high]).all()
    assert low <= high
    if hasattr(own, "low"):
        assert own.low <= low <= high <= own.high


def test_whole_numbers_are_nearest_or_alike() -> None:
    probabilities = (np.arange(1000) + 0.5) / 1000
    alike = drawn(Uniform(low=3, high=6), probabilities, is_whole=True)
    assert [int((alike == k).sum()) for k in range(2, 8)] == [0, 250, 250, 250, 250, 0]
    nearest = drawn(Normal(mean=3, sd=1), probabilities, is_whole=True)
    np.testing.assert_array_equal(
        nearest, np.rint(drawn(Normal(mean=3, sd=1), probabilities, is_whole=False))
    )
