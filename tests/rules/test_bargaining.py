"""Tabling and answering: modes of packages, standing offers, anchors, mixtures, proposers."""

from typing import Any

import pytest

from negotiation.rules.bargaining import (
    acceptable,
    answer,
    compatible,
    conclude,
    draft,
    mix_packages,
    other_side,
    package_mode,
    proposer_today,
    put_on_table,
    remember_first,
    table,
    table_and_answer,
)
from negotiation.terms import (
    NOBODY,
    OfferSpace,
    Outcome,
    PackageMode,
    Phase,
    ProposerRule,
    Response,
    Side,
    State,
    Terms,
    Vote,
)
from tests.build_terms import build_terms, opened

VETO = {
    "ministry_weights": ((0.0, 1.0),),
    "ministry_floor_low": (0.5,),
    "ministry_floor_high": (0.5,),
    "ministry_votes": (1.0,),
    "ratification_quota": 1.0,
    "ratification_cost": 0.25,
}


def bench(t: int = 0, **changes: Any) -> tuple[State, Terms]:
    """Return formal talks in round t of five, claims in a straight line from 1 to 0 in round 4."""
    terms = build_terms(n_rounds=5, initial_phase=Phase.FORMAL, **changes)
    state = opened(terms)
    state.game.round = t
    return state, terms


@pytest.mark.parametrize(
    ("informed", "revealed", "candid", "declared", "space", "mode"),
    [
        (True, True, False, False, OfferSpace.PRIORITY_FIRST, PackageMode.EFFICIENT),
        (True, False, True, False, OfferSpace.PRIORITY_FIRST, PackageMode.EFFICIENT),
        (True, False, False, False, OfferSpace.PRIORITY_FIRST, PackageMode.GRANT),
        (True, False, False, True, OfferSpace.PRIORITY_FIRST, PackageMode.CLAIM),
        (True, False, False, True, OfferSpace.UNRESTRICTED, PackageMode.GRANT),
        (False, True, True, False, OfferSpace.PRIORITY_FIRST, PackageMode.CLAIM),
        (False, False, False, True, OfferSpace.PRIORITY_FIRST, PackageMode.CLAIM),
        (False, False, False, False, OfferSpace.UNRESTRICTED, PackageMode.EFFICIENT),
    ],
)
def test_mode_of_a_package(
    informed: bool, revealed: bool, candid: bool, declared: bool, space: int, mode: PackageMode
) -> None:
    us = opened(build_terms()).us
    us.informed, us.revealed, us.candid, us.declared = informed, revealed, candid, declared
    assert package_mode(us, space) == mode


def test_a_draft_follows_tactic_mode_and_ministries() -> None:
    state, terms = bench(t=2, us=VETO)
    draft(state.us, terms.us, terms.cn, state.game, terms)
    assert (state.us.claim, state.us.package_mode) == (0.5, PackageMode.CLAIM)
    # .5 of .65 would do for the claim; the ministry wants half of issue 1 after all of issue 0.
    assert state.us.draft == [1.0, 0.5]


def test_a_package_on_the_table_is_the_complement_for_the_other() -> None:
    state, terms = bench()
    us, cn = state.us, state.cn
    us.draft, us.package_mode, us.offered = [1.0, 0.25], PackageMode.CLAIM, 0.125
    put_on_table(us, cn, terms.us, terms.cn, 2)
    assert us.ask == [1.0, 0.25]
    assert us.asked == pytest.approx(0.7375)
    assert cn.given == [0.0, 0.75]
    assert cn.offered == cn.offered_before == pytest.approx(0.2625)
    assert us.declared
    assert us.has_tabled
    assert cn.has_offer
    assert us.offered_before == 0.125
    us.draft, us.package_mode = [1.0, 0.0], PackageMode.GRANT
    put_on_table(us, cn, terms.us, terms.cn, 2)
    assert cn.offered == pytest.approx(0.35)
    assert cn.offered_before == pytest.approx(0.2625)  # until CN answers with a package


def test_a_grant_declares_nothing() -> None:
    state, terms = bench()
    state.us.package_mode = PackageMode.GRANT
    put_on_table(state.us, state.cn, terms.us, terms.cn, 2)
    assert not state.us.declared


def test_only_the_first_package_is_an_anchor() -> None:
    state, _ = bench(t=2)
    us, cn, game = state
    cn.offered = 0.25
    remember_first(us, cn, game)
    us.offered = 0.5
    remember_first(cn, us, game)
    assert (game.first_tabler, game.first_tabled_round) == (Side.US, 2)
    assert (cn.anchored, cn.first_offered, us.anchored) == (True, 0.25, False)


def test_tabling_teaches_the_other() -> None:
    state, terms = bench(t=2)
    us, cn, game = state
    table(us, cn, terms.us, terms.cn, game, terms)
    assert us.asked == pytest.approx(0.5)
    assert cn.belief == [1.0, 0.0]
    assert cn.informed
    assert us.revealed
    assert not us.informed


@pytest.mark.parametrize(("offered", "accepts"), [(0.5, True), (0.499, False)])
def test_an_offer_worth_the_next_claim_is_accepted(offered: float, accepts: bool) -> None:
    state, terms = bench()
    state.us.offered = offered
    assert acceptable(state.us, terms.us, 0.5, 2) is accepts


def test_ministries_that_have_reported_are_asked_before() -> None:
    state, terms = bench(us=VETO)
    me = state.us
    me.offered, me.given = 0.65, [1.0, 0.0]
    assert not acceptable(me, terms.us, 0.5, 2)
    me.ready = False
    assert acceptable(me, terms.us, 0.5, 2)


