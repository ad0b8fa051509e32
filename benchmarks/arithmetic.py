"""Arithmetic of beliefs and packages, apart from the rest: rate measured against what counts.

Each piece below is plain Python that calls rules. It is run twice on the records of the flagship:
compiled, to be timed, and on numbers that count (`counting`), to know what it does.
"""

from collections.abc import Callable, Mapping
from time import process_time
from types import FunctionType
from typing import Any, Final

import numpy as np
from numba import njit

from benchmarks.counting import KINDS, TALLY, counted, counted_rules, counted_state
from negotiation.draws import run_draws
from negotiation.engine.kernel import ADDRESS, game_at, quick_compiler, side_at, terms_at
from negotiation.engine.layout import STATE, TermsRecord
from negotiation.engine.linking import INNER, OPTIONS, linked_rules
from negotiation.rules.bargaining import put_on_table
from negotiation.rules.beliefs import (
    bayes,
    condition_on_row,
    learn,
    read_package,
    refresh_knowledge,
)
from negotiation.rules.packages import draft_package, utility
from negotiation.rules.ratification import votes_for_sure
from negotiation.rules.rounds import open_negotiation
from negotiation.state import new_state
from negotiation.terms import PackageMode, State, Terms

STEPS: Final = 100_000
SAMPLE: Final = 256  # calls that are counted; targets and modes come round within them


def target_of(number: int) -> float:
    """Return a claim between 0.5 and 0.75, another in each call."""
    return 0.5 + 0.25 * ((number & 63) / 64.0)


def worth(state: State, terms: Terms, number: int) -> None:
    """Utility of a package."""
    us = state.us
    us.ask[number & 7] = target_of(number)
    us.asked += utility(terms.us.weights[us.profile], us.ask, terms.n_issues)


def votes(state: State, terms: Terms, number: int) -> None:
    """Votes that a package is sure of: its utility to each ministry, against their floors."""
    us = state.us
    us.ask[number & 7] = target_of(number)
    us.asked += votes_for_sure(us, terms.us, us.ask, terms.n_issues)


def update(state: State, terms: Terms, number: int) -> None:
    """Belief from its prior by Bayes' rule, and the weights that it leads to expect."""
    us, cn = state.us, state.cn
    condition_on_row(us.belief, terms.profile_prior, us.profile, terms.cn.n_profiles)
    us.likelihood[0] = target_of(number)
    us.likelihood[1] = 0.25
    bayes(us.belief, us.likelihood, terms.cn.n_profiles)
    refresh_knowledge(us, cn, terms.cn, terms.knowledge_needed, terms.n_issues)


def claim(state: State, terms: Terms, number: int) -> None:
    """A claim package: ranked by the own weights, filled to its target."""
    us = state.us
    weights = terms.us.weights[us.profile]
    draft_package(us, PackageMode.CLAIM, weights, target_of(number), terms.n_issues)


def grant(state: State, terms: Terms, number: int) -> None:
    """A grant: ranked by the other's weights, the other side filled."""
    us = state.us
    weights = terms.us.weights[us.profile]
    draft_package(us, PackageMode.GRANT, weights, target_of(number), terms.n_issues)


def efficient(state: State, terms: Terms, number: int) -> None:
    """An efficient package: ranked by the ratio of the weights."""
    us = state.us
    weights = terms.us.weights[us.profile]
    draft_package(us, PackageMode.EFFICIENT, weights, target_of(number), terms.n_issues)


def exchange(state: State, terms: Terms, number: int) -> None:
    """A package drafted, tabled, read by a side that still has to learn, and learned from."""
    us, cn = state.us, state.cn
    condition_on_row(cn.belief, terms.profile_prior, cn.profile, terms.us.n_profiles)
    mode = PackageMode.CLAIM + number % 3
    weights = terms.us.weights[us.profile]
    draft_package(us, mode, weights, target_of(number), terms.n_issues)
    us.package_mode = mode
    put_on_table(us, cn, terms.us, terms.cn, terms.n_issues)
    read_package(cn, us, terms.us, terms.n_issues)
    learn(cn, us, terms.us, terms.knowledge_needed, terms.n_issues)


PIECES: Final[Mapping[str, Callable[[State, Terms, int], None]]] = {
    "utility": worth,
    "ministries' votes": votes,
    "belief update": update,
    "claim package": claim,
    "grant package": grant,
    "efficient package": efficient,
    "draft, table, read, learn": exchange,
}


def opened(terms: Terms) -> State:
    """Return the state of plain objects on the eve of round 0."""
    state = new_state(terms)
    open_negotiation(state, terms, run_draws(7, 0, terms.n_rounds)[0])
    return state


def record_of(state: State) -> Any:
    """Copy a state of plain objects into a record of the engine."""
    record = np.zeros(1, STATE)
    for owner, part in zip(State._fields, state, strict=True):
        for name, value in vars(part).items():
            if isinstance(value, list):
                record[0][owner][name][: len(value)] = value
            else:
                record[0][owner][name] = value
    return record


def operations(piece: Any, terms: Terms) -> dict[str, float]:
    """Operations of one call, by kind, mean of a sample."""
    shared = counted_rules()
    plain = {"target_of": target_of}
    twin = FunctionType(piece.__code__, shared | plain, piece.__name__)
    state, counted_terms = counted_state(opened(terms)), counted(terms)
    TALLY.clear()
    for number in range(SAMPLE):
        twin(state, counted_terms, number)
    counts = {kind: 0.0 for kind in KINDS}
    for (_, function, kind), times in TALLY.items():
        if function != piece.__name__:
            counts[kind] += times / SAMPLE
    return counts


def loop_over(piece: Any) -> Any:
    """Compile a loop of calls of a piece as the engine compiles its own: linked, forced inline."""
    shared = dict(linked_rules())
    shared["target_of"] = njit(target_of)
    twin = FunctionType(piece.__code__, shared, piece.__name__)
    once = njit(twin, **INNER, forceinline=True)

    def loop(us, cn, game, terms, calls):  # type: ignore[no-untyped-def]
        state = State(side_at(us), side_at(cn), game_at(game))
        bound = terms_at(terms)
        for number in range(calls):
            once(state, bound, number)

    with quick_compiler():
        return njit((ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS), **OPTIONS)(loop)


def timed(piece: Any, terms: Terms) -> Callable[[], float]:
    """Return a function that measures a piece once: nanoseconds of CPU time per call."""
    loop, record, bound = loop_over(piece), record_of(opened(terms)), TermsRecord(terms)

    def measured() -> float:
        parts = [record[owner].ctypes.data for owner in State._fields]
        begun = process_time()
        loop(*parts, bound.address, STEPS)
        return (process_time() - begun) / STEPS * 1e9

    return measured
