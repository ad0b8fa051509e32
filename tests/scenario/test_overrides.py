"""Changes of single keys by `--set`."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.scenario import (
    apply_overrides,
    load_scenario,
    scenario_from_dict,
    scenario_names,
    scenario_to_toml,
)
from tests.scenario.sound import valid


def changed(*overrides: str) -> Any:
    return scenario_from_dict(apply_overrides(valid(), overrides))


def refused(*overrides: str, name: str = "two-issue") -> str:
    with pytest.raises(InputError) as caught:
        load_scenario(name, overrides)
    assert caught.value.where == "--set"
    return str(caught.value)


def test_a_full_name_sets_a_number_with_the_user_as_its_source() -> None:
    scenario = changed("us.timing.rounds=4")
    row = next(row for row in scenario.numbers() if row.key == "us.timing.rounds")
    assert (row.value, row.source, row.confidence) == (4, "set by the user", "assumption")


def test_an_end_of_a_name_is_enough_where_it_is_unambiguous() -> None:
    assert changed("usd_bn=50").pie.usd_bn.value == 50.0
    assert changed("to_state=T0").milestones[1].to_state == "T0"


def test_what_the_file_leaves_out_can_be_set() -> None:
    assert changed("talk_clarity=0.5").game.talk_clarity.value == 0.5
    assert changed("us.endings.outside_option=0.25").terms().us.outside_option == 0.25
    assert changed("us.commitment.stubborn_on=talk").us.commitment.stubborn_on == "talk"


def test_entries_go_by_name_key_kind_or_index() -> None:
    assert not changed("issues.law.included=false", "us.ministries=[]").issues[1].included
    assert changed("tariff_states.T0.flow_cost_per_round_us=0.5").terms().us.flow_cost[0] == 0.5
    assert changed("milestones.0.date=2018-11-09").terms().milestones[0].round == 1
    assert changed("milestones.summit.date=2018-11-09").terms().milestones[0].round == 1
    assert changed("us.profiles.a.probability=0.75", "us.profiles.1.probability=0.25")
    weights = changed("us.profiles.a.weights={goods = 0.5, law = 0.5}").terms().us.weights
    assert weights[0] == (0.5, 0.5)


def test_tables_and_lists_can_be_set() -> None:
    assert changed("prior.joint=[[0.5, 0.0], [0.0, 0.5]]").terms().profile_prior[0] == (0.5, 0.0)
    scenario = changed("us.reservations=[{low = 0.25, high = 0.5}]")
    assert scenario.terms().us.reservation_high == (0.5,)
    assert {row.source for row in scenario.numbers() if "reservations" in row.key} == {
        "set by the user"
    }


def test_later_changes_win_and_the_given_content_stays() -> None:
    raw = valid()
    once = apply_overrides(raw, ["time.rounds=11", "time.rounds=12"])
    assert once["time"]["rounds"]["value"] == 12
    assert raw == valid()


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ("roundz=4", "roundz: unknown key"),
        ("rouns=4", "did you mean 'time.rounds'?"),
        ("timing.rouns=4", "did you mean 'us.timing.rounds'?"),
        (
            "strategy=talk",
            "strategy: is ambiguous; allowed: us.timing.strategy, cn.timing.strategy",
        ),
        ("rounds", "'rounds' is not a change"),
        ("=4", "is not a change; allowed: KEY=VALUE"),
        ("rounds=", "is not a change"),
        (".=4", "unknown key"),
        ("time.rounds=0", "time.rounds: 0 is out of range; allowed: [1, 1024]"),
        ("time.rounds=many", "time.rounds: 'many' is not a whole number"),
        ("us.timing.strategy=tlak", "did you mean 'talk'?"),
        ("h=0.3", "two_issue.h: 0.3 is out of range; allowed: [0.5, 1]"),
        ("time.rounds=1\nx=2", "time.rounds:"),
        ("time.rounds=" + "[" * 5000 + "]" * 5000, "time.rounds:"),
    ],
)
def test_a_bad_change_is_refused(change: str, cause: str) -> None:
    assert cause in refused(change)


def test_a_mistake_of_the_file_is_not_blamed_on_a_change(tmp_path: Path) -> None:
    text = scenario_to_toml(load_scenario("deadline")).replace('"boulware"', '"boulwar"')
    file = tmp_path / "wrong.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        load_scenario(file, ["time.days_per_round=3"])
    assert caught.value.where == str(file)


def test_default_forgets_what_the_file_gives() -> None:
    scenario = load_scenario("buenos-aires-2018", ["cn.timing.rounds=default"])
    assert scenario.cn.timing.rounds is None
    assert scenario.terms().cn.timing_rounds == scenario.terms().n_rounds


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "two-issue"])
def test_every_listed_number_can_be_set_by_its_listed_name(name: str) -> None:
    scenario = load_scenario(name)
    if name == "stubborn":  # written in the compact form: what is listed is written out
        scenario = scenario_from_dict(scenario.to_dict())
    raw, rows = scenario.to_dict(), scenario.numbers()
    same = scenario_from_dict(apply_overrides(raw, [f"{row.key}={row.value!r}" for row in rows]))
    assert same.terms() == scenario.terms()
    assert {row.source for row in same.numbers()} == {"set by the user"}


def test_a_change_inside_what_is_no_table_is_refused() -> None:
    with pytest.raises(InputError, match="'us' is not a table"):
        apply_overrides({"us": 3}, ["us.timing.rounds=4"])
