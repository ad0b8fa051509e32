"""What an experiment and its folder are refused for before anything is begun, and what is taken."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode, InputError
from negotiation.experiment.document import Experiment
from negotiation.experiment.running import run_experiment
from negotiation.experiment.store import verify
from negotiation.scenario import load_scenario
from tests.experiment.sweeps import VARY, small, small_file

STOP = {"outcome": "payoff_us", "width": 0.1}


@pytest.mark.parametrize("most", [1, 59])
def test_a_cap_below_the_first_block_is_refused(most: int, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        run_experiment(small(10, stop={**STOP, "max_runs": most}), tmp_path / "o")
    assert caught.value.key == "stop.max_runs"
    assert f"{most} is below the first block of 60 runs" in str(caught.value)
    assert not (tmp_path / "o").exists()


def test_a_cap_of_the_first_block_is_taken() -> None:
    result = run_experiment(small(10, stop={**STOP, "max_runs": 60}))
    assert result.store.runs == 60


def test_a_scheduler_that_does_not_answer_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.experiment import dask_executor

    def client(address: str, timeout: float) -> None:
        raise OSError("nobody there")

    distributed = SimpleNamespace(Client=client)
    monkeypatch.setattr(dask_executor, "installed", lambda: distributed)
    with pytest.raises(InputError, match="does not answer: nobody there"):
        run_experiment(small(), tmp_path / "o", engine="dask", scheduler="tcp://127.0.0.1:1")
    assert not (tmp_path / "o").exists()


def test_workers_end_before_the_folder_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.experiment import running
    from negotiation.experiment.store import Store

    ends: list[str] = []
    made, close = running.executor_at, Store.close

    def executor_at(*words: Any) -> Any:
        executor = made(*words)
        monkeypatch.setattr(type(executor), "__exit__", lambda *_: ends.append("workers"))
        return executor

    monkeypatch.setattr(running, "executor_at", executor_at)
    monkeypatch.setattr(Store, "close", lambda store: (ends.append("folder"), close(store)))
    run_experiment(small(), tmp_path / "o")
    assert ends == ["workers", "folder"]


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("", "'' names no folder"),
        (" ", "' ' names no folder"),
        ("x" * 300, f"cannot be made: {os.strerror(errno.ENAMETOOLONG)}"),
        ("small.toml/o", "small.toml: is not a folder"),
        pytest.param(
            "/proc/x",
            f"cannot be made: {os.strerror(errno.ENOENT)}",
            marks=pytest.mark.skipif(not Path("/proc/self").exists(), reason="Linux only"),
        ),
    ],
    ids=["empty", "blank", "long", "in a file", "proc"],
)
@pytest.mark.parametrize("how", [[], ["--dry-run"]], ids=["run", "dry run"])
def test_a_folder_that_cannot_be_is_a_mistake(
    how: list[str], out: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    file = small_file(tmp_path)
    assert run(["sweep", str(file), "--out", out, *how]) == ExitCode.BAD_INPUT
    error = capsys.readouterr().err
    assert said in error
    assert "committed" not in error
    assert os.listdir(tmp_path) == [file.name]


@pytest.mark.parametrize("address", ["..h", "h.", ".h", "two_issue..h", "us.'h", "two_issue'h'"])
def test_an_address_has_its_parts_between_single_dots(address: str) -> None:
    with pytest.raises(InputError, match="unknown key"):
        small(vary={address: [0.6, 0.7]}).design()
    with pytest.raises(InputError, match="unknown key"):
        load_scenario("two-issue", [f"{address}=0.6"])


@pytest.mark.parametrize("address", ["title", "us.profiles.0.name", "two_issue.source"])
def test_words_are_not_varied(address: str) -> None:
    scenario: Any = "two-issue" if address != "us.profiles.0.name" else "deadline"
    with pytest.raises(InputError, match="changes nothing in the game"):
        Experiment(scenario=scenario, vary={address: ["a", "b"]}).design()


def test_numbers_of_numpy_are_numbers() -> None:
    given = small(
        seed=np.uint64(2**64 - 1), replicates=np.int64(3), stop={**STOP, "width": np.float32(0.5)}
    )
    assert (given.seed, given.replicates) == (2**64 - 1, 3)
    assert type(given.replicates) is int
    with pytest.raises(InputError):
        small(replicates=np.float64(3.0))
    with pytest.raises(InputError):
        small(replicates=np.bool_(True))


def test_a_file_may_begin_with_a_mark(tmp_path: Path) -> None:
    file = small_file(tmp_path)
    plain = Experiment.from_file(file)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert Experiment.from_file(file) == plain


def test_a_scenario_keeps_the_addresses_of_its_file() -> None:
    scenario = load_scenario("two-issue")
    given = small(scenario=scenario, vary={**VARY, "c": [0.01, 0.02]})
    named = small(scenario="two-issue", vary={**VARY, "c": [0.01, 0.02]})
    keys = [point.key for point in named.design().points]
    assert [point.key for point in given.design().points] == keys
    assert "two_issue" in given.to_dict()["scenario"]
    changed = scenario.model_copy(update={"title": "Another"})
    assert changed.content["title"] == "Another"


def test_what_else_is_in_a_folder_is_told_and_no_damage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_experiment(small(1), tmp_path / "o")
    (tmp_path / "o" / "notes.txt").write_text("mine")
    assert verify(tmp_path / "o").others == ("notes.txt",)
    assert run(["verify", str(tmp_path / "o")]) == ExitCode.OK
    out, err = capsys.readouterr()
    assert out.startswith("ok: ")
    assert err == "beside the experiment: 'notes.txt'\n"
