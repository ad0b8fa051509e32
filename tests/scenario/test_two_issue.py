"""The compact form of the two-issue world."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.scenario import load_scenario, scenario_from_dict

TEXT = (files("negotiation") / "scenarios" / "two-issue.toml").read_text("utf-8")


def compact(**world: Any) -> dict[str, Any]:
    raw = tomllib.loads(TEXT)
    raw["two_issue"] = {"h": 0.75, "q": 0.25, "d": 0.5, "c": 0.125} | world
    raw["two_issue"] = {key: item for key, item in raw["two_issue"].items() if item is not None}
    return raw


def test_it_stands_for_two_issues_two_profiles_and_one_tariff_state() -> None:
    terms = scenario_from_dict(compact()).terms()
    for side in (terms.us, terms.cn):
        assert side.weights == ((0.75, 0.25), (0.25, 0.75))
        assert side.discount == 0.5
        assert side.flow_cost == (0.125,)
    assert terms.profile_prior == ((0.375, 0.125), (0.125, 0.375))
    assert terms.initial_tariff_state == 0


def test_a_side_may_have_numbers_of_its_own() -> None:
    terms = scenario_from_dict(compact(d_us=0.75, c_cn=0.25)).terms()
    assert (terms.us.discount, terms.cn.discount) == (0.75, 0.5)
    assert (terms.us.flow_cost, terms.cn.flow_cost) == ((0.125,), (0.25,))
    alone = scenario_from_dict(compact(d=None, d_us=0.75, d_cn=0.5)).terms()
    assert (alone.us.discount, alone.cn.discount) == (0.75, 0.5)


def test_written_out_numbers_keep_their_source() -> None:
    rows = {row.key: row for row in load_scenario("two-issue").numbers()}
    cost = rows["tariff_states.T0.flow_cost_per_round_cn"]
    assert "Amiti" in cost.source
    assert (cost.low, cost.high) == (0.0, 0.12)
    weight = rows["us.profiles.'first issue first'.weights.second"]
    assert (weight.value, weight.confidence) == (0.35, "derived")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"two_issue": 3}, "two_issue: is not a table"),
        ({"two_issue": {"h": 0.65}}, "two_issue.q: is missing"),
        ({"two_issue": compact(h=0.4)["two_issue"]}, "two_issue.h: 0.4 is out of range"),
        ({"two_issue": compact(x=1)["two_issue"]}, "two_issue.x: unknown key"),
        ({"two_issue": compact(c=None, c_us=0.1)["two_issue"]}, "two_issue.c_cn: is missing"),
        ({"issues": []}, "issues: is what two_issue stands for"),
        ({"us": {"profiles": []}}, "us.profiles: is what two_issue stands for"),
        ({"us": 3}, "us: 3 is not a table"),
        ({"game": 3}, "game: 3 is not a table"),
        ({"two_issue": compact(d=1.0)["two_issue"]}, "us.endings.disagreement_value: is missing"),
    ],
)
def test_mistakes_are_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario_from_dict(tomllib.loads(TEXT) | change, "my.toml")
    assert str(caught.value).startswith(f"my.toml: {message}")
