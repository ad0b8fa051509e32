"""Limits that need no solver hold in the simulator, within 4 standard errors."""

from statistics import fmean, stdev
from typing import Any

import pytest

from negotiation.scenario import scenario_from_dict
from negotiation.terms import Outcome, State, Terms
from tests.games import chance, played

RUNS = 2_500


def one_round(us: dict[str, Any], cn: dict[str, Any], **game: Any) -> Terms:
    """One issue, one round, no costs of delay: a scenario reduced to a single decision."""

    def side(more: dict[str, Any]) -> dict[str, Any]:
        base = {
            "time_preference": {"discount_factor_per_round": 0.9},
            "profiles": [{"name": "all", "probability": 1.0, "weights": {"price": 1.0}}],
            "endings": {"disagreement_value": 0.0},
            "timing": {"strategy": "offer", "rounds": 0},
            "tactic": {"name": "firm"},
        }
        return base | more

    raw = {
        "schema_version": 1,
        "name": "one-round",
        "title": "One round",
        "summary": "One issue, one round.",
        "source": "definition of the limit",
        "confidence": "definition",
        "time": {"start_date": "2018-11-01", "days_per_round": 7, "rounds": 1},
        "pie": {"usd_bn": 1.0},
        "issues": [{"key": "price", "title": "Price", "us_position": "high", "cn_position": "low"}],
        "tariff_states": [
            {
                "name": "T0",
                "title": "none",
                "flow_cost_per_round_us": 0.0,
                "flow_cost_per_round_cn": 0.0,
            }
        ],
        "game": {"initial_tariff_state": "T0"} | game,
        "us": side(us),
        "cn": side(cn),
    }
    return scenario_from_dict(raw, where="one-round").terms()


def runs(terms: Terms, n: int = RUNS) -> list[State]:
    return [played(terms, chance(terms, 1, stream)) for stream in range(n)]


def near(sample: list[float], expected: float) -> bool:
    error = stdev(sample) / len(sample) ** 0.5
    return abs(fmean(sample) - expected) <= 4 * error


def claims(intercept: float, slope: float = 0.0) -> dict[str, Any]:
    return {
        "tactic": {"name": "firm", "opening_claim": intercept, "opening_slope": slope},
        "reservations": [{"low": 0.0, "high": 1.0, "probability": 1.0}],
    }


def double_auction(k: float) -> Terms:
    """Sealed exchange with the linear equilibrium bids of Chatterjee and Samuelson (1983).

    The US sells: its claim is the ask c / (2 - k) + (1 - k) / 2 at cost c, its reservation utility.
    CN buys: with value v = 1 - reservation it bids v / (1 + k) + k (1 - k) / (2 (1 + k)) and claims
    the rest.
    """
    us = claims((1 - k) / 2, 1 / (2 - k))
    cn = claims(1 - 1 / (1 + k) - k * (1 - k) / (2 * (1 + k)), 1 / (1 + k))
    return one_round(us, cn, both_offer="exchange", exchange_weight=k)


@pytest.mark.slow
@pytest.mark.parametrize(("k", "gains", "trade"), [(0.5, 0.140625, 0.28125), (0.3, 0.138125, None)])
def test_chatterjee_samuelson(k: float, gains: float, trade: float | None) -> None:
    states = runs(double_auction(k))
    deals = [float(s.game.outcome == Outcome.DEAL) for s in states]
    sums = [
        d * (s.us.deal_utility - s.us.reservation + s.cn.deal_utility - s.cn.reservation)
        for d, s in zip(deals, states, strict=True)
    ]
    assert near(sums, gains)
    if trade is not None:
        assert near(deals, trade)
    for s in states:
        if s.game.outcome == Outcome.DEAL:
            assert s.us.deal_utility >= s.us.asked - 1e-12
            assert s.cn.deal_utility >= s.cn.asked - 1e-12


def vetoes(n: int, offer: float) -> Terms:
    """One offer to a side whose n ministries have uniform floors and a veto each."""
    ministries = [
        {
            "name": f"m{m}",
            "votes": 1.0,
            "weights": {"price": 1.0},
            "floor_low": 0.0,
            "floor_high": 1.0,
        }
        for m in range(n)
    ]
    us = {"tactic": {"name": "firm", "opening_claim": 1.0 - offer, "opening_slope": 0.0}}
    cn = {
        "timing": {"strategy": "talk"},
        "ministries": ministries,
        "ratification": {"quota": 1.0, "cost": 0.0, "reports_at_start": False},
    }
    return one_round(us, cn)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "rate", "payoff"),
    [(1, 0.5, 0.25), (2, 4 / 9, 4 / 27), (3, 0.421875, 0.10546875)],
)
def test_veto_ministries(n: int, rate: float, payoff: float) -> None:
    """At the best offer n / (n + 1) a package is ratified with (n / (n + 1))**n."""
    states = runs(vetoes(n, n / (n + 1)))
    assert near([float(s.game.outcome == Outcome.DEAL) for s in states], rate)
    assert near([s.us.payoff for s in states], payoff)


@pytest.mark.slow
def test_best_offer_to_three_vetoes_is_three_quarters() -> None:
    payoffs = {
        offer: fmean(s.us.payoff for s in runs(vetoes(3, offer))) for offer in (0.65, 0.75, 0.85)
    }
    assert max(payoffs, key=payoffs.__getitem__) == 0.75
