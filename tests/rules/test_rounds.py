"""Whole games by hand: every way through the phases, and what each side gets at the end."""

from typing import Any

import pytest

from negotiation.rules.rounds import play_round
from negotiation.terms import (
    NOBODY,
    BeforeReadiness,
    Discretion,
    Milestone,
    MilestoneKind,
    NatureLane,
    Outcome,
    PackageMode,
    Phase,
    ProposerRule,
    Response,
    Side,
    Stance,
    State,
    Tactic,
    Terms,
    Timing,
    Vote,
)
from tests.build_terms import (
    build_draws,
    build_terms,
    mirrored,
    mirrored_draws,
    opened,
    play,
    snapshot,
)

WAITS = {"timing": Timing.OFFER_AT, "timing_rounds": 99, "otherwise": Stance.WAIT}
TALKS = {"timing": Timing.STUBBORN_TALK}
FIRM = {"tactic": Tactic.FIRM, "opening_claim": 0.75}
COST, HIGH_COST = 0.014, 0.0427
FOR_EVER = 1 / (1 - 0.95)
US_TURN, CN_TURN = (build_draws(nature={NatureLane.PROPOSER: u}) for u in (0.25, 0.75))
ROUND = build_draws()


def summit(t: int, **fields: Any) -> Milestone:
    return Milestone(MilestoneKind.SUMMIT, t, **fields)


def threat(t: int, **fields: Any) -> Milestone:
    return Milestone(MilestoneKind.ESCALATION, t, side=Side.US, to_state=1, **fields)


def flow(rounds: int, cost: float = COST, first: int = 0) -> float:
    """Discounted flow cost of so many rounds from the first on."""
    return sum(cost * 0.95**t for t in range(first, first + rounds))


def waiting(*milestones: Milestone, rounds: int = 6, **changes: Any) -> Terms:
    """Return terms under which both sides wait for ever before talks are open."""
    us, cn = WAITS | changes.pop("us", {}), WAITS | changes.pop("cn", {})
    return build_terms(us, cn, n_rounds=rounds, milestones=milestones, **changes)


def formal(*milestones: Milestone, **changes: Any) -> Terms:
    """Return terms of a game that starts with offers on the table."""
    return build_terms(initial_phase=Phase.FORMAL, milestones=milestones, **changes)


# ------------------------------------------------------------------ through the phases


def test_talk_then_a_logrolled_deal() -> None:
    # Opposed priorities, known after one round of talk. Claims fall by a fifth each round. In round
    # 1 the US claims .8, which leaves CN .65 x (1 - .15 / .35) = .37: too little. In round 2 it
    # claims .6 out of its own priority, which leaves CN more than the .4 it would claim next.
    us, cn = TALKS | {"weights": ((0.65, 0.35),)}, TALKS | {"weights": ((0.35, 0.65),)}
    state = play(build_terms(us, cn, profile_prior=((1.0,),)), ROUND, US_TURN, US_TURN)
    game = state.game
    assert (game.outcome, game.round) == (Outcome.DEAL, 2)
    assert (game.first_tabler, game.first_tabled_round) == (Side.US, 1)
    assert state.us.package_mode == PackageMode.EFFICIENT
    assert state.us.deal == pytest.approx([0.6 / 0.65, 0.0])
    assert state.us.payoff == pytest.approx(0.6 * 0.95**2 - flow(2))
    left = 0.65 + 0.35 * (1 - 0.6 / 0.65)
    assert state.cn.payoff == pytest.approx(left * 0.95**2 - flow(2))


def test_an_informed_side_answers_a_claim_with_a_grant() -> None:
    # The US tables first and shows its priority; CN counters without showing its own.
    terms = build_terms({"opening_claim": 0.65}, WAITS)
    state = play(terms, ROUND, CN_TURN)
    assert state.us.ask == [1.0, 0.0]
    assert state.cn.package_mode == PackageMode.GRANT
    assert not state.us.informed
    assert state.cn.informed
    # CN claims .8: the US gets .2 out of its own priority.
    assert state.cn.ask == pytest.approx([1 - 0.2 / 0.65, 1.0])
    assert not state.cn.declared


def test_a_candid_side_answers_a_claim_openly() -> None:
    terms = build_terms({"opening_claim": 0.65}, WAITS | {"candour": 1.0})
    state = play(terms, ROUND, CN_TURN)
    assert state.cn.package_mode == PackageMode.EFFICIENT


