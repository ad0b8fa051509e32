"""Tying one's own hands before bargaining (Schelling 1956).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
x          share that a side commits to, above one half
C          largest cost of revoking, private and uniform on [0, C]
q          probability that an attempt to commit succeeds
kA, kB     cost of revoking per unit of share conceded, k >= 0
=========  ==========================================================
"""

from negotiation.theory import domain


def back_down_probability(x: float, C: float) -> float:
    """Probability that a side revokes when both have claimed ``x``.

    If both revoke they split evenly, if one does it gets the rest, if none does there is nothing.

    Parameters
    ----------
    x : float
        Claimed share, strictly between 1/2 and 1.
    C : float
        Largest cost of revoking, positive.

    Returns
    -------
    float
        ``(1 - x) / (C + 1/2)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Crawford 1982.

    Examples
    --------
    >>> round(back_down_probability(0.7, 0.5), 12)
    0.3
    """
    domain.inside(0.5, 1, x=x)
    domain.positive(C=C)
    return (1 - x) / (C + 0.5)


def impasse_probability(x: float, C: float) -> float:
    """Probability that both sides stand by their incompatible claims.

    Parameters
    ----------
    x : float
        Claimed share, strictly between 1/2 and 1.
    C : float
        Largest cost of revoking, positive.

    Returns
    -------
    float
        ``(1 - p)**2``, ``p`` the probability of revoking.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Crawford 1982.

    Examples
    --------
    >>> round(impasse_probability(0.7, 0.5), 12)
    0.49
    """
    return (1 - back_down_probability(x, C)) ** 2


def critical_demand(q: float) -> float:
    """Demand above which attempting to commit is dominant.

    Parameters
    ----------
    q : float
        Probability that an attempt succeeds, strictly between 0 and 1.

    Returns
    -------
    float
        ``(1 + q) / 2``, share of the pie.

    Raises
    ------
    ValueError
        If ``q`` is out of range.

    References
    ----------
    Ellingsen-Miettinen 2008.

    Examples
    --------
    >>> critical_demand(0.5)
    0.75
    """
    domain.inside(0, 1, q=q)
    return (1 + q) / 2


def joint_attempt_payoff(q: float, x: float) -> float:
    """Payoff of each side when both attempt to commit to ``x``.

    Parameters
    ----------
    q : float
        Probability that an attempt succeeds, strictly between 0 and 1.
    x : float
        Demand, strictly between 1/2 and 1.

    Returns
    -------
    float
        ``q (1-q) x + (1-q) q (1-x) + (1-q)**2 / 2``; two successes are an impasse.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Ellingsen-Miettinen 2008.

    Examples
    --------
    >>> round(joint_attempt_payoff(0.5, 0.8), 12)
    0.375
    """
    domain.inside(0, 1, q=q)
    domain.inside(0.5, 1, x=x)
    return q * (1 - q) * x + (1 - q) * q * (1 - x) + (1 - q) ** 2 / 2


def partial_commitment_share(kA: float, kB: float) -> float:
    """Share of side A after public commitments that can be revoked at a linear cost.

    Parameters
    ----------
    kA, kB : float
        Cost of revoking per unit conceded, non-negative: slopes of the audience costs.

    Returns
    -------
    float
        ``(1 + kA) / (2 + kA + kB)``.

    Raises
    ------
    ValueError
        If a slope is negative or not finite.

    References
    ----------
    Muthoo 1996.

    Examples
    --------
    >>> partial_commitment_share(1.5, 0.5)
    0.625
    """
    domain.non_negative(kA=kA, kB=kB)
    return (1 + kA) / (2 + kA + kB)
