"""The Mesa model: the same game, one round a step."""

import mesa
import pytest

from negotiation import InputError, NegotiationModel, cast
from negotiation.agents import Country, Ministry
from negotiation.conformance import StrategyConformance
from negotiation.play import play
from negotiation.strategies import StrategyError
from negotiation.terms import Outcome, Phase, Stance


@pytest.mark.parametrize("name", ["two-issue", "buenos-aires-2018", "two-level", "stubborn"])
@pytest.mark.parametrize("seed", range(5))
def test_same_game_as_plain_python(name: str, seed: int) -> None:
    assert NegotiationModel(name, seed=seed).run() == play(cast(name), seed).run


def test_agents_are_the_state() -> None:
    model = NegotiationModel("buenos-aires-2018", seed=7)
    model.step()
    assert {type(agent) for agent in model.agents} == {Country, Ministry}
    assert model.us.name == "US"
    assert model.game.round == 0
    assert model.us.stance in set(Stance)
    for ministry in model.ministries:
        everything = [1.0] * model.negotiation.terms.n_issues
        assert ministry.ratifies(everything)
        assert ministry.gain(everything) == pytest.approx(1.0)
        assert ministry.votes > 0
        assert ministry.name


def test_running_ends_with_the_talks() -> None:
    model = NegotiationModel("two-issue", us="offer", cn="offer", seed=1)
    steps = 0
    while model.running:
        model.step()
        steps += 1
    assert model.game.phase == Phase.CLOSED
    assert steps == model.game.round + 1
    model.step()
    assert steps == model.game.round + 1


def test_data_collector_changes_nothing() -> None:
    plain = NegotiationModel("buenos-aires-2018", seed=3).run()
    model = NegotiationModel("buenos-aires-2018", seed=3)
    collector = mesa.DataCollector(
        model_reporters={"round": lambda m: m.game.round},
        agent_reporters={"leverage": lambda a: getattr(a, "leverage", None)},
    )
    while model.running:
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert list(frame["round"]) == list(range(model.game.round + 1))
    assert model.run() == plain


def test_tactics_and_numbered_strategies() -> None:
    model = NegotiationModel("two-issue", us="offer:3", cn="talk", us_tactic="firm", seed=0)
    assert model.negotiation.terms.us.timing_rounds == 3
    record = model.run()
    assert record["outcome"] == Outcome.DEAL


@pytest.mark.parametrize(
    "wrong", [{"us": "ofer"}, {"cn_tactic": "boulwar"}, {"scenario": "two-isue"}]
)
def test_unknown_names_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(InputError, match="did you mean"):
        NegotiationModel(**({"scenario": "two-issue"} | wrong))


def failing(me: object, game: object, draw: float) -> str:
    raise ZeroDivisionError


@pytest.mark.parametrize("strategy", [failing, lambda *_: "perhaps", lambda *_: 9, lambda *_: True])
def test_bad_strategies_say_so(strategy: object) -> None:
    model = NegotiationModel("two-issue", us=strategy)
    with pytest.raises(StrategyError, match="strategy"):
        model.run()


def test_what_cannot_be_called_is_no_strategy() -> None:
    with pytest.raises(StrategyError, match="not callable"):
        NegotiationModel("two-issue", us=3)


class Patient:
    """Talk four times, then table."""

    def __init__(self) -> None:
        self.patience = 4

    def __call__(self, me: object, game: object, draw: float) -> str:
        return "talk" if game.round < self.patience else "offer"  # type: ignore[attr-defined]


class TestPatientConforms(StrategyConformance):
    strategy = Patient


class TestCatalogueConforms(StrategyConformance):
    strategy = "hazard:0.25"
