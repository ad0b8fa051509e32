"""How much of the gains from trade any mechanism can reach (Myerson-Satterthwaite 1983).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
n          number of equally likely types per side, at midpoints of [0, 1]
p          probability of trade for a pair of types
t          expected transfer of a type: paid by a buyer, received by a seller
=========  ==========================================================
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from negotiation.theory import domain

Array = npt.NDArray[np.float64]


def efficiency_subsidy(
    costs: tuple[float, float] = (0.0, 1.0), values: tuple[float, float] = (0.0, 1.0)
) -> float:
    """Subsidy needed so that trade happens whenever the value exceeds the cost.

    Parameters
    ----------
    costs, values : tuple of float, default (0, 1)
        Ends of the uniform ranges of the seller's cost and the buyer's value.

    Returns
    -------
    float
        The integral of ``F_cost(t) (1 - F_value(t))`` over the overlap of the two ranges.

    Raises
    ------
    ValueError
        If a range is empty, or the ranges do not overlap.

    References
    ----------
    Myerson-Satterthwaite 1983.

    Examples
    --------
    >>> round(efficiency_subsidy(), 6)
    0.166667
    """
    domain.finite(low_cost=costs[0], high_cost=costs[1], low_value=values[0], high_value=values[1])
    domain.require(costs[0] < costs[1], f"the range of costs must not be empty, got {costs}")
    domain.require(values[0] < values[1], f"the range of values must not be empty, got {values}")
    low, high = max(costs[0], values[0]), min(costs[1], values[1])
    domain.require(low < high, f"the ranges must overlap, got {costs} and {values}")
    area = _integral_of_product(low, high, costs[0], values[1])
    return area / ((costs[1] - costs[0]) * (values[1] - values[0]))


def _integral_of_product(low: float, high: float, a: float, b: float) -> float:
    # Simpson's rule is exact for (t - a)(b - t), a polynomial of degree two
    middle = (low + high) / 2
    return (
        (high - low) / 6 * sum(m * (t - a) * (b - t) for m, t in ((1, low), (4, middle), (1, high)))
    )


def second_best_threshold(low: float = 0.0, high: float = 1.0) -> float:
    """Gain from trade below which the best feasible mechanism lets a trade go.

    Parameters
    ----------
    low, high : float, default 0 and 1
        Ends of the common uniform range of values and costs.

    Returns
    -------
    float
        ``(high - low) / 4``.

    Raises
    ------
    ValueError
        If the range is empty or not finite.

    References
    ----------
    Myerson-Satterthwaite 1983.

    Examples
    --------
    >>> second_best_threshold()
    0.25
    """
    domain.positive(width=high - low)
    return (high - low) / 4


def second_best_gains(low: float = 0.0, high: float = 1.0) -> float:
    """Gains from trade of the best feasible mechanism before the types are drawn.

    Parameters
    ----------
    low, high : float, default 0 and 1
        Ends of the common uniform range of values and costs.

    Returns
    -------
    float
        ``9/64 (high - low)``: no talk, offer or auction reaches more.

    Raises
    ------
    ValueError
        If the range is empty or not finite.

    References
    ----------
    Myerson-Satterthwaite 1983.

    Examples
    --------
    >>> second_best_gains()
    0.140625
    """
    domain.positive(width=high - low)
    return 9 * (high - low) / 64


def discretised_second_best(n: int) -> float:
    """Gains of the best mechanism with ``n`` types per side, by linear programming.

    The mechanism is incentive compatible and voluntary for every type and balanced on average.

    Parameters
    ----------
    n : int
        Number of equally likely types per side, 2 to 40 (the program has ``n**2`` variables).

    Returns
    -------
    float
        Expected gains from trade; falls to 9/64 as ``n`` grows.

    Raises
    ------
    ValueError
        If ``n`` is not a whole number from 2 to 40.

    References
    ----------
    Myerson-Satterthwaite 1983.

    Examples
    --------
    >>> round(discretised_second_best(20), 6)
    0.146818
    """
    domain.whole(2, n=n)
    domain.within(2, 40, n=n)
    types = (np.arange(n) + 0.5) / n
    gains = np.subtract.outer(types, types).ravel() / n**2
    cost = np.concatenate([-gains, np.zeros(2 * n)])
    rows = _incentive_rows(types)
    bounds = [(0.0, 1.0)] * n**2 + [(None, None)] * (2 * n)
    return -float(linprog(cost, A_ub=rows, b_ub=np.zeros(len(rows)), bounds=bounds).fun)


def _incentive_rows(types: Array) -> Array:
    """Rows ``r . (p, t_buyer, t_seller) <= 0``: truth, participation, then the budget."""
    n = len(types)
    chance, paid = np.eye(n), np.eye(n)
    bought = np.kron(chance, np.full((1, n), 1 / n))
    sold = np.kron(np.full((1, n), 1 / n), chance)
    none = np.zeros((n, n))
    buyers = _truth_rows(types, bought, np.hstack([-paid, none]))
    sellers = _truth_rows(types, -sold, np.hstack([none, paid]))
    budget = np.concatenate([np.zeros(n * n), np.full(n, -1.0), np.full(n, 1.0)])
    return np.vstack([buyers, sellers, budget])


def _truth_rows(types: Array, trade: Array, money: Array) -> Array:
    claims = np.vstack([np.hstack([trade, money]), np.zeros(trade.shape[1] + money.shape[1])])
    rows = []
    for i, value in enumerate(types):
        payoff = claims.copy()
        payoff[:, : trade.shape[1]] *= value
        rows.append(np.delete(payoff, i, axis=0) - payoff[i])
    return np.vstack(rows)
