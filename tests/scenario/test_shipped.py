"""The scenarios that come with the package, and the ways to write one down."""

import copy
import json
import pickle
import tomllib
from importlib.resources import files
from statistics import fmean

import jsonschema
import pytest

from negotiation.play import Negotiation, cast
from negotiation.scenario import (
    Scenario,
    json_schema,
    load_scenario,
    scenario_from_dict,
    scenario_names,
    scenario_to_toml,
)
from negotiation.scenario.schema import FILE, schema_text
from negotiation.terms import NOBODY, Outcome, Side
from tests.scenario.sound import valid

NAMES = scenario_names()
TEACHING = ("deadline", "split-the-pie", "stubborn", "two-issue", "two-level")
FOLDER = files("negotiation") / "scenarios"


def content(name: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


@pytest.fixture(params=NAMES)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(request.param)


def test_the_teaching_scenarios_are_there() -> None:
    assert set(TEACHING) <= set(NAMES)


def test_a_shipped_scenario_is_named_like_its_file() -> None:
    assert [load_scenario(name).name for name in NAMES] == list(NAMES)


def test_every_number_has_a_unit_a_source_and_a_confidence(scenario: Scenario) -> None:
    for row in scenario.numbers():
        assert row.unit, row.key
        assert row.source, row.key
        assert row.confidence, row.key
        assert row.description, row.key
        if row.low is not None and row.high is not None:
            assert row.low <= row.value <= row.high


@pytest.mark.parametrize("name", TEACHING)
def test_teaching_numbers_are_definitions_or_assumptions(name: str) -> None:
    found = {row.confidence for row in load_scenario(name).numbers()}
    assert found <= {"definition", "assumption", "derived"}


def test_defaults_are_listed_on_request(scenario: Scenario) -> None:
    every = {row.key: row for row in scenario.numbers(defaults=True)}
    assert {row.key for row in scenario.numbers()} <= set(every)
    clarity = every["us.talk.candour"]
    assert clarity.source in {"default of the format"} or clarity.key in {
        row.key for row in scenario.numbers()
    }


def test_a_scenario_survives_being_written_down(scenario: Scenario) -> None:
    raw = scenario.to_dict()
    assert scenario_from_dict(raw) == scenario
    assert scenario_from_dict(raw).to_dict() == raw
    assert scenario_from_dict(json.loads(json.dumps(raw, default=str))) == scenario
    assert scenario_from_dict(tomllib.loads(scenario_to_toml(scenario))) == scenario
    assert scenario_from_dict(raw).terms() == scenario.terms()


def test_a_scenario_can_be_copied_and_sent_to_another_process(scenario: Scenario) -> None:
    scenario.terms()
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario).terms() == scenario.terms()


def test_reading_does_not_change_what_is_read() -> None:
    raw = content("two-issue")
    before = copy.deepcopy(raw)
    scenario_from_dict(raw).mirrored()
    assert raw == before


def test_the_shipped_schema_is_up_to_date() -> None:
    hint = "rewrite it with `python -m negotiation.scenario.schema`"
    assert (FOLDER / FILE).read_text("utf-8") == schema_text(), hint


@pytest.mark.parametrize("name", NAMES)
def test_shipped_files_follow_the_schema(name: str) -> None:
    raw = json.loads(json.dumps(content(name), default=str))
    jsonschema.Draft202012Validator(json_schema()).validate(raw)
    written = json.loads(json.dumps(load_scenario(name).to_dict(), default=str))
    jsonschema.Draft202012Validator(json_schema()).validate(written)


def test_the_schema_refuses_what_the_loader_refuses() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(valid())
    for place, value in [
        (("time", "rounds"), 0),
        (("time", "rounds"), {"value": 0}),
        (("time", "rounds"), True),
        (("time", "rouns"), 3),
        (("us", "tactic"), {"name": "frim"}),
    ]:
        raw = valid()
        raw[place[0]][place[1]] = value
        assert not validator.is_valid(raw)


def test_dates_of_rounds() -> None:
    deadline = load_scenario("deadline")
    assert deadline.date_of(0).isoformat() == "2018-11-01"
    assert deadline.date_of(11).isoformat() == "2019-01-17"


def test_issues_by_key_and_title() -> None:
    scenario = load_scenario("two-issue")
    assert scenario.issue_keys == ("first", "second")
    assert scenario.issue_titles == ("First issue", "Second issue")
    assert scenario_from_dict(valid()).issue_titles == ("goods", "law")


# ------------------------------------------------------------------ what the teaching files say


def payoffs(name: str, runs: int, **strategies: str) -> tuple[float, float]:
    """Mean payoffs of both sides."""
    casting = cast(name, **strategies)
    records = [Negotiation(casting, seed=1, stream=run).run() for run in range(runs)]
    return fmean(r["payoff_us"] for r in records), fmean(r["payoff_cn"] for r in records)


def test_the_first_offer_of_the_two_issue_world_pays_what_its_file_says() -> None:
    us, cn = payoffs("two-issue", 2000, us="offer", cn="talk")
    assert us == pytest.approx(0.52, abs=1e-9)
    assert cn == pytest.approx(0.6, abs=0.02)  # between 0.48 and 0.72, four standard errors


def test_the_pie_is_split_as_rubinstein_says() -> None:
    assert payoffs("split-the-pie", 3) == pytest.approx((0.2 / 0.29, 0.09 / 0.29), abs=1e-12)


def test_three_vetoes_let_the_best_offer_pass_as_often_as_the_file_says() -> None:
    us, cn = payoffs("two-level", 2000)
    assert us == pytest.approx(0.10546875, abs=0.012)  # four standard errors
    assert cn == pytest.approx(0.31640625, abs=0.036)


def test_the_deadline_scenario_is_settled_in_the_last_weeks() -> None:
    record = Negotiation(cast("deadline")).run()
    assert record["outcome"] == Outcome.DEAL
    assert 8 <= record["round"] <= 11


def test_both_sides_of_the_stubborn_scenario_give_way_at_times() -> None:
    casting = cast("stubborn")
    records = [Negotiation(casting, stream=run).run() for run in range(200)]
    assert {record["first_tabler"] for record in records} == {Side.US, Side.CN, NOBODY}
    stuck = [r for r in records if r["stubborn_us"] and r["stubborn_cn"]]
    assert stuck
    assert all(record["outcome"] == Outcome.EXPIRED for record in stuck)
