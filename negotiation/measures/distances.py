"""How far deals lie from the frontier of packages and from the bargaining solutions.

All in undiscounted utilities, shares of the pie. Distances are Euclidean.
"""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.measures.bargaining_solutions import (
    best_for_cn,
    best_for_us,
    frontier_of,
    solution_points,
    utilitarian_face,
    vertices_of,
)
from negotiation.measures.columns import Floats, Table, both_sides, column
from negotiation.terms import Outcome, Terms
from negotiation.theory.frontier import Frontier


@dataclass(frozen=True)
class Distances:
    """Distances of deals, (n,) each; NaN where there is none.

    Parameters
    ----------
    efficiency
        Joint utility over the greatest joint utility.
    gain_left
        Joint utility that one could still add without either side losing; 0 on the frontier.
    frontier
        Distance to the nearest point of the frontier.
    nash, kalai_smorodinsky, egalitarian, utilitarian
        Distance to the solution; to the nearest utilitarian point where there are several.
    """

    efficiency: Floats
    gain_left: Floats
    frontier: Floats
    nash: Floats
    kalai_smorodinsky: Floats
    egalitarian: Floats
    utilitarian: Floats


def distance_to_line(points: Floats, corners: Floats) -> Floats:
    """Distance of points to a chain of segments between corners, at least two of them: (n,).

    >>> distance_to_line(np.array([[0.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])).round(4)
    array([0.7071])
    """
    nearest = np.full(len(points), np.inf)
    for a, b in pairwise(corners):
        along = b - a
        length = max(along @ along, np.finfo(np.float64).tiny)
        part = np.clip(((points - a) * along).sum(axis=1) / length, 0.0, 1.0)
        apart = np.linalg.norm(points - a - part[:, None] * along, axis=1)
        nearest = np.minimum(nearest, apart)
    return nearest


def distance_to_frontier(frontier: Frontier, utilities: Floats) -> Floats:
    """Distance of points to the nearest point of the frontier: (n,) from (n, 2).

    >>> distance_to_frontier(Frontier(((1.0, 1.0),)), np.array([[1.0, 0.75]]))
    array([0.25])
    """
    corners = vertices_of(frontier)
    return distance_to_line(utilities, corners if len(corners) > 1 else corners[[0, 0]])


def gain_left(frontier: Frontier, utilities: Floats) -> Floats:
    """Joint utility that can still be added without either side losing: (n,) from (n, 2).

    >>> frontier = Frontier(((0.0, 1.0), (0.75, 0.75), (1.0, 0.0)))
    >>> gain_left(frontier, np.array([[0.5, 0.5], [1.0, 0.0], [0.75, 0.5]]))
    array([0.5 , 0.  , 0.25])
    """
    most = best_for_us(frontier, utilities[:, 1])
    best = np.clip(utilitarian_face(frontier)[0, 0], np.minimum(utilities[:, 0], most), most)
    left: Floats = best + best_for_cn(frontier, best) - utilities.sum(axis=1)
    return np.maximum(left, 0.0)


def distances_on(frontier: Frontier, utilities: Floats, disagreement: Floats) -> Distances:
    """Distances of points on or below one frontier.

    Parameters
    ----------
    frontier
        Frontier of the packages, see `frontier_of`.
    utilities : array, (n, 2)
        Utilities of the US and of China.
    disagreement : array, (n, 2)
        What the two would get without a deal.

    Returns
    -------
    Distances
        Those to Nash, Kalai-Smorodinsky and egalitarian points are NaN where a side has nothing
        to gain.

    Examples
    --------
    >>> pie = Frontier(((0.0, 1.0), (1.0, 0.0)))
    >>> found = distances_on(pie, np.array([[0.5, 0.5]]), np.array([[0.0, 0.0]]))
    >>> found.nash.tolist(), found.gain_left.tolist()
    ([0.0], [0.0])
    """
    points = solution_points(frontier, disagreement)
    face = utilitarian_face(frontier)
    return Distances(
        efficiency=utilities.sum(axis=1) / face[0].sum(),
        gain_left=gain_left(frontier, utilities),
        frontier=distance_to_frontier(frontier, utilities),
        nash=np.linalg.norm(utilities - points.nash, axis=1),
        kalai_smorodinsky=np.linalg.norm(utilities - points.kalai_smorodinsky, axis=1),
        egalitarian=np.linalg.norm(utilities - points.egalitarian, axis=1),
        utilitarian=distance_to_line(utilities, face),
    )


def deal_distances(runs: Table, terms: Terms, disagreement: ArrayLike | None = None) -> Distances:
    """Distances of the deal of every run.

    Parameters
    ----------
    runs
        Columns `outcome`, and of both sides `profile`, `deal_utility`, `reservation`: (n,) each,
        of runs at one design point.
    terms
        Parameters of that design point.
    disagreement : array, (n, 2) or (2,), optional
        What the sides would get without a deal; by default their reservation utilities.

    Returns
    -------
    Distances
        NaN where there was no deal.

    Raises
    ------
    InputError
        If the disagreement points do not fit the runs.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> played = play(cast("two-issue", us="offer", cn="talk"), seed=7)
    >>> runs = {name: [value] for name, value in played.run.items()}
    >>> bool(deal_distances(runs, played.scenario.terms()).efficiency[0] <= 1)
    True
    """
    deals = column(runs, "outcome") == Outcome.DEAL
    utilities = both_sides(runs, "deal_utility")
    d = both_sides(runs, "reservation") if disagreement is None else np.asarray(disagreement)
    if d.shape not in ((2,), utilities.shape):
        problem, allowed = f"has the shape {d.shape}", f"(2,) or {utilities.shape}"
        raise InputError("disagreement", "", problem, allowed)
    d = np.broadcast_to(d, utilities.shape)
    us, cn = column(runs, "profile_us"), column(runs, "profile_cn")
    found = Distances(*(np.full(len(deals), np.nan) for _ in fields(Distances)))
    for row, place in np.ndindex(terms.us.n_profiles, terms.cn.n_profiles):
        chosen = deals & (us == row) & (cn == place)
        part = distances_on(frontier_of(terms, row, place), utilities[chosen], d[chosen])
        for field in fields(Distances):
            getattr(found, field.name)[chosen] = getattr(part, field.name)
    return found
