"""The artists on the axes hold the numbers that the twin returns."""

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection, PolyCollection, QuadMesh
from matplotlib.dates import date2num
from matplotlib.quiver import Quiver

from negotiation.plots import (
    bargaining_problem,
    by_code,
    column_label,
    pareto_plot,
    pareto_plot_data,
)
from negotiation.plots.distributions import CLOUD_BASE
from negotiation.plots.replicator_fields import CORNERS
from negotiation.terms import Outcome
from tests.plots.figures import CHICKEN, GAIN, drawing, numbers, one_play

Floats = np.ndarray[Any, Any]


def drawn(name: str) -> tuple[Axes, Any]:
    return drawing(name)(), numbers(name)


def lines(ax: Axes) -> dict[str, Floats]:
    """Points of every labelled line."""
    return {str(line.get_label()): np.column_stack(line.get_data()) for line in ax.get_lines()}


def is_drawn(ax: Axes, points: Floats) -> bool:
    """Whether some line has just these points."""
    drawn_lines = [np.column_stack(line.get_data()) for line in ax.get_lines()]
    return any(
        each.shape == points.shape and np.allclose(each.astype(float), points)
        for each in drawn_lines
    )


def heights_of(collection: Any) -> Floats:
    return np.concatenate([path.vertices[:, 1] for path in collection.get_paths()])


@pytest.mark.parametrize("name", ["outcome_ecdf", "outcome_ecdf of strategies"])
def test_steps_and_bands(name: str) -> None:
    ax, data = drawn(name)
    found = lines(ax)
    bands = [each for each in ax.collections if isinstance(each, PolyCollection)]
    assert list(found) == list(data)
    for (group, each), band in zip(data.items(), bands, strict=True):
        np.testing.assert_array_equal(found[group], np.column_stack([each.x, each.share]))
        assert set(np.concatenate([each.low, each.high])) == set(heights_of(band))


def test_ridges_and_medians() -> None:
    ax, data = drawn("ridgeline")
    for each in data.values():
        assert is_drawn(ax, np.column_stack([each.x, each.row + each.height]))
        assert any(line.get_xdata()[0] == each.quantiles[2] for line in ax.get_lines())


def test_clouds_boxes_and_rain() -> None:
    ax, data = drawn("raincloud")
    boxes = {(patch.get_x(), patch.get_x() + patch.get_width()) for patch in ax.patches}
    for each in data.values():
        assert is_drawn(ax, np.column_stack([each.x, each.row + CLOUD_BASE + each.height]))
        assert is_drawn(ax, np.column_stack([each.points, each.row + each.jitter]))
        assert any(box == pytest.approx((each.quantiles[1], each.quantiles[3])) for box in boxes)
    whiskers = [tuple(path.vertices[:, 0]) for c in ax.collections for path in c.get_paths()]
    wanted = [(each.quantiles[0], each.quantiles[4]) for each in data.values()]
    assert all(each in whiskers for each in wanted)


def meshes(ax: Axes) -> list[QuadMesh]:
    return [each for each in ax.collections if isinstance(each, QuadMesh)]


def test_cells_of_regimes() -> None:
    ax, data = drawn("regime_map")
    (mesh,) = meshes(ax)
    np.testing.assert_array_equal(mesh.get_array(), 2 * data.best + data.certain)
    colors = mesh.to_rgba(mesh.get_array().astype(float).reshape(data.best.shape))[..., :3]
    for option in range(len(data.names)):
        sure, unsure = (colors[(data.best == option) & (data.certain == c)] for c in (True, False))
        if len(sure) and len(unsure):
            assert unsure.mean() > sure.mean()
    assert not data.certain.all()
    np.testing.assert_array_equal(
        lines(ax)["c_T (theory)"], np.column_stack(data.boundaries["c_T (theory)"])
    )


def test_cells_of_values() -> None:
    ax, data = drawn("value_map")
    values, veil = meshes(ax)
    np.testing.assert_array_equal(values.get_array(), data.value)
    np.testing.assert_array_equal(data.value, GAIN)
    np.testing.assert_array_equal(veil.get_array().mask, data.certain)


