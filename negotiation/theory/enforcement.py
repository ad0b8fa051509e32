"""Bargain first, then keep the deal (in the spirit of Fearon 1998).

This project's own closed forms. A longer shadow of the future makes a deal easier to enforce and,
because a good deal then lasts longer, harder to reach.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
h, l       flow from the deal to the side that held out, and to the one that gave way
c          flow cost of the status quo, c >= 0
r          common discount rate per unit of time, r > 0
D          flow to a cheater until it is found out, D > l
=========  ==========================================================
"""

import math

from negotiation.theory import domain
from negotiation.theory.attrition import concession_hazard


def bargaining_hazard(h: float, l: float, c: float, r: float) -> float:
    """Rate at which each side gives way while the status quo costs both ``c``.

    Parameters
    ----------
    h, l : float
        Flows from the deal, ``0 <= l < h``.
    c : float
        Flow cost of the status quo, non-negative.
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        ``r (l + c) / (h - l)``, per unit of time.

    Raises
    ------
    ValueError
        If an argument is out of range or giving way gains nothing (``l + c = 0``).

    References
    ----------
    Own closed form in the spirit of Fearon 1998.

    Examples
    --------
    >>> round(bargaining_hazard(0.7, 0.3, 0.1, 0.05), 12)
    0.05
    """
    domain.positive(r=r)
    domain.non_negative(h=h, l=l)
    return concession_hazard(h / r, l / r, r, c)


def expected_delay(h: float, l: float, c: float, r: float) -> float:
    """Mean time until one of the two sides gives way.

    Parameters
    ----------
    h, l : float
        Flows from the deal, ``0 <= l < h``.
    c : float
        Flow cost of the status quo, non-negative.
    r : float
        Discount rate per unit of time, positive.

    Returns
    -------
    float
        ``(h - l) / (2 r (l + c))``, units of time.

    Raises
    ------
    ValueError
        As `bargaining_hazard`.

    References
    ----------
    Own closed form in the spirit of Fearon 1998.

    Examples
    --------
    >>> round(expected_delay(0.7, 0.3, 0.1, 0.05), 6)
    10.0
    """
    return 1 / (2 * bargaining_hazard(h, l, c, r))


def highest_enforcing_rate(l: float, D: float, lag: float) -> float:
    """Discount rate up to which the worse-off side keeps the deal.

    Cheating pays ``D`` until it is detected, then nothing for ever.

    Parameters
    ----------
    l : float
        Flow from keeping the deal, positive.
    D : float
        Flow from cheating, above ``l``.
    lag : float
        Time until cheating is detected, positive.

    Returns
    -------
    float
        ``-ln(1 - l/D) / lag``, per unit of time.

    Raises
    ------
    ValueError
        If an argument is not positive or cheating never tempts (``D <= l``).

    References
    ----------
    Own closed form in the spirit of Fearon 1998.

    Examples
    --------
    >>> round(highest_enforcing_rate(0.3, 1.0, 2.0), 6)
    0.178337
    """
    domain.positive(l=l, D=D, lag=lag)
    domain.require(l < D, f"cheating must tempt, got D = {D} and l = {l}")
    return -math.log1p(-l / D) / lag
