"""What two sides can reach together when they trade several issues (logrolling).

Issue ``k`` is worth ``w1[k]`` to player 1 and ``w2[k]`` to player 2. Giving the issues to player 1
in falling order of ``w1/w2`` traces the efficient frontier, which is concave and piecewise linear.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
w1, w2     weights of the issues for a player, non-negative, sum 1
u1, u2     utility of a player, share of the pie
k          index of an issue
=========  ==========================================================
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from negotiation.theory import domain

Point = tuple[float, float]
"""A pair of utilities (u1, u2)."""

_SLACK = 1e-9  # weights that sum to 1, and utilities at the end of the frontier, up to rounding


@dataclass(frozen=True)
class Frontier:
    """Efficient frontier with free disposal.

    Parameters
    ----------
    vertices : tuple of Point
        Efficient corner points, u1 rising and u2 falling.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> pie.best_for_2(0.25), pie.best_for_1(0.25)
    (0.75, 0.75)
    """

    vertices: tuple[Point, ...]

    def best_for_2(self, u1: float) -> float:
        """Highest utility of player 2 that leaves player 1 at least ``u1``."""
        return _height(self.vertices, u1)

    def best_for_1(self, u2: float) -> float:
        """Highest utility of player 1 that leaves player 2 at least ``u2``."""
        return _height(tuple((y, x) for x, y in reversed(self.vertices)), u2)

    def half_planes(self) -> tuple[tuple[float, float, float], ...]:
        """Triples ``(n1, n2, b)``: the feasible set is where all ``n1 u1 + n2 u2 <= b``."""
        ends = ((1.0, 0.0, self.vertices[-1][0]), (0.0, 1.0, self.vertices[0][1]))
        return ends + tuple(_supporting_line(a, b) for a, b in pairwise(self.vertices))


def _height(vertices: tuple[Point, ...], x: float) -> float:
    domain.require(
        x <= vertices[-1][0] + _SLACK, f"utility {x} exceeds the maximum {vertices[-1][0]}"
    )
    for (x0, y0), (x1, y1) in pairwise(vertices):
        if x <= x1:
            return y0 + max(x - x0, 0.0) * (y1 - y0) / (x1 - x0)
    return vertices[-1][1]


def _supporting_line(a: Point, b: Point) -> tuple[float, float, float]:
    steepness = (a[1] - b[1]) / (b[0] - a[0])
    return steepness, 1.0, a[1] + steepness * a[0]


def _require_weights(w1: tuple[float, ...], w2: tuple[float, ...]) -> None:
    sizes = (len(w1), len(w2))
    domain.require(sizes[0] == sizes[1] > 0, f"equally many weights are needed, got {sizes}")
    for name, weights in (("w1", w1), ("w2", w2)):
        domain.non_negative(**{f"{name}[{k}]": weight for k, weight in enumerate(weights)})
        total = math.fsum(weights)
        domain.require(abs(total - 1) <= _SLACK, f"{name} must sum to 1, got {total}")


def issue_order(w1: tuple[float, ...], w2: tuple[float, ...]) -> tuple[int, ...]:
    """Order in which efficient packages give issues to player 1.

    Parameters
    ----------
    w1, w2 : tuple of float
        Weights per issue, non-negative, each summing to 1.

    Returns
    -------
    tuple of int
        Issue indices by falling ``w1/w2``, ties by index, issues without any weight left out.

    Raises
    ------
    ValueError
        If lengths differ, a weight is negative, or the weights do not sum to 1.

    References
    ----------
    Raiffa 1982, on trading issues of unequal importance.

    Examples
    --------
    >>> issue_order((0.2, 0.5, 0.3), (0.6, 0.15, 0.25))
    (1, 2, 0)
    """
    _require_weights(w1, w2)
    valued = [k for k in range(len(w1)) if w1[k] + w2[k] > 0]
    return tuple(sorted(valued, key=lambda k: -w1[k] / (w1[k] + w2[k])))


def logrolling_frontier(w1: tuple[float, ...], w2: tuple[float, ...]) -> Frontier:
    """Efficient frontier of packages over several issues.

    Parameters
    ----------
    w1, w2 : tuple of float
        Weights per issue, non-negative, each summing to 1.

    Returns
    -------
    Frontier
        Its efficient corner points.

    Raises
    ------
    ValueError
        If lengths differ, a weight is negative, or the weights do not sum to 1.

    References
    ----------
    Raiffa 1982, on trading issues of unequal importance.

    Examples
    --------
    >>> logrolling_frontier((0.75, 0.25), (0.25, 0.75)).vertices
    ((0.0, 1.0), (0.75, 0.75), (1.0, 0.0))
    """
    points = [(0.0, 1.0)]
    for k in issue_order(w1, w2):
        u1, u2 = points[-1]
        if w2[k] == 0:
            points = [(u1 + w1[k], u2)]
        elif u1 + w1[k] > u1:
            points.append((u1 + w1[k], max(u2 - w2[k], 0.0)))
    return Frontier(tuple(points))


def efficient_package(w1: tuple[float, ...], w2: tuple[float, ...], u1: float) -> tuple[float, ...]:
    """Shares of every issue that give player 1 exactly ``u1`` at the least cost to player 2.

    Parameters
    ----------
    w1, w2 : tuple of float
        Weights per issue, non-negative, each summing to 1.
    u1 : float
        Utility of player 1, in [0, 1].

    Returns
    -------
    tuple of float
        Share of each issue settled in favour of player 1; at most one is split.

    Raises
    ------
    ValueError
        If the weights are invalid or ``u1`` is outside [0, 1].

    References
    ----------
    Raiffa 1982, on trading issues of unequal importance.

    Examples
    --------
    >>> efficient_package((0.75, 0.25), (0.25, 0.75), 0.375)
    (0.5, 0.0)
    """
    domain.within(0, 1, u1=u1)
    shares = [0.0] * len(w1)
    for k in issue_order(w1, w2):
        if w1[k] > 0:
            shares[k] = min(u1 / w1[k], 1.0)
            u1 -= shares[k] * w1[k]
    return tuple(shares)
