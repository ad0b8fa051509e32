"""Sound experiment files, and how they are loaded."""

import copy
from pathlib import Path
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.experiment import Design, Experiment
from negotiation.scenario.toml_text import lines_of

Raw = dict[str, Any]

GRID: Raw = {
    "schema_version": 1,
    "name": "grid",
    "question": "Who tables first as talk grows longer?",
    "scenario": "two-issue",
    "seed": 7,
    "replicates": 20,
    "outcomes": ["payoff_us", "deal", "first_tabler"],
    "fixed": {"cn.timing.strategy": "offer", "time.rounds": 30},
    "design": {"kind": "grid"},
    "vary": [
        {"parameter": "us.timing.rounds", "values": [0, 1, 2]},
        {"parameter": "h", "range": {"low": 0.5, "high": 0.9, "steps": 5}},
    ],
    "stop": {"outcome": "payoff_us", "width": 0.01},
}
SAMPLE: Raw = {
    "scenario": "buenos-aires-2018",
    "seed": 3,
    "design": {"kind": "sobol", "points": 12},
    "vary": [
        {
            "parameters": ["us.talk.truthfulness", "cn.talk.truthfulness"],
            "distribution": {"kind": "beta", "alpha": 2.0, "beta": 3.0},
        },
        {
            "parameter": "pie.usd_bn",
            "distribution": {"kind": "log_uniform", "low": 629, "high": 3300},
        },
        {"parameter": "us.timing.strategy", "values": ["talk:4", "demand", "hazard:0.25"]},
    ],
}
PARTS: Raw = {
    "scenario": "two-issue",
    "replicates": 10,
    "common_random_numbers": False,
    "fixed": {"us.timing.rounds": 3},
    "vary": [{"parameter": "us.timing.strategy", "values": ["offer", "talk"]}],
    "experiment": [
        {"name": "plain"},
        {
            "name": "other",
            "scenario": "deadline",
            "replicates": 5,
            "fixed": {"us.timing.rounds": 1},
            "design": {"kind": "list"},
            "vary": [{"parameter": "cn.timing.strategy", "values": ["talk", "offer"]}],
        },
    ],
}
TABLE: Raw = {"scenario": "two-issue", "design": {"kind": "csv", "file": "points.csv"}}
CSV = "h,us.timing.strategy,game.talk_clarity\n0.65,talk:2,1\n0.65,offer,0.5\n\n0.8,talk,0.5\n"
FILES = {"grid": GRID, "sample": SAMPLE, "parts": PARTS, "table": TABLE}


def sound(name: str, /, **changes: Any) -> Raw:
    """Content of a sound file, with top keys changed."""
    return {**copy.deepcopy(FILES[name]), **changes}


def text_of(raw: Raw) -> str:
    return "\n".join(lines_of(raw, "")) + "\n"


def written(folder: Path, raw: Raw, csv: str = CSV) -> Path:
    """Experiment file in a folder, with its table beside it."""
    (folder / "points.csv").write_text(csv, "utf-8")
    file = folder / "my.toml"
    file.write_text(text_of(raw), "utf-8")
    return file


def loaded(folder: Path, raw: Raw, csv: str = CSV) -> Experiment:
    return Experiment.from_file(written(folder, raw, csv))


def design(**given: Any) -> Design:
    """Design of the two-issue world, seed 7, constructed in Python."""
    return Experiment(**{"scenario": "two-issue", "seed": 7, **given}).design()


def refused(**given: Any) -> str:
    """Message with which such a design is refused."""
    with pytest.raises(InputError) as caught:
        design(**given)
    assert caught.value.where
    return str(caught.value)


def column(found: Design, address: str) -> list[Any]:
    return found.to_columns()[address]
