"""What the two READMEs say that the studies found is what the studies wrote."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from experiments.readme import FINDING, pasted

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "experiments"
STUDIES = sorted(
    file.stem for file in FOLDER.glob("*.py") if "\nSTUDY = " in file.read_text(encoding="utf-8")
)
NUMBER = re.compile(r"\d+\.\d+")


def row(name):
    (found,) = [
        line for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
        if f"`python -m experiments.{name}`" in line
    ]  # fmt: skip
    return [cell.strip() for cell in found.split("|")]


@pytest.mark.slow
@pytest.mark.parametrize("name", STUDIES)
def test_every_study_has_a_row_with_its_seed(name):
    study = import_module(f"experiments.{name}").STUDY
    seeds = {experiment.seed for experiment in study.designs(True).values()}
    assert seeds == {int(row(name)[FINDING + 1])}
    assert study.name == name
    assert study.question.startswith(row(name)[1][:20])


def test_the_front_page_tells_what_the_study_of_timing_found():
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    section = page.split("## Who should table first?")[1].split("\n## ")[0]
    told = set(NUMBER.findall(section))
    assert told
    assert told <= set(NUMBER.findall(row("offer_timing")[FINDING]))


def test_a_finding_is_pasted_into_its_row_alone(tmp_path):
    written = tmp_path / "leverage" / "full"
    written.mkdir(parents=True)
    (written / "finding.txt").write_text("It pays.\n", encoding="utf-8")
    line = "| Who? | `python -m experiments.leverage` | 1 | It costs. | 7 |"
    assert pasted(line, tmp_path) == line.replace("It costs.", "It pays.")
    other = line.replace("leverage", "two_levels")
    assert pasted(other, tmp_path) == other
