"""The solved calendar against the simulator's course of events and against a plain recursion."""

import math
import random
from functools import partial

import numpy as np
import pytest

from negotiation.rules.rounds import begin_round, finish_round
from negotiation.terms import (
    NOBODY,
    BeforeReadiness,
    Discretion,
    Milestone,
    MilestoneKind,
    Phase,
    ProposerRule,
    Side,
    SideLane,
    Tactic,
    Terms,
)
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_course import breakdown_risk, course_of, may_table
from negotiation.theory.calendar_nodes import (
    Branch,
    Node,
    after_calendar,
    after_framework,
    after_refusal,
    flow_costs,
    offers_framework,
)
from negotiation.theory.frontier import logrolling_frontier
from tests.build_terms import build_draws, build_terms, mirrored, opened

STATES = 3
ROUNDS = 7


def random_milestone(rng: random.Random) -> Milestone:
    return Milestone(
        kind=rng.choice([*MilestoneKind][:5]),
        round=rng.randrange(ROUNDS),
        side=rng.choice([Side.US, Side.CN]),
        to_state=rng.randrange(STATES),
        conditional=rng.random() < 0.3,
        discretion=rng.choice([*Discretion]),
        probability=rng.choice([0.0, 0.3, 1.0]),
        breakdown_probability=rng.choice([0.0, 0.0, 0.1]),
        audience_cost=rng.choice([0.0, 0.01]),
    )


def random_side(rng: random.Random) -> dict[str, object]:
    return {
        "discount": rng.choice([0.9, 0.95, 1.0]),
        "flow_cost": tuple(rng.choice([0.0, 0.01, 0.03, 0.06]) for _ in range(STATES)),
        "truce_flow_cost": rng.choice([0.0, 0.01]),
        "outside_option": rng.choice([-math.inf, -math.inf, 0.3, 0.6]),
        "disagreement_for_ever": False,
        "disagreement_value": rng.choice([-0.2, 0.0, 0.2]),
        "breakdown_for_ever": False,
        "breakdown_value": rng.choice([-0.3, 0.1]),
        "framework_floor": rng.choice([0.0, 0.3, 0.55]),
        "reports_at_start": rng.random() < 0.5,
        "before_readiness": rng.choice([*BeforeReadiness]),
        "value_first": (0.5,) * STATES,
        "value_second": (0.5,) * STATES,
        "value_talk": (0.5,) * STATES,
    }


def random_terms(seed: int, phase: int = Phase.FORMAL) -> Terms:
    rng = random.Random(seed)
    return build_terms(
        us=random_side(rng),
        cn=random_side(rng),
        n_rounds=ROUNDS,
        initial_phase=phase,
        proposer_rule=rng.choice([*ProposerRule]),
        first_proposer=rng.choice([NOBODY, Side.US, Side.CN]),
        truce_rounds=rng.choice([0, 0, 1, 2]),
        framework_possible=rng.random() < 0.8,
        breakdown_probability=rng.choice([0.0, 0.05]),
        milestones=tuple(random_milestone(rng) for _ in range(rng.randrange(6))),
    )


def first_node(terms: Terms) -> Node:
    return Node(0, Phase.FORMAL, terms.initial_tariff_state, next_proposer=terms.first_proposer)


# ------------------------------------------------------------------ a plain recursion


class Plain:
    """The same game for one pair of profiles, in scalars, round after round."""

    def __init__(self, terms: Terms, pair: int, floors: tuple[float, float]) -> None:
        us, cn = divmod(pair, terms.cn.n_profiles)
        self.frontier = logrolling_frontier(terms.us.weights[us], terms.cn.weights[cn])
        self.terms, self.floors, self.course = terms, floors, course_of(terms)
        self.sides = (terms.us, terms.cn)
        self.known: dict[Node, tuple[float, float]] = {}

    def value(self, eve: Node) -> tuple[float, float]:
        if eve not in self.known:
            total = [0.0, 0.0]
            for branch in after_calendar(self.course, eve):
                for side in (0, 1):
                    total[side] += branch.probability * (
                        self.drawn(branch.node)[side] - branch.lapse_cost[side]
                    )
            self.known[eve] = (total[0], total[1])
        return self.known[eve]

    def drawn(self, day: Node) -> tuple[float, float]:
        if self.terms.proposer_rule == ProposerRule.ALTERNATE and day.next_proposer != NOBODY:
            return self.proposal(day, day.next_proposer)
        one, two = self.proposal(day, 0), self.proposal(day, 1)
        return (one[0] + two[0]) / 2, (one[1] + two[1]) / 2

    def proposal(self, day: Node, proposer: int) -> tuple[float, float]:
        no_deal = self.no_deal(day, after_refusal(self.course, day, 1 - proposer))
        if not may_table(self.course, proposer, day.round):
            return no_deal
        option = self.sides[1 - proposer].outside_option
        if option > no_deal[1 - proposer]:
            no_deal = self.walked(0), self.walked(1)
        least = [
            max(floor, side.framework_floor) if day.phase == Phase.FRAMEWORK else floor
            for floor, side in zip(self.floors, self.sides, strict=True)
        ]
        left = max(no_deal[1 - proposer], least[1 - proposer], 0.0)
        if left > 1:
            return no_deal
        best = self.frontier.best_for_1 if proposer == 0 else self.frontier.best_for_2
        kept = best(left)
        if kept < max(no_deal[proposer], least[proposer]) - 1e-12:
            return no_deal
        return (kept, left) if proposer == 0 else (left, kept)

    def walked(self, side: int) -> float:
        mine = self.sides[side]
        return mine.outside_option if mine.outside_option > -math.inf else mine.disagreement_value

    def no_deal(self, day: Node, later: Node) -> tuple[float, float]:
        p = breakdown_risk(self.course, day.round)
        going_on = self.next_round(day, later)
        refused = [
            p * side.breakdown_value + (1 - p) * v
            for side, v in zip(self.sides, going_on, strict=True)
        ]
        if offers_framework(self.course, day):
            formed = self.next_round(day, after_framework(self.course, day))
            if all(a >= b - 1e-12 for a, b in zip(formed, refused, strict=True)):
                return formed
        return refused[0], refused[1]

    def next_round(self, day: Node, later: Node) -> tuple[float, float]:
        if day.round == self.terms.deadline:
            ahead = self.terms.us.disagreement_value, self.terms.cn.disagreement_value
        else:
            ahead = self.value(later)
        us, cn = (
            side.discount * v - c
            for side, v, c in zip(self.sides, ahead, flow_costs(self.course, day), strict=True)
        )
        return us, cn


