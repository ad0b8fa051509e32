"""Attrition, reputation, audience costs, commitment, enforcement: against quadrature and roots."""

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator
from scipy.optimize import brentq

from negotiation.theory import attrition, audience_costs, commitment, enforcement, reputation
from negotiation.theory.reputation import Contest

Array = npt.NDArray[np.float64]
DRAWS = 1000
NODES, WEIGHTS = np.polynomial.legendre.leggauss(60)


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(4)


def integral(function: Array, low: Array | float, high: Array | float) -> Array:
    return np.asarray((function * WEIGHTS).sum(axis=-1) * (np.asarray(high) - low) / 2)


def nodes(low: Array | float, high: Array | float) -> Array:
    low, high = np.asarray(low, dtype=float)[..., None], np.asarray(high, dtype=float)[..., None]
    return np.asarray(low + (high - low) * (1 + NODES) / 2)


# ---- attrition with private values


def test_stopping_times_are_best_replies(generator: Generator) -> None:
    claims = np.linspace(0, 0.95, 300)
    rivals = nodes(0.0, claims)
    stop = np.vectorize(attrition.stopping_time)
    spent = integral(stop(rivals), 0.0, claims) + (1 - claims) * stop(claims)
    values = generator.uniform(0, 0.95, DRAWS)
    payoff = np.outer(values, claims) - spent
    computed = np.vectorize(attrition.private_value_payoff)(values)
    assert np.all(payoff <= computed[:, None] + 1e-9)
    own = nodes(0.0, values)
    truthful = values**2 - integral(stop(own), 0.0, values) - (1 - values) * stop(values)
    np.testing.assert_allclose(truthful, computed, atol=1e-9)


def test_costs_only_change_the_clock(generator: Generator) -> None:
    for v, c in generator.uniform((0, 0.1), (0.999, 5), (DRAWS, 2)):
        assert attrition.stopping_time(v, c) == pytest.approx(attrition.stopping_time(v) / c)
        # the earlier stop belongs to the lower value, of density 2 (1 - v); v = 1 - s**3
        root = nodes(0.0, 1.0)
        stops = np.vectorize(attrition.stopping_time)(1 - root**3, c)
        mean = integral(stops * 2 * root**3 * 3 * root**2, 0.0, 1.0)
        assert attrition.expected_length(c) == pytest.approx(float(mean), abs=1e-9)


def test_hazard_makes_every_waiting_time_equally_good(generator: Generator) -> None:
    L, gap = generator.uniform(0, 1, DRAWS), generator.uniform(0.05, 1, DRAWS)
    r, c, until = generator.uniform((0.01, 0, 0.1), (0.3, 0.3, 4), (DRAWS, 3)).T
    hazard = np.vectorize(attrition.concession_hazard)(L + gap, L, r, c)
    t = nodes(0.0, until)
    rate = (r + hazard)[:, None]
    inflow = (hazard * (L + gap) - c)[:, None]
    waiting = integral(np.exp(-rate * t) * inflow, 0.0, until) + np.exp(-rate[:, 0] * until) * L
    np.testing.assert_allclose(waiting, L, atol=1e-9)


def test_race_ends_with_both_known_to_be_stubborn_at_once(generator: Generator) -> None:
    for rate1, rate2, z1, z2 in generator.uniform(0.01, 0.99, (DRAWS, 4)):
        race = attrition.concession_race(rate1, rate2, z1, z2)
        assert min(race.at_once) == 0
        for rate, z, mass in zip(race.rates, (z1, z2), race.at_once, strict=True):
            left = (1 - mass) * np.exp(-rate * race.horizon)
            assert left == pytest.approx(z, abs=1e-12)


# ---- reputation


def contests(generator: Generator) -> list[Contest]:
    a1, rest, r1, r2, z1, z2, c1, c2 = generator.uniform(
        (0.2, 0.05, 0.02, 0.02, 0.02, 0.02, 0, 0),
        (0.9, 0.95, 0.2, 0.2, 0.6, 0.6, 0.05, 0.05),
        (DRAWS, 8),
    ).T
    a2 = 1 - a1 + rest * (a1 - 0.05)
    return [Contest(*row) for row in zip(a1, a2, r1, r2, z1, z2, c1, c2, strict=True)]


