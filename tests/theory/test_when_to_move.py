"""Early or late, deadlines, vetoes: against numerical optima and backward induction."""

import numpy as np
import pytest
from numpy.random import Generator
from scipy.optimize import minimize_scalar

from negotiation.theory import endogenous_timing, optimism, pocketing, ratification, rubinstein
from negotiation.theory.endogenous_timing import Move, TimingPayoffs

DRAWS = 1000


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(5)


def test_price_leadership_against_best_replies(generator: Generator) -> None:
    gamma = generator.uniform(0.01, 0.99, DRAWS)
    price = np.zeros(DRAWS)
    for _ in range(200):
        price = (1 + gamma * price) / 2
    payoffs = [endogenous_timing.price_duopoly(g) for g in gamma]
    np.testing.assert_allclose([p.both_early for p in payoffs], price**2, atol=1e-12)
    for g, payoff in zip(gamma, payoffs, strict=True):

        def profit(p: float, g: float = g) -> float:
            return p * (1 - p + g * (1 + g * p) / 2)

        best = minimize_scalar(lambda p: -profit(p), bounds=(0, 5), method="bounded")
        assert payoff.leader == pytest.approx(-best.fun, abs=1e-9)
        # the optimum of a parabola, from three points rather than from a flat search
        h0, h1, h2 = profit(0), profit(1), profit(2)
        leader_price = (3 * h0 - 4 * h1 + h2) / (2 * (h0 - 2 * h1 + h2))
        assert payoff.follower == pytest.approx(((1 + g * leader_price) / 2) ** 2, abs=1e-12)
        assert payoff.follower > payoff.leader > payoff.both_late


def test_quantity_leadership_against_a_search() -> None:
    leader = np.linspace(0, 1, 2001)
    profit = leader * (1 - leader - (1 - leader) / 2)
    payoffs = endogenous_timing.quantity_duopoly()
    assert payoffs.leader == pytest.approx(profit.max(), abs=1e-12)
    assert payoffs.follower == pytest.approx(((1 - leader[profit.argmax()]) / 2) ** 2, abs=1e-12)
    assert payoffs.both_early == payoffs.both_late == pytest.approx((1 - 2 / 3) / 3)
    assert endogenous_timing.pure_equilibria(payoffs) == ((Move.EARLY, Move.EARLY),)


def test_timing_equilibria_against_enumeration(generator: Generator) -> None:
    for row in generator.uniform(0, 1, (DRAWS, 4)):
        payoffs = TimingPayoffs(*row)
        table = np.array(
            [[payoffs.both_early, payoffs.leader], [payoffs.follower, payoffs.both_late]]
        )
        found = {(a.value, b.value) for a, b in endogenous_timing.pure_equilibria(payoffs)}
        stable = {
            (a, b)
            for a in (0, 1)
            for b in (0, 1)
            if table[a, b] >= table[1 - a, b] and table[b, a] >= table[1 - b, a]
        }
        assert found == stable
        if stable == {(0, 1), (1, 0)}:
            p = endogenous_timing.early_probability(payoffs)
            early, late = table @ [p, 1 - p]
            assert early == pytest.approx(late, abs=1e-12)


def test_free_timing_ends_are_the_two_rubinstein_splits(generator: Generator) -> None:
    for r, D in generator.uniform(0.01, 1, (DRAWS, 2)):
        d = np.exp(-r * D)
        ends = endogenous_timing.free_timing_shares(r, D)
        opener, responder = rubinstein.proposer_share(d, d), rubinstein.responder_share(d, d)
        assert ends == pytest.approx((responder, opener), abs=1e-12)
        assert endogenous_timing.reversed_opener_share(d) == pytest.approx(responder, abs=1e-12)


def test_optimism_against_backward_induction(generator: Generator) -> None:
    for p1, p2, d in generator.uniform((0.5, 0.5, 0.5), (1, 1, 0.98), (DRAWS, 3)):
        rounds, value1, value2 = 0, p1, p2  # what each believes it gets at the deadline
        while d * (value1 + value2) > 1:  # no offer satisfies both beliefs
            value1, value2, rounds = d * value1, d * value2, rounds + 1
        assert optimism.dead_rounds(p1, p2, d) == rounds
        assert rounds <= optimism.dead_window(p1, p2, d) < rounds + 1
        assert optimism.delay_loss(p1, p2, d) == pytest.approx(1 - d**rounds, abs=1e-12)


def test_no_optimism_no_delay() -> None:
    assert optimism.dead_rounds(0.5, 0.5, 0.9) == 0
    assert optimism.delay_loss(0.5, 0.5, 0.9) == 0


def test_veto_offer_against_a_search() -> None:
    offers = np.linspace(0, 1, 2001)
    for n in range(1, 1001):
        payoff = (1 - offers) * offers**n
        offer = ratification.veto_offer(n)
        assert abs(offer - offers[payoff.argmax()]) <= 0.0005 + 1e-9
        assert payoff.max() <= ratification.veto_payoff(n) + 1e-12
        assert ratification.veto_payoff(n) == pytest.approx((1 - offer) * offer**n, abs=1e-12)
        # all of n independent uniform thresholds lie below the offer
        below = np.exp(n * np.log(offer))
        assert ratification.ratification_probability(n) == pytest.approx(below, abs=1e-12)


def test_pocketing_against_a_lottery(generator: Generator) -> None:
    for b, pi, y, part in generator.uniform(0, 1, (DRAWS, 4)):
        value = part * y
        cut_off = value + pi * (y - value)
        expected = b * cut_off + (1 - b) * value - value
        assert pocketing.pocketing_transfer(b, pi, y, value) == pytest.approx(expected, abs=1e-12)
