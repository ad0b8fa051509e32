"""Nesting under complete information: the simulator gives the closed forms of the textbooks.

Each test plays the game with the solved strategies, through the same rules as everything else;
the numbers it must meet come from the closed forms in `negotiation.theory`.
"""

import math

import pytest

from negotiation.terms import Draws, NatureLane, Outcome, Side, State, Terms
from negotiation.theory import (
    axiomatic,
    breakdown_risk,
    escalation,
    flow_costs,
    outside_options,
    package_bargaining,
    random_proposer,
    ratification,
    rubinstein,
    stahl,
)
from negotiation.theory.frontier import logrolling_frontier
from tests.games import chance, played
from tests.worlds import discounting, world

EXACT = 1e-9
LIMIT = 1e-6


def coin(draws: Draws, side: Side) -> Draws:
    nature = list(draws.nature)
    nature[NatureLane.PROPOSER] = 0.0 if side == Side.US else 1.0 - 2.0**-53
    return draws._replace(nature=tuple(nature))


def opened_by(terms: Terms, side: Side) -> State:
    """The game in which the first coin names this side."""
    opening, (first, *rest) = chance(terms, 5)
    return played(terms, (opening, [coin(first, side), *rest]))


def us_share(state: State) -> float:
    assert state.game.outcome == Outcome.DEAL
    assert state.game.round == 0
    return state.us.deal_utility


def expected_us_share(terms: Terms) -> float:
    """Mean over the first coin."""
    p = terms.us.proposer_probability
    return p * us_share(opened_by(terms, Side.US)) + (1 - p) * us_share(opened_by(terms, Side.CN))


# ------------------------------------------------------------------ one pie


@pytest.mark.parametrize(("d_us", "d_cn"), [(0.95, 0.9), (0.9, 0.9), (0.8, 0.99)])
def test_rubinstein(d_us: float, d_cn: float) -> None:
    terms = world(discounting(d_us), discounting(d_cn))
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(
        rubinstein.proposer_share(d_us, d_cn), abs=EXACT
    )
    second = world(discounting(d_us), discounting(d_cn), game={"first_proposer": "cn"})
    assert us_share(opened_by(second, Side.US)) == pytest.approx(
        rubinstein.responder_share(d_us, d_cn), abs=EXACT
    )


@pytest.mark.parametrize("rounds", [1, 2, 3, 4, 5, 10, 11])
def test_stahl(rounds: int) -> None:
    nothing = {"endings": {"disagreement_value": 0.0}}
    terms = world(discounting(0.95, **nothing), discounting(0.9, **nothing), rounds=rounds)
    expected = stahl.first_proposer_share(0.95, 0.9, rounds)
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(expected, abs=EXACT)


COIN = {"proposer_rule": "coin", "first_proposer": "coin", "proposer_probability_us": 0.6}


def test_random_proposer() -> None:
    terms = world(discounting(0.95), discounting(0.9), game=COIN)
    assert expected_us_share(terms) == pytest.approx(
        random_proposer.expected_share(0.6, 0.95, 0.9), abs=EXACT
    )
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(
        random_proposer.proposer_share(0.6, 0.95, 0.9), abs=EXACT
    )


def test_random_proposer_with_an_end() -> None:
    nothing = {"endings": {"disagreement_value": 0.0}}
    terms = world(discounting(0.95, **nothing), discounting(0.9, **nothing), rounds=3, game=COIN)
    expected = random_proposer.truncated_share(0.6, 0.95, 0.9, 3)
    assert expected_us_share(terms) == pytest.approx(expected, abs=EXACT)


def muthoo(r_us: float, r_cn: float, c_us: float, c_cn: float, length: float) -> Terms:
    """Flow costs at a yearly rate, rounds of this length in years."""
    d_us, d_cn = math.exp(-r_us * length), math.exp(-r_cn * length)
    costs = ((c_us * (1 - d_us) / r_us, c_cn * (1 - d_cn) / r_cn),)
    return world(discounting(d_us), discounting(d_cn), costs=costs)


def test_flow_costs() -> None:
    terms = muthoo(0.05, 0.05, 0.01, 0.03, 1.0)
    expected = flow_costs.proposer_share(0.05, 0.05, -0.01, -0.03, 1.0)
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("numbers", [(0.05, 0.05, 0.01, 0.03), (0.04, 0.06, 0.02, 0.025)])
def test_flow_costs_with_frequent_offers(numbers: tuple[float, float, float, float]) -> None:
    fine, finer = (
        us_share(opened_by(muthoo(*numbers, length), Side.US)) for length in (1e-3, 5e-4)
    )
    limit = flow_costs.frequent_offers_share(*numbers)
    assert 2 * finer - fine == pytest.approx(limit, abs=LIMIT)


