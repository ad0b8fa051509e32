"""The analysis gives the closed-form indices of known functions."""

import numpy as np
import pytest
from scipy.stats import binom

from negotiation.experiment.design import morris, saltelli
from negotiation.experiment.distributions import Uniform
from negotiation.sensitivity.morris import effects, intervals, is_morris
from negotiation.sensitivity.sobol import indices, is_saltelli
from tests.sensitivity.analytic import (
    Function,
    analysed,
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
)

CASES = [(ishigami, *ishigami_indices()[:2]), (g_function, *g_indices())]


@pytest.mark.parametrize(("function", "first", "total"), CASES, ids=["Ishigami", "g-function"])
def test_indices_are_those_of_the_closed_form(
    function: Function, first: np.ndarray, total: np.ndarray
) -> None:
    found = analysed(function, first.size, 512, seed=5)
    np.testing.assert_allclose(found["first"], first, atol=0.05)
    np.testing.assert_allclose(found["total"], total, atol=0.05)
    for kind, true in (("first", first), ("total", total)):
        assert (found[f"{kind}_low"] <= true).all()
        assert (true <= found[f"{kind}_high"]).all()


def test_interactions_are_those_of_the_closed_form() -> None:
    values = ishigami(saltelli.sample(3, 512, True, 5))
    found = indices(["a", "b", "c"], values, True, 5, 0.95)
    expected = np.array([0.0, ishigami_indices()[2], 0.0])
    second = found["S2"][np.triu_indices(3, 1)]
    np.testing.assert_allclose(second, expected, atol=0.06)
    assert (np.abs(second - expected) <= found["S2_conf"][np.triu_indices(3, 1)]).all()


@pytest.mark.slow
@pytest.mark.parametrize(("function", "first", "total"), CASES, ids=["Ishigami", "g-function"])
def test_intervals_hold_the_truth_as_often_as_they_say(
    function: Function, first: np.ndarray, total: np.ndarray
) -> None:
    repeats = 100
    held = np.zeros((2, first.size))
    for seed in range(repeats):
        found = analysed(function, first.size, 256, seed)
        for row, (kind, true) in enumerate((("first", first), ("total", total))):
            held[row] += (found[f"{kind}_low"] <= true) & (true <= found[f"{kind}_high"])
    assert held.min() >= binom.ppf(0.001, repeats, 0.95)


def test_the_seed_decides_the_intervals_even_if_it_is_0() -> None:
    one, other = (analysed(ishigami, 3, 64, 0) for _ in range(2))
    assert all(np.array_equal(one[key], other[key]) for key in one)
    values = ishigami(saltelli.sample(3, 64, False, 0))
    halves = [indices(["a", "b", "c"], values, False, seed, 0.95)["ST_conf"] for seed in (0, 1)]
    assert not np.array_equal(*halves)


# ------------------------------------------------------------------ samples


@pytest.mark.parametrize("second_order", [False, True])
def test_the_sample_is_that_of_salib(second_order: bool) -> None:
    from SALib.sample.sobol import sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    theirs = sample(problem, 32, calc_second_order=second_order, seed=np.random.default_rng(7))
    ours = saltelli.sample(3, 32, second_order, 7)
    np.testing.assert_array_equal(ours, theirs)
    assert is_saltelli(ours, 32, second_order)


def test_leading_base_points_are_a_sample_themselves() -> None:
    whole, part = (saltelli.sample(4, base, False, 7) for base in (64, 16))
    np.testing.assert_array_equal(whole[: len(part)], part)


def test_other_samples_are_told_apart() -> None:
    good = saltelli.sample(3, 16, False, 7)
    assert not is_saltelli(np.random.default_rng(1).random(good.shape), 16, False)
    assert not is_saltelli(good[::-1], 16, False)
    assert not is_saltelli(good, 8, False)
    steps = morris.sample(3, 10, 4, 7)
    assert is_morris(steps, 10)
    assert not is_morris(np.random.default_rng(1).random(steps.shape), 10)


