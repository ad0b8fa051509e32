"""What each member adds to the worth of a whole (Shapley value)."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

from negotiation.theory import domain


def shapley_values(
    worth: Callable[[frozenset[str]], float], players: Sequence[str]
) -> dict[str, float]:
    """Mean of what each player adds, over all orders in which the players may join.

    Parameters
    ----------
    worth : callable
        Worth of a coalition, of any finite size and unit.
    players : sequence of str
        Names, each once; the worth is asked for each of their ``2^n`` coalitions.

    Returns
    -------
    dict
        Value of each player, in the unit of the worth. They sum to what all are worth less what
        the empty coalition is.

    Raises
    ------
    ValueError
        If a name stands twice.

    References
    ----------
    Shapley 1953.

    Examples
    --------
    Two left gloves and a right one; only a pair is worth anything.

    >>> pair = lambda coalition: float("right" in coalition and len(coalition) > 1)
    >>> values = shapley_values(pair, ["left 1", "left 2", "right"])
    >>> [round(values[name], 6) for name in ("left 1", "left 2", "right")]
    [0.166667, 0.166667, 0.666667]
    """
    domain.require(len(set(players)) == len(players), f"names must differ, got {list(players)}")
    return {player: _added(worth, players, player) for player in players}


def _added(worth: Callable[[frozenset[str]], float], players: Sequence[str], player: str) -> float:
    others, n = [name for name in players if name != player], len(players)
    total = 0.0
    for size in range(n):
        weight = factorial(size) * factorial(n - size - 1) / factorial(n)
        for chosen in combinations(others, size):
            before = frozenset(chosen)
            total += weight * (worth(before | {player}) - worth(before))
    return total
