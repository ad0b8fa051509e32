"""The solved game as tables of numbers, laid out as the rules read them.

Theory solves, the rules look up: this module carries the one to the other.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Any

from negotiation.scenario.solved_packages import SAME, Solved, package_tables
from negotiation.terms import NOBODY, OfferSpace, Phase, Side, SideTerms, Terms
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.opening_values import Continuation, claims_of
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import solve_stances
from negotiation.theory.stance_nodes import STANCES, StanceGame, StanceNode

TALK = (0.0, 1.0, 0.0, 0.0)  # where play cannot come


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
    floors, rule = (known_floor(terms.us), known_floor(terms.cn)), SelectionRule(selection)
    if terms.initial_phase == Phase.PRE:
        stances = solve_stances(terms, rule, floors=floors)
        return Solved(terms, stances.game, stances)
    calendar, space = solve_calendar(terms, floors=floors), OfferSpace(terms.offer_space)
    game = StanceGame(calendar, claims_of(terms), STANCES, rule, Continuation.EXPLOITATIVE, space)
    return Solved(terms, game, None)


def with_solution(terms: Terms, selection: str = "pareto") -> Terms:
    """Terms with the tables of their solution in them."""
    us, cn = solved_tables(without_choices(terms), selection)
    return terms._replace(us=terms.us._replace(**us), cn=terms.cn._replace(**cn))


def without_choices(terms: Terms) -> Terms:
    """Terms without strategies and tactics, which the solution does not depend on."""
    nothing: dict[str, Any] = {
        "timing": 0, "timing_rounds": 0, "hazard": 0.0, "otherwise": 0, "tactic": 0,
        "opening_claim": 0.0, "opening_slope": 0.0, "concession_exponent": 0.0,
        "concession_end": NOBODY, "concession_at": (0.0,), "anchoring_weight": 0.0,
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
