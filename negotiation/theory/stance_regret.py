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

from negotiation.terms import NOBODY, OfferSpace, Side
from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import PIE, Floats
from negotiation.theory.calendar_nodes import (
    Node,
    after_calendar,
    after_refusal,
)
from negotiation.theory.calendar_regret import Deviation
from negotiation.theory.calendar_rounds import floors_at, proposers, without_deal
from negotiation.theory.opening_values import Continuation
from negotiation.theory.stance_nodes import OFFER, StanceGame, StanceNode, allowed
from negotiation.theory.stance_solver import StanceDay
from negotiation.theory.stance_stage import mean

_ACCEPTED = 1e-9  # a package worth this much less than refusing is still accepted


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
    pooling = game.continuation is Continuation.EXPLOITATIVE
    if not pooling or game.offer_space != OfferSpace.PRIORITY_FIRST:
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
            refusal, claimed = refusal_by_pair(game, node.state, side), day.prices.first[side]
            tried = max(
                _brought(game, node.state, side, refusal, float(x))
                for x in np.linspace(0, 1, points)
            )
            now = _brought(game, node.state, side, refusal, claimed)
            yield (
                StanceDeviation(tried - claimed, node, side),
                StanceDeviation(claimed - now, node, side),
            )


def _brought(game: StanceGame, state: Node, side: int, refusal: Floats, claim: float) -> float:
    """What a first claim brings its author, given what refusing is worth to the recipient."""
    floors = floors_at(game.course, state, game.calendar.floors)
    left = 1 - game.claims.cost_of(side, np.array(claim))
    wanted = np.maximum(refusal[1 - side], floors[1 - side])
    agreed = (left >= wanted - _ACCEPTED) & (claim >= floors[side] - _ACCEPTED)
    return float(mean(game, np.where(agreed, claim, refusal[side])))


def refusal_by_pair(game: StanceGame, state: Node, side: int) -> Floats:
    """Value of refusing a side's first claim, by pair, (2, N): the recipient stays silent."""
    course = game.course

    def ahead(eve: Node) -> Floats:
        return _one_sided(game, eve, side)

    def under_framework(eve: Node) -> Floats:
        return game.calendar.eves[eve][:, PIE + 1 :]

    going_on = after_refusal(course, state, 1 - side)
    found = without_deal(course, state, ahead, going_on, under_framework)
    return found * np.ones(len(game.claims.own[side]))


def _one_sided(game: StanceGame, eve: Node, side: int) -> Floats:
    """Values on an eve with offers on the table, only the other side's priorities unknown."""
    total = np.zeros((2, len(game.claims.own[side])))
    for branch in after_calendar(game.course, eve):
        day = game.calendar.day(branch.node)
        for proposer, p in proposers(game.course, branch.node):
            kept = day.payoff[proposer, side, PIE]
            if kept + day.payoff[proposer, 1 - side, PIE] < 1 - _ACCEPTED:
                left = np.full(total.shape[1], day.payoff[proposer, 1 - side, PIE])
            else:
                left = 1 - game.claims.cost_of(side, kept)
            total[side] += branch.probability * p * kept
            total[1 - side] += branch.probability * p * left
        total -= branch.probability * np.array(branch.lapse_cost)[:, None]
    return total
