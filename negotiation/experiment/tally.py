"""Sums over the runs of each design point, whatever the pieces in which the runs arrive."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Tally:
    """Number, mean and standard deviation of one outcome at each design point.

    Values are added one by one in the order of the runs, so the sums do not depend, to the last
    bit, on chunks. They are kept as differences from the first value of a point: squares of small
    differences lose nothing.

    Parameters
    ----------
    n_points
        Number of design points.

    Examples
    --------
    >>> tally = Tally(2)
    >>> tally.add(np.array([0, 0, 1]), np.array([0.25, 0.75, 0.5]))
    >>> tally.n.tolist(), tally.mean().tolist()
    ([2, 1], [0.5, 0.5])
    """

    def __init__(self, n_points: int) -> None:
        self.n = np.zeros(n_points, dtype=np.int64)
        self.first = np.full(n_points, np.nan)
        self.sums = np.zeros(n_points)
        self.squares = np.zeros(n_points)

    def add(self, points: NDArray[np.int64], values: NDArray[Any]) -> None:
        """Add runs, by the index of their design point, in order."""
        numbers = np.asarray(values, dtype=np.float64)
        seen, places = np.unique(points, return_index=True)
        new = np.isnan(self.first[seen])
        self.first[seen[new]] = numbers[places[new]]
        differences = numbers - self.first[points]
        np.add.at(self.n, points, 1)
        np.add.at(self.sums, points, differences)
        np.add.at(self.squares, points, differences * differences)

    def mean(self) -> Floats:
        """Mean at each point, NaN where there are no runs: (points,)."""
        return self.first + self.sums / np.where(self.n > 0, self.n, 1)

    def sd(self) -> Floats:
        """Sample standard deviation at each point, NaN below two runs: (points,)."""
        n = np.where(self.n > 1, self.n, 2)
        variance = (self.squares - self.sums * self.sums / n) / (n - 1)
        return np.where(self.n > 1, np.sqrt(np.maximum(variance, 0.0)), np.nan)

    def total(self) -> Floats:
        """Sum at each point; exact for truth values: (points,)."""
        first = np.where(self.n > 0, self.first, 0.0)
        return self.n * first + self.sums
