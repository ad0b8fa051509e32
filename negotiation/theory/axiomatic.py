"""Cooperative solutions on a frontier of packages.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d          pair of payoffs without a deal (the threat point)
beta       bargaining weight of player 1, 0 < beta < 1
=========  ==========================================================
"""

import math
from itertools import pairwise

from negotiation.theory import domain
from negotiation.theory.frontier import Frontier, Point


def _require_gains(frontier: Frontier, d: Point) -> None:
    domain.finite(d1=d[0], d2=d[1])
    domain.require(d[0] < frontier.vertices[-1][0], f"player 1 must be able to gain, got d={d}")
    domain.require(d[1] < frontier.best_for_2(d[0]), f"player 2 must be able to gain, got d={d}")


def _log_product(point: Point, d: Point, beta: float) -> float:
    gains = (point[0] - d[0], point[1] - d[1])
    if min(gains) <= 0:
        return -math.inf
    return beta * math.log(gains[0]) + (1 - beta) * math.log(gains[1])


def _best_on_segment(a: Point, b: Point, d: Point, beta: float) -> Point:
    steepness = (a[1] - b[1]) / (b[0] - a[0])
    span = a[0] + (a[1] - d[1]) / steepness - d[0]
    u1 = min(max(d[0] + beta * span, a[0]), b[0])
    return u1, a[1] - steepness * (u1 - a[0])


def nash(frontier: Frontier, d: Point, beta: float = 0.5) -> Point:
    """Nash solution, with bargaining weight ``beta`` for player 1.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier.
    d : tuple of float
        Threat point, strictly below the frontier.
    beta : float, default 0.5
        Bargaining weight of player 1, strictly between 0 and 1.

    Returns
    -------
    tuple of float
        Utilities that maximise ``(u1 - d1)**beta (u2 - d2)**(1 - beta)``.

    Raises
    ------
    ValueError
        If ``beta`` is out of range or there is nothing to gain.

    References
    ----------
    Nash 1950; Harsanyi-Selten 1972; Kalai 1977a.

    Examples
    --------
    >>> nash(Frontier(((0.0, 1.0), (1.0, 0.0))), (0.0, 0.0), 0.75)
    (0.75, 0.25)
    """
    domain.inside(0, 1, beta=beta)
    _require_gains(frontier, d)
    inner = [_best_on_segment(a, b, d, beta) for a, b in pairwise(frontier.vertices)]
    return max(inner + list(frontier.vertices), key=lambda u: _log_product(u, d, beta))


def ideal_point(frontier: Frontier, d: Point) -> Point:
    """Best payoff of each player that still leaves the other its threat payoff.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier.
    d : tuple of float
        Threat point, strictly below the frontier.

    Returns
    -------
    tuple of float
        The two aspirations.

    Raises
    ------
    ValueError
        If there is nothing to gain.

    References
    ----------
    Kalai-Smorodinsky 1975.

    Examples
    --------
    >>> ideal_point(Frontier(((0.0, 1.0), (1.0, 0.0))), (0.25, 0.0))
    (1.0, 0.75)
    """
    _require_gains(frontier, d)
    return frontier.best_for_1(d[1]), frontier.best_for_2(d[0])


def _along_ray(frontier: Frontier, d: Point, direction: Point) -> Point:
    steps = [
        (b - n1 * d[0] - n2 * d[1]) / (n1 * direction[0] + n2 * direction[1])
        for n1, n2, b in frontier.half_planes()
    ]
    return d[0] + min(steps) * direction[0], d[1] + min(steps) * direction[1]


def kalai_smorodinsky(frontier: Frontier, d: Point) -> Point:
    """Gains in proportion to the two aspirations.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier.
    d : tuple of float
        Threat point, strictly below the frontier.

    Returns
    -------
    tuple of float
        Last feasible point on the line from the threat point to the ideal point.

    Raises
    ------
    ValueError
        If there is nothing to gain.

    References
    ----------
    Kalai-Smorodinsky 1975.

    Examples
    --------
    >>> kalai_smorodinsky(Frontier(((0.0, 1.0), (1.0, 0.0))), (0.5, 0.0))
    (0.75, 0.25)
    """
    ideal = ideal_point(frontier, d)
    return _along_ray(frontier, d, (ideal[0] - d[0], ideal[1] - d[1]))


def egalitarian(frontier: Frontier, d: Point) -> Point:
    """Equal gains for both, as large as feasible.

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier.
    d : tuple of float
        Threat point, strictly below the frontier.

    Returns
    -------
    tuple of float
        Utilities with ``u1 - d1 = u2 - d2``.

    Raises
    ------
    ValueError
        If there is nothing to gain.

    References
    ----------
    Kalai 1977b.

    Examples
    --------
    >>> egalitarian(Frontier(((0.0, 1.0), (1.0, 0.0))), (0.5, 0.0))
    (0.75, 0.25)
    """
    _require_gains(frontier, d)
    return _along_ray(frontier, d, (1.0, 1.0))


def utilitarian(frontier: Frontier) -> Point:
    """Corner with the largest sum of utilities (ties go to player 2).

    Parameters
    ----------
    frontier : Frontier
        Efficient frontier.

    Returns
    -------
    tuple of float
        Utilities; their sum minus 1 is the logrolling gain over splitting every issue alike.

    References
    ----------
    Harsanyi 1955.

    Examples
    --------
    >>> utilitarian(Frontier(((0.0, 1.0), (0.75, 0.75), (1.0, 0.0))))
    (0.75, 0.75)
    """
    return max(frontier.vertices, key=sum)