def test_packages_and_solutions() -> None:
    ax, data = drawn("pareto_plot")
    found = lines(ax)
    np.testing.assert_array_equal(found["frontier"], data.frontier)
    np.testing.assert_array_equal(found["US packages"], data.us)
    np.testing.assert_array_equal(found["China packages"], data.cn)
    assert one_play().run["outcome"] == Outcome.DEAL
    assert tuple(found["deal"][0]) == data.deal
    assert data.deal == (
        one_play().run["deal_utility_us"], one_play().run["deal_utility_cn"],
    )  # fmt: skip
    for name, point in data.solutions.items():
        assert tuple(found[name][0]) == point


def test_a_problem_without_gains_has_no_solutions_of_gains() -> None:
    data = bargaining_problem((0.5, 0.5), (0.5, 0.5), (0.8, 0.8))
    assert list(data.solutions) == ["utilitarian"]
    assert "Nash" not in lines(pareto_plot(data))


def test_packages_of_the_records_are_feasible() -> None:
    data = pareto_plot_data(one_play())
    for u_us, u_cn in [*data.us, *data.cn]:
        assert u_cn <= np.interp(u_us, *data.frontier.T) + 1e-9


def test_medians_and_bands_over_dates() -> None:
    ax, data = drawn("fan_chart")
    found = lines(ax)
    bands = [each for each in ax.collections if isinstance(each, PolyCollection)]
    for number, (name, fan) in enumerate(data.fans.items()):
        days = [date2num(data.days[t]) for t in fan.round]  # type: ignore[no-untyped-call]
        np.testing.assert_array_equal(found[name].astype(float)[:, 0], days)
        np.testing.assert_array_equal(found[name].astype(float)[:, 1], fan.quantiles[:, 2])
        outer, inner = bands[2 * number : 2 * number + 2]
        assert set(heights_of(outer)) == set(fan.quantiles[:, [0, 4]].ravel())
        assert set(heights_of(inner)) == set(fan.quantiles[:, [1, 3]].ravel())


def test_payoffs_best_replies_and_equilibria() -> None:
    ax, data = drawn("payoff_matrix")
    written = [float(text.get_text().replace("\N{MINUS SIGN}", "-")) for text in ax.texts]
    np.testing.assert_allclose(written, data.payoffs.ravel(), atol=0.005 + 1e-9)
    (mesh,) = meshes(ax)
    np.testing.assert_array_equal(mesh.get_array(), data.payoffs[0])
    underlines = [len(each.get_paths()) for each in ax.collections if each is not mesh]
    assert underlines == [data.best_us.sum(), data.best_cn.sum()]
    assert len(ax.patches) == (data.best_us & data.best_cn).sum()


def arrows(ax: Axes) -> Quiver:
    (found,) = (each for each in ax.collections if isinstance(each, Quiver))
    return found


@pytest.mark.parametrize(("name", "corners"), [("replicator_field", CORNERS),
                                               ("replicator_square", np.eye(2))])  # fmt: skip
def test_field_paths_and_rest_points(name: str, corners: Floats) -> None:
    ax, data = drawn(name)
    quiver = arrows(ax)
    moving = np.hypot(*(data.rates @ corners).T) > 1e-12
    np.testing.assert_allclose(quiver.XY, (data.points @ corners)[moving])
    toward = (data.rates @ corners)[moving]
    crossed = toward[:, 0] * quiver.V - toward[:, 1] * quiver.U
    assert np.abs(crossed).max() < 1e-9
    assert (toward[:, 0] * quiver.U + toward[:, 1] * quiver.V > 0).all()
    assert all(is_drawn(ax, path @ corners) for path in data.paths)
    for kind in {point.kind for point in data.rest}:
        shares = np.array([point.shares for point in data.rest if point.kind == kind])
        np.testing.assert_allclose(lines(ax)[f"{kind} rest point"], shares @ corners)


