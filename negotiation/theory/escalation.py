"""A dated threat to raise the flow costs, and whether it would be carried out.

This project's own derivation in the spirit of Coles-Muthoo 2003: offers are frequent, the
costs jump from ``c`` to ``c_after`` at time ``T`` with probability ``q`` (somebody's discretion).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
r1, r2     discount rate of a player per unit of time, r > 0
c          pair of flow costs per unit of time before the jump
c_after    the same after the jump
T          time until the jump, T >= 0
q          probability that the jump happens, 0 <= q <= 1
=========  ==========================================================
"""

import math

from negotiation.theory import domain
from negotiation.theory.flow_costs import frequent_offers_share


def share_under_threat(
    r1: float,
    r2: float,
    c: tuple[float, float],
    c_after: tuple[float, float],
    T: float,
    q: float,
) -> float:
    """Share of player 1 today: the threat is discounted at the average rate times ``q``.

    Parameters
    ----------
    r1, r2 : float
        Discount rates per unit of time, positive.
    c, c_after : tuple of float
        Flow costs of players 1 and 2 before and after the jump.
    T : float
        Time until the jump, non-negative.
    q : float
        Probability of the jump, in [0, 1].

    Returns
    -------
    float
        ``v(c) + q (v(c_after) - v(c)) exp(-(r1 + r2) T / 2)``.

    Raises
    ------
    ValueError
        If a rate, ``T`` or ``q`` is out of range, or a stationary share is outside [0, 1].

    References
    ----------
    Own derivation in the spirit of Coles-Muthoo 2003.

    Examples
    --------
    >>> round(share_under_threat(0.05, 0.05, (0.01, 0.015), (0.02, 0.04), 6, 1.0), 6)
    0.661123
    """
    domain.non_negative(T=T)
    domain.within(0, 1, q=q)
    today = frequent_offers_share(r1, r2, *c)
    later = frequent_offers_share(r1, r2, *c_after)
    return today + q * (later - today) * math.exp(-(r1 + r2) * T / 2)


def net_gain_of_escalating(
    r1: float, r2: float, rise1: float, rise2: float, audience_cost: float
) -> float:
    """Gain of player 1 from carrying out its threat; the threat is credible iff it is >= 0.

    Parameters
    ----------
    r1, r2 : float
        Discount rates per unit of time, positive.
    rise1, rise2 : float
        Rise of the two flow costs per unit of time that the escalation brings.
    audience_cost : float
        What backing off would cost player 1, share of the pie, non-negative.

    Returns
    -------
    float
        ``(rise2 - rise1) / (r1 + r2) + audience_cost``, share of the pie.

    Raises
    ------
    ValueError
        If a rate is not positive, a rise not finite or the audience cost negative.

    References
    ----------
    Own derivation from Muthoo 1999 and Fearon 1994.

    Examples
    --------
    >>> round(net_gain_of_escalating(0.05, 0.05, 0.03, 0.0275, 0.03), 12)
    0.005
    """
    domain.positive(r1=r1, r2=r2)
    domain.finite(rise1=rise1, rise2=rise2)
    domain.non_negative(audience_cost=audience_cost)
    return (rise2 - rise1) / (r1 + r2) + audience_cost
