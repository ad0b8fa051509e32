"""Model M1: thresholds against roots of the payoff gaps, regimes against enumeration."""

import numpy as np
import pytest
from numpy.random import Generator
from scipy.optimize import brentq

from negotiation.theory import offer_leverage, offer_thresholds
from negotiation.theory.endogenous_timing import Move, TimingPayoffs, pure_equilibria
from negotiation.theory.flow_costs import structural_leverage
from negotiation.theory.offer_timing import (
    Talks,
    common,
    opposed_refusal_value,
    opposed_tabling_value,
    pooling_factor,
    second_mover_value,
    tabling_value,
    talk_value,
)

DRAWS = 1000
STEP = 1e-7


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(7)


def symmetric(generator: Generator, draws: int = DRAWS) -> list[tuple[float, float, float]]:
    h, d, part = generator.uniform((0.52, 0.85, 0), (0.75, 0.995, 1), (draws, 3)).T
    top = np.minimum((1 - h) / h, h)
    return list(zip(h, 0.2 + part * (top - 0.2), d, strict=True))


def raw(h: float, q: float, d: float, c: float) -> tuple[float, float, float]:
    """P, W and Theta of two sides alike, written out once more and without any check."""
    k = (1 - h) / h
    P, Po = (1 + c) / (1 + d), (1 + k * c) / (1 + k * d)
    coin = (1 - q) / 2 + q * (Po * (1 + d) - c) / 2
    return P, 1 - (1 - q * (1 - k)) * P, d * coin - c


def test_thresholds_against_roots_of_the_payoff_gaps(generator: Generator) -> None:
    def premium(c: float, h: float, q: float, d: float) -> float:
        P, W, _ = raw(h, q, d, c)
        return W - P

    def interest(c: float, h: float, q: float, d: float) -> float:
        P, _, Theta = raw(h, q, d, c)
        return Theta - P

    def exchange(c: float, h: float, q: float, d: float) -> float:
        _, W, Theta = raw(h, q, d, c)
        return (Theta + c) / d - W

    for game in symmetric(generator):
        for gap, threshold in (
            (premium, offer_thresholds.second_mover_threshold),
            (interest, offer_thresholds.talk_threshold),
            (exchange, offer_thresholds.exchange_threshold),
        ):
            root = brentq(gap, -2, 8, args=game, xtol=1e-13)
            assert threshold(*game) == pytest.approx(root, abs=1e-9)


def test_the_exchange_pays_above_its_threshold() -> None:
    h, q, d = 0.65, 0.5, 0.95
    c = offer_thresholds.exchange_threshold(h, q, d)
    for step in (-STEP, STEP):
        talks = common(h, q, d, c + step)
        exchanged = (talk_value(talks) + c + step) / d
        assert (exchanged > second_mover_value(talks)) == (step > 0)


def test_reverse_screening_against_a_root(generator: Generator) -> None:
    for h, d in generator.uniform((0.51, 0.5), (0.95, 0.99), (DRAWS, 2)):
        k = (1 - h) / h

        def deviation(c: float, k: float = k, d: float = d) -> float:
            return d * (d - c) / (1 + k * d) - c - (1 + c) / (1 + d)

        root = brentq(deviation, -2, 2, xtol=1e-14)
        assert offer_thresholds.reverse_screening_threshold(h, d) == pytest.approx(root, abs=1e-9)


@pytest.mark.parametrize(("h", "q", "d"), [(0.65, 0.5, 0.95), (0.6, 0.55, 0.97), (0.7, 0.4, 0.99)])
def test_reverse_screening_threshold_on_the_values_themselves(h: float, q: float, d: float) -> None:
    c = offer_thresholds.reverse_screening_threshold(h, d)
    for step in (-STEP, STEP):
        t = common(h, q, d, c + step)
        trick = d * opposed_refusal_value(t) - t.c1
        assert (trick > tabling_value(t)) == (step < 0)