def test_alternating_proposers() -> None:
    rule = {"proposer_rule": ProposerRule.ALTERNATE, "first_proposer": Side.CN}
    terms = formal(us=FIRM, cn=FIRM, n_rounds=5, **rule)
    state = opened(terms)
    proposers = []
    for _ in range(3):
        play_round(state, terms, ROUND)
        proposers.append(state.game.proposer)
    assert proposers == [Side.CN, Side.US, Side.CN]


def test_a_deadline_that_nobody_meets() -> None:
    # Firm to the end: in round 2 CN tables nothing for itself; a US that needs more refuses.
    us = FIRM | {"reservation_low": (1.0,), "reservation_high": (1.0,)}
    cn = FIRM | {"reservation_low": (0.5,), "reservation_high": (0.5,)}
    state = play(formal(us=us, cn=cn, n_rounds=3), CN_TURN, CN_TURN, CN_TURN)
    game = state.game
    assert (game.outcome, game.round, game.phase) == (Outcome.EXPIRED, 2, Phase.CLOSED)
    assert state.us.response == Response.REFUSE
    # Three rounds of delay, then the flow cost for ever from round 3: .014 / .05 in all.
    assert state.us.payoff == pytest.approx(-COST * FOR_EVER)
    assert state.us.delay_cost == pytest.approx(flow(3))


def test_a_given_value_of_disagreement() -> None:
    given = {"disagreement_for_ever": False, "disagreement_value": -0.5}
    state = play(waiting(rounds=2, us=given), ROUND, ROUND)
    assert state.game.outcome == Outcome.EXPIRED
    assert state.us.payoff == pytest.approx(-flow(2) - 0.5 * 0.95**2)
    assert state.cn.payoff == pytest.approx(-COST * FOR_EVER)


def test_the_deadline_may_come_before_the_horizon() -> None:
    state = play(waiting(rounds=6, deadline=1), *[ROUND] * 6)
    assert (state.game.outcome, state.game.round) == (Outcome.EXPIRED, 1)


# ------------------------------------------------------------------ walking out, breaking down


def test_a_binding_outside_option_is_taken() -> None:
    # Round 1 of 5: CN's next claim would be .6; it may have .7 outside and is offered .2.
    terms = formal(cn={"outside_option": 0.7}, us={"disagreement_for_ever": False})
    state = play(terms, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.round) == (Outcome.WALKED_OUT, 1)
    assert state.cn.payoff == pytest.approx(0.7 * 0.95 - flow(1))
    assert state.us.payoff == pytest.approx(0.0 - flow(1))  # its disagreement value is 0


def test_an_outside_option_that_does_not_bind_changes_nothing() -> None:
    # The deal comes in round 3, when both still claim more than a quarter.
    draws = (ROUND, US_TURN, US_TURN, CN_TURN, ROUND)
    deal = {"opening_claim": 0.75}
    plain = snapshot(play(build_terms(deal, deal), *draws))
    options = deal | {"outside_option": 0.1}
    assert plain["game.outcome"] == Outcome.DEAL
    assert snapshot(play(build_terms(options, options), *draws)) == plain


@pytest.mark.parametrize(("u", "outcome"), [(0.24, Outcome.BREAKDOWN), (0.25, Outcome.ONGOING)])
def test_talks_may_break_down_in_any_round(u: float, outcome: Outcome) -> None:
    draws = build_draws(nature={NatureLane.BREAKDOWN: u})
    given = {"breakdown_for_ever": False, "breakdown_value": -0.5}
    state = play(waiting(cn=given, breakdown_probability=0.25), draws)
    assert state.game.outcome == outcome
    if outcome == Outcome.BREAKDOWN:
        assert state.cn.payoff == -0.5
        assert state.us.payoff == pytest.approx(-COST * FOR_EVER)
        assert state.us.delay_cost == 0.0
    else:
        assert state.us.payoff == state.cn.payoff == -COST


def test_a_deal_comes_before_a_breakdown() -> None:
    terms = build_terms(
        {"opening_claim": 0.5}, WAITS | {"opening_claim": 0.0}, breakdown_probability=1.0
    )
    assert play(terms, ROUND).game.outcome == Outcome.DEAL


def test_a_framework_comes_before_a_breakdown() -> None:
    risky = summit(0, breakdown_probability=1.0)
    assert play(waiting(risky, framework_tolerance=2.0), ROUND).game.phase == Phase.FRAMEWORK
    assert play(waiting(risky, framework_possible=False), ROUND).game.outcome == Outcome.BREAKDOWN


# ------------------------------------------------------------------ frameworks and threats


