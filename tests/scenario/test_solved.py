"""The solution in the terms: laid out as the rules look it up, and only where it is played."""

import pytest

from negotiation.errors import InputError
from negotiation.rules.equilibrium import table_node
from negotiation.scenario import load_scenario
from negotiation.scenario.solved import known_floor, solve, without_choices
from negotiation.scenario.solved_packages import places
from negotiation.terms import Side, Stance, Terms
from negotiation.theory.stance_nodes import StanceNode

SOLVED = ("us.tactic.name=equilibrium", "cn.tactic.name=equilibrium")


def test_places_stand_in_the_order_of_the_rules() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    states = len(terms.us.flow_cost)
    for index, (t, e, flag, truce) in enumerate(places(terms)):
        assert table_node(states, t, e, flag, truce) == index


def test_the_solution_does_not_depend_on_strategies() -> None:
    one = load_scenario("two-issue", [*SOLVED, "us.timing.strategy=offer"]).terms()
    other = load_scenario("two-issue", [*SOLVED, "us.timing.strategy=demand"]).terms()
    assert without_choices(one) == without_choices(other)
    assert one.us.claim_table == other.us.claim_table


def test_heuristic_play_needs_no_solution() -> None:
    terms = load_scenario("two-issue").terms()
    assert terms.us.claim_table == ((((0.0,),),),)


def test_two_issue_tables_hold_the_closed_forms() -> None:
    mine = load_scenario("two-issue", SOLVED).terms().us
    claim, grant, efficient, first = (mine.claim_table[kind][0][1][0] for kind in range(4))
    assert (claim, first) == pytest.approx((0.52, 0.52), abs=1e-12)
    kappa = 0.35 / 0.65
    assert grant == pytest.approx(1 - kappa * (0.95 * 0.52 - 0.014), abs=1e-12)
    assert efficient == pytest.approx((1 + kappa * 0.014) / (1 + kappa * 0.95), abs=1e-12)
    assert mine.refusal_table[0][0][1][0] == pytest.approx(0.95 * 0.52 - 0.014, abs=1e-12)


@pytest.mark.slow
def test_mixtures_are_those_of_the_solution() -> None:
    terms = load_scenario("buenos-aires-2018", ["us.timing.strategy=equilibrium"]).terms()
    solution = solve(without_choices(terms)).stances
    assert solution is not None
    assert isinstance(solution.start, StanceNode)
    for side, mine in ((Side.US, terms.us), (Side.CN, terms.cn)):
        node = solution.start
        start = table_node(mine.n_tariff_states, 0, node.state.tariff_state, False, False) // 2
        row = mine.stance_table[start * 4 * mine.demand_slots**2]
        expected = solution.stances(node, side)
        assert row == pytest.approx([expected[s] for s in Stance if s != Stance.NONE])
        assert sum(row) == pytest.approx(1.0)


def floors(*changes: str) -> tuple[float, float]:
    terms: Terms = load_scenario("two-level", changes).terms()
    return known_floor(terms.us), known_floor(terms.cn)


def test_only_certain_floors_are_known() -> None:
    assert floors() == (0.0, 0.0)
    reported = ("cn.ratification.reports_at_start=true",)
    assert floors(*reported) == (0.0, 0.0)
    certain = [
        f"cn.ministries.{m}.floor_{end}=0.{m + 2}" for m in range(3) for end in ("low", "high")
    ]
    assert floors(*reported, *certain) == (0.0, 0.4)
    assert floors(*certain) == (0.0, 0.0)
    assert floors(*reported, *certain, "cn.ratification.quota=0.5") == (0.0, 0.0)


def test_a_game_without_a_solution_is_refused() -> None:
    patient = ("us.time_preference.discount_factor_per_round=1.0",)
    free = ("tariff_states.0.flow_cost_per_round_us=0.0",)
    with pytest.raises(InputError, match="has no solution to play"):
        load_scenario("split-the-pie", [*SOLVED, *patient, *free]).terms()