@pytest.mark.parametrize("levels", [2, 4, 6])
def test_trajectories_stay_on_the_levels_and_move_each_parameter_once(levels: int) -> None:
    found = morris.sample(5, 200, levels, 7).reshape(200, 6, 5)
    grid = np.round(found * (levels - 1), 9)
    assert set(np.unique(grid)) == set(range(levels))
    moves = np.diff(found, axis=1)
    np.testing.assert_allclose(np.abs(moves).sum(axis=1), morris.step_of(levels))
    assert ((moves != 0.0).sum(axis=2) == 1).all()
    rising = (moves > 0.0).any(axis=1).mean(axis=0)
    assert (np.abs(rising - 0.5) < 0.15).all()
    first = np.argmax(moves != 0.0, axis=1)
    assert (np.abs((first == 0).mean(axis=0) - 0.2) < 0.12).all()


# ------------------------------------------------------------------ elementary effects


@pytest.mark.parametrize("levels", [2, 4, 8])
def test_effects_of_a_straight_line_are_exact(levels: int) -> None:
    slopes = np.array([3.0, -2.0, 0.5, 0.0])
    places = morris.sample(4, 12, levels, 7)
    for reaches in ([np.nan] * 4, [1.0] * 4):  # steps of probability, of value
        found = effects(places, places @ slopes, reaches, levels)
        np.testing.assert_allclose(found, np.tile(slopes, (12, 1)), atol=1e-12)


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 2), (2, 6), (0, 5), (0, 9)])
def test_effects_of_a_whole_number_are_for_its_range(low: int, high: int) -> None:
    values = Uniform(low=low, high=high).whole(np.clip(morris.sample(1, 12, 4, 7), 1e-9, 1 - 1e-9))
    found = effects(values, 0.5 * values[:, 0], [float(high - low)], 4)
    np.testing.assert_allclose(found, 0.5 * (high - low), atol=1e-12)


def test_effects_of_a_product_spread() -> None:
    places = morris.sample(2, 400, 2, 7)
    found = effects(places, places.prod(axis=1), [1.0, np.nan], 2)
    np.testing.assert_allclose(found.mean(axis=0), 0.5, atol=0.08)  # 0 or 1, as the other stands
    np.testing.assert_allclose(found.std(axis=0, ddof=1), 0.5, atol=0.02)


@pytest.mark.parametrize("levels", [2, 4, 8])
def test_effects_are_those_of_salib(levels: int) -> None:
    from SALib.analyze.morris import analyze

    places = morris.sample(3, 20, levels, 7)
    values = ishigami(places)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}
    theirs = analyze(problem, places, values, num_levels=levels, seed=np.random.default_rng(7))
    ours = effects(places, values, [np.nan, 1.0, np.nan], levels)
    np.testing.assert_allclose(np.abs(ours).mean(axis=0), theirs["mu_star"], atol=1e-12)
    np.testing.assert_allclose(ours.std(axis=0, ddof=1), theirs["sigma"], atol=1e-12)


def test_a_step_that_rounding_takes_back_has_no_effect() -> None:
    places = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    found = effects(places, np.array([0.0, 0.5, 0.5]), [np.nan, 1.0], 2)
    assert found.tolist() == [[0.0, 0.5]]


@pytest.mark.parametrize("trajectories", [4, 8, 20])
def test_intervals_of_effects_hold_the_truth_with_few_trajectories(trajectories: int) -> None:
    repeats = 400
    held = np.zeros(2)
    for seed in range(repeats):
        places = morris.sample(2, trajectories, 10, seed)
        table = intervals(effects(places, places.prod(axis=1), [1.0] * 2, 10), 0.95)
        held += (table["mu_star_low"] <= 0.5) & (table["mu_star_high"] >= 0.5)
        assert (table["mu_star_low"] >= 0.0).all()
    assert held.min() / repeats >= 0.9  # normal ones of 4 trajectories: 0.8
