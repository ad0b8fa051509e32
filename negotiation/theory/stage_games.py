"""All equilibria of a small game between two sides who choose at the same time.

Supports of equal size are tried in turn; a solution of the indifference conditions counts if no
pure choice beats it. That finds every equilibrium of a nondegenerate game. Where best replies tie,
equilibria come in continua, of which the isolated corner points of equal-sized supports are listed;
a choice that brings both sides exactly what an earlier one does is left out.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs of one side, (2, m, n): side, US choice, CN choice
x, y       mixed choices of the US and of China
=========  ==========================================================
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats

REGRET = 1e-9
"""Greatest gain from a pure deviation that still counts as an equilibrium, share of the pie."""

_SAME = 1e-9  # mixed choices closer than this are the same equilibrium
_IDENTICAL = 1e-12  # choices whose payoffs differ by no more are the same choice
_NEGATIVE = -1e-12  # probabilities down to here are zero up to rounding


class Equilibrium(NamedTuple):
    """Mixed choices of both sides, probabilities over all choices, and what they expect."""

    us: tuple[float, ...]
    cn: tuple[float, ...]
    value: tuple[float, float]


def regrets(payoffs: Floats, x: Floats, y: Floats) -> tuple[float, float]:
    """What each side could gain at most by a pure choice, the other's mixture given.

    Examples
    --------
    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> regrets(pennies, np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    (0.0, 2.0)
    """
    by_us, by_cn = payoffs[0] @ y, x @ payoffs[1]
    return float(by_us.max() - x @ by_us), float(by_cn.max() - by_cn @ y)


def equilibria(payoffs: Floats) -> tuple[Equilibrium, ...]:
    """Equilibria by enumeration of supports.

    Parameters
    ----------
    payoffs : array, (2, m, n)
        Payoffs of the US and of China, finite.

    Returns
    -------
    tuple of Equilibrium
        Pure ones first; each with regret at most `REGRET`.

    Raises
    ------
    ValueError
        If a payoff is not finite, or the game is so degenerate that none is found.

    References
    ----------
    Hamilton-Slutsky 1990 for the game; the enumeration of supports is textbook.

    Examples
    --------
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> [tuple(round(p, 6) for p in found.us) for found in equilibria(chicken)]
    [(1.0, 0.0), (0.0, 1.0), (0.5, 0.5)]
    """
    domain.require(bool(np.isfinite(payoffs).all()), "payoffs must be finite")
    found: list[Equilibrium] = []
    rows, columns = distinct_choices(payoffs)
    for size in range(1, min(len(rows), len(columns)) + 1):
        for x, y in _of_size(payoffs, rows, columns, size):
            if max(regrets(payoffs, x, y)) <= REGRET and not _listed(found, x, y):
                found.append(equilibrium(payoffs, x, y))
    domain.require(bool(found), f"no equilibrium found, payoffs are {payoffs.tolist()}")
    return tuple(found)


def equilibrium(payoffs: Floats, x: Floats, y: Floats) -> Equilibrium:
    """Write two mixed choices down with the values they bring."""
    value = float(x @ payoffs[0] @ y), float(x @ payoffs[1] @ y)
    return Equilibrium(tuple(map(float, x)), tuple(map(float, y)), value)


def distinct_choices(payoffs: Floats) -> tuple[list[int], list[int]]:
    """Choices worth trying: without copies, and without what another choice always beats.

    Examples
    --------
    >>> distinct_choices(np.array([[[1.0, 1.0], [0.0, 0.0]], [[2.0, 2.0], [2.0, 2.0]]]))
    ([0], [0])
    """
    rows, columns = list(range(payoffs.shape[1])), list(range(payoffs.shape[2]))
    while True:
        kept_rows = _kept(payoffs[:, rows][:, :, columns])
        kept_columns = _kept(payoffs[::-1, rows][:, :, columns].swapaxes(1, 2))
        if len(kept_rows) == len(rows) and len(kept_columns) == len(columns):
            return rows, columns
        rows = [rows[k] for k in kept_rows]
        columns = [columns[k] for k in kept_columns]


def _kept(payoffs: Floats) -> list[int]:
    """Indices of own choices (axis 1) that are neither strictly dominated nor copies.

    Dominance and copies have one tolerance: of two choices that differ by rounding one stays.
    """
    own = payoffs[0]
    beaten = (own[:, None, :] < own[None, :, :] - _IDENTICAL).all(axis=2).any(axis=1)
    gap = np.abs(payoffs[:, :, None, :] - payoffs[:, None, :, :]).max(axis=(0, 3))
    copies = np.tril(gap <= _IDENTICAL, -1).any(axis=1)
    return [k for k in range(len(own)) if not beaten[k] and not copies[k]]


def _of_size(
    payoffs: Floats, rows: list[int], columns: list[int], size: int
) -> Iterator[tuple[Floats, Floats]]:
    for some_rows in combinations(rows, size):
        for some_columns in combinations(columns, size):
            block = payoffs[:, some_rows][:, :, some_columns]
            y = _spread(_indifferent(block[0]), some_columns, payoffs.shape[2])
            x = _spread(_indifferent(block[1].T), some_rows, payoffs.shape[1])
            if x is not None and y is not None:
                yield x, y


def _indifferent(own: Floats) -> Floats | None:
    """Probabilities of the other's choices that make all own choices worth the same."""
    size = len(own)
    if size == 1:
        return np.ones(1)
    system = np.zeros((size + 1, size + 1))
    system[:size, :size], system[:size, size], system[size, :size] = own, -1.0, 1.0
    try:
        solved: Floats = np.linalg.solve(system, np.eye(size + 1)[size])
    except np.linalg.LinAlgError:
        return None
    return solved[:size] if (solved[:size] >= _NEGATIVE).all() else None


def _spread(chances: Floats | None, places: tuple[int, ...], size: int) -> Floats | None:
    if chances is None:
        return None
    full = np.zeros(size)
    full[list(places)] = np.maximum(chances, 0.0)
    return full


def _listed(found: list[Equilibrium], x: Floats, y: Floats) -> bool:
    return any(
        max(np.abs(x - other.us).max(), np.abs(y - other.cn).max()) <= _SAME for other in found
    )
