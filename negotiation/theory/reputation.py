"""Bargaining over incompatible demands with stubborn types (Abreu-Gul 2000).

Each side either insists on its demand for ever or pretends to. With flow costs the same steps
give this project's own extension.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
a1, a2     demanded share of a player, 0 < a < 1, a1 + a2 > 1
r1, r2     discount rate of a player per unit of time, r > 0
z1, z2     prior probability that a player is stubborn, 0 < z < 1
c1, c2     flow cost of a player per unit of time, c >= 0
t          time since the demands were made
=========  ==========================================================
"""

import math
from typing import NamedTuple

from negotiation.theory import domain
from negotiation.theory.attrition import Race, concession_hazard, concession_race


class Contest(NamedTuple):
    """Two incompatible demands: see the module's symbol table."""

    a1: float
    a2: float
    r1: float
    r2: float
    z1: float
    z2: float
    c1: float = 0.0
    c2: float = 0.0


def race(contest: Contest) -> Race:
    """Concession rates, exhaustion times and immediate concessions.

    The rate of player 1 is ``(r2 (1 - a1) + c2) / (a1 + a2 - 1)``: it keeps player 2 indifferent.

    Parameters
    ----------
    contest : Contest
        The demands, rates, priors and flow costs.

    Returns
    -------
    Race
        The equilibrium race.

    Raises
    ------
    ValueError
        If a demand or prior is not strictly between 0 and 1, a rate is not positive, a
        cost is negative, or the demands are compatible (``a1 + a2 <= 1``).

    References
    ----------
    Abreu-Gul 2000; flow costs are an own extension.

    Examples
    --------
    >>> [round(rate, 6) for rate in race(Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)).rates]
    [0.133333, 0.05]
    """
    a1, a2, r1, r2, z1, z2, c1, c2 = contest
    domain.inside(0, 1, a1=a1, a2=a2)
    domain.positive(r1=r1, r2=r2)
    domain.require(a1 + a2 > 1, f"demands must be incompatible, got a1 + a2 = {a1 + a2}")
    rate1 = concession_hazard(a2, 1 - a1, r2, c2)
    rate2 = concession_hazard(a1, 1 - a2, r1, c1)
    return concession_race(rate1, rate2, z1, z2)


def rational_payoffs(contest: Contest) -> tuple[float, float]:
    """Payoffs that the players expect if they are not stubborn.

    Parameters
    ----------
    contest : Contest
        The demands, rates, priors and flow costs.

    Returns
    -------
    tuple of float
        ``m a_i + (1 - m)(1 - a_j)``, ``m`` being the other's immediate concession.

    Raises
    ------
    ValueError
        As `race`.

    References
    ----------
    Abreu-Gul 2000.

    Examples
    --------
    >>> [round(u, 6) for u in rational_payoffs(Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05))]
    [0.564429, 0.4]
    """
    mass1, mass2 = race(contest).at_once
    a1, a2 = contest[:2]
    return mass2 * a1 + (1 - mass2) * (1 - a2), mass1 * a2 + (1 - mass1) * (1 - a1)


def never_probability(contest: Contest) -> float:
    """Probability that no agreement is ever reached.

    Parameters
    ----------
    contest : Contest
        The demands, rates, priors and flow costs.

    Returns
    -------
    float
        ``z1 z2``: both are stubborn.

    Raises
    ------
    ValueError
        As `race`.

    References
    ----------
    Abreu-Gul 2000.

    Examples
    --------
    >>> round(never_probability(Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)), 12)
    0.005
    """
    race(contest)
    return contest.z1 * contest.z2


def deal_probability(contest: Contest, t: float) -> float:
    """Probability that agreement is reached by time ``t``.

    Parameters
    ----------
    contest : Contest
        The demands, rates, priors and flow costs.
    t : float
        Time, non-negative.

    Returns
    -------
    float
        A probability, constant from the horizon of the race on.

    Raises
    ------
    ValueError
        As `race`, or if ``t`` is negative or not finite.

    References
    ----------
    Abreu-Gul 2000.

    Examples
    --------
    >>> round(deal_probability(Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05), 5), 6)
    0.95259
    """
    domain.non_negative(t=t)
    fight = race(contest)
    open_at_start = (1 - fight.at_once[0]) * (1 - fight.at_once[1])
    return 1 - open_at_start * math.exp(-sum(fight.rates) * min(t, fight.horizon))


def mean_delay(contest: Contest) -> float:
    """Mean time of agreement, given that there is one.

    Parameters
    ----------
    contest : Contest
        The demands, rates, priors and flow costs.

    Returns
    -------
    float
        Units of time; agreement at once counts as zero.

    Raises
    ------
    ValueError
        As `race`.

    References
    ----------
    Own integral of the concession paths of Abreu-Gul 2000.

    Examples
    --------
    >>> round(mean_delay(Contest(0.6, 0.7, 0.05, 0.10, 0.10, 0.05)), 6)
    0.535798
    """
    fight, never = race(contest), never_probability(contest)
    open_at_start = (1 - fight.at_once[0]) * (1 - fight.at_once[1])
    waiting = -open_at_start * math.expm1(-sum(fight.rates) * fight.horizon) / sum(fight.rates)
    return (waiting - fight.horizon * never) / (1 - never)
