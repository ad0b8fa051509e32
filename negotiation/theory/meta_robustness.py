"""How far an equilibrium of an estimated game hangs on the noise of the estimates.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs, (2, m, n): side, US strategy, Chinese strategy
B          draws of the payoffs, for instance from a bootstrap
=========  ==========================================================
"""

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.stage_games import REGRET, Equilibrium, regrets


def kept_share(draws: Floats, found: Equilibrium) -> float:
    """Share of draws of the payoffs that have an equilibrium on the same strategies.

    A pure equilibrium is kept where both choices are still best replies; a mixed one where some
    probabilities on the same supports are an equilibrium. Supports of different sizes survive no
    generic noise and count as lost wherever the conditions have no unique solution.

    Parameters
    ----------
    draws : array, (B, 2, m, n)
        Payoffs, drawn around the estimate.
    found : Equilibrium
        Equilibrium of the estimate.

    Returns
    -------
    float
        Share in [0, 1].

    Raises
    ------
    ValueError
        If there is no draw, or the shapes do not fit.

    References
    ----------
    Wellman 2006 for equilibria of estimated games; the resampling is that of Efron 1979.

    Examples
    --------
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> noisy = np.array([chicken, chicken + np.array([[[2.0, 0.0], [0.0, 0.0]]] * 2)])
    >>> kept_share(noisy, Equilibrium((1.0, 0.0), (0.0, 1.0), (3.0, 1.0)))
    0.5
    """
    shape = (2, len(found.us), len(found.cn))
    fits = draws.ndim == 4 and draws.shape[1:] == shape and len(draws) > 0
    domain.require(fits, f"draws must have the shape (B, {shape}), got {draws.shape}")
    rows, columns = np.flatnonzero(found.us), np.flatnonzero(found.cn)
    if len(rows) == len(columns) == 1:
        return _pure_share(draws, int(rows[0]), int(columns[0]))
    return float(np.mean([_is_kept(A, rows, columns) for A in draws]))


def _pure_share(draws: Floats, row: int, column: int) -> float:
    us, cn = draws[:, 0, :, column], draws[:, 1, row, :]
    best_us = us[:, row] >= us.max(axis=1) - REGRET
    best_cn = cn[:, column] >= cn.max(axis=1) - REGRET
    return float((best_us & best_cn).mean())


def _is_kept(
    A: Floats, rows: np.typing.NDArray[np.intp], columns: np.typing.NDArray[np.intp]
) -> bool:
    block = A[:, rows][:, :, columns]
    y = _spread(_indifferent(block[0]), columns, A.shape[2])
    x = _spread(_indifferent(block[1].T), rows, A.shape[1])
    return x is not None and y is not None and max(regrets(A, x, y)) <= REGRET


def _indifferent(own: Floats) -> Floats | None:
    """Positive probabilities of the other's strategies that make the own ones worth the same."""
    k, n = own.shape
    system = np.zeros((k + 1, n + 1))
    system[:k, :n], system[:k, n], system[k, :n] = own, -1.0, 1.0
    solved, _, rank, _ = np.linalg.lstsq(system, np.eye(k + 1)[k], rcond=None)
    chances = np.asarray(solved[:n], dtype=np.float64)
    return chances if rank == n + 1 and bool((chances > 0).all()) else None


def _spread(chances: Floats | None, places: np.typing.NDArray[np.intp], size: int) -> Floats | None:
    if chances is None:
        return None
    full = np.zeros(size)
    full[places] = chances / chances.sum()
    return full