def test_rational_payoffs_against_every_stopping_time(generator: Generator) -> None:
    for k, contest in enumerate(contests(generator)):
        race = reputation.race(contest)
        stop = generator.uniform(0, min(race.horizon, 5))
        t = nodes(0.0, stop)
        payoffs = reputation.rational_payoffs(contest)
        for me, other in ((0, 1), (1, 0)):
            win, lose = contest[me], 1 - contest[other]
            r, c, rate = contest[2 + me], contest[6 + me], race.rates[other]
            inflow = np.exp(-(r + rate) * t) * (rate * win - c)
            later = integral(inflow, 0.0, stop) + np.exp(-(r + rate) * stop) * lose
            mass = race.at_once[other]
            assert payoffs[me] == pytest.approx(mass * win + (1 - mass) * later, abs=1e-9), k


@pytest.mark.slow
def test_delay_and_deals_against_quadrature(generator: Generator) -> None:
    for contest in contests(generator):
        race = reputation.race(contest)
        never = reputation.never_probability(contest)
        assert reputation.deal_probability(contest, 2 * race.horizon) == pytest.approx(1 - never)
        t = nodes(0.0, race.horizon)
        survival = np.prod(
            [
                (1 - mass) * np.exp(-rate * t)
                for mass, rate in zip(race.at_once, race.rates, strict=True)
            ],
            axis=0,
        )
        deals = [reputation.deal_probability(contest, time) for time in t[::6]]
        np.testing.assert_allclose(deals, 1 - survival[::6], atol=1e-9)
        density = survival * sum(race.rates) / (1 - never)
        mean = integral(t * density, 0.0, race.horizon)
        assert reputation.mean_delay(contest) == pytest.approx(float(mean), abs=1e-9)


def test_the_sides_of_a_contest_may_be_exchanged(generator: Generator) -> None:
    for contest in contests(generator):
        a1, a2, r1, r2, z1, z2, c1, c2 = contest
        mirrored = Contest(a2, a1, r2, r1, z2, z1, c2, c1)
        assert reputation.race(mirrored).at_once == reputation.race(contest).at_once[::-1]
        payoffs = reputation.rational_payoffs(contest)
        assert reputation.rational_payoffs(mirrored) == pytest.approx(payoffs[::-1], abs=1e-12)


# ---- audience costs


def crises(generator: Generator) -> Array:
    return generator.uniform(0.1, 3, (DRAWS, 4))


def test_horizon_against_a_root(generator: Generator) -> None:
    for v, W, a1, a2 in crises(generator):
        big, small = max(a1, a2), min(a1, a2)

        def gap(
            t: float, v: float = v, W: float = W, big: float = big, small: float = small
        ) -> float:
            return big * t * (v + small * t) - v * W

        root = brentq(gap, 0, W / big, xtol=1e-14)
        assert audience_costs.horizon(v, W, a1, a2) == pytest.approx(root, abs=1e-9)


def test_backing_down_against_the_hazards(generator: Generator) -> None:
    for v, W, a1, a2 in crises(generator):
        end = audience_costs.horizon(v, W, a1, a2)
        t = nodes(0.0, end)
        at_once = audience_costs.backs_down_at_once(v, W, a1, a2)
        ever = audience_costs.backs_down_ever(v, W, a1, a2)
        assert min(at_once) == 0
        # each side's hazard offsets the growth of the other's audience cost
        for me, other in ((0, 1), (1, 0)):
            slope = (a1, a2)[other]
            survival = np.exp(-integral(slope / (v + slope * t), 0.0, end))
            assert (1 - at_once[me]) * survival == pytest.approx(1 - ever[me], abs=1e-9)
        # the last type to back down is indifferent to the fight
        assert (1 - ever[0]) * W == pytest.approx(a1 * end, abs=1e-9)
        breakdown = (1 - ever[0]) * (1 - ever[1])
        assert audience_costs.breakdown_probability(v, W, a1, a2) == pytest.approx(breakdown)


def test_equal_audience_costs_leave_nobody_to_give_in_at_once() -> None:
    assert audience_costs.backs_down_at_once(1.0, 1.0, 0.4, 0.4) == (0.0, 0.0)


def test_the_smaller_audience_cost_gives_in_whoever_has_it(generator: Generator) -> None:
    for v, W, a1, a2 in crises(generator):
        at_once = audience_costs.backs_down_at_once(v, W, a1, a2)
        assert audience_costs.backs_down_at_once(v, W, a2, a1) == at_once[::-1]
        assert at_once[int(a2 < a1)] == max(at_once)


