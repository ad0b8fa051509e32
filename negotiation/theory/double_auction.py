"""Sealed bids of a buyer and a seller with private values (Chatterjee-Samuelson 1983).

Values and costs are uniform on [0, 1] and independent; if the buyer's bid is at least the seller's
they trade at ``k`` times the first plus ``1 - k`` times the second. Linear equilibrium.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
v          the buyer's value, in [0, 1]
c          the seller's cost, in [0, 1]
k          weight of the buyer's bid in the price, 0 <= k <= 1
=========  ==========================================================
"""

from negotiation.theory import domain


def buyer_bid(v: float, k: float = 0.5) -> float:
    """Bid of a buyer of value ``v``.

    Parameters
    ----------
    v : float
        The buyer's value, in [0, 1].
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``v / (1+k) + k (1-k) / (2 (1+k))``.

    Raises
    ------
    ValueError
        If an argument is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> round(buyer_bid(0.8), 6)
    0.616667
    """
    domain.within(0, 1, v=v, k=k)
    return v / (1 + k) + k * (1 - k) / (2 * (1 + k))


def seller_bid(c: float, k: float = 0.5) -> float:
    """Bid of a seller of cost ``c``.

    Parameters
    ----------
    c : float
        The seller's cost, in [0, 1].
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``c / (2-k) + (1-k) / 2``.

    Raises
    ------
    ValueError
        If an argument is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> round(seller_bid(0.3), 6)
    0.45
    """
    domain.within(0, 1, c=c, k=k)
    return c / (2 - k) + (1 - k) / 2


def lowest_trading_value(c: float, k: float = 0.5) -> float:
    """Value from which a buyer trades with a seller of cost ``c``; above 1 means never.

    Parameters
    ----------
    c : float
        The seller's cost, in [0, 1].
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``(1+k) c / (2-k) + (1-k) / 2``; with ``k = 1/2`` a gain of 1/4 is needed.

    Raises
    ------
    ValueError
        If an argument is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> lowest_trading_value(0.0), lowest_trading_value(0.5)
    (0.25, 0.75)
    """
    domain.within(0, 1, c=c, k=k)
    return (1 + k) * c / (2 - k) + (1 - k) / 2


def trade_probability(k: float = 0.5) -> float:
    """Probability of trade before the types are drawn.

    Parameters
    ----------
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``(1+k) (2-k) / 8``, at most 9/32.

    Raises
    ------
    ValueError
        If ``k`` is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> trade_probability()
    0.28125
    """
    domain.within(0, 1, k=k)
    return (1 + k) * (2 - k) / 8


def expected_gains(k: float = 0.5) -> float:
    """Gains from trade before the types are drawn.

    Parameters
    ----------
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``(1+k) (2-k) / 16``; the highest, 9/64 at ``k = 1/2``, is the second best.

    Raises
    ------
    ValueError
        If ``k`` is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> expected_gains(), expected_gains(1)
    (0.140625, 0.125)
    """
    return trade_probability(k) / 2


def efficiency(k: float = 0.5) -> float:
    """Gains as a fraction of the first best, which is 1/6.

    Parameters
    ----------
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        A pure number, at most 27/32.

    Raises
    ------
    ValueError
        If ``k`` is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> efficiency()
    0.84375
    """
    return 6 * expected_gains(k)


def buyer_payoff(v: float, k: float = 0.5) -> float:
    """Payoff that a buyer of value ``v`` expects: the integral of its probability of trade.

    Parameters
    ----------
    v : float
        The buyer's value, in [0, 1].
    k : float, default 0.5
        Weight of the buyer's bid in the price, in [0, 1].

    Returns
    -------
    float
        ``(v - (1-k)/2)**2 (2-k) / (2 (1+k))`` above the lowest trading value, else 0.

    Raises
    ------
    ValueError
        If an argument is outside [0, 1].

    References
    ----------
    Chatterjee-Samuelson 1983.

    Examples
    --------
    >>> round(buyer_payoff(0.8), 6)
    0.15125
    """
    domain.within(0, 1, v=v, k=k)
    return max(v - (1 - k) / 2, 0.0) ** 2 * (2 - k) / (2 * (1 + k))
