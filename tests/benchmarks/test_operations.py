"""Counting of operations, and that the benchmarks' scenarios are what the README says."""

import ast
from pathlib import Path

import pytest

from benchmarks.against_negmas import CASE, SCENARIO
from benchmarks.counting import TALLY, Counted, counted, counted_rules
from benchmarks.operations import count, play_counted
from benchmarks.report import BEGIN, END, Section, as_markdown, as_text, number, replaced, row
from benchmarks.scaling import firm_terms
from negotiation.draws import run_draws
from negotiation.play import Negotiation, cast
from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.scenario import load_scenario
from negotiation.state import new_state
from negotiation.terms import Phase, Terms


def total(kind: str) -> int:
    return sum(times for (_, _, each), times in TALLY.items() if each == kind)


@pytest.fixture(autouse=True)
def _from_zero():
    TALLY.clear()


def test_a_utility_of_three_issues_takes_three_multiplications_and_three_additions():
    utility = counted_rules()["utility"]
    value = float(utility(counted((0.5, 0.25, 0.25)), counted([1.0, 0.5, 0.0]), 3))
    assert (value, total("multiply"), total("add")) == (0.625, 3, 3)
    assert set(TALLY) == {("packages", "utility", "multiply"), ("packages", "utility", "add")}


def test_the_comparisons_inside_max_and_min_count():
    clipped = counted_rules()["clipped"]
    assert clipped(Counted(1.5)) == 1.0
    assert total("compare") == 3  # min, max, and this test's own


def test_operations_after_frexp_and_ldexp_still_count():
    power = counted_rules()["power"]
    assert float(power(0.25, Counted(0.5))) == 0.5
    assert total("multiply") > 20


def test_a_constant_of_a_rule_counts_though_both_numbers_are_literals():
    filled_share = counted_rules()["filled_share"]
    assert isinstance(filled_share(Counted(0.25), Counted(0.5)), Counted)


def last_state(terms: Terms):
    opening, draws = run_draws(7, 0, terms.n_rounds)
    state = new_state(terms)
    open_negotiation(state, terms, opening)
    while state.game.phase != Phase.CLOSED:
        play_round(state, terms, draws[state.game.round + 1])
    return state


@pytest.mark.parametrize("name", ["two-issue", "buenos-aires-2018"])
def test_a_counted_run_is_the_same_run(name):
    terms = load_scenario(name).terms()
    rounds = play_counted(counted_rules(), counted(terms), terms, 0)
    assert rounds == Negotiation(cast(name), 7, 0).run()["round"] + 1


def test_all_parts_of_a_count_add_up():
    counts = count(load_scenario("two-issue").terms(), 3)
    assert counts.total == pytest.approx(sum(counts.by_module.values()))
    assert counts.by_kind["divide"] > 0.0


@pytest.mark.parametrize(("rounds", "issues"), [(8, 1), (8, 16), (32, 4)])
def test_firm_sides_agree_one_round_before_the_end(rounds, issues):
    terms = firm_terms(rounds, issues)
    assert terms.n_issues == issues
    assert last_state(terms).game.round == rounds - 2


def constants(file: Path) -> dict[str, float]:
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return {
        statement.targets[0].id: statement.value.value
        for statement in body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
    }


def test_negmas_and_the_engine_play_the_same_case():
    theirs, ours = constants(CASE), load_scenario(str(SCENARIO)).terms()
    assert ours.n_rounds == theirs["STEPS"]
    for side in (ours.us, ours.cn):
        assert side.reservation_low == side.reservation_high == (theirs["RESERVED"],)
        assert side.concession_exponent == 4.0  # NegMAS's "boulware"


def test_a_table_fits_eighty_columns_and_a_readme_keeps_its_text():
    rows = [row("engine, one core (CPU time)", [4221719.4, 3522852.2, 1e6 / 3.0], "rounds/s")]
    section = Section("Speed", rows, ("A note.",))
    assert all(len(line) <= 80 for line in as_text(section).splitlines())
    text = replaced(f"before\n{BEGIN}\nold\n{END}\nafter", as_markdown(section))
    assert text.startswith("before")
    assert text.endswith("after")
    assert "old" not in text
    assert number(1234567.0) == "1,234,567"
