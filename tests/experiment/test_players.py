"""Strategies given beside an experiment: what is kept of them, and what going on needs."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode, InputError
from negotiation.experiment.campaign import Progress
from negotiation.experiment.document import Experiment
from negotiation.experiment.mending import mend_folder
from negotiation.experiment.result import Result
from negotiation.experiment.running import resume_experiment, run_experiment
from negotiation.terms import Stance
from tests.experiment import outside
from tests.experiment.sweeps import WORLDS, bytes_of, small

PATIENT = "tests.experiment.outside.Patient"


class Enough(BaseException):
    """Stops an experiment from inside."""


def cut(folder: Path, **players: Any) -> None:
    """Begin an experiment and stop it after its first chunk."""

    def stop(progress: Progress) -> None:
        if progress.runs:
            raise Enough

    with pytest.raises(Enough):
        run_experiment(small(2, vary=WORLDS, chunk_runs=7), folder, progress=stop, **players)


def whole(fixed: Any = None, **players: Any) -> dict[str, bytes]:
    """What the experiment comes to when nothing stops it."""
    experiment = small(2, vary=WORLDS, chunk_runs=7, fixed=fixed or {})
    result = run_experiment(experiment, **players)
    return bytes_of(result.folder)


# ------------------------------------------------------------------ going on


@pytest.mark.parametrize("name", ["demand", "talk:4"])
def test_a_name_is_fixed_and_goes_on(name: str, tmp_path: Path) -> None:
    cut(tmp_path / "o", us=name)
    assert Result.open(tmp_path / "o").experiment.fixed == {"us.timing.strategy": name}
    assert run(["resume", str(tmp_path / "o")]) == ExitCode.OK
    expected = whole(us=name)
    assert bytes_of(tmp_path / "o") == expected
    assert whole(fixed={"us.timing.strategy": name}) == expected


def test_an_object_is_named_and_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut(tmp_path / "o", us=outside.Patient)
    begun = Result.open(tmp_path / "o")
    assert begun.provenance["strategies"] == {"us": PATIENT}
    assert begun.experiment.fixed == {"us.timing.strategy": "custom"}
    once = bytes_of(tmp_path / "o")
    assert run(["status", str(tmp_path / "o")]) == ExitCode.OK
    assert "go on: in Python, resume_experiment(" in capsys.readouterr().err
    assert run(["resume", str(tmp_path / "o")]) == ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert f"was begun with us={PATIENT}" in said
    assert "in Python, resume_experiment" in said
    assert bytes_of(tmp_path / "o") == once
    resume_experiment(tmp_path / "o", us=outside.Patient)
    assert bytes_of(tmp_path / "o") == whole(us=outside.Patient)


@pytest.mark.parametrize(
    "players", [{}, {"us": "talk"}, {"us": outside.raising}, {"cn": outside.Patient}]
)
def test_other_objects_are_refused(players: Any, tmp_path: Path) -> None:
    cut(tmp_path / "o", us=outside.Patient)
    with pytest.raises(InputError, match="was begun with us=tests"):
        resume_experiment(tmp_path / "o", **players)


@pytest.mark.parametrize("players", [{"us": "talk"}, {"cn": "offer"}, {"us": outside.Patient}])
def test_other_names_are_refused(players: Any, tmp_path: Path) -> None:
    cut(tmp_path / "o", us="demand")
    with pytest.raises(InputError, match="was begun with"):
        resume_experiment(tmp_path / "o", **players)
    resume_experiment(tmp_path / "o", us="demand")
    assert bytes_of(tmp_path / "o") == whole(us="demand")


def test_mending_needs_the_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = run_experiment(small(2, vary=WORLDS), tmp_path / "o", us=outside.Patient).folder
    once = bytes_of(folder)
    (folder / "runs" / "part-0000000.parquet").unlink()
    (folder / "complete.json").unlink()
    assert run(["verify", str(folder), "--repair"]) == ExitCode.BAD_INPUT
    assert PATIENT in capsys.readouterr().err
    mend_folder(folder, us=outside.Patient)
    assert bytes_of(folder) == once
    (folder / "complete.json").unlink()
    mend_folder(folder)  # nothing is played again
    assert (folder / "complete.json").exists()


# ------------------------------------------------------------------ given twice


@pytest.mark.parametrize(
    ("more", "players", "key"),
    [
        ({"vary": {"us.timing.strategy": ["offer", "talk"]}}, {"us": "demand"}, "vary.0"),
        ({"vary": {"us.timing.strategy": ["offer", "talk"]}}, {"us": outside.raising}, "vary.0"),
        ({"vary": {"us.timing.rounds": [0, 2]}}, {"us": outside.raising}, "vary.0"),
        (
            {
                "vary": {
                    "two_issue.h": [0.6],
                    ("us.timing.strategy", "cn.timing.strategy"): ["talk"],
                }
            },
            {"cn": outside.raising},
            "vary.1",
        ),
        (
            {"experiment": [{"name": "a", "fixed": {"us.timing.strategy": "talk"}}]},
            {"us": "demand"},
            "experiment.0.fixed.us.timing.strategy",
        ),
        ({"fixed": {"us.timing": {"strategy": "talk"}}}, {"us": "demand"}, "fixed.us.timing"),
    ],
)
def test_a_strategy_that_is_set_already_is_refused(more: Any, players: Any, key: str) -> None:
    with pytest.raises(InputError) as caught:
        run_experiment(small(2, **{"vary": WORLDS, **more}), **players)
    assert caught.value.key == key
    assert "is given too" in caught.value.problem


@pytest.mark.parametrize(
    ("vary", "players"),
    [
        ({"us.timing.rounds": [0, 2]}, {"us": "talk"}),
        ({"us.timing.rounds": [0, 2]}, {"cn": outside.raising}),
        ({"us.timing.demands_publicly": [False, True]}, {"us": outside.raising}),
    ],
)
def test_what_is_read_besides_may_vary(vary: Any, players: Any) -> None:
    assert len(run_experiment(small(2, vary=vary), **players).to_pandas()) == 4


def test_a_fixed_strategy_gives_way() -> None:
    result = run_experiment(
        small(2, vary=WORLDS, fixed={"us.timing.strategy": "talk"}), us="demand"
    )
    assert set(result.to_pandas(["us.timing.strategy"])["us.timing.strategy"]) == {"demand"}


# ------------------------------------------------------------------ custom in a file


@pytest.mark.parametrize(
    ("more", "where", "key"),
    [
        ({"vary": {"us.timing.strategy": ["offer", "custom"]}}, "experiment", "vary.0.values.1"),
        (
            {"fixed": {"cn.timing.strategy": "custom"}},
            "experiment",
            "fixed.cn.timing.strategy",
        ),
    ],
)
def test_custom_in_a_file_is_refused_where_it_stands(more: Any, where: str, key: str) -> None:
    with pytest.raises(InputError, match="'custom' needs an object") as caught:
        run_experiment(small(2, **{"vary": WORLDS, **more}))
    assert (caught.value.where, caught.value.key) == (where, key)


def test_custom_in_a_scenario_is_refused_where_it_stands() -> None:
    raw = small(3).to_dict()["scenario"]
    raw["us"]["timing"] = {"strategy": "custom"}
    experiment = Experiment(scenario=raw, vary=WORLDS, replicates=1)
    with pytest.raises(InputError, match="'custom' needs an object") as caught:
        run_experiment(experiment)
    assert (caught.value.where, caught.value.key) == ("scenario", "us.timing.strategy")
    assert len(run_experiment(experiment, us=lambda me, game, draw: Stance.OFFER).to_pandas()) == 6
