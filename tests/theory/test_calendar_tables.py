"""The solved calendar: who may table, when it ends, truces, and its tables."""

import numpy as np
import pytest

from negotiation.scenario import load_scenario
from negotiation.terms import (
    BOTH,
    BeforeReadiness,
    Milestone,
    MilestoneKind,
    Phase,
    ProposerRule,
    Side,
    Terms,
)
from negotiation.theory import calendar_stationary
from negotiation.theory.calendar import CalendarSolution, solve_calendar, solve_from
from negotiation.theory.calendar_course import course_of, may_table
from negotiation.theory.calendar_nodes import (
    Node,
)
from negotiation.theory.calendar_tables import CalendarTables
from tests.build_terms import build_terms

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
