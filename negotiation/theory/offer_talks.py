"""What the models of the first offer are about: two sides, two issues, two private priorities.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
h          weight of a side's own priority, 1/2 <= h < 1
q          probability that the priorities are opposed, 0 <= q <= 1
d, c       common discount factor and flow cost per round
d1, d2     discount factor of a player per round, 0 < d < 1
c1, c2     flow cost of a player per round without a deal, c >= 0
kappa      (1 - h) / h, what a unit of the lesser issue costs to win
m          1 - q (1 - kappa)
=========  ==========================================================
"""

from typing import NamedTuple

from negotiation.theory import domain


class Talks(NamedTuple):
    """Parameters of M1: see the module's symbol table."""

    h: float
    q: float
    d1: float
    d2: float
    c1: float
    c2: float


def common(h: float, q: float, d: float, c: float) -> Talks:
    """Talks between two sides alike in patience and cost.

    Parameters
    ----------
    h, q : float
        Weight of the own priority and probability of opposed priorities.
    d, c : float
        Common discount factor and flow cost per round.

    Returns
    -------
    Talks
        The symmetric case.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> common(0.65, 0.5, 0.95, 0.014).c2
    0.014
    """
    return Talks(h, q, d, d, c, c)


def mirror(talks: Talks) -> Talks:
    """Exchange the two sides.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    Talks
        The same talks seen by player 2.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> mirror(Talks(0.65, 0.5, 0.95, 0.93, 0.02, 0.015)).d1
    0.93
    """
    return Talks(talks.h, talks.q, talks.d2, talks.d1, talks.c2, talks.c1)


def kappa(h: float) -> float:
    """Weight of the lesser issue relative to the priority.

    Parameters
    ----------
    h : float
        Weight of the own priority, in [1/2, 1).

    Returns
    -------
    float
        ``(1 - h) / h``.

    Raises
    ------
    ValueError
        If ``h`` is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> kappa(0.8)
    0.24999999999999994
    """
    domain.require(0.5 <= h < 1, f"h must lie in [1/2, 1), got {h}")
    return (1 - h) / h


def pooling_factor(h: float, q: float) -> float:
    """Price that an informed side pays on average per unit of the opener's utility.

    Parameters
    ----------
    h, q : float
        Weight of the own priority and probability of opposed priorities.

    Returns
    -------
    float
        ``m = 1 - q (1 - kappa)``. At no cost, going second pays iff ``d > m``.

    Raises
    ------
    ValueError
        If ``h`` or ``q`` is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(pooling_factor(0.65, 0.5), 6)
    0.769231
    """
    domain.within(0, 1, q=q)
    return 1 - q * (1 - kappa(h))