def test_rate_of_two_strategies() -> None:
    ax, data = drawn("replicator_field of two")
    assert is_drawn(ax, np.column_stack([data.points[:, 0], data.rates[:, 0]]))
    scaled = CHICKEN[0] / np.ptp(CHICKEN[0])
    share = data.points[:, 0]
    gain = (scaled[0] - scaled[1]) @ data.points.T
    np.testing.assert_allclose(data.rates[:, 0], share * (1 - share) * gain, atol=1e-12)


def test_bars_of_a_tornado() -> None:
    ax, data = drawn("tornado")
    ends = [patch.get_x() + patch.get_width() for patch in ax.patches]
    np.testing.assert_allclose(ends, [*data.low, *data.high])
    rows = [patch.get_y() for patch in ax.patches[: len(data.names)]]
    assert rows == sorted(rows, reverse=True)
    spans = [np.ptp([a, b, data.base]) for a, b in zip(data.low, data.high, strict=True)]
    assert spans == sorted(spans, reverse=True)


def test_bars_of_correlations() -> None:
    ax, data = drawn("tornado of correlations")
    np.testing.assert_allclose([patch.get_width() for patch in ax.patches], data.high)
    whiskers = np.array([path.vertices[:, 0] for path in ax.collections[0].get_paths()])
    np.testing.assert_allclose(whiskers, data.intervals)


def test_lines_and_bands_of_a_convergence() -> None:
    ax, data = drawn("sobol_convergence")
    found = lines(ax)
    bands = [each for each in ax.collections if isinstance(each, PolyCollection)]
    assert list(found)[:6] == list(data.names[:6])
    assert len(bands) == 6
    for k, name in enumerate(data.names[:6]):
        np.testing.assert_array_equal(found[name], np.column_stack([data.base, data.index[:, k]]))
        assert set(heights_of(bands[k])) == {*data.low[:, k], *data.high[:, k]}
    assert all(is_drawn(ax, np.column_stack([data.base, each])) for each in data.index.T)
    assert "2 others" in found
    assert (np.diff(data.index[-1]) <= 0.0).all()


def test_points_and_names_of_elementary_effects() -> None:
    ax, data = drawn("morris_plot")
    assert is_drawn(ax, np.column_stack([data.mu_star, data.sigma]))
    whiskers = np.array([path.vertices[:, 0] for path in ax.collections[0].get_paths()])
    np.testing.assert_allclose(whiskers, data.interval)
    assert ax.get_xlim()[0] < whiskers.min()
    assert whiskers.max() < ax.get_xlim()[1]
    written = [text.get_text().replace("\n", "") for text in ax.texts]
    assert written == list(data.names)
    heights = [text.get_position()[1] for text in ax.texts]
    assert heights == sorted(heights, reverse=True)


def test_bars_of_sobol_indices() -> None:
    ax, data = drawn("sobol_bars")
    widths = [patch.get_width() for patch in ax.patches]
    np.testing.assert_allclose(widths, [*data.first, *data.total])
    assert list(data.total) == sorted(data.total, reverse=True)
    ends = [[path.vertices[:, 0] for path in each.get_paths()] for each in ax.collections]
    np.testing.assert_allclose(ends, [data.first_interval, data.total_interval])
    assert not any(isinstance(each, PathCollection) for each in ax.collections)


def test_groups_by_code_and_labels() -> None:
    runs = {"payoff_us": [0.1, 0.2, 0.3], "outcome": [1, 5, 1], "informed_us": [True, False, True]}
    assert {k: v.tolist() for k, v in by_code(runs, "payoff_us", "outcome").items()} == {
        "deal": [0.1, 0.3], "no deal": [0.2],
    }  # fmt: skip
    assert list(by_code(runs, "payoff_us", "informed_us")) == [
        "informed us false", "informed us true",
    ]  # fmt: skip
    assert column_label("leverage_cn") == "leverage of China (share of the pie)"
