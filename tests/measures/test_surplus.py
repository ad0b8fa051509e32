"""The parts of the surplus add up on every run, and each is what its name says."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from negotiation.batches import Columns
from negotiation.errors import InputError
from negotiation.measures import decompose, delay_in_rounds, efficient_surplus
from negotiation.scenario import load_scenario, scenario_names
from negotiation.terms import Outcome, Terms
from tests.build_terms import build_terms
from tests.measures.cases import ending_of, random_terms, rows_of, runs_of

EXACT = 1e-12
FRICTIONS = ("discounting", "flow_costs", "political", "missed_logrolling")


def check_parts(runs: Columns, terms: Terms) -> None:
    """Everything that must hold of the parts on every run."""
    found = decompose(runs, terms)
    assert np.abs(found.residual).max() < EXACT
    for name in FRICTIONS:
        assert getattr(found, name).min() > -EXACT, name
    deal = runs["outcome"] == Outcome.DEAL
    assert not found.no_deal[deal].any()
    assert not found.discounting[~deal].any()
    assert not found.missed_logrolling[~deal].any()
    assert found.efficient.min() > 1 - EXACT


def check_endings(runs: Columns, terms: Terms) -> set[int]:
    """What a run realised is its ending, worked out from the terms, less costs; endings seen."""
    found = decompose(runs, terms)
    for number, row in enumerate(rows_of(runs)):
        ending = ending_of(row, "us", terms.us) + ending_of(row, "cn", terms.cn)
        worth = found.efficient - found.discounting - found.missed_logrolling - found.no_deal
        assert worth[number] == pytest.approx(ending, abs=EXACT, rel=EXACT)
    return set(runs["outcome"].tolist())


@pytest.mark.parametrize("name", scenario_names())
def test_parts_add_up_in_shipped_scenarios(name: str) -> None:
    terms = load_scenario(name).terms()
    check_parts(runs_of(terms, 2000), terms)


def test_parts_add_up_in_random_scenarios() -> None:
    for number in range(60):
        terms = random_terms(number)
        check_parts(runs_of(terms, 50), terms)


@pytest.mark.slow
@pytest.mark.parametrize("name", scenario_names())
def test_parts_add_up_in_many_runs_of_shipped_scenarios(name: str) -> None:
    terms = load_scenario(name).terms()
    check_parts(runs_of(terms, 100_000), terms)


@pytest.mark.slow
def test_parts_add_up_in_many_runs_of_random_scenarios() -> None:
    for number in range(1000):
        terms = random_terms(number)
        check_parts(runs_of(terms, 100), terms)


def test_endings_are_worth_what_the_terms_say() -> None:
    seen: set[int] = set()
    for number in range(60):
        terms = random_terms(number)
        seen |= check_endings(runs_of(terms, 20), terms)
    for name in ("buenos-aires-2018", "trade-war-2018-2020", "stubborn", "two-level"):
        terms = load_scenario(name).terms()
        seen |= check_endings(runs_of(terms, 50), terms)
    assert seen == set(Outcome) - {Outcome.ONGOING}


def test_flow_costs_are_paid_for_every_round_of_delay() -> None:
    terms = load_scenario("deadline").terms()
    runs = runs_of(terms, 20)
    assert len(terms.us.flow_cost) == 1
    sides = (terms.us, terms.cn)
    paid = [
        sum(side.flow_cost[0] * sum(side.discount_at[:rounds]) for side in sides)
        for rounds in delay_in_rounds(runs)
    ]
    assert min(paid) > 0
    np.testing.assert_allclose(decompose(runs, terms).flow_costs, paid, atol=EXACT)


def test_efficient_surplus_is_the_best_of_all_divisions() -> None:
    for number in range(40):
        terms = random_terms(number)
        us, cn = (np.array(side.weights) for side in (terms.us, terms.cn))
        divisions = np.array(list(product((0.0, 1.0), repeat=terms.n_issues)))
        joint = (us @ divisions.T)[:, None, :] + (cn @ (1 - divisions).T)[None, :, :]
        np.testing.assert_allclose(efficient_surplus(terms), joint.max(axis=2), atol=EXACT)


# ------------------------------------------------------------------ runs written by hand

ENDED: dict[str, Any] = {
    "outcome": Outcome.DEAL, "round": 2, "profile_us": 0, "profile_cn": 1,
    "deal_utility_us": 0.5, "deal_utility_cn": 0.25, "delay_cost_us": 0.0625,
    "delay_cost_cn": 0.125, "political_cost_us": 0.03125, "political_cost_cn": 0.0,
    "payoff_us": 0.25 * 0.5 - 0.0625 - 0.03125, "payoff_cn": 0.25 * 0.25 - 0.125,
}  # fmt: skip
SIDE = {"weights": ((0.75, 0.25), (0.25, 0.75)), "discount": 0.5}
TERMS = build_terms(us=SIDE, cn=SIDE)


def by_hand(**changes: Any) -> dict[str, Any]:
    return {name: np.array([value]) for name, value in (ENDED | changes).items()}


def test_a_deal_in_numbers() -> None:
    found = decompose(by_hand(), TERMS)
    assert found.means() == {
        "efficient": 1.5, "realised": -0.03125, "discounting": 0.5625, "flow_costs": 0.1875,
        "political": 0.03125, "missed_logrolling": 0.75, "no_deal": 0.0,
    }  # fmt: skip
    assert found.delay.tolist() == [0.75]
    assert found.efficiency.tolist() == [-0.03125 / 1.5]


def test_a_breakdown_in_numbers() -> None:
    nothing = {f"{name}_{side}": 0.0 for name in ("deal_utility",) for side in ("us", "cn")}
    payoffs = {"payoff_us": -0.09375 - 0.25, "payoff_cn": -0.125 + 0.5}
    found = decompose(by_hand(outcome=Outcome.BREAKDOWN, **nothing, **payoffs), TERMS)
    assert found.no_deal.tolist() == [1.25]
    assert (found.discounting + found.missed_logrolling).tolist() == [0.0]
    assert found.residual.tolist() == [0.0]


def test_rich_outside_options_make_a_deal_the_loss() -> None:
    payoffs = {"payoff_us": 1.0 - 0.09375, "payoff_cn": 1.0 - 0.125}
    walked = by_hand(outcome=Outcome.WALKED_OUT, deal_utility_us=0, deal_utility_cn=0, **payoffs)
    assert decompose(walked, TERMS).no_deal.tolist() == [-0.5]


def test_means_over_some_runs_add_up_too() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    runs = runs_of(terms, 500)
    found = decompose(runs, terms)
    some = found.means(runs["outcome"] == Outcome.EXPIRED)
    assert sum(some.values()) == pytest.approx(2 * some["efficient"], abs=1e-10)
    assert some["no_deal"] > found.means()["no_deal"] > 0
    assert np.isnan(found.means(np.zeros(500, dtype=bool))["realised"])


def test_residual_shows_a_payoff_that_does_not_belong() -> None:
    found = decompose(by_hand(), TERMS)
    assert replace(found, realised=found.realised + 0.25).residual.tolist() == [-0.25]


def test_a_missing_column_is_named() -> None:
    runs = by_hand()
    runs["payof_us"] = runs.pop("payoff_us")
    with pytest.raises(InputError, match=r"payoff_us: is missing; did you mean 'payof_us'"):
        decompose(runs, TERMS)
