"""Several efficient frontiers at once: one pie, and one frontier per pair of priority profiles.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
F          number of frontiers: the pie first, then the pairs by rows
u          utility, share of the pie
=========  ==========================================================
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiation.terms import Terms
from negotiation.theory.frontier import Frontier, Point, logrolling_frontier

Floats = npt.NDArray[np.float64]

PIE = 0
"""Index of the frontier on which one side's gain is the other's loss."""

_SLACK = 1e-9  # a utility at the end of a frontier, up to rounding


@dataclass(frozen=True)
class Frontiers:
    """Frontiers as arrays; index i holds side i's best utility against the other's utility.

    Parameters
    ----------
    other : array, (2, F, V)
        Utility of the other side at the vertices, rising.
    own : array, (2, F, V)
        Utility of side i at the same vertices.
    slope : array, (2, F, V - 1)
        What a unit to the other side costs side i, not positive.
    """

    other: Floats
    own: Floats
    slope: Floats

    @property
    def size(self) -> int:
        """Number F of frontiers."""
        return int(self.own.shape[1])

    def lowest(self, side: int) -> Floats:
        """Least utility of a side in an efficient package, (F,)."""
        least: Floats = self.other[1 - side, :, 0]
        return least

    def highest(self, side: int) -> Floats:
        """Greatest utility of a side, (F,)."""
        greatest: Floats = self.other[1 - side, :, -1]
        return greatest

    def best_for(self, side: int, left: Floats) -> Floats:
        """Best utility of a side that leaves the other ``left``, (F,); -inf where it cannot.

        Examples
        --------
        >>> pie = stack((Frontier(((0.0, 1.0), (1.0, 0.0))),))
        >>> pie.best_for(0, np.array([0.25])), pie.best_for(1, np.array([1.5]))
        (array([0.75]), array([-inf]))
        """
        x = self.other[side]
        rows = np.arange(self.size)
        place = (x[:, 1:-1] <= left[:, None]).sum(axis=1)
        beyond = np.clip(left, x[:, 0], x[:, -1]) - x[rows, place]
        best = self.own[side, rows, place] + self.slope[side, rows, place] * beyond
        return np.where(left > x[:, -1] + _SLACK, -np.inf, best)


def stack(frontiers: tuple[Frontier, ...]) -> Frontiers:
    """Put frontiers into arrays, short ones padded with their last vertex.

    Examples
    --------
    >>> stack((Frontier(((0.0, 1.0), (1.0, 0.0))),)).size
    1
    """
    longest = max(len(frontier.vertices) for frontier in frontiers)
    against_cn = [_padded([(y, x) for x, y in f.vertices[::-1]], longest) for f in frontiers]
    against_us = [_padded(list(f.vertices), longest) for f in frontiers]
    corners = np.array([against_cn, against_us])
    other, own = corners[..., 0], corners[..., 1]
    run, fall = np.diff(other), np.diff(own)
    slope = np.divide(fall, run, out=np.zeros_like(run), where=run > 0)
    return Frontiers(other, own, slope)


def _padded(vertices: list[Point], length: int) -> list[Point]:
    return vertices + [vertices[-1]] * (length - len(vertices))


def frontiers_of(terms: Terms) -> Frontiers:
    """The pie and the logrolling frontiers of all pairs of profiles, F = 1 + P_us P_cn.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> frontiers_of(two_issue_terms()).size
    5
    """
    pairs = tuple(
        logrolling_frontier(mine, theirs)
        for mine in terms.us.weights[: terms.us.n_profiles]
        for theirs in terms.cn.weights[: terms.cn.n_profiles]
    )
    return stack((Frontier(((0.0, 1.0), (1.0, 0.0))), *pairs))


def expected(values: Floats, terms: Terms) -> Floats:
    """Mean over the joint prior of values per frontier: (..., F) to (...).

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> float(expected(np.array([9.0, 1.0, 2.0, 3.0, 4.0]), two_issue_terms()))
    2.5
    """
    prior = np.array([p for row in terms.profile_prior for p in row])
    mean: Floats = values[..., PIE + 1 :] @ prior
    return mean
