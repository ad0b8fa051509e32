"""A fight over who tables first: one side demands an offer, the other wants to talk.

This project's own combination of model M1 with Abreu-Gul 2000 and Fearon 1994. Player 1
demands; giving way, it accepts talk and pays its audience cost (or tables itself, where that is
better). Player 2 wants talk; giving way, it tables. Either may be stubborn.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
a1         audience cost of player 1 for giving way, share of the pie
z1, z2     prior probability that a player is stubborn, 0 < z < 1
W, L       payoff when the other gives way, and when oneself does
=========  ==========================================================
"""

import math
from typing import NamedTuple

from negotiation.theory import domain
from negotiation.theory.attrition import Race, concession_hazard, concession_race
from negotiation.theory.offer_timing import (
    Talks,
    mirror,
    second_mover_value,
    tabling_value,
    talk_value,
)


class Stakes(NamedTuple):
    """What each player wins if the other gives way, and gets if it gives way itself."""

    win1: float
    lose1: float
    win2: float
    lose2: float


def stakes(talks: Talks, a1: float) -> Stakes:
    """Values of winning and giving way in the fight over the first offer.

    Parameters
    ----------
    talks : Talks
        Parameters of M1; player 1 demands, player 2 wants talk.
    a1 : float
        Audience cost of player 1, share of the pie, non-negative.

    Returns
    -------
    Stakes
        ``W1``, ``max(Theta1, P1) - a1``, then what player 2 gets from that (``Theta2``, or
        ``W2`` if player 1 tables), and ``P2``.

    Raises
    ------
    ValueError
        If the audience cost is negative, or as `second_mover_value` and `talk_value`.

    References
    ----------
    Own model M1 with Fearon 1994.

    Examples
    --------
    >>> [round(x, 4) for x in stakes(Talks(0.65, 0.5, 0.95, 0.95, 0.005, 0.005), 0.03)]
    [0.6036, 0.5085, 0.5385, 0.5154]
    """
    domain.non_negative(a1=a1)
    other, tabled, talked = mirror(talks), tabling_value(talks), talk_value(talks)
    won = talk_value(other) if talked >= tabled else second_mover_value(other)
    lost = max(talked, tabled) - a1
    return Stakes(second_mover_value(talks), lost, won, tabling_value(other))


def stance_race(talks: Talks, a1: float, z1: float, z2: float) -> Race:
    """Concession rates and immediate concessions; time is measured in rounds.

    Parameters
    ----------
    talks : Talks
        Parameters of M1; player 1 demands, player 2 wants talk.
    a1 : float
        Audience cost of player 1, share of the pie, non-negative.
    z1, z2 : float
        Prior probabilities of being stubborn, strictly between 0 and 1.

    Returns
    -------
    Race
        Player 1 gives way at rate ``(r2 L2 + c2)/(W2 - L2)``, player 2 at
        ``(r1 L1 + c1)/(W1 - L1)``, with ``r = -ln(d)``.

    Raises
    ------
    ValueError
        As `stakes`, or if a side would not win by holding out.

    References
    ----------
    Own model M1 with Abreu-Gul 2000.

    Examples
    --------
    >>> race = stance_race(Talks(0.65, 0.5, 0.95, 0.95, 0.005, 0.005), 0.03, 0.1, 0.3)
    >>> round(race.at_once[1], 6)
    0.477619
    """
    win1, lose1, win2, lose2 = stakes(talks, a1)
    rate1 = concession_hazard(win2, lose2, -math.log(talks.d2), talks.c2)
    rate2 = concession_hazard(win1, lose1, -math.log(talks.d1), talks.c1)
    return concession_race(rate1, rate2, z1, z2)
