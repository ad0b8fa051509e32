"""`negotiation plot` and `negotiation report` as a user types them, mistakes first of all."""

import os
import shutil
from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from tests.report.folders import damage, folder_of, keep_chunks


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a finished experiment; a test that changes it takes a copy."""
    vary = {"us.timing.strategy": ["offer", "talk"]}
    return folder_of(tmp_path_factory.mktemp("cli") / "o", vary, chunk_runs=3)


@pytest.fixture
def copy(done: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(done, tmp_path / "copy"))


def told(
    capsys: pytest.CaptureFixture[str], *words: object, code: int = ExitCode.OK
) -> tuple[str, str]:
    assert run([str(word) for word in words]) == code
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    assert all(len(line) <= 80 for line in out.splitlines() if "/" not in line)
    return out, err


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    out, err = told(capsys, *words, code=ExitCode.BAD_INPUT)
    assert out == ""
    assert err.count("\n") == 1
    return err


# ------------------------------------------------------------------ plot


@pytest.mark.slow
def test_files_are_named_and_listed(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("plot", done, "--kind", "outcome_ecdf", "--out", tmp_path / "new" / "figures")
    out, _ = told(capsys, *words)
    stems = ("outcome_ecdf_payoff_us", "outcome_ecdf_payoff_cn")
    expected = [f"{stem}.{kind}" for stem in stems for kind in ("svg", "png", "pdf")]
    folder = tmp_path / "new" / "figures"
    assert out.splitlines() == [str(folder / name) for name in expected]
    assert sorted(each.name for each in folder.iterdir()) == sorted(expected)
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    told(capsys, *words)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


def test_formats_can_be_chosen(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--kind", "timeline", "--format", "png", "--format", "svg")
    out, _ = told(capsys, "plot", done, *words, "--out", tmp_path)
    assert out.splitlines() == [str(tmp_path / f"timeline.{kind}") for kind in ("svg", "png")]


@pytest.mark.slow
def test_the_usual_ones_are_drawn_and_the_others_named(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = told(capsys, "plot", done, "--format", "png", "--out", tmp_path)
    names = [Path(line).stem for line in out.splitlines()]
    assert names == [f"{kind}_payoff_{side}" for kind in ("raincloud", "outcome_ecdf")
                     for side in ("us", "cn")]  # fmt: skip
    assert "also possible with --kind or --all: ridgeline, timeline, pareto_plot" in err
    out, err = told(capsys, "plot", done, "--all", "--format", "png", "--out", tmp_path)
    assert len(out.splitlines()) == 8
    assert "not possible: tornado: needs two varied numbers" in err


def test_an_unfinished_folder_is_drawn_with_a_notice(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_chunks(copy, 1)
    words = ("--kind", "outcome_ecdf", "--format", "png", "--out", tmp_path / "f")
    out, err = told(capsys, "plot", copy, *words)
    assert "3 of 8 runs" in " ".join(err.split())
    assert len(out.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--kind", "outcome_edcf"), "did you mean 'outcome_ecdf'?"),
        (("--kind", "regime_map"), "needs two varied numbers, and the design has 0"),
        (("--kind", "timeline", "--all"), "goes without --all"),
        (("--format", "jpg"), "unknown format 'jpg'; allowed: svg, png, pdf"),
    ],
)
def test_mistaken_options_of_plot(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], expected: str,
) -> None:  # fmt: skip
    err = refused(capsys, "plot", done, *words, "--out", tmp_path / "f")
    assert expected in err
    assert not (tmp_path / "f").exists()


def test_plot_needs_a_folder_for_figures(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    assert "--out" in refused(capsys, "plot", done)
    assert "is a file" in refused(capsys, "plot", done, "--out", tmp_path / "file")
    assert "folder of its own" in refused(capsys, "plot", done, "--out", done / "runs" / "f")
    assert "folder of its own" in refused(capsys, "plot", done, "--out", "")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_cannot_be(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    words = ("plot", done, "--kind", "timeline", "--format", "png", "--out")
    assert "--out: cannot make" in refused(capsys, *words, tmp_path / ("x" * 300))
    assert "--out: cannot make" in refused(capsys, *words, tmp_path / "file" / "deep")


def test_a_figure_of_another_content_is_not_replaced_silently(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("plot", done, "--kind", "timeline", "--format", "png", "--out", tmp_path)
    (tmp_path / "timeline.png").write_text("mine")
    replaced = f"replaced: {tmp_path / 'timeline.png'}"
    assert replaced in told(capsys, *words)[1]
    assert told(capsys, *words)[1] == ""


def test_a_figure_that_cannot_be_written_leaves_nothing_behind(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "timeline.png").mkdir()
    words = ("plot", done, "--kind", "timeline", "--format", "png", "--out", tmp_path)
    _, err = told(capsys, *words, code=ExitCode.FAILURE)
    assert f"--out: cannot write to {tmp_path}" in err
    assert [each.name for each in tmp_path.iterdir()] == ["timeline.png"]


# ------------------------------------------------------------------ report


@pytest.mark.slow
def test_a_page_is_written_into_the_folder(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = told(capsys, "report", copy)
    assert (out, err) == (f"{copy / 'report.html'}\n", "")
    out, _ = told(capsys, "report", copy, "--out", tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_bytes() == (copy / "report.html").read_bytes()
    out, _ = told(capsys, "verify", copy)
    assert out.startswith("ok: ")


def test_mistaken_files_for_the_page(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "names no file" in refused(capsys, "report", done, "--out", tmp_path)
    assert "no folder" in refused(capsys, "report", done, "--out", tmp_path / "a" / "b.html")
    assert "is no page" in refused(capsys, "report", done, "--out", done / "manifest.jsonl")
    inside = done / "runs" / "page.html"
    assert "is in a table of results" in refused(capsys, "report", done, "--out", inside)
    assert not inside.exists()
    assert not (done / "report.html").exists()


@pytest.mark.slow
def test_pages_that_stand_there_and_names_that_cannot_be(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    err = refused(capsys, "report", done, "--out", tmp_path / f"{'x' * 300}.html")
    assert "--out: cannot write" in err
    page = tmp_path / "mine.html"
    page.write_text("mine")
    assert "replaced:" in told(capsys, "report", done, "--out", page)[1]
    assert told(capsys, "report", done, "--out", page)[1] == ""


# ------------------------------------------------------------------ folders, for both


@pytest.fixture(params=["plot", "report"])
def command(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, ...]:
    out = {"plot": "figures", "report": "page.html"}[request.param]
    return (request.param, "--out", str(tmp_path / out))


def test_what_is_no_folder_of_results(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "empty").mkdir()
    name, *rest = command
    assert "no such folder" in refused(capsys, name, tmp_path / "none", *rest)
    assert "is not a folder" in refused(capsys, name, tmp_path / "file", *rest)
    assert "holds no experiment" in refused(capsys, name, tmp_path / "empty", *rest)


def test_a_folder_without_runs(
    command: tuple[str, ...], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep_chunks(copy, 0)
    err = refused(capsys, command[0], copy, *command[1:])
    assert f"negotiation resume {copy}" in err


def test_a_damaged_part(
    command: tuple[str, ...], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(copy)
    err = refused(capsys, command[0], copy, *command[1:])
    assert "part-0000000.parquet: was changed" in err
    assert f"negotiation verify {copy} --repair" in err


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(
    command: tuple[str, ...], done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o500)
    try:
        assert run([command[0], str(done), *command[1:]]) != ExitCode.OK
        assert "annot" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(0o700)
