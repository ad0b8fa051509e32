"""Solved packages as tables of numbers: first claims, claims, answers, frameworks.

A claim in a node where the two would rather go on is everything, which the other refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from negotiation.terms import NOBODY, Cube, Phase, ProposerRule, Side, Terms
from negotiation.theory.calendar import CalendarSolution
from negotiation.theory.calendar_frontiers import PIE, Floats
from negotiation.theory.calendar_nodes import Node, after_framework, after_refusal, settled
from negotiation.theory.calendar_rounds import DayValues
from negotiation.theory.first_claims import refusal_by_pair
from negotiation.theory.opening_values import Claims
from negotiation.theory.stance_game import StanceSolution
from negotiation.theory.stance_nodes import StanceGame
from negotiation.theory.stance_stage import table_of

EVERYTHING = 1.0
SAME = 1e-9
Place = tuple[int, int, bool, bool]  # round, tariff state, flag, truce


@dataclass(frozen=True)
class Solved:
    """Solutions of both parts of a game; no stances where offers are on the table at once."""

    terms: Terms
    game: StanceGame
    stances: StanceSolution | None

    @property
    def calendar(self) -> CalendarSolution:
        """Solution of offers on the table."""
        return self.game.calendar

    @property
    def claims(self) -> Claims:
        """Claim packages of both sides."""
        return self.game.claims


# ------------------------------------------------------------------ nodes


def places(terms: Terms) -> Iterator[Place]:
    """All nodes of the tables, in the order of their index."""
    states = range(len(terms.us.flow_cost))
    yield from product(range(terms.n_rounds), states, (False, True), (False, True))


def nodes_at(solved: Solved, place: Place, proposer: int) -> Iterator[Node]:
    """States of the solution that a node of the tables may stand for."""
    t, e, flag, truce = place
    coin = solved.terms.proposer_rule == ProposerRule.COIN
    for drawn in (NOBODY,) if coin else (proposer, NOBODY):
        if not truce:
            yield Node(t, Phase.FORMAL, e, flag, next_proposer=drawn)
            continue
        ends = sorted({node.truce_end for node in solved.calendar.days} - {NOBODY})
        suspended = range(len(solved.terms.us.flow_cost)) if flag else (NOBODY,)
        for end, waiting in product(ends, suspended):
            yield Node(t, Phase.FRAMEWORK, e, False, waiting, end, drawn)


def found(solved: Solved, place: Place, proposer: int) -> tuple[Node, DayValues] | None:
    """Solved round of a node when this side proposes; None where play cannot come."""
    for node in nodes_at(solved, place, proposer):
        try:
            return node, solved.calendar.day(node)
        except KeyError:
            continue
    return None


# ------------------------------------------------------------------ packages


def settles(day: DayValues, proposer: int) -> bool:
    """Whether the proposer tables, on the pie, something that the other accepts."""
    return bool(day.payoff[proposer, :, PIE].sum() >= 1.0 - SAME)


def pooled(solved: Solved, day: DayValues, proposer: int, hidden: int) -> Floats:
    """Payoffs by pair, (2, N), when one side's priorities are known and the `hidden` one's are not.

    The known side always deals out of its own priorities; the other keeps the rest.
    """
    n_pairs = day.payoff.shape[2] - 1
    known = 1 - hidden
    if not settles(day, proposer):
        return np.repeat(day.payoff[proposer][:, [PIE]], n_pairs, axis=1)
    share = day.payoff[proposer, known, PIE]
    payoffs = np.empty((2, n_pairs))
    payoffs[known] = share
    payoffs[hidden] = 1.0 - solved.claims.cost_of(known, np.full(n_pairs, share))
    return payoffs


def claims_in(solved: Solved, side: int, day: DayValues) -> tuple[Floats, Floats, Floats]:
    """Own utility of the package a side tables, by mode of package and pair: (3, N)."""
    kept, left = day.payoff[side, side], day.payoff[side, 1 - side]
    n_pairs = len(kept) - 1
    best = solved.calendar.frontiers.best_for(side, left)
    efficient = np.where(kept >= best - SAME, kept, EVERYTHING)[PIE + 1 :]
    if not settles(day, side):
        nothing = np.full(n_pairs, EVERYTHING)
        return nothing, nothing, efficient
    return np.full(n_pairs, kept[PIE]), pooled(solved, day, side, side)[side], efficient


def first_claims(solved: Solved, side: int, place: Place) -> Floats:
    """Own utility of the first package of a side that does not know the other, by pair: (N,)."""
    t, e, flag, truce = place
    n_pairs = solved.calendar.frontiers.size - 1
    state = settled(solved.calendar.course, Node(t, Phase.PRE, e, flag))
    try:
        claim = EVERYTHING if truce else table_of(solved.game, state).first[side].claim
    except KeyError:
        claim = EVERYTHING
    return np.full(n_pairs, claim)


def refusals_in(
    solved: Solved, side: int, node: Node, day: DayValues
) -> tuple[Floats, Floats, Floats, Floats]:
    """Value of refusing the other's package, by mode and pair: (4, N)."""
    refused = day.refusal[1 - side, side]
    on_pie = np.full(len(refused) - 1, refused[PIE])
    if node.phase == Phase.FRAMEWORK:  # both know one another
        return on_pie, on_pie, refused[PIE + 1 :], on_pie
    hiding = refusal_by_pair(solved.game, node, 1 - side)[side]
    return on_pie, hiding, refused[PIE + 1 :], on_pie


def framework_gain(solved: Solved, side: int, node: Node) -> Floats:
    """Value of a framework less that of going on, by pair, (N,); nothing after the last round."""
    course = solved.calendar.course
    n_pairs = solved.calendar.frontiers.size - 1
    try:
        formed = solved.calendar.value(after_framework(course, node))
        going_on = solved.calendar.value(after_refusal(course, node, NOBODY))
    except KeyError:
        return np.full(n_pairs, -1.0)
    gain: Floats = (formed - going_on)[side][PIE + 1 :] + SAME
    return gain


def package_tables(
    solved: Solved, side: Side
) -> tuple[Cube, Cube, tuple[tuple[tuple[float, ...], ...], ...]]:
    """Claims, refusals and framework gains of a side, laid out for the rules."""
    n_pairs = solved.calendar.frontiers.size - 1
    claims, refusals, gains = [], [], []
    for place in places(solved.terms):
        own, other = found(solved, place, side), found(solved, place, 1 - side)
        blank = np.full((4, n_pairs), EVERYTHING)
        tabled = blank[:3] if own is None else np.array(claims_in(solved, side, own[1]))
        claims.append(np.vstack((tabled, first_claims(solved, side, place))))
        refusals.append(blank if other is None else np.array(refusals_in(solved, side, *other)))
        at = own or other
        gains.append(np.full(n_pairs, -1.0) if at is None else framework_gain(solved, side, at[0]))
    shape = (solved.terms.us.n_profiles, solved.terms.cn.n_profiles)
    return (
        cube(np.array(claims), shape, side),
        cube(np.array(refusals), shape, side),
        cube(np.array(gains)[:, None], shape, side)[0],
    )


def cube(found: Floats, shape: tuple[int, int], side: Side) -> Cube:
    """Numbers (nodes, modes, pairs) as nested tuples (modes, own profile, other profile, nodes)."""
    spread = found.reshape(len(found), found.shape[1], *shape)
    axes = (1, 2, 3, 0) if side == Side.US else (1, 3, 2, 0)
    return tuple(
        tuple(tuple(tuple(map(float, row)) for row in plane) for plane in block)
        for block in spread.transpose(axes)
    )
