"""A public crisis in which backing down grows costlier (in the spirit of Fearon 1994).

This project's own closed form: the value of a fight is private, uniform on [-W, 0]; backing down
at time t costs a player ``a t``. Neither discounts. At the horizon both are locked in.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
v          value of the prize, v > 0
W          worst value of a fight, W > 0
a1, a2     growth of a player's audience cost per unit of time, a > 0
t          horizon, from which on nobody backs down
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def horizon(v: float, W: float, a1: float, a2: float) -> float:
    """Time after which neither side backs down any more.

    Parameters
    ----------
    v, W : float
        Value of the prize and worst value of a fight, positive.
    a1, a2 : float
        Slopes of the audience costs, positive.

    Returns
    -------
    float
        Positive root of ``a t (v + a' t) = v W``, ``a`` the larger slope, ``a'`` the smaller.

    Raises
    ------
    ValueError
        If an argument is not positive and finite.

    References
    ----------
    Own closed form in the spirit of Fearon 1994.

    Examples
    --------
    >>> round(horizon(1.0, 1.0, 0.6, 0.3), 6)
    1.220085
    """
    domain.positive(v=v, W=W, a1=a1, a2=a2)
    big, small = max(a1, a2), min(a1, a2)
    linear = big * v
    return 2 * v * W / (linear + math.sqrt(linear**2 + 4 * big * small * v * W))


def backs_down_at_once(v: float, W: float, a1: float, a2: float) -> tuple[float, float]:
    """Probability that each side gives in at the very start.

    Parameters
    ----------
    v, W : float
        Value of the prize and worst value of a fight, positive.
    a1, a2 : float
        Slopes of the audience costs, positive.

    Returns
    -------
    tuple of float
        ``1 - (a_i t / W)(v + a_j t) / v`` for the side with the smaller slope, else 0.

    Raises
    ------
    ValueError
        If an argument is not positive and finite.

    References
    ----------
    Own closed form in the spirit of Fearon 1994.

    Examples
    --------
    >>> [round(p, 6) for p in backs_down_at_once(1.0, 1.0, 0.6, 0.3)]
    [0.0, 0.366025]
    """
    t = horizon(v, W, a1, a2)
    mass1 = 1 - a1 * t * (v + a2 * t) / (W * v)
    mass2 = 1 - a2 * t * (v + a1 * t) / (W * v)
    return (mass1 if a1 < a2 else 0.0), (mass2 if a2 < a1 else 0.0)


def backs_down_ever(v: float, W: float, a1: float, a2: float) -> tuple[float, float]:
    """Probability that each side would back down before the horizon if the other stood firm.

    Parameters
    ----------
    v, W : float
        Value of the prize and worst value of a fight, positive.
    a1, a2 : float
        Slopes of the audience costs, positive.

    Returns
    -------
    tuple of float
        ``1 - a_i t / W``.

    Raises
    ------
    ValueError
        If an argument is not positive and finite.

    References
    ----------
    Own closed form in the spirit of Fearon 1994.

    Examples
    --------
    >>> [round(p, 6) for p in backs_down_ever(1.0, 1.0, 0.6, 0.3)]
    [0.267949, 0.633975]
    """
    t = horizon(v, W, a1, a2)
    return 1 - a1 * t / W, 1 - a2 * t / W


def breakdown_probability(v: float, W: float, a1: float, a2: float) -> float:
    """Probability that neither side ever backs down.

    Parameters
    ----------
    v, W : float
        Value of the prize and worst value of a fight, positive.
    a1, a2 : float
        Slopes of the audience costs, positive.

    Returns
    -------
    float
        ``(a1 t / W)(a2 t / W)``.

    Raises
    ------
    ValueError
        If an argument is not positive and finite.

    References
    ----------
    Own closed form in the spirit of Fearon 1994.

    Examples
    --------
    >>> round(breakdown_probability(1.0, 1.0, 0.6, 0.3), 6)
    0.267949
    """
    down1, down2 = backs_down_ever(v, W, a1, a2)
    return (1 - down1) * (1 - down2)
