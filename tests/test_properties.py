"""Properties of whole runs on random scenarios."""

import math
import random
from typing import Any

import pytest

from negotiation.play import Casting, Negotiation, play
from negotiation.records import run_record
from negotiation.scenario import Scenario, load_scenario, scenario_from_dict, scenario_names
from negotiation.terms import Outcome, Terms
from tests.games import chance, fields_of, histories, played
from tests.random_scenarios import random_scenario

BLOCKS = [range(20 * block, 20 * block + 20) for block in range(10)]


def scenario_number(number: int) -> Scenario:
    return scenario_from_dict(random_scenario(random.Random(number)), where="random")


@pytest.mark.slow
def test_random_scenarios_reach_every_outcome() -> None:
    seen = {
        Outcome(played(s.terms(), chance(s.terms(), n)).game.outcome)
        for n, s in ((n, scenario_number(n)) for n in range(400))
    }
    assert seen == set(Outcome) - {Outcome.ONGOING}


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_deal_is_legal_and_utilities_recompute(block: range) -> None:
    for number in block:
        scenario = scenario_number(number)
        terms = scenario.terms()
        state = played(terms, chance(terms, number))
        if state.game.outcome != Outcome.DEAL:
            assert state.us.deal_utility == state.cn.deal_utility == 0.0
            continue
        for share, rest in zip(state.us.deal, state.cn.deal, strict=True):
            assert 0.0 <= share <= 1.0
            assert share + rest == pytest.approx(1.0, abs=1e-12)
        for side, mine in ((state.us, terms.us), (state.cn, terms.cn)):
            weights = mine.weights[side.profile]
            recomputed = sum(w * s for w, s in zip(weights, side.deal, strict=True))
            assert side.deal_utility == pytest.approx(recomputed, abs=1e-12)
            assert side.deal_utility >= side.reservation - 1e-9


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_accounts_add_up(block: range) -> None:
    """The payoff is the discounted ending less delay and political costs."""
    for number in block:
        scenario = scenario_number(number)
        terms = scenario.terms()
        state = played(terms, chance(terms, number))
        for side, mine in ((state.us, terms.us), (state.cn, terms.cn)):
            ending = side.payoff + side.delay_cost + side.political_cost
            if state.game.outcome == Outcome.DEAL:
                expected = side.deal_utility * mine.discount_at[state.game.round]
                assert ending == pytest.approx(expected, abs=1e-9)
            assert side.delay_cost >= 0.0
            assert side.political_cost >= 0.0


def scaled(entry: Any, factor: float) -> Any:
    """A number of a scenario file, bare or with its source and range, times a factor."""
    if not isinstance(entry, dict):
        return entry * factor
    numbers = {key: entry[key] * factor for key in ("value", "low", "high") if key in entry}
    return entry | numbers


def money_times(scenario: Scenario, factor: float) -> Terms:
    """Terms of the same scenario with the pie and all dollar costs scaled."""
    raw = scenario.to_dict()
    raw["pie"]["usd_bn"] = scaled(raw["pie"]["usd_bn"], factor)
    for state in raw["tariff_states"]:
        for key in ("flow_cost_usd_bn_per_week_us", "flow_cost_usd_bn_per_week_cn"):
            if key in state:
                state[key] = scaled(state[key], factor)
    return scenario_from_dict(raw, where="scaled").terms()


@pytest.mark.parametrize("name", [n for n in scenario_names() if load_scenario(n).pie is not None])
def test_scaling_all_money_changes_nothing(name: str) -> None:
    scenario = load_scenario(name)
    terms = scenario.terms()
    for seed in range(10):
        draws = chance(terms, seed)
        assert histories(terms, draws) == histories(money_times(scenario, 8.0), draws)


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_observing_changes_nothing(block: range) -> None:
    for number in block:
        casting = Casting(scenario_number(number), {})
        watched = play(casting, seed=number)
        alone = Negotiation(casting, seed=number)
        assert alone.run() == watched.run
        assert fields_of(alone.state) == fields_of(played(alone.terms, chance(alone.terms, number)))


def with_options(terms: Terms, us: float, cn: float) -> Terms:
    """Reservation utilities of 1/4 for both, and these outside options below them."""
    quarter = {"n_reservations": 1, "reservation_prior": (1.0,)}
    quarter |= {"reservation_low": (0.25,), "reservation_high": (0.25,)}
    return terms._replace(
        us=terms.us._replace(outside_option=us, **quarter),
        cn=terms.cn._replace(outside_option=cn, **quarter),
    )


@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_outside_options_that_do_not_bind_change_nothing(block: range) -> None:
    for number in block:
        terms = scenario_number(number).terms()
        without = with_options(terms, -math.inf, -math.inf)
        low = with_options(terms, 0.125, 0.1875)
        draws = chance(terms, number)
        assert histories(without, draws) == histories(low, draws)


def test_runs_replay_exactly() -> None:
    scenario = scenario_number(3)
    first, second = (Negotiation(Casting(scenario, {}), seed=11, stream=5) for _ in range(2))
    assert first.run() == second.run() == run_record(first.state)
