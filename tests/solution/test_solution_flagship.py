"""The talks of November 2018 solved: what the report must be able to say."""

import math

import pytest

from negotiation.cli.solution_text import solution_text
from negotiation.scenario import load_scenario
from negotiation.solution import Solution, solution_to_json, solve_scenario
from negotiation.solution.channels import structural
from negotiation.solution.probes import opening_values
from negotiation.solution.stages import offer_or_talk, todays_nodes
from negotiation.solution.variants import without_milestone
from negotiation.terms import MilestoneKind
from negotiation.theory.selection import SelectionRule

pytestmark = pytest.mark.slow  # the flagship takes seconds to solve in every respect


@pytest.fixture(scope="module")
def flagship() -> Solution:
    return solve_scenario(load_scenario("buenos-aires-2018"))


def test_china_cannot_table_before_its_ministries_report(flagship: Solution) -> None:
    assert flagship.today is not None
    assert flagship.reference is not None
    assert flagship.today.can_table == (True, False)
    assert flagship.reference.can_table == (True, True)
    assert flagship.reference.round == 1


def test_rounds_are_folded_without_gaps(flagship: Solution) -> None:
    covered = [t for s in flagship.stretches for t in range(s.first.round, s.last.round + 1)]
    assert sorted(set(covered)) == list(range(max(covered) + 1))
    assert len(flagship.stretches) < len(flagship.stages)
    assert flagship.stages[-1].for_ever


def test_contributions_sum(flagship: Solution) -> None:
    found = flagship.leverage
    total = math.fsum([*found.channels.values(), found.remainder])
    assert total == pytest.approx(found.game - 0.5, abs=1e-12)
    assert found.closed_form == pytest.approx(2 / 3, abs=0.02)


def test_threats_give_the_us_leverage_today(flagship: Solution) -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    places = [i for i, m in enumerate(terms.milestones) if m.kind == MilestoneKind.ESCALATION]
    for found, place in zip(flagship.escalations, places, strict=True):
        assert found.with_it == structural(terms)
        assert found.without_it == structural(without_milestone(terms, place))
        assert found.with_it > found.without_it
    assert [found.to_state for found in flagship.escalations] == ["T3", "T6"]


def test_ranges_hold_what_the_scenario_says(flagship: Solution) -> None:
    assert {(r.assumption, r.finding) for r in flagship.ranges} == {
        (a, f) for a in ("pie", "flow_cost_difference") for f in ("regime", "leverage")
    }
    assert all(r.low < r.value < r.high for r in flagship.ranges)


def test_inside_and_outside_the_range_of_the_pie(flagship: Solution) -> None:
    assert flagship.reference is not None
    found = next(r for r in flagship.ranges if (r.assumption, r.finding) == ("pie", "regime"))
    for pie, stays in ((1.05 * found.low, True), (0.95 * found.low, False)):
        terms = load_scenario("buenos-aires-2018", [f"pie.usd_bn={pie}"]).terms()
        days = offer_or_talk(terms, SelectionRule.PARETO).days
        node = next(n for n in days if n.state.round == 1 and not any(n.informed))
        assert (days[node].regime.value == flagship.reference.regime) == stays


def test_opening_values_need_no_stances(flagship: Solution) -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    plain = offer_or_talk(terms, SelectionRule.PARETO)
    node = todays_nodes(plain)[0]
    first, second = opening_values(terms, node)
    assert flagship.today is not None
    assert first == pytest.approx(flagship.today.P, abs=1e-12)
    assert second == pytest.approx(flagship.today.W, abs=1e-12)


def test_regret_is_reported(flagship: Solution) -> None:
    by_kind = {regret.kind: regret for regret in flagship.regrets}
    assert by_kind["another stance"].gain < 1e-9
    assert by_kind["offers on the table"].gain < 1e-9
    assert set(by_kind) >= {"another first package", "a first package refused"}


def test_the_document_is_ascii_and_complete(flagship: Solution) -> None:
    text = solution_to_json(flagship)
    assert text.isascii()
    assert "NaN" not in text


def test_the_text_tells_dates_dollars_and_threats(flagship: Solution) -> None:
    lines = solution_text(flagship, 80)
    assert max(map(len, lines.splitlines())) <= 80
    text = " ".join(lines.split())
    for words in ("29 Nov 2018", "USD 1,714 bn", "10% becomes 25% on 200bn", "China cannot table"):
        assert words in text
    assert "approximate" not in text
