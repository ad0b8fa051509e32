"""Which of several equilibria is played: an explicit rule, the same for both sides.

Every rule but the two that favour a side treats the sides alike: swapping them swaps the answer.
A tie that no symmetric criterion breaks is resolved as `SelectionRule.SYMMETRIC_MIXED` does.
"""

from enum import Enum

import numpy as np

from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.stage_games import Equilibrium

_TIE = 1e-10  # values and probabilities closer than this do not decide
_TIE_PRODUCT = 1e-13  # nor do products of losses


class SelectionRule(Enum):
    """How one equilibrium is chosen.

    ``PARETO``: the greatest sum of values among those that no other improves on for both.
    ``RISK_DOMINANT``: the pure one that risk-dominates every other pure one (Harsanyi-Selten
    products of deviation losses); without such a one, as below.
    ``SYMMETRIC_MIXED``: the one in which the two sides do most nearly the same; of several, the
    one that mixes over most choices, then the greatest sum of values.
    ``FAVOUR_US``, ``FAVOUR_CN``: the one best for that side, then for the other.
    """

    PARETO = "pareto"
    RISK_DOMINANT = "risk_dominant"
    SYMMETRIC_MIXED = "symmetric_mixed"
    FAVOUR_US = "favour_us"
    FAVOUR_CN = "favour_cn"


def select(found: tuple[Equilibrium, ...], payoffs: Floats, rule: SelectionRule) -> Equilibrium:
    """Choose one of the equilibria of a stage game.

    Parameters
    ----------
    found : tuple of Equilibrium
        At least one.
    payoffs : array, (2, m, n)
        The game, for the losses from deviating.
    rule : SelectionRule
        The rule.

    Returns
    -------
    Equilibrium
        One of ``found``.

    Raises
    ------
    ValueError
        If there is nothing to choose from.

    References
    ----------
    Harsanyi-Selten 1988 for risk dominance.

    Examples
    --------
    >>> from negotiation.theory.stage_games import equilibria
    >>> chicken = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
    >>> select(equilibria(chicken), chicken, SelectionRule.FAVOUR_US).value
    (3.0, 1.0)
    >>> select(equilibria(chicken), chicken, SelectionRule.PARETO).us
    (0.5, 0.5)
    """
    domain.require(bool(found), "there must be an equilibrium to choose from")
    if rule is SelectionRule.PARETO:
        return _most_alike(_efficient(found))
    if rule is SelectionRule.RISK_DOMINANT:
        return _most_alike(_risk_dominant(found, payoffs))
    if rule is SelectionRule.FAVOUR_US:
        return max(found, key=lambda e: (_rounded(e.value[0]), _rounded(e.value[1])))
    if rule is SelectionRule.FAVOUR_CN:
        return max(found, key=lambda e: (_rounded(e.value[1]), _rounded(e.value[0])))
    return _most_alike(found)


def _rounded(x: float) -> float:
    return round(x / _TIE) * _TIE


def _efficient(found: tuple[Equilibrium, ...]) -> tuple[Equilibrium, ...]:
    undominated = [e for e in found if not any(_improves(other, e) for other in found)]
    top = max(sum(e.value) for e in undominated)
    best = tuple(e for e in undominated if sum(e.value) >= top - _TIE)
    return best if len(best) == 1 else _without_a_winner(best, found)


def _improves(new: Equilibrium, old: Equilibrium) -> bool:
    gains = [a - b for a, b in zip(new.value, old.value, strict=True)]
    return min(gains) >= -_TIE and max(gains) > _TIE


def _without_a_winner(
    best: tuple[Equilibrium, ...], found: tuple[Equilibrium, ...]
) -> tuple[Equilibrium, ...]:
    """Equilibria that tie: kept if both sides value them alike, else all are open again."""
    spread = max(e.value[0] for e in best) - min(e.value[0] for e in best)
    return best if spread <= _TIE else found


def _risk_dominant(found: tuple[Equilibrium, ...], payoffs: Floats) -> tuple[Equilibrium, ...]:
    pure = [e for e in found if max(e.us) == 1 and max(e.cn) == 1]
    winners = tuple(e for e in pure if all(_dominates(e, other, payoffs) for other in pure))
    return winners or found


def _dominates(one: Equilibrium, other: Equilibrium, payoffs: Floats) -> bool:
    if one == other:
        return True
    return _loss_product(one, other, payoffs) > _loss_product(other, one, payoffs) + _TIE_PRODUCT


def _loss_product(at: Equilibrium, towards: Equilibrium, payoffs: Floats) -> float:
    row, column = int(np.argmax(at.us)), int(np.argmax(at.cn))
    other_row, other_column = int(np.argmax(towards.us)), int(np.argmax(towards.cn))
    loss_us = payoffs[0, row, column] - payoffs[0, other_row, column]
    loss_cn = payoffs[1, row, column] - payoffs[1, row, other_column]
    return float(loss_us * loss_cn)


def _most_alike(found: tuple[Equilibrium, ...]) -> Equilibrium:
    return min(found, key=_unlikeness)


def _unlikeness(e: Equilibrium) -> tuple[float, int, float]:
    apart = max(abs(a - b) for a, b in zip(e.us, e.cn, strict=True))
    mixed = sum(p > 0 for p in e.us) + sum(p > 0 for p in e.cn)
    return _rounded(apart), -mixed, -_rounded(sum(e.value))
