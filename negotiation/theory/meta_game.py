"""The game whose choices are whole strategies: its equilibria, and what its strategies lose.

The payoffs of every strategy against every other are given, estimated or exact; what is said holds
for the strategies on the list and for no other.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs, (2, m, n): side, US strategy, Chinese strategy
x, y       mixtures of the US over m and of China over n strategies
=========  ==========================================================
"""

from math import comb
from typing import NamedTuple

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.domain import DomainError
from negotiation.theory.large_game import any_equilibrium, pure_equilibria
from negotiation.theory.stage_games import Equilibrium, distinct_choices, equilibria

MOST_SUPPORTS = 50_000
"""Pairs of supports that are tried; a 9 by 9 game has 48 619."""

_SAME = 1e-6  # mixtures closer than this are the same equilibrium


class Solutions(NamedTuple):
    """Equilibria of a game, and whether the search tried every support."""

    equilibria: tuple[Equilibrium, ...]
    complete: bool


def solutions(A: Floats) -> Solutions:
    """Equilibria of a game between strategies, whatever its size.

    Supports are enumerated where there are at most `MOST_SUPPORTS` pairs of them, which finds every
    equilibrium of a nondegenerate game. A larger game, or one in which ties leave the enumeration
    with nothing, gets all its pure equilibria and one more from a mixed-integer program.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs, finite.

    Returns
    -------
    Solutions
        At least one equilibrium, the pure ones first; a strategy that copies an earlier one, or is
        always beaten, is left out.

    Raises
    ------
    ValueError
        If a payoff is not finite or the shape is not that of a game.

    References
    ----------
    Wellman 2006 for games between strategies; Sandholm-Gilpin-Conitzer 2005 for the
    program.

    Examples
    --------
    >>> dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> solutions(dilemma)
    Solutions(equilibria=(Equilibrium(us=(0.0, 1.0), cn=(0.0, 1.0), value=(1.0, 1.0)),),
    complete=True)
    """
    require_game(A)
    if supports_to_try(A) <= MOST_SUPPORTS:
        try:
            return Solutions(equilibria(A), True)
        except DomainError:  # so degenerate that enumeration finds none
            pass
    return Solutions(_some(A), False)


def _some(A: Floats) -> tuple[Equilibrium, ...]:
    pure = pure_equilibria(A)
    more = any_equilibrium(A)
    listed = any(
        np.allclose(more.us, each.us, atol=_SAME) and np.allclose(more.cn, each.cn, atol=_SAME)
        for each in pure
    )
    return pure if listed else (*pure, more)


def require_game(A: Floats) -> None:
    """Require finite payoffs of two sides, each with at least one strategy.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.

    Returns
    -------
    None

    Raises
    ------
    ValueError
        If that is not so.

    References
    ----------
    Own definition.

    Examples
    --------
    >>> require_game(np.zeros((2, 3, 1)))
    """
    sound = A.ndim == 3 and A.shape[0] == 2 and min(A.shape) >= 1
    domain.require(sound, f"payoffs must have the shape (2, m, n), got {A.shape}")
    domain.require(bool(np.isfinite(A).all()), "payoffs must be finite")


def supports_to_try(A: Floats) -> int:
    """Number of pairs of supports of equal size, copies and beaten strategies left out.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.

    Returns
    -------
    int
        ``C(m + n, m) - 1`` for the m and n strategies that are left.

    Raises
    ------
    ValueError
        Never for finite payoffs.

    References
    ----------
    Own count, by Vandermonde's identity.

    Examples
    --------
    >>> supports_to_try(np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]]))
    5
    """
    rows, columns = distinct_choices(A)
    return comb(len(rows) + len(columns), len(rows)) - 1


def entry_regrets(A: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """What each strategy falls short of the best reply to the other side's mixture.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs; axes before these are carried along.
    x, y : array, (m,) and (n,)
        Mixtures.

    Returns
    -------
    tuple of array
        Regrets of the m and n strategies, at least 0; in an equilibrium, 0 on the support.

    Raises
    ------
    ValueError
        If a mixture is none.

    References
    ----------
    Wellman 2006.

    Examples
    --------
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> entry_regrets(chicken, np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    (array([0., 1.]), array([1., 0.]))
    """
    require_mixtures(x, y)
    by_us, by_cn = A[..., 0, :, :] @ y, x @ A[..., 1, :, :]
    return (
        by_us.max(axis=-1, keepdims=True) - by_us,
        by_cn.max(axis=-1, keepdims=True) - by_cn,
    )


def require_mixtures(x: Floats, y: Floats) -> None:
    """Require probabilities that sum to 1.

    Parameters
    ----------
    x, y : array, (m,) and (n,)
        Mixtures of both sides.

    Returns
    -------
    None

    Raises
    ------
    ValueError
        If one is negative or the sum is not 1.

    References
    ----------
    Own definition.

    Examples
    --------
    >>> require_mixtures(np.array([0.5, 0.5]), np.array([1.0]))
    """
    for name, mixture in (("x", x), ("y", y)):
        fits = bool((mixture >= 0).all()) and abs(float(mixture.sum()) - 1) <= _SAME
        domain.require(fits, f"{name} must be probabilities that sum to 1, got {mixture.tolist()}")