def truce(*milestones: Milestone, **changes: Any) -> Terms:
    """Return terms with a framework at the summit of round 0 and firm claims that never meet."""
    fierce = FIRM | {"opening_claim": 1.0}
    us, cn = fierce | changes.pop("us", {}), fierce | changes.pop("cn", {})
    options = {"rounds": 10, "framework_tolerance": 2.0} | changes
    return waiting(summit(0), *milestones, us=us, cn=cn, **options)


def test_a_truce_has_its_own_flow_cost_and_begins_next_round() -> None:
    state = play(truce(), ROUND)
    assert state.us.payoff == -COST
    assert state.game.phase_played == Phase.PRE
    state = play(truce(), ROUND, US_TURN)
    assert state.us.flow_cost == 0.005
    assert state.us.payoff == pytest.approx(-COST - 0.005 * 0.95)
    assert state.us.floor == state.cn.floor == 0.25


def test_details_end_in_a_deal_on_the_floor() -> None:
    # Truce of two rounds, 1 and 2; in round 2 both firm sides fall to their floors of .25.
    state = play(truce(truce_rounds=2), ROUND, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.round) == (Outcome.DEAL, 2)
    assert state.us.package_mode == PackageMode.EFFICIENT
    assert state.us.deal_utility == pytest.approx(0.25)
    assert state.cn.deal_utility == pytest.approx(0.75)
    paid = COST + 0.005 * 0.95
    assert state.us.payoff == pytest.approx(0.25 * 0.95**2 - paid)


def stubborn_floors() -> dict[str, Any]:
    """Return reservations that no deal can meet."""
    return {"reservation_low": (0.75,), "reservation_high": (0.75,)}


def test_a_truce_that_fails_carries_the_suspended_escalation_out() -> None:
    terms = truce(threat(1), truce_rounds=2, us=stubborn_floors(), cn=stubborn_floors())
    state = opened(terms)
    seen = []
    for _ in range(4):
        play_round(state, terms, US_TURN)
        game = state.game
        seen.append((game.phase, game.tariff_state, game.escalation_suspended, game.truce_ended))
    assert seen == [
        (Phase.FRAMEWORK, 0, False, False),
        (Phase.FRAMEWORK, 0, True, False),
        (Phase.FRAMEWORK, 0, False, False),
        (Phase.FORMAL, 1, False, True),
    ]
    assert state.game.escalations == 1
    paid = COST + 0.005 * (0.95 + 0.95**2) + HIGH_COST * 0.95**3
    assert state.us.payoff == pytest.approx(-paid)
    assert state.us.floor == 0.0


def test_a_truce_running_at_the_horizon() -> None:
    terms = truce(rounds=3, us=stubborn_floors(), cn=stubborn_floors())
    state = play(terms, ROUND, US_TURN, US_TURN)
    assert (state.game.outcome, state.game.phase) == (Outcome.TRUCE_RUNNING, Phase.CLOSED)
    paid = COST + 0.005 * (0.95 + 0.95**2) + 0.005 * FOR_EVER * 0.95**3
    assert state.us.payoff == pytest.approx(-paid)


def test_a_failed_summit_brings_the_conditional_threat_on() -> None:
    entries = (summit(1), threat(2, conditional=True))
    terms = waiting(*entries, framework_tolerance=0.1)
    state = play(terms, ROUND, ROUND)
    assert state.game.summit_failed
    assert state.game.tariff_state == 0
    state = play(terms, ROUND, ROUND, ROUND)
    assert (state.game.tariff_state, state.game.escalated_by) == (1, Side.US)
    assert state.us.payoff == pytest.approx(-flow(2) - HIGH_COST * 0.95**2)


def test_a_framework_takes_the_conditional_threat_away() -> None:
    terms = waiting(summit(1), threat(2, conditional=True), framework_tolerance=2.0)
    state = play(terms, ROUND, ROUND, US_TURN)
    assert (state.game.tariff_state, state.game.escalation_suspended) == (0, False)


@pytest.mark.parametrize(
    ("discretion", "u", "tariff"),
    [
        (Discretion.ALWAYS, 0.9, 1),
        (Discretion.NEVER, 0.1, 0),
        (Discretion.IF_NO_FRAMEWORK, 0.9, 1),
        (Discretion.PROBABILITY, 0.1, 1),
        (Discretion.PROBABILITY, 0.9, 0),
    ],
)
def test_discretion_over_a_scheduled_escalation(discretion: int, u: float, tariff: int) -> None:
    entry = threat(0, discretion=discretion, probability=0.25, audience_cost=0.125)
    state = play(waiting(entry), build_draws(default=u))
    cost = HIGH_COST if tariff else COST
    lapse = 0.0 if tariff else 0.125
    assert state.game.tariff_state == tariff
    assert state.game.threats_lapsed == 1 - tariff
    assert state.us.payoff == pytest.approx(-cost - lapse)
    assert state.cn.payoff == pytest.approx(-cost)


