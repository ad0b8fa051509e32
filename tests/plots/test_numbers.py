"""The numbers behind the figures are right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.errors import InputError
from negotiation.plots import (
    fan_chart,
    fan_chart_data,
    morris_plot_data,
    outcome_ecdf_data,
    payoff_matrix_data,
    raincloud_data,
    regime_map_data,
    replicator_field_data,
    ridgeline_data,
    sobol_bars_data,
    sobol_convergence_data,
    tornado_data,
    value_map_data,
)
from negotiation.plots.ecdf import MOST_STEPS
from negotiation.plots.replicator_square import replicator_square_data
from negotiation.plots.rest_points import NEUTRAL, SADDLE, STABLE, UNSTABLE
from negotiation.scenario import load_scenario
from tests.plots.figures import CHICKEN, CYCLE, PAYOFFS, STRATEGIES

numbers = st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=60)


@given(values=numbers)
def test_the_ecdf_counts_the_runs_at_or_below(values: list[float]) -> None:
    data = outcome_ecdf_data({"a": values})["a"]
    for x, share in zip(data.x[1:-1], data.share[1:-1], strict=True):
        assert share == pytest.approx(np.mean(np.array(values) <= x))
    assert (np.diff(data.share) >= 0).all()
    assert data.x[0] < min(values) <= max(values) < data.x[-1]
    assert (data.low <= data.share).all()
    assert (data.share <= data.high).all()


def test_the_band_is_that_of_dvoretzky_kiefer_wolfowitz() -> None:
    data = outcome_ecdf_data({"a": np.arange(400.0)}, confidence=0.95)["a"]
    half = np.sqrt(np.log(2 / 0.05) / 800)
    middle = data.share[150:250]
    np.testing.assert_allclose(data.high[150:250], middle + half)
    np.testing.assert_allclose(data.low[150:250], middle - half)
    np.testing.assert_allclose([data.low[0], data.high[0]], [0.0, half])
    np.testing.assert_allclose([data.low[-1], data.high[-1]], [1.0 - half, 1.0])


def test_many_values_are_thinned_without_leaving_the_function() -> None:
    values = np.append(np.random.default_rng(5).normal(size=20_000), np.full(3_000, 0.25))
    data = outcome_ecdf_data({"a": values})["a"]
    assert data.x.size <= MOST_STEPS + 2
    exact = np.searchsorted(np.sort(values), data.x[1:-1], side="right") / values.size
    np.testing.assert_allclose(data.share[1:-1], exact)
    at = np.linspace(-3.0, 3.0, 999)
    drawn = data.share[np.searchsorted(data.x, at, side="right") - 1]
    true = np.searchsorted(np.sort(values), at, side="right") / values.size
    assert np.abs(drawn - true).max() <= 1.1 / MOST_STEPS


@given(values=st.lists(st.floats(0, 1, width=32), min_size=2, max_size=60))
def test_densities_have_the_area_one_within_the_bounds(values: list[float]) -> None:
    one = ridgeline_data({"a": values}, bounds=(0, 1))["a"]
    both = ridgeline_data({"a": values, "b": [0.5] * 9}, bounds=(0, 1))
    assert one.x[0] >= 0
    assert one.x[-1] <= 1
    assert one.height.max() == pytest.approx(1.3)
    areas = [np.sum(each.height) for each in both.values()]
    assert areas[0] == pytest.approx(areas[1], rel=1e-9)


def test_a_normal_sample_gives_a_normal_density() -> None:
    values = np.random.default_rng(6).normal(size=50_000)
    data = ridgeline_data({"a": values})["a"]
    height = data.height / (data.height.sum() * (data.x[1] - data.x[0]))
    np.testing.assert_allclose(height, np.exp(-(data.x**2) / 2) / np.sqrt(2 * np.pi), atol=0.02)


def test_heaps_stay_apart() -> None:
    values = np.repeat([0.0, 0.1, 1.0], 100)
    data = ridgeline_data({"a": values})["a"]
    between = data.height[(data.x > 0.04) & (data.x < 0.06)]
    assert between.max() < 0.1 * data.height.max()


def test_the_sample_of_points_is_the_same_each_time() -> None:
    values = np.random.default_rng(7).random(5_000)
    one, two = (raincloud_data({"a": values})["a"] for _ in range(2))
    np.testing.assert_array_equal(one.points, two.points)
    np.testing.assert_array_equal(one.jitter, two.jitter)
    assert one.points.size == np.unique(one.points).size == 300
    assert np.isin(one.points, values).all()


@given(values=st.lists(numbers, min_size=1, max_size=4))
def test_bands_of_a_fan_do_not_cross(values: list[list[float]]) -> None:
    rounds = np.concatenate([np.full(30 * len(v), t) for t, v in enumerate(values)])
    data = fan_chart_data(rounds, {"a": np.concatenate([np.tile(v, 30) for v in values])})
    fan = data.fans["a"]
    assert (np.diff(fan.quantiles, axis=1) >= 0).all()
    assert fan.n.tolist() == [30 * len(v) for v in values]
    np.testing.assert_allclose(fan.quantiles[:, 2], [np.median(np.tile(v, 30)) for v in values])


def test_rounds_of_few_runs_and_gaps_are_left_out() -> None:
    rounds = np.repeat([0, 1, 2], [30, 19, 30])
    values = np.linspace(0.0, 1.0, rounds.size)
    values[:15] = np.nan
    assert fan_chart_data(rounds, {"a": values}).fans["a"].round.tolist() == [2]


def test_a_quantity_that_no_run_has_is_left_out() -> None:
    rounds = np.repeat([0, 1], 20)
    groups = {"US": np.tile(np.arange(20.0), 2), "China": np.full(40, np.nan)}
    assert fan_chart_data(rounds, groups).fans["China"].round.size == 0
    legend = fan_chart(rounds, groups, "leverage (share)").get_legend()
    assert legend is not None
    assert "China" not in [text.get_text() for text in legend.get_texts()]
    with pytest.raises(InputError, match="20 runs"):
        fan_chart_data(rounds, {"China": groups["China"]})


def test_a_fan_of_one_day_has_room_around_it() -> None:
    ax = fan_chart([0] * 20, {"US": np.arange(20.0)}, "leverage (share)",
                   scenario=load_scenario("two-issue"))  # fmt: skip
    low, high = ax.get_xlim()
    assert 4.0 <= high - low <= 10.0


def test_values_that_are_all_the_same_are_a_narrow_hill() -> None:
    for value in (0.0, 0.26, -3.0):
        hill = ridgeline_data({"a": [value] * 5})["a"]
        wide = hill.x[hill.height > 0.05 * hill.height.max()]
        assert np.ptp(wide) < 0.12 * np.ptp(hill.x)


def test_the_lead_on_common_random_numbers_is_paired() -> None:
    noise = np.random.default_rng(8).normal(size=(2, 2, 50))
    wobble = np.random.default_rng(9).normal(size=(2, 2, 50)) * 0.01
    paired = regime_map_data([0, 1], [0, 1], {"a": noise + 0.1 + wobble, "b": noise})
    assert paired.best.tolist() == [[0, 0], [0, 0]]
    assert paired.certain.all()
    shuffled = np.random.default_rng(10).permutation(noise, axis=2)
    unpaired = regime_map_data([0, 1], [0, 1], {"a": noise + 0.1, "b": shuffled})
    assert not unpaired.certain.any()


def test_equal_options_are_never_certain_and_nothing_known_stays_white() -> None:
    values = np.array([[0.5, np.nan], [0.6, 0.7]])
    data = regime_map_data([0, 1], [0, 1], {"a": values, "b": values.copy()})
    assert not data.certain.any()
    assert (data.best == -1).tolist() == [[False, True], [False, False]]


def kinds(points: object) -> dict[tuple[float, ...], str]:
    return {tuple(np.round(p.shares, 6)): p.kind for p in points}  # type: ignore[attr-defined]


def test_rest_points_of_known_games() -> None:
    cycle = replicator_field_data(CYCLE, ["a", "b", "c"])
    found = kinds(cycle.rest)
    assert found.pop((0.333333,) * 3) == STABLE
    assert set(found.values()) == {SADDLE}
    fair = replicator_field_data(CYCLE.clip(-1, 1), ["a", "b", "c"])
    assert kinds(fair.rest)[(0.333333,) * 3] == NEUTRAL
    doves = kinds(replicator_field_data([[-1.0, 4.0], [0.0, 2.0]], ["hawk", "dove"]).rest)
    assert doves[(0.666667, 0.333333)] == STABLE
    chicken = kinds(replicator_square_data(CHICKEN, ["a", "b"], ["a", "b"]).rest)
    assert chicken == {
        (0.0, 0.0): UNSTABLE, (1.0, 1.0): UNSTABLE, (0.0, 1.0): STABLE, (1.0, 0.0): STABLE,
        (0.5, 0.5): SADDLE,
    }  # fmt: skip


def test_nothing_moves_at_rest_points() -> None:
    from negotiation.theory.replicator import velocity

    game = np.random.default_rng(11).normal(size=(3, 3))
    for point in replicator_field_data(game, ["a", "b", "c"]).rest:
        x = np.array(point.shares)
        assert np.abs(velocity(np.stack([game, game.T]), x, x)[0]).max() < 1e-9


def test_best_replies_are_best_against_the_other_strategy() -> None:
    data = payoff_matrix_data(PAYOFFS, STRATEGIES, STRATEGIES)
    for i, j in np.ndindex(data.best_us.shape):
        assert data.best_us[i, j] == (PAYOFFS[0, i, j] == max(PAYOFFS[0, :, j]))
        assert data.best_cn[i, j] == (PAYOFFS[1, i, j] == max(PAYOFFS[1, i, :]))


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        (lambda: outcome_ecdf_data({}), "no group"),
        (lambda: outcome_ecdf_data({"talk": []}), "talk"),
        (lambda: outcome_ecdf_data({"talk": [0.5, np.nan]}), "1 values that are no finite"),
        (lambda: ridgeline_data({"a": [0.5, 1.5]}, bounds=(0, 1)), "leave the bounds"),
        (lambda: fan_chart_data([0] * 20, {"a": [0.5] * 19}), "19 values for 20 rounds"),
        (lambda: fan_chart_data([0] * 19, {"a": [0.5] * 19}), "20 runs"),
        (lambda: regime_map_data([1, 0], [0, 1], {"a": np.zeros((2, 2))}), "increasing"),
        (lambda: regime_map_data([0, 1], [0, 1], {"a": np.zeros((2, 3))}), r"\(2, 2\)"),
        (lambda: regime_map_data([0, 1], [0, 1], {}), "no option"),
        (lambda: value_map_data([0, 1], [0, 1], np.zeros(4)), r"\(2, 2\)"),
        (lambda: value_map_data([0, 1], [0, 1], np.full((2, 2), np.nan)), "no finite"),
        (lambda: payoff_matrix_data(np.zeros((2, 2)), ["a"], ["b"]), r"\(2, 1, 1\)"),
        (lambda: replicator_field_data(np.zeros((4, 4)), ["a"] * 4), r"\(3, 3\)"),
        (lambda: replicator_field_data(np.zeros((2, 2)), ["a"]), "1 for 2"),
        (lambda: replicator_square_data(np.zeros((2, 2)), ["a"], ["b"]), r"\(2, 2, 2\)"),
        (lambda: tornado_data({}), "no parameter"),
        (lambda: tornado_data({"a": np.inf}), "finite"),
        (lambda: tornado_data({"a": (np.nan, 0.5)}), "finite"),
        (lambda: sobol_bars_data(["a"], [0.1, 0.2], [0.2, 0.3]), "as many"),
        (lambda: sobol_convergence_data([8, 4], ["a"], [[0.1], [0.2]]), "not increasing"),
        (lambda: sobol_convergence_data([8, 16], ["a"], [0.1, 0.2]), r"\(2, 1\)"),
        (lambda: morris_plot_data(["a"], [0.1, 0.2], [0.2, 0.3]), "as many"),
        (lambda: morris_plot_data(["a"], [np.nan], [0.2]), "finite"),
    ],
)
def test_mistakes_are_said_in_one_line(mistake: object, says: str) -> None:
    with pytest.raises(InputError, match=says):
        mistake()  # type: ignore[operator]
