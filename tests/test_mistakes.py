"""What users get wrong: exit code 2 and one line that names place, cause and remedy."""

from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode

RUN = ["run", "two-issue"]

# Files a user might hand over, by name; each is written into an empty folder.
FILES: dict[str, bytes] = {
    "empty.toml": b"",
    "latin.toml": "title = 'Zürich'".encode("latin-1"),
    "brackets.toml": b"a = " + b"[" * 5000 + b"]" * 5000,
    "syntax.toml": b"schema_version = 1\nname = \n",
    "twice.toml": b"name = 'a'\nname = 'b'\n",
    "unknown.toml": b"schema_version = 1\nnmae = 'a'\n",
    "image.toml": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "large.toml": b"# " + b"x" * 1_000_001,
    "missing.toml": b"schema_version = 1\nname = 'missing'\n",
}

COMMAND_LINE = [
    ([], "Missing command", "--help"),
    (["rn"], "unknown command 'rn'", "did you mean 'run'?"),
    (["lsit"], "unknown command 'lsit'", "did you mean 'list'?"),
    (["Show"], "unknown command 'Show'", "did you mean 'show'?"),
    (["--verison"], "--verison", "--version"),
    (["run"], "SCENARIO", "--help"),
    (["list"], "scenarios|strategies|tactics", "--help"),
    (["validate"], "FILE", "--help"),
    ([*RUN, "again"], "again", "--help"),
    ([*RUN, "--sed", "1"], "--sed", "--seed"),
    ([*RUN, "--us"], "--us", "--help"),
    ([*RUN, "--json=yes"], "--json", "--help"),
    ([*RUN, "--tactic", "firm"], "--tactic", "--us-tactic"),
    (["list", "strategy"], "unknown list 'strategy'", "did you mean 'strategies'?"),
    (["list", "tactic"], "unknown list 'tactic'", "did you mean 'tactics'?"),
    (["show", "two-issue", "--seed", "1"], "--seed", "--help"),
]

NAMES = [
    (["run", "two-isue"], "two-isue", "did you mean 'two-issue'?"),
    (["run", "Two-Issue"], "Two-Issue", "did you mean 'two-issue'?"),
    (["run", "buenos-aires"], "buenos-aires", "did you mean 'buenos-aires-2018'?"),
    (["show", "deadlne"], "deadlne", "did you mean 'deadline'?"),
    (["validate", "nowhere.toml"], "nowhere.toml", "a TOML file"),
    (["run", "nowhere/two-issue.toml"], "nowhere/two-issue.toml", "did you mean 'two-issue'?"),
    (["run", "."], "is a directory", "a TOML file"),
    ([*RUN, "--us", "ofer"], "--us: unknown strategy 'ofer'", "did you mean 'offer'?"),
    ([*RUN, "--cn", "TALK"], "--cn: unknown strategy 'TALK'", "talk"),
    ([*RUN, "--cn", "stubborn"], "--cn: unknown strategy 'stubborn'", "stubborn_talk"),
    ([*RUN, "--us", ""], "--us: unknown strategy ''", "offer"),
    ([*RUN, "--us", "custom"], "--us: unknown strategy 'custom'", "offer"),
    ([*RUN, "--us-tactic", "boulwar"], "--us-tactic", "did you mean 'boulware'?"),
    ([*RUN, "--cn-tactic", "tit-for-tat"], "--cn-tactic", "did you mean 'tit_for_tat'?"),
    ([*RUN, "--cn-tactic", "talk"], "--cn-tactic: unknown tactic 'talk'", "firm"),
]