@pytest.mark.parametrize(
    ("offered", "option", "phase", "response"),
    [
        (0.5, 0.5, Phase.FORMAL, Response.ACCEPT),
        (0.4, 0.5, Phase.FORMAL, Response.WALK_OUT),
        (0.4, 0.5, Phase.FRAMEWORK, Response.WALK_OUT),
        (0.4, 0.5, Phase.PRE, Response.REFUSE),
        (0.4, 0.45, Phase.FORMAL, Response.REFUSE),
        (0.4, float("-inf"), Phase.FORMAL, Response.REFUSE),
    ],
)
def test_answers(offered: float, option: float, phase: Phase, response: Response) -> None:
    # Round 1 of 4: the next claim is one half.
    state, terms = bench(t=1, us={"outside_option": option})
    state.us.offered = offered
    state.game.phase = phase
    answer(state.us, terms.us, terms.cn, state.game, terms)
    assert state.us.response == response


@pytest.mark.parametrize("author", list(Side))
def test_a_package_is_accepted(author: Side) -> None:
    # Round 3: the author claims .25; the other would claim nothing in round 4.
    state, terms = bench(t=3)
    table_and_answer(state, terms, author)
    us, cn, game = state
    me, other = (us, cn) if author == Side.US else (cn, us)
    assert (game.phase, game.outcome, game.opened) == (Phase.CLOSED, Outcome.DEAL, author)
    assert (me.response, other.response) == (Response.NONE, Response.ACCEPT)
    assert me.deal == pytest.approx([0.25 / 0.65, 0.0])
    assert other.deal == pytest.approx([0.4 / 0.65, 1.0])
    assert me.deal_utility == pytest.approx(0.25)
    assert other.payoff == pytest.approx(0.75 * 0.95**3)


def test_a_package_is_refused() -> None:
    state, terms = bench()
    table_and_answer(state, terms, Side.US)
    assert state.game.phase == Phase.FORMAL
    assert state.cn.response == Response.REFUSE
    assert state.us.deal == [0.0, 0.0]


def test_a_walk_out_pays_both_their_outside_options() -> None:
    state, terms = bench(us={"flow_cost": (0.25, 0.25)}, cn={"outside_option": 0.75})
    state.us.flow_cost = 0.25
    table_and_answer(state, terms, Side.US)
    assert (state.game.phase, state.game.outcome) == (Phase.CLOSED, Outcome.WALKED_OUT)
    assert state.cn.payoff == 0.75
    assert state.us.payoff == pytest.approx(-5.0)  # .25 / .05: no outside option, costs for ever


@pytest.mark.parametrize(("us", "cn"), [(VETO, {}), ({}, VETO)])
def test_one_sides_ministries_are_enough_to_reject(us: dict[str, Any], cn: dict[str, Any]) -> None:
    state, terms = bench(t=1, us=us, cn=cn)
    state.us.deal, state.cn.deal = [1.0, 0.25], [0.0, 0.25]
    conclude(state, terms)
    assert state.game.phase == Phase.FORMAL
    assert state.game.ratification_failures == 1
    rejecting, agreeing = (state.us, state.cn) if us else (state.cn, state.us)
    assert (rejecting.vote, rejecting.payoff) == (Vote.REJECTED, -0.2375)
    assert (agreeing.vote, agreeing.payoff) == (Vote.NONE, 0.0)


def test_sealed_packages_are_compatible_if_both_get_what_they_ask() -> None:
    us, cn, _ = opened(build_terms())
    us.asked, us.offered, cn.asked, cn.offered = 0.5, 0.5, 0.25, 0.75
    assert compatible(us, cn)
    cn.asked = 0.8
    assert not compatible(us, cn)
    us.asked, cn.asked = 0.6, 0.25
    assert not compatible(us, cn)


def test_sealed_packages_are_mixed_by_weight() -> None:
    state, terms = bench(us={"exchange_weight": 0.25}, cn={"exchange_weight": 0.75})
    us, cn = state.us, state.cn
    us.ask, us.given, cn.ask, cn.given = [1.0, 0.0], [1.0, 0.5], [0.0, 0.5], [0.0, 1.0]
    mix_packages(us, terms.us, terms.cn, 2)
    mix_packages(cn, terms.cn, terms.us, 2)
    assert us.deal == [1.0, 0.375]
    assert cn.deal == [0.0, 0.625]


@pytest.mark.parametrize(
    ("rule", "t", "next_proposer", "u", "proposer"),
    [
        (ProposerRule.ALTERNATE, 1, Side.US, 0.9, Side.US),
        (ProposerRule.ALTERNATE, 1, NOBODY, 0.9, Side.CN),
        (ProposerRule.COIN, 1, Side.CN, 0.74, Side.US),
        (ProposerRule.COIN, 1, Side.US, 0.75, Side.CN),
        (ProposerRule.COIN, 0, Side.CN, 0.74, Side.CN),
        (ProposerRule.COIN, 0, NOBODY, 0.74, Side.US),
    ],
)
def test_whose_turn_it_is(rule: int, t: int, next_proposer: int, u: float, proposer: Side) -> None:
    state, terms = bench(t=t, proposer_rule=rule, us={"proposer_probability": 0.75})
    state.game.next_proposer = next_proposer
    assert proposer_today(state.game, terms, u) == proposer


def test_the_other_country() -> None:
    assert (other_side(Side.US), other_side(Side.CN)) == (Side.CN, Side.US)
