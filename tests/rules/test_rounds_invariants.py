"""Whole games: what holds for every one of them."""

from typing import Any

import pytest

from negotiation.rules.rounds import play_round
from negotiation.terms import (
    NOBODY,
    Discretion,
    Milestone,
    MilestoneKind,
    Outcome,
    Phase,
    State,
    Tactic,
    Terms,
    Timing,
)
from tests.build_terms import build_draws, build_terms, mirrored, mirrored_draws, play, snapshot
from tests.rules.rounds import (
    COST,
    HIGH_COST,
    ROUND,
    TALKS,
    US_TURN,
    WAITS,
    formal,
    stubborn_floors,
    summit,
    threat,
    truce,
    waiting,
)


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
