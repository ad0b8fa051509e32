"""Keen or not: the announcement game against brute-force bids and quadrature."""

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator

from negotiation.theory import double_auction, keen_talk

Array = npt.NDArray[np.float64]
DRAWS = 1000
Y = keen_talk.keen_cutoff()


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(3)


def payoff_of_bids(v: Array, bids: Array, y: float, keen: bool) -> Array:
    """Payoff of each bid of a buyer against a seller that made the other announcement."""
    low_cost, high_cost, top = (1 - y, 1.0, 1.0) if keen else (0.0, 1 - y, y)
    # sellers bid 2c/3 + top/4 + low/12, but never below the lowest bid of the buyers they expect
    intercept = top / 4 + low_cost / 12
    floor = 2 * y / 3 + low_cost / 4 + top / 12 if keen else 0.0
    ceiling = 2 * (1 - y) / 3 + intercept if not keen else np.inf
    bid = np.minimum(bids, ceiling)
    beaten = np.clip((bid - intercept) * 1.5, low_cost, high_cost)
    beaten = np.where(bid < floor - 1e-12, low_cost, beaten)
    # asks are flat at the floor up to a kink, then rise
    kink = np.clip((floor - intercept) * 1.5, low_cost, beaten)
    asked = floor * (kink - low_cost) + (beaten**2 - kink**2) / 3 + intercept * (beaten - kink)
    return np.asarray((beaten - low_cost) * (v - bid / 2) - asked / 2)


def test_payoffs_at_the_cutoff_against_quadrature(generator: Generator) -> None:
    for y in generator.uniform(4 / 7, 1, DRAWS):
        against_shy = payoff_of_bids(np.array(y), np.array(5 * y / 12 + 1 / 3), y, keen=True)
        keen = (1 - y) * (y - 0.5) + against_shy
        assert keen_talk.keen_payoff(y) == pytest.approx(float(keen), abs=1e-12)
        shy = payoff_of_bids(np.array(y), np.array(3 * y / 4), y, keen=False)
        assert keen_talk.not_keen_payoff(y) == pytest.approx(float(shy), abs=1e-12)


def test_the_cutoff_buyer_is_indifferent_and_no_other_is() -> None:
    assert keen_talk.keen_payoff(Y) == pytest.approx(keen_talk.not_keen_payoff(Y), abs=1e-12)
    below, above = (
        keen_talk.keen_payoff(Y + step) - keen_talk.not_keen_payoff(Y + step)
        for step in (-1e-7, 1e-7)
    )
    assert below < 0 < above


def test_announcements_and_bids_are_best_replies(generator: Generator) -> None:
    v = generator.uniform(0, 1, DRAWS)
    grid = np.tile(np.linspace(0, 1, 1201), (DRAWS, 1))
    keen_best = payoff_of_bids(v[:, None], grid, Y, keen=True).max(axis=1)
    keen_best = np.maximum(keen_best, 0) + (1 - Y) * np.maximum(v - 0.5, 0)
    shy_best = np.maximum(payoff_of_bids(v[:, None], grid, Y, keen=False).max(axis=1), 0)
    clear = np.abs(v - Y) > 0.002
    assert np.all((keen_best > shy_best)[clear & (v > Y)])
    assert np.all((keen_best <= shy_best + 1e-12)[clear & (v < Y)])
    prescribed = np.where(v >= Y, 2 * v / 3 + (1 - Y) / 4 + 1 / 12, 2 * v / 3 + Y / 12)
    keen_own = payoff_of_bids(v, prescribed, Y, keen=True) + (1 - Y) * (v - 0.5)
    shy_own = payoff_of_bids(v, prescribed, Y, keen=False)
    own = np.where(v >= Y, keen_own, np.maximum(shy_own, 0))
    assert np.all(own >= np.maximum(keen_best, shy_best) - 1e-12)


def test_gains_against_quadrature(generator: Generator) -> None:
    nodes, weights = np.polynomial.legendre.leggauss(8)
    for y in generator.uniform(4 / 7, 1, DRAWS):
        v = y + (1 - y) * (1 + nodes) / 2
        lowest_gain = y / 4
        inner = ((v - 1 + y) ** 2 - lowest_gain**2) / 2
        one_keen = (inner * weights).sum() * (1 - y) / 2
        both_keen = (1 - y) ** 2 * ((1 + y) / 2 - (1 - y) / 2)
        assert keen_talk.expected_gains(y) == pytest.approx(both_keen + 2 * one_keen, abs=1e-12)


def test_the_published_surd() -> None:
    exact = (1107 - 63 * 5**0.5) / 7442
    assert keen_talk.expected_gains(Y) == pytest.approx(exact, abs=1e-12)
    assert abs(61 * Y**2 - 68 * Y + 16) < 1e-12
    assert double_auction.expected_gains() > 1.08 * exact
