"""The stage game of one round of talks about talks: what every pair of stances brings.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
P, W       value of tabling first, of answering
Theta      value if both talk
=========  ==========================================================
"""

from collections.abc import Callable
from itertools import product
from typing import NamedTuple

import numpy as np

from negotiation.terms import NOBODY, BothOffer, Side
from negotiation.theory.calendar_frontiers import PIE, Floats, expected
from negotiation.theory.calendar_nodes import (
    Node,
    after_refusal,
)
from negotiation.theory.calendar_reach import still_talking
from negotiation.theory.calendar_rounds import (
    ROUNDING,
    DayValues,
    floors_at,
    propose,
    without_deal,
)
from negotiation.theory.first_claims import FirstClaim, first_claim
from negotiation.theory.opening_values import (
    Informed,
    Opening,
    opening,
    screening_openings,
)
from negotiation.theory.stance_nodes import (
    OFFER,
    TALK,
    Demands,
    StanceGame,
    StanceValueOf,
    allowed,
    demands_after,
    paid,
)
from negotiation.theory.stance_nodes import (
    StanceNode as StanceNode,
)


class Prices(NamedTuple):
    """What the ways to start are worth in a round, to the US and China, audience costs apart."""

    first: tuple[float, float]
    second: tuple[float, float]
    talk: tuple[float, float]


class Stage(NamedTuple):
    """Payoffs (2, 4, 4) by stances in the order of `STANCES`, nan where not allowed; prices."""

    payoffs: Floats
    prices: Prices


class Table(NamedTuple):
    """What does not depend on what comes after talks: packages, and offers opened by a coin."""

    day: DayValues
    formal: Floats  # value of opening talks without a package, (2, F)
    first: tuple[FirstClaim, FirstClaim]  # of sides that do not know the other


def table_of(game: StanceGame, state: Node) -> Table:
    """Payoffs of tabling in a round of talks about talks; nobody can walk out of them."""
    course, value_of = game.course, game.calendar.eves.__getitem__
    floors = floors_at(course, state, game.calendar.floors)
    refused = [
        without_deal(course, state, value_of, after_refusal(course, state, 1 - side))
        * np.ones(game.calendar.frontiers.size)
        for side in Side
    ]
    paid = [propose(game.calendar.frontiers, side, refused[side], floors, None) for side in Side]
    formal = without_deal(course, state, value_of, after_refusal(course, state, NOBODY))
    spread = formal * np.ones(game.calendar.frontiers.size)
    day = DayValues(np.stack(paid), np.stack(refused))
    us, cn = (first_claim(game, state, side, day) for side in Side)
    return Table(day, spread, (us, cn))


def best_opening(game: StanceGame, table: Table, side: int, informed: Informed) -> Opening:
    """The package that a side tables first: its best claim, or one that screens in disguise."""
    pooling = opening(table.day, game.claims, side, informed)
    if informed[side]:
        return pooling
    if not game.screens:
        return table.first[side].opening
    others = screening_openings(
        table.day, game.course.terms, side, game.continuation, game.offer_space
    )
    best = pooling
    for other in others:
        if mean(game, other.by_pair)[side] > mean(game, best.by_pair)[side] + ROUNDING:
            best = other
    return best


def mean(game: StanceGame, by_pair: Floats) -> Floats:
    """Expectation over the joint prior, (..., N) to (...)."""
    prior = np.array([p for row in game.course.terms.profile_prior for p in row])
    average: Floats = by_pair @ prior
    return average


