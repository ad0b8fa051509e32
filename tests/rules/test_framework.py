"""Frameworks: the test at a summit, the truce and its end."""

from typing import Any

import pytest

from negotiation.rules.framework import (
    claims_gap,
    end_truce,
    exchange_priorities,
    forget_claims,
    form_framework,
    framework_acceptable,
    hold_summit,
    truce_end_after,
)
from negotiation.terms import NOBODY, Milestone, MilestoneKind, Phase, State, Terms
from tests.build_terms import build_terms, opened


def bench(**changes: Any) -> tuple[State, Terms]:
    """Return a game of ten rounds in its third round, claims in a straight line from 1 to 0."""
    terms = build_terms(n_rounds=10, **changes)
    state = opened(terms)
    state.game.round = 3
    return state, terms


def truce_end(t: int) -> Milestone:
    return Milestone(MilestoneKind.TRUCE_END, t)


def test_gap_between_claims() -> None:
    assert claims_gap(0.75, 0.125) == -0.125


def test_framework_needs_claims_within_the_tolerance() -> None:
    # In round 3 of 9 both claim two thirds: the gap is one third.
    for tolerance, possible, forms in (
        (0.34, True, True),
        (0.33, True, False),
        (1.0, False, False),
    ):
        state, terms = bench(framework_tolerance=tolerance, framework_possible=possible)
        assert framework_acceptable(state, terms) is forms


@pytest.mark.parametrize(
    ("rounds", "milestones", "end"),
    [
        (0, (), 10),
        (2, (), 6),
        (20, (), 10),
        (0, (truce_end(7),), 7),
        (0, (truce_end(3), truce_end(8), truce_end(5)), 5),
        (2, (truce_end(7),), 6),
        (0, (Milestone(MilestoneKind.SUMMIT, 5),), 10),
    ],
)
def test_end_of_a_truce(rounds: int, milestones: tuple[Milestone, ...], end: int) -> None:
    assert (
        truce_end_after(build_terms(n_rounds=10, truce_rounds=rounds, milestones=milestones), 3)
        == end
    )


def test_forming_a_framework() -> None:
    state, terms = bench(
        us={"framework_floor": 0.375}, cn={"framework_floor": 0.25}, truce_rounds=4
    )
    us, cn, game = state
    us.claim, us.has_tabled, cn.has_offer, game.summit_failed = 0.5, True, True, True
    form_framework(state, terms)
    assert (game.phase, game.framework_formed, game.frameworks) == (Phase.FRAMEWORK, True, 1)
    assert (game.truce_end_round, game.clock_start, game.clock_end) == (8, 4, 7)
    assert (game.next_proposer, game.summit_failed) == (NOBODY, False)
    assert (us.floor, us.claim, us.has_tabled) == (0.375, 1.0, False)
    assert (cn.floor, cn.claim, cn.has_offer) == (0.25, 1.0, False)
    assert us.belief == cn.belief == [1.0, 0.0]
    assert us.informed
    assert us.revealed
    assert cn.informed
    assert cn.revealed


def test_a_truce_without_an_end_concedes_by_the_deadline() -> None:
    state, terms = bench(deadline=7)
    form_framework(state, terms)
    assert state.game.clock_end == 7


def test_priorities_are_exchanged_truly() -> None:
    state, terms = bench()
    state.cn.profile = 1
    exchange_priorities(state.us, state.cn, terms.cn, 0.9, 2)
    assert state.us.belief == [0.0, 1.0]
    assert state.us.expected == [0.35, 0.65]


def test_forgotten_claims_begin_afresh() -> None:
    state, _ = bench()
    me = state.us
    me.claim, me.has_tabled, me.has_offer = 0.25, True, True
    forget_claims(me, 0.125)
    assert (me.floor, me.claim, me.has_tabled, me.has_offer) == (0.125, 1.0, False, False)


@pytest.mark.parametrize(("suspended", "tariff", "escalations"), [(NOBODY, 0, 0), (1, 1, 1)])
def test_end_of_a_truce_carries_out_what_was_suspended(
    suspended: int, tariff: int, escalations: int
) -> None:
    state, terms = bench()
    game = state.game
    form_framework(state, terms)
    game.suspended_state = suspended
    game.round = 6
    end_truce(state, terms)
    assert (game.phase, game.truce_ended, game.truce_end_round) == (Phase.FORMAL, True, NOBODY)
    assert (game.tariff_state, game.escalations, game.suspended_state) == (
        tariff,
        escalations,
        NOBODY,
    )
    assert (game.clock_start, game.clock_end) == (6, 9)
    assert state.us.floor == state.cn.floor == 0.0


def test_a_summit_forms_a_framework_or_fails() -> None:
    for tolerance, phase, failed in ((1.0, Phase.FRAMEWORK, False), (0.0, Phase.PRE, True)):
        state, terms = bench(framework_tolerance=tolerance)
        state.game.summit = True
        hold_summit(state, terms)
        assert (state.game.phase, state.game.summit_failed) == (phase, failed)


def test_no_test_without_a_summit_or_within_a_truce() -> None:
    state, terms = bench(framework_tolerance=1.0)
    hold_summit(state, terms)
    assert (state.game.phase, state.game.summit_failed) == (Phase.PRE, False)
    state.game.summit, state.game.phase = True, Phase.FRAMEWORK
    hold_summit(state, terms)
    assert (state.game.frameworks, state.game.summit_failed) == (0, False)
