"""Plain Python, the compiled engine and Mesa models give the same columns."""

from typing import Any

import numpy as np
import pytest

from negotiation.batches import Segment, Simulated
from negotiation.engine.batch import simulate
from negotiation.experiment.model_batch import simulate_with_model
from negotiation.play import cast, play
from negotiation.play_batch import simulate_plainly
from negotiation.records import RUN_COLUMNS
from negotiation.scenario import Scenario, load_scenario
from negotiation.terms import Stance, Terms

NAMES = ("two-issue", "deadline")


def scenarios() -> list[Scenario]:
    return [load_scenario(name) for name in NAMES]


def segments() -> list[Segment]:
    first, second = scenarios()
    return [Segment(first.terms(), 7, 3, 4), Segment(second.terms(), 2**64 - 1, 0, 3)]


def same(found: Simulated, expected: Simulated) -> None:
    for own, other in ((found.runs, expected.runs), (found.rounds, expected.rounds)):
        assert (own is None) == (other is None)
        for name, column in (other or {}).items():
            assert own is not None
            assert own[name].dtype == column.dtype, name
            assert np.array_equal(own[name], column, equal_nan=column.dtype == np.float64), name
    assert np.array_equal(found.n_rounds, expected.n_rounds)
    assert dict(found.failures) == dict(expected.failures)


@pytest.mark.parametrize("keep_rounds", [False, True])
def test_the_engine_gives_the_same_columns(keep_rounds: bool) -> None:
    plain = simulate_plainly(segments(), keep_rounds=keep_rounds)
    same(simulate(segments(), keep_rounds=keep_rounds), plain)


def test_mesa_models_give_the_same_columns() -> None:
    found = simulate_with_model(segments(), scenarios(), keep_rounds=True)
    same(found, simulate_plainly(segments(), keep_rounds=True))


def test_a_row_is_the_record_of_the_run() -> None:
    first = segments()[0]
    record = play(cast(load_scenario(NAMES[0])), first.seed, first.first_stream + 2).run
    runs = simulate_plainly([first]).runs
    assert list(runs) == [name for name, _, _ in RUN_COLUMNS]
    for name, value in record.items():
        assert np.array_equal(runs[name][2], value), name


def test_nothing_to_run_gives_no_rows() -> None:
    assert simulate_plainly([]).runs["payoff_us"].shape == (0,)


# ------------------------------------------------------------------ failures


def played(strategy: Any) -> Simulated:
    terms: Terms = cast("two-issue", us=strategy).scenario.terms()
    return simulate_plainly([Segment(terms, 7, 0, 40, us=strategy)], keep_rounds=True)


def sometimes(said: Any) -> Any:
    return lambda me, game, draw: said if draw < 0.3 else Stance.OFFER


@pytest.mark.parametrize("said", [float("nan"), 99, None, True, "nothing"])
def test_what_is_no_stance_fails_the_run_and_no_other(said: Any) -> None:
    found = played(sometimes(said))
    assert 0 < len(found.failures) < 40
    assert all(f"said {said!r}" in text for text in found.failures.values())
    assert all(found.n_rounds[run] == 0 for run in found.failures)
    sound = [run for run in range(40) if run not in found.failures]
    always = played(lambda me, game, draw: Stance.OFFER)
    assert np.array_equal(found.runs["payoff_us"][sound], always.runs["payoff_us"][sound])
    assert found.rounds is not None
    assert len(found.rounds["round"]) == found.n_rounds.sum()


def test_a_class_that_cannot_be_made_fails_every_run() -> None:
    class Broken:
        __call__ = None

    assert len(played(Broken).failures) == 40


def test_a_class_that_raises_when_made_fails_every_run() -> None:
    class Raising:
        def __init__(self) -> None:
            raise ValueError("no")

        def __call__(self, me: Any, game: Any, draw: float) -> Stance:
            return Stance.OFFER

    found = played(Raising)
    assert len(found.failures) == 40
    assert "ValueError('no')" in found.failures[0]


def test_runs_do_not_see_what_others_left_in_an_object() -> None:
    class Third:
        def __init__(self) -> None:
            self.calls = 0

        def __call__(self, me: Any, game: Any, draw: float) -> Stance:
            self.calls += 1
            return Stance.TALK if self.calls < 3 else Stance.OFFER

    each, fresh = played(Third()), played(Third)
    assert np.array_equal(each.runs["round"], fresh.runs["round"])
