"""Play the games by chance: frequencies and means within four standard errors."""

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator

from negotiation.theory import (
    attrition,
    audience_costs,
    commitment,
    cramton,
    double_auction,
    enforcement,
    keen_talk,
    offer_mixing,
    ratification,
    reputation,
)
from negotiation.theory.reputation import Contest

Array = npt.NDArray[np.float64]
RUNS = 400_000


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(9)


def assert_mean(sample: Array, expected: float) -> None:
    error = sample.std() / np.sqrt(sample.size)
    assert error > 0
    assert abs(sample.mean() - expected) < 4 * error


def concession_times(generator: Generator, race: attrition.Race, z: tuple[float, float]) -> Array:
    """Times at which each side gives way, by inverting its survival; stubborn sides never do."""
    times = []
    for mass, rate, stubborn in zip(race.at_once, race.rates, z, strict=True):
        u = generator.uniform(size=RUNS)  # survival reached at the moment of concession
        time = np.where(u > 1 - mass, 0.0, -np.log(np.maximum(u, 1e-300) / (1 - mass)) / rate)
        times.append(np.where(u < stubborn, np.inf, time))
    return np.asarray(np.min(times, axis=0))


def test_reputation(generator: Generator) -> None:
    contest = Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)
    time = concession_times(generator, reputation.race(contest), (contest.z1, contest.z2))
    assert_mean(np.isinf(time).astype(float), reputation.never_probability(contest))
    assert_mean((time <= 5).astype(float), reputation.deal_probability(contest, 5))
    assert_mean(time[np.isfinite(time)], reputation.mean_delay(contest))


def test_private_value_attrition(generator: Generator) -> None:
    v = generator.uniform(size=(2, RUNS))
    stops = -v - np.log1p(-v)
    assert_mean(stops.min(axis=0), attrition.expected_length())
    mine, other = np.float64(0.8), stops[1]
    limit = attrition.stopping_time(0.8)
    payoff = np.where(other < limit, mine - other, -limit)
    assert_mean(payoff, attrition.private_value_payoff(0.8))


def test_audience_costs(generator: Generator) -> None:
    game = (1.0, 1.0, 0.6, 0.3)
    fight = -generator.uniform(size=(2, RUNS))  # value of the fight to each side
    end = audience_costs.horizon(*game)
    firm = fight > -np.array([[0.6], [0.3]]) * end
    assert_mean(firm.all(axis=0).astype(float), audience_costs.breakdown_probability(*game))
    for side, chance in enumerate(audience_costs.backs_down_ever(*game)):
        assert_mean((~firm[side]).astype(float), chance)


def test_commitment(generator: Generator) -> None:
    cost = generator.uniform(0, 0.5, (2, RUNS))
    p = commitment.back_down_probability(0.7, 0.5)
    cutoff = p / 2 + (1 - p) * 0.3 - p * 0.7
    assert_mean((cost > cutoff).all(axis=0).astype(float), commitment.impasse_probability(0.7, 0.5))


def test_enforcement(generator: Generator) -> None:
    hazard = enforcement.bargaining_hazard(0.7, 0.3, 0.1, 0.05)
    wait = generator.exponential(1 / hazard, (2, RUNS)).min(axis=0)
    assert_mean(wait, enforcement.expected_delay(0.7, 0.3, 0.1, 0.05))


def test_double_auction(generator: Generator) -> None:
    v, c = generator.uniform(size=(2, RUNS))
    trade = 2 * v / 3 + 1 / 12 >= 2 * c / 3 + 1 / 4
    assert_mean(trade.astype(float), double_auction.trade_probability())
    assert_mean((v - c) * trade, double_auction.expected_gains())


def test_keen_talk(generator: Generator) -> None:
    v, c = generator.uniform(size=(2, RUNS))
    y = keen_talk.keen_cutoff()
    keen_buyer, keen_seller = v >= y, c <= 1 - y
    one = (keen_buyer ^ keen_seller) & (v - c >= y / 4)
    assert_mean((v - c) * ((keen_buyer & keen_seller) | one), keen_talk.expected_gains(y))


def test_first_offer_delay(generator: Generator) -> None:
    b, s = generator.uniform(size=(2, RUNS // 10))
    opening = np.vectorize(cramton.first_offer_time)(b, s, 0.1)
    # the other side signals until the opener's discount has shrunk to the gain from trade
    reached = np.where(np.isinf(opening), 1.0, np.exp(-0.1 * opening))
    signalling = np.log(reached / np.maximum(b - s, 1e-300)) / 0.1
    traded = (b > s) & (signalling >= -1e-9)
    time = np.where(traded, opening + signalling, np.inf)
    assert_mean(np.exp(-0.1 * time) * np.maximum(b - s, 0), cramton.expected_gains())


def test_vetoes(generator: Generator) -> None:
    thresholds = generator.uniform(size=(3, RUNS))
    offer = ratification.veto_offer(3)
    passed = (thresholds <= offer).all(axis=0).astype(float)
    assert_mean(passed, ratification.ratification_probability(3))
    assert_mean((1 - offer) * passed, ratification.veto_payoff(3))


def test_standoff(generator: Generator) -> None:
    p = 0.66056199257885
    stalls = generator.geometric(offer_mixing.any_offer_probability(p), RUNS).astype(float) - 1
    assert_mean(stalls, offer_mixing.stalled_rounds(p))
