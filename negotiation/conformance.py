"""A conformance suite for strategies from outside: subclass it in your tests.

class TestMine(StrategyConformance):
    strategy = staticmethod(my_strategy)   # or a class, or a registered name
"""

from typing import Any, ClassVar

from negotiation.play import Negotiation, Play, cast, play
from negotiation.records import round_record
from negotiation.terms import Outcome, Phase, Side, SideLane, Stance

SCENARIOS = ("two-issue", "deadline", "buenos-aires-2018")
SEEDS = range(5)


class StrategyConformance:
    """What every timing strategy must do, on either side, in every scenario it meets.

    Set `strategy` to a function, a class or a catalogue name; `opponents` and `scenarios` may be
    narrowed. Each method is a test for pytest.
    """

    strategy: ClassVar[Any] = "talk"
    opponents: ClassVar[tuple[str, ...]] = ("offer", "talk", "demand", "mirror")
    scenarios: ClassVar[tuple[str, ...]] = SCENARIOS

    def games(self, side: str) -> list[Play]:
        """Play the strategy on one side against every opponent, in every scenario and seed."""
        other = "cn" if side == "us" else "us"
        castings = [
            cast(scenario, **{side: self.strategy, other: opponent})
            for scenario in self.scenarios
            for opponent in self.opponents
        ]
        return [play(casting, seed) for casting in castings for seed in SEEDS]

    def test_ends_in_an_outcome(self) -> None:
        """Every game ends, in one of the five outcomes."""
        for side in ("us", "cn"):
            for game in self.games(side):
                assert Outcome(game.run["outcome"]) != Outcome.ONGOING

    def test_says_stances(self) -> None:
        """Before talks are open the side always has a stance, afterwards none."""
        for side in ("us", "cn"):
            for game in self.games(side):
                for row in game.rounds:
                    says = row[f"stance_{side}"] != Stance.NONE
                    assert says == (row["phase_played"] == Phase.PRE)

    def test_same_arguments_same_game(self) -> None:
        """The strategy has no hidden memory or randomness: a game replays exactly."""
        assert self.games("us") == self.games("us")

    def test_writes_nothing(self) -> None:
        """Asking the strategy changes neither its own side nor the public state."""
        for scenario in self.scenarios:
            negotiation = Negotiation(cast(scenario, us=self.strategy), seed=1)
            strategy = negotiation.strategies.get(Side.US)
            while strategy is not None and not negotiation.closed:
                negotiation.advance()
                before = round_record(negotiation.state)
                draw = negotiation.draws[0].us[SideLane.STANCE]
                strategy(negotiation.state.us, negotiation.state.game, draw)
                assert round_record(negotiation.state) == before
