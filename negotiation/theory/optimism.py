"""Optimism before a firm deadline (in the spirit of Yildiz 2004, Simsek-Yildiz 2016).

This project's own last-offer version: each side believes that it will make the last offer, which
takes all, with a probability; the two beliefs add to more than 1. An uncertain deadline removes
the effect.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
p1, p2     belief of a player that the last offer is its own
d          common discount factor per round, 0 < d < 1
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def dead_window(p1: float, p2: float, d: float) -> float:
    """Time before the deadline within which no deal satisfies both beliefs.

    Parameters
    ----------
    p1, p2 : float
        Beliefs, in [0, 1] and summing to at least 1.
    d : float
        Discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``ln(p1 + p2) / -ln(d)``, a real number of rounds.

    Raises
    ------
    ValueError
        If a belief or factor is out of range, or ``p1 + p2 < 1`` (no optimism).

    References
    ----------
    Own closed form in the spirit of Yildiz 2004 and Simsek-Yildiz 2016.

    Examples
    --------
    >>> round(dead_window(0.7, 0.7, 0.95), 6)
    6.55977
    """
    domain.within(0, 1, p1=p1, p2=p2)
    domain.inside(0, 1, d=d)
    domain.require(p1 + p2 >= 1, f"beliefs must add to at least 1, got {p1 + p2}")
    return math.log(p1 + p2) / -math.log(d)


def dead_rounds(p1: float, p2: float, d: float) -> int:
    """Longest possible delay: whole rounds of the window.

    Parameters
    ----------
    p1, p2 : float
        Beliefs, in [0, 1] and summing to at least 1.
    d : float
        Discount factor per round, strictly between 0 and 1.

    Returns
    -------
    int
        ``floor`` of the window.

    Raises
    ------
    ValueError
        As `dead_window`.

    References
    ----------
    Own closed form in the spirit of Yildiz 2004 and Simsek-Yildiz 2016.

    Examples
    --------
    >>> dead_rounds(0.7, 0.7, 0.95)
    6
    """
    return math.floor(dead_window(p1, p2, d))


def delay_loss(p1: float, p2: float, d: float) -> float:
    """Part of the pie lost to discounting if talks start at the edge of the window.

    Parameters
    ----------
    p1, p2 : float
        Beliefs, in [0, 1] and summing to at least 1.
    d : float
        Discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``1 - d**n``, ``n`` the dead rounds.

    Raises
    ------
    ValueError
        As `dead_window`.

    References
    ----------
    Own closed form in the spirit of Yildiz 2004 and Simsek-Yildiz 2016.

    Examples
    --------
    >>> round(delay_loss(0.7, 0.7, 0.95), 6)
    0.264908
    """
    return 1 - d ** dead_rounds(p1, p2, d)