@pytest.mark.parametrize(("audience_cost", "tariff"), [(0.2, 0), (0.35, 1)])
def test_a_credible_threat_is_carried_out(audience_cost: float, tariff: int) -> None:
    # The US flow cost rises by .0287, that of CN not at all: -.0287 / .1 and the audience.
    entry = threat(0, discretion=Discretion.IF_CREDIBLE, audience_cost=audience_cost)
    state = play(waiting(entry, cn={"flow_cost": (COST, COST)}), ROUND)
    assert state.game.tariff_state == tariff


# ------------------------------------------------------------------ two levels

VETO = {
    "ministry_weights": ((0.0, 1.0),),
    "ministry_floor_low": (0.0,),
    "ministry_floor_high": (1.0,),
    "ministry_votes": (1.0,),
    "ratification_quota": 1.0,
    "ratification_cost": 0.125,
    "reports_at_start": False,
}


def test_a_rejected_deal_loses_the_round_and_costs_its_side() -> None:
    # US ministry: floor .5 on issue 1, not yet reported. CN keeps .6 of issue 1 by a claim.
    us = WAITS | VETO | {"opening_claim": 0.0}
    cn = {"weights": ((0.35, 0.65),), "opening_claim": 0.39}
    terms = build_terms(us, cn, profile_prior=((0.5,), (0.5,)), knowledge_needed=2.0)
    state = play(terms, ROUND)
    assert state.us.response == Response.ACCEPT
    assert (state.us.vote, state.cn.vote) == (Vote.REJECTED, Vote.NONE)
    assert (state.game.phase, state.game.ratification_failures) == (Phase.FORMAL, 1)
    assert state.us.payoff == pytest.approx(-0.125 - COST)
    assert state.cn.payoff == pytest.approx(-COST)


def test_before_readiness_a_package_is_cut_to_what_passes_for_sure() -> None:
    us = VETO | {"opening_claim": 0.325}
    state = play(build_terms(us, WAITS), ROUND)
    # The claim is half of issue 0; the highest floor asks for all of issue 1, after all of issue 0.
    assert state.us.ask == [1.0, 1.0]
    assert state.us.claim == 0.325


def test_without_a_report_a_side_may_not_table() -> None:
    cannot = VETO | {"before_readiness": BeforeReadiness.CANNOT_TABLE}
    report = Milestone(MilestoneKind.READINESS, 1, side=Side.US)
    terms = build_terms(cannot, WAITS, milestones=(report,))
    state = play(terms, ROUND)
    assert (state.us.stance, state.game.phase) == (Stance.WAIT, Phase.PRE)
    state = play(terms, ROUND, ROUND)
    assert (state.us.stance, state.us.became_ready) == (Stance.OFFER, True)


def test_a_proposer_that_may_not_table_loses_its_turn() -> None:
    cannot = VETO | {"before_readiness": BeforeReadiness.CANNOT_TABLE}
    for us, cn, turn, lost in (
        (cannot, {}, US_TURN, True),
        (cannot, {}, CN_TURN, False),
        ({}, cannot, CN_TURN, True),
        ({}, cannot, US_TURN, False),
    ):
        state = play(formal(us=us, cn=cn), turn)
        assert (state.game.opened == NOBODY) is lost
        assert state.game.phase == Phase.FORMAL


# ------------------------------------------------------------------ what holds for every game


def test_costs_and_leverage_are_of_the_day() -> None:
    terms = waiting(threat(1), cn={"flow_cost": (COST, COST)})
    state = play(terms, ROUND)
    assert state.us.leverage == pytest.approx(0.5)
    assert state.us.price_of_going_first == pytest.approx(0.08)
    state = play(terms, ROUND, ROUND)
    assert state.us.flow_cost == HIGH_COST
    assert state.us.leverage == pytest.approx(0.5 - 0.0287 / 0.1)
    assert state.us.price_of_going_first == pytest.approx(0.588679 - 0.534718)


GAMES = (
    (build_terms({"opening_claim": 0.5}, WAITS | {"opening_claim": 0.0}), 1, Outcome.DEAL),
    (waiting(rounds=2), 2, Outcome.EXPIRED),
    (waiting(breakdown_probability=1.0), 1, Outcome.BREAKDOWN),
    (formal(cn={"outside_option": 1.0}), 1, Outcome.WALKED_OUT),
    (truce(rounds=2, us=stubborn_floors(), cn=stubborn_floors()), 2, Outcome.TRUCE_RUNNING),
)


