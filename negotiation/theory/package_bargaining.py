"""Offers of whole packages over several issues, with discounting and flow costs.

A refusal is worth exactly ``-c + d v`` to the side that refuses, ``v`` being its value of the next
round; the proposer leaves the other just that (or the least the frontier allows, if more). Let
``a`` be player 1's offer and ``b`` player 2's, both efficient. Then ``a2 = d2 b2 - c2`` and
``b1 = d1 a1 - c1``. If a coin draws the proposer the same two equations hold with each player's
factor and cost taken over the whole wait until its own next turn, so one solver serves both.
Concavity makes the gap monotone in ``a1``: the equilibrium is unique and found exactly.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
c1, c2     flow cost of a player per round without a deal, c >= 0
p1         probability that player 1 proposes
r1, r2     discount rate per unit of time, r > 0
h          weight of a player's own priority among two issues, 1/2 <= h < 1
kappa      (1 - h) / h
=========  ==========================================================
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from negotiation.theory import axiomatic, domain
from negotiation.theory.frontier import Frontier, Point


class PackageOffers(NamedTuple):
    """Equilibrium packages: the utilities when player 1 proposes and when player 2 proposes."""

    by_1: Point
    by_2: Point


def alternating(
    frontier: Frontier, d1: float, d2: float, c1: float = 0.0, c2: float = 0.0
) -> PackageOffers:
    """Equilibrium packages when the players propose in turn.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier, utilities in [0, 1].
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float, default 0
        Flow costs per round, non-negative.

    Returns
    -------
    PackageOffers
        Utilities under each player's proposal.

    Raises
    ------
    ValueError
        If a factor or cost is out of range.

    References
    ----------
    Rubinstein 1982 on a convex set; In-Serrano 2003. Flow costs: own extension.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> [round(u, 6) for u in alternating(pie, 0.95, 0.90).by_1]
    [0.689655, 0.310345]
    """
    domain.inside(0, 1, d1=d1, d2=d2)
    domain.non_negative(c1=c1, c2=c2)
    return _stationary_offers(frontier, (d1, d2), (c1, c2))


def coin(
    frontier: Frontier, d1: float, d2: float, c1: float, c2: float, p1: float = 0.5
) -> PackageOffers:
    """Equilibrium packages when a coin draws the proposer in each round.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier, utilities in [0, 1].
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float
        Flow costs per round, non-negative.
    p1 : float, default 0.5
        Probability that player 1 proposes, strictly between 0 and 1.

    Returns
    -------
    PackageOffers
        Utilities under each player's proposal.

    Raises
    ------
    ValueError
        If a factor, cost or probability is out of range.

    References
    ----------
    Binmore 1987 for one pie; own extension to packages and flow costs.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> [round(u, 6) for u in coin(pie, 0.95, 0.90, 0.0, 0.0, 0.6).by_1]
    [0.775, 0.225]
    """
    domain.inside(0, 1, d1=d1, d2=d2, p1=p1)
    domain.non_negative(c1=c1, c2=c2)
    wait1, wait2 = 1 - d1 * (1 - p1), 1 - d2 * p1
    factors = (d1 * p1 / wait1, d2 * (1 - p1) / wait2)
    return _stationary_offers(frontier, factors, (c1 / wait1, c2 / wait2))


def coin_values(
    frontier: Frontier, d1: float, d2: float, c1: float, c2: float, p1: float = 0.5
) -> Point:
    """Utilities that the players expect before the coin falls.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier, utilities in [0, 1].
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float
        Flow costs per round, non-negative.
    p1 : float, default 0.5
        Probability that player 1 proposes, strictly between 0 and 1.

    Returns
    -------
    tuple of float
        ``v_i``, the fixed point: a responder gets ``-c_i + d_i v_i``, the proposer the rest.

    Raises
    ------
    ValueError
        As `coin`.

    References
    ----------
    Binmore 1987 for one pie; own extension to packages and flow costs.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> [round(v, 6) for v in coin_values(pie, 0.95, 0.90, 0.0, 0.0, 0.6)]
    [0.75, 0.25]
    """
    by_1, by_2 = coin(frontier, d1, d2, c1, c2, p1)
    return p1 * by_1[0] + (1 - p1) * by_2[0], p1 * by_1[1] + (1 - p1) * by_2[1]


def frequent_offers(frontier: Frontier, r1: float, r2: float, c1: float, c2: float) -> Point:
    """Package reached as rounds become ever shorter: Nash with threat point ``-c/r``.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier, utilities in [0, 1].
    r1, r2 : float
        Discount rates per unit of time, positive.
    c1, c2 : float
        Flow costs per unit of time, non-negative.

    Returns
    -------
    tuple of float
        Utilities; player 1's bargaining weight is ``r2 / (r1 + r2)``.

    Raises
    ------
    ValueError
        If a rate or cost is out of range.

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986; Muthoo 1999.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> [round(u, 6) for u in frequent_offers(pie, 0.05, 0.05, 0.01, 0.03)]
    [0.7, 0.3]
    """
    domain.positive(r1=r1, r2=r2)
    domain.non_negative(c1=c1, c2=c2)
    return axiomatic.nash(frontier, (-c1 / r1, -c2 / r2), r2 / (r1 + r2))


def two_issue_opener(h: float, d1: float, d2: float, c1: float, c2: float) -> float:
    """Utility of player 1, who opens, if two priorities are opposed and known.

    Parameters
    ----------
    h : float
        Weight of a player's own priority, in [1/2, 1).
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float
        Flow costs per round, non-negative.

    Returns
    -------
    float
        ``(1 + kappa c2 - kappa d2 (1 + kappa c1)) / (1 - kappa**2 d1 d2)``.

    Raises
    ------
    ValueError
        If an argument is out of range, or a responder's utility is not in [0, h], where
        the formula leaves its branch of the frontier (at h = 1/2 there is one branch).

    References
    ----------
    Own closed form in the spirit of Inderst 2000 and In-Serrano 2003.

    Examples
    --------
    >>> round(two_issue_opener(0.8, 0.9, 0.9, 0.02, 0.02), 6)
    0.820408
    """
    domain.require(0.5 <= h < 1, f"h must lie in [1/2, 1), got {h}")
    domain.inside(0, 1, d1=d1, d2=d2)
    domain.non_negative(c1=c1, c2=c2)
    kappa = (1 - h) / h
    x = (1 + kappa * c2 - kappa * d2 * (1 + kappa * c1)) / (1 - kappa**2 * d1 * d2)
    priority = h if h > 0.5 else 1.0
    domain.within(0, priority, refusal_utility_1=d1 * x - c1, refusal_utility_2=(1 - x) / kappa)
    return x


def _stationary_offers(frontier: Frontier, d: Point, c: Point) -> PackageOffers:
    lowest, highest = frontier.vertices[0][0], frontier.vertices[-1][0]

    def gap(a1: float) -> float:
        at_refusal = frontier.best_for_2(max(d[0] * a1 - c[0], lowest))
        return frontier.best_for_2(a1) + c[1] - d[1] * at_refusal

    kinks = {x for u1, _ in frontier.vertices for x in (u1, (u1 + c[0]) / d[0]) if x <= highest}
    a1 = _falling_root(gap, sorted(kinks))
    b1 = max(d[0] * a1 - c[0], lowest)
    return PackageOffers((a1, frontier.best_for_2(a1)), (b1, frontier.best_for_2(b1)))


def _falling_root(gap: Callable[[float], float], kinks: list[float]) -> float:
    if gap(kinks[-1]) >= 0:
        return kinks[-1]
    left, right = next((a, b) for a, b in pairwise(kinks) if gap(b) < 0)
    return left + (right - left) * gap(left) / (gap(left) - gap(right))
