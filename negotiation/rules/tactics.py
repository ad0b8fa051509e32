"""Tactics: the utility that a side claims for itself once it comes to offers.

Every claim lies between a floor (reservation utility, framework floor) and the opening claim, and
is never taken back while the clock runs. Time-dependent and behaviour-dependent families after
Faratin-Sierra-Jennings 1998.
"""

from negotiation.rules.portable import power
from negotiation.terms import GameState, SideState, SideTerms, Tactic

HALF = 0.5


def elapsed(t: int, start: int, end: int) -> float:
    """Part of the time from `start` to `end` that has passed in round t, in [0, 1].

    Nothing has passed in the first round, even where it is the only one.

    >>> elapsed(1, 0, 4), elapsed(9, 0, 4), elapsed(0, 0, 0)
    (0.25, 1.0, 0.0)
    """
    if t <= start:
        return 0.0
    if t >= end:
        return 1.0
    return (t - start) / (end - start)


def conceded_part(passed: float, exponent: float) -> float:
    """Part of the way from opening claim to floor that is conceded when `passed` of the time is.

    The exponent is 1 / beta of Faratin et al.: above 1 boulware, 1 linear, below 1 conceder.

    >>> conceded_part(0.5, 1.0)
    0.5
    """
    return power(passed, exponent)


def time_dependent(floor: float, opening: float, conceded: float) -> float:
    """Claim that falls from the opening to the floor as `conceded` goes from 0 to 1.

    >>> time_dependent(0.25, 0.75, 0.5)
    0.5
    """
    return opening - conceded * (opening - floor)


def tit_for_tat(claim: float, offered: float, offered_before: float) -> float:
    """Concede what the other conceded, measured in own utility (relative tit for tat).

    >>> tit_for_tat(0.75, 0.5, 0.25)
    0.5
    """
    return claim - max(0.0, offered - offered_before)


def firm(floor: float, opening: float, passed: float) -> float:
    """Hold the opening claim to the eve of the deadline (Roth-Murnighan-Schoumaker 1988).

    >>> firm(0.25, 0.75, 0.75), firm(0.25, 0.75, 1.0)
    (0.75, 0.25)
    """
    return opening if passed < 1.0 else floor


def split(asked: float, offered: float) -> float:
    """Move to the midpoint of the standing offers (Backus et al. 2020).

    >>> split(0.75, 0.25)
    0.5
    """
    return HALF * (asked + offered)


def anchored_claim(claim: float, anchor: float, weight: float) -> float:
    """Claim pulled toward the first offer on the table (Galinsky-Mussweiler 2001).

    >>> anchored_claim(0.75, 0.25, 0.5)
    0.5
    """
    return (1.0 - weight) * claim + weight * anchor


def claim_floor(me: SideState) -> float:
    """Least utility that the side may claim or accept."""
    return max(me.reservation, me.floor)


def opening_claim(me: SideState, mine: SideTerms) -> float:
    """First claim: linear in the reservation utility, at least the floor, at most everything."""
    linear = mine.opening_claim + mine.opening_slope * me.reservation
    return max(claim_floor(me), min(1.0, linear))


def conceded_by(mine: SideTerms, game: GameState, t: int) -> float:
    """Part conceded by round t; read from the schedule while the clock is the first one."""
    if game.clock_start == 0 and game.clock_end == mine.concession_end:
        return mine.concession_at[t]
    return conceded_part(elapsed(t, game.clock_start, game.clock_end), mine.concession_exponent)


def fresh_claim(me: SideState, mine: SideTerms, game: GameState, t: int) -> float:
    """Claim that does not continue an earlier one, pulled toward the anchor if there is one."""
    floor = claim_floor(me)
    opening = opening_claim(me, mine)
    claim = opening
    if mine.tactic == Tactic.FIRM:
        claim = firm(floor, opening, elapsed(t, game.clock_start, game.clock_end))
    elif mine.tactic != Tactic.TIT_FOR_TAT and mine.tactic != Tactic.SPLIT:
        claim = time_dependent(floor, opening, conceded_by(mine, game, t))
    if me.anchored:
        return anchored_claim(claim, me.first_offered, mine.anchoring_weight)
    return claim


def tactical_claim(me: SideState, mine: SideTerms, game: GameState, t: int) -> float:
    """Claim of the side's tactic in round t, before it is held between floor and last claim."""
    if me.has_tabled and me.has_offer:
        if mine.tactic == Tactic.TIT_FOR_TAT:
            return tit_for_tat(me.claim, me.offered, me.offered_before)
        if mine.tactic == Tactic.SPLIT:
            return split(me.asked, me.offered)
    return fresh_claim(me, mine, game, t)


def claim_at(me: SideState, mine: SideTerms, game: GameState, t: int) -> float:
    """What the side claims for itself in round t, as things stand.

    After the deadline the floor; never more than before; never less than the outside option.
    """
    claim = claim_floor(me)
    if t <= game.clock_end:
        claim = tactical_claim(me, mine, game, t)
        claim = max(claim_floor(me), min(me.claim, claim))
    return max(claim, mine.outside_option)
