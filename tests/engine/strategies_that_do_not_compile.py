"""Strategies from outside that do not compile, or that would play otherwise if they did."""

import math
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
from tests.engine.strategies_that_compile import PATIENCE, by_member, doubled

NARROW = np.int8(100)


@njit
def lottery() -> float:
    return random.random()


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


# ------------------------------------------------------------------ they might play otherwise


def says_nan(me: Any, game: Any, draw: float) -> Any:
    return int(nan * draw)


def reads_too_far(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.belief[100 + game.round] > 0.5 else Stance.TALK


def by_message(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.belief[me.message] > 0.4 else Stance.TALK


def by_round(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if me.belief[game.round - 1] > 0.4 else Stance.TALK


def by_varied_loop(me: Any, game: Any, draw: float) -> Any:
    for index in range(game.round):
        if me.belief[index] > 0.5:
            return Stance.OFFER
    return Stance.TALK


def by_either_vector(me: Any, game: Any, draw: float) -> Any:
    vector = me.belief if draw < 0.5 else me.expected
    return Stance.OFFER if vector[1] > 0.5 else Stance.TALK


def by_congruence(me: Any, game: Any, draw: float) -> Any:
    x = (game.round + 1) * 6364136223846793005 + 1442695040888963407
    return Stance.OFFER if x % 8 == 0 else Stance.TALK


def by_product(me: Any, game: Any, draw: float) -> Any:
    x = 1
    for factor in range(2, 40):
        x *= factor
    return Stance.OFFER if x > 0 and draw < 0.3 else Stance.TALK


def by_doubling(me: Any, game: Any, draw: float) -> Any:
    x = 1
    for _ in range(70):
        x += x
    return Stance.OFFER if x > 0 else Stance.TALK


def by_squares(me: Any, game: Any, draw: float) -> Any:
    square = game.round * game.round
    return Stance.OFFER if square * square > -1 else Stance.TALK


def by_shift(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if (1 << (game.round + 60)) > 5 else Stance.TALK


def by_power(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if draw**3 < 0.3 else Stance.TALK


def by_whole_part(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if int(draw * 1e30) % 2 == 0 else Stance.TALK


def by_root(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if math.sqrt(0.9 - draw) > 0.5 else Stance.TALK


def by_logarithm(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if math.log(draw - 0.2) < 0.5 else Stance.TALK


def by_unset_name(me: Any, game: Any, draw: float) -> Any:
    if draw < 0.8:
        stance = Stance.TALK
    return stance


def by_truth_or_number(me: Any, game: Any, draw: float) -> Any:
    return me.informed if draw < 0.5 else 2


def by_narrow_number(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if NARROW * game.round > 0 else Stance.TALK


def by_complement(me: Any, game: Any, draw: float) -> Any:
    return Stance.OFFER if ~me.informed else Stance.TALK


MIGHT_DIFFER = (
    says_nan, reads_too_far, by_message, by_round, by_varied_loop, by_either_vector, by_congruence,
    by_product, by_doubling, by_squares, by_shift, by_power, by_whole_part, by_root, by_logarithm,
    by_unset_name, by_truth_or_number, by_narrow_number, by_complement,
)  # fmt: skip

DO_NOT_COMPILE = (
    Patient, Patient(), Unhashable(), partial(by_member), max, "talk", 3, Phase.PRE, doubled,
    by_name, by_name_or_member, by_share, by_share_or_number, by_truth, by_nothing,
    silent_on_one_path, always_raises, by_chance, by_imported_chance, by_numpys_chance,
    by_numpys_imported_chance, by_hidden_chance, by_length, by_least, by_loop, by_slice, by_mean,
    by_last, cheats, cheats_at_length, asks_for_what_is_not_there, of_two, of_four, of_any,
    one_after_the_other, *MIGHT_DIFFER,
)  # fmt: skip
