"""Alternating offers while delay costs something (Muthoo 1999, inside options).

Until there is a deal each player receives a flow; a tariff in force is a negative flow. Only the
difference of the flow costs moves the split, while their sum is what delay destroys.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
c1, c2     flow cost per round (or per unit of time with r), share of the pie
r1, r2     discount rate of a player per unit of time, r > 0
g1, g2     flow payoff per unit of time, share of the pie; a cost c is g = -c
D          length of a round in units of time, D > 0
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def opener_share(d1: float, d2: float, c1: float, c2: float) -> float:
    """Share of player 1, who opens, with a flow cost in each round that ends without a deal.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float
        Flow costs per round, share of the pie; negative for a benefit from waiting.

    Returns
    -------
    float
        ``(1 + c2 - d2 (1 + c1)) / (1 - d1 d2)``.

    Raises
    ------
    ValueError
        If a factor is out of range, waiting for ever beats agreement, or the solution is not
        interior (a responder would have to be offered less than nothing).

    References
    ----------
    Muthoo 1999, ch. 6.

    Examples
    --------
    >>> round(opener_share(0.95, 0.95, 0.014, 0.014), 12)
    0.52
    """
    domain.inside(0, 1, d1=d1, d2=d2)
    domain.finite(c1=c1, c2=c2)
    surplus = 1 + c1 / (1 - d1) + c2 / (1 - d2)
    domain.require(surplus > 0, f"agreement must beat waiting for ever, surplus is {surplus}")
    x = (1 + c2 - d2 * (1 + c1)) / (1 - d1 * d2)
    _require_interior(1 - x, d1 * x - c1)
    return x


def _require_interior(refusal_2: float, refusal_1: float) -> None:
    for player, refusal in ((2, refusal_2), (1, refusal_1)):
        text = f"the share left to responder {player} must not be negative, got {refusal}"
        domain.require(refusal >= 0, text)


def proposer_share(r1: float, r2: float, g1: float, g2: float, D: float) -> float:
    """Share of player 1, who opens, with flow payoffs and rounds of length ``D``.

    Parameters
    ----------
    r1, r2 : float
        Discount rates per unit of time, positive.
    g1, g2 : float
        Flow payoffs per unit of time until agreement.
    D : float
        Length of a round, positive.

    Returns
    -------
    float
        ``(1 - b2 - d2 + d2 b1) / (1 - d1 d2)``, ``d = exp(-r D)``, ``b = g (1 - d) / r``.

    Raises
    ------
    ValueError
        If a rate or ``D`` is not positive, or the solution is not interior.

    References
    ----------
    Muthoo 1999, ch. 6.

    Examples
    --------
    >>> round(proposer_share(0.05, 0.05, -0.01, -0.03, 1.0), 6)
    0.722495
    """
    domain.positive(r1=r1, r2=r2, D=D)
    domain.finite(g1=g1, g2=g2)
    b1 = -g1 * math.expm1(-r1 * D) / r1
    b2 = -g2 * math.expm1(-r2 * D) / r2
    return opener_share(math.exp(-r1 * D), math.exp(-r2 * D), -b1, -b2)


def frequent_offers_share(r1: float, r2: float, c1: float, c2: float) -> float:
    """Share of player 1 as rounds become ever shorter: who opens no longer matters.

    This is also structural leverage under unequal rates.

    Parameters
    ----------
    r1, r2 : float
        Discount rates per unit of time, positive.
    c1, c2 : float
        Flow costs per unit of time, share of the pie.

    Returns
    -------
    float
        ``(r2 - c1 + c2) / (r1 + r2)``.

    Raises
    ------
    ValueError
        If a rate is not positive or the share falls outside [0, 1].

    References
    ----------
    Muthoo 1999, ch. 6.

    Examples
    --------
    >>> round(frequent_offers_share(0.05, 0.05, 0.01, 0.03), 12)
    0.7
    """
    domain.positive(r1=r1, r2=r2)
    domain.finite(c1=c1, c2=c2)
    share = (r2 - c1 + c2) / (r1 + r2)
    domain.within(0, 1, share=share)
    return share


def structural_leverage(d1: float, d2: float, c1: float, c2: float) -> float:
    """Leverage of player 1 with types known and a fair coin for the first proposer.

    With a common factor ``d`` it is ``1/2 + (c2 - c1) / (2 (1 - d))``.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    c1, c2 : float
        Flow costs per round, share of the pie.

    Returns
    -------
    float
        A pure number in [0, 1]; 1/2 is parity.

    Raises
    ------
    ValueError
        As `opener_share`.

    References
    ----------
    This project's own definition on Rubinstein 1982 and Muthoo 1999.

    Examples
    --------
    >>> round(structural_leverage(0.95, 0.95, 0.014, 0.02), 12)
    0.56
    """
    x = opener_share(d1, d2, c1, c2)
    return (x + d1 * x - c1) / 2


def value_share(v1: float, v2: float) -> float:
    """Leverage of player 1 where the value of the game is known: a share of both values.

    Parameters
    ----------
    v1, v2 : float
        Values of the players, in one unit; a negative value counts as nothing.

    Returns
    -------
    float
        A pure number in [0, 1]; 1/2, parity, where neither has anything.

    Raises
    ------
    ValueError
        If a value is not finite.

    References
    ----------
    This project's own definition.

    Examples
    --------
    >>> value_share(0.6, 0.2), value_share(0.6, -0.1), value_share(-1.0, -1.0)
    (0.75, 1.0, 0.5)
    """
    domain.finite(v1=v1, v2=v2)
    v1, v2 = max(v1, 0.0), max(v2, 0.0)
    return v1 / (v1 + v2) if v1 + v2 > 0 else 0.5
