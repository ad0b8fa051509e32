"""`negotiation metagame` as a user types it."""

import json

import pytest

from negotiation.cli.metagame import announcement, simulation
from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from negotiation.metagame import estimate, tournament
from negotiation.play_batch import simulate_plainly
from negotiation.scenario import load_scenario

WORDS = ["metagame", "two-issue", "--runs", "10"]


def test_the_command_tells_the_game_in_eighty_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run([*WORDS, "--strategies", "offer,talk,stubborn_demand,stubborn_talk,eve"]) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert told.err.startswith("25 pairs x 10 runs = 250 negotiations, about ")
    for part in ("Payoff of the US", "Equilibria", "Imitation", "Regret", "not forecasts"):
        assert part in told.out


def test_the_solved_strategy_is_told_apart_from_its_world(
    capsys: pytest.CaptureFixture[str],
) -> None:
    both = [*WORDS, "--strategies", "equilibrium,talk"]
    assert run(both) == 0
    assert "under other tactics it may lose" in " ".join(capsys.readouterr().out.split())
    assert run([*both, "--tactic", "equilibrium"]) == 0
    assert "it may lose" not in " ".join(capsys.readouterr().out.split())


def test_json_holds_everything_and_is_the_same_each_time(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = [*WORDS, "--strategies", "offer,talk:2", "--seed", "4", "--set", "h=0.7", "--json"]
    assert run(words) == 0
    text = capsys.readouterr().out
    assert run(words) == 0
    assert capsys.readouterr().out == text
    document = json.loads(text)
    assert (document["runs"], document["seed"], document["tactic"]) == (10, 4, None)
    assert document["strategies"] == {"us": ["offer", "talk:2"], "cn": ["offer", "talk:2"]}
    direct = estimate(load_scenario("two-issue", ["h=0.7"]), ["offer", "talk:2"], runs=10, seed=4)
    assert document["payoff"]["us"] == direct.means[0].tolist()
    assert document["equilibria"][0]["selected"]
    assert sum(document["replicator"]["us"].values()) == pytest.approx(1.0)
    assert set(document["regret"]["cn"]["offer"]) == {"value", "low", "high"}


@pytest.mark.parametrize(
    ("words", "place", "remedy"),
    [
        (["--strategies", "ofer,talk"], "--strategies: unknown strategy 'ofer'", "mean 'offer'?"),
        (["--strategies", "talk,custom"], "unknown strategy 'custom'", "offer"),
        (["--strategies", "talk,"], "unknown strategy ''", "offer"),
        (["--strategies", "talk"], "'talk' is one strategy", "two or more"),
        (["--strategies", "talk,offer,talk"], "'talk' is in the list twice", "each once"),
        (["--strategies", "talk:x,offer"], "--strategies: 'x'", "talk:4"),
        (["--runs", "1"], "--runs: '1'", "2 to 1000000"),
        (["--runs", "many"], "--runs: 'many'", "such as 200"),
        (["--runs", "9999999999"], "--runs: '9999999999'", "2 to 1000000"),
        (["--seed", "-1"], "--seed: '-1'", "0 to 2**64 - 1"),
        (["--tactic", "frim"], "--tactic: unknown tactic 'frim'", "mean 'firm'?"),
        (["--us", "talk"], "--us", "--help"),
    ],
)
def test_mistakes_on_the_command_line(
    words: list[str], place: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["metagame", "two-issue", *words]) == ExitCode.BAD_INPUT
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert place in told.err
    assert remedy in told.err


def test_long_plays_are_announced_as_compiled() -> None:
    meeting = tournament("two-issue", ["offer", "talk"])
    assert announcement(meeting, 1000, 600.0).endswith("= 4000 negotiations, compiled")
    assert announcement(meeting, 2, 0.01).endswith("= 8 negotiations, about 1 s")


def test_short_plays_are_not_compiled() -> None:
    assert simulation(0.01) is simulate_plainly
