"""Regret against plain means, against the meta-game, and at the edges."""

import numpy as np
import pytest

from negotiation.errors import InputError
from negotiation.measures import mean_of, regrets
from negotiation.metagame.tournament import estimate
from negotiation.theory.meta_game import entry_regrets
from tests.measures.samples import Floats


@pytest.fixture
def payoffs() -> Floats:
    generator = np.random.default_rng(7)
    common = generator.exponential(1.0, 50)
    return np.asarray(common + generator.normal(0, 0.1, (4, 50)) + [[0.0], [0.3], [0.1], [0.2]])


def test_regret_is_the_gap_to_the_best_mean(payoffs: Floats) -> None:
    found, means = regrets(payoffs), payoffs.mean(axis=1)
    np.testing.assert_allclose(found.value, means.max() - means, atol=1e-12)
    assert found.best == 1
    assert found.value[1] == 0.0
    assert (found.low <= found.value).all()
    assert (found.value <= found.high).all()
    assert found.low.min() == 0.0


def test_regret_is_never_negative() -> None:
    """Also where the best alternative is better by chance alone: staying is an alternative."""
    found = regrets(np.random.default_rng(5).normal(0.5, 0.2, (3, 40)))
    assert found.low.tolist() == [0.0, 0.0, 0.0]
    assert found.high.min() > 0.0


def test_two_strategies_have_the_interval_of_their_difference(payoffs: Floats) -> None:
    found = regrets(payoffs[:2], 0.9)
    expected = mean_of(payoffs[1] - payoffs[0], 0.9)
    np.testing.assert_allclose(
        [found.value[0], found.low[0], found.high[0]], expected[:3], atol=1e-12
    )


def test_more_alternatives_make_the_interval_wider(payoffs: Floats) -> None:
    few, many = regrets(payoffs[:2]), regrets(payoffs)
    assert many.value[0] == few.value[0]
    assert many.low[0] < few.low[0]
    assert many.high[0] > few.high[0]


def test_meta_game_has_the_same_regrets() -> None:
    game = estimate("two-issue", ["offer", "talk", "demand:2"], runs=20)
    for column in range(len(game.cn)):
        found = regrets(game.payoffs[:, column, :, 0])
        pure = (np.full(3, 1 / 3), np.eye(3)[column])
        np.testing.assert_allclose(found.value, entry_regrets(game.means, *pure)[0], atol=1e-12)
        assert found.best == game.means[0][:, column].argmax()


def test_a_strategy_that_is_alone_has_no_regret() -> None:
    found = regrets([[0.25, 0.5, 0.75]])
    assert (found.value[0], found.low[0], found.high[0], found.best) == (0.0, 0.0, 0.0, 0)


def test_one_replicate_has_no_interval() -> None:
    found = regrets([[0.25], [0.5]])
    assert found.value.tolist() == [0.25, 0.0]
    assert np.isnan(found.low).all()


@pytest.mark.parametrize("shape", [(3,), (0, 3), (3, 0)])
def test_regret_needs_strategies_and_replicates(shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError, match="payoffs: have the shape"):
        regrets(np.zeros(shape))
