"""How much one side could gain by leaving the solved stance game once.

Three kinds of deviation: another stance; another claim package of a side that tables without
knowing the other's priorities; another package or answer once offers are on the table. A recipient
answers a package by what refusing is worth to it in the exploitative continuation: the opener keeps
being left its pie value out of its own priorities, whatever the recipient's are.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
i, j       the side that tables, the recipient
N          pairs of profiles
=========  ==========================================================
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

import numpy as np

from negotiation.terms import NOBODY, Side
from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import (
    Node,
)
from negotiation.theory.calendar_regret import Deviation
from negotiation.theory.first_claims import claimed, refusal_by_pair
from negotiation.theory.stance_nodes import OFFER, StanceGame, StanceNode, allowed
from negotiation.theory.stance_solver import StanceDay
from negotiation.theory.stance_stage import mean, table_of


class StanceDeviation(NamedTuple):
    """The best that one other act would bring, and where."""

    gain: float
    node: StanceNode | None
    side: int


class StanceRegret(NamedTuple):
    """Greatest one-shot gains.

    ``stance``: another stance. ``package``: another first claim of an uninformed side.
    ``refused``: what a first claim loses against its solved value because some recipient would
    refuse it. The last two are ``None`` where openers may screen. ``formal``: offers on the table.
    """

    stance: StanceDeviation
    package: StanceDeviation | None
    refused: StanceDeviation | None
    formal: Deviation


def stance_regret(
    game: StanceGame, days: Mapping[StanceNode, StanceDay], points: int = 201
) -> StanceRegret:
    """Find the greatest gains from one-shot deviations over all solved rounds.

    Parameters
    ----------
    game : StanceGame
        What was solved.
    days : dict
        Solved stages by node.
    points : int, default 201
        Claims tried per round, evenly spaced in own utility, at least 2.

    Returns
    -------
    StanceRegret
        Gains with their nodes; 0 up to rounding in an equilibrium.

    Raises
    ------
    ValueError
        If ``points`` is below 2.
    """
    domain.whole(2, points=points)
    formal = game.calendar.worst_deviation()
    stance = _worst(_other_stances(days))
    if game.screens:
        return StanceRegret(stance, None, None, formal)
    claims = list(_other_claims(game, days, points))
    return StanceRegret(
        stance, _worst(gain for gain, _ in claims), _worst(loss for _, loss in claims), formal
    )


def _worst(found: Iterator[StanceDeviation]) -> StanceDeviation:
    return max(found, key=lambda d: d.gain, default=StanceDeviation(0.0, None, NOBODY))


# ------------------------------------------------------------------ another stance


def _other_stances(days: Mapping[StanceNode, StanceDay]) -> Iterator[StanceDeviation]:
    for node, day in days.items():
        us, cn = np.array(day.selected.us), np.array(day.selected.cn)
        played = np.nan_to_num(day.payoffs)
        by_us = np.where(np.isnan(day.payoffs[0]).all(axis=1), -np.inf, played[0] @ cn)
        by_cn = np.where(np.isnan(day.payoffs[1]).all(axis=0), -np.inf, us @ played[1])
        yield StanceDeviation(float(by_us.max() - us @ played[0] @ cn), node, Side.US)
        yield StanceDeviation(float(by_cn.max() - us @ played[1] @ cn), node, Side.CN)


# ------------------------------------------------------------------ another first claim


def _other_claims(
    game: StanceGame, days: Mapping[StanceNode, StanceDay], points: int
) -> Iterator[tuple[StanceDeviation, StanceDeviation]]:
    """Gain from another claim, and loss by refusal, once per public state and side."""
    seen = set()
    for (node, day), side in product(days.items(), Side):
        tables = OFFER in allowed(game, side, node.state.round)
        if tables and not node.informed[side] and (node.state, side) not in seen:
            seen.add((node.state, side))
            refusal, valued = refusal_by_pair(game, node.state, side), day.prices.first[side]
            tried = max(
                _brought(game, node.state, side, refusal, float(x))
                for x in np.linspace(0, 1, points)
            )
            claim = table_of(game, node.state).first[side].claim
            now = _brought(game, node.state, side, refusal, claim)
            yield (
                StanceDeviation(tried - now, node, side),
                StanceDeviation(valued - now, node, side),
            )


def _brought(game: StanceGame, state: Node, side: int, refusal: Floats, claim: float) -> float:
    """What a first claim brings its author, given what refusing is worth to the recipient."""
    return float(mean(game, claimed(game, state, side, refusal, claim).by_pair[side]))
