"""Talks about talks: what each pair of stances leads to, and who pays before an audience."""

from typing import Any

import pytest

from negotiation.rules.talks import backs_down, face_audience
from negotiation.terms import (
    BOTH,
    NOBODY,
    BothOffer,
    Milestone,
    MilestoneKind,
    NatureLane,
    Outcome,
    PackageMode,
    Phase,
    Response,
    Side,
    SideLane,
    Stance,
    State,
    Terms,
    Timing,
    Vote,
)
from tests.build_terms import build_draws, build_side, build_terms, opened, play

OFFERS = {"timing": Timing.OFFER_AT}
TALKS = {"timing": Timing.STUBBORN_TALK}
DEMANDS = {"timing": Timing.STUBBORN_DEMAND, "audience_cost_per_demand": 0.125}
WAITS = {"timing": Timing.OFFER_AT, "timing_rounds": 99, "otherwise": Stance.WAIT}
FLOW = 0.014


def call(t: int) -> Milestone:
    return Milestone(MilestoneKind.CALL, t)


def first_round(us: dict[str, Any], cn: dict[str, Any], **changes: Any) -> State:
    """State after the first round of talks about talks."""
    return play(build_terms(us, cn, **changes), build_draws())


@pytest.mark.parametrize(
    ("stance", "call", "gives_way"),
    [
        (Stance.OFFER, True, True),
        (Stance.TALK, True, False),
        (Stance.TALK, False, True),
        (Stance.DEMAND, False, False),
        (Stance.WAIT, False, False),
    ],
)
def test_giving_way(stance: int, call: bool, gives_way: bool) -> None:
    assert backs_down(stance, call) is gives_way


def test_audience_costs_accrue_with_public_demands_and_are_paid_once() -> None:
    mine = build_side(audience_cost_per_demand=0.125, discount_at=(1.0, 0.5))
    us, _, game = opened(build_terms())
    us.stance, us.stance_public, game.round = Stance.DEMAND, True, 0
    face_audience(us, mine, game)
    face_audience(us, mine, game)
    assert (us.audience_cost, us.payoff) == (0.25, 0.0)
    us.stance_public = False  # a quiet demand neither adds nor gives way
    face_audience(us, mine, game)
    assert (us.audience_cost, us.payoff) == (0.25, 0.0)
    us.stance, game.round, game.call = Stance.TALK, 1, True
    face_audience(us, mine, game)
    assert (us.audience_cost, us.payoff) == (0.25, 0.0)
    game.call = False
    face_audience(us, mine, game)
    assert (us.audience_cost, us.payoff, us.political_cost) == (0.0, -0.125, 0.125)


def test_talking_reveals_and_opens_formal_talks_by_coin() -> None:
    us, cn, game = first_round(TALKS, TALKS)
    assert (us.stance, cn.stance) == (Stance.TALK, Stance.TALK)
    assert (us.message, cn.message) == (0, 0)
    assert us.understood
    assert us.belief == cn.belief == [1.0, 0.0]
    assert us.informed
    assert cn.revealed
    assert (game.phase, game.phase_played, game.next_proposer) == (Phase.FORMAL, Phase.PRE, NOBODY)
    assert us.payoff == cn.payoff == -FLOW


def test_a_message_may_not_be_understood() -> None:
    draws = build_draws(us={SideLane.CLARITY: 0.75})
    us, cn, game = play(build_terms(TALKS, TALKS, talk_clarity=0.75), draws)
    assert (us.understood, cn.understood) == (False, True)
    assert us.belief == [1.0, 0.0]
    assert cn.belief == [0.5, 0.5]
    assert game.phase == Phase.PRE


def test_a_babbled_message_says_what_the_listener_believes() -> None:
    liar = TALKS | {"talk_truthfulness": 0.0}
    draws = build_draws(us={SideLane.MESSAGE: 0.75})
    us, cn, _ = play(build_terms(liar, TALKS | {"credence": 0.5}), draws)
    assert (us.profile, us.message) == (0, 1)
    assert cn.belief == [0.25, 0.75]


