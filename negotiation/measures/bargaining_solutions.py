"""Bargaining solutions of many runs at once: frontiers of packages and the points that stand out.

Formulas of `negotiation.theory.axiomatic`, for arrays of disagreement points on one frontier.

| symbol | is |
| --- | --- |
| d | disagreement points: what the sides get without a deal, (n, 2) |
| gains | utilities less d |
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from negotiation.measures.columns import Floats
from negotiation.terms import Terms
from negotiation.theory.frontier import Frontier, logrolling_frontier

TIE = 1e-12  # joint utilities closer than this are equal


class SolutionPoints(NamedTuple):
    """Utilities of the US and of China in each bargaining solution, (n, 2) each."""

    nash: Floats
    kalai_smorodinsky: Floats
    egalitarian: Floats
    utilitarian: Floats


def frontier_of(terms: Terms, profile_us: int, profile_cn: int) -> Frontier:
    """Frontier of the packages between two priority profiles.

    Parameters
    ----------
    terms
        Parameters of the negotiation.
    profile_us, profile_cn
        Priority profiles of the two sides, by number.

    Returns
    -------
    Frontier
        Its vertices give issue after issue to the US, those that cost China least first.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> frontier_of(load_scenario("two-issue").terms(), 0, 1).vertices
    ((0.0, 1.0), (0.65, 0.65), (1.0, 0.0))
    """
    return logrolling_frontier(terms.us.weights[profile_us], terms.cn.weights[profile_cn])


def vertices_of(frontier: Frontier) -> Floats:
    """Corners of a frontier, utility of the US rising: (m, 2).

    >>> vertices_of(Frontier(((0.0, 1.0), (1.0, 0.0)))).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    return np.array(frontier.vertices, dtype=np.float64)


def best_for_cn(frontier: Frontier, u_us: Floats) -> Floats:
    """Highest utility of China that leaves the US as much: as `u_us`, which must be feasible.

    >>> best_for_cn(Frontier(((0.0, 1.0), (0.75, 0.75), (1.0, 0.0))), np.array([-1.0, 0.875]))
    array([1. , 0.375])
    """
    corners = vertices_of(frontier)
    return np.interp(u_us, corners[:, 0], corners[:, 1])


def best_for_us(frontier: Frontier, u_cn: Floats) -> Floats:
    """Highest utility of the US that leaves China as much: as `u_cn`, which must be feasible.

    >>> best_for_us(Frontier(((0.0, 1.0), (0.75, 0.75), (1.0, 0.0))), np.array([0.0, 0.375]))
    array([1. , 0.875])
    """
    corners = vertices_of(frontier)[::-1]
    return np.interp(u_cn, corners[:, 1], corners[:, 0])


def room_for_gains(frontier: Frontier, d: Floats) -> Floats:
    """Disagreement points at which both sides can gain; NaN in place of the others: (n, 2).

    >>> room_for_gains(Frontier(((0.0, 1.0), (1.0, 0.0))), np.array([[0.25, 0.5], [0.5, 0.75]]))
    array([[0.25, 0.5 ], [ nan,  nan]])
    """
    inside = (d[:, 0] < frontier.vertices[-1][0]) & (d[:, 1] < best_for_cn(frontier, d[:, 0]))
    return np.where(inside[:, None], d, np.nan)


def nash_points(frontier: Frontier, d: Floats) -> Floats:
    """Points with the greatest product of gains: (n, 2). Nash 1950.

    >>> nash_points(Frontier(((0.0, 1.0), (1.0, 0.0))), np.array([[0.5, 0.0]]))
    array([[0.75, 0.25]])
    """
    corners = vertices_of(frontier)
    best = np.full_like(d, np.nan)
    greatest = np.full(len(d), -np.inf)
    take_better(best, greatest, np.broadcast_to(corners[0], d.shape), d)  # it may be the only one
    for a, b in pairwise(corners):
        steepness = (a[1] - b[1]) / (b[0] - a[0])
        peak = (d[:, 0] + a[0] + (a[1] - d[:, 1]) / steepness) / 2
        u_us = np.clip(peak, a[0], b[0])
        take_better(best, greatest, np.column_stack([u_us, a[1] - steepness * (u_us - a[0])]), d)
    return best


