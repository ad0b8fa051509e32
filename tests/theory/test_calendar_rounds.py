"""The solved calendar against the simulator's course of events and against a plain recursion."""

import math
import random
from functools import partial

import numpy as np
import pytest

from negotiation.rules.rounds import begin_round, finish_round
from negotiation.scenario import load_scenario
from negotiation.terms import (
    BOTH,
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
from negotiation.theory import calendar_stationary
from negotiation.theory.calendar import CalendarSolution, solve_calendar, solve_from
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
from negotiation.theory.calendar_tables import CalendarTables
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


# ------------------------------------------------------------------ facts


def test_readiness_lets_a_side_table() -> None:
    late = {"reports_at_start": False, "before_readiness": BeforeReadiness.CANNOT_TABLE}
    entry = Milestone(MilestoneKind.READINESS, 2, Side.CN)
    course = course_of(build_terms(us=late, cn=late, milestones=(entry,)))
    assert [may_table(course, Side.CN, t) for t in range(4)] == [False, False, True, True]
    assert not may_table(course, Side.US, 5)
    both = course_of(build_terms(us=late, milestones=(entry._replace(side=BOTH),)))
    assert may_table(both, Side.US, 2)


def test_a_side_that_never_reports_leaves_the_table_to_the_other() -> None:
    late = {"reports_at_start": False, "before_readiness": BeforeReadiness.CANNOT_TABLE}
    for rule in ProposerRule:
        terms = build_terms(cn=late, initial_phase=Phase.FORMAL, proposer_rule=rule)
        solution = solve_calendar(terms)
        node = Node(0, Phase.FORMAL, 0, next_proposer=Side.US)
        assert solution.proposer_value(node, Side.US)[0] == pytest.approx(1.0)
        assert solution.worst_deviation().gain <= 1e-9


def test_a_silent_and_patient_side_is_solved_at_once() -> None:
    late = {"reports_at_start": False, "before_readiness": BeforeReadiness.CANNOT_TABLE}
    patient = {"discount": 0.9999, "flow_cost": (0.0001, 0.001)}
    terms = build_terms(us=patient, cn=patient | late, initial_phase=Phase.FORMAL)
    solution = solve_calendar(terms)
    value = 0.5 / (1 - 0.5 * 0.9999) - 0.5 * 0.0001 / (1 - 0.5 * 0.9999)
    assert solution.value(Node(0, Phase.FORMAL, 0))[0, 0] == pytest.approx(value, abs=1e-10)


def test_values_that_do_not_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    late = {"reports_at_start": False, "before_readiness": BeforeReadiness.CANNOT_TABLE}
    terms = build_terms(cn=late, initial_phase=Phase.FORMAL)
    monkeypatch.setattr(calendar_stationary, "_MAX_ITERATIONS", 1)
    with pytest.raises(ValueError, match="do not settle"):
        solve_calendar(terms)


def test_an_end_that_is_given_makes_the_game_finite() -> None:
    assert course_of(build_terms()).open_ended
    deadline = Milestone(MilestoneKind.DEADLINE, 3)
    assert not course_of(build_terms(milestones=(deadline,))).open_ended
    assert not course_of(build_terms(us={"disagreement_for_ever": False})).open_ended


def test_an_endless_game_needs_impatience() -> None:
    with pytest.raises(ValueError, match="discounting"):
        course_of(build_terms(us={"discount": 1.0}))


def test_costs_for_ever_without_discounting_are_beyond_measure() -> None:
    entry = Milestone(MilestoneKind.DEADLINE, 5)
    terms = build_terms(
        us={"discount": 1.0}, cn={"discount": 1.0}, milestones=(entry,), initial_phase=Phase.FORMAL
    )
    value = solve_calendar(terms).value(Node(0, Phase.FORMAL, 0))
    assert value[:, 0].tolist() == pytest.approx([0.5, 0.5])
    free = build_terms(us={"discount": 1.0, "flow_cost": (0.0,)}, milestones=(entry,))
    assert solve_calendar(free).value(Node(5, Phase.FORMAL, 0))[0, 0] == pytest.approx(0.5)


def test_floors_are_shares() -> None:
    with pytest.raises(ValueError, match="floor_us"):
        solve_calendar(build_terms(), floors=(1.5, 0.0))
    with pytest.raises(ValueError, match="multiplier_cn"):
        solve_calendar(build_terms(), multipliers=(1.0, -1.0))


def test_strength_scales_the_costs() -> None:
    doubled = build_terms(us={"flow_cost": (0.028, 0.0854)})
    node = Node(0, Phase.FORMAL, 0)
    one = solve_calendar(build_terms(), multipliers=(2.0, 1.0)).value(node)
    assert np.allclose(one, solve_calendar(doubled).value(node), atol=1e-14)


# ------------------------------------------------------------------ truces


def truce_terms(**changes: object) -> Terms:
    cheap = {"truce_flow_cost": 0.0, "framework_floor": 0.5}
    summit = Milestone(MilestoneKind.SUMMIT, 1, breakdown_probability=0.3)
    values = {"milestones": (summit,), "initial_phase": Phase.FORMAL} | changes
    return build_terms(us=cheap, cn=cheap, **values)


def test_a_truce_without_an_end_lasts_for_ever() -> None:
    solution = solve_calendar(truce_terms())
    nodes = [node for node in solution.eves if node.phase == Phase.FRAMEWORK]
    assert {node.round for node in nodes} == {2}
    assert solution.value(nodes[0])[:, 0].tolist() == pytest.approx([0.5, 0.5])


def test_the_clock_ends_a_truce_after_the_last_milestone() -> None:
    solution = solve_calendar(truce_terms(truce_rounds=2, n_rounds=12))
    ends = {node.truce_end for node in solution.eves if node.phase == Phase.FRAMEWORK}
    assert ends == {4}
    assert solution.worst_deviation().gain <= 1e-11


# ------------------------------------------------------------------ tables


def lookup(table: tuple[object, ...], node: Node) -> object:
    found: object = table
    for index in (
        node.round,
        node.phase - 1,
        node.tariff_state,
        node.summit_failed,
        node.next_proposer + 1,
        node.suspended_state + 1,
    ):
        found = found[index]  # type: ignore[index]
    return found


def check_tables(solution: CalendarSolution, tables: CalendarTables) -> None:
    for node, value in solution.eves.items():
        assert lookup(tables.value, node) == tuple(tuple(side) for side in value.tolist())
    for node, day in solution.days.items():
        expected = day.payoff[[0, 1], [0, 1]].tolist()
        assert np.array_equal(lookup(tables.proposer, node), expected, equal_nan=True)
        expected = day.refusal[[1, 0], [0, 1]].tolist()
        assert np.array_equal(lookup(tables.refusal, node), expected, equal_nan=True)
        expected = day.payoff[[1, 0], [0, 1]].tolist()
        assert np.array_equal(lookup(tables.responder, node), expected, equal_nan=True)


def test_tables_hold_the_solution() -> None:
    for name in ("buenos-aires-2018", "two-issue", "deadline"):
        solution = solve_calendar(load_scenario(name).terms())
        check_tables(solution, solution.tables())


def test_tables_fill_the_rounds_after_the_last_milestone() -> None:
    solution = solve_calendar(truce_terms())
    tables = solution.tables()
    node = Node(2, Phase.FRAMEWORK, 0, truce_end=6)
    for t in (2, 5):
        assert lookup(tables.value, node._replace(round=t)) == lookup(tables.value, node)
    assert lookup(tables.value, Node(0, Phase.FRAMEWORK, 0)) is None
    assert solution.responder_value(Node(9, Phase.FORMAL, 0), Side.US)[0] > 0


def test_overlapping_truces_have_no_single_table() -> None:
    summits = tuple(Milestone(MilestoneKind.SUMMIT, t) for t in (0, 1))
    terms = truce_terms(milestones=summits, truce_rounds=3, n_rounds=9)
    with pytest.raises(ValueError, match="truces must not overlap"):
        solve_calendar(terms).tables()


def test_a_solution_covers_what_its_roots_reach() -> None:
    course = course_of(build_terms(initial_phase=Phase.FORMAL))
    solution = solve_from(course, [Node(0, Phase.FORMAL, 1)])
    assert {node.tariff_state for node in solution.eves} == {1}
    with pytest.raises(KeyError):
        solution.value(Node(0, Phase.FORMAL, 0))
