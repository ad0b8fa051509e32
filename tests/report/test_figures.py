"""Which figures a folder can feed, and that they show its numbers."""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from matplotlib.figure import Figure

from negotiation.experiment.running import run_experiment
from negotiation.plots import regime_map_data
from negotiation.report import courses
from negotiation.report.courses import example_of, replayed
from negotiation.report.drawing import draw_all, draw_possible
from negotiation.report.factors import factors_of
from negotiation.report.games import opponents, payoffs_of
from negotiation.report.kinds import KINDS, choose, usual
from negotiation.report.maps import by_cell
from negotiation.report.pictures import CannotDrawError, balanced
from negotiation.report.responses import line_of
from negotiation.report.spreads import grouping, groups_of
from negotiation.report.sweep import Sweep
from tests.experiment import outside
from tests.report.folders import NUMBERS, STRATEGIES, sweep_of


@pytest.fixture(scope="module")
def tournament() -> Sweep:
    return sweep_of(STRATEGIES)


@pytest.fixture(scope="module")
def plain() -> Sweep:
    return sweep_of(replicates=45, keep_rounds=True)


@pytest.fixture(scope="module")
def numbers() -> Sweep:
    return sweep_of(NUMBERS)


def names(sweep: Sweep, *kinds: str) -> list[str]:
    return [picture.name for picture in choose(sweep, kinds or KINDS).all()]


# ------------------------------------------------------------------ factors


def design(**columns: Any) -> pa.Table:
    rows = len(next(iter(columns.values())))
    return pa.table({"experiment": [""] * rows, **columns})


def test_names_that_were_not_all_combined_are_one_factor() -> None:
    table = design(
        **{"us.timing.strategy": ["offer", "talk", "talk"], "h": [0.6, 0.7, 0.6],
           "cn.timing.strategy": ["talk", "offer", "talk"]}
    )  # fmt: skip
    joint, number = factors_of(table, {"h": "weight"})
    assert joint.names == ("offer, talk", "talk, offer", "talk, talk")
    assert joint.title == "timing strategy of the US, timing strategy of China"
    assert (number.label, number.levels, number.codes.tolist()) == (
        "h (weight)", (0.6, 0.7), [0, 1, 0]
    )  # fmt: skip


def test_names_that_were_all_combined_stay_apart() -> None:
    table = design(
        **{"us.tactic.name": ["firm", "firm", "split", "split"],
           "cn.tactic.name": ["firm", "split"] * 2}
    )  # fmt: skip
    assert [factor.owner for factor in factors_of(table, {})] == ["us", "cn"]


def test_parameters_that_move_together_are_one_factor() -> None:
    (factor,) = factors_of(design(a=[1, 2], b=[1, 2], c=[5, 5]), {})
    assert factor.addresses == ("a", "b")


def test_what_a_sub_experiment_does_not_vary_goes_unsaid() -> None:
    table = pa.table({"experiment": ["a", "a", "b"], "h": [0.6, 0.7, None]})
    (factor,) = factors_of(table, {})
    assert factor.names == ("a, 0.6", "a, 0.7", "b")


# ------------------------------------------------------------------ which kinds


def test_a_tournament_on_a_grid_feeds_all_but_rounds(tournament: Sweep) -> None:
    choice = choose(tournament, KINDS)
    assert set(KINDS) - set(choice.pictures) == {"fan_chart"}
    assert "keep_rounds" in choice.reasons["fan_chart"]
    assert "regime_map_payoff_us" in names(tournament)


def test_two_numbers_feed_maps_of_endings_and_payoffs(numbers: Sweep) -> None:
    assert names(numbers, "regime_map") == ["regime_map_endings"]
    choice = choose(numbers, KINDS)
    assert set(choice.reasons) == {
        "payoff_matrix", "replicator_square", "replicator_field", "fan_chart",
    }  # fmt: skip
    assert {"value_map", "tornado"} <= set(usual(numbers))


def test_one_point_feeds_distributions_and_courses(plain: Sweep) -> None:
    choice = choose(plain, KINDS)
    assert "needs two varied numbers" in choice.reasons["regime_map"]
    assert set(choice.pictures) == {
        "raincloud", "ridgeline", "outcome_ecdf", "fan_chart", "timeline", "pareto_plot",
    }  # fmt: skip
    assert names(plain, "outcome_ecdf") == ["outcome_ecdf_payoff"]
    assert "timeline" in usual(plain)