def test_both_talk_on_until_both_know() -> None:
    doubting = TALKS | {"credence": 0.5}
    terms = build_terms(doubting, doubting)
    for rounds, believed, phase in (
        (1, 0.75, Phase.PRE),
        (2, 0.875, Phase.PRE),
        (3, 0.9375, Phase.FORMAL),
    ):
        us, _, game = play(terms, *[build_draws()] * rounds)
        assert us.belief[0] == believed
        assert game.phase == phase


@pytest.mark.parametrize(
    ("us", "cn"),
    [(DEMANDS, DEMANDS), (DEMANDS, TALKS), (DEMANDS, WAITS), (TALKS, WAITS), (WAITS, WAITS)],
)
def test_any_other_pair_loses_the_round(us: dict[str, Any], cn: dict[str, Any]) -> None:
    for mine, theirs in ((us, cn), (cn, us)):
        state = first_round(mine, theirs)
        assert state.game.phase == Phase.PRE
        assert state.us.belief == state.cn.belief == [0.5, 0.5]
        assert state.us.message == state.cn.message == NOBODY
        assert state.us.payoff == state.cn.payoff == -FLOW


def test_a_refused_offer_opens_formal_talks_with_the_other_to_propose() -> None:
    for us, cn, author in ((OFFERS, WAITS, Side.US), (WAITS, OFFERS, Side.CN)):
        state = first_round(us, cn)
        game = state.game
        assert (game.phase, game.next_proposer) == (Phase.FORMAL, 1 - author)
        assert (game.opened, game.first_tabler, game.first_tabled_round) == (author, author, 0)
        assert {state.us.response, state.cn.response} == {Response.NONE, Response.REFUSE}


def test_an_offer_is_accepted_in_the_same_round() -> None:
    # CN would claim nothing next: its claims have run out by round 1.
    us, cn, game = first_round(OFFERS | {"opening_claim": 0.65}, WAITS | {"opening_claim": 0.0})
    assert (game.outcome, game.phase) == (Outcome.DEAL, Phase.CLOSED)
    assert us.deal == [1.0, 0.0]
    assert (us.payoff, cn.payoff) == (0.65, 0.35)
    assert us.delay_cost == cn.delay_cost == 0.0


def test_a_side_in_talks_about_talks_does_not_walk_out() -> None:
    state = first_round(OFFERS, WAITS | {"outside_option": 1.0})
    assert state.cn.response == Response.REFUSE


@pytest.mark.parametrize(("u", "author"), [(0.49, Side.US), (0.5, Side.CN)])
def test_a_coin_opens_one_of_two_offers(u: float, author: Side) -> None:
    state = play(build_terms(OFFERS, OFFERS), build_draws(nature={NatureLane.OPENED: u}))
    assert (state.game.opened, state.game.first_tabler) == (author, author)
    assert (state.us.has_tabled, state.cn.has_tabled) == (author == Side.US, author == Side.CN)


def test_two_compatible_sealed_offers_are_mixed() -> None:
    # Both claim .455 = .7 x .65 of their priority, issue 0: shares (.7, 0) each.
    asks = OFFERS | {"opening_claim": 0.455}
    opposed = {"weights": ((0.35, 0.65),)}
    us, cn, game = first_round(
        asks | {"weights": ((0.65, 0.35),)},
        asks | opposed,
        profile_prior=((1.0,),),
        knowledge_needed=2.0,
        both_offer=BothOffer.EXCHANGE,
    )
    assert (game.outcome, game.opened, game.first_tabler) == (Outcome.DEAL, BOTH, BOTH)
    assert (us.package_mode, cn.package_mode) == (PackageMode.CLAIM, PackageMode.CLAIM)
    assert us.deal == pytest.approx([0.85, 0.15])
    assert cn.deal == pytest.approx([0.15, 0.85])
    assert us.payoff == cn.payoff == pytest.approx(0.605)


def test_two_incompatible_sealed_offers_are_both_read() -> None:
    asks = OFFERS | {"opening_claim": 0.75}
    us, cn, game = first_round(asks, asks, both_offer=BothOffer.EXCHANGE)
    assert (game.phase, game.next_proposer, game.opened) == (Phase.FORMAL, NOBODY, BOTH)
    assert us.belief == cn.belief == [1.0, 0.0]
    assert us.informed
    assert cn.informed
    assert not us.anchored
    assert not cn.anchored
    assert us.offered_before == us.offered == cn.offered_before == cn.offered
    assert us.offered == pytest.approx(0.25)


