"""A coin draws the proposer afresh in each round (Binmore 1987).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
p1         probability that player 1 proposes, 0 < p1 < 1
d1, d2     discount factor of a player per round, 0 < d < 1
T          number of rounds left
=========  ==========================================================
"""

from negotiation.theory import domain


def expected_share(p1: float, d1: float, d2: float) -> float:
    """Share that player 1 expects before the coin falls, without a horizon.

    Parameters
    ----------
    p1 : float
        Probability that player 1 proposes, strictly between 0 and 1.
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``p1 (1-d2) / (p1 (1-d2) + p2 (1-d1))`` with ``p2 = 1 - p1``.

    Raises
    ------
    ValueError
        If an argument is not strictly between 0 and 1.

    References
    ----------
    Binmore 1987.

    Examples
    --------
    >>> round(expected_share(0.6, 0.95, 0.90), 12)
    0.75
    """
    domain.inside(0, 1, p1=p1, d1=d1, d2=d2)
    return p1 * (1 - d2) / (p1 * (1 - d2) + (1 - p1) * (1 - d1))


def proposer_share(p1: float, d1: float, d2: float) -> float:
    """Share that player 1 keeps once the coin has made player 1 the proposer.

    Parameters
    ----------
    p1 : float
        Probability that player 1 proposes, strictly between 0 and 1.
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``1 - d2 v2``, with ``v2`` the expected share of player 2.

    Raises
    ------
    ValueError
        If an argument is not strictly between 0 and 1.

    References
    ----------
    Binmore 1987.

    Examples
    --------
    >>> round(proposer_share(0.6, 0.95, 0.90), 12)
    0.775
    """
    return 1 - d2 * (1 - expected_share(p1, d1, d2))


def truncated_share(p1: float, d1: float, d2: float, T: int) -> float:
    """Share that player 1 expects when ``T`` rounds remain and no deal is worth nothing.

    Parameters
    ----------
    p1 : float
        Probability that player 1 proposes, strictly between 0 and 1.
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    T : int
        Number of rounds, at least 1.

    Returns
    -------
    float
        The expected share; it approaches `expected_share` at the rate ``p1 d2 + p2 d1``.

    Raises
    ------
    ValueError
        If a probability or factor is out of range, or ``T`` is not a whole number >= 1.

    References
    ----------
    Binmore 1987.

    Examples
    --------
    >>> round(truncated_share(0.6, 0.95, 0.90, 3), 12)
    0.62304
    """
    limit = expected_share(p1, d1, d2)
    domain.whole(1, T=T)
    rate = p1 * d2 + (1 - p1) * d1
    return limit + rate ** (T - 1) * (p1 - limit)
