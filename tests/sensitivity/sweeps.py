"""Small sweeps for the analyses, and what the command tells of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode

TOML = """
schema_version = 1
scenario = "two-issue"
seed = 7
replicates = 2
chunk_runs = 50
outcomes = ["first_tabler", "payoff_us", "deal"]

[fixed]
"cn.tactic.name" = "{cn}"

[design]
{design}

[[vary]]
parameter = "two_issue.c"
distribution = {{ kind = "uniform", low = 0.005, high = 0.12 }}

[[vary]]
parameters = ["us.timing.strategy", "cn.timing.strategy"]
values = [["offer", "talk"], ["talk", "offer"]]

[[vary]]
parameter = "us.tactic.name"
values = ["{us}", "boulware"]
"""
DESIGNS = {
    "saltelli": 'kind = "saltelli"\nbase = 16\nsecond_order = true',
    "first": 'kind = "saltelli"\nbase = 8',
    "morris": 'kind = "morris"\ntrajectories = 8',
    "sobol": 'kind = "sobol"\npoints = 8',
    "solved": 'kind = "morris"\ntrajectories = 3',
}


Folder = Callable[[str], Path]


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = ExitCode.OK) -> str:
    capsys.readouterr()
    assert run(["sensitivity", *words]) == code
    out, err = capsys.readouterr()
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "Traceback" not in err
    return out if code == ExitCode.OK else err
