"""One negotiation in plain Python: the loop that the Mesa model and the command line share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from negotiation.draws import run_draws
from negotiation.errors import InputError
from negotiation.records import Record, round_record, run_record
from negotiation.rules.rounds import begin_round, finish_round, open_negotiation
from negotiation.scenario import Scenario, load_scenario, scenario_from_dict, scenario_names
from negotiation.scenario.catalogue import TIMINGS
from negotiation.scenario.override import DEFAULT, apply_overrides
from negotiation.state import new_state
from negotiation.strategies import Strategy, asked, prepared, registered_strategy
from negotiation.terms import Phase, Side, SideLane, SideState, State, Terms

CUSTOM_NAME = "custom"  # in a scenario: the strategy is an object given by the caller


@dataclass(frozen=True)
class Casting:
    """A scenario together with the outside strategies that play in it, by side."""

    scenario: Scenario
    strategies: Mapping[Side, Any]


def choice_overrides(side: str, strategy: Any, tactic: str | None) -> list[str]:
    """Scenario changes that a choice means; a name comes with its own numbers, `talk:4` with 4.

    >>> choice_overrides("us", "talk:4", None)
    ['us.timing.strategy=talk', 'us.timing.rounds=4']
    """
    changes = []
    if isinstance(strategy, str):
        name, _, number = strategy.partition(":")
        field = "hazard_per_round" if name == "hazard" else "rounds"
        changes += [f"{side}.timing.strategy={name}", f"{side}.timing.{field}={number or DEFAULT}"]
    elif strategy is not None:
        changes.append(f"{side}.timing.strategy={CUSTOM_NAME}")
    if tactic is not None:
        changes += [f"{side}.tactic.name={tactic}", f"{side}.tactic.concession_exponent={DEFAULT}"]
    return changes


def cast(
    scenario: Scenario | str,
    us: Any = None,
    cn: Any = None,
    us_tactic: str | None = None,
    cn_tactic: str | None = None,
) -> Casting:
    """Put strategies and tactics, given by name or as objects, into a scenario.

    `us` and `cn` are a catalogue name (`"talk"`, `"talk:4"` with its number), a registered name, or
    an object (see `negotiation.strategies`); None keeps the scenario's own. Raises InputError for
    an unknown name.
    """
    changes = choice_overrides("us", us, us_tactic) + choice_overrides("cn", cn, cn_tactic)
    shipped = isinstance(scenario, str) and scenario in scenario_names()
    loaded = (shipped_with if shipped else changed)(scenario, tuple(changes))
    choices = {Side.US: us, Side.CN: cn}
    named = {Side.US: loaded.us.timing.strategy, Side.CN: loaded.cn.timing.strategy}
    objects = {side: outside_strategy(named[side], choices[side]) for side in Side}
    return Casting(loaded, {side: each for side, each in objects.items() if each is not None})


def changed(scenario: Scenario | str, changes: tuple[str, ...]) -> Scenario:
    """Load a scenario where it is not loaded yet, and apply changes to it."""
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    if not changes:
        return loaded
    return scenario_from_dict(apply_overrides(loaded.content, changes), loaded.name)


@lru_cache(maxsize=128)
def shipped_with(name: str, changes: tuple[str, ...]) -> Scenario:
    """Return a shipped scenario with changes; kept, because it is frozen and takes a while."""
    return changed(name, changes)


def outside_strategy(name: str, choice: Any) -> Any:
    """Object that plays a side, given by the caller or registered; None for the built-in ones."""
    if name == CUSTOM_NAME:
        if choice is None or isinstance(choice, str):
            raise InputError("strategy", CUSTOM_NAME, "needs an object to play it, in Python")
        return choice
    return None if name in TIMINGS else registered_strategy(name)


class Negotiation:
    """One negotiation, played round by round; given the same arguments it is always the same.

    Parameters
    ----------
    casting
        Scenario and outside strategies, from `cast`.
    seed, stream
        Address of the run's random numbers, each in [0, 2**64). Equal seed and stream are common
        random numbers across scenarios.
    state
        Objects that hold the state; by default plain ones.
    """

    def __init__(
        self, casting: Casting, seed: int = 0, stream: int = 0, state: State | None = None
    ) -> None:
        self.scenario = casting.scenario
        self.terms: Terms = self.scenario.terms()
        self.state = new_state(self.terms) if state is None else state
        self.strategies: dict[Side, Strategy] = {
            side: prepared(strategy) for side, strategy in casting.strategies.items()
        }
        opening, self.draws = run_draws(seed, stream, self.terms.n_rounds)
        open_negotiation(self.state, self.terms, opening)

    @property
    def closed(self) -> bool:
        """Whether the negotiation has ended."""
        return self.state.game.phase == Phase.CLOSED

    def side(self, side: Side) -> SideState:
        """State of one side."""
        return self.state.us if side == Side.US else self.state.cn

    def advance(self) -> None:
        """Play one round; nothing happens once the negotiation has ended."""
        if self.closed:
            return
        draws = self.draws[self.state.game.round + 1]
        begin_round(self.state, self.terms, draws)
        if self.state.game.phase == Phase.PRE:
            for side, strategy in self.strategies.items():
                me = self.side(side)
                draw = (draws.us if side == Side.US else draws.cn)[SideLane.STANCE]
                me.requested_stance = asked(strategy, me, self.state.game, draw)
        finish_round(self.state, self.terms, draws)

    def run(self) -> Record:
        """Play to the end and return the record of the run."""
        while not self.closed:
            self.advance()
        return run_record(self.state)


@dataclass(frozen=True)
class Play:
    """A finished negotiation: its scenario, the record of the run, and one record a round.

    `seed` and `stream` are the address of its random numbers.
    """

    scenario: Scenario
    run: Record
    rounds: list[Record]
    seed: int = 0
    stream: int = 0


def play(casting: Casting, seed: int = 0, stream: int = 0) -> Play:
    """Play a negotiation to the end and keep every round."""
    negotiation = Negotiation(casting, seed, stream)
    rounds = []
    while not negotiation.closed:
        negotiation.advance()
        rounds.append(round_record(negotiation.state))
    return Play(casting.scenario, run_record(negotiation.state), rounds, seed, stream)
