"""The command on folders: tables, figures, words that are refused, stops."""

import shutil
from pathlib import Path

import pytest

from negotiation.errors import ExitCode, InputError
from negotiation.experiment.result import Result
from negotiation.experiment.running import resume_experiment
from negotiation.sensitivity import (
    morris_effects,
    sobol_indices,
)
from tests.experiment.sweeps import bytes_of
from tests.sensitivity.sweeps import Folder, told


def test_indices_are_told_with_intervals_and_interactions(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("saltelli")))
    head, *lines = out.splitlines()
    assert head == "Sobol indices of payoff_us: 16 base points, 128 points, 2 runs each"
    found = sobol_indices(Result.open(folder("saltelli"))).set_index("parameter")
    row = found.loc["two_issue.c"]
    (line,) = (each for each in lines if each.strip().startswith("two_issue.c  "))
    assert f"{row['total']:.3f} [{row['total_low']:.3f}, {row['total_high']:.3f}]" in line
    assert "us.timing.strategy (+1)" in out
    assert "Largest interactions" in out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "figures"), [("saltelli", {"sobol", "convergence"}), ("morris", {"morris"})]
)
def test_figures_are_drawn_into_a_new_folder(
    folder: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, figures: set[str]
) -> None:
    out = tmp_path / "new" / "figures"
    told(capsys, str(folder(name)), "--outcome", "round", "--out", str(out))
    assert {each.name for each in out.iterdir()} == {f"round-{figure}.png" for figure in figures}
    assert min(each.stat().st_size for each in out.iterdir()) > 5000


def test_effects_are_told_with_intervals(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("morris")), "--outcome", "payoff_cn")
    assert out.startswith("Elementary effects on payoff_cn: 8 trajectories, 32 points, 2 runs each")
    found = morris_effects(Result.open(folder("morris")), "payoff_cn").set_index("parameter")
    row = found.loc["us.tactic.name"]
    assert f"{row['mu_star']:.3f} [{row['mu_star_low']:.3f}, {row['mu_star_high']:.3f}]" in out


@pytest.mark.slow
def test_effects_are_told_where_tactics_are_solved(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("solved")))
    assert out.startswith("Elementary effects on payoff_us: 3 trajectories, 12 points")


def test_another_design_is_refused_with_what_to_write_instead(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    err = told(capsys, str(folder("sobol")), code=ExitCode.BAD_INPUT)
    assert "design.kind: is 'sobol', which was not sampled for this analysis" in err
    assert "kind = 'saltelli' with base = 256" in err
    assert "kind = 'morris' with trajectories = 20" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--outcome", "payof_us"), "did you mean 'payoff_us'"),
        (("--outcome", "first_tabler"), "'first_tabler' is no outcome in one number"),
        (("--out", ""), "--out: '' names no folder"),
    ],
)
def test_a_wrong_word_is_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    assert says in told(capsys, str(folder("first")), *words, code=ExitCode.BAD_INPUT)


def test_a_constant_outcome_is_refused(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    err = told(capsys, str(folder("first")), "--outcome", "breakdown", code=ExitCode.BAD_INPUT)
    assert "breakdown is 0 at every point: there is no variance to explain" in err


def test_an_interrupted_sweep_is_refused_and_resumed_to_the_same_bytes(
    folder: Folder, tmp_path: Path
) -> None:
    whole = folder("saltelli")
    half = Path(shutil.copytree(whole, tmp_path / "half"))
    interrupt(half)
    with pytest.raises(InputError, match="is not complete"):
        sobol_indices(Result.open(half))
    resume_experiment(half, workers=1)
    assert bytes_of(half) == bytes_of(whole)
    found, expected = (sobol_indices(Result.open(each)) for each in (half, whole))
    assert found.equals(expected)


def interrupt(folder: Path) -> None:
    """Leave a folder as it is when two chunks are written."""
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(b"".join(manifest.read_bytes().splitlines(keepends=True)[:3]))
    (folder / "complete.json").unlink()
    for part in sorted((folder / "runs").glob("*.parquet"))[2:]:
        part.unlink()
