"""Strategies from outside: some that compile, some that fail, some that cannot be compiled."""

import random
from dataclasses import dataclass
from functools import partial
from math import nan
from random import gauss
from typing import Any

import numpy as np
from numba import njit
from numpy.random import normal

from negotiation.terms import Phase, Stance

PATIENCE = 3
EVERYTHING = 2**32


@njit
def doubled(x: float) -> float:
    return 2.0 * x


@njit
def lottery() -> float:
    return random.random()


# ------------------------------------------------------------------ they compile


def by_member(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.informed or game.round >= PATIENCE else Stance.TALK


def by_number(me: Any, game: Any, draw: float) -> Any:
    return 1 if draw < 0.2 else 3


def by_both(me: Any, game: Any, draw: float) -> Any:
    if me.demands > 2:
        return 1
    return Stance.DEMAND if game.round % 2 else Stance.WAIT


def by_vectors(me: Any, game: Any, draw: float) -> Any:
    belief, best = me.belief, 0.0
    for index in range(2):
        best = max(best, belief[index])
    return Stance.OFFER if doubled(best) > 1.5 and me.expected[-1 + 1] > 0.1 else Stance.TALK


def by_drafts(me: Any, game: Any, draw: float) -> Any:
    """Reads what nobody has written yet: zeros."""
    written = me.draft[0] + me.score[0] + me.likelihood[0] + me.order[0]
    return Stance.OFFER if written != 0.0 or game.round >= 2 else Stance.TALK


def closed_over(patience: int) -> Any:
    def strategy(me: Any, game: Any, draw: float) -> Any:
        return Stance.OFFER if game.round >= patience else Stance.DEMAND

    return strategy


COMPILE = (by_member, by_number, by_both, by_vectors, by_drafts, closed_over(2), closed_over(5))


# ------------------------------------------------------------------ they compile, and fail


def says_nothing(me: Any, game: Any, draw: float) -> Any:
    return Stance.NONE


def says_five(me: Any, game: Any, draw: float) -> Any:
    return 5


def says_too_much(me: Any, game: Any, draw: float) -> Any:
    return EVERYTHING + Stance.TALK  # its lower half is a stance


def says_less_than_nothing(me: Any, game: Any, draw: float) -> Any:
    return -1 if game.round >= 2 else Stance.TALK


def says_nan(me: Any, game: Any, draw: float) -> Any:
    return int(nan * draw)


def says_nonsense_by_chance(me: Any, game: Any, draw: float) -> Any:
    return 9 if draw < 0.1 else Stance.TALK


def raises_by_chance(me: Any, game: Any, draw: float) -> Any:
    if draw < 0.2:
        raise ValueError("no luck")
    return Stance.WAIT


def asserts(me: Any, game: Any, draw: float) -> Any:
    assert game.round < 2, "too late"
    return Stance.TALK


def divides_by_zero(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if 1 // me.demands else Stance.TALK


def divides_a_share_by_zero(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if draw / me.audience_cost > 2.0 else Stance.DEMAND


def reads_too_far(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.belief[100 + game.round] > 0.5 else Stance.TALK


FAIL = (
    says_nothing, says_five, says_too_much, says_less_than_nothing, says_nan,
    says_nonsense_by_chance, raises_by_chance, asserts, divides_by_zero,
    divides_a_share_by_zero, reads_too_far,
)  # fmt: skip


# ------------------------------------------------------------------ they do not compile


class Patient:
    """A class with a memory of its own."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, me: Any, game: Any, draw: float) -> Any:
        self.calls += 1
        return Stance.TALK if self.calls < PATIENCE else Stance.OFFER


@dataclass
class Unhashable:
    """A callable object that cannot be looked up in a cache."""

    stance: Stance = Stance.TALK

    def __call__(self, me: Any, game: Any, draw: float) -> Any:
        return self.stance


def by_name(me: Any, game: Any, draw: float) -> Any:
    return "talk"


def by_name_or_member(me: Any, game: Any, draw: float) -> Any:
    return "offer" if draw < 0.5 else Stance.TALK


def by_share(me: Any, game: Any, draw: float) -> Any:
    return 2.0


def by_share_or_number(me: Any, game: Any, draw: float) -> Any:
    return 1 if draw < 0.5 else 2.0


def by_truth(me: Any, game: Any, draw: float) -> Any:
    return draw < 0.5


def by_nothing(me: Any, game: Any, draw: float) -> Any:
    return None


def silent_on_one_path(me: Any, game: Any, draw: float) -> Any:
    if draw < 0.5:
        return Stance.TALK


def always_raises(me: Any, game: Any, draw: float) -> Any:
    raise ValueError("never")


def by_chance(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if random.random() < 0.5 else Stance.TALK


def by_imported_chance(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if gauss(0.0, 1.0) < 0.5 else Stance.TALK


def by_numpys_chance(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if np.random.random() < 0.5 else Stance.TALK


def by_numpys_imported_chance(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if normal(0.0, 1.0) < 0.5 else Stance.TALK


def by_hidden_chance(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if lottery() < 0.5 else Stance.TALK


def by_length(me: Any, game: Any, draw: float) -> Any:
    return len(me.belief)


def by_least(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if min(me.belief) < 0.2 else Stance.TALK


def by_loop(me: Any, game: Any, draw: float) -> Any:
    count = 0
    for _ in me.belief:
        count += 1
    return count


def by_slice(me: Any, game: Any, draw: float) -> Any:
    return len(me.belief[1:])


def by_last(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.belief[-1] > 0.5 else Stance.TALK


def by_mean(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if np.mean(me.belief) < 0.4 else Stance.TALK


def cheats(me: Any, game: Any, draw: float) -> Any:
    me.payoff = 1.0
    return Stance.TALK


def cheats_at_length(me: Any, game: Any, draw: float) -> Any:
    me.belief[0] = 1.0
    return Stance.TALK


def asks_for_what_is_not_there(me: Any, game: Any, draw: float) -> Any:
    return me.patience


def of_two(me: Any, game: Any) -> Any:
    return Stance.TALK


def of_four(me: Any, game: Any, draw: float, more: int = 3) -> Any:
    return Stance.TALK


def of_any(*everything: Any) -> Any:
    return Stance.TALK


def one_after_the_other(me: Any, game: Any, draw: float) -> Any:
    yield Stance.TALK


DO_NOT_COMPILE = (
    Patient, Patient(), Unhashable(), partial(by_member), max, "talk", 3, Phase.PRE, doubled,
    by_name, by_name_or_member, by_share, by_share_or_number, by_truth, by_nothing,
    silent_on_one_path, always_raises, by_chance, by_imported_chance, by_numpys_chance,
    by_numpys_imported_chance, by_hidden_chance, by_length, by_least, by_loop, by_slice, by_mean,
    by_last, cheats, cheats_at_length, asks_for_what_is_not_there, of_two, of_four, of_any,
    one_after_the_other,
)  # fmt: skip