@pytest.mark.parametrize(
    ("terms", "rounds", "outcome"), GAMES, ids=[game[2].name for game in GAMES]
)
def test_a_closed_game_stays_as_it_is(terms: Terms, rounds: int, outcome: Outcome) -> None:
    state = play(terms, *[US_TURN] * rounds)
    assert (state.game.phase, state.game.outcome) == (Phase.CLOSED, outcome)
    before = snapshot(state)
    play_round(state, terms, build_draws(default=0.1))
    assert snapshot(state) == before


RICH = {
    "strength_multiplier": (1.0, 1.5),
    "strength_prior": (0.6, 0.4),
    "reservation_high": (0.8,),
    "stubborn_probability": 0.1,
    "candour": 0.5,
    "credence": 0.7,
    "talk_truthfulness": 0.8,
    "anchoring_weight": 0.1,
    "audience_cost_per_demand": 0.02,
}
CALENDAR = (
    Milestone(MilestoneKind.CALL, 1, public=True),
    summit(3, breakdown_probability=0.1),
    threat(4, discretion=Discretion.PROBABILITY, probability=0.5, audience_cost=0.01),
    Milestone(MilestoneKind.TRUCE_END, 7),
)
PAIRS = [
    ({"timing": Timing.HAZARD, "hazard": 0.3}, {"timing": Timing.EVE, "timing_rounds": 1}),
    ({"timing": Timing.DEMAND_UP_TO, "timing_rounds": 2}, TALKS),
    ({"timing": Timing.MIRROR, "tactic": Tactic.TIT_FOR_TAT}, {"tactic": Tactic.SPLIT}),
]


def rich_terms(us: dict[str, Any], cn: dict[str, Any]) -> Terms:
    return build_terms(
        RICH | us | {"discount": 0.93, "framework_floor": 0.3},
        RICH | cn | {"flow_cost": (0.01, 0.03), "opening_claim": 0.9},
        n_rounds=10,
        milestones=CALENDAR,
        profile_prior=((0.35, 0.15), (0.2, 0.3)),
        framework_tolerance=0.3,
        talk_clarity=0.6,
    )


def spread(t: int, seed: int) -> float:
    """Return one of many well spread uniform numbers on the grid of 2**-53."""
    return float((t * 0.6180339887498949 + seed * 0.7548776662466927) % 1.0 // 2**-53 * 2**-53)


def uniforms(t: int, seed: int, lanes: int = 8) -> Any:
    base = (t + 1) * 64
    owners = [
        {lane: spread(base + 16 * who + lane, seed) for lane in range(lanes)} for who in range(3)
    ]
    return build_draws(*owners, lanes=lanes)


@pytest.mark.parametrize("pair", PAIRS, ids=["hazard-eve", "demand-talk", "mirror-offer"])
def test_swapping_the_sides_mirrors_the_game_exactly(
    pair: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    terms = rich_terms(*pair)
    twins = {"us": "cn", "cn": "us", "game": "game"}
    named = {
        "side",
        "next_proposer",
        "proposer",
        "opened",
        "first_tabler",
        "escalated_by",
        "lapsed_by",
    }
    for seed in range(40):
        opening = uniforms(-1, seed, lanes=16)
        rounds = [uniforms(t, seed) for t in range(10)]
        state: State = play(terms, *rounds, opening=opening)
        swapped = play(
            mirrored(terms),
            *map(mirrored_draws, rounds),
            opening=mirrored_draws(opening, coins=(1,)),
        )
        here, there = snapshot(state), snapshot(swapped)
        for path, value in here.items():
            owner, _, name = path.partition(".")
            found = there[f"{twins[owner]}.{name}"]
            if name in named:
                assert (found if found in (NOBODY, 2) else 1 - found) == value, path
            else:
                assert found == value, (seed, path)


def test_the_payoff_of_a_deal_is_the_sum_of_its_parts() -> None:
    outcomes = set()
    for seed in range(90):
        terms = rich_terms(*PAIRS[seed % 3])
        opening = uniforms(-1, seed, lanes=16)
        state = play(terms, *[uniforms(t, seed) for t in range(10)], opening=opening)
        outcomes.add(state.game.outcome)
        if state.game.outcome == Outcome.DEAL:
            for me, mine in ((state.us, terms.us), (state.cn, terms.cn)):
                gained = me.deal_utility * mine.discount_at[state.game.round]
                assert me.payoff == pytest.approx(gained - me.delay_cost - me.political_cost)
    assert outcomes >= {Outcome.DEAL, Outcome.BREAKDOWN, Outcome.EXPIRED}
