"""What the analyses read of a folder, and what they refuse."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.errors import ExitCode, InputError
from negotiation.experiment.distributions import Uniform
from negotiation.experiment.document import Experiment
from negotiation.experiment.result import Result
from negotiation.sensitivity import (
    chance_share,
    convergence,
    interactions,
    morris_effects,
    sobol_indices,
)
from negotiation.sensitivity.sample import means_of, parameters_of, read_sample
from tests.experiment import outside
from tests.sensitivity.sweeps import Folder, told

ANALYSES = {"saltelli": sobol_indices, "morris": morris_effects}


def test_points_are_read_in_the_order_of_the_design(folder: Folder) -> None:
    result = Result.open(folder("saltelli"))
    runs = result.to_pandas(["point", "payoff_us"])
    by_point = runs.groupby("point", observed=True)["payoff_us"].mean()
    expected = by_point.loc[result.design["point"]].to_numpy()
    np.testing.assert_allclose(means_of(result, "payoff_us"), expected, atol=1e-15)
    names, reaches, places = parameters_of(result)
    assert names == ("two_issue.c", "us.timing.strategy (+1)", "us.tactic.name")
    np.testing.assert_allclose(reaches, (0.115, 1.0, 1.0), rtol=1e-12)
    assert places.shape == (128, 3)
    assert len(np.unique(places[:, 1])) == 2


@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_equal_points_have_equal_outcomes(folder: Folder, kind: str) -> None:
    sample = read_sample(Result.open(folder(kind)), "payoff_us", kind)
    rows, at = np.unique(sample.places, axis=0, return_inverse=True)
    assert kind == "morris" or len(rows) < len(at)
    assert all(np.ptp(sample.means[at.ravel() == k]) == 0.0 for k in range(len(rows)))


def test_the_last_of_a_convergence_is_the_whole_sample(folder: Folder) -> None:
    result = Result.open(folder("saltelli"))
    grown = convergence(result)
    assert grown["base"].unique().tolist() == [8, 16]
    last = grown[grown["base"] == 16].drop(columns="base").reset_index(drop=True)
    assert last.equals(sobol_indices(result))


def test_base_points_without_variance_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    vary = {
        "us.tactic.opening_claim": Uniform(low=0.5, high=0.99),
        "us.tactic.name": ["firm", "conceder"], "cn.tactic.name": ["firm", "boulware"],
    }  # fmt: skip
    design = {"kind": "saltelli", "base": 2, "second_order": True}
    given = {"scenario": "two-issue", "design": design, "replicates": 1, "seed": 19}
    result = Experiment(vary=vary, **given).run()
    assert np.ptp(means_of(result, "round")) > 0.0
    for analysis in (sobol_indices, interactions):
        with pytest.raises(InputError, match="round is the same at all 2 base points"):
            analysis(result, "round")
    err = told(capsys, str(result.folder), "--outcome", "round", code=ExitCode.BAD_INPUT)
    assert "allowed: a new run with a larger base" in err
    assert convergence(result, "round")["total"].isna().all()


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, np.nan])
@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_a_confidence_that_is_no_chance_is_refused(
    folder: Folder, kind: str, confidence: float
) -> None:
    with pytest.raises(InputError, match=r"confidence: is .*; allowed: a number in \(0, 1\)"):
        ANALYSES[kind](Result.open(folder(kind)), confidence=confidence)


def test_the_effect_of_a_whole_number_is_the_change_over_its_range() -> None:
    given = {"scenario": "two-issue", "replicates": 4, "seed": 7}
    vary = {"us.timing.rounds": Uniform(low=0, high=1)}
    result = Experiment(vary=vary, design={"kind": "morris", "trajectories": 4}, **given).run()
    runs = result.to_pandas(["us.timing.rounds", "first_tabled_round"])
    none, one = runs.groupby("us.timing.rounds")["first_tabled_round"].mean()
    (row,) = morris_effects(result, "first_tabled_round").itertuples()
    assert row.mu_star == pytest.approx(abs(one - none))
    assert row.mu_star > 0.0
    assert row.sigma == 0.0


def test_interactions_need_their_sample(folder: Folder) -> None:
    assert len(interactions(Result.open(folder("saltelli")))) == 3
    with pytest.raises(InputError, match=r"second_order: is false; allowed: a new run with true"):
        interactions(Result.open(folder("first")))


@pytest.mark.parametrize(("kind", "other"), [("saltelli", "morris"), ("morris", "saltelli")])
def test_each_analysis_needs_its_own_design(folder: Folder, kind: str, other: str) -> None:
    with pytest.raises(InputError, match=f"is '{other}', which was not sampled"):
        ANALYSES[kind](Result.open(folder(other)))


def test_failed_runs_are_counted_and_refused(tmp_path: Path) -> None:
    experiment = Experiment(
        scenario="two-issue", seed=7, replicates=10, design={"kind": "morris", "trajectories": 2},
        vary={"us.tactic.name": ["firm", "boulware"]},
    )  # fmt: skip
    result = experiment.run(us=outside.raising)
    with pytest.raises(InputError, match=r"\d+ runs failed, at \d of 4 points"):
        morris_effects(result)


def test_a_base_beyond_the_largest_is_not_proposed() -> None:
    with pytest.raises(InputError, match="is no power of two") as caught:
        Experiment(scenario="two-issue", design={"kind": "saltelli", "base": 999_999})
    assert caught.value.allowed == "524288"


def test_sub_experiments_are_refused(tmp_path: Path) -> None:
    parts = [{"name": "one"}, {"name": "other", "fixed": {"time.rounds": 20}}]
    given = {"design": {"kind": "morris", "trajectories": 2}, "experiment": parts}
    vary = {"us.tactic.name": ["firm", "boulware"]}
    result = Experiment(scenario="two-issue", replicates=1, vary=vary, **given).run()
    with pytest.raises(InputError, match="has sub-experiments"):
        morris_effects(result)


def test_without_the_extra_the_error_names_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.sensitivity import sample

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(sample, "import_module", absent)
    with pytest.raises(InputError, match=r"pip install 'negotiation\[sensitivity\]'"):
        sobol_indices(Result.open(folder("first")))


@pytest.mark.parametrize(("replicates", "of_whole"), [(20, 1 / 4), (5, 6 / 25)])
def test_the_share_of_chance_is_that_of_two_halves(replicates: int, of_whole: float) -> None:
    given = {
        "scenario": "two-issue", "seed": 7, "design": {"kind": "morris", "trajectories": 4},
        "vary": {"us.tactic.opening_claim": [0.6, 0.9], "us.timing.rounds": [0, 3]},
    }  # fmt: skip
    one, many = (Experiment(replicates=n, **given).run() for n in (1, replicates))
    runs = many.to_pandas(["point", "replicate", "payoff_us"])
    table = runs.pivot(index="point", columns="replicate", values="payoff_us").to_numpy()
    even, odd = table[:, ::2].mean(axis=1), table[:, 1::2].mean(axis=1)
    expected = of_whole * (even - odd).var() / table.mean(axis=1).var()
    assert 0.0 < expected < 0.5
    assert chance_share(many) == pytest.approx(expected)
    assert np.isnan(chance_share(one))