def test_points_off_a_grid_make_no_map() -> None:
    sweep = sweep_of(
        [{"parameter": "two_issue.h", "values": [0.6, 0.7, 0.8]},
         {"parameter": "two_issue.c", "values": [0.01, 0.02, 0.05]}], design={"kind": "list"}
    )  # fmt: skip
    assert len(sweep.factors) == 2
    assert "does not combine every value" in choose(sweep, ["regime_map"]).reasons["regime_map"]


def test_few_runs_make_no_fan() -> None:
    reasons = choose(sweep_of(keep_rounds=True), ["fan_chart"]).reasons
    assert reasons == {"fan_chart": "no round has enough runs for quantiles, 20 or more"}


def test_offers_that_nobody_makes_are_no_figure() -> None:
    silent = {f"{side}.timing.strategy": "stubborn_demand" for side in ("us", "cn")}
    sweep = sweep_of(replicates=20, keep_rounds=True, fixed=silent)
    assert names(sweep, "fan_chart") == ["fan_chart_leverage"]


def test_other_rules_make_no_replay(plain: Sweep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "rules_digest", lambda: "0" * 64)
    assert "rules of the game have changed" in choose(plain, ["timeline"]).reasons["timeline"]


def test_many_strategies_are_ridges_and_no_curves() -> None:
    strategies = [f"talk:{rounds}" for rounds in range(8)]
    sweep = sweep_of({"us.timing.strategy": strategies}, replicates=2)
    assert ("ridgeline" in usual(sweep), "raincloud" in usual(sweep)) == (True, False)
    assert names(sweep, "outcome_ecdf") == ["outcome_ecdf_payoff"]


# ------------------------------------------------------------------ their numbers


def test_each_side_is_grouped_by_its_own_strategy(tournament: Sweep) -> None:
    factor = grouping(tournament, "cn", 6)
    assert factor is not None
    assert factor.addresses == ("cn.timing.strategy",)
    runs = tournament.result.to_pandas()
    groups = groups_of(tournament, factor, "payoff_cn")
    for name, values in groups.items():
        expected = runs.loc[runs["cn.timing.strategy"].astype(str) == name, "payoff_cn"]
        assert np.array_equal(values, expected.to_numpy())


def test_the_matrix_holds_the_means_of_the_pairs(tournament: Sweep) -> None:
    us, cn = opponents(tournament)
    runs = tournament.result.to_pandas()
    for side, table in zip(("us", "cn"), payoffs_of(tournament, us, cn), strict=True):
        by = [runs["us.timing.strategy"].astype(str), runs["cn.timing.strategy"].astype(str)]
        means = runs[f"payoff_{side}"].groupby(by).mean()
        assert table[0, 1] == pytest.approx(means["offer", "talk"])
        assert table[1, 0] == pytest.approx(means["talk", "offer"])


def test_rows_and_columns_are_named_by_what_is_varied() -> None:
    tactics = {f"{side}.tactic.name": ["firm", "split"] for side in ("us", "cn")}
    (drawn,) = draw_all(choose(sweep_of(tactics), ["payoff_matrix"]).all())
    ax = drawn.figure.axes[0]
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("tactic of the US", "tactic of China")


def test_one_population_plays_both_sides() -> None:
    vary = {"us.timing.strategy": ["offer", "talk"], "cn.timing.strategy": ["talk", "offer"]}
    sweep = sweep_of(vary)
    (picture,) = choose(sweep, ["replicator_field"]).all()
    payoffs, strategies = picture.draw.args  # type: ignore[attr-defined]
    runs = sweep.result.to_pandas()
    us, cn = (runs[f"{side}.timing.strategy"].astype(str) for side in ("us", "cn"))
    assert strategies == ("offer", "talk")
    for i, own in enumerate(strategies):
        for j, other in enumerate(strategies):
            first = runs.loc[(us == own) & (cn == other), "payoff_us"].mean()
            second = runs.loc[(us == other) & (cn == own), "payoff_cn"].mean()
            assert payoffs[i, j] == pytest.approx((first + second) / 2)


def test_different_strategies_are_no_one_population() -> None:
    vary = {"us.timing.strategy": ["offer", "talk"], "cn.timing.strategy": ["talk", "demand"]}
    reasons = choose(sweep_of(vary), ["replicator_field"]).reasons
    assert "same two or three strategies of both sides" in reasons["replicator_field"]


def test_the_cube_holds_every_run(numbers: Sweep) -> None:
    runs = numbers.result.to_pandas()
    cube = numbers.cube("payoff_us")
    assert cube.shape == (6, 4)
    assert np.array_equal(cube.ravel(), runs["payoff_us"].to_numpy())


