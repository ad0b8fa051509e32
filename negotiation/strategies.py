"""Strategies from outside: one function or small class that says a stance, by name or as an object.

A strategy is called once a round before talks are open, as `strategy(me, game, draw)`: `me` is the
own side (`terms.SideState`: all that this side knows, to be read and not written), `game` the
public state (`terms.GameState`), `draw` a uniform number in [0, 1) that belongs to this side and
round. It returns a `terms.Stance` or its name. A class is instantiated once a run, and any other
object that is no function is copied once a run: no run sees what another has left in it.

Installed packages offer strategies under the entry-point group `negotiation.strategies`.
"""

from collections.abc import Callable
from copy import deepcopy
from importlib.metadata import entry_points
from typing import Any

from negotiation.terms import GameState, SideState, Stance

Strategy = Callable[[SideState, GameState, float], Stance | int | str]

GROUP = "negotiation.strategies"
STANCES: dict[str, Stance] = {
    stance.name.lower(): stance for stance in Stance if stance != Stance.NONE
}


class StrategyError(Exception):
    """A strategy from outside failed or said something that is not a stance."""


def registered_names() -> list[str]:
    """Names that installed packages have registered, sorted.

    >>> isinstance(registered_names(), list)
    True
    """
    return sorted(point.name for point in entry_points(group=GROUP))


def registered_strategy(name: str) -> Any:
    """Load the registered object of this name; KeyError where there is none."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            return point.load()
    raise KeyError(name)


def prepared(strategy: Any) -> Strategy:
    """Return a callable for one run: a class is instantiated, another object copied.

    A function stays what it is. StrategyError where there is nothing that can be called.

    >>> prepared(lambda me, game, draw: "talk")(None, None, 0.0)
    'talk'
    """
    try:
        made = strategy() if isinstance(strategy, type) else deepcopy(strategy)
    except Exception as error:
        raise StrategyError(f"a strategy could not be made: {error!r}") from error
    if not callable(made):
        raise StrategyError(f"{strategy!r} is not callable: a strategy is called (me, game, draw)")
    return made  # type: ignore[no-any-return]


def stance_named(said: Any) -> Stance:
    """Return the stance that a strategy said, by member, number or name.

    >>> stance_named("talk"), stance_named(Stance.OFFER)
    (<Stance.TALK: 2>, <Stance.OFFER: 1>)
    """
    if isinstance(said, str) and said.lower() in STANCES:
        return STANCES[said.lower()]
    if isinstance(said, int) and not isinstance(said, bool) and said in STANCES.values():
        return Stance(said)
    raise StrategyError(f"a strategy said {said!r}; allowed: {', '.join(STANCES)}")


def asked(strategy: Strategy, me: SideState, game: GameState, draw: float) -> Stance:
    """Ask a strategy for its stance; whatever goes wrong in it comes out as a StrategyError."""
    try:
        said = strategy(me, game, draw)
    except Exception as error:
        raise StrategyError(f"a strategy failed in round {game.round}: {error!r}") from error
    return stance_named(said)
