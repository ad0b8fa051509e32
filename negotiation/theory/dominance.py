"""Strategies that another mixture always beats, and strategies that cannot be told apart.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs, (2, m, n): side, US strategy, Chinese strategy
=========  ==========================================================
"""

import numpy as np

from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.meta_game import require_game

_ALIKE = 1e-12  # payoffs closer than this are the same payoff
_ADVANTAGE = 1e-9  # a strategy dominates by more than this


def dominated(A: Floats) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Strategies of each side that some mixture of the others beats against everything.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.

    Returns
    -------
    tuple of tuple of int
        Indices of the strictly dominated strategies of the US and of China.

    Raises
    ------
    ValueError
        If the payoffs are not a game.

    References
    ----------
    Own linear program, after the textbook definition.

    Examples
    --------
    >>> dominated(np.array([[[4.0, 0.0], [0.0, 4.0], [1.0, 1.0]], [[0.0, 0.0]] * 3]))
    ((2,), ())
    """
    require_game(A)
    return _beaten(A[0]), _beaten(A[1].T)


def _beaten(own: Floats) -> tuple[int, ...]:
    return tuple(entry for entry in range(len(own)) if _advantage(own, entry) > _ADVANTAGE)


def _advantage(own: Floats, entry: int) -> float:
    """Greatest sure gain of a mixture of all strategies over one of them, by linear program."""
    from scipy.optimize import linprog

    m, n = own.shape
    gains = np.column_stack((-(own - own[entry]).T, np.ones(n)))
    total = np.append(np.ones(m), 0.0)[None]
    solved = linprog(
        np.append(np.zeros(m), -1.0),
        gains,
        np.zeros(n),
        total,
        [1.0],
        [(0, 1)] * m + [(None, None)],
    )
    return -float(solved.fun)


def alike(A: Floats) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    """Groups of strategies of each side that bring both sides the same against everything.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.

    Returns
    -------
    tuple of tuple of tuple of int
        Groups of at least two indices, of the US and of China.

    Raises
    ------
    ValueError
        If the payoffs are not a game.

    References
    ----------
    Own definition.

    Examples
    --------
    >>> alike(np.array([[[1.0, 1.0], [0.0, 0.0]], [[2.0, 2.0], [2.0, 2.0]]]))
    ((), ((0, 1),))
    """
    require_game(A)
    return _groups(A), _groups(A.swapaxes(1, 2))


def _groups(A: Floats) -> tuple[tuple[int, ...], ...]:
    groups: list[list[int]] = []
    for entry in range(A.shape[1]):
        for group in groups:
            if np.abs(A[:, entry] - A[:, group[0]]).max() <= _ALIKE:
                group.append(entry)
                break
        else:
            groups.append([entry])
    return tuple(tuple(group) for group in groups if len(group) > 1)
