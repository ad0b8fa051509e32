"""Solved strategies: numbers are read from the right place of the tables."""

from typing import Any

import pytest

from negotiation.rules.bargaining import claim_today, least_acceptable
from negotiation.rules.equilibrium import (
    knowing,
    likeliest,
    prefers_framework,
    solved_stance,
    table_node,
    talk_node,
)
from negotiation.rules.framework import accepts_framework
from negotiation.rules.stances import planned_stance, stance_likelihood
from negotiation.terms import (
    NOBODY,
    OfferSpace,
    PackageMode,
    Phase,
    SideTerms,
    Stance,
    State,
    Tactic,
    Timing,
)
from tests.build_terms import build_side, build_terms, opened

STATES, ROUNDS = 2, 6
NODES = ROUNDS * STATES * 2 * 2
TALKS = ROUNDS * STATES * 2 * 4 * 2 * 2


def cube(base: float) -> tuple[Any, ...]:
    """Numbers that tell their place: base + mode, own and other profile, node."""
    return tuple(
        tuple(
            tuple(
                tuple(base + 1000 * m + 100 * i + 50 * j + n for n in range(NODES)) for j in (0, 1)
            )
            for i in (0, 1)
        )
        for m in range(4)
    )


def solved(**changes: Any) -> SideTerms:
    tables = {
        "timing": Timing.EQUILIBRIUM,
        "tactic": Tactic.EQUILIBRIUM,
        "n_tariff_states": STATES,
        "demand_slots": 2,
        "claim_table": cube(0.0),
        "refusal_table": cube(5000.0),
        "framework_table": tuple(
            tuple(tuple(float(n == 7) for n in range(NODES)) for _ in (0, 1)) for _ in (0, 1)
        ),
        "stance_table": tuple((0.25, 0.5, 0.25, 0.0) for _ in range(TALKS)),
    }
    return build_side(**tables | changes)


def at(t: int = 1, tariff_state: int = 1, **game: Any) -> State:
    state = opened(build_terms())
    state.game.round, state.game.tariff_state = t, tariff_state
    for name, value in game.items():
        setattr(state.game, name, value)
    state.us.profile, state.us.belief = 1, [0.4, 0.6]
    return state


def test_every_node_has_a_place_of_its_own() -> None:
    places = [
        table_node(STATES, t, e, flag, truce)
        for t in range(ROUNDS) for e in range(STATES)
        for flag in (False, True) for truce in (False, True)
    ]  # fmt: skip
    assert places == list(range(NODES))


@pytest.mark.parametrize(
    ("game", "node"),
    [
        ({"phase": Phase.FORMAL}, 12),
        ({"phase": Phase.FORMAL, "summit_failed": True}, 14),
        ({"phase": Phase.FRAMEWORK, "summit_failed": True}, 13),
        ({"phase": Phase.FRAMEWORK, "suspended_state": 1}, 15),
    ],
)
def test_claims_and_answers_are_read_at_the_node_of_the_day(
    game: dict[str, Any], node: int
) -> None:
    state, mine = at(**{"suspended_state": NOBODY} | game), solved()
    us = state.us
    claim = claim_today(us, mine, mine, state.game, PackageMode.EFFICIENT)
    assert claim == 2000 + 100 + 50 + node
    first = claim_today(us, mine, mine, state.game, PackageMode.CLAIM)
    state.game.phase, kept = Phase.PRE, state.game.phase
    if kept == Phase.FORMAL:
        assert claim_today(us, mine, mine, state.game, PackageMode.CLAIM) == first + 3000
    state.game.phase = kept
    us.informed = us.revealed = True
    least = least_acceptable(us, mine, mine, state.game, OfferSpace.PRIORITY_FIRST)
    assert least == 5000 + 2000 + 100 + 50 + node
    us.revealed = False
    least = least_acceptable(us, mine, mine, state.game, OfferSpace.PRIORITY_FIRST)
    assert least == 5000 + 1000 + 100 + 50 + node


def test_nothing_below_the_reservation_utility_is_accepted() -> None:
    state, mine = at(), solved(refusal_table=cube(-9000.0))
    state.us.reservation = 0.3
    assert least_acceptable(state.us, mine, mine, state.game, OfferSpace.PRIORITY_FIRST) == 0.3


def test_a_framework_is_wanted_where_the_table_says_so() -> None:
    mine = solved()
    wanted = at(t=0, tariff_state=1, phase=Phase.FRAMEWORK, suspended_state=0)
    assert prefers_framework(wanted.us, mine, mine, wanted.game)
    assert accepts_framework(wanted.us, mine, mine, wanted.game, False)
    other = at(t=0, tariff_state=0)
    assert not accepts_framework(other.us, mine, mine, other.game, True)
    heuristic = build_side()
    assert accepts_framework(other.us, heuristic, mine, other.game, True)


def test_ties_go_to_the_first_type() -> None:
    assert likeliest((0.5, 0.5), 2) == 0
    assert likeliest((0.2, 0.3, 0.5), 3) == 2


def test_talk_nodes_have_places_of_their_own() -> None:
    mine, seen = solved(), set()
    for t in range(ROUNDS):
        for e in range(STATES):
            for failed in (False, True):
                state = at(t, e, summit_failed=failed)
                for informed in (False, True):
                    for revealed in (False, True):
                        for own in (0, 1):
                            for other in (0, 1):
                                us = state.us
                                us.informed, us.revealed = informed, revealed
                                us.demands, us.seen_demands = own, other
                                seen.add(talk_node(us, mine, state.game))
    assert seen == set(range(TALKS))
    state.us.demands = 5
    assert talk_node(state.us, mine, state.game) == TALKS - 1
    assert [knowing(a, b) for a in (False, True) for b in (False, True)] == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("u", "stance"), [(0.2, Stance.OFFER), (0.3, Stance.TALK), (0.8, Stance.DEMAND)]
)
def test_stances_are_drawn_from_the_mixture(u: float, stance: Stance) -> None:
    state, mine = at(), solved()
    assert solved_stance(state.us, mine, state.game, u) == stance
    assert planned_stance(state.us, mine, state.game, 9, u) == stance
    chance = stance_likelihood(state.us, mine, state.game, stance, stance)
    assert chance == (0.5 if stance == Stance.TALK else 0.25)