def take_better(best: Floats, greatest: Floats, points: Floats, d: Floats) -> None:
    """Write over `best` where these points have a greater product of gains, and note the product.

    >>> best, greatest = np.array([[0.25, 0.75]]), np.array([0.1875])
    >>> take_better(best, greatest, np.array([[0.5, 0.5]]), np.zeros((1, 2)))
    >>> best.tolist(), greatest.tolist()
    ([[0.5, 0.5]], [0.25])
    """
    gains = points - d
    product = np.where((gains > 0).all(axis=1), gains.prod(axis=1), -np.inf)
    better = product > greatest
    best[better], greatest[better] = points[better], product[better]


def along_rays(frontier: Frontier, d: Floats, directions: Floats) -> Floats:
    """Last feasible points from the disagreement points in these directions: (n, 2).

    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> along_rays(pie, np.array([[0.5, 0.0]]), np.array([[1.0, 1.0]]))
    array([[0.75, 0.25]])
    """
    normal_us, normal_cn, bounds = np.array(frontier.half_planes()).T
    # Written out, because a matrix product rounds by the number of its rows.
    reached = d[:, :1] * normal_us + d[:, 1:] * normal_cn
    speeds = directions[:, :1] * normal_us + directions[:, 1:] * normal_cn
    steps = ((bounds - reached) / speeds).min(axis=1)
    found: Floats = d + steps[:, None] * directions
    return found


def kalai_smorodinsky_points(frontier: Frontier, d: Floats) -> Floats:
    """Points with gains in proportion to the best that each side can hope for: (n, 2).

    Kalai-Smorodinsky 1975.

    >>> kalai_smorodinsky_points(Frontier(((0.0, 1.0), (1.0, 0.0))), np.array([[0.5, 0.0]]))
    array([[0.75, 0.25]])
    """
    ideal = np.column_stack([best_for_us(frontier, d[:, 1]), best_for_cn(frontier, d[:, 0])])
    return along_rays(frontier, d, ideal - d)


def utilitarian_face(frontier: Frontier) -> Floats:
    """Both ends of the set of points with the greatest sum; equal where it is one point: (2, 2).

    >>> utilitarian_face(Frontier(((0.0, 1.0), (0.5, 0.5), (1.0, 0.0)))).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    corners = vertices_of(frontier)
    sums = corners.sum(axis=1)
    face: Floats = corners[sums >= sums.max() - TIE][[0, -1]]
    return face


def solution_points(frontier: Frontier, disagreement: ArrayLike) -> SolutionPoints:
    """Nash, Kalai-Smorodinsky, egalitarian and utilitarian points.

    Parameters
    ----------
    frontier
        Frontier of the packages, see `frontier_of`.
    disagreement : array, (n, 2) or (2,)
        Utilities of the US and of China without a deal.

    Returns
    -------
    SolutionPoints
        NaN where one side has nothing to gain. The utilitarian point asks no disagreement point;
        where several have the greatest sum it is their middle. The egalitarian point may lie
        below the frontier: gains stay equal where only one side could still gain.

    References
    ----------
    Nash 1950; Kalai-Smorodinsky 1975; Kalai 1977b; Harsanyi 1955.

    Examples
    --------
    >>> found = solution_points(Frontier(((0.0, 1.0), (0.75, 0.75), (1.0, 0.0))), (0.0, 0.25))
    >>> found.nash.tolist(), found.utilitarian.tolist()
    ([[0.75, 0.75]], [[0.75, 0.75]])
    """
    given = np.atleast_2d(np.asarray(disagreement, dtype=np.float64))
    d = room_for_gains(frontier, given)
    middle = utilitarian_face(frontier).mean(axis=0)
    return SolutionPoints(
        nash=nash_points(frontier, d),
        kalai_smorodinsky=kalai_smorodinsky_points(frontier, d),
        egalitarian=along_rays(frontier, d, np.ones_like(d)),
        utilitarian=np.broadcast_to(middle, d.shape).copy(),
    )