def build_stage(game: StanceGame, table: Table, node: StanceNode, value_of: StanceValueOf) -> Stage:
    """Payoffs of all pairs of stances in a round whose calendar has spoken.

    Parameters
    ----------
    game : StanceGame
        The game.
    table : Table
        Payoffs of tabling in this round.
    node : StanceNode
        State in which the stances are taken.
    value_of : callable
        Values on the eve of the next round, if talks about talks go on.

    Returns
    -------
    Stage
        Payoffs and prices.
    """
    openings = [best_opening(game, table, side, node.informed) for side in Side]
    by = [mean(game, found.by_pair) for found in openings]
    both = _both_offer(game, table, node.informed, by)
    lost = _Memory(lambda demands: _lost(game, node.state, node.informed, demands, value_of))
    payoffs = np.full((2, 4, 4), np.nan)
    for us, cn in product(*(allowed(game, side, node.state.round) for side in Side)):
        demands = demands_after(game, node, us, cn)
        if OFFER in (us, cn):
            cell = both if us == cn else by[Side.US if us == OFFER else Side.CN]
        elif us == cn == TALK:
            cell = _talk(game, table, node, demands, value_of)
        else:
            cell = lost(demands)
        payoffs[:, us, cn] = cell - paid(game, node, us, cn)
    talked = _talk(game, table, node, node.demands, value_of)
    return Stage(payoffs, _prices(by, talked))


class _Memory(dict[Demands, Floats]):
    def __init__(self, find: Callable[[Demands], Floats]) -> None:
        super().__init__()
        self.find = find

    def __call__(self, demands: Demands) -> Floats:
        if demands not in self:
            self[demands] = self.find(demands)
        return self[demands]


def _prices(by: list[Floats], talked: Floats) -> Prices:
    us, cn = by
    return Prices(
        (float(us[0]), float(cn[1])),
        (float(cn[0]), float(us[1])),
        (float(talked[0]), float(talked[1])),
    )


# ------------------------------------------------------------------ rounds without a package


def _lost(
    game: StanceGame, state: Node, informed: Informed, demands: Demands, value_of: StanceValueOf
) -> Floats:
    def ahead(eve: Node) -> Floats:
        return value_of(StanceNode(eve, informed, demands))[:, None]

    def under_framework(eve: Node) -> Floats:
        return expected(game.calendar.eves[eve], game.course.terms)[:, None]

    going_on = still_talking(game.course, state)
    found: Floats = without_deal(game.course, state, ahead, going_on, under_framework)[:, 0]
    return found


def _talk(
    game: StanceGame, table: Table, node: StanceNode, demands: Demands, value_of: StanceValueOf
) -> Floats:
    total = np.zeros(2)
    clarity = game.course.terms.talk_clarity
    for heard_us, heard_cn in product((False, True), repeat=2):
        chance = (clarity if heard_us else 1 - clarity) * (clarity if heard_cn else 1 - clarity)
        if chance == 0:
            continue
        informed = (node.informed[0] or heard_us, node.informed[1] or heard_cn)
        if all(informed):
            total += chance * mean(game, table.formal[:, PIE + 1 :])
        else:
            total += chance * _lost(game, node.state, informed, demands, value_of)
    return total


# ------------------------------------------------------------------ two packages at once


def _both_offer(game: StanceGame, table: Table, informed: Informed, by: list[Floats]) -> Floats:
    if game.course.terms.both_offer == BothOffer.EXCHANGE:
        pooled = [opening(table.day, game.claims, side, informed) for side in Side]
        return mean(game, _exchanged(game, table, pooled))
    p = game.course.terms.us.proposer_probability
    drawn: Floats = p * by[Side.US] + (1 - p) * by[Side.CN]
    return drawn


def _exchanged(game: StanceGame, table: Table, openings: list[Opening]) -> Floats:
    """Sealed exchange: compatible packages are mixed, else offers come on the table."""
    us, cn = (found.by_pair for found in openings)
    weights = game.course.terms.us.exchange_weight, game.course.terms.cn.exchange_weight
    compatible = (cn[0] >= us[0] - ROUNDING) & (us[1] >= cn[1] - ROUNDING)
    compatible &= openings[0].settles and openings[1].settles
    return np.where(compatible, weights[0] * us + weights[1] * cn, table.formal[:, PIE + 1 :])
