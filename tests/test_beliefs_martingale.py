"""Beliefs under simulated play: martingales, fixed under babbling, degenerate after a claim."""

from collections.abc import Iterator
from statistics import fmean, stdev

import pytest

from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.scenario import load_scenario
from negotiation.state import new_state
from negotiation.terms import Stance, State, Terms
from tests.games import chance

RUNS = 10_000
ROUNDS = 3


def terms_with(*changes: str) -> Terms:
    return load_scenario("two-issue", ["time.rounds=4", *changes]).terms()


def after(terms: Terms, stream: int, rounds: int) -> State:
    opening, draws = chance(terms, 3, stream)
    state = new_state(terms)
    open_negotiation(state, terms, opening)
    for each in draws[:rounds]:
        play_round(state, terms, each)
    return state


def history(terms: Terms, stream: int) -> Iterator[State]:
    """The state after each of the first rounds."""
    opening, draws = chance(terms, 3, stream)
    state = new_state(terms)
    open_negotiation(state, terms, opening)
    for each in draws[:ROUNDS]:
        play_round(state, terms, each)
        yield state


def centred(sample: list[float]) -> bool:
    return abs(fmean(sample)) <= 4 * stdev(sample) / len(sample) ** 0.5


TALK = ("us.timing.strategy=stubborn_talk", "cn.timing.strategy=stubborn_talk")
NOISY = tuple(
    f"{side}.talk.{field}=0.6" for side in ("us", "cn") for field in ("truthfulness", "credence")
)


@pytest.mark.slow
def test_beliefs_are_martingales_under_truthful_play() -> None:
    terms = terms_with(*TALK, *NOISY, "game.talk_clarity=0.5", "q=0.3", "game.knowledge_needed=1.0")
    moved: list[list[float]] = [[] for _ in range(ROUNDS)]
    surprises: list[list[float]] = [[] for _ in range(ROUNDS)]
    for stream in range(RUNS):
        for t, state in enumerate(history(terms, stream)):
            us, cn = state.us, state.cn
            moved[t].append(us.belief[0] - 0.5)
            surprises[t].append(us.belief[cn.profile] - sum(b * b for b in us.belief))
            surprises[t].append(cn.belief[us.profile] - sum(b * b for b in cn.belief))
    for t in range(ROUNDS):
        assert stdev(moved[t]) > 0.1
        assert centred(moved[t])
        assert centred(surprises[t][::2])
        assert centred(surprises[t][1::2])


def test_babbling_leaves_beliefs_fixed() -> None:
    terms = terms_with(*TALK, "us.talk.truthfulness=0.0", "cn.talk.credence=0.0")
    for stream in range(200):
        start, end = after(terms, stream, 0), after(terms, stream, ROUNDS)
        assert end.cn.belief == start.cn.belief


def test_clear_truthful_talk_reveals_the_profile() -> None:
    terms = terms_with(*TALK)
    for stream in range(200):
        state = after(terms, stream, 1)
        assert state.us.belief[state.cn.profile] == 1.0
        assert state.cn.belief[state.us.profile] == 1.0


def test_priority_first_package_reveals_the_profile() -> None:
    terms = terms_with(
        "us.timing.strategy=offer", "cn.timing.strategy=demand", "us.tactic.opening_claim=0.52"
    )
    for stream in range(200):
        state = after(terms, stream, 1)
        assert state.us.stance == Stance.OFFER
        assert state.cn.belief[state.us.profile] == 1.0
        assert state.us.belief == after(terms, stream, 0).us.belief


def test_claiming_everything_reveals_nothing() -> None:
    terms = terms_with(
        "us.timing.strategy=offer", "cn.timing.strategy=demand", "us.tactic.opening_claim=1.0"
    )
    for stream in range(50):
        assert after(terms, stream, 1).cn.belief == after(terms, stream, 0).cn.belief


@pytest.mark.slow
def test_reputation_is_a_martingale() -> None:
    terms = terms_with(
        "us.timing.strategy=hazard",
        "us.timing.hazard_per_round=0.25",
        "us.timing.otherwise=demand",
        "us.commitment.stubborn_probability=0.4",
        "us.commitment.stubborn_on=demand",
        "cn.timing.strategy=stubborn_talk",
    )
    moved: list[list[float]] = [[] for _ in range(ROUNDS)]
    for stream in range(RUNS):
        for t, state in enumerate(history(terms, stream)):
            moved[t].append(state.us.reputation - 0.4)
    for t in range(ROUNDS):
        assert stdev(moved[t]) > 0.05
        assert centred(moved[t])
