"""The same experiment gives the same table, whoever runs it and in whatever pieces."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.errors import InputError
from negotiation.experiment import engines
from negotiation.experiment.campaign import Progress
from negotiation.experiment.document import Experiment
from negotiation.experiment.result import Result
from negotiation.experiment.running import resume_experiment, run_experiment
from negotiation.experiment.store import StorageError, Store
from tests.experiment import outside
from tests.experiment.sweeps import VARY, WORLDS, bytes_of, small, small_file, table_of

pytestmark = pytest.mark.slow

REPLICATES = 10


@pytest.fixture(scope="module")
def expected() -> Result:
    return run_experiment(small())


def engine_of(result: Result) -> str:
    return str(result.provenance["engine"])


# ------------------------------------------------------------------ what runs it does not matter


@pytest.mark.parametrize("chunk_runs", [1, 7])
def test_chunks_do_not_matter(chunk_runs: int, expected: Result) -> None:
    found = run_experiment(small(chunk_runs=chunk_runs))
    assert len(found.store.committed) == -(-60 // chunk_runs)
    assert table_of(found).equals(table_of(expected))


@pytest.mark.parametrize("workers", [1, 2])
def test_the_compiled_engine_gives_the_same_bytes(
    workers: int, expected: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "FEW_RUNS", 0)
    found = run_experiment(small(chunk_runs=7), workers=workers)
    assert engine_of(found) == "compiled"
    assert bytes_of(found.folder) == bytes_of(run_plainly(small(chunk_runs=7)).folder)


def run_plainly(experiment: Experiment, **options: Any) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "FEW_RUNS", 1_000_000)
        return run_experiment(experiment, **options)


@pytest.mark.slow
def test_mesa_models_in_processes_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = small(2, vary=WORLDS, chunk_runs=5, keep_rounds=True)
    plain = run_experiment(experiment, us=outside.Patient)
    monkeypatch.setattr(engines, "FEW_RUNS", 0)
    notices: list[str] = []
    found = run_experiment(experiment, us=outside.Patient, workers=2, notice=notices.append)
    assert engine_of(found) == "model"
    assert bytes_of(found.folder) == bytes_of(plain.folder)
    assert len(notices) == 1
    assert "slower" in notices[0]


@pytest.mark.slow
def test_dask_gives_the_same_bytes() -> None:
    pytest.importorskip("distributed")
    experiment = small(chunk_runs=7)
    found = run_experiment(experiment, engine="dask", workers=2)
    assert bytes_of(found.folder) == bytes_of(run_experiment(experiment).folder)


@pytest.mark.slow
def test_a_lost_scheduler_costs_nothing_that_was_committed(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    from negotiation.experiment.dask_executor import SchedulerLostError

    experiment = small(chunk_runs=1)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        place: dict[str, Any] = {"engine": "dask", "scheduler": cluster.scheduler_address}

        def close(progress: Progress) -> None:
            if progress.runs:
                cluster.close()

        with pytest.raises(SchedulerLostError, match="was lost; what was committed is safe"):
            run_experiment(experiment, tmp_path / "o", progress=close, **place)
    assert 0 < Store.open(tmp_path / "o").runs < 60
    found = resume_experiment(tmp_path / "o")
    assert bytes_of(found.folder) == bytes_of(run_experiment(experiment).folder)


def test_a_file_and_python_give_the_same_table(tmp_path: Path, expected: Result) -> None:
    found = run_experiment(Experiment.from_file(small_file(tmp_path)))
    assert table_of(found).equals(table_of(expected))


# ------------------------------------------------------------------ going on


class Enough(BaseException):
    """Stops an experiment from inside."""


def interrupted(experiment: Experiment, folder: Path, chunks: int, **options: Any) -> None:
    def stop(progress: Progress) -> None:
        if progress.runs >= chunks * experiment.chunk_runs:
            raise Enough

    with pytest.raises(Enough):
        run_experiment(experiment, folder, progress=stop, **options)


@pytest.mark.parametrize("chunks", [0, 1, 5])
def test_an_interrupted_experiment_goes_on(chunks: int, tmp_path: Path) -> None:
    experiment = small(chunk_runs=7)
    interrupted(experiment, tmp_path / "cut", chunks)
    assert len(Store.open(tmp_path / "cut").committed) == chunks
    found = resume_experiment(tmp_path / "cut")
    assert found.is_complete
    assert bytes_of(found.folder) == bytes_of(run_experiment(experiment, tmp_path / "whole").folder)


def test_a_finished_experiment_is_left_as_it_is(tmp_path: Path) -> None:
    once = bytes_of(run_experiment(small(), tmp_path / "o").folder)
    assert resume_experiment(tmp_path / "o").is_complete
    assert bytes_of(tmp_path / "o") == once


def test_more_replicates_change_no_row(expected: Result) -> None:
    more = run_experiment(small(REPLICATES + 3)).to_pandas()
    kept = more[more["replicate"] < REPLICATES].reset_index(drop=True)
    assert same(kept, expected.to_pandas())


def test_more_points_change_no_row(expected: Result) -> None:
    vary = {**VARY, "two_issue.h": [0.65, *VARY["two_issue.h"]]}
    more = run_experiment(small(vary=vary)).to_pandas()
    kept = more[more["two_issue.h"] != 0.65].reset_index(drop=True)
    assert same(kept, expected.to_pandas())


def same(found: Any, expected: Any) -> bool:
    return bool(found.astype(object).equals(expected.astype(object)))


def test_other_rules_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(small(), tmp_path / "o", 0)
    monkeypatch.setattr("negotiation.experiment.running.rules_digest", lambda: "0" * 64)
    with pytest.raises(InputError, match="other rules"):
        resume_experiment(tmp_path / "o")


# ------------------------------------------------------------------ stop rule

STOP = {"outcome": "payoff_us", "width": 0.12, "max_runs": 2000}


def test_a_stop_rule_gives_the_same_table_in_any_pieces(tmp_path: Path) -> None:
    vary = {"two_issue.h": [0.55, 0.8]}
    results = [run_plainly(small(40, vary=vary, stop=STOP, chunk_runs=n)) for n in (1000, 33)]
    once, other = (table_of(each) for each in results)
    assert once.equals(other)
    assert len(once) > 80
    experiment = small(40, vary=vary, stop=STOP, chunk_runs=33)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "FEW_RUNS", 10_000)
        interrupted(experiment, tmp_path / "cut", 4)
        found = resume_experiment(tmp_path / "cut")
    assert bytes_of(found.folder) == bytes_of(results[1].folder)


def test_a_stop_rule_runs_until_intervals_are_narrow() -> None:
    vary = {"two_issue.h": [0.55, 0.8]}
    result = run_plainly(small(40, vary=vary, stop=STOP))
    summary = result.summary(["payoff_us"])
    width = summary["payoff_us_high"] - summary["payoff_us_low"]
    assert (width <= STOP["width"]).all()
    assert (summary["n"] % 40 == 0).all()


# ------------------------------------------------------------------ the disk


def test_a_full_disk_keeps_what_was_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.experiment.store import folder as storage

    write_all, calls = storage.write_all, []

    def fails(descriptor: int, content: bytes) -> None:
        calls.append(len(content))
        if len(calls) > 9:
            raise OSError(28, "No space left on device")
        write_all(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(storage, "write_all", fails)
        with pytest.raises(StorageError, match="the disk is full"):
            run_experiment(small(chunk_runs=7), tmp_path / "o")
    assert Store.open(tmp_path / "o").runs > 0
    found = resume_experiment(tmp_path / "o")
    assert bytes_of(found.folder) == bytes_of(run_experiment(small(chunk_runs=7)).folder)


# ------------------------------------------------------------------ choices


def test_progress_tells_runs_and_failures(tmp_path: Path) -> None:
    told: list[Progress] = []
    run_experiment(small(vary=WORLDS, chunk_runs=25), us=outside.nonsense, progress=told.append)
    assert [each.runs for each in told] == [0, 25, 50, 60]
    assert told[-1].failures > 0
    assert told[-1].planned == told[-1].most == 60


@pytest.mark.parametrize(
    "choice", [{"workers": 0}, {"engine": "slurm"}, {"scheduler": "tcp://127.0.0.1:1"}]
)
def test_choices_that_make_no_sense_are_refused(choice: Any) -> None:
    with pytest.raises(InputError):
        run_experiment(small(), **choice)


def test_temporary_results_go_with_the_result() -> None:
    result = run_experiment(small(1))
    folder = result.folder
    assert folder.is_dir()
    del result
    assert not folder.exists()


def test_varied_values_stand_as_the_design_has_them() -> None:
    runs = run_experiment(small(1, vary={"us.timing.strategy": ["talk:4", "talk:2"]})).to_pandas(
        ["us.timing.strategy", "us.timing.rounds"]
    )
    assert runs["us.timing.strategy"].astype(str).tolist() == ["talk:4", "talk:2"]
    assert runs["us.timing.rounds"].tolist() == [4, 2]


def test_parameters_stand_in_the_table(expected: Result) -> None:
    runs = expected.to_pandas(all_parameters=True)
    assert runs["us.timing.strategy"].astype(str).unique().tolist() == ["talk"]
    assert runs["time.days_per_round"].unique().tolist() == [30.0]
    assert sorted(runs["two_issue.h"].unique()) == VARY["two_issue.h"]
    weights = runs["us.profiles.'first issue first'.weights.first"]
    assert np.array_equal(weights, runs["two_issue.h"])
    schema = expected.store.dataset().schema
    assert schema.field("time.days_per_round").metadata[b"unit"] == b"days"
    assert schema.field("payoff_us").metadata[b"unit"] == b"share of the pie"