@pytest.mark.parametrize("seed", range(60))
def test_the_solution_is_that_of_a_plain_recursion(seed: int) -> None:
    terms = random_terms(seed)
    floors = random.Random(seed).choice([(0.0, 0.0), (0.4, 0.2), (0.7, 0.75)])
    solution = solve_calendar(terms, floors=floors)
    for pair in range(4):
        plain = Plain(terms, pair, floors).value(first_node(terms))
        solved = solution.value(first_node(terms))[:, 1 + pair]
        assert solved.tolist() == pytest.approx(plain, abs=1e-12)
    assert solution.worst_deviation(41).gain <= 1e-11


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_swapping_the_sides_swaps_the_values(seed: int) -> None:
    terms = random_terms(seed)
    one, two = solve_calendar(terms), solve_calendar(mirrored(terms))
    swapped = two.value(first_node(mirrored(terms)))[::-1, [0, 1, 3, 2, 4]]
    assert np.abs(one.value(first_node(terms)) - swapped).max() <= 1e-12


# ------------------------------------------------------------------ the simulator's course


def stubborn_terms(terms: Terms, frameworks: bool) -> Terms:
    """Sides that never agree, and whose claims never or always pass for a framework."""
    never = {
        "tactic": Tactic.FIRM,
        "reservation_low": (1.0,),
        "reservation_high": (1.0,),
        "outside_option": -math.inf,
    }
    return terms._replace(
        us=terms.us._replace(**never),
        cn=terms.cn._replace(**never),
        framework_possible=True,
        framework_tolerance=1.0 if frameworks else -1.0,
        breakdown_probability=0.0,
        milestones=tuple(m._replace(breakdown_probability=0.0) for m in terms.milestones),
    )


def branch_taken(branches: tuple[Branch, ...], threshold: float) -> Branch:
    """The branch in which every chance of at least the threshold, and no other, comes true."""
    return branches[0] if threshold < 0.3 or len(branches) == 1 else branches[-1]


@pytest.mark.parametrize("frameworks", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_the_calendar_is_the_one_of_the_simulator(seed: int, frameworks: bool) -> None:
    terms = stubborn_terms(random_terms(seed, Phase.FORMAL), frameworks)
    course, state = course_of(terms), opened(terms)
    node = Node(0, Phase.FORMAL, terms.initial_tariff_state)
    u = 0.2 if seed % 2 else 0.9
    draws = build_draws(us={SideLane.ESCALATION: u}, cn={SideLane.ESCALATION: u})
    for t in range(ROUNDS):
        paid = state.us.political_cost, state.cn.political_cost
        begin_round(state, terms, draws)
        branch = branch_taken(after_calendar(course, node), u)
        game, node = state.game, branch.node
        assert (game.round, game.phase, game.tariff_state) == node[:3]
        assert (game.summit_failed, game.suspended_state, game.truce_end_round) == node[3:6]
        assert (state.us.flow_cost, state.cn.flow_cost) == pytest.approx(flow_costs(course, node))
        now = state.us.political_cost - paid[0], state.cn.political_cost - paid[1]
        discounted = [
            cost * side.discount_at[t]
            for cost, side in zip(branch.lapse_cost, course.sides, strict=True)
        ]
        assert now == pytest.approx(discounted)
        assert game.breakdown_risk == pytest.approx(breakdown_risk(course, t))
        finish_round(state, terms, draws)
        formed = state.game.framework_formed
        assert not formed or offers_framework(course, node)
        step = after_framework if formed else partial(after_refusal, next_proposer=NOBODY)
        node = step(course, node)
