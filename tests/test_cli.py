"""The command line as a user types it."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from negotiation.play import cast, play
from negotiation.scenario import load_scenario, scenario_names
from negotiation.scenario.catalogue import TACTICS

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "negotiation"]
HELP_SECONDS = 0.2
SLACK = 2.0  # the machine of the tests may be busy


def shell(*words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return subprocess.run(
        [*COMMAND, *words], cwd=ROOT, env={**kept, **variables}, capture_output=True, check=False
    )


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(words) == ExitCode.OK
    told = capsys.readouterr()
    assert told.err == ""
    return told.out


# ------------------------------------------------------------------ commands


@pytest.mark.parametrize("name", scenario_names())
def test_a_run_reads_at_eighty_columns(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for seed in ("0", "3"):
        lines = said(capsys, "run", name, "--seed", seed).splitlines()
        assert max(map(len, lines)) <= 80
        assert lines[-2].startswith("One simulated run")


@pytest.mark.parametrize("name", scenario_names())
def test_show_lists_every_number_with_its_source(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "show", name)
    rows = load_scenario(name).numbers()
    assert max(map(len, text.splitlines())) <= 80
    assert text.count(" = ") >= len(rows)
    flat = " ".join(text.split())
    assert all(" ".join(row.source.split()) in flat for row in rows)


def test_show_as_json_gives_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(said(capsys, "show", "two-issue", "--set", "h=0.7", "--json"))
    numbers = {row["key"]: row for row in shown["numbers"]}
    assert shown["name"] == "two-issue"
    row = numbers["us.profiles.'first issue first'.weights.first"]
    assert (row["value"], row["source"]) == (0.7, "set by the user")


@pytest.mark.parametrize("what", ["scenarios", "strategies", "tactics"])
def test_lists_fit_and_cite(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "list", what)
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("source: ") >= 6


def test_lists_name_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(scenario_names()) <= set(said(capsys, "list", "scenarios").split())
    assert set(TACTICS) <= set(said(capsys, "list", "tactics").split())


@pytest.mark.parametrize("name", scenario_names())
def test_shipped_scenarios_are_valid(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = ROOT / "negotiation" / "scenarios" / f"{name}.toml"
    assert said(capsys, "validate", str(file)).startswith("ok: ")


def test_choices_reach_the_game(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "two-issue", "--us", "demand:2", "--cn", "hazard:0.25", "--json"]
    words += ["--us-tactic", "firm", "--cn-tactic", "split", "--set", "h=0.8", "--stream", "5"]
    document = json.loads(said(capsys, *words))
    assert document["strategies"]["us"] == {
        "strategy": "demand", "rounds": 2, "hazard_per_round": 0.2, "tactic": "firm"
    }  # fmt: skip
    assert document["strategies"]["cn"]["hazard_per_round"] == 0.25
    assert document["strategies"]["cn"]["tactic"] == "split"
    assert max(document["weights"]["us"]) == 0.8
    assert document["stream"] == 5


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version").startswith("negotiation ")
    assert "validate" in said(capsys, "--help")
    for command in ("run", "list", "show", "validate"):
        assert max(map(len, said(capsys, command, "--help").splitlines())) <= 80


# ------------------------------------------------------------------ watching changes nothing


def test_json_and_plot_change_no_record(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plain = play(cast("buenos-aires-2018"), 3)
    figure = tmp_path / "timeline.png"
    assert run(["run", "buenos-aires-2018", "--seed", "3", "--json", "--plot", str(figure)]) == 0
    watched = capsys.readouterr()
    assert watched.err == f"wrote {figure}\n"
    assert watched.out == said(capsys, "run", "buenos-aires-2018", "--seed", "3", "--json")
    document = json.loads(watched.out)
    assert document["run"]["payoff_us"] == plain.run["payoff_us"]
    assert [row["leverage_us"] for row in document["rounds"]] == [
        row["leverage_us"] for row in plain.rounds
    ]


def test_same_command_same_bytes() -> None:
    words = ["run", "buenos-aires-2018", "--seed", "7", "--json"]
    first = shell(*words, PYTHONHASHSEED="1")
    second = shell(*words, PYTHONHASHSEED="2", LC_ALL="C", TZ="Asia/Shanghai", COLUMNS="40")
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert first.stderr == b""
    first.stdout.decode("ascii")


# ------------------------------------------------------------------ errors and exit codes


def test_a_mistake_leaves_by_two_without_a_traceback() -> None:
    done = shell("run", "two-isue")
    assert done.returncode == ExitCode.BAD_INPUT
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--debug", "run", "no"], ["run", "no", "--debug"]])
def test_debug_shows_where(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == ExitCode.BAD_INPUT
    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert told.splitlines()[-1].startswith("error: no: ")


def test_a_plot_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for target in (tmp_path / "absent" / "a.png", tmp_path / "folder.svg"):
        (tmp_path / "folder.svg").mkdir(exist_ok=True)
        assert run(["run", "two-issue", "--plot", str(target)]) == ExitCode.FAILURE
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith(f"error: --plot: cannot write {target}: ")
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_a_failing_strategy_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation import play as playing

    def failing(me: object, game: object, draw: float) -> str:
        raise RuntimeError("out of ideas")

    def cast_failing(scenario: object) -> playing.Casting:
        return cast("two-issue", us=failing)

    monkeypatch.setattr("negotiation.cli.running.cast", cast_failing)
    assert run(["run", "two-issue"]) == ExitCode.FAILURE
    told = capsys.readouterr().err
    assert "out of ideas" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("error", "code"),
    [(KeyboardInterrupt(), ExitCode.INTERRUPTED), (ZeroDivisionError("x"), ExitCode.FAILURE)],
)
def test_other_endings(
    error: BaseException,
    code: ExitCode,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr("negotiation.cli.running.play", stop)
    assert run(["run", "two-issue"]) == code
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, ExitCode.TERMINATED), (signal.SIGINT, ExitCode.INTERRUPTED)],
)
def test_a_signal_ends_the_process(number: int, code: ExitCode) -> None:
    script = (
        "import signal, negotiation.cli.running as running\n"
        "from negotiation.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # background jobs ignore it
        f"running.play = lambda *_: signal.raise_signal({int(number)})\n"  # in this thread
        "import sys; sys.argv = ['negotiation', 'run', 'two-issue']\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_the_table_of_exit_codes_is_that_of_the_code() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", page, flags=re.MULTILINE)
    assert {name: int(code) for code, name in rows} == {code.name: code.value for code in ExitCode}


def test_the_page_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    for command in ("run", "list", "show", "validate", "solve", "metagame"):
        options = re.findall(r"--[a-z-]+", said(capsys, command, "--help"))
        assert all(option in page for option in options)


# ------------------------------------------------------------------ help is quick


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom negotiation.cli import main\nsys.argv = ['negotiation', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    print('LOADED', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    loaded = {
        name.partition(".")[0] for name in done.stdout.decode().partition("LOADED")[2].split()
    }
    assert not loaded & {"numpy", "pydantic", "mesa", "numba", "matplotlib", "pandas", "rich"}


def test_help_is_quick() -> None:
    def cpu() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    seconds = []
    for _ in range(3):
        before = cpu()
        shell("--help")
        seconds.append(cpu() - before)
    assert min(seconds) < HELP_SECONDS * SLACK
