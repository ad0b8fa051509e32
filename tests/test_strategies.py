"""Strategies from outside: registered, prepared, asked, and refused in plain words."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from negotiation import strategies
from negotiation.model import NegotiationModel
from negotiation.play import cast, play
from negotiation.strategies import (
    StrategyError,
    asked,
    prepared,
    registered_names,
    registered_strategy,
    stance_named,
)
from negotiation.terms import GameState, SideState, Stance
from tests.build_terms import build_terms, opened


def patient(me: SideState, game: GameState, draw: float) -> str:
    return "offer" if game.round >= 3 or draw < 0.1 else "talk"


class Counting:
    """A strategy with a memory of its own."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, me: SideState, game: GameState, draw: float) -> Stance:
        self.calls += 1
        return Stance.DEMAND if self.calls < 2 else Stance.WAIT


@dataclass(frozen=True)
class Point:
    """What an installed package registers."""

    name: str
    load: Callable[[], Any]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [Point("zeal", lambda: Counting), Point("calm", lambda: patient)]
    groups = {"negotiation.strategies": points}
    monkeypatch.setattr(strategies, "entry_points", lambda group: groups[group])


@pytest.mark.usefixtures("installed")
def test_registered_strategies() -> None:
    assert registered_names() == ["calm", "zeal"]
    assert registered_strategy("calm") is patient
    assert registered_strategy("zeal") is Counting
    with pytest.raises(KeyError, match="unheard"):
        registered_strategy("unheard")


def test_a_function_stays_and_a_class_is_instantiated() -> None:
    assert prepared(patient) is patient
    first, second = prepared(Counting), prepared(Counting)
    assert isinstance(first, Counting)
    assert first is not second


@pytest.mark.parametrize("thing", [3, "talk", object])
def test_what_cannot_be_called_is_refused(thing: Any) -> None:
    with pytest.raises(StrategyError, match="not callable"):
        prepared(thing)


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("offer", Stance.OFFER),
        ("TALK", Stance.TALK),
        (Stance.DEMAND, Stance.DEMAND),
        (4, Stance.WAIT),
    ],
)
def test_stances_by_name_member_and_number(said: Any, stance: Stance) -> None:
    found = stance_named(said)
    assert found is stance


@pytest.mark.parametrize("said", [None, "", "none", "ofer", 0, 5, -1, True, 1.5, [], Stance.NONE])
def test_what_is_not_a_stance_is_refused(said: Any) -> None:
    with pytest.raises(StrategyError, match="allowed: offer, talk, demand, wait"):
        stance_named(said)


def test_a_strategy_is_asked_with_its_side_the_game_and_a_draw() -> None:
    state = opened(build_terms())
    assert asked(patient, state.us, state.game, 0.5) == Stance.TALK
    assert asked(patient, state.us, state.game, 0.05) == Stance.OFFER
    state.game.round = 3
    assert asked(patient, state.us, state.game, 0.5) == Stance.OFFER


def test_a_memory_lasts_a_run() -> None:
    state = opened(build_terms())
    strategy = prepared(Counting)
    said = [asked(strategy, state.us, state.game, 0.5) for _ in range(3)]
    assert said == [Stance.DEMAND, Stance.WAIT, Stance.WAIT]


def test_a_strategy_that_fails_is_named_with_its_round() -> None:
    state = opened(build_terms())
    state.game.round = 2

    def broken(me: SideState, game: GameState, draw: float) -> Stance:
        raise ZeroDivisionError("no luck")

    with pytest.raises(StrategyError, match="failed in round 2: ZeroDivisionError") as caught:
        asked(broken, state.us, state.game, 0.5)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_another_object_is_copied_for_each_run() -> None:
    """Nothing that a run leaves in an object is there in the next, nor in the object itself."""
    shared = Counting()
    state = opened(build_terms())
    for strategy in (prepared(shared), prepared(shared.__call__)):
        said = [asked(strategy, state.us, state.game, 0.5) for _ in range(2)]
        assert said == [Stance.DEMAND, Stance.WAIT]
    assert shared.calls == 0


def test_an_object_that_cannot_be_copied_is_refused() -> None:
    class Locked(Counting):
        def __init__(self) -> None:
            super().__init__()
            self.lock = threading.Lock()

    with pytest.raises(StrategyError, match="could not be made: TypeError"):
        prepared(Locked())


class Broken:
    def __init__(self) -> None:
        raise RuntimeError("no")

    def __call__(self, me: SideState, game: GameState, draw: float) -> Stance:
        return Stance.OFFER


@pytest.mark.parametrize(
    "begin",
    [lambda: play(cast("two-issue", us=Broken)), lambda: NegotiationModel("two-issue", cn=Broken)],
)
def test_an_error_in_the_making_is_a_strategys(begin: Callable[[], Any]) -> None:
    with pytest.raises(StrategyError, match=r"could not be made: RuntimeError\('no'\)") as caught:
        begin()
    assert isinstance(caught.value.__cause__, RuntimeError)
