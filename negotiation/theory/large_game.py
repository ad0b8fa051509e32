"""Equilibria of a game too large, or with too many ties, for the enumeration of supports.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs, (2, m, n): side, US choice, Chinese choice
x, y       mixtures of the US and of China
=========  ==========================================================
"""

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.stage_games import (
    REGRET,
    Equilibrium,
    distinct_choices,
    equilibrium,
    regrets,
)

PROGRAM_REGRET = 1e-6
"""Greatest gain from a deviation in an equilibrium of the program, share of the pie."""

_PRESENT = 1e-6  # probabilities above this are in the support


def pure_equilibria(A: Floats) -> tuple[Equilibrium, ...]:
    """Equilibria in which neither side mixes, of a game of any size.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs, finite.

    Returns
    -------
    tuple of Equilibrium
        None, one or several; copies of a choice and choices always beaten are left out.

    Raises
    ------
    ValueError
        Never for finite payoffs.

    References
    ----------
    Own definition: cells that are a best reply of both sides.

    Examples
    --------
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> [found.value for found in pure_equilibria(chicken)]
    [(3.0, 1.0), (1.0, 3.0)]
    """
    m, n = A.shape[1:]
    rows, columns = distinct_choices(A)
    best = (A[0] >= A[0].max(axis=0) - REGRET) & (A[1] >= A[1].max(axis=1)[:, None] - REGRET)
    cells = [(i, j) for i in rows for j in columns if best[i, j]]
    return tuple(equilibrium(A, np.eye(m)[i], np.eye(n)[j]) for i, j in cells)


def any_equilibrium(A: Floats) -> Equilibrium:
    """One equilibrium, found by a mixed-integer program; degenerate games are no trouble.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs, finite.

    Returns
    -------
    Equilibrium
        Its regret, as computed here and not by the program, is at most `PROGRAM_REGRET`.

    Raises
    ------
    ValueError
        If the program misses that.

    References
    ----------
    Sandholm-Gilpin-Conitzer 2005, formulation 1.

    Examples
    --------
    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> [round(p, 6) for p in any_equilibrium(pennies).us]
    [0.5, 0.5]
    """
    candidates = _candidates(A, *_solved(A))
    x, y = min(candidates, key=lambda each: max(regrets(A, *each)))
    worst = max(regrets(A, x, y))
    domain.require(worst <= PROGRAM_REGRET, f"regret of the solution must vanish, got {worst}")
    return equilibrium(A, x, y)


def _solved(A: Floats) -> tuple[Floats, Floats]:
    """Mixtures that the program finds: a choice is played, or has a regret, never both."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    m, n = A.shape[1:]
    size = 2 * (m + n) + 2
    scaled = A / (np.ptp(A) or 1.0)
    rows = [*_side(scaled[0], 0, m), *_side(scaled[1].T, m, 0)]
    matrix, low, high = (np.array(column) for column in zip(*rows, strict=True))
    bound = np.append(np.ones(size - 2), [np.inf, np.inf])
    floor = np.append(np.zeros(size - 2), [-np.inf, -np.inf])
    whole = np.zeros(size)
    whole[m + n : size - 2] = 1
    found = milp(
        np.zeros(size), integrality=whole, bounds=Bounds(floor, bound),
        constraints=LinearConstraint(matrix, low, high),
    )  # fmt: skip
    domain.require(found.x is not None, f"the program must have a solution: {found.message}")
    return _probabilities(found.x[:m]), _probabilities(found.x[m : m + n])


def _side(own: Floats, mine: int, other: int) -> list[tuple[Floats, float, float]]:
    """Conditions of one side: row of the program, least and greatest value.

    Variables in order: x, y, a flag per US choice and per Chinese choice that is not played, and
    the values of both sides. `mine` and `other` are the places of the own and the other mixture.
    """
    k, l = own.shape
    size = 2 * (k + l) + 2
    value = size - 2 + (mine > 0)
    total = np.zeros(size)
    total[mine : mine + k] = 1.0
    rows: list[tuple[Floats, float, float]] = [(total, 1.0, 1.0)]
    for choice in range(k):
        regret = np.zeros(size)
        regret[value], regret[other : other + l] = 1.0, -own[choice]
        bounded = regret.copy()
        bounded[k + l + mine + choice] = -1.0
        played = np.zeros(size)
        played[mine + choice] = played[k + l + mine + choice] = 1.0
        rows += [(regret, 0.0, np.inf), (bounded, -np.inf, 0.0), (played, 0.0, 1.0)]
    return rows


def _probabilities(found: Floats) -> Floats:
    kept = np.where(found > _PRESENT, found, 0.0)
    chances: Floats = kept / kept.sum()
    return chances


def _candidates(A: Floats, x: Floats, y: Floats) -> list[tuple[Floats, Floats]]:
    """The mixtures as found, and made exactly indifferent on their supports."""
    rows, columns = np.flatnonzero(x), np.flatnonzero(y)
    exact_y = _indifferent(A[0][np.ix_(rows, columns)], columns, len(y))
    exact_x = _indifferent(A[1][np.ix_(rows, columns)].T, rows, len(x))
    return [(exact_x, exact_y), (x, y)]


def _indifferent(own: Floats, places: np.typing.NDArray[np.intp], size: int) -> Floats:
    k, l = own.shape
    system = np.zeros((k + 1, l + 1))
    system[:k, :l], system[:k, l], system[k, :l] = own, -1.0, 1.0
    chances = np.maximum(np.linalg.lstsq(system, np.eye(k + 1)[k], rcond=None)[0][:l], 0.0)
    full = np.zeros(size)
    full[places] = chances / chances.sum()
    return full