def test_cells_are_means_over_what_else_is_varied(tournament: Sweep) -> None:
    h, c = tournament.numbers()
    cells = by_cell(tournament.cube("payoff_us"), balanced(tournament, (c, h)))
    runs = tournament.result.to_pandas()
    at = (runs["two_issue.c"] == 0.05) & (runs["two_issue.h"] == 0.6) & (runs["replicate"] == 3)
    assert cells.shape == (3, 2, 4)
    assert cells[2, 0, 3] == pytest.approx(runs.loc[at, "payoff_us"].mean())


def test_cells_without_runs_stay_empty() -> None:
    cube = np.array([[1.0, 2.0, np.nan], [3.0, 5.0, 7.0], [np.nan] * 3, [0.0, 0.0, 0.0]])
    cells = by_cell(cube, np.arange(4).reshape(2, 2, 1))
    assert cells[0].tolist() == [[1.0, 2.0], [3.0, 5.0]]
    assert np.isnan(cells[1, 0]).all()
    with pytest.raises(CannotDrawError, match="two replicates"):
        by_cell(cube[:, 1:], np.arange(4).reshape(2, 2, 1))
    found = regime_map_data([0, 1], [0, 1], {"a": cells, "b": cells + 1.0})
    assert found.best.tolist() == [[1, 1], [-1, 1]]


def test_the_replay_is_the_run(plain: Sweep) -> None:
    played, words = replayed(plain)
    assert played.run["payoff_us"] == plain.values("payoff_us")[example_of(plain)]
    assert "seed 7, stream" in words


def test_failed_runs_are_left_out() -> None:
    vary = {"two_issue.h": [0.6, 0.7], "two_issue.c": [0.01, 0.02]}
    experiment = sweep_of(vary).result.experiment.model_copy(update={"replicates": 12})
    sweep = Sweep(run_experiment(experiment, us=outside.raising))
    assert sweep.failed > 0
    assert sweep.runs + sweep.failed == 48
    assert np.isnan(sweep.cube("payoff_us")).sum() == sweep.failed
    choice = choose(sweep, ["regime_map", "outcome_ecdf", "timeline"])
    assert "needs an object to play it" in choice.reasons["timeline"]
    assert len(draw_all(choice.all())) == len(choice.all()) > 0


def test_lines_hold_the_means_along_the_first_number(tournament: Sweep) -> None:
    us, _ = tournament.names()
    h = tournament.numbers()[0]
    runs = tournament.result.to_pandas()
    line = line_of(tournament, "payoff_us", h, us.codes[tournament.points] == 1)
    for level, found in zip(h.levels, line, strict=True):
        at = (runs["two_issue.h"] == level) & (runs["us.timing.strategy"].astype(str) == "talk")
        assert found.value == pytest.approx(runs.loc[at, "payoff_us"].mean())
        assert found.n == 4  # replicates: each is at several points


def test_one_number_is_drawn_as_lines(numbers: Sweep) -> None:
    one = sweep_of({"two_issue.c": [0.01, 0.02]})
    assert names(one, "response_lines") == ["response_lines_payoff"]
    assert ("response_lines" in usual(one), "response_lines" in usual(numbers)) == (True, False)


# ------------------------------------------------------------------ drawing


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tournament", "plain", "numbers"])
def test_every_possible_kind_is_drawn(name: str, request: pytest.FixtureRequest) -> None:
    sweep = request.getfixturevalue(name)
    pictures = choose(sweep, KINDS).all()
    assert len({picture.name for picture in pictures}) == len(pictures)
    drawn, refused = draw_possible(pictures)
    assert refused == {}
    for picture, figure in drawn:
        assert isinstance(figure, Figure)
        assert all(ax.get_xlabel() or ax.get_ylabel() for ax in figure.axes)
        assert picture.caption.endswith(".")


def test_groups_of_numbers_are_named_in_the_legend(numbers: Sweep) -> None:
    (drawn, _) = draw_all(choose(numbers, ["outcome_ecdf"]).all())
    legend = drawn.figure.axes[0].get_legend()
    assert legend is not None
    assert legend.get_title().get_text() == "two_issue.h (weight)"


def test_what_cannot_be_drawn_is_told(plain: Sweep) -> None:
    (picture,) = choose(plain, ["outcome_ecdf"]).all()
    broken = sweep_of()
    broken.columns["payoff_us"] = np.full(broken.runs, np.nan)
    drawn, refused = draw_possible([*choose(broken, ["outcome_ecdf"]).all(), picture])
    assert (len(drawn), list(refused)) == (1, ["outcome_ecdf_payoff"])
    assert "no finite numbers" in refused["outcome_ecdf_payoff"]
