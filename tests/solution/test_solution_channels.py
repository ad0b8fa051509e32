"""Where leverage comes from: contributions sum, neutral switches give parity, threats count."""

import math

import pytest

from negotiation.scenario import load_scenario, scenario_names
from negotiation.solution.channels import channels, structural
from negotiation.solution.closed_forms import form_conditions, structural_by_formula
from negotiation.solution.results import Stage
from negotiation.solution.sensitivity import cost_today
from negotiation.solution.solving import solve_scenario
from negotiation.solution.variants import SWITCHES, scaled_costs, without_milestone
from negotiation.theory.selection import SelectionRule

pytestmark = pytest.mark.slow  # every coalition of switches is a game to solve

SMALL = tuple(name for name in scenario_names() if "2018" not in name)


@pytest.mark.parametrize("name", SMALL)
def test_contributions_sum_to_the_distance_from_parity(name: str) -> None:
    found = solve_scenario(load_scenario(name)).leverage
    total = math.fsum([*found.channels.values(), found.remainder])
    assert total == pytest.approx(found.game - 0.5, abs=1e-12)
    assert found.remainder == pytest.approx(0, abs=1e-12)


def test_a_channel_that_is_neutral_contributes_nothing() -> None:
    terms = load_scenario("two-issue", ["c_us=0.005", "c_cn=0.014"]).terms()
    found, remainder = channels(terms, SelectionRule.PARETO, 0.53)
    assert found["patience"] == found["outside_option"] == found["commitment"] == 0
    assert found["flow_cost"] != 0
    assert math.fsum([*found.values(), remainder]) == pytest.approx(0.03, abs=1e-12)


@pytest.mark.parametrize("name", list(SWITCHES))
def test_a_switch_turned_off_twice_is_off(name: str) -> None:
    off, terms = SWITCHES[name], load_scenario("buenos-aires-2018").terms()
    assert off(off(terms)) == off(terms)


def test_without_all_switches_there_is_parity() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    for off in SWITCHES.values():
        terms = off(terms)
    assert structural(terms) == pytest.approx(0.5, abs=1e-12)


def test_outside_options_and_endings_become_alike() -> None:
    scenario = load_scenario("split-the-pie", ["us.endings.outside_option=0.7"])
    terms = SWITCHES["outside_option"](scenario.terms())
    assert terms.us.outside_option == terms.cn.outside_option == -math.inf
    assert structural(scenario.terms()) >= 0.7 - 1e-9


def test_costs_scale_and_threats_go() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    twice = scaled_costs(terms, 2.0, 1.0)
    assert twice.us.flow_cost[2] == 2 * terms.us.flow_cost[2]
    assert twice.cn == terms.cn
    assert without_milestone(terms, 0).n_milestones == terms.n_milestones - 1


def test_formulas_say_where_they_do_not_hold() -> None:
    scenario = load_scenario("buenos-aires-2018")
    failed = {c.name for c in form_conditions(scenario.terms()) if not c.holds}
    assert {"two_issues", "no_calendar", "clear_talk"} <= failed
    share, condition = structural_by_formula(scaled_costs(scenario.terms(), 1.0, 100.0))
    assert share is None
    assert not condition.holds
    us, cn = cost_today(scenario)
    assert cn > us > 0


def test_wish_to_table() -> None:
    stage = solve_scenario(load_scenario("two-issue", ["c=0.12"])).today
    assert isinstance(stage, Stage)
    assert stage.wish(0) == stage.wish(1) == "table"
