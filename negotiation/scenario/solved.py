"""The solved game as tables of numbers, laid out as the rules read them.

Theory solves, the rules look up: this module carries the one to the other. A claim in a node where
the two would rather go on is everything, which the other refuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from negotiation.rules.equilibrium import table_node
from negotiation.terms import NOBODY, Cube, Phase, ProposerRule, Side, SideTerms, Terms
from negotiation.theory.calendar import CalendarSolution, solve_calendar
from negotiation.theory.calendar_frontiers import PIE, Floats
from negotiation.theory.calendar_nodes import Node, after_calendar, after_framework, after_refusal
from negotiation.theory.calendar_rounds import DayValues, proposers, without_deal
from negotiation.theory.opening_values import Claims, claims_of
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import StanceSolution, solve_stances
from negotiation.theory.stance_stage import StanceNode

EVERYTHING = 1.0
SAME = 1e-9
TALK = (0.0, 1.0, 0.0, 0.0)  # where play cannot come
Place = tuple[int, int, bool, bool]  # round, tariff state, flag, truce


@dataclass(frozen=True)
class Solved:
    """Solutions of both parts of a game; no stances where offers are on the table at once."""

    terms: Terms
    calendar: CalendarSolution
    stances: StanceSolution | None
    claims: Claims


def known_floor(mine: SideTerms) -> float:
    """Least own utility that everybody knows the side to accept: what is certain of its floors.

    Certain are a reservation utility without a range, and the floors of ministries that have
    reported and must all agree; the latter are taken as floors on the side's own utility, which
    is exact where a ministry weighs the issues as its side does.
    """
    certain = mine.n_reservations == 1 and mine.reservation_low == mine.reservation_high
    floors = [mine.reservation_low[0] if certain else 0.0]
    vetoes = mine.ratification_quota >= sum(mine.ministry_votes) - SAME
    if mine.reports_at_start and vetoes:
        spans = zip(mine.ministry_floor_low, mine.ministry_floor_high, strict=True)
        floors += [low for low, high in spans if low == high]
    return max(floors)


def solve(terms: Terms, selection: str = "pareto") -> Solved:
    """Solve a game under a selection rule; ValueError where it has no solution.

    Private reservation utilities and floors are no part of the solved game.
    """
    floors = known_floor(terms.us), known_floor(terms.cn)
    if terms.initial_phase != Phase.PRE:
        return Solved(terms, solve_calendar(terms, floors=floors), None, claims_of(terms))
    stances = solve_stances(terms, SelectionRule(selection), floors=floors)
    return Solved(terms, stances.game.calendar, stances, stances.game.claims)


def with_solution(terms: Terms, selection: str = "pareto") -> Terms:
    """Terms with the tables of their solution in them."""
    us, cn = solved_tables(without_choices(terms), selection)
    return terms._replace(us=terms.us._replace(**us), cn=terms.cn._replace(**cn))


def without_choices(terms: Terms) -> Terms:
    """Terms without strategies and tactics, which the solution does not depend on."""
    nothing: dict[str, Any] = {
        "timing": 0, "timing_rounds": 0, "hazard": 0.0, "otherwise": 0, "tactic": 0,
        "opening_claim": 0.0, "opening_slope": 0.0, "concession_exponent": 0.0,
        "anchoring_weight": 0.0,
    }  # fmt: skip
    return terms._replace(us=terms.us._replace(**nothing), cn=terms.cn._replace(**nothing))


@lru_cache(maxsize=8)
def solved_tables(terms: Terms, selection: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Tables of both sides; kept, because strategies are often compared on one game."""
    solved = solve(terms, selection)
    return tables_of(solved, Side.US), tables_of(solved, Side.CN)


def tables_of(solved: Solved, side: Side) -> dict[str, Any]:
    """Tables of one side, by field of its terms."""
    claims, refusals, frameworks = package_tables(solved, side)
    return {
        "n_tariff_states": len(solved.terms.us.flow_cost),
        "demand_slots": demand_slots(solved),
        "claim_table": claims,
        "refusal_table": refusals,
        "framework_table": frameworks,
        "stance_table": stance_table(solved, side),
    }


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


def pooled_eve(solved: Solved, eve: Node, hidden: int) -> Floats:
    """Values on the eve of a round while one side hides its priorities, (2, F)."""
    course = solved.calendar.course
    total = np.zeros((2, solved.calendar.frontiers.size))
    for branch in after_calendar(course, eve):
        day = solved.calendar.day(branch.node)
        for proposer, chance in proposers(course, branch.node):
            weight = branch.probability * chance
            total[:, PIE] += weight * day.payoff[proposer, :, PIE]
            total[:, PIE + 1 :] += weight * pooled(solved, day, proposer, hidden)
        total -= branch.probability * np.array(branch.lapse_cost)[:, None]
    return total


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


def refusals_in(
    solved: Solved, side: int, node: Node, day: DayValues
) -> tuple[Floats, Floats, Floats]:
    """Value of refusing the other's package, by mode and pair: (3, N)."""
    refused = day.refusal[1 - side, side]
    hiding = without_deal(
        solved.calendar.course,
        node,
        lambda eve: pooled_eve(solved, eve, side),
        after_refusal(solved.calendar.course, node, side),
    )
    n_pairs = len(refused) - 1
    spread = np.broadcast_to(hiding, day.refusal[1 - side].shape)
    return np.full(n_pairs, refused[PIE]), spread[side][PIE + 1 :], refused[PIE + 1 :]


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
        blank = np.full((3, n_pairs), EVERYTHING)
        claims.append(blank if own is None else np.array(claims_in(solved, side, own[1])))
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


# ------------------------------------------------------------------ stances


def demand_slots(solved: Solved) -> int:
    """Numbers of public demands that the solution tells apart: 0 up to the most it counts."""
    if solved.stances is None:
        return 1
    return 1 + max(solved.stances.game.most_demands(side) for side in Side)


def stance_table(solved: Solved, side: Side) -> tuple[tuple[float, ...], ...]:
    """Probabilities of a side's stances, by node of talks about talks."""
    states = range(len(solved.terms.us.flow_cost))
    slots = range(demand_slots(solved))
    nodes = product(
        range(solved.terms.n_rounds),
        states,
        (False, True),
        (False, True),
        (False, True),
        slots,
        slots,
    )
    return tuple(mixture(solved, side, *node) for node in nodes)


def mixture(
    solved: Solved, side: Side, t: int, e: int, failed: bool, informed: bool, revealed: bool,
    own: int, seen: int,
) -> tuple[float, ...]:  # fmt: skip
    """Probabilities of a side's stances in one node; talk where play cannot come."""
    if solved.stances is None:
        return TALK
    most = [solved.stances.game.most_demands(each) for each in Side]
    knows, demands = (informed, revealed), (own, seen)
    if side == Side.CN:
        knows, demands = knows[::-1], demands[::-1]
    counted = (min(demands[0], most[0]), min(demands[1], most[1]))
    try:
        day = solved.stances.day(StanceNode(Node(t, Phase.PRE, e, failed), knows, counted))
    except KeyError:
        return TALK
    return tuple(map(float, day.selected.us if side == Side.US else day.selected.cn))
