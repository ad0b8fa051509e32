"""One pie, complete information: closed forms against value iteration and backward induction."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.integrate import solve_ivp

from negotiation.theory import (
    breakdown_risk,
    escalation,
    flow_costs,
    outside_options,
    random_proposer,
    ratification,
    rubinstein,
    stahl,
    tariff_costs,
)

Array = npt.NDArray[np.float64]
DRAWS = 1000
ROUNDS = 1500  # with factors up to .97 the horizon is worth less than 1e-19


def uniform(seed: int, *ranges: tuple[float, float]) -> list[Array]:
    generator = np.random.default_rng(seed)
    return [generator.uniform(low, high, DRAWS) for low, high in ranges]


def iterate(refuse1: float | Array, refuse2: float | Array, d1: Array, d2: Array) -> Array:
    """Share of player 1 as proposer; a refusal is worth the factor times v plus a constant."""
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(ROUNDS):
        v1, v2 = 1 - np.maximum(d2 * v2 + refuse2, 0), 1 - np.maximum(d1 * v1 + refuse1, 0)
    return v1


FACTOR = (0.5, 0.97)


def test_alternating_offers_against_value_iteration() -> None:
    d1, d2 = uniform(1, FACTOR, FACTOR)
    expected = iterate(0, 0, d1, d2)
    np.testing.assert_allclose(np.vectorize(rubinstein.proposer_share)(d1, d2), expected, atol=1e-9)
    other_opens = 1 - iterate(0, 0, d2, d1)
    responder = np.vectorize(rubinstein.responder_share)(d1, d2)
    np.testing.assert_allclose(responder, other_opens, atol=1e-9)


def fixed_cost_induction(c1: Array, c2: Array, rounds: int) -> Array:
    v1, v2 = np.ones(DRAWS), np.ones(DRAWS)
    for _ in range(rounds - 1):
        v1, v2 = 1 - np.maximum(v2 - c2, 0), 1 - np.maximum(v1 - c1, 0)
    return v1


def test_fixed_costs_against_backward_induction() -> None:
    c1, c2 = uniform(2, (0.01, 0.2), (0.01, 0.2))
    c1[:100] = c2[:100]
    low, high = np.vectorize(rubinstein.fixed_cost_shares)(c1, c2)
    settled = np.abs(c1 - c2) > 0.002
    for rounds, end in ((2000, low), (2001, high)):
        induced = fixed_cost_induction(c1, c2, rounds)
        np.testing.assert_allclose(end[settled], induced[settled], atol=1e-9)
        np.testing.assert_allclose(end[:100], induced[:100], atol=1e-9)


def test_patient_share_is_the_limit_of_short_rounds() -> None:
    r1, r2 = uniform(3, (0.01, 0.2), (0.01, 0.2))
    coarse, fine = (
        np.vectorize(rubinstein.proposer_share)(np.exp(-r1 * D), np.exp(-r2 * D))
        for D in (1e-3, 5e-4)
    )
    limit = np.vectorize(rubinstein.patient_share)(r1, r2)
    np.testing.assert_allclose(2 * fine - coarse, limit, atol=1e-6)


def test_finite_horizon_against_backward_induction() -> None:
    d1, d2 = uniform(4, (0.01, 0.99), (0.01, 0.99))
    share_1, share_2 = np.ones(DRAWS), np.ones(DRAWS)
    for T in range(1, 12):
        computed = np.vectorize(stahl.first_proposer_share)(d1, d2, T)
        np.testing.assert_allclose(computed, share_1, atol=1e-12)
        share_1, share_2 = 1 - d2 * share_2, 1 - d1 * share_1


def test_random_proposer_against_value_iteration() -> None:
    p1, d1, d2 = uniform(5, (0.05, 0.95), FACTOR, FACTOR)
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for T in range(1, ROUNDS):
        v1, v2 = (
            p1 * (1 - d2 * v2) + (1 - p1) * d1 * v1,
            (1 - p1) * (1 - d1 * v1) + p1 * d2 * v2,
        )
        if T in (1, 2, 3, 10):
            truncated = np.vectorize(random_proposer.truncated_share)(p1, d1, d2, T)
            np.testing.assert_allclose(truncated, v1, atol=1e-12)
    stationary = np.vectorize(random_proposer.expected_share)(p1, d1, d2)
    np.testing.assert_allclose(stationary, v1, atol=1e-9)
    kept = np.vectorize(random_proposer.proposer_share)(p1, d1, d2)
    np.testing.assert_allclose(kept, 1 - d2 * v2, atol=1e-9)


def test_outside_options_against_value_iteration() -> None:
    d1, d2, w1, rest = uniform(6, FACTOR, FACTOR, (0, 1), (0, 1))
    w2 = rest * (1 - w1)
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(ROUNDS):
        v1, v2 = 1 - np.maximum(w2, d2 * v2), 1 - np.maximum(w1, d1 * v1)
    computed = np.vectorize(outside_options.proposer_share_with_exit)(d1, d2, w1, w2)
    np.testing.assert_allclose(computed, v1, atol=1e-9)


def test_slack_outside_options_change_nothing_bit_for_bit() -> None:
    d1, d2, a, b = uniform(7, FACTOR, FACTOR, (0, 1), (0, 1))
    for f1, f2, slack1, slack2 in zip(d1, d2, a, b, strict=True):
        w1 = slack1 * f1 * rubinstein.proposer_share(f1, f2) * (1 - 1e-12)
        w2 = slack2 * f2 * rubinstein.proposer_share(f2, f1) * (1 - 1e-12)
        with_exit = outside_options.proposer_share_with_exit(f1, f2, w1, w2)
        assert with_exit == rubinstein.proposer_share(f1, f2)


def test_a_binding_option_of_one_side_lets_a_slack_one_of_the_other_bind() -> None:
    # d2 m2 = .487 exceeds w2, yet player 2 cannot expect more than d2 (1 - w1) = .285
    assert outside_options.proposer_share_with_exit(0.95, 0.95, 0.7, 0.3) == pytest.approx(0.7)


def test_flow_payoffs_against_value_iteration() -> None:
    r1, r2, D = uniform(8, (0.04, 0.2), (0.04, 0.2), (0.5, 2.0))
    g1, g2 = uniform(9, (-0.015, 0.005), (-0.015, 0.005))
    d1, d2 = np.exp(-r1 * D), np.exp(-r2 * D)
    b1, b2 = g1 * (1 - d1) / r1, g2 * (1 - d2) / r2
    computed = np.vectorize(flow_costs.proposer_share)(r1, r2, g1, g2, D)
    np.testing.assert_allclose(computed, iterate(b1, b2, d1, d2), atol=1e-9)


def test_flow_costs_with_frequent_offers_are_the_limit() -> None:
    r1, r2, c1, c2 = uniform(10, (0.03, 0.1), (0.03, 0.1), (0, 0.025), (0, 0.025))
    coarse, fine = (
        np.vectorize(flow_costs.proposer_share)(r1, r2, -c1, -c2, D) for D in (1e-3, 5e-4)
    )
    limit = np.vectorize(flow_costs.frequent_offers_share)(r1, r2, c1, c2)
    np.testing.assert_allclose(2 * fine - coarse, limit, atol=1e-6)


def test_structural_leverage_against_value_iteration() -> None:
    d, c1, c2 = uniform(11, (0.8, 0.95), (0.0, 0.02), (0.0, 0.02))
    first, second = iterate(-c1, -c2, d, d), 1 - iterate(-c2, -c1, d, d)
    computed = np.vectorize(flow_costs.structural_leverage)(d, d, c1, c2)
    np.testing.assert_allclose(computed, (first + second) / 2, atol=1e-9)
    np.testing.assert_allclose(computed, 0.5 + (c2 - c1) / (2 * (1 - d)), atol=1e-9)
    mirrored = np.vectorize(flow_costs.structural_leverage)(d, d, c2, c1)
    np.testing.assert_allclose(computed + mirrored, 1, atol=1e-9)


def threat_draws() -> list[Array]:
    r1, r2 = uniform(12, (0.04, 0.08), (0.04, 0.08))
    costs = uniform(13, *[(0.0, 0.03)] * 4)
    return [r1, r2, *costs, *uniform(14, (0.0, 20.0), (0.0, 1.0))]


def test_escalation_against_its_differential_equation() -> None:
    r1, r2, c1, c2, e1, e2, T, q = threat_draws()
    before, after = (r2 - c1 + c2) / (r1 + r2), (r2 - e1 + e2) / (r1 + r2)
    jump = before + q * (after - before)
    solution = solve_ivp(
        lambda _, V: -T * ((r1 + r2) * V - r2 + c1 - c2) / 2, (0, 1), jump, rtol=1e-11, atol=1e-12
    )
    for k in range(DRAWS):
        share = escalation.share_under_threat(
            r1[k], r2[k], (c1[k], c2[k]), (e1[k], e2[k]), T[k], q[k]
        )
        assert share == pytest.approx(solution.y[k, -1], abs=1e-9)


@pytest.mark.parametrize("q", [0.5, 1.0])
def test_escalation_is_the_limit_of_alternating_offers(q: float) -> None:
    r, T, now, then = 0.05, 6.0, (0.01, 0.015), (0.02, 0.04)

    def opening_share(D: float) -> float:
        d = np.exp(-r * D)
        width = (1 - d) / r
        after, before = (
            flow_costs.opener_share(d, d, c[0] * width, c[1] * width) for c in (then, now)
        )
        proposer, responder = (
            q * a + (1 - q) * b
            for a, b in (
                (after, before),
                (d * after - then[0] * width, d * before - now[0] * width),
            )
        )
        for _ in range(round(T / D)):
            proposer, responder = (
                1 + now[1] * width - d * (1 - responder),
                d * proposer - now[0] * width,
            )
        return (proposer + responder) / 2

    a, b, c = (opening_share(D) for D in (0.02, 0.01, 0.005))
    extrapolated = (8 * c - 6 * b + a) / 3
    assert escalation.share_under_threat(r, r, now, then, T, q) == pytest.approx(
        extrapolated, abs=1e-6
    )


def test_escalation_is_credible_iff_it_pays() -> None:
    r1, r2, c1, c2, e1, e2, audience, _ = threat_draws()
    computed = np.vectorize(escalation.net_gain_of_escalating)(r1, r2, e1 - c1, e2 - c2, audience)
    share = np.vectorize(flow_costs.frequent_offers_share)
    gain = share(r1, r2, e1, e2) - share(r1, r2, c1, c2)
    np.testing.assert_allclose(computed, gain + audience, atol=1e-9)


def test_breakdown_against_value_iteration() -> None:
    p, b1, rest = uniform(15, (0.03, 0.97), (0, 1), (0, 0.999))
    b2 = rest * (1 - b1)
    expected = iterate(p * b1, p * b2, 1 - p, 1 - p)
    np.testing.assert_allclose(
        np.vectorize(breakdown_risk.proposer_share)(p, b1, b2), expected, atol=1e-9
    )
    rare = np.vectorize(breakdown_risk.proposer_share)(1e-9, b1, b2)
    limit = np.vectorize(breakdown_risk.rare_breakdown_share)(b1, b2)
    np.testing.assert_allclose(rare, limit, atol=1e-6)


def test_risk_aversion_against_value_iteration() -> None:
    p, rho = uniform(16, (0.05, 0.9), (0.1, 1.0))
    x, y = np.ones(DRAWS), np.zeros(DRAWS)
    for _ in range(ROUNDS):
        x, y = 1 - ((1 - p) * (1 - y) ** rho) ** (1 / rho), (1 - p) * x
    computed = np.vectorize(breakdown_risk.share_against_risk_averse)(p, rho)
    np.testing.assert_allclose(computed, x, atol=1e-9)
    rare = np.vectorize(breakdown_risk.share_against_risk_averse)(1e-7, rho)
    limit = np.vectorize(breakdown_risk.rare_breakdown_share_against_risk_averse)(rho)
    np.testing.assert_allclose(rare, limit, atol=1e-6)


def test_ratification_floor_against_value_iteration() -> None:
    d1, d2, theta = uniform(17, FACTOR, FACTOR, (0, 1))
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(ROUNDS):
        v1, v2 = 1 - d2 * v2, 1 - np.maximum(theta, d1 * v1)
    computed = np.vectorize(ratification.share_with_floor)(d1, d2, theta)
    np.testing.assert_allclose(computed, v1, atol=1e-9)


def test_tariff_costs_are_areas_of_triangles() -> None:
    generator = np.random.default_rng(18)
    volumes, before, after = generator.uniform(0.01, 1, (3, DRAWS, 4))
    rate = (np.arange(1000) + 0.5) / 1000
    for M, old, new in zip(volumes, before, after, strict=True):
        area_new, area_old = ((M * t * (t * rate[:, None])).mean() for t in (new, old))
        computed = tariff_costs.deadweight_multiplier(tuple(M), tuple(old), tuple(new))
        assert computed == pytest.approx(area_new / area_old, rel=1e-9)
