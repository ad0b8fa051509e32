"""Private types drawn, beliefs at the priors, and clean slates."""

import pytest

from negotiation.rules.opening import (
    clear_game_marks,
    clear_round_marks,
    open_negotiation,
    uniform_on,
)
from negotiation.terms import (
    NOBODY,
    NatureOpeningLane,
    Outcome,
    PackageMode,
    Phase,
    Response,
    Side,
    SideOpeningLane,
    Stance,
    Vote,
)
from tests.build_terms import (
    build_draws,
    build_terms,
    mirrored,
    opened,
    opening_draws,
    play,
    snapshot,
)

LANE = SideOpeningLane
TYPES = {
    "strength_multiplier": (1.0, 2.0),
    "strength_prior": (0.75, 0.25),
    "reservation_prior": (0.5, 0.5),
    "reservation_low": (0.0, 0.25),
    "reservation_high": (0.25, 0.75),
    "stubborn_probability": 0.25,
    "candour": 0.5,
    "ministry_weights": ((1.0, 0.0), (0.0, 1.0)),
    "ministry_floor_low": (0.0, 0.5),
    "ministry_floor_high": (0.5, 1.0),
    "ministry_votes": (1.0, 1.0),
}


def test_uniform_on_a_range() -> None:
    assert uniform_on(0.25, 0.75, 0.0) == 0.25
    assert uniform_on(0.5, 0.5, 0.9) == 0.5


def test_private_types_come_from_their_lanes() -> None:
    lanes = {
        LANE.STRENGTH: 0.8,
        LANE.RESERVATION_RANGE: 0.6,
        LANE.RESERVATION: 0.5,
        LANE.STUBBORN: 0.2,
        LANE.CANDOUR: 0.4,
        LANE.MINISTRY: 0.25,
        LANE.MINISTRY + 1: 0.75,
    }
    us, cn, _ = opened(build_terms(us=TYPES, cn=TYPES), opening_draws(us=lanes))
    assert (us.strength, us.reservation, us.stubborn, us.candid) == (1, 0.5, True, True)
    assert us.ministry_floor == [0.125, 0.875]
    assert us.flow_cost == 0.028
    assert (cn.strength, cn.reservation, cn.stubborn, cn.candid) == (0, 0.5, False, False)
    assert cn.ministry_floor == [0.25, 0.75]
    assert cn.flow_cost == 0.014


def test_each_side_starts_from_the_public_priors() -> None:
    prior = ((0.375, 0.125), (0.25, 0.25))
    us_types = TYPES | {"strength_prior": (0.5, 0.5)}
    terms = build_terms(us=us_types, cn=TYPES, profile_prior=prior)
    us, cn, _ = opened(terms, opening_draws(nature={NatureOpeningLane.PROFILES: 0.45}))
    assert (us.profile, cn.profile) == (1, 0)  # by columns: .375, then .25
    assert us.belief == [0.5, 0.5]
    assert cn.belief == pytest.approx([0.6, 0.4])
    assert us.strength_belief == [0.75, 0.25]
    assert cn.strength_belief == [0.5, 0.5]
    assert us.reputation == cn.reputation == 0.25
    assert us.expected == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(("orientation", "profiles"), [(0.49, (0, 1)), (0.5, (1, 0))])
def test_a_coin_chooses_the_walk_through_the_prior(
    orientation: float, profiles: tuple[int, int]
) -> None:
    nature = {NatureOpeningLane.PROFILES: 0.3, NatureOpeningLane.ORIENTATION: orientation}
    us, cn, _ = opened(build_terms(), opening_draws(nature=nature))
    assert (us.profile, cn.profile) == profiles


def test_known_priorities_are_known_from_the_start() -> None:
    one = {"weights": ((0.65, 0.35),)}
    us, cn, _ = opened(build_terms(us=one, cn=one, profile_prior=((1.0,),)))
    assert us.informed
    assert us.revealed
    assert cn.informed
    assert cn.revealed


def test_the_eve_of_round_0() -> None:
    terms = build_terms(
        initial_phase=Phase.FORMAL, initial_tariff_state=1, first_proposer=Side.CN, deadline=3
    )
    us, cn, game = opened(terms)
    assert (game.round, game.phase, game.phase_played) == (-1, Phase.FORMAL, Phase.FORMAL)
    assert (game.outcome, game.tariff_state, game.next_proposer) == (Outcome.ONGOING, 1, Side.CN)
    assert (game.first_tabler, game.first_tabled_round) == (NOBODY, NOBODY)
    assert (game.clock_start, game.clock_end) == (0, 3)
    assert (us.side, cn.side) == (Side.US, Side.CN)
    assert (us.claim, us.seen_stance, us.requested_stance) == (1.0, Stance.NONE, Stance.WAIT)
    assert us.flow_cost == cn.flow_cost == 0.0427


def test_opening_leaves_nothing_of_a_game_before() -> None:
    offers = {"audience_cost_per_demand": 0.25}
    terms = build_terms(us=TYPES | offers, cn=TYPES, breakdown_probability=0.6)
    state = play(terms, build_draws(nature={2: 0.7}), build_draws())
    assert state.game.outcome != Outcome.ONGOING
    open_negotiation(state, terms, opening_draws())
    used = snapshot(state)
    fresh = snapshot(opened(terms))
    scratch = {"likelihood", "order", "score", "draft"}
    prices = {
        *("leverage", "leverage_clipped", "price_of_going_first"),
        *("information_rent", "interest_in_talk"),
    }
    changed = {path.partition(".")[2] for path in fresh if used[path] != fresh[path]}
    assert changed <= scratch | prices


def test_marks_of_a_round_are_cleared() -> None:
    us, _, game = opened(build_terms())
    us.stance, us.message, us.response, us.vote = Stance.TALK, 1, Response.ACCEPT, Vote.REJECTED
    us.package_mode, us.became_ready, us.leverage_given_up = PackageMode.GRANT, True, 0.5
    clear_round_marks(us)
    assert (us.stance, us.message, us.response, us.vote) == (
        Stance.NONE,
        NOBODY,
        Response.NONE,
        Vote.NONE,
    )
    assert (us.package_mode, us.became_ready, us.leverage_given_up) == (
        PackageMode.NONE,
        False,
        0.0,
    )
    game.call, game.escalated_by, game.breakdown_risk = True, Side.US, 0.5
    clear_game_marks(game)
    assert (game.call, game.escalated_by, game.breakdown_risk) == (False, NOBODY, 0.0)


def test_swapping_the_sides_mirrors_the_opening() -> None:
    terms = build_terms(us=TYPES, cn={"candour": 0.9}, profile_prior=((0.375, 0.125), (0.25, 0.25)))
    draws = opening_draws(us={0: 0.9, 4: 0.3}, cn={3: 0.1}, nature={0: 0.45, 1: 0.25})
    swapped = draws._replace(us=draws.cn, cn=draws.us, nature=(0.45, 0.75, *draws.nature[2:]))
    here, there = snapshot(opened(terms, draws)), snapshot(opened(mirrored(terms), swapped))
    for path, value in here.items():
        owner, _, name = path.partition(".")
        if name != "side":
            twin = {"us": "cn", "cn": "us", "game": "game"}[owner]
            assert there[f"{twin}.{name}"] == value, path