NUMBERS = [
    ([*RUN, "--us", "talk:four"], "--us: 'four'", "talk:4"),
    ([*RUN, "--us", "talk:-1"], "--us: '-1'", "from 0 to"),
    ([*RUN, "--us", "talk:1.5"], "--us: '1.5'", "whole number"),
    ([*RUN, "--us", "talk:9999999999999"], "--us", "from 0 to"),
    ([*RUN, "--us", "talk:"], "--us", "talk:4"),
    ([*RUN, "--cn", "hazard:2"], "--cn: '2'", "a probability"),
    ([*RUN, "--cn", "hazard:nan"], "--cn: 'nan'", "a probability"),
    ([*RUN, "--cn", "mirror:3"], "--cn: '3'", "mirror without a number"),
    ([*RUN, "--seed", "x"], "--seed: 'x'", "0 to 2**64 - 1"),
    ([*RUN, "--seed", "-1"], "--seed: '-1'", "0 to 2**64 - 1"),
    ([*RUN, "--seed", "1.0"], "--seed: '1.0'", "0 to 2**64 - 1"),
    ([*RUN, "--seed", "18446744073709551616"], "--seed", "0 to 2**64 - 1"),
    ([*RUN, "--seed", "9" * 5000], "--seed", "0 to 2**64 - 1"),
    ([*RUN, "--stream", "1e3"], "--stream: '1e3'", "0 to 2**64 - 1"),
    ([*RUN, "--stream", "²"], "--stream", "0 to 2**64 - 1"),
    ([*RUN, "--plot", "figure.gif"], "--plot: 'figure.gif'", ".png, .svg, .pdf"),
    ([*RUN, "--plot", "figure"], "--plot: 'figure'", ".png, .svg, .pdf"),
    ([*RUN, "--plot", "."], "--plot: '.'", ".png, .svg, .pdf"),
]

CHANGES = [
    (["h"], "--set: 'h' is not a change", "us.timing.rounds=4"),
    (["=3"], "--set", "us.timing.rounds=4"),
    (["h="], "--set", "us.timing.rounds=4"),
    (["hh=0.6"], "--set: hh: unknown key", "did you mean 'h'?"),
    (["us.timing.round=4"], "--set: us.timing.round: unknown key", "did you mean"),
    (["hazard_per_round=0.3"], "--set: hazard_per_round: is ambiguous", "cn.timing"),
    (["h=3"], "two_issue.h", "[0.5, 1]"),
    (["h=0.4"], "two_issue.h", "[0.5, 1]"),
    (["q=-0.1"], "two_issue.q", "[0, 1]"),
    (["h=much"], "'much'", "a number"),
    (["h='0.6'"], "'0.6'", "a number"),
    (["h=true"], "true", "a number"),
    (["c=nan"], "nan", "a finite number"),
    (["d=0"], "0", "(0, 1]"),
    (["time.rounds=0"], "time.rounds", "[1, 1024]"),
    (["time.rounds=2.5"], "time.rounds", "a whole number"),
    (["us.timing.strategy=ofer"], "us.timing.strategy", "did you mean 'offer'?"),
    (["us.tactic.name=frim"], "us.tactic.name", "did you mean 'firm'?"),
    (["game.proposer_rule=coins"], "proposer_rule", "did you mean 'coin'?"),
    (["time.start_date=2018-02-30"], "time.start_date", "2018-11-30"),
]

OF_FILES = [
    ("empty.toml", "is empty", "two-issue"),
    ("latin.toml", "is not UTF-8", "byte"),
    ("brackets.toml", "nested", "brackets.toml"),
    ("syntax.toml", "is not TOML", "line 2"),
    ("twice.toml", "is not TOML", "line 2"),
    ("unknown.toml", "nmae: unknown key", "did you mean 'name'?"),
    ("image.toml", "image.toml", "UTF-8"),
    ("large.toml", "is too large", "1000000 bytes"),
    ("missing.toml", "is missing", "missing.toml"),
]

MISTAKES = [
    *COMMAND_LINE,
    *NAMES,
    *NUMBERS,
    *(([*RUN, "--set", *words], cause, remedy) for words, cause, remedy in CHANGES),
    *((["run", file], cause, remedy) for file, cause, remedy in OF_FILES),
    *((["validate", file], cause, remedy) for file, cause, remedy in OF_FILES),
]


def name_of(mistake: tuple[list[str], str, str]) -> str:
    return " ".join(mistake[0])[:60] or "nothing"


@pytest.mark.parametrize("mistake", MISTAKES, ids=name_of)
def test_a_mistake_is_told_in_one_line(
    mistake: tuple[list[str], str, str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    words, cause, remedy = mistake
    for word in words:
        if word in FILES:
            (tmp_path / word).write_bytes(FILES[word])
    before = sorted(tmp_path.iterdir())
    assert run(words) == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: ")
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    assert cause in told.err
    assert remedy in told.err
    assert len(told.err) < 1000
    assert sorted(tmp_path.iterdir()) == before
