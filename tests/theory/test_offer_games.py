"""Mixing, milestones, stance attrition and the reduced form: against indifference and iteration."""

import numpy as np
import pytest
from numpy.random import Generator
from scipy.optimize import brentq

from negotiation.theory import offer_mixing, reduced_form, stance_attrition
from negotiation.theory.milestone_path import milestone_path
from negotiation.theory.offer_timing import (
    Talks,
    common,
    mirror,
    second_mover_value,
    tabling_value,
    talk_value,
)
from negotiation.theory.reduced_form import Effects
from negotiation.theory.reputation import Contest, race

DRAWS = 1000
BASE = (0.65, 0.5, 0.95)


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(8)


# ---- mixing


def test_tabling_probability_makes_both_stances_equal(generator: Generator) -> None:
    for Theta, P, W in np.sort(generator.uniform(0, 1, (DRAWS, 3)), axis=1):
        p = offer_mixing.tabling_probability(P, W, Theta)
        root = brentq(
            lambda x, P=P, W=W, Theta=Theta: (
                x * (P + W) / 2 + (1 - x) * P - x * W - (1 - x) * Theta
            ),
            0,
            1,
            xtol=1e-14,
        )
        assert p == pytest.approx(root, abs=1e-9)


def test_stationary_mixing_against_the_dynamic_indifference(generator: Generator) -> None:
    for low, gap, d, c in generator.uniform((0.1, 0.01, 0.3, 0), (0.7, 0.3, 0.99, 0.2), (DRAWS, 4)):
        p = offer_mixing.stationary_tabling_probability(low, low + gap, d, c)

        def gain(x: float, P: float = low, w: float = gap, d: float = d, c: float = c) -> float:
            tabled = P + x * w / 2
            return tabled - x * (P + w) - (1 - x) * (d * tabled - c)

        assert p == pytest.approx(brentq(gain, 0, 1, xtol=1e-14), abs=1e-9)


def test_rounds_until_an_offer_against_their_series(generator: Generator) -> None:
    for p in generator.uniform(0.02, 1, DRAWS):
        stall = (1 - p) ** 2
        assert offer_mixing.any_offer_probability(p) == pytest.approx(1 - stall, abs=1e-12)
        rounds = np.arange(3000)
        series = (rounds * stall**rounds).sum() * (1 - stall)
        assert offer_mixing.stalled_rounds(p) == pytest.approx(series, abs=1e-9)


# ---- the path to a milestone


def solved_path(h: float, q: float, d: float, c0: float, c1: float, N: int) -> list[float]:
    """Values round by round, each stage solved as a 2x2 game by its indifference."""
    first = tabling_value(common(h, q, d, c1))
    second = 1 - (1 - q * (1 - (1 - h) / h)) * first
    value = (first + second) / 2
    previous = np.inf
    while second > first and abs(value - previous) > 1e-15:  # the stationary mixture
        previous, value = value, stage(first, second, d * value - c1)
    values = []
    for _ in range(N):
        first = 1 - (d * first - c0)
        second = 1 - (1 - q * (1 - (1 - h) / h)) * first
        value = stage(first, second, d * value - c0)
        values.append(value)
    return values[::-1]


def stage(first: float, second: float, stalled: float) -> float:
    def gain(p: float) -> float:
        return p * (first - second) / 2 + (1 - p) * (first - stalled)

    if gain(1) >= 0:
        return (first + second) / 2
    if gain(0) <= 0:
        return stalled
    p = float(brentq(gain, 0, 1, xtol=1e-15))
    return p * second + (1 - p) * stalled


def test_milestone_path_against_stage_games(generator: Generator) -> None:
    seen: set[float] = set()
    found = 0
    while found < DRAWS:
        q, c0, c1 = generator.uniform((0.3, 0, 0), (0.53, 0.12, 0.2))
        N = int(generator.integers(1, 7))
        try:
            path = milestone_path(0.65, q, 0.95, c0, c1, N)
        except ValueError:
            continue
        found += 1
        seen.update(np.clip(path.tabling, 0.0, 1.0).round(1))
        np.testing.assert_allclose(path.values, solved_path(0.65, q, 0.95, c0, c1, N), atol=1e-9)
    assert {0.0, 1.0} <= seen
    assert len(seen) > 5


def test_the_published_path_oscillates() -> None:
    path = milestone_path(*BASE, 0.0427, 0.12, 4)
    assert path.tabling == pytest.approx((1, 0.094, 1, 0.029), abs=5e-4)


def test_waiting_for_a_relief_that_is_near() -> None:
    path = milestone_path(*BASE, 0.0, 0.09, 1)
    assert path.tabling == (0.0,)
    assert path.values[0] > 1 - 0.95 * tabling_value(common(*BASE, 0.09))


def test_a_path_without_a_milestone_is_stationary() -> None:
    c = 0.0427
    path = milestone_path(*BASE, c, c, 30)
    talks = common(*BASE, c)
    p = offer_mixing.stationary_tabling_probability(
        tabling_value(talks), second_mover_value(talks), 0.95, c
    )
    np.testing.assert_allclose(path.tabling, p, atol=1e-9)


