"""Addresses mean what they mean to `--set`, and points are the scenarios that it makes."""

from typing import Any

import pytest

from negotiation.experiment import Experiment
from negotiation.experiment.addresses import Places
from negotiation.play import cast, choice_overrides
from negotiation.scenario import load_scenario, scenario_names
from negotiation.scenario.loading import read_raw
from negotiation.scenario.override import found
from negotiation.scenario.slots import slots_of
from tests.experiment.spec.sound import design


def point_of(scenario: str, values: dict[str, Any], fixed: dict[str, Any] | None = None) -> Any:
    """The only point of an experiment that varies each address to one value."""
    vary = {address: [value] for address, value in values.items()}
    return Experiment(scenario=scenario, vary=vary, fixed=fixed or {}).design().points[0]


@pytest.mark.parametrize("name", scenario_names())
def test_every_place_has_a_full_address_that_means_it(name: str) -> None:
    raw = read_raw(name)[1]
    places = Places(raw)
    for index, slot in enumerate(slots_of(raw)):
        address = places.full(slot)
        assert places.target(address).slot == slot
        if index % 20 == 0:  # a look-up as --set does it takes a while
            assert found(raw, address) == slot


@pytest.mark.parametrize("name", [name for name in scenario_names() if name != "two-issue"])
def test_addresses_are_those_that_show_lists(name: str) -> None:
    scenario = load_scenario(name)
    places = Places(scenario.to_dict())
    for row in scenario.numbers():
        assert places.target(row.key).address.split(".")[-1] == row.key.split(".")[-1]
        if "profiles" not in row.key:  # a profile without a name is listed as 'only'
            assert places.target(row.key).address == row.key


def test_any_unambiguous_end_is_enough() -> None:
    vary = {"h": [0.75], "talk_clarity": [0.5], "time.rounds": [9]}
    assert design(vary=vary).parameters == ("two_issue.h", "game.talk_clarity", "time.rounds")
    name = "milestones.5.probability"
    scenario = "buenos-aires-2018"
    assert point_of(scenario, {name: 0.5}).values == {name: 0.5}
    floor = {"us.ministries.0.votes": 2}
    ministry = load_scenario(scenario).us.ministries[0].name
    (address,) = point_of(scenario, floor).values
    assert ministry in address


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("two-issue", {"h": 0.8, "us.timing.rounds": 3, "time.start_date": "2019-01-01"}),
    ("stubborn", {"cn.commitment.stubborn_probability": 0.25, "time.rounds": 12}),
    ("buenos-aires-2018", {"pie.usd_bn": 1500, "us.timing.rounds": "default", "quota": 0.5}),
    ("buenos-aires-2018", {"milestones.5.probability": 0.25, "issues.purchases.linked": False}),
    ("buenos-aires-2018", {"talk_clarity": 0.5, "us.endings.outside_option": 0.125}),
    ("trade-war-2018-2020", {"cn.ratification.quota": 1, "cn.timing.otherwise": "wait"}),
]


@pytest.mark.parametrize(("name", "values"), CHANGES)
def test_a_point_is_what_set_makes_of_the_scenario(name: str, values: dict[str, Any]) -> None:
    values = {("cn.ratification.quota" if k == "quota" else k): v for k, v in values.items()}
    texts = [f"{k}={str(v).lower() if isinstance(v, bool) else v}" for k, v in values.items()]
    expected = load_scenario(name, texts)
    for point in (point_of(name, values), point_of(name, {}, fixed=values)):
        assert point.scenario == expected
        assert point.scenario.to_dict() == expected.to_dict()
        assert point.scenario.terms() == expected.terms()


@pytest.mark.parametrize("name", ["two-issue", "buenos-aires-2018"])
@pytest.mark.parametrize(
    ("strategy", "tactic"),
    [("talk:4", "firm"), ("demand", "split"), ("hazard:0.5", "boulware"), ("mirror", "linear")],
)
def test_a_strategy_is_what_us_makes_of_it(name: str, strategy: str, tactic: str) -> None:
    values = {"us.timing.strategy": strategy, "us.tactic.name": tactic}
    point = point_of(name, values)
    assert point.scenario.terms() == cast(name, us=strategy, us_tactic=tactic).scenario.terms()
    assert point.values == values
    assert point_of(name, {}, fixed=values).scenario == point.scenario
    assert choice_overrides("us", strategy, tactic)


def test_a_number_given_besides_stays_with_the_strategy() -> None:
    vary = {"us.timing.strategy": ["offer", "talk"]}
    for more in ({"fixed": {"us.timing.rounds": 5}}, {"vary": {"us.timing.rounds": [5], **vary}}):
        points = design(**{"vary": vary, **more}).points
        assert [p.scenario.terms().us.timing_rounds for p in points] == [5, 5]
    without = Experiment(scenario="buenos-aires-2018", vary={"cn.timing.strategy": ["talk"]})
    assert load_scenario("buenos-aires-2018").cn.timing.rounds is not None
    assert without.design().points[0].scenario.cn.timing.rounds is None


def test_registered_strategies_are_values_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "negotiation.scenario.catalogue.registered_strategies", lambda: ("from_outside",)
    )
    points = design(vary={"us.timing.strategy": ["from_outside", "talk"]}).points
    assert [p.scenario.us.timing.strategy for p in points] == ["from_outside", "talk"]
    points[0].scenario.terms()


def test_points_share_what_they_do_not_change() -> None:
    points = (
        Experiment(scenario="buenos-aires-2018", vary={"us.timing.rounds": [1, 2]}).design().points
    )
    first, second = (point.scenario for point in points)
    assert first.us.timing != second.us.timing
    assert first.us.ministries[0] is second.us.ministries[0]
    assert first.cn is second.cn
