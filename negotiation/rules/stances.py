"""Timing strategies: automata that say OFFER, TALK, DEMAND or WAIT before talks are open."""

from negotiation.rules.beliefs import reputation_after
from negotiation.rules.equilibrium import solved_likelihood, solved_stance
from negotiation.terms import BeforeReadiness, GameState, SideState, SideTerms, Stance, Timing


def offer_at(t: int, rounds: int, otherwise: int) -> int:
    """Table from round `rounds` on; before it the other stance.

    >>> offer_at(0, 1, Stance.TALK) == Stance.TALK, offer_at(1, 1, Stance.TALK) == Stance.OFFER
    (True, True)
    """
    return Stance.OFFER if t >= rounds else otherwise


def talk_up_to(t: int, rounds: int) -> int:
    """Talk for `rounds` rounds, then table.

    >>> talk_up_to(0, 1) == Stance.TALK, talk_up_to(1, 1) == Stance.OFFER
    (True, True)
    """
    return Stance.TALK if t < rounds else Stance.OFFER


def demand_up_to(t: int, rounds: int, otherwise: int) -> int:
    """Demand the other's offer for `rounds` rounds, then fall back.

    >>> demand_up_to(1, 2, Stance.TALK) == Stance.DEMAND
    True
    """
    return Stance.DEMAND if t < rounds else otherwise


def hazard(u: float, probability: float, otherwise: int) -> int:
    """Table with this probability in every round: stationary mixing (Hamilton-Slutsky 1990).

    >>> hazard(0.2, 0.25, Stance.WAIT) == Stance.OFFER
    True
    """
    return Stance.OFFER if u < probability else otherwise


def eve(t: int, next_milestone: int, rounds: int, otherwise: int) -> int:
    """Table when the next milestone is at most `rounds` rounds away.

    Roth-Murnighan-Schoumaker 1988.

    >>> eve(3, 4, 1, Stance.TALK) == Stance.OFFER, eve(2, 4, 1, Stance.TALK) == Stance.TALK
    (True, True)
    """
    return Stance.OFFER if next_milestone - t <= rounds else otherwise


def mirror(seen_stance: int) -> int:
    """Copy the other's last stance; talk first (tit for tat, Axelrod 1984).

    >>> mirror(Stance.NONE) == Stance.TALK, mirror(Stance.DEMAND) == Stance.DEMAND
    (True, True)
    """
    return Stance.TALK if seen_stance == Stance.NONE else seen_stance


def stubborn_stance(timing: int) -> int:
    """What a commitment type says for ever: its demand, or talk (Abreu-Gul 2000).

    >>> stubborn_stance(Timing.STUBBORN_DEMAND) == Stance.DEMAND
    True
    """
    return Stance.DEMAND if timing == Timing.STUBBORN_DEMAND else Stance.TALK


def planned_stance(
    me: SideState, mine: SideTerms, game: GameState, next_milestone: int, u: float
) -> int:
    """Stance of the side's timing strategy in this round, given a uniform draw u."""
    t = game.round
    if mine.timing == Timing.OFFER_AT:
        return offer_at(t, mine.timing_rounds, mine.otherwise)
    if mine.timing == Timing.TALK_UP_TO:
        return talk_up_to(t, mine.timing_rounds)
    if mine.timing == Timing.DEMAND_UP_TO:
        return demand_up_to(t, mine.timing_rounds, mine.otherwise)
    if mine.timing == Timing.HAZARD:
        return hazard(u, mine.hazard, mine.otherwise)
    if mine.timing == Timing.EVE:
        return eve(t, next_milestone, mine.timing_rounds, mine.otherwise)
    if mine.timing == Timing.MIRROR:
        return mirror(me.seen_stance)
    if mine.timing == Timing.EQUILIBRIUM:
        return solved_stance(me, mine, game, u)
    if mine.timing == Timing.CUSTOM:
        return me.requested_stance
    return stubborn_stance(mine.timing)


def stance_likelihood(
    me: SideState, mine: SideTerms, game: GameState, planned: int, stance: int
) -> float:
    """Probability that the side's strategy, were it not stubborn, says this stance."""
    if mine.timing == Timing.EQUILIBRIUM:
        return solved_likelihood(me, mine, game, stance)
    if mine.timing == Timing.HAZARD and mine.otherwise != Stance.OFFER:
        if stance == Stance.OFFER:
            return mine.hazard
        return 1.0 - mine.hazard if stance == mine.otherwise else 0.0
    return 1.0 if planned == stance else 0.0


def may_table(me: SideState, mine: SideTerms) -> bool:
    """Whether the ministries let the side table anything today."""
    return me.ready or mine.before_readiness != BeforeReadiness.CANNOT_TABLE


def take_stance(
    me: SideState, mine: SideTerms, game: GameState, next_milestone: int, u: float
) -> None:
    """Set the stance of this round, whether it is public, and what it does to the reputation."""
    planned = planned_stance(me, mine, game, next_milestone, u)
    stubborn = stubborn_stance(mine.stubborn_timing)
    stance = stubborn if me.stubborn else planned
    if mine.stubborn_probability > 0.0:
        me.reputation = reputation_after(
            me.reputation,
            1.0 if stance == stubborn else 0.0,
            stance_likelihood(me, mine, game, planned, stance),
        )
    if stance == Stance.OFFER and not may_table(me, mine):
        stance = Stance.WAIT
    me.stance = stance
    me.stance_public = stance == Stance.DEMAND and mine.demands_publicly
