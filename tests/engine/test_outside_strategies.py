"""Strategies from outside in the compiled engine: they join it, and play as in plain Python."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from numba.core import event

from negotiation.batches import Segment, Simulated
from negotiation.engine.batch import simulate
from negotiation.engine.kernel import ready_kernel
from negotiation.engine.strategies import address_of, compiled_function, compiled_strategy, joins
from negotiation.model import NegotiationModel
from negotiation.play import cast
from negotiation.records import RUN_COLUMNS
from negotiation.strategies import StrategyError
from negotiation.terms import Side, Stance, Tactic, Timing
from tests.engine.strategies_that_compile import (
    COMPILE,
    FAIL,
    by_drafts,
    by_member,
    closed_over,
    raises_by_chance,
    says_nonsense_by_chance,
)
from tests.engine.strategies_that_do_not_compile import DO_NOT_COMPILE, by_message
from tests.engine.twins import as_column, assert_one_model, model_of, same
from tests.engine.variants import Case, random_base, varied

pytestmark = pytest.mark.slow

SCENARIO = "buenos-aires-2018"
CUSTOM = (Timing.CUSTOM, Timing.CUSTOM)
TACTICS = (Tactic.LINEAR, Tactic.TIT_FOR_TAT)
LONG = 40  # a random scenario of many rounds, without a calendar
MIXED = (5, 40, 61, 77)  # random scenarios of several sizes

demanding = closed_over(5)  # five demands, in which talks are not opened


def name_of(strategy: Any) -> str:
    return str(getattr(strategy, "__qualname__", type(strategy).__name__))


def case_with(number: int, us: Any, cn: Any, count: int = 20) -> Case:
    case = varied(number, CUSTOM, TACTICS)
    given = {Side.US: us, Side.CN: cn}
    strategies = {side: each for side, each in given.items() if each is not None}
    return Case(case.scenario, case.terms, strategies, 11, 0, count)


# ------------------------------------------------------------------ joining


def test_a_strategy_joins_without_compiling_the_loop_again() -> None:
    loop = ready_kernel()
    simulate([case_with(5, None, None).segment()])
    stats, overloads = loop.stats, list(loop.overloads)
    with event.install_recorder("numba:compile") as recorder:
        newcomer = closed_over(3)
        simulate([case_with(5, newcomer, None).segment()])
        compiled = {each.data["dispatcher"] for _, each in recorder.buffer}
    assert compiled  # the recorder has seen the newcomer
    assert loop not in compiled
    assert {each.py_func.__name__ for each in compiled} == {"strategy"}
    assert (loop.stats, list(loop.overloads)) == (stats, overloads)
    with event.install_recorder("numba:compile") as recorder:
        simulate([case_with(5, newcomer, newcomer).segment()])
        assert recorder.buffer == []


def test_a_strategy_is_compiled_once_and_each_closure_is_its_own() -> None:
    assert compiled_strategy(by_member) is compiled_strategy(by_member)
    assert address_of(by_member) == address_of(by_member) != 0
    assert address_of(None) == 0
    assert address_of(closed_over(2)) != address_of(closed_over(4))


# ------------------------------------------------------------------ playing the same


@pytest.mark.parametrize("strategy", COMPILE, ids=name_of)
def test_a_compiled_strategy_plays_as_in_plain_python(strategy: Any) -> None:
    cases = [case_with(number, strategy, None) for number in MIXED]
    cases += [case_with(number, COMPILE[0], strategy) for number in MIXED]
    cases += [case_with(number, strategy, COMPILE[1]) for number in MIXED]
    simulated = assert_one_model(cases)
    assert simulated.rounds is not None
    assert len(set(simulated.rounds["stance_us"].tolist())) > 2  # it spoke, and was heard


@pytest.mark.parametrize("side", ["us", "cn"])
def test_a_shipped_scenario_with_a_strategy(side: str) -> None:
    terms = cast(SCENARIO, **{side: by_member}).scenario.terms()
    runs = simulate([Segment(terms, 7, 0, 15, **{side: by_member})]).runs
    records = [
        NegotiationModel(SCENARIO, seed=7, stream=stream, **{side: by_member}).run()
        for stream in range(15)
    ]
    for name, _, _ in RUN_COLUMNS:
        expected = as_column([record[name] for record in records], runs[name])
        assert (name, same(expected, runs[name])) == (name, True)


def test_a_strategy_reads_nothing_of_the_run_before() -> None:
    """Drafts of an earlier run are gone, as they are from a new object."""
    first = case_with(5, lambda me, game, draw: Stance.OFFER, None)
    assert_one_model([first, case_with(5, by_drafts, by_drafts)])


# ------------------------------------------------------------------ failing


def failed_as_models(case: Case, simulated: Simulated) -> set[int]:
    """Runs that fail as Mesa models; compares the others, and how far each came."""
    failed = set()
    for number in range(case.count):
        model, steps = model_of(case, case.stream + number), 0
        try:
            while model.running:
                model.step()
                steps += 1
        except StrategyError:
            failed.add(number)
        assert simulated.n_rounds[number] == steps
        if number not in failed:
            for name, value in model.run().items():
                found = simulated.runs[name][number : number + 1]
                assert (name, same(as_column([value], found), found)) == (name, True)
    return failed


@pytest.mark.parametrize("strategy", FAIL, ids=name_of)
@pytest.mark.parametrize("side", Side)
def test_nonsense_and_errors_are_failures(strategy: Any, side: Side) -> None:
    sides = (strategy, demanding) if side == Side.US else (demanding, strategy)
    case = case_with(LONG, *sides)
    simulated = simulate([case.segment()], keep_rounds=True)
    assert set(simulated.failures) == failed_as_models(case, simulated)
    assert simulated.failures
    assert all("stance" in text for text in simulated.failures.values())
    assert simulated.rounds is not None
    assert len(simulated.rounds["round"]) == simulated.n_rounds.sum()


def test_a_failure_does_not_touch_the_runs_around_it() -> None:
    case = case_with(LONG, says_nonsense_by_chance, demanding, count=200)
    simulated = simulate([case.segment()])
    assert 0 < len(simulated.failures) < 200  # failed_as_models compares the others
    assert set(simulated.failures) == failed_as_models(case, simulated)


def test_failures_in_threads() -> None:
    segment = case_with(LONG, raises_by_chance, demanding, count=2000).segment()
    once = simulate([segment]).failures
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda _: simulate([segment]).failures, range(8))
        assert all(failures == once for failures in results)


# ------------------------------------------------------------------ not compiling


def test_vectors_have_to_be_long_enough() -> None:
    """In the engine zeros stand behind a vector, where plain Python raises an error."""

    def beyond(me: Any, game: Any, draw: float) -> Any:
        return Stance.OFFER if me.belief[3] > 0.3 or me.ask[0] > 0.5 else Stance.TALK

    found = compiled_strategy(beyond)
    assert found is not None
    assert found.sizes == {"profiles": 4, "issues": 1}
    lengths = {"profiles": 4, "issues": 2, "strengths": 1, "ministries": 1}
    assert joins(beyond, lengths)
    assert not joins(beyond, lengths | {"profiles": 3})
    assert not joins(by_drafts, lengths | {"issues": 0})
    assert not joins(by_message, lengths)


patience = 2


def test_constants_around_a_function_are_those_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    def strategy(me: Any, game: Any, draw: float) -> Any:
        return Stance.OFFER if game.round >= patience else Stance.DEMAND

    before = address_of(strategy)
    assert address_of(strategy) == before
    monkeypatch.setitem(strategy.__globals__, "patience", 6)
    assert address_of(strategy) != before
    assert_one_model([case_with(5, strategy, closed_over(5))])


@pytest.mark.parametrize("strategy", DO_NOT_COMPILE, ids=name_of)
def test_what_does_not_compile(strategy: Any) -> None:
    assert compiled_strategy(strategy) is None
    with pytest.raises(ValueError, match="does not compile"):
        address_of(strategy)


def test_more_strategies_than_are_kept() -> None:
    """A strategy that has dropped out of the cache still plays where its address is known."""
    strategies = [closed_over(patience % 6) for patience in range(3)]
    addresses = [address_of(each) for each in strategies]
    compiled_function.cache_clear()
    assert address_of(strategies[1]) != 0
    assert len(set(addresses)) == 3
    assert_one_model([case_with(5, each, None) for each in strategies])


def test_sizes_of_the_mixed_scenarios_differ() -> None:
    assert len({random_base(number).terms().n_issues for number in MIXED}) > 1