# ---- commitment


def test_revocation_against_the_fixed_point_of_the_cutoff(generator: Generator) -> None:
    for x, C in generator.uniform((0.501, 0.05), (0.999, 3), (DRAWS, 2)):

        def cutoff(p: float, x: float = x, C: float = C) -> float:
            gain = p * 0.5 + (1 - p) * (1 - x) - p * x  # revoke rather than hold, before the cost
            return min(max(gain / C, 0), 1) - p

        p = brentq(cutoff, 0, 1, xtol=1e-14)
        assert commitment.back_down_probability(x, C) == pytest.approx(p, abs=1e-9)
        assert commitment.impasse_probability(x, C) == pytest.approx((1 - p) ** 2, abs=1e-9)


def attempt_payoff(q: float, x: float, mine: bool, other: bool) -> float:
    """Expected payoff by enumeration of successes; a committed side gets its demand."""
    total = 0.0
    for i in (True, False):
        for j in (True, False):
            chance = (q if i else 1 - q) if mine else float(not i)
            chance *= (q if j else 1 - q) if other else float(not j)
            total += chance * {(1, 1): 0, (1, 0): x, (0, 1): 1 - x, (0, 0): 0.5}[(i, j)]
    return total


def test_attempts_against_enumeration(generator: Generator) -> None:
    for q, x in generator.uniform((0.01, 0.501), (0.99, 0.999), (DRAWS, 2)):
        joint = attempt_payoff(q, x, True, True)
        assert commitment.joint_attempt_payoff(q, x) == pytest.approx(joint, abs=1e-12)
        root = brentq(
            lambda y, q=q: attempt_payoff(q, y, True, True) - attempt_payoff(q, y, False, True),
            0,
            1,
            xtol=1e-14,
        )
        assert commitment.critical_demand(q) == pytest.approx(root, abs=1e-9)
        dominant = all(
            attempt_payoff(q, x, True, other) > attempt_payoff(q, x, False, other)
            for other in (True, False)
        )
        assert dominant == (x > commitment.critical_demand(q))


def test_partial_commitment_against_the_compatible_boundary(generator: Generator) -> None:
    for kA, kB in generator.uniform(0, 5, (DRAWS, 2)):

        def gap(z: float, kA: float = kA, kB: float = kB) -> float:
            # Nash split of A if it committed to z and B to 1 - z, minus z
            return (1 + kA / (1 + kA) * z - kB / (1 + kB) * (1 - z)) / 2 - z

        share = commitment.partial_commitment_share(kA, kB)
        assert share == pytest.approx(brentq(gap, 0, 1, xtol=1e-14), abs=1e-9)
        assert share + commitment.partial_commitment_share(kB, kA) == pytest.approx(1, abs=1e-12)


# ---- enforcement


def test_enforcement_hazard_makes_waiting_as_good_as_giving_way(generator: Generator) -> None:
    low, gap, c, r = generator.uniform((0, 0.05, 0.01, 0.01), (1, 1, 0.5, 0.3), (DRAWS, 4)).T
    hazard = np.vectorize(enforcement.bargaining_hazard)(low + gap, low, c, r)
    t = nodes(0.0, 3.0)
    rate = (r + hazard)[:, None]
    inflow = (hazard * (low + gap) / r - c)[:, None]
    waiting = integral(np.exp(-rate * t) * inflow, 0.0, 3.0) + np.exp(-3 * rate[:, 0]) * low / r
    np.testing.assert_allclose(waiting, low / r, rtol=1e-9)
    delay = np.vectorize(enforcement.expected_delay)(low + gap, low, c, r)
    np.testing.assert_allclose(delay, gap / (2 * r * (low + c)), rtol=1e-9)


def test_enforcing_rate_against_a_root(generator: Generator) -> None:
    for part, D, lag in generator.uniform((0.05, 0.1, 0.2), (0.95, 3, 5), (DRAWS, 3)):
        kept = part * D

        def temptation(r: float, kept: float = kept, D: float = D, lag: float = lag) -> float:
            return float(D * -np.expm1(-r * lag) - kept)

        root = brentq(temptation, 0, 100, xtol=1e-14)
        assert enforcement.highest_enforcing_rate(kept, D, lag) == pytest.approx(root, abs=1e-9)
