"""Deals that must be ratified at home (in the spirit of Putnam 1988 and Iida 1993).

This project's own closed forms.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
theta      least share of player 1 that its home accepts, commonly known
n          number of independent veto players, thresholds uniform on [0, 1]
=========  ==========================================================
"""

from negotiation.theory import domain
from negotiation.theory.outside_options import proposer_share_with_exit


def share_with_floor(d1: float, d2: float, theta: float) -> float:
    """Share of player 1, who opens, when less than ``theta`` is never ratified.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    theta : float
        Floor on the share of player 1, in [0, 1].

    Returns
    -------
    float
        The Rubinstein share if ``theta`` is at most ``d1`` times it, else
        ``1 - d2 (1 - theta)``: a known floor works like an outside option.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Putnam 1988 and Iida 1993.

    Examples
    --------
    >>> round(share_with_floor(0.9, 0.9, 0.6), 12)
    0.64
    """
    domain.within(0, 1, theta=theta)
    return proposer_share_with_exit(d1, d2, theta, 0.0)


def veto_offer(n: int) -> float:
    """Best single offer to a side whose ``n`` veto players must all accept.

    Parameters
    ----------
    n : int
        Number of veto players, at least 1.

    Returns
    -------
    float
        ``n / (n + 1)``, share offered.

    Raises
    ------
    ValueError
        If ``n`` is not a whole number of at least 1.

    References
    ----------
    Own closed form in the spirit of Putnam 1988 and Iida 1993.

    Examples
    --------
    >>> veto_offer(3)
    0.75
    """
    domain.whole(1, n=n)
    return n / (n + 1)


def ratification_probability(n: int) -> float:
    """Probability that the best offer passes all veto players.

    Parameters
    ----------
    n : int
        Number of veto players, at least 1.

    Returns
    -------
    float
        ``(n / (n + 1))**n``, which falls to ``1/e``.

    Raises
    ------
    ValueError
        If ``n`` is not a whole number of at least 1.

    References
    ----------
    Own closed form in the spirit of Putnam 1988 and Iida 1993.

    Examples
    --------
    >>> ratification_probability(3)
    0.421875
    """
    return veto_offer(n) ** n


def veto_payoff(n: int) -> float:
    """Payoff that the side making the best single offer expects.

    Parameters
    ----------
    n : int
        Number of veto players, at least 1.

    Returns
    -------
    float
        ``(1 - y) y**n`` at the best offer ``y``, share of the pie.

    Raises
    ------
    ValueError
        If ``n`` is not a whole number of at least 1.

    References
    ----------
    Own closed form in the spirit of Putnam 1988 and Iida 1993.

    Examples
    --------
    >>> veto_payoff(3)
    0.10546875
    """
    return (1 - veto_offer(n)) * ratification_probability(n)
