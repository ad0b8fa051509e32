"""The Mesa model: the same negotiation, one round a step, with agents to look into."""

from typing import Any

import mesa

from negotiation.agents import Country, Ministry
from negotiation.play import Negotiation, cast
from negotiation.records import Record, run_record
from negotiation.scenario import Scenario
from negotiation.state import allocate_game
from negotiation.terms import GameState, Side, State


class NegotiationModel(mesa.Model):
    """The talks as a Mesa model; `step()` plays one round, `run()` plays to the end.

    Parameters
    ----------
    scenario
        Name, path or `Scenario`.
    us, cn
        Timing strategies: a catalogue name (`"talk"`, `"talk:4"`), a registered name, or an object
        of your own (see `negotiation.strategies`). None keeps the scenario's.
    us_tactic, cn_tactic
        Tactics by name. None keeps the scenario's.
    seed, stream
        Address of the run's random numbers, each in [0, 2**64). Mesa's own generator is seeded
        with `seed` too and plays no part in the game.

    Attributes
    ----------
    us, cn
        The two `Country` agents.
    game
        The public state, `terms.GameState`.
    setting
        The `Scenario`.

    Examples
    --------
    >>> model = NegotiationModel("two-issue", us="demand", cn="offer", seed=7)
    >>> model.run()["outcome"]
    1
    """

    def __init__(
        self,
        scenario: Scenario | str = "buenos-aires-2018",
        *,
        us: Any = None,
        cn: Any = None,
        us_tactic: str | None = None,
        cn_tactic: str | None = None,
        seed: int = 0,
        stream: int = 0,
    ) -> None:
        super().__init__(rng=seed)
        casting = cast(scenario, us, cn, us_tactic, cn_tactic)
        self.setting = casting.scenario
        terms = self.setting.terms()
        self.us = Country(self, Side.US, terms)
        self.cn = Country(self, Side.CN, terms)
        self.game = GameState()
        allocate_game(self.game)
        state = State(self.us, self.cn, self.game)
        self.negotiation = Negotiation(casting, seed, stream, state)
        self.ministries = [
            Ministry(self, country, number, table.name)
            for country, side in ((self.us, self.setting.us), (self.cn, self.setting.cn))
            for number, table in enumerate(side.ministries)
        ]

    def step(self) -> None:
        """Play one round; `running` turns False when the negotiation has ended."""
        self.negotiation.advance()
        self.running = not self.negotiation.closed

    def run(self) -> Record:
        """Play to the end and return the record of the run."""
        while self.running:
            self.step()
        return run_record(self.negotiation.state)
