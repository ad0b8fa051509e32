"""`negotiation solve` as a user types it."""

import json
from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from negotiation.scenario import scenario_names

SMALL = tuple(name for name in scenario_names() if "2018" not in name)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == ExitCode.OK
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


@pytest.mark.parametrize("name", SMALL)
def test_the_report_reads_at_eighty_columns(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "solve", name)
    assert max(map(len, text.splitlines())) <= 80
    assert "not a forecast" in " ".join(text.split())


def test_the_worked_example_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    changes = [w for c in ("h=0.65", "q=0.5", "d=0.95", "c=0.014") for w in ("--set", c)]
    found = json.loads(said(capsys, "solve", "two-issue", *changes, "--json"))
    assert found["schema_version"] == 1
    assert found["thresholds"]["c_T"] == pytest.approx(0.019599975307118, abs=1e-14)
    assert found["thresholds"]["c_W"] == pytest.approx(0.10217391304348, abs=1e-14)
    assert found["thresholds"]["ratio_c_T"] == pytest.approx(1.4, abs=1e-4)
    today = found["today"]
    assert today["regime"] == "talk first"
    assert today["P"]["us"] == pytest.approx(0.52, abs=1e-12)
    assert today["W"]["cn"] == pytest.approx(0.6, abs=1e-12)
    assert today["Theta"]["us"] == pytest.approx(0.528878, abs=1e-6)
    assert [play["us"]["talk"] for play in today["equilibria_offer_talk"]] == [1.0]
    assert found["reference_round"] == 0


def test_who_demands_and_who_talks(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(said(capsys, "solve", "two-issue", "--set", "c_us=0.005").split())
    assert "The US demands the other's offer" in text
    assert "China would rather talk than table" in text


def test_a_rule_is_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, "solve", "two-issue", "--select", "favour_us", "--json"))
    assert found["select"] == "favour_us"
    assert found["value"]["us"] == pytest.approx(0.6, abs=1e-12)


def test_an_unknown_rule_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean 'pareto'?" in refused(capsys, "solve", "two-issue", "--select", "pareta")


def test_a_failed_condition_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "solve", "buenos-aires-2018", "--set", "offer_space=unrestricted")
    assert "has no solution" in told
    assert "two mirrored issues only" in told


def test_files_for_other_software(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage, offers = tmp_path / "stage.nfg", tmp_path / "offers.efg"
    words = ["solve", "two-issue", "--json", "--nfg", str(stage), "--efg", str(offers)]
    assert run(words) == ExitCode.OK
    assert capsys.readouterr().err == f"wrote {stage}\nwrote {offers}\n"
    assert stage.read_text().startswith('NFG 1 R "two-issue')
    assert offers.read_text().startswith('EFG 2 R "two-issue')


def test_stances_of_offers_on_the_table_are_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["solve", "split-the-pie", "--nfg", str(tmp_path / "no.nfg")]
    assert "talks about talks" in refused(capsys, *words)


def test_a_file_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["solve", "two-issue", "--efg", str(tmp_path / "no" / "file.efg")]
    assert run(words) == ExitCode.FAILURE
    told = capsys.readouterr()
    assert told.out == ""
    assert "cannot write" in told.err
