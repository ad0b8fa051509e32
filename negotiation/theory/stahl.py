"""Alternating offers with a last round (Stahl 1972).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
T          number of rounds; player 1 proposes in rounds 1, 3, 5, ...
=========  ==========================================================
"""

from negotiation.theory import domain


def first_proposer_share(d1: float, d2: float, T: int) -> float:
    """Share of player 1, who opens, when ``T`` rounds remain and no deal is worth nothing.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    T : int
        Number of rounds, at least 1.

    Returns
    -------
    float
        ``(1-d2)(1-Q)/(1-d1 d2)``, plus ``Q`` if ``T`` is odd; ``Q = (d1 d2)**(T // 2)``.

    Raises
    ------
    ValueError
        If a factor is not strictly between 0 and 1 or ``T`` is not a whole number >= 1.

    References
    ----------
    Stahl 1972.

    Examples
    --------
    >>> [round(first_proposer_share(0.95, 0.90, T), 6) for T in (1, 2, 3)]
    [1.0, 0.1, 0.955]
    """
    domain.inside(0, 1, d1=d1, d2=d2)
    domain.whole(1, T=T)
    Q = (d1 * d2) ** (T // 2)
    return (1 - d2) * (1 - Q) / (1 - d1 * d2) + Q * (T % 2)
