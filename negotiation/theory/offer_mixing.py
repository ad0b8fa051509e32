"""The standoff "you go first" as a game of chance.

Two sides alike choose at the same time; if both table, a fair coin decides whose package counts.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
P, W       value of tabling first and of answering
Theta      value if both talk
p          probability that a side tables in a round
d, c       common discount factor and flow cost per round
=========  ==========================================================
"""

import math

from negotiation.theory import domain
from negotiation.theory.endogenous_timing import TimingPayoffs, early_probability


def tabling_probability(P: float, W: float, Theta: float) -> float:
    """Probability of tabling in the symmetric mixed equilibrium of {table, talk}.

    Parameters
    ----------
    P, W, Theta : float
        Values with ``Theta < P < W`` (the standoff regime).

    Returns
    -------
    float
        ``(P - Theta) / (P - Theta + (W - P)/2)``.

    Raises
    ------
    ValueError
        If a value is not finite or the ordering fails.

    References
    ----------
    Own model M1, on Hamilton-Slutsky 1990.

    Examples
    --------
    >>> round(tabling_probability(0.534718, 0.588679, 0.498097), 6)
    0.575788
    """
    return early_probability(TimingPayoffs(P, W, (P + W) / 2, Theta))


def any_offer_probability(p: float) -> float:
    """Probability that at least one of two sides tables in a round.

    Parameters
    ----------
    p : float
        Probability that a side tables, in [0, 1].

    Returns
    -------
    float
        ``1 - (1 - p)**2``.

    Raises
    ------
    ValueError
        If ``p`` is outside [0, 1].

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> any_offer_probability(0.5)
    0.75
    """
    domain.within(0, 1, p=p)
    return p * (2 - p)


def stationary_tabling_probability(P: float, W: float, d: float, c: float) -> float:
    """Probability of tabling per round if the only alternative is to wait.

    Parameters
    ----------
    P, W : float
        Values of tabling and of answering, ``0 <= P < W``.
    d : float
        Discount factor per round, strictly between 0 and 1.
    c : float
        Flow cost per round, non-negative, ``P + c > 0``.

    Returns
    -------
    float
        Root in (0, 1) of ``(d w/2) p**2 - (K + w (1+d)/2) p + K``, where ``w = W - P``
        and ``K = (1-d) P + c``.

    Raises
    ------
    ValueError
        If an argument is out of range, ``W <= P``, or waiting costs nothing.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(stationary_tabling_probability(0.534718, 0.588679, 0.95, 0.0427), 4)
    0.6606
    """
    domain.inside(0, 1, d=d)
    domain.non_negative(P=P, c=c)
    domain.finite(W=W)
    w, K = W - P, (1 - d) * P + c
    domain.require(w > 0, f"answering must beat tabling, got W - P = {w}")
    domain.require(K > 0, f"waiting must cost something, got {K}")
    linear = K + w * (1 + d) / 2
    return 2 * K / (linear + math.sqrt(linear**2 - 2 * d * w * K))


def stalled_rounds(p: float) -> float:
    """Mean number of rounds before the first offer, both tabling with probability ``p``.

    Parameters
    ----------
    p : float
        Probability that a side tables in a round, in (0, 1].

    Returns
    -------
    float
        ``(1-p)**2 / (1 - (1-p)**2)``.

    Raises
    ------
    ValueError
        If ``p`` is outside (0, 1].

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(stalled_rounds(0.66056199257885), 6)
    0.130222
    """
    domain.positive(p=p)
    return (1 - p) ** 2 / any_offer_probability(p)
