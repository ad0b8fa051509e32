"""Model M1: values against value iteration, thresholds against roots, properties of both."""

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator

from negotiation.theory import offer_conditions, offer_leverage, offer_overlays
from negotiation.theory.frontier import logrolling_frontier
from negotiation.theory.offer_timing import (
    Talks,
    common,
    kappa,
    mirror,
    opposed_refusal_value,
    opposed_tabling_value,
    refusal_value,
    screening_slack,
    second_mover_value,
    tabling_value,
    talk_value,
)

Array = npt.NDArray[np.float64]
DRAWS = 1000
STEP = 1e-7


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(6)


def kinked(u: Array, h: Array) -> Array:
    """Best utility of one side, given that of the other, over two opposed priorities."""
    k = (1 - h) / h
    u = np.maximum(u, 0)
    return np.where(u <= h, 1 - k * u, (1 - u) / k)


def iterated(talks: list[Talks], opposed: bool) -> tuple[Array, Array]:
    """Values of proposing for both sides, by iteration on the frontier."""
    h, _, d1, d2, c1, c2 = np.array(talks).T
    v1, v2 = np.zeros(len(h)), np.zeros(len(h))
    for _ in range(2500):
        k1, k2 = d1 * v1 - c1, d2 * v2 - c2
        if opposed:
            v1, v2 = kinked(k2, h), kinked(k1, h)
        else:
            v1, v2 = 1 - np.maximum(k2, 0), 1 - np.maximum(k1, 0)
    return v1, v2


def asymmetric(generator: Generator) -> list[Talks]:
    """Talks on the domain of M1, sides unlike in patience and cost."""
    found: list[Talks] = []
    while len(found) < DRAWS:
        h, d1, part = generator.uniform((0.55, 0.85, 0), (0.8, 0.98, 1))
        q = part * min(kappa(h), h)
        c1, shift, lag = generator.uniform((0, -0.005, -0.005), (0.08, 0.005, 0.005))
        talks = Talks(h, q, d1, d1 + lag, c1, max(c1 + shift, 0))
        claims = [
            1 + talks.c2 - talks.d2 * (1 + talks.c1),
            1 + talks.c1 - talks.d1 * (1 + talks.c2),
        ]
        P = np.array(claims) / (1 - talks.d1 * talks.d2)
        if P.max() < h and P.min() > 0.1 and min(map(screening_slack, (talks, mirror(talks)))) > 0:
            found.append(talks)
    return found


def test_values_of_both_sides_against_value_iteration(generator: Generator) -> None:
    draws = asymmetric(generator)
    alike, opposed = iterated(draws, opposed=False), iterated(draws, opposed=True)
    for side, talks in enumerate((draws, [mirror(t) for t in draws])):
        h, q, d, _, c, _ = np.array(talks).T
        P, other_P, Po = alike[side], alike[1 - side], opposed[side]
        R, Ro, k = d * P - c, d * Po - c, (1 - h) / h
        expected = {
            tabling_value: P,
            refusal_value: R,
            opposed_tabling_value: Po,
            opposed_refusal_value: Ro,
            second_mover_value: (1 - q) * (1 - other_P) + q * (1 - k * other_P),
            talk_value: -c + d * ((1 - q) * (P + R) + q * (Po + Ro)) / 2,
        }
        for function, values in expected.items():
            np.testing.assert_allclose([function(t) for t in talks], values, atol=1e-9)


def test_screening_slack_is_the_loss_from_the_best_greedy_offer(generator: Generator) -> None:
    for t in asymmetric(generator):
        h, q, d1, d2, c1, c2 = t
        k, P, R = (1 - h) / h, tabling_value(t), refusal_value(t)
        # refused, every type counters so that the opener gets R out of its own priority
        greedy = (1 + c2 - d2 * (1 - k * R)) / k
        screening = q * greedy + (1 - q) * (d1 * R - c1)
        assert screening_slack(t) == pytest.approx(P - screening, abs=1e-9)


def test_what_tabling_second_and_talk_respond_to(generator: Generator) -> None:
    for t in asymmetric(generator):
        own, other = t._replace(c1=t.c1 + STEP), t._replace(c2=t.c2 + STEP)
        assert tabling_value(own) < tabling_value(t) < tabling_value(other)
        assert tabling_value(mirror(own)) > tabling_value(mirror(t))
        assert second_mover_value(own) < second_mover_value(t) or t.q == 0
        assert talk_value(t._replace(c1=t.c1 + STEP, c2=t.c2 + STEP)) < talk_value(t)


