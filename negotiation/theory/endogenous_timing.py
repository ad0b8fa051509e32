"""Choosing when to move: early or late, and the value of being first.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
gamma      how much a rival's price raises own demand, 0 < gamma < 1
r          common discount rate per unit of time, r > 0
D          least waiting time between two offers of one side, D > 0
d          common discount factor per round, 0 < d < 1
=========  ==========================================================
"""

import math
from enum import Enum
from itertools import product
from typing import NamedTuple

from negotiation.theory import domain


class Move(Enum):
    """When to move."""

    EARLY = 0
    LATE = 1


class TimingPayoffs(NamedTuple):
    """Symmetric payoffs of the observable-delay game."""

    leader: float
    follower: float
    both_early: float
    both_late: float


def quantity_duopoly() -> TimingPayoffs:
    """Payoffs with linear demand and zero cost, quantities as strategies.

    Returns
    -------
    TimingPayoffs
        Leader 1/8, follower 1/16, simultaneous moves 1/9: both hurry.

    References
    ----------
    Hamilton-Slutsky 1990.

    Examples
    --------
    >>> quantity_duopoly().leader
    0.125
    """
    return TimingPayoffs(1 / 8, 1 / 16, 1 / 9, 1 / 9)


def price_duopoly(gamma: float) -> TimingPayoffs:
    """Payoffs with demand ``1 - p_i + gamma p_j`` and zero cost, prices as strategies.

    Parameters
    ----------
    gamma : float
        Cross effect of prices, strictly between 0 and 1.

    Returns
    -------
    TimingPayoffs
        The follower earns more than the leader, who earns more than in a simultaneous move.

    Raises
    ------
    ValueError
        If ``gamma`` is out of range.

    References
    ----------
    Hamilton-Slutsky 1990.

    Examples
    --------
    >>> [round(u, 6) for u in price_duopoly(0.5)[:2]]
    [0.446429, 0.460459]
    """
    domain.inside(0, 1, gamma=gamma)
    leader_price = (2 + gamma) / (2 * (2 - gamma**2))
    leader = (2 + gamma) ** 2 / (8 * (2 - gamma**2))
    both = 1 / (2 - gamma) ** 2
    return TimingPayoffs(leader, ((1 + gamma * leader_price) / 2) ** 2, both, both)


def pure_equilibria(payoffs: TimingPayoffs) -> tuple[tuple[Move, Move], ...]:
    """Equilibria in pure strategies of the choice between early and late.

    Parameters
    ----------
    payoffs : TimingPayoffs
        Symmetric payoffs.

    Returns
    -------
    tuple of pairs of Move
        All profiles from which neither player gains by changing alone.

    Raises
    ------
    ValueError
        If a payoff is not finite.

    References
    ----------
    Hamilton-Slutsky 1990.

    Examples
    --------
    >>> pure_equilibria(quantity_duopoly())
    ((<Move.EARLY: 0>, <Move.EARLY: 0>),)
    """
    domain.finite(**payoffs._asdict())
    best = {
        Move.EARLY: payoffs.follower - payoffs.both_early,
        Move.LATE: payoffs.both_late - payoffs.leader,
    }
    return tuple(
        (mine, other)
        for mine, other in product(Move, Move)
        if _is_best(mine, best[other]) and _is_best(other, best[mine])
    )


def _is_best(move: Move, gain_from_late: float) -> bool:
    return gain_from_late >= 0 if move is Move.LATE else gain_from_late <= 0


def early_probability(payoffs: TimingPayoffs) -> float:
    """Probability of moving early in the symmetric mixed equilibrium.

    Parameters
    ----------
    payoffs : TimingPayoffs
        Payoffs with ``leader > both_late`` and ``follower > both_early``.

    Returns
    -------
    float
        ``(leader - both_late) / (leader - both_late + follower - both_early)``.

    Raises
    ------
    ValueError
        If a payoff is not finite, or one of the two orderings fails so that a pure choice
        is dominant.

    References
    ----------
    Hamilton-Slutsky 1990, with a general value of both waiting.

    Examples
    --------
    >>> round(early_probability(price_duopoly(0.5)), 6)
    0.110236
    """
    domain.finite(**payoffs._asdict())
    lead = payoffs.leader - payoffs.both_late
    follow = payoffs.follower - payoffs.both_early
    domain.require(lead > 0, f"leading must beat both waiting, gap is {lead}")
    domain.require(follow > 0, f"following must beat both hurrying, gap is {follow}")
    return lead / (lead + follow)


def free_timing_shares(r: float, D: float) -> tuple[float, float]:
    """Range of shares, as its two ends, when each side times its offers freely.

    Every share in between is an equilibrium as the reaction time vanishes.

    Parameters
    ----------
    r : float
        Discount rate per unit of time, positive.
    D : float
        Least waiting time between two offers of one side, positive.

    Returns
    -------
    tuple of float
        ``(d / (1 + d), 1 / (1 + d))`` with ``d = exp(-r D)``.

    Raises
    ------
    ValueError
        If an argument is not positive and finite.

    References
    ----------
    Perry-Reny 1993; Sakovics 1993.

    Examples
    --------
    >>> [round(share, 6) for share in free_timing_shares(0.05, 1.0)]
    [0.487503, 0.512497]
    """
    domain.positive(r=r, D=D)
    d = math.exp(-r * D)
    return d / (1 + d), 1 / (1 + d)


def reversed_opener_share(d: float) -> float:
    """Share of the opener if each side can commit a little before every round.

    Parameters
    ----------
    d : float
        Discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``d / (1 + d)``: a purely strategic second-mover advantage.

    Raises
    ------
    ValueError
        If ``d`` is out of range.

    References
    ----------
    Miettinen-Perea 2015, limit of small commitment costs.

    Examples
    --------
    >>> round(reversed_opener_share(0.95), 6)
    0.487179
    """
    domain.inside(0, 1, d=d)
    return d / (1 + d)
