"""What going first gives away, and who can afford it (model M1).

This project's own results; symbols as in ``offer_timing``.
"""

from negotiation.theory import domain
from negotiation.theory.flow_costs import structural_leverage
from negotiation.theory.offer_timing import (
    Talks,
    kappa,
    second_mover_value,
    tabling_value,
    talk_value,
)


def price_of_going_first(talks: Talks) -> float:
    """Advantage of answering over tabling for player 1.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``W - P``, share of the pie; negative if going first pays.

    Raises
    ------
    ValueError
        As `second_mover_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(price_of_going_first(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 12)
    0.08
    """
    return second_mover_value(talks) - tabling_value(talks)


def information_rent(talks: Talks) -> float:
    """Rent that a first concrete offer of player 1 hands over by revealing its priority.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``q (1 - kappa) P``, share of the pie.

    Raises
    ------
    ValueError
        As `tabling_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(information_rent(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 12)
    0.12
    """
    return talks.q * (1 - kappa(talks.h)) * tabling_value(talks)


def interest_in_talk(talks: Talks) -> float:
    """Advantage of talking first over tabling for player 1.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``Theta - P``, share of the pie; negative if tabling is better.

    Raises
    ------
    ValueError
        As `talk_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> interest_in_talk(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)) > 0
    True
    """
    return talk_value(talks) - tabling_value(talks)


def switching_cost(h: float, q: float, d: float, c1: float) -> float:
    """Flow cost of player 2 from which player 1 would rather table than talk.

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.
    c1 : float
        Flow cost of player 1 per round, non-negative.

    Returns
    -------
    float
        The ``c2`` at which ``Theta = P`` for player 1; both are affine in it.

    Raises
    ------
    ValueError
        If an argument is out of range, or the switch lies outside the domain of M1.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(switching_cost(0.65, 0.5, 0.95, 0.005), 6)
    0.009478
    """
    domain.inside(0, 1, d=d)
    k = kappa(h)
    alike = (d * (1 - q) * (1 + d) / 2 - 1) / (1 - d**2)
    opposed = d * q * (1 + d) / (2 * (1 - (k * d) ** 2))
    fixed = alike * (1 - d * (1 + c1)) + opposed * (1 - k * d * (1 + k * c1))
    slope = alike + k * opposed
    c2 = (c1 * (1 + d / 2) - fixed) / slope
    talk_value(Talks(h, q, d, d, c1, c2))
    return c2


def leverage_threshold(h: float, q: float, d: float, c1: float) -> float:
    """Structural leverage above which player 1 prefers tabling to talking.

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.
    c1 : float
        Flow cost of player 1 per round, non-negative.

    Returns
    -------
    float
        ``l*``, its structural leverage at `switching_cost`: a pure number in [0, 1].

    Raises
    ------
    ValueError
        As `switching_cost`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(leverage_threshold(0.65, 0.5, 0.95, 0.005), 6)
    0.544781
    """
    return structural_leverage(d, d, c1, switching_cost(h, q, d, c1))