def test_without_logrolling_a_claim_may_exceed_the_priority() -> None:
    assert milestone_path(0.5, 0.3, 0.9, 0.01, 0.01, 2).tabling == (1.0, 1.0)


# ---- stance attrition


def test_stance_race_is_abreu_and_gul_on_the_stakes(generator: Generator) -> None:
    checked = 0
    for c, a, z1, z2 in generator.uniform(
        (0.001, 0, 0.02, 0.02), (0.019, 0.1, 0.6, 0.6), (DRAWS, 4)
    ):
        talks = common(*BASE, c)
        computed = stance_attrition.stance_race(talks, a, z1, z2)
        P, W, Theta = tabling_value(talks), second_mover_value(talks), talk_value(talks)
        r = -np.log(0.95)
        # indifference over a short wait, to first order, solved for the other's hazard
        for rate, (win, lose) in zip(computed.rates, ((Theta, P), (W, Theta - a)), strict=True):
            assert rate * (win - lose) == pytest.approx(r * lose + c, abs=1e-9)
        left = [
            (1 - mass) * np.exp(-rate * computed.horizon)
            for mass, rate in zip(computed.at_once, computed.rates, strict=True)
        ]
        assert left == pytest.approx([z1, z2], abs=1e-9)
        checked += 1
    assert checked == DRAWS


def test_stance_rates_nest_abreu_and_gul(generator: Generator) -> None:
    # with win_j = a_j and lose_j = 1 - a_i the hazards are those of incompatible demands
    for a1, a2, r1, r2 in generator.uniform(
        (0.55, 0.55, 0.01, 0.01), (0.9, 0.9, 0.2, 0.2), (DRAWS, 4)
    ):
        contest = Contest(a1, a2, r1, r2, 0.1, 0.1)
        rates = race(contest).rates
        assert rates[0] == pytest.approx(r2 * (1 - a1) / (a1 + a2 - 1))
        assert rates[1] == pytest.approx(r1 * (1 - a2) / (a1 + a2 - 1))


@pytest.mark.parametrize(
    ("c", "a", "chance"),
    [
        (0.005, 0, 0.298),
        (0.005, 0.03, 0.478),
        (0.005, 0.08, 0.581),
        (0.002, 0, 0.124),
        (0.014, 0, 0.599),
    ],
)
def test_published_chances_that_the_talker_tables_at_once(
    c: float, a: float, chance: float
) -> None:
    talks = common(*BASE, c)
    at_once = stance_attrition.stance_race(talks, a, 0.1, 0.3).at_once
    assert at_once[1] == pytest.approx(chance, abs=5e-4)
    assert at_once[0] == 0


def test_a_strong_demander_gives_way_by_tabling_itself() -> None:
    talks = Talks(*BASE[:2], 0.95, 0.95, 0.005, 0.014)
    stakes = stance_attrition.stakes(talks, 0.02)
    assert stakes.lose1 == tabling_value(talks) - 0.02
    assert stakes.win2 == second_mover_value(mirror(talks))


# ---- the reduced form


def reduced(generator: Generator) -> list[tuple[Effects, float]]:
    rows = generator.uniform((0, 0, 0, 0, 0, 0.5), (0.5, 1, 1, 0.1, 0.1, 0.99), (DRAWS, 6))
    return [(Effects(*row[:5]), row[5]) for row in rows]


def test_reduced_thresholds_are_where_the_values_cross(generator: Generator) -> None:
    inside = {"talk": 0, "wait": 0}
    for effects, d in reduced(generator):
        comparisons = (
            ("talk", reduced_form.talk_threshold(effects, d), reduced_form.talk_value),
            (
                "wait",
                reduced_form.second_mover_threshold(effects, d),
                reduced_form.second_mover_value,
            ),
        )
        for name, c, other in comparisons:
            if 1e-6 < c < d - 1e-6:
                inside[name] += 1
                for step in (-1e-7, 1e-7):
                    gain = other(effects, d, c + step) - reduced_form.tabling_value(
                        effects, d, c + step
                    )
                    assert (gain > 0) == (step < 0)
    assert min(inside.values()) > 100


def test_reduced_values_share_what_there_is(generator: Generator) -> None:
    for effects, d in reduced(generator):
        for c in (0.0, d):
            first = reduced_form.tabling_value(effects, d, c)
            second = reduced_form.second_mover_value(effects, d, c)
            assert first + second == pytest.approx(1 + effects.e * effects.G, abs=1e-12)
            coin = (1 + effects.G) / 2
            assert reduced_form.talk_value(effects, d, c) == pytest.approx(d * coin - c, abs=1e-12)


def test_with_no_effects_the_reduced_form_is_rubinstein() -> None:
    nothing = Effects(0, 0, 0, 0, 0)
    assert reduced_form.tabling_value(nothing, 0.9, 0.0) == pytest.approx(1 / 1.9)
    assert reduced_form.second_mover_value(nothing, 0.9, 0.0) == pytest.approx(0.9 / 1.9)
    assert reduced_form.second_mover_threshold(nothing, 0.9) < 0
