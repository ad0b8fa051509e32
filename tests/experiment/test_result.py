"""Results as tables, summaries, arrays and files."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from negotiation.errors import InputError
from negotiation.experiment.export import export
from negotiation.experiment.result import Result
from negotiation.experiment.running import run_experiment
from negotiation.play import cast, play
from negotiation.scenario import load_scenario
from tests.experiment import outside
from tests.experiment.sweeps import VARY, WORLDS, small

pytestmark = pytest.mark.slow

REPLICATES = 8


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    experiment = small(REPLICATES, chunk_runs=10, keep_rounds=True)
    return run_experiment(experiment, tmp_path_factory.mktemp("results") / "o")


# ------------------------------------------------------------------ tables


def test_a_row_replays(result: Result) -> None:
    rows = result.to_pandas()
    row = rows[(rows["two_issue.h"] == 0.7) & (rows["us.timing.rounds"] == 2)].iloc[3]
    scenario = load_scenario("two-issue", ["us.timing.rounds=2", "two_issue.h=0.7"])
    played = play(cast(scenario), int(row["seed"]), int(row["stream"]))
    for name in ("outcome", "round", "payoff_us", "payoff_cn", "profile_us", "informed_cn"):
        assert row[name] == played.run[name]
    assert (row["deal_us_0"], row["deal_us_1"]) == tuple(played.run["deal_us"])
    rounds = result.rounds()
    own = rounds[(rounds["point"] == row["point"]) & (rounds["replicate"] == row["replicate"])]
    assert own["round"].tolist() == [record["round"] for record in played.rounds]
    assert own["belief_us_0"].tolist() == [record["belief_us"][0] for record in played.rounds]


def test_columns_can_be_chosen(result: Result) -> None:
    assert result.to_pandas(["point", "payoff_us"]).columns.tolist() == ["point", "payoff_us"]
    with pytest.raises(InputError, match="unknown column"):
        result.to_pandas(["payof_us"])
    everything = result.to_pandas(all_parameters=True)
    assert set(result.to_pandas().columns) < set(everything.columns)


def test_an_opened_folder_gives_the_same(result: Result) -> None:
    again = Result.open(result.folder)
    assert again.to_pandas().equals(result.to_pandas())
    assert again.parameters == list(VARY)
    assert again.design["two_issue.h"].tolist() == VARY["two_issue.h"] * 2
    assert again.experiment.replicates == REPLICATES


def test_rounds_that_were_not_kept_are_refused() -> None:
    with pytest.raises(InputError, match="not kept"):
        run_experiment(small(1)).rounds()


def test_provenance_tells_versions_and_seed(result: Result) -> None:
    noted = result.provenance
    assert noted["seed"] == 7
    assert {"python", "numpy", "numba", "mesa", "pyarrow", "negotiation"} <= set(noted["versions"])
    assert noted["started"].endswith("+00:00")
    assert noted["engine"] == "plain"


# ------------------------------------------------------------------ summaries


def test_a_summary_has_means_and_rates_with_intervals(result: Result) -> None:
    summary = result.summary(["payoff_us", "deal", "first_tabler", "informed_us"])
    runs = result.to_pandas()
    assert summary["n"].tolist() == [REPLICATES] * 6
    for _, point in summary.iterrows():
        own = runs[runs["point"] == point["point"]]
        assert point["payoff_us_mean"] == pytest.approx(own["payoff_us"].mean())
        assert point["payoff_us_sd"] == pytest.approx(own["payoff_us"].std())
        assert point["payoff_us_low"] <= point["payoff_us_mean"] <= point["payoff_us_high"]
        assert point["deal_rate"] == (own["outcome"] == 1).mean()
        assert point["deal_low"] <= point["deal_rate"] <= point["deal_high"]
        assert point["first_tabler_cn_rate"] == (own["first_tabler"] == 1).mean()
        assert point["informed_us_rate"] == own["informed_us"].astype(float).mean()


def test_the_default_summary_is_that_of_the_experiment(result: Result) -> None:
    names = set(result.summary().columns)
    assert {"payoff_us_mean", "deal_rate", "us.timing.rounds", "two_issue.h"} <= names
    with pytest.raises(InputError, match="did you mean 'payoff_us'"):
        result.summary(["payof_us"])


# ------------------------------------------------------------------ arrays


def test_a_full_grid_has_a_dimension_each(result: Result) -> None:
    pytest.importorskip("xarray")
    data = result.to_xarray()
    assert dict(data.sizes) == {"us.timing.rounds": 2, "two_issue.h": 3, "replicate": REPLICATES}
    runs = result.to_pandas()
    own = runs[(runs["two_issue.h"] == 0.8) & (runs["us.timing.rounds"] == 2)]
    found = data["payoff_us"].sel({"two_issue.h": 0.8, "us.timing.rounds": 2})
    assert found.values.tolist() == own["payoff_us"].tolist()
    assert data["payoff_us"].attrs["unit"] == "share of the pie"


def test_another_design_has_points() -> None:
    pytest.importorskip("xarray")
    vary = [
        {"parameters": ["us.timing.rounds", "cn.timing.rounds"], "values": [[0, 1], [2, 1], [0, 3]]}
    ]
    data = run_experiment(small(2, vary=vary)).to_xarray()
    assert dict(data.sizes) == {"point": 3, "replicate": 2}
    assert data["cn.timing.rounds"].values.tolist() == [1, 1, 3]


def test_parameters_that_move_together_share_a_dimension() -> None:
    pytest.importorskip("xarray")
    vary = [{"parameters": ["us.timing.rounds", "cn.timing.rounds"], "values": [1, 2, 3]}]
    data = run_experiment(small(2, vary=vary)).to_xarray()
    assert dict(data.sizes) == {"us.timing.rounds": 3, "replicate": 2}
    assert data["cn.timing.rounds"].values.tolist() == [1, 2, 3]


def test_failed_runs_are_missing_values() -> None:
    pytest.importorskip("xarray")
    result = run_experiment(small(10, vary=WORLDS), us=outside.nonsense)
    missing = np.isnan(result.to_xarray()["payoff_us"].values).sum()
    assert missing == len(result.failures()) > 0


# ------------------------------------------------------------------ files


def test_csv_holds_every_run(result: Result, tmp_path: Path) -> None:
    export(result.folder, "csv", out=tmp_path / "runs.csv")
    with (tmp_path / "runs.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6 * REPLICATES
    runs = result.to_pandas()
    assert [float(row["payoff_us"]) for row in rows] == runs["payoff_us"].tolist()
    assert [row["point"] for row in rows] == runs["point"].astype(str).tolist()


@pytest.mark.parametrize("table", ["runs", "rounds", "design"])
def test_parquet_is_one_file(table: str, result: Result, tmp_path: Path) -> None:
    export(result.folder, "parquet", table, tmp_path / "all.parquet")
    found = pq.read_table(tmp_path / "all.parquet")
    rows = {"runs": 48, "design": 6, "rounds": len(result.rounds())}
    assert found.num_rows == rows[table]
    assert [each.name for each in tmp_path.iterdir()] == ["all.parquet"]


def test_netcdf_reads_back(result: Result, tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    export(result.folder, "netcdf", out=tmp_path / "runs.nc")
    with xarray.open_dataset(tmp_path / "runs.nc", engine="scipy") as data:
        assert data["payoff_us"].equals(result.to_xarray()["payoff_us"])


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run_experiment(small(1))
    with pytest.raises(InputError, match="no table 'rounds'"):
        export(result.folder, "csv", "rounds", tmp_path / "r.csv")
    export(result.folder, "csv", "failures", tmp_path / "f.csv")
    assert (tmp_path / "f.csv").read_text().count("\n") == 1


@pytest.mark.parametrize("choice", [("parquet", "runs", None), ("netcdf", "design", "x.nc")])
def test_exports_that_make_no_sense_are_refused(choice: Any, result: Result) -> None:
    with pytest.raises(InputError):
        export(result.folder, *choice)


def test_provenance_is_json(result: Result) -> None:
    assert json.loads((result.folder / "provenance.json").read_text()) == result.provenance
