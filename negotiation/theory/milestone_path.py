"""Tabling or waiting on the way to a certain escalation (model M1, finite path).

This project's own backward induction, offers alternating. With ``N`` rounds left the flow cost is
``c0``; then it is ``c1`` for ever. Alternation makes the path oscillate: who answers on the eve of
the escalation proposes after it.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
h, q, d    as in ``offer_timing``, common to both sides
c0, c1     flow cost per round before and after the escalation
N          rounds before the escalation
p          probability that a side tables in a round
=========  ==========================================================
"""

from typing import NamedTuple

from negotiation.theory import domain
from negotiation.theory.offer_mixing import stationary_tabling_probability
from negotiation.theory.offer_timing import (
    common,
    pooling_factor,
    second_mover_value,
    tabling_value,
)


class MilestonePath(NamedTuple):
    """Symmetric equilibrium by round: probabilities of tabling and values of the game."""

    tabling: tuple[float, ...]
    values: tuple[float, ...]


def milestone_path(h: float, q: float, d: float, c0: float, c1: float, N: int) -> MilestonePath:
    """Solve the game {table, wait} backwards from the escalation.

    In a round where answering is no better than tabling both table, whatever else may be in
    equilibrium; otherwise the symmetric mixture (or both waiting) is taken.

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.
    c0, c1 : float
        Flow costs per round before and after the escalation, non-negative.
    N : int
        Rounds before the escalation, at least 1.

    Returns
    -------
    MilestonePath
        Probabilities and values for rounds ``0 .. N-1``.

    Raises
    ------
    ValueError
        If an argument is out of range, or a claim on the path leaves [0, h].

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> path = milestone_path(0.65, 0.5, 0.95, 0.0427, 0.12, 4)
    >>> [round(p, 3) for p in path.tabling]
    [1.0, 0.094, 1.0, 0.029]
    """
    domain.whole(1, N=N)
    domain.non_negative(c0=c0)
    first, value = _after_escalation(h, q, d, c1)
    m, steps = pooling_factor(h, q), []
    largest = h if q > 0 and h > 0.5 else 1.0
    for _ in range(N):
        first = 1 + c0 - d * first
        domain.within(0, largest, claim=first)
        p, value = _stage(first, 1 - m * first, d * value - c0)
        steps.append((p, value))
    chances, values = zip(*reversed(steps), strict=True)
    return MilestonePath(chances, values)


def _after_escalation(h: float, q: float, d: float, c1: float) -> tuple[float, float]:
    talks = common(h, q, d, c1)
    first, second = tabling_value(talks), second_mover_value(talks)
    p = stationary_tabling_probability(first, second, d, c1) if second > first else 1.0
    return first, first + p * (second - first) / 2


def _stage(first: float, second: float, stalled: float) -> tuple[float, float]:
    premium, urgency = (second - first) / 2, first - stalled
    if premium <= 0:
        return 1.0, first + premium
    if urgency <= 0:
        return 0.0, stalled
    p = urgency / (urgency + premium)
    return p, first + p * premium
