"""The commands for experiments as a user types them."""

import os
import shutil
from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from negotiation.experiment.result import Result
from tests.experiment.sweeps import bytes_of, small_file


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished experiment; a test that changes it takes a copy."""
    folder = tmp_path_factory.mktemp("cli")
    assert run(["sweep", str(small_file(folder)), "--out", str(folder / "o")]) == ExitCode.OK
    return folder / "o"


@pytest.fixture
def copy(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "copy"))


def told(
    capsys: pytest.CaptureFixture[str], *words: str, code: int = ExitCode.OK
) -> tuple[str, str]:
    assert run(words) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert all(len(line) <= 80 for line in out.splitlines() if "/" not in line)
    return out, err


def test_a_sweep_says_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], done: Path
) -> None:
    out, err = told(capsys, "sweep", str(small_file(tmp_path)), "--out", str(tmp_path / "o"))
    assert out == f"ok: {tmp_path / 'o'}: 60 runs at 6 points\n"
    assert err == ""
    assert bytes_of(tmp_path / "o") == bytes_of(done)


def test_fixed_values_can_be_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sweep", str(small_file(tmp_path)), "--out", str(tmp_path / "o")]
    told(capsys, *words, "--set", "us.timing.strategy=demand", "--set", "time.rounds=5")
    runs = Result.open(tmp_path / "o").to_pandas(["us.timing.strategy", "time.rounds"])
    assert runs["us.timing.strategy"].astype(str).unique().tolist() == ["demand"]
    assert runs["time.rounds"].unique().tolist() == [5]


def test_a_used_folder_is_refused(
    tmp_path: Path, done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once = bytes_of(done)
    words = ["sweep", str(small_file(tmp_path)), "--out", str(done)]
    _, err = told(capsys, *words, code=ExitCode.BAD_INPUT)
    assert f"negotiation resume {done}" in err
    assert bytes_of(done) == once


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = small_file(tmp_path)
    out, _ = told(capsys, "sweep", str(file), "--out", str(tmp_path / "a/b/o"), "--dry-run")
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    lines = dict(line.split(maxsplit=1) for line in out.splitlines()[:5])
    assert lines["runs"] == "60 at 6 points, 9 chunks"
    assert set(lines) == {"runs", "engine", "time", "memory", "disk"}
    assert "  two_issue.h = 0.6" in out
    assert "... and 1 more points" in out


def test_a_long_sweep_asks_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.cli import sweeping

    monkeypatch.setattr(sweeping, "SMALL_RUNS", 10)
    words = ["sweep", str(small_file(tmp_path)), "--out", str(tmp_path / "o")]
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "LONG_SECONDS", 0)
        _, err = told(capsys, *words, code=ExitCode.BAD_INPUT)
        assert "--yes" in err
        assert not (tmp_path / "o").exists()
        told(capsys, *words, "--yes")
    shutil.rmtree(tmp_path / "o")
    _, err = told(capsys, *words)
    assert err.startswith("60 runs at 6 points: about ")


# ------------------------------------------------------------------ folders


def test_status_tells_how_far(done: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = told(capsys, "status", str(done))
    lines = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert (lines["state"], lines["runs"], lines["points"]) == ("complete", "60 (of 60)", "6")


def test_resume_of_a_finished_one_is_no_mistake(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once = bytes_of(copy)
    out, _ = told(capsys, "resume", str(copy))
    assert out.startswith("ok: ")
    assert bytes_of(copy) == once


def test_a_sound_folder_verifies(done: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = told(capsys, "verify", str(done))
    assert out == f"ok: {done}: complete, 60 runs in 9 chunks\n"
    assert err == ""


def damage_part(folder: Path) -> None:
    part = folder / "runs" / "part-0000003.parquet"
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.write_bytes(content)


def remove_part(folder: Path) -> None:
    (folder / "runs" / "part-0000000.parquet").unlink()


def cut_manifest(folder: Path) -> None:
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(b"".join(manifest.read_bytes().splitlines(keepends=True)[:4]))


def damage_design(folder: Path) -> None:
    (folder / "design.parquet").write_bytes(b"")


def remove_seal(folder: Path) -> None:
    (folder / "complete.json").unlink()


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (damage_part, "runs/part-0000003.parquet"),
        (remove_part, "runs/part-0000000.parquet"),
        (cut_manifest, "manifest.jsonl"),
        (damage_design, "design.parquet"),
        (remove_seal, "complete.json"),
    ],
)
def test_damage_is_named_and_mended(
    damage: object, name: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    once = bytes_of(copy)
    assert callable(damage)
    damage(copy)
    out, err = told(capsys, "verify", str(copy), code=ExitCode.FAILURE)
    assert out.startswith(f"{name}: ")
    assert "--repair" in err
    told(capsys, "verify", str(copy), "--repair")
    told(capsys, "resume", str(copy))
    assert bytes_of(copy) == once
    out, _ = told(capsys, "verify", str(copy))
    assert out.startswith("ok: ")


def test_what_no_other_file_holds_is_lost(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = (copy / "experiment.toml").read_bytes()
    (copy / "experiment.toml").write_bytes(content + b"\n")
    _, err = told(capsys, "verify", str(copy), "--repair", code=ExitCode.BAD_INPUT)
    assert "a copy, put in its place" in err


def test_csv_goes_to_standard_output(done: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", str(done), "--format", "csv", "--table", "design"]) == ExitCode.OK
    out, err = capfdbinary.readouterr()
    assert out.count(b"\n") == 7
    assert out.startswith(b'"experiment","point","index","seed"')
    assert err == b""


# ------------------------------------------------------------------ mistakes

MISTAKES = [
    ("sweep", "no-such.toml", "--out", "o"),
    ("sweep", "FILE"),
    ("sweep", "FILE", "--out", "o", "--workers", "0"),
    ("sweep", "FILE", "--out", "o", "--workers", "many"),
    ("sweep", "FILE", "--out", "o", "--engine", "slurm"),
    ("sweep", "FILE", "--out", "o", "--scheduler", "tcp://127.0.0.1:1"),
    ("sweep", "FILE", "--out", "o", "--set", "us.timing.rouns=3"),
    ("sweep", "FILE", "--out", "o", "--set", "nothing"),
    ("sweep", "FILE", "--out", "FILE"),
    ("resume", "no-such-folder"),
    ("resume", "."),
    ("status", "."),
    ("verify", "no-such-folder"),
    ("export", "DONE", "--format", "xlsx"),
    ("export", "DONE", "--format", "csv", "--table", "ronds"),
    ("export", "DONE", "--format", "parquet"),
    ("export", "DONE", "--format", "csv", "--table", "rounds"),
    ("export", "DONE", "--format", "csv", "--out", "no-such-folder/runs.csv"),
    ("export", "no-such-folder", "--format", "csv"),
    ("export", "DONE"),
]


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_is_one_line(
    words: tuple[str, ...], tmp_path: Path, done: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    places = {"FILE": str(small_file(tmp_path)), "DONE": str(done)}
    monkeypatch.chdir(tmp_path)
    out, err = told(capsys, *(places.get(w, w) for w in words), code=ExitCode.BAD_INPUT)
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert not (tmp_path / "o").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = small_file(tmp_path)
    tmp_path.chmod(0o500)
    try:
        told(capsys, "sweep", str(file), "--out", str(tmp_path / "o"), code=ExitCode.BAD_INPUT)
    finally:
        tmp_path.chmod(0o700)