def test_sealed_offers_that_ministries_reject_open_formal_talks() -> None:
    # The US asks half of issue 1, CN .6 of it. By weight the deal is CN's own package, of which
    # the US likes (1, .4) better than what it asked; its ministry wants half of issue 1.
    same = {"weights": ((0.35, 0.65),)}
    ministry = {
        "ministry_weights": ((0.0, 1.0),),
        "ministry_floor_low": (0.5,),
        "ministry_floor_high": (0.5,),
        "ministry_votes": (1.0,),
        "ratification_quota": 1.0,
    }
    us, cn, game = first_round(
        OFFERS | same | ministry | {"opening_claim": 0.325, "exchange_weight": 0.0},
        OFFERS | same | {"opening_claim": 0.39, "exchange_weight": 1.0},
        profile_prior=((1.0,),),
        knowledge_needed=2.0,
        both_offer=BothOffer.EXCHANGE,
    )
    assert us.ask == [0.0, 0.5]
    assert cn.ask == pytest.approx([0.0, 0.6])
    assert (us.vote, cn.vote) == (Vote.REJECTED, Vote.NONE)
    assert (game.phase, game.ratification_failures) == (Phase.FORMAL, 1)


def test_every_public_demand_adds_to_the_audience_cost() -> None:
    terms = build_terms(DEMANDS, DEMANDS | {"demands_publicly": False})
    us, cn, game = play(terms, *[build_draws()] * 3)
    assert game.phase == Phase.PRE
    assert (us.stance_public, cn.stance_public) == (True, False)
    assert (us.audience_cost, cn.audience_cost) == (0.375, 0.0)
    assert us.political_cost == cn.political_cost == 0.0


def giving_way(stance: int, *milestones: Milestone) -> tuple[State, Terms]:
    """US demands in round 0 and takes the stance in round 1, while CN waits."""
    falls_back = DEMANDS | {
        "timing": Timing.DEMAND_UP_TO,
        "timing_rounds": 1,
        "otherwise": stance,
    }
    terms = build_terms(falls_back, WAITS, milestones=milestones)
    return play(terms, build_draws(), build_draws()), terms


@pytest.mark.parametrize(
    ("stance", "milestones", "paid", "left"),
    [
        (Stance.TALK, (), 0.125 * 0.95, 0.0),
        (Stance.OFFER, (), 0.125 * 0.95, 0.0),
        (Stance.TALK, (call(1),), 0.0, 0.125),
        (Stance.OFFER, (call(1),), 0.125 * 0.95, 0.0),
        (Stance.TALK, (call(0),), 0.125 * 0.95, 0.0),
        (Stance.WAIT, (), 0.0, 0.125),
    ],
)
def test_giving_a_public_demand_up(
    stance: int, milestones: tuple[Milestone, ...], paid: float, left: float
) -> None:
    state, _ = giving_way(stance, *milestones)
    assert state.us.political_cost == paid
    assert state.us.audience_cost == left
    assert state.us.payoff == pytest.approx(-FLOW * 1.95 - paid, abs=1e-15)


def test_a_demand_that_is_met_costs_nothing() -> None:
    tables_later = OFFERS | {"timing_rounds": 1, "otherwise": Stance.WAIT}
    us, _, game = play(build_terms(DEMANDS, tables_later), build_draws(), build_draws())
    assert game.first_tabler == Side.CN
    assert (us.audience_cost, us.political_cost) == (0.0, 0.0)


def test_each_side_sees_the_others_last_stance() -> None:
    mirrors = {"timing": Timing.MIRROR}
    terms = build_terms(mirrors, DEMANDS)
    us, cn, _ = play(terms, build_draws())
    assert (us.stance, us.seen_stance, cn.seen_stance) == (Stance.TALK, Stance.DEMAND, Stance.TALK)
    us, _, _ = play(terms, build_draws(), build_draws())
    assert us.stance == Stance.DEMAND


def test_leverage_given_up_is_set_with_the_stance() -> None:
    us, _, _ = first_round(OFFERS, WAITS)
    # Offering .52 / (.52 + .6); the best other act is parity.
    assert us.leverage_given_up == pytest.approx(0.5 - 0.52 / 1.12)