def test_budget(generator: Generator) -> None:
    for t in asymmetric(generator):
        frontier = logrolling_frontier((t.h, 1 - t.h), (1 - t.h, t.h))
        most = max(map(sum, frontier.vertices))
        offered = frontier.best_for_2(opposed_tabling_value(t))
        assert offered == pytest.approx(opposed_refusal_value(mirror(t)), abs=1e-9)
        assert opposed_tabling_value(t) + offered <= most + 1e-12
        assert tabling_value(t) + refusal_value(mirror(t)) == pytest.approx(1, abs=1e-9)
        first, second = tabling_value(t), second_mover_value(mirror(t))
        assert first + second <= (1 - t.q) + t.q * (2 * t.h) + 1e-12


def test_lying_against_its_consequences(generator: Generator) -> None:
    for t in asymmetric(generator):
        h, q = t.h, t.q
        frontier = logrolling_frontier((h, 1 - h), (1 - h, h))
        # alike but believed opposed: the other insists on its opposed value; and the reverse
        told, believed = refusal_value(mirror(t)), opposed_refusal_value(mirror(t))
        alike = (1 - believed) - (1 - told)
        opposed = frontier.best_for_1(told) - frontier.best_for_1(believed)
        expected = (1 - q) * alike + q * opposed
        assert offer_conditions.lying_gain(t) == pytest.approx(expected, abs=1e-9)
        limit = offer_conditions.truthful_talk_limit(h)
        assert offer_conditions.lying_gain(t._replace(q=limit - STEP)) < 0
        assert offer_conditions.lying_gain(t._replace(q=limit + STEP)) > 0


def test_candid_continuation(generator: Generator) -> None:
    t = common(0.65, 0.5, 0.95, 0.014)
    assert offer_conditions.candid_first_value(t) == pytest.approx(0.5543, abs=5e-5)
    assert offer_conditions.candid_second_value(t) == pytest.approx(0.5496, abs=5e-5)
    for t in asymmetric(generator):
        screening = offer_conditions.screening_value(t)
        P, Po = tabling_value(t), opposed_tabling_value(t)
        refused = t.d1 * (t.d1 * P - t.c1) - t.c1
        assert screening == pytest.approx(t.q * Po + (1 - t.q) * refused, abs=1e-12)
        assert offer_conditions.candid_first_value(t) == max(P, screening)


def test_overlays_against_the_comparison_they_settle(generator: Generator) -> None:
    for t in asymmetric(generator):
        P, W = tabling_value(t), second_mover_value(t)
        alpha = offer_overlays.anchoring_threshold(t, 1.0)
        assert P + alpha * (1 - P) == pytest.approx(W - alpha * (1 - P), abs=1e-9)
        c_f = generator.uniform(0, 0.03)
        N = offer_overlays.framework_rounds(t, c_f)
        truce = -c_f * (1 - t.d1**N) / (1 - t.d1) + t.d1**N * (0.5 + t.q * (t.h - 0.5))
        assert truce == pytest.approx(P, abs=1e-9)
        if t.q > 0.05:
            open_hearted = 1 - offer_overlays.candour_threshold(t)
            refused = t.d1 * refusal_value(t) - t.c1
            accepted = t.q * open_hearted
            screening = accepted * opposed_tabling_value(t) + (1 - accepted) * refused
            assert screening == pytest.approx(talk_value(t), abs=1e-9)


def test_what_going_first_gives_away(generator: Generator) -> None:
    for t in asymmetric(generator):
        P, W = tabling_value(t), second_mover_value(t)
        assert offer_leverage.price_of_going_first(t) == W - P
        assert offer_leverage.interest_in_talk(t) == talk_value(t) - P
        handed_over = second_mover_value(mirror(t)) - (1 - P)
        assert offer_leverage.information_rent(t) == pytest.approx(handed_over, abs=1e-9)


def test_without_logrolling_it_is_rubinstein() -> None:
    for t in (common(0.5, 0.3, 0.9, 0.0), common(0.8, 0.0, 0.9, 0.0)):
        assert tabling_value(t) == pytest.approx(1 / 1.9, abs=1e-12)
        assert second_mover_value(t) == pytest.approx(0.9 / 1.9, abs=1e-12)
        assert talk_value(t) == pytest.approx(0.45, abs=1e-12)
