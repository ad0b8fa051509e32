"""`negotiation metagame`: timing strategies against one another, and the game that this makes."""

from dataclasses import dataclass

from negotiation.cli.choices import SHOWN, address, shown, strategy, tactic
from negotiation.cli.metagame_json import metagame_json
from negotiation.cli.metagame_text import metagame_text
from negotiation.cli.screen import emphasised, show, talk, width
from negotiation.errors import InputError
from negotiation.metagame.tournament import (
    FEWEST_RUNS,
    Simulate,
    Tournament,
    expected_seconds,
    play_all,
    tournament,
)
from negotiation.play_batch import simulate_plainly
from negotiation.scenario import load_scenario

PATIENCE = 10.0  # seconds of plain Python, about what it takes to compile the engine
MOST_RUNS = 1_000_000
FEWEST_STRATEGIES = 2


@dataclass(frozen=True)
class MetaRequest:
    """What the user asked `negotiation metagame` for, as it was written."""

    scenario: str
    runs: str
    strategies: str | None
    tactic: str | None
    changes: tuple[str, ...]
    seed: str
    as_json: bool


def run_count(option: str, text: str) -> int:
    """Number of runs of each pair.

    >>> run_count("--runs", "200")
    200
    """
    whole = text.isascii() and text.isdigit() and len(text) <= SHOWN
    if whole and FEWEST_RUNS <= int(text) <= MOST_RUNS:
        return int(text)
    problem = f"{shown(text)} is no number of runs"
    raise InputError(option, "", problem, f"{FEWEST_RUNS} to {MOST_RUNS}, such as 200")


def strategy_list(option: str, text: str | None) -> list[str] | None:
    """Strategies that are to meet, from a list with commas; None for all.

    >>> strategy_list("--strategies", "offer, talk:4")
    ['offer', 'talk:4']
    """
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    for name in names:
        strategy(option, name)
    for name in names:
        if names.count(name) > 1:
            raise InputError(option, "", f"{shown(name)} is in the list twice", "each once")
    if len(names) < FEWEST_STRATEGIES:
        raise InputError(option, "", f"{shown(text)} is one strategy", "two or more, with commas")
    return names


def announcement(meeting: Tournament, runs: int, seconds: float) -> str:
    """Say how much is going to be played, and how long that will take in plain Python."""
    pairs = len(meeting.pairs)
    how = "compiled" if seconds > PATIENCE else f"about {max(1, round(seconds))} s"
    return f"{pairs} pairs x {runs} runs = {pairs * runs} negotiations, {how}"


def simulation(seconds: float) -> Simulate:
    """Way to play what takes so long in plain Python: compiled where that is worth its while."""
    if seconds <= PATIENCE:
        return simulate_plainly
    from negotiation.engine.batch import simulate
    from negotiation.experiment.engines import load_engine

    load_engine(talk)
    return simulate


def run_metagame(request: MetaRequest) -> None:
    """Play all pairs and write the payoffs with what follows from them."""
    runs, seed = run_count("--runs", request.runs), address("--seed", request.seed)
    names = strategy_list("--strategies", request.strategies)
    scenario = load_scenario(request.scenario, request.changes)
    meeting = tournament(scenario, names, tactic=tactic("--tactic", request.tactic))
    seconds = expected_seconds(meeting, runs, seed)
    talk(announcement(meeting, runs, seconds))
    game = play_all(meeting, runs, seed, simulate=simulation(seconds))
    if request.as_json:
        show(metagame_json(game))
    else:
        show(emphasised(metagame_text(game, width())))
