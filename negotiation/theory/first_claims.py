"""The first package of a side that does not know the other's priorities, as a best reply.

It claims out of its own priorities. A recipient reads them, stays silent about its own, and accepts
where the claim leaves it at least what refusing is worth. The author's payoff rises with its claim
until some kind of recipient refuses, so the best claim leaves one kind exactly that, or is the
pie's, or is everything, which all refuse. In the two-issue model it is the pie's value P.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
i, j       the side that tables, the recipient
x          claim: own utility of the author
N          pairs of profiles
=========  ==========================================================
"""

from typing import NamedTuple

import numpy as np

from negotiation.theory.calendar_frontiers import PIE, Floats
from negotiation.theory.calendar_nodes import Node, after_calendar, after_refusal
from negotiation.theory.calendar_rounds import (
    ROUNDING,
    DayValues,
    floors_at,
    proposers,
    without_deal,
)
from negotiation.theory.opening_values import Opening
from negotiation.theory.stance_nodes import StanceGame

ACCEPTED = 1e-9  # a package worth this much less than refusing is still accepted
EVERYTHING = 1.0


class FirstClaim(NamedTuple):
    """Own utility of the package, and what it brings both sides."""

    claim: float
    opening: Opening


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
            if kept + day.payoff[proposer, 1 - side, PIE] < 1 - ACCEPTED:
                left = np.full(total.shape[1], day.payoff[proposer, 1 - side, PIE])
            else:
                left = 1 - game.claims.cost_of(side, kept)
            total[side] += branch.probability * p * kept
            total[1 - side] += branch.probability * p * left
        total -= branch.probability * np.array(branch.lapse_cost)[:, None]
    return total


def claimed(game: StanceGame, state: Node, side: int, refusal: Floats, claim: float) -> Opening:
    """What a first claim brings, given what refusing it is worth to both sides by pair."""
    floors = floors_at(game.course, state, game.calendar.floors)
    left = 1 - game.claims.cost_of(side, np.array(claim))
    wanted = np.maximum(refusal[1 - side], floors[1 - side])
    agreed = (left >= wanted - ACCEPTED) & (claim >= floors[side] - ACCEPTED)
    payoffs = np.empty_like(refusal)
    payoffs[side] = np.where(agreed, claim, refusal[side])
    payoffs[1 - side] = np.where(agreed, left, refusal[1 - side])
    return Opening(payoffs, bool(agreed.all()))


def candidates(game: StanceGame, state: Node, side: int, refusal: Floats) -> list[float]:
    """Claims that leave some kind of recipient exactly what it wants, rising; and everything."""
    floors = floors_at(game.course, state, game.calendar.floors)
    wanted = np.maximum(refusal[1 - side], floors[1 - side])
    curves = zip(1 - wanted, game.claims.cost[side], game.claims.own[side], strict=True)
    return sorted({float(np.interp(x, cost, own)) for x, cost, own in curves} | {EVERYTHING})


def first_claim(game: StanceGame, state: Node, side: int, day: DayValues) -> FirstClaim:
    """Best first claim of a side that does not know the other's priorities.

    Parameters
    ----------
    game : StanceGame
        The game.
    state : Node
        Public state of the round.
    side : int
        The author.
    day : DayValues
        Payoffs of tabling on the pie; its claim is kept where no other is better.

    Returns
    -------
    FirstClaim
        Claim and payoffs by pair.
    """
    refusal = refusal_by_pair(game, state, side)
    prior = np.array([p for row in game.course.terms.profile_prior for p in row])
    best = _tried(game, state, side, refusal, float(day.payoff[side, side, PIE]))
    for claim in candidates(game, state, side, refusal):
        other = _tried(game, state, side, refusal, claim)
        gain = (other.opening.by_pair[side] - best.opening.by_pair[side]) @ prior
        best = other if gain > ROUNDING else best
    return best


def _tried(game: StanceGame, state: Node, side: int, refusal: Floats, claim: float) -> FirstClaim:
    return FirstClaim(claim, claimed(game, state, side, refusal, claim))
