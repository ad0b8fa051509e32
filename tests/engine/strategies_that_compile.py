"""Strategies from outside that compile: some play, some fail."""

from typing import Any

from numba import njit

from negotiation.terms import Stance

PATIENCE = 3
EVERYTHING = 2**32


@njit
def doubled(x: float) -> float:
    return 2.0 * x


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


def by_counts(me: Any, game: Any, draw: float) -> Any:
    """Whole numbers that stay small, and what else is on the list of what joins."""
    late = 3 * game.round + 2 > 8 and not me.informed
    left = abs(min(me.demands, 4) - game.round) % 3 if late else -game.round // 2
    highest = 0.0
    for index in range(1, -1, -1):
        if me.belief[index] > highest:
            highest = me.belief[index]
    if me.belief[-game.round % 2] < 0.1:
        return Stance.WAIT
    return Stance.DEMAND if left == 1 or float(left) / 2.0 > highest else Stance.TALK


def by_drafts(me: Any, game: Any, draw: float) -> Any:
    """Reads what nobody has written yet: zeros."""
    written = me.draft[0] + me.score[0] + me.likelihood[0] + me.order[0]
    return Stance.OFFER if written != 0.0 or game.round >= 2 else Stance.TALK


def closed_over(patience: int) -> Any:
    def strategy(me: Any, game: Any, draw: float) -> Any:
        return Stance.OFFER if game.round >= patience else Stance.DEMAND

    return strategy


COMPILE = (
    by_member, by_number, by_both, by_vectors, by_counts, by_drafts, closed_over(2), closed_over(5),
)  # fmt: skip


# ------------------------------------------------------------------ they compile, and fail


def says_nothing(me: Any, game: Any, draw: float) -> Any:
    return Stance.NONE


def says_five(me: Any, game: Any, draw: float) -> Any:
    return 5


def says_too_much(me: Any, game: Any, draw: float) -> Any:
    return EVERYTHING + Stance.TALK  # its lower half is a stance


def says_less_than_nothing(me: Any, game: Any, draw: float) -> Any:
    return -1 if game.round >= 2 else Stance.TALK


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


FAIL = (
    says_nothing, says_five, says_too_much, says_less_than_nothing, says_nonsense_by_chance,
    raises_by_chance, asserts, divides_by_zero, divides_a_share_by_zero,
)  # fmt: skip
