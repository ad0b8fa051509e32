"""Delaying a reply to prove a low value (in the spirit of Admati-Perry 1987).

This project's own closed form. A seller of cost 0 offers; the buyer's value is high or low. A
high buyer accepts at once; a low one stays silent until a high one would no longer imitate it.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d          common discount factor per round, 0 < d < 1
r          common discount rate per unit of time, r > 0
bH, bL     high and low value of the buyer, 0 < bL < bH
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def _require_values(bH: float, bL: float) -> None:
    domain.positive(bH=bH, bL=bL)
    domain.require(bL < bH, f"bL must be below bH, got bL = {bL} and bH = {bH}")


def opening_price(d: float, bH: float) -> float:
    """Price of the seller's first offer, which a high buyer accepts.

    Parameters
    ----------
    d : float
        Discount factor per round, strictly between 0 and 1.
    bH : float
        High value of the buyer, positive.

    Returns
    -------
    float
        ``bH / (1 + d)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Admati-Perry 1987.

    Examples
    --------
    >>> round(opening_price(0.95, 1.0), 6)
    0.512821
    """
    domain.inside(0, 1, d=d)
    domain.positive(bH=bH)
    return bH / (1 + d)


def delay_factor(d: float, bH: float, bL: float) -> float:
    """Discount factor of the delay with which a low buyer answers.

    Parameters
    ----------
    d : float
        Discount factor per round, strictly between 0 and 1.
    bH, bL : float
        High and low value of the buyer, ``0 < bL < bH``.

    Returns
    -------
    float
        ``d bH / ((1 + d) bH - d bL)``, at most ``d``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Admati-Perry 1987.

    Examples
    --------
    >>> round(delay_factor(0.95, 1.0, 0.5), 6)
    0.644068
    """
    domain.inside(0, 1, d=d)
    _require_values(bH, bL)
    return d * bH / ((1 + d) * bH - d * bL)


def delay(r: float, bH: float, bL: float) -> float:
    """Time for which a low buyer stays silent when rounds are ever shorter.

    Parameters
    ----------
    r : float
        Discount rate per unit of time, positive.
    bH, bL : float
        High and low value of the buyer, ``0 < bL < bH``.

    Returns
    -------
    float
        ``ln(2 - bL/bH) / r``: delay survives frequent offers.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own closed form in the spirit of Admati-Perry 1987.

    Examples
    --------
    >>> round(delay(0.1, 1.0, 0.5), 6)
    4.054651
    """
    domain.positive(r=r)
    _require_values(bH, bL)
    return math.log(2 - bL / bH) / r
