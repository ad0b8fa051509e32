"""Rest points of the replicator dynamics between few strategies, and what they attract.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
payoffs    of a strategy, the row, against another, the column; or of both
           populations, (2, 2, 2)
x          shares of the strategies in one population
p, q       shares of the first strategy among the US and among China
=========  ==========================================================
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from negotiation.plots.columns import Floats

TOLERANCE = 1e-9
STABLE, SADDLE, UNSTABLE, NEUTRAL = "stable", "saddle", "unstable", "neutral"


class RestPoint(NamedTuple):
    """Shares at which nothing moves, and whether the dynamics nearby lead to it."""

    shares: tuple[float, ...]
    kind: str


def kind_of(jacobian: Floats) -> str:
    """Kind of a rest point, from the dynamics linearised there.

    >>> kind_of(np.diag([-1.0, -2.0])), kind_of(np.diag([-1.0, 2.0]))
    ('stable', 'saddle')
    """
    growth = np.linalg.eigvals(jacobian).real
    if (np.abs(growth) < TOLERANCE).any():
        return NEUTRAL
    if (growth < 0).all():
        return STABLE
    return UNSTABLE if (growth > 0).all() else SADDLE


def one_population(payoffs: Floats) -> tuple[RestPoint, ...]:
    """Rest points of one population: every strategy alone, and every mixture that earns alike.

    Mixtures of strategies that earn alike whatever their shares form a line and are left out.

    >>> hawks_and_doves = np.array([[-1.0, 4.0], [0.0, 2.0]])
    >>> [(point.shares, point.kind) for point in one_population(hawks_and_doves)][-1]
    ((0.666667, 0.333333), 'stable')
    """
    found = []
    for size in range(1, len(payoffs) + 1):
        for support in combinations(range(len(payoffs)), size):
            x = mixture(payoffs, support)
            if x is not None:
                found.append(RestPoint(tuple(x.tolist()), kind_of(tangent_jacobian(payoffs, x))))
    return tuple(found)


def mixture(payoffs: Floats, support: tuple[int, ...]) -> Floats | None:
    """Shares on a support at which all its strategies earn alike; None without a single one."""
    size = len(support)
    system = np.ones((size + 1, size + 1))
    system[:size, :size] = payoffs[np.ix_(support, support)]
    system[:size, size], system[size, size] = -1.0, 0.0
    if abs(np.linalg.det(system)) < TOLERANCE:
        return None
    shares = np.linalg.solve(system, np.array([0.0] * size + [1.0]))[:size]
    x = np.zeros(len(payoffs))
    x[list(support)] = shares
    return x if (shares > TOLERANCE).all() else None


def tangent_jacobian(payoffs: Floats, x: Floats) -> Floats:
    """Derivative of the dynamics along the directions in which shares keep the sum 1."""
    earned = payoffs @ x
    whole = np.diag(earned - x @ earned) + x[:, None] * (
        payoffs - ((payoffs + payoffs.T) @ x)[None, :]
    )
    steps = np.vstack([np.eye(len(x) - 1), -np.ones(len(x) - 1)])
    tangent: Floats = whole[:-1] @ steps
    return tangent


def two_populations(payoffs: Floats) -> tuple[RestPoint, ...]:
    """Rest points (p, q) of two populations with two strategies each: corners and the mixture.

    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> two_populations(pennies)[-1]
    RestPoint(shares=(0.5, 0.5), kind='neutral')
    """
    (a0, a1), (b0, b1) = advantages(payoffs)
    points = [(p, q) for p in (0.0, 1.0) for q in (0.0, 1.0)]
    if abs(a1) > TOLERANCE and abs(b1) > TOLERANCE:
        points.append((float(-b0 / b1), float(-a0 / a1)))
    inside = [(p, q) for p, q in points[4:] if 0 < p < 1 and 0 < q < 1]
    return tuple(
        RestPoint(
            (p, q),
            kind_of(
                np.array(
                    [
                        [(1 - 2 * p) * (a0 + a1 * q), p * (1 - p) * a1],
                        [q * (1 - q) * b1, (1 - 2 * q) * (b0 + b1 * p)],
                    ]
                )
            ),
        )
        for p, q in points[:4] + inside
    )


def advantages(payoffs: Floats) -> tuple[Floats, Floats]:
    """What the first strategy earns above the second: constant and slope in the other's share."""
    us, cn = payoffs[0, 0] - payoffs[0, 1], payoffs[1, :, 0] - payoffs[1, :, 1]
    return np.array([us[1], us[0] - us[1]]), np.array([cn[1], cn[0] - cn[1]])
