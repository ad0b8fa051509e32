"""Waiting to make the first offer, both sides' values private (in the spirit of Cramton 1992).

This project's own closed form for values uniform on [0, 1] and ever shorter rounds. Whoever gains
more opens first and reveals itself by doing so; the other then signals by waiting; the price
splits the gain in half. The total discount at the moment of trade equals the gain itself.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
b          the buyer's value, in [0, 1]
s          the seller's cost, in [0, 1]
r          common discount rate per unit of time, r > 0
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def buyer_opening_time(b: float, r: float) -> float:
    """Time at which a buyer of value ``b`` opens if the seller has not yet.

    Parameters
    ----------
    b : float
        The buyer's value, in [0, 1].
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        ``-ln(2b - 1) / r``; infinite (never) if ``b <= 1/2``.

    Raises
    ------
    ValueError
        If ``b`` is outside [0, 1] or ``r`` not positive.

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(buyer_opening_time(0.9, 0.1), 6), buyer_opening_time(0.4, 0.1)
    (2.231436, inf)
    """
    domain.within(0, 1, b=b)
    domain.positive(r=r)
    return -math.log(2 * b - 1) / r if b > 0.5 else math.inf


def seller_opening_time(s: float, r: float) -> float:
    """Time at which a seller of cost ``s`` opens if the buyer has not yet.

    Parameters
    ----------
    s : float
        The seller's cost, in [0, 1].
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        ``-ln(1 - 2s) / r``; infinite (never) if ``s >= 1/2``.

    Raises
    ------
    ValueError
        If ``s`` is outside [0, 1] or ``r`` not positive.

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(seller_opening_time(0.3, 0.1), 6)
    9.162907
    """
    domain.within(0, 1, s=s)
    domain.positive(r=r)
    return -math.log(1 - 2 * s) / r if s < 0.5 else math.inf


def first_offer_time(b: float, s: float, r: float) -> float:
    """Time of the first offer: the earlier of the two opening times.

    Parameters
    ----------
    b, s : float
        The buyer's value and the seller's cost, in [0, 1].
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        Units of time; the buyer opens iff ``b + s > 1``. Infinite if neither ever opens.

    Raises
    ------
    ValueError
        If a value is outside [0, 1] or ``r`` not positive.

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(first_offer_time(0.9, 0.3, 0.1), 6)
    2.231436
    """
    return min(buyer_opening_time(b, r), seller_opening_time(s, r))


def trade_time(b: float, s: float, r: float) -> float:
    """Time of trade: the first offer plus the other side's signalling delay.

    Parameters
    ----------
    b, s : float
        The buyer's value and the seller's cost, in [0, 1].
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        ``-ln(b - s) / r``; infinite (never) if ``b <= s``.

    Raises
    ------
    ValueError
        If a value is outside [0, 1] or ``r`` not positive.

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(trade_time(0.9, 0.3, 0.1), 6)
    5.108256
    """
    domain.within(0, 1, b=b, s=s)
    domain.positive(r=r)
    return -math.log(b - s) / r if b > s else math.inf


def buyer_payoff(b: float) -> float:
    """Discounted payoff that a buyer of value ``b`` expects.

    Parameters
    ----------
    b : float
        The buyer's value, in [0, 1].

    Returns
    -------
    float
        ``b**3 / 6``.

    Raises
    ------
    ValueError
        If ``b`` is outside [0, 1].

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(buyer_payoff(1.0), 6)
    0.166667
    """
    domain.within(0, 1, b=b)
    return b**3 / 6


def expected_gains() -> float:
    """Discounted gains before the types are drawn: half of the first best.

    Returns
    -------
    float
        1/12.

    References
    ----------
    Own closed form in the spirit of Cramton 1992.

    Examples
    --------
    >>> round(expected_gains(), 6)
    0.083333
    """
    return 1 / 12
