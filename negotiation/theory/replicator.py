"""Two populations that imitate what does well: replicator dynamics between strategies.

A strategy's share grows at the rate by which its payoff exceeds the average of its population.
Time runs in units in which the greatest difference between payoffs is 1; one scale serves both
sides, so the paths are those of the payoffs as given.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
A          payoffs, (2, m, n): side, US strategy, Chinese strategy
x, y       shares of the strategies in the two populations
=========  ==========================================================
"""

from typing import NamedTuple

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.meta_game import require_game, require_mixtures

STEP = 0.5
MOST_STEPS = 20_000
REST = 1e-8
"""Speed of the fastest share, per unit of time, below which the dynamics are at rest."""


class Course(NamedTuple):
    """Where the dynamics ended, the time averages on the way, and whether they came to rest."""

    us: tuple[float, ...]
    cn: tuple[float, ...]
    average_us: tuple[float, ...]
    average_cn: tuple[float, ...]
    steps: int
    at_rest: bool


def velocity(A: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Rates of change of the shares, ``x_i ((A y)_i - x A y)``; zero at a rest point.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.
    x, y : array, (m,) and (n,)
        Shares.

    Returns
    -------
    tuple of array
        Rates, (m,) and (n,), each summing to 0.

    Raises
    ------
    ValueError
        If the payoffs are no game or the shares no mixtures.

    References
    ----------
    Hofbauer-Sigmund 1998.

    Examples
    --------
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> velocity(chicken, np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    (array([ 0.125, -0.125]), array([0., 0.]))
    """
    require_game(A)
    require_mixtures(x, y)
    return _velocity(A, x, y)


def _velocity(A: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    by_us, by_cn = A[0] @ y, x @ A[1]
    return x * (by_us - x @ by_us), y * (by_cn - by_cn @ y)


def replicator(
    A: Floats, x: Floats, y: Floats, step: float = STEP, most_steps: int = MOST_STEPS
) -> Course:
    """Follow the dynamics from given shares until they rest.

    Each step is of Runge and Kutta's fourth order on the logarithms of the shares, so that shares
    stay shares; a strategy that starts at 0 stays there. What comes to rest after starting with
    every strategy present is an equilibrium; where the dynamics circle, the time averages tend to
    one.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.
    x, y : array, (m,) and (n,)
        Shares at the start.
    step : float
        Length of a step, positive.
    most_steps : int
        Number of steps after which to stop, at least 1.

    Returns
    -------
    Course
        End, averages over the steps, and whether it is a rest point.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Hofbauer-Sigmund 1998.

    Examples
    --------
    >>> dilemma = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    >>> end = replicator(dilemma, np.array([0.5, 0.5]), np.array([0.5, 0.5]))
    >>> [round(share, 6) for share in end.us], end.at_rest
    ([0.0, 1.0], True)
    """
    domain.positive(step=step)
    domain.whole(1, most_steps=most_steps)
    require_game(A)
    require_mixtures(x, y)
    scaled = A / (np.ptp(A) or 1.0)
    total, done = (np.zeros_like(x), np.zeros_like(y)), 0
    while done < most_steps and not _rests(scaled, x, y):
        x, y = _stepped(scaled, x, y, step)
        total, done = (total[0] + x, total[1] + y), done + 1
    average = (total[0] / done, total[1] / done) if done else (x, y)
    ends = [tuple(map(float, each)) for each in (x, y, *average)]
    return Course(ends[0], ends[1], ends[2], ends[3], done, _rests(scaled, x, y))


def replicator_path(
    A: Floats, x: Floats, y: Floats, steps: int, step: float = STEP
) -> tuple[Floats, Floats]:
    """Shares after every step, for drawing.

    Parameters
    ----------
    A : array, (2, m, n)
        Payoffs.
    x, y : array, (m,) and (n,)
        Shares at the start.
    steps : int
        Number of steps, at least 1.
    step : float
        Length of a step, positive.

    Returns
    -------
    tuple of array
        Shares, (steps + 1, m) and (steps + 1, n), the start first.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Hofbauer-Sigmund 1998.

    Examples
    --------
    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
    >>> us, cn = replicator_path(pennies, np.array([0.6, 0.4]), np.array([0.5, 0.5]), 10)
    >>> us.shape, round(float(cn[1, 0]), 4)
    ((11, 2), 0.4753)
    """
    domain.positive(step=step)
    domain.whole(1, steps=steps)
    require_game(A)
    require_mixtures(x, y)
    scaled = A / (np.ptp(A) or 1.0)
    points = [(x, y)]
    for _ in range(steps):
        points.append(_stepped(scaled, *points[-1], step))
    return np.array([us for us, _ in points]), np.array([cn for _, cn in points])


def _rests(A: Floats, x: Floats, y: Floats) -> bool:
    return all(float(np.abs(each).max()) <= REST for each in _velocity(A, x, y))


def _stepped(A: Floats, x: Floats, y: Floats, step: float) -> tuple[Floats, Floats]:
    """One step: growth rates at four points, averaged, applied to the shares."""
    rates = [(A[0] @ y, x @ A[1])]
    for part in (step / 2, step / 2, step):
        us, cn = rates[-1]
        at_x, at_y = _grown(x, part * us), _grown(y, part * cn)
        rates.append((A[0] @ at_y, at_x @ A[1]))
    us, cn = (
        step / 6 * (first + 2 * second + 2 * third + fourth)
        for first, second, third, fourth in zip(*rates, strict=True)
    )
    return _grown(x, us), _grown(y, cn)


def _grown(shares: Floats, growth: Floats) -> Floats:
    larger = shares * np.exp(growth - growth.max())
    normal: Floats = larger / larger.sum()
    return normal
