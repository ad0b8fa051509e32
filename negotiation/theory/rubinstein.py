"""Alternating offers without a horizon (Rubinstein 1982).

Player 1 opens; a refusal costs one round, after which the other proposes.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
c1, c2     fixed cost of a player per round, share of the pie, 0 < c <= 1
r1, r2     discount rate of a player per unit of time, r > 0
=========  ==========================================================
"""

from negotiation.theory import domain


def proposer_share(d1: float, d2: float) -> float:
    """Share of player 1 in the unique equilibrium when player 1 opens.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``(1 - d2) / (1 - d1 d2)``, share of the pie.

    Raises
    ------
    ValueError
        If a factor is not strictly between 0 and 1.

    References
    ----------
    Rubinstein 1982.

    Examples
    --------
    >>> round(proposer_share(0.95, 0.90), 6)
    0.689655
    """
    domain.inside(0, 1, d1=d1, d2=d2)
    return (1 - d2) / (1 - d1 * d2)


def responder_share(d1: float, d2: float) -> float:
    """Share of player 1 when player 2 opens: ``d1`` times the opener's share.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.

    Returns
    -------
    float
        Share of the pie that player 2 leaves to player 1.

    Raises
    ------
    ValueError
        If a factor is not strictly between 0 and 1.

    References
    ----------
    Rubinstein 1982.

    Examples
    --------
    >>> round(responder_share(0.95, 0.90), 6)
    0.655172
    """
    return d1 * proposer_share(d1, d2)


def fixed_cost_shares(c1: float, c2: float) -> tuple[float, float]:
    """Range of shares of player 1, who opens, when each round costs a fixed amount.

    The cheaper player takes nearly everything; with equal costs a whole interval is in equilibrium.

    Parameters
    ----------
    c1, c2 : float
        Fixed costs per round in shares of the pie, in (0, 1].

    Returns
    -------
    tuple of float
        Lowest and highest equilibrium share; equal unless ``c1 == c2``.

    Raises
    ------
    ValueError
        If a cost is not in (0, 1].

    References
    ----------
    Rubinstein 1982.

    Examples
    --------
    >>> fixed_cost_shares(0.01, 0.03), fixed_cost_shares(0.02, 0.02)
    ((1.0, 1.0), (0.02, 1.0))
    """
    domain.positive(c1=c1, c2=c2)
    domain.within(0, 1, c1=c1, c2=c2)
    return (1.0 if c1 < c2 else c2), (1.0 if c1 <= c2 else c2)


def patient_share(r1: float, r2: float) -> float:
    """Share of player 1 when offers come ever faster: the asymmetric Nash split.

    Parameters
    ----------
    r1, r2 : float
        Discount rates per unit of time, positive.

    Returns
    -------
    float
        ``r2 / (r1 + r2)``, share of the pie.

    Raises
    ------
    ValueError
        If a rate is not positive and finite.

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986.

    Examples
    --------
    >>> round(patient_share(0.04, 0.06), 12)
    0.6
    """
    domain.positive(r1=r1, r2=r2)
    return r2 / (r1 + r2)
