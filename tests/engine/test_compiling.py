"""How the loop is compiled: settings are given back, and the lists of rules name rules."""

import gc
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from numba import config, njit

from negotiation.engine.kernel import quick_compiler
from negotiation.engine.linking import (
    AT_CALL,
    ENTRIES,
    OPTIONS,
    part_of_caller,
    reachable,
    returns_records,
    rule_functions,
)


def settings() -> tuple[Any, ...]:
    return gc.get_threshold(), gc.isenabled(), config.OPT, config.LOOP_VECTORIZE


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = settings()
    yield
    assert settings() == before


def test_settings_are_given_back() -> None:
    before = settings()
    with quick_compiler():
        assert gc.get_threshold()[0] == 0
        assert config.OPT <= 2
        assert not config.LOOP_VECTORIZE
    assert settings() == before
    with pytest.raises(RuntimeError), quick_compiler():
        raise RuntimeError
    assert settings() == before
    with quick_compiler(), quick_compiler():
        pass


def test_what_the_user_has_frozen_stays_frozen() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    try:
        with quick_compiler():
            pass
        assert gc.get_freeze_count() >= frozen > 0
    finally:
        gc.unfreeze()


def test_the_compilers_objects_are_not_searched_at_once() -> None:
    collected = gc.get_stats()[0]["collections"]
    with quick_compiler():
        objects = [[] for _ in range(10_000)]  # type: ignore[var-annotated]
    assert gc.get_stats()[0]["collections"] == collected
    assert len(objects) == 10_000


def test_what_the_user_sets_meanwhile_stays() -> None:
    level, vectors = config.OPT, config.LOOP_VECTORIZE
    with quick_compiler():
        config.OPT = type(level)(1)
        gc.disable()
    assert (1, vectors) == (config.OPT, config.LOOP_VECTORIZE)
    assert not gc.isenabled()
    gc.enable()
    config.OPT = level


def test_a_changed_environment_does_not_reach_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        changed.setenv("NUMBA_OPT", "1")
        with quick_compiler():
            within = config.OPT
            njit(lambda x: x + 1.0)(1.0)
            assert config.OPT is within
        assert config.OPT == 1
    config.reload_config()


def test_what_another_thread_compiles_waits() -> None:
    thread = Thread(target=lambda: njit(lambda x: x - 1.0)(1.0))
    with quick_compiler():
        thread.start()
        thread.join(0.1)
        assert thread.is_alive()
    thread.join()


def test_listed_rules_are_rules_that_the_loop_reaches() -> None:
    functions = rule_functions()
    reached = set(reachable(functions, ENTRIES))
    assert reached >= AT_CALL
    assert {name for name in reached if returns_records(functions[name])} == {"seated"}


@part_of_caller
def doubled(number: int) -> int:
    return number + number


@part_of_caller
def doubled_twice(number: int) -> int:
    return doubled(doubled(number))


@njit(**OPTIONS)
def whole(number: int) -> int:
    return doubled_twice(number) + doubled(1)


def test_parts_are_written_out_in_their_whole_and_nowhere_else() -> None:
    assert whole(5) == 22
    assert len(whole.overloads) == 1
    assert not doubled.overloads
    assert not doubled_twice.overloads
