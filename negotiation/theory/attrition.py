"""Wars of attrition: who gives way, when, and after how long.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
v          private value of winning, uniform on [0, 1]
c          flow cost per unit of time
W, L       payoff when the other gives way, and when oneself does, L < W
r          discount rate per unit of time
z1, z2     prior probability that a player never gives way, 0 < z < 1
=========  ==========================================================
"""

import math
from typing import NamedTuple

from negotiation.theory import domain


def stopping_time(v: float, c: float = 1.0) -> float:
    """Time until which a player of value ``v`` holds out, both values private.

    Parameters
    ----------
    v : float
        Value of winning, in [0, 1).
    c : float, default 1
        Cost per unit of time for each player, positive.

    Returns
    -------
    float
        ``(-v - ln(1 - v)) / c``, units of time.

    Raises
    ------
    ValueError
        If ``v`` is outside [0, 1) or the cost is not positive.

    References
    ----------
    Bishop-Cannings-Maynard Smith 1978; Krishna-Morgan 1997.

    Examples
    --------
    >>> round(stopping_time(0.8), 6)
    0.809438
    """
    domain.require(0 <= v < 1, f"v must lie in [0, 1), got {v}")
    domain.positive(c=c)
    return (-v - math.log1p(-v)) / c


def private_value_payoff(v: float) -> float:
    """Payoff of a player of value ``v``, in expectation; the rate of cost does not matter.

    Parameters
    ----------
    v : float
        Value of winning, in [0, 1).

    Returns
    -------
    float
        ``v**2 / 2``.

    Raises
    ------
    ValueError
        If ``v`` is outside [0, 1).

    References
    ----------
    Krishna-Morgan 1997; compare Ponsati-Sakovics 1995.

    Examples
    --------
    >>> round(private_value_payoff(0.8), 12)
    0.32
    """
    domain.require(0 <= v < 1, f"v must lie in [0, 1), got {v}")
    return v * v / 2


def expected_length(c: float = 1.0) -> float:
    """Mean time until one of two players with private values gives way.

    Parameters
    ----------
    c : float, default 1
        Cost per unit of time for each player, positive.

    Returns
    -------
    float
        ``1 / (6 c)``, units of time.

    Raises
    ------
    ValueError
        If the cost is not positive.

    References
    ----------
    Krishna-Morgan 1997.

    Examples
    --------
    >>> round(expected_length(), 6)
    0.166667
    """
    domain.positive(c=c)
    return 1 / (6 * c)


def concession_hazard(W: float, L: float, r: float, c: float) -> float:
    """Rate at which the *other* must give way to keep a player indifferent.

    Parameters
    ----------
    W, L : float
        Payoff of the player if the other gives way and if it does itself, ``L < W``.
    r : float
        Discount rate of the player per unit of time, non-negative.
    c : float
        Flow cost of the player per unit of time, non-negative.

    Returns
    -------
    float
        ``(r L + c) / (W - L)``, per unit of time.

    Raises
    ------
    ValueError
        If an argument is out of range, or waiting costs nothing so that nobody gives way.

    References
    ----------
    Hendricks-Weiss-Wilson 1988.

    Examples
    --------
    >>> round(concession_hazard(0.6, 0.3, 0.05, 0.02), 6)
    0.116667
    """
    domain.finite(W=W, L=L)
    domain.non_negative(r=r, c=c)
    domain.require(W > L, f"winning must beat giving way, got W = {W} and L = {L}")
    domain.require(r * L + c > 0, f"waiting must cost something, got r L + c = {r * L + c}")
    return (r * L + c) / (W - L)


class Race(NamedTuple):
    """Equilibrium of a concession race between two players who may be stubborn.

    ``rates``: concession rates; ``exhaustion``: times at which each would be known to be stubborn;
    ``horizon``: the earlier of them; ``at_once``: probabilities of giving way at time 0.
    """

    rates: tuple[float, float]
    exhaustion: tuple[float, float]
    horizon: float
    at_once: tuple[float, float]


def concession_race(rate1: float, rate2: float, z1: float, z2: float) -> Race:
    """Solve the race: the side that would take longer must give way at once with some chance.

    Parameters
    ----------
    rate1, rate2 : float
        Concession rates per unit of time, positive.
    z1, z2 : float
        Prior probabilities of being stubborn, strictly between 0 and 1.

    Returns
    -------
    Race
        Exhaustion times ``-ln(z)/rate``, their minimum ``T0`` and, for the slower side,
        the immediate concession ``1 - z exp(rate T0)``.

    Raises
    ------
    ValueError
        If a rate is not positive or a prior not strictly between 0 and 1.

    References
    ----------
    Abreu-Gul 2000.

    Examples
    --------
    >>> race = concession_race(2.0, 1.0, 0.25, 0.25)
    >>> race.at_once[0], round(race.at_once[1], 6)
    (0.0, 0.5)
    """
    domain.positive(rate1=rate1, rate2=rate2)
    domain.inside(0, 1, z1=z1, z2=z2)
    rates, times = (rate1, rate2), (-math.log(z1) / rate1, -math.log(z2) / rate2)
    horizon = min(times)
    mass1, mass2 = (0.0 - math.expm1(a * (horizon - T)) for a, T in zip(rates, times, strict=True))
    return Race(rates, times, horizon, (mass1, mass2))
