"""Strategies that fail, and workers that are killed: the others go on, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.experiment import engines
from negotiation.experiment.campaign import campaign
from negotiation.experiment.executors import WorkersKilledError
from negotiation.experiment.job import Engine
from negotiation.experiment.running import resume_experiment, run_experiment
from tests.experiment import outside
from tests.experiment.sweeps import WORLDS, bytes_of, small


@pytest.mark.parametrize(
    ("strategy", "words"),
    [
        (outside.raising, "failed in round 0: ValueError('no idea')"),
        (outside.nonsense, "said 99"),
        (outside.not_a_number, "said nan"),
    ],
)
def test_a_failing_strategy_fails_its_runs_alone(strategy: Any, words: str) -> None:
    result = run_experiment(small(20, vary=WORLDS), us=strategy)
    runs, failures = result.to_pandas(), result.failures()
    failed = runs["status"] == "failed"
    assert 0 < failed.sum() < len(runs)
    assert failures["message"].str.contains(words, regex=False).all()
    assert (failures["stream"].to_numpy() == runs.loc[failed, "stream"].to_numpy()).all()
    assert runs.loc[failed, ["payoff_us", "outcome", "deal_us_0"]].isna().all(axis=None)
    assert runs.loc[~failed, ["payoff_us", "outcome"]].notna().all(axis=None)
    summary = result.summary()
    assert summary["failures"].sum() == failed.sum()
    assert (summary["n"] + summary["failures"] == 20).all()


@pytest.mark.parametrize("strategy", [outside.raising, outside.nonsense])
def test_failures_are_the_same_in_the_compiled_engine(
    strategy: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run_experiment(small(vary=WORLDS), us=strategy)
    monkeypatch.setattr(engines, "FEW_RUNS", 0)
    found = run_experiment(small(vary=WORLDS), us=strategy, workers=1)
    assert found.provenance["engine"] == "compiled"
    assert bytes_of(found.folder) == bytes_of(plain.folder)


def test_a_strategy_that_cannot_be_sent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "FEW_RUNS", 0)

    class Hidden(outside.Patient):
        pass

    with pytest.raises(InputError, match="cannot be sent"):
        run_experiment(small(vary=WORLDS), us=Hidden, notice=lambda _: None)


@pytest.mark.slow
@pytest.mark.parametrize(("kills", "survives"), [("x", True), ("x" * 20, False)])
def test_a_killed_worker(
    kills: str, survives: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kills"
    file.write_text(kills)
    monkeypatch.setenv(outside.KILLED, str(file))
    monkeypatch.setattr(engines, "FEW_RUNS", 0)
    experiment = small(2, vary=WORLDS, chunk_runs=6)
    options: Any = {"us": outside.Killed, "workers": 1, "notice": lambda _: None}
    if survives:
        found = run_experiment(experiment, tmp_path / "o", **options)
    else:
        with pytest.raises(WorkersKilledError, match="killed twice"):
            run_experiment(experiment, tmp_path / "o", **options)
        file.write_text("")
        found = resume_experiment(tmp_path / "o", **options)
    monkeypatch.setattr(engines, "FEW_RUNS", 1000)
    assert bytes_of(found.folder) == bytes_of(run_experiment(experiment, us=outside.Killed).folder)


def test_a_vector_that_is_too_short_keeps_a_strategy_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(engines, "FEW_RUNS", 0)
    notices: list[str] = []
    two = campaign(small(2, vary=WORLDS), notices.append, us=outside.of_the_second)
    four = campaign(small(2, vary=WORLDS), notices.append, us=outside.of_the_fourth)
    assert (two.work.engine, four.work.engine) == (Engine.COMPILED, Engine.MODEL)
    assert len(notices) == 1
    assert "does not join the compiled engine" in notices[0]
