"""Private values and talk: closed forms against best replies, quadrature, roots and programs."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator
from scipy.optimize import brentq

from negotiation.theory import admati_perry, cheap_talk, cramton, double_auction, mechanism

Array = npt.NDArray[np.float64]
DRAWS = 1000
NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(2)


def stretch(low: Array, high: Array) -> tuple[Array, Array]:
    """Gauss-Legendre nodes and weights on [low, high], one row per draw."""
    half = (np.asarray(high) - low)[..., None] / 2
    return np.asarray(low)[..., None] + half * (1 + NODES), half * WEIGHTS


# ---- double auction


def test_bids_are_best_replies(generator: Generator) -> None:
    k, v = generator.uniform(0, 1, (2, DRAWS))
    own = np.vectorize(double_auction.buyer_bid)(v, k)
    grid = np.concatenate([own[:, None], np.tile(np.linspace(0, 1, 800), (DRAWS, 1))], axis=1)
    # a bid wins against costs below c; the average price is k bid + (1 - k) mean seller bid
    c = np.clip((grid - (1 - k[:, None]) / 2) * (2 - k[:, None]), 0, 1)
    seller_mean = (c / 2) / (2 - k[:, None]) + (1 - k[:, None]) / 2
    payoff = c * (v[:, None] - k[:, None] * grid - (1 - k[:, None]) * seller_mean)
    computed = np.vectorize(double_auction.buyer_payoff)(v, k)
    np.testing.assert_allclose(computed, payoff[:, 0], atol=1e-12)
    assert np.all(payoff.max(axis=1) <= payoff[:, 0] + 1e-12)


def test_the_two_sides_of_the_auction_are_mirror_images(generator: Generator) -> None:
    k, c = generator.uniform(0, 1, (2, DRAWS))
    seller = np.vectorize(double_auction.seller_bid)(c, k)
    mirrored = 1 - np.vectorize(double_auction.buyer_bid)(1 - c, 1 - k)
    np.testing.assert_allclose(seller, mirrored, atol=1e-12)


def test_trade_happens_where_the_bids_cross(generator: Generator) -> None:
    for k, c in generator.uniform(0, 1, (DRAWS, 2)):
        value = double_auction.lowest_trading_value(c, k)
        if value <= 1:
            bids = double_auction.buyer_bid(value, k), double_auction.seller_bid(c, k)
            assert bids[0] == pytest.approx(bids[1], abs=1e-12)
        else:
            assert double_auction.buyer_bid(1, k) < double_auction.seller_bid(c, k)


def test_auction_aggregates_against_quadrature(generator: Generator) -> None:
    k = generator.uniform(0, 1, DRAWS)
    last_cost = [
        brentq(lambda c, k=k: double_auction.lowest_trading_value(c, k) - 1, 0, 1) for k in k
    ]
    c, weight_c = stretch(np.zeros(DRAWS), np.array(last_cost))
    lowest = np.vectorize(double_auction.lowest_trading_value)(c, k[:, None])
    v, weight_v = stretch(np.minimum(lowest, 1), np.ones_like(lowest))
    chance = (weight_v.sum(axis=2) * weight_c).sum(axis=1)
    gains = ((v - c[..., None]) * weight_v).sum(axis=2)
    total = (gains * weight_c).sum(axis=1)
    np.testing.assert_allclose(np.vectorize(double_auction.trade_probability)(k), chance, atol=1e-9)
    np.testing.assert_allclose(np.vectorize(double_auction.expected_gains)(k), total, atol=1e-9)
    np.testing.assert_allclose(np.vectorize(double_auction.efficiency)(k), 6 * total, atol=1e-9)
    assert np.all(total <= mechanism.second_best_gains() + 1e-12)


# ---- mechanisms


def test_subsidy_against_the_deficit_of_pivotal_prices(generator: Generator) -> None:
    c0, v0 = generator.uniform(0, 0.5, (2, DRAWS))
    c1, v1 = generator.uniform(0.51, 1, (2, DRAWS))
    deficit = np.zeros(DRAWS)
    kinks = np.sort(np.clip(np.stack([v0, c0, c1, v1]), v0, v1), axis=0)
    for low, high in pairwise(kinks):
        v, weight_v = stretch(low, high)
        top = np.clip(v, c0[:, None], c1[:, None])
        split = np.clip(v0[:, None], c0[:, None], top)
        for a, b in ((np.broadcast_to(c0[:, None], top.shape), split), (split, top)):
            c, weight_c = stretch(a, b)
            paid = np.minimum(v, c1[:, None])[..., None] - np.maximum(c, v0[:, None, None])
            deficit += ((paid * weight_c).sum(axis=2) * weight_v).sum(axis=1)
    deficit /= (c1 - c0) * (v1 - v0)
    computed = [
        mechanism.efficiency_subsidy((a, b), (c, d))
        for a, b, c, d in zip(c0, c1, v0, v1, strict=True)
    ]
    np.testing.assert_allclose(computed, deficit, atol=1e-9)


def expected_over_trades(t: float, low: float, high: float) -> tuple[float, float]:
    """Virtual surplus and gains from trade if trade needs a gain of t."""
    v, weight_v = stretch(np.array(low + t), np.array(high))
    c, weight_c = stretch(np.full(v.shape, low), v - t)
    virtual = ((2 * v[:, None] - high - 2 * c + low) * weight_c).sum(axis=1) @ weight_v
    gains = ((v[:, None] - c) * weight_c).sum(axis=1) @ weight_v
    return float(virtual) / (high - low) ** 2, float(gains) / (high - low) ** 2


def test_second_best_against_the_root_of_virtual_surplus(generator: Generator) -> None:
    for low, width in generator.uniform(0.1, 2, (DRAWS, 2)):
        high = low + width
        root = brentq(
            lambda t, low=low, high=high: expected_over_trades(t, low, high)[0],
            0,
            0.9 * width,
            xtol=1e-13,
        )
        assert mechanism.second_best_threshold(low, high) == pytest.approx(root, abs=1e-9)
        gains = expected_over_trades(root, low, high)[1]
        assert mechanism.second_best_gains(low, high) == pytest.approx(gains, abs=1e-9)


@pytest.mark.parametrize("n", [2, 3, 5, 8, 13, 20])
def test_linear_program_against_a_knapsack_of_virtual_surplus(n: int) -> None:
    types = (np.arange(n) + 0.5) / n
    rank = np.arange(n) / n
    gains = np.subtract.outer(types, types).ravel()
    virtual = np.subtract.outer(types - rank[::-1], types + rank).ravel()
    value, budget = 0.0, 0.0
    order = sorted(range(n * n), key=lambda i: -gains[i] / max(-virtual[i], 1e-12))
    for i in order:  # free trades first, then those with the most gain per unit of subsidy
        if gains[i] > 1e-12:
            part = 1.0 if virtual[i] >= 0 else min(1.0, max(budget, 0) / -virtual[i])
            value, budget = value + part * gains[i], budget + part * virtual[i]
    assert mechanism.discretised_second_best(n) == pytest.approx(value / n**2, abs=1e-9)


def test_the_discretised_second_best_falls_to_the_bound() -> None:
    values = [mechanism.discretised_second_best(n) for n in (5, 10, 20)]
    assert values == sorted(values, reverse=True)
    assert values[-1] > mechanism.second_best_gains()


@pytest.mark.slow
def test_the_discretised_second_best_with_forty_types() -> None:
    assert mechanism.discretised_second_best(40) == pytest.approx(0.143929, abs=5e-7)


# ---- delay of offers


def test_opening_times_solve_their_differential_equation(generator: Generator) -> None:
    b, r = generator.uniform(0.51, 0.999, DRAWS), generator.uniform(0.01, 1, DRAWS)
    nodes, weights = stretch(b, np.ones(DRAWS))
    panels = np.linspace(0, 1, 201)
    total = np.zeros(DRAWS)
    for left, right in pairwise(panels):
        nodes, weights = stretch(b + left * (1 - b), b + right * (1 - b))
        total += (2 / (2 * nodes - 1) * weights).sum(axis=1)
    buyer = np.vectorize(cramton.buyer_opening_time)(b, r)
    np.testing.assert_allclose(buyer, total / r, rtol=1e-9)
    seller = np.vectorize(cramton.seller_opening_time)(1 - b, r)
    np.testing.assert_allclose(seller, buyer, rtol=1e-9)


def test_opening_times_are_best_replies(generator: Generator) -> None:
    claims = np.linspace(0.501, 1, 400)
    s, weight = stretch(1 - claims, claims)
    for b in generator.uniform(0.51, 1, DRAWS):
        # a seller that opens first splits the gain; else the buyer opens as if of type `claim`
        early = (b**3 - (b - np.minimum(1 - claims, b)) ** 3) / 6
        own = ((claims[:, None] - s) * (b - (claims[:, None] + s) / 2) * weight).sum(axis=1)
        assert (early + own).max() <= cramton.buyer_payoff(b) + 1e-12
        assert abs(claims[(early + own).argmax()] - b) < 0.01 + 2 * 0.499 / 399


def test_payoff_of_a_buyer_against_quadrature(generator: Generator) -> None:
    b, r = generator.uniform(0, 1, DRAWS), generator.uniform(0.05, 1, DRAWS)
    s, weight = stretch(np.zeros(DRAWS), b)
    discount = np.exp(-r[:, None] * np.vectorize(cramton.trade_time)(b[:, None], s, r[:, None]))
    payoff = (discount * (b[:, None] - s) / 2 * weight).sum(axis=1)
    np.testing.assert_allclose(np.vectorize(cramton.buyer_payoff)(b), payoff, atol=1e-9)
    types, type_weight = stretch(np.array(0.0), np.array(1.0))
    both_sides = 2 * np.vectorize(cramton.buyer_payoff)(types) @ type_weight
    assert cramton.expected_gains() == pytest.approx(both_sides, abs=1e-12)


def test_whoever_gains_more_opens_first_and_the_other_signals(generator: Generator) -> None:
    for b, s in generator.uniform(0, 1, (DRAWS, 2)):
        first = cramton.first_offer_time(b, s, 0.1)
        buyer_opens = cramton.buyer_opening_time(b, 0.1) == first
        assert buyer_opens == (b + s > 1) or first == np.inf
        assert cramton.trade_time(b, s, 0.1) >= first or b <= s
    assert cramton.trade_time(0.3, 0.4, 0.1) == np.inf


def test_silence_of_a_low_buyer_against_its_incentive_constraint(generator: Generator) -> None:
    for d, high, ratio in generator.uniform((0.05, 0.5, 0.01), (0.99, 3, 0.99), (DRAWS, 3)):
        low = high * ratio
        price = admati_perry.opening_price(d, high)
        imitated = d * low / (1 + d)
        root = brentq(lambda f, a=high - price, b=high - imitated: a - f * b, 0, 1, xtol=1e-14)
        factor = admati_perry.delay_factor(d, high, low)
        assert factor == pytest.approx(root, abs=1e-9)
        assert factor <= d


def test_silence_survives_short_rounds(generator: Generator) -> None:
    for r, ratio in generator.uniform((0.02, 0.01), (0.5, 0.99), (DRAWS, 2)):
        coarse, fine = (
            -np.log(admati_perry.delay_factor(np.exp(-r * D), 1.0, ratio)) / r for D in (2e-3, 1e-3)
        )
        assert admati_perry.delay(r, 1.0, ratio) == pytest.approx(2 * fine - coarse, abs=1e-6)


# ---- cheap talk


def shoot(b: float, N: int) -> list[float]:
    """Interval ends from the arbitrage condition a[i+1] = 2 a[i] - a[i-1] + 4 b."""

    def ends(first: float) -> list[float]:
        a = [0.0, first]
        while len(a) <= N:
            a.append(2 * a[-1] - a[-2] + 4 * b)
        return a

    return ends(brentq(lambda first: ends(first)[-1] - 1, 0, 1, xtol=1e-15))[1:-1]


def test_cheap_talk_against_shooting_and_quadrature(generator: Generator) -> None:
    for b in np.exp(generator.uniform(np.log(0.004), np.log(0.3), DRAWS)):
        most = cheap_talk.interval_count(b)
        assert most == max(N for N in range(1, 20) if 2 * b * N * (N - 1) < 1)
        N = int(generator.integers(1, most + 1))
        ends = cheap_talk.interval_ends(b, N)
        np.testing.assert_allclose(ends, shoot(b, N) if N > 1 else [], atol=1e-9)
        edges = np.array([0.0, *ends, 1.0])
        state, weight = stretch(edges[:-1], edges[1:])
        act = (edges[:-1] + edges[1:])[:, None] / 2
        listener, speaker = (-((act - state - bias) ** 2 * weight).sum() for bias in (0, b))
        assert cheap_talk.listener_utility(b, N) == pytest.approx(listener, abs=1e-9)
        assert cheap_talk.speaker_utility(b, N) == pytest.approx(speaker, abs=1e-9)


def test_critical_bias_is_where_the_last_interval_vanishes() -> None:
    for N in range(2, 12):
        critical = cheap_talk.critical_bias(N)
        assert cheap_talk.interval_count(critical * (1 - 1e-7)) == N
        assert cheap_talk.interval_count(critical * (1 + 1e-7)) == N - 1
