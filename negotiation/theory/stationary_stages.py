"""Equilibria of a stage game that is played again and again until somebody ends it.

A cell of the game pays side i ``A_i + K_i V_i``: what it brings if play ends or moves on, plus the
discounted chance of being back, times the side's own value ``V_i``. A stationary equilibrium is one
of the stage game at those values that its own play brings about. On given supports a side's
indifference, hence the other's mixture, depends on the side's own value alone: a root in one
unknown, found by scanning the range of possible values.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A, K       payoffs of ending, weights of coming back, (2, m, n)
V          values of both sides
x, y       mixed choices of the US and of China
=========  ==========================================================
"""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
from scipy.optimize import brentq

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.stage_games import REGRET, Equilibrium, regrets

_SCAN = 65  # values tried in the search for roots; two roots closer than a step may be missed
_NEGATIVE = -1e-12
_SAME = 1e-9
_IDENTICAL = 1e-12


def at_values(A: Floats, K: Floats, V: tuple[float, float]) -> Floats:
    """Payoffs of the stage game if coming back is worth V, (2, m, n)."""
    game: Floats = A + K * np.array(V)[:, None, None]
    return game


def stationary_equilibria(A: Floats, K: Floats) -> tuple[Equilibrium, ...]:
    """Stationary equilibria by enumeration of supports of equal size.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs, finite.
    K : array, (2, m, n)
        Weights of the own value, in [0, 1).

    Returns
    -------
    tuple of Equilibrium
        Each with the values it brings about; ties as in `stage_games`.

    Raises
    ------
    ValueError
        If a weight is out of range, or none is found.

    References
    ----------
    Own model M1; Hamilton-Slutsky 1990 where nothing comes back.

    Examples
    --------
    Table or wait: who tables gets 1, the other 2; a round lost is one half of coming back.

    >>> A = np.array([[[1.5, 1.0], [2.0, 0.0]], [[1.5, 2.0], [1.0, 0.0]]])
    >>> K = np.array([[[0.0, 0.0], [0.0, 0.5]], [[0.0, 0.0], [0.0, 0.5]]])
    >>> [round(found.us[0], 6) for found in stationary_equilibria(A, K)]
    [1.0, 0.0, 0.438447]
    """
    domain.require(bool((K >= 0).all() and (K < 1).all()), "weights of coming back must be < 1")
    ends = (A / (1 - K)).reshape(2, -1)
    span = np.stack((ends.min(axis=1), ends.max(axis=1)), axis=1)
    rows, columns = _worth_trying(A, K, span), _worth_trying(_swapped(A), _swapped(K), span[::-1])
    found: list[Equilibrium] = []
    for some_rows, some_columns in _supports(rows, columns):
        for candidate in _candidates(A, K, span, some_rows, some_columns):
            if _holds(A, K, candidate) and not _listed(found, candidate):
                found.append(candidate)
    domain.require(bool(found), f"no stationary equilibrium found, payoffs are {A.tolist()}")
    return tuple(found)


def _swapped(payoffs: Floats) -> Floats:
    return payoffs[::-1].swapaxes(1, 2)


def _supports(
    rows: list[int], columns: list[int]
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    for size in range(1, min(len(rows), len(columns)) + 1):
        yield from product(combinations(rows, size), combinations(columns, size))


def _worth_trying(A: Floats, K: Floats, span: Floats) -> list[int]:
    """Own choices (axis 1) that are no copies and not beaten whatever coming back is worth."""
    at_ends = np.concatenate([A[0] + K[0] * value for value in span[0]], axis=1)
    margin = np.max(at_ends[:, None] - at_ends[None], axis=2)
    both = np.concatenate((A, K))
    gap = np.max(np.abs(both[:, :, None] - both[:, None]), axis=(0, 3))
    return [
        k
        for k in range(A.shape[1])
        if margin[k].min() >= 0 and gap[k, :k].min(initial=1) > _IDENTICAL
    ]


def _candidates(
    A: Floats, K: Floats, span: Floats, rows: tuple[int, ...], columns: tuple[int, ...]
) -> Iterator[Equilibrium]:
    block_A, block_K = A[:, rows][:, :, columns], K[:, rows][:, :, columns]
    for V_us, y in _mixtures(block_A[0], block_K[0], span[0]):
        for V_cn, x in _mixtures(block_A[1].T, block_K[1].T, span[1]):
            us, cn = np.zeros(A.shape[1]), np.zeros(A.shape[2])
            us[list(rows)], cn[list(columns)] = x, y
            yield Equilibrium(tuple(map(float, us)), tuple(map(float, cn)), (V_us, V_cn))


def _mixtures(A: Floats, K: Floats, span: Floats) -> Iterator[tuple[float, Floats]]:
    """Own values that stand, with the other's mixture that makes all own choices equal."""
    if len(A) == 1:
        yield float(A[0, 0] / (1 - K[0, 0])), np.ones(1)
        return
    for V in _roots(A, K, span):
        chances = _indifferent(A + K * V)[:-1]
        if (chances >= _NEGATIVE).all():
            yield V, np.maximum(chances, 0.0)


def _roots(A: Floats, K: Floats, span: Floats) -> list[float]:
    def gap(V: float) -> float:
        return float(_indifferent(A + K * V)[-1] - V)

    try:
        if not K.any():
            return [gap(0.0)]
        tried = np.linspace(span[0], span[1], _SCAN)
        gaps = _indifferent(A + K * tried[:, None, None])[:, -1] - tried
        crossings = np.flatnonzero((gaps[:-1] < 0) != (gaps[1:] < 0))
        return [float(brentq(gap, tried[k], tried[k + 1], xtol=1e-15)) for k in crossings]
    except np.linalg.LinAlgError:
        return []


def _indifferent(own: Floats) -> Floats:
    """Mixtures of the other that equalise all own choices, then their common value: (..., k+1)."""
    size = own.shape[-1]
    system = np.zeros((*own.shape[:-2], size + 1, size + 1))
    system[..., :size, :size], system[..., :size, size] = own, -1.0
    system[..., size, :size] = 1.0
    wanted = np.zeros((*own.shape[:-2], size + 1, 1))
    wanted[..., size, 0] = 1.0
    solved: Floats = np.linalg.solve(system, wanted)[..., 0]
    return solved


def _holds(A: Floats, K: Floats, candidate: Equilibrium) -> bool:
    game = at_values(A, K, candidate.value)
    x, y = np.array(candidate.us), np.array(candidate.cn)
    played = (x @ game[0] @ y, x @ game[1] @ y)
    stands = max(abs(a - b) for a, b in zip(played, candidate.value, strict=True)) <= REGRET
    return stands and max(regrets(game, x, y)) <= REGRET


def _listed(found: list[Equilibrium], candidate: Equilibrium) -> bool:
    return any(
        max(abs(a - b) for a, b in zip(candidate.us + candidate.cn, e.us + e.cn, strict=True))
        <= _SAME
        for e in found
    )