def equilibria(h: float, q: float, d: float, c: float) -> set[tuple[Move, Move]]:
    P, W, Theta = (f(common(h, q, d, c)) for f in (tabling_value, second_mover_value, talk_value))
    return set(pure_equilibria(TimingPayoffs(P, W, (P + W) / 2, Theta)))


BOTH_TALK = {(Move.LATE, Move.LATE)}
STANDOFF = {(Move.EARLY, Move.LATE), (Move.LATE, Move.EARLY)}
RACE = {(Move.EARLY, Move.EARLY)}


@pytest.mark.parametrize(
    ("c", "regime"),
    [(0.005, BOTH_TALK), (0.014, BOTH_TALK), (0.0427, STANDOFF), (0.0884, STANDOFF), (0.12, RACE)],
)
def test_the_regime_table(c: float, regime: set[tuple[Move, Move]]) -> None:
    assert equilibria(0.65, 0.5, 0.95, c) == regime


def test_regimes_change_exactly_at_the_thresholds(generator: Generator) -> None:
    checked = {"talk": 0, "wait": 0}
    for h, q, d in symmetric(generator, 3000):
        c_T = offer_thresholds.talk_threshold(h, q, d)
        c_W = offer_thresholds.second_mover_threshold(h, q, d)
        assert c_T < c_W
        for name, c, below, above in (
            ("talk", c_T, BOTH_TALK, STANDOFF),
            ("wait", c_W, STANDOFF, RACE),
        ):
            claim = (1 + c) / (1 + d)
            if c > STEP and claim < h - STEP:
                checked[name] += 1
                assert equilibria(h, q, d, c - STEP) == below
                assert equilibria(h, q, d, c + STEP) == above
    assert min(checked.values()) > 300


def test_thresholds_rise_with_logrolling_and_patience(generator: Generator) -> None:
    for h, q, d in symmetric(generator):
        for threshold in (offer_thresholds.second_mover_threshold, offer_thresholds.talk_threshold):
            assert threshold(h + STEP, q, d) > threshold(h, q, d)
            assert threshold(h, q, d + STEP) > threshold(h, q, d)


def test_at_no_cost_going_second_pays_iff_patience_exceeds_the_pooling_factor() -> None:
    m = pooling_factor(0.65, 0.5)
    assert offer_thresholds.second_mover_threshold(0.65, 0.5, m + STEP) > 0
    assert offer_thresholds.second_mover_threshold(0.65, 0.5, m - STEP) < 0


@pytest.mark.slow
def test_switch_from_talk_to_tabling(generator: Generator) -> None:
    found = 0
    for h, q, d in symmetric(generator, 6000):
        c1 = generator.uniform(0, 0.02)
        try:
            c2 = offer_leverage.switching_cost(h, q, d, c1)
        except ValueError:
            continue
        found += 1
        t = Talks(h, q, d, d, c1, c2)
        assert offer_leverage.interest_in_talk(t) == pytest.approx(0, abs=1e-9)
        # the leverage at the switch, by its own formula with the mean opposed value
        lo = (opposed_tabling_value(t) + opposed_refusal_value(t)) / 2
        level = (d * q * lo - c1 * (1 + 1 / (1 + d))) / (2 / (1 + d) - d * (1 - q))
        assert offer_leverage.leverage_threshold(h, q, d, c1) == pytest.approx(level, abs=1e-9)
        assert structural_leverage(d, d, c1, c2) == pytest.approx(level, abs=1e-9)
    assert found >= 1000


def test_switch_has_the_right_sign() -> None:
    c2 = offer_leverage.switching_cost(0.65, 0.5, 0.95, 0.005)
    for step in (-STEP, STEP):
        t = Talks(0.65, 0.5, 0.95, 0.95, 0.005, c2 + step)
        assert (offer_leverage.interest_in_talk(t) > 0) == (step < 0)