def threatened(length: float, probability: float) -> Terms:
    """A rise of both flow costs after six years, carried out with this probability."""
    rate = 0.05
    d = math.exp(-rate * length)
    scale = (1 - d) / rate
    costs = ((0.01 * scale, 0.015 * scale), (0.02 * scale, 0.04 * scale))
    threat = {
        "kind": "escalation", "round": round(6 / length), "side": "us", "to_state": "T1",
        "discretion": "probability", "probability": probability, "title": "a rise",
    }  # fmt: skip
    game = {"proposer_rule": "coin", "first_proposer": "coin"}
    return world(
        discounting(d), discounting(d), rounds=round(6 / length) + 2, costs=costs,
        milestones=[threat], game=game,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("probability", [1.0, 0.5])
def test_escalation(probability: float) -> None:
    coarse, fine = (expected_us_share(threatened(length, probability)) for length in (0.02, 0.01))
    limit = escalation.share_under_threat(0.05, 0.05, (0.01, 0.015), (0.02, 0.04), 6, probability)
    assert 2 * fine - coarse == pytest.approx(limit, abs=LIMIT)
    assert abs(fine - limit) == pytest.approx(abs(coarse - limit) / 2, rel=0.02)


@pytest.mark.slow
@pytest.mark.parametrize(("p", "b_us", "b_cn"), [(0.1, 0.1, 0.2), (0.02, 0.0, 0.3)])
def test_breakdown_risk(p: float, b_us: float, b_cn: float) -> None:
    terms = world(
        discounting(1.0, endings={"breakdown_value": b_us, "disagreement_value": 0.0}),
        discounting(1.0, endings={"breakdown_value": b_cn, "disagreement_value": 0.0}),
        rounds=1000,
        game={"breakdown_probability_per_round": p},
    )
    expected = breakdown_risk.proposer_share(p, b_us, b_cn)
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize(("w_us", "w_cn"), [(0.3, 0.4), (0.0, 0.55), (0.6, 0.2), (0.45, 0.52)])
def test_outside_options(w_us: float, w_cn: float) -> None:
    terms = world(
        discounting(0.95, endings={"outside_option": w_us}),
        discounting(0.95, endings={"outside_option": w_cn}),
    )
    expected = outside_options.proposer_share_with_exit(0.95, 0.95, w_us, w_cn)
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(expected, abs=EXACT)


@pytest.mark.parametrize("theta", [0.3, 0.6])
def test_known_ratification_floor(theta: float) -> None:
    floor = [{"name": "m", "votes": 1.0, "weights": {"pie": 1.0}, "floor": theta}]
    terms = world(discounting(0.9, ministries=floor), discounting(0.9))
    expected = ratification.share_with_floor(0.9, 0.9, theta)
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(expected, abs=EXACT)


# ------------------------------------------------------------------ packages

US3 = {"a": 0.5, "b": 0.3, "c": 0.2}
CN3 = {"a": 0.15, "b": 0.25, "c": 0.6}


def test_package_bargaining() -> None:
    terms = world(discounting(0.95), discounting(0.95), us_weights=US3, cn_weights=CN3)
    state = opened_by(terms, Side.US)
    frontier = logrolling_frontier(tuple(US3.values()), tuple(CN3.values()))
    expected = package_bargaining.alternating(frontier, 0.95, 0.95)
    assert us_share(state) == pytest.approx(0.77948717948718, abs=EXACT)
    assert state.cn.deal_utility == pytest.approx(0.61709401709402, abs=EXACT)
    assert expected is not None


def test_patient_packages_reach_the_nash_solution() -> None:
    terms = world(discounting(1 - 1e-7), discounting(1 - 1e-7), us_weights=US3, cn_weights=CN3)
    frontier = logrolling_frontier(tuple(US3.values()), tuple(CN3.values()))
    nash = axiomatic.nash(frontier, (0.0, 0.0))
    assert us_share(opened_by(terms, Side.US)) == pytest.approx(nash[0], abs=LIMIT)


def test_issue_by_issue_loses_what_logrolling_gains() -> None:
    """Opposed priorities h: a package gives each side h, halved issues one half."""
    h, patient = 0.8, 1 - 1e-7
    both = {"us_weights": {"a": h, "b": 1 - h}, "cn_weights": {"a": 1 - h, "b": h}}
    package = us_share(
        opened_by(world(discounting(patient), discounting(patient), **both), Side.US)
    )
    halves = us_share(opened_by(world(discounting(patient), discounting(patient)), Side.US))
    assert package - halves == pytest.approx(h - 0.5, abs=LIMIT)
