"""The experiment file: what it holds, what it is refused for, and that it round-trips."""

import pickle
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import negotiation.experiment
from negotiation.errors import InputError
from negotiation.experiment import Experiment
from negotiation.experiment.distributions import Uniform
from negotiation.experiment.vary import Range
from negotiation.scenario import load_scenario
from tests.experiment.spec.sound import FILES, loaded, sound


@pytest.mark.parametrize("name", FILES)
def test_a_file_round_trips_and_needs_no_other(tmp_path: Path, name: str) -> None:
    first = loaded(tmp_path, sound(name))
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "again.toml").write_text(first.to_toml(), "utf-8")
    (tmp_path / "points.csv").unlink()
    second = Experiment.from_file(alone / "again.toml")
    assert second.to_dict() == first.to_dict()
    assert second.to_toml() == first.to_toml()
    assert second.design().to_columns() == first.design().to_columns()
    scenarios = [[p.scenario for p in each.design().points] for each in (first, second)]
    assert scenarios[0] == scenarios[1]


def test_an_experiment_can_be_sent_to_another_process(tmp_path: Path) -> None:
    first = loaded(tmp_path, sound("sample"))
    second = pickle.loads(pickle.dumps(first))
    assert second == first
    assert second.where == first.where == str(tmp_path / "my.toml")
    point = pickle.loads(pickle.dumps(first.design().points[3]))
    assert point == first.design().points[3]
    assert point.scenario == first.design().points[3].scenario


def test_a_scenario_is_found_beside_the_file(tmp_path: Path) -> None:
    from negotiation.scenario import scenario_to_toml

    (tmp_path / "own.toml").write_text(scenario_to_toml(load_scenario("deadline")), "utf-8")
    found = loaded(tmp_path, {"scenario": "own.toml"})
    assert found.design().points[0].scenario == load_scenario("deadline")
    parts = {"experiment": [{"name": "a", "scenario": "own.toml"}]}
    assert len(loaded(tmp_path, parts).design().points) == 1
    with pytest.raises(InputError, match="no such file") as caught:
        loaded(tmp_path, {"scenario": "none.toml"})
    assert caught.value.where == str(tmp_path / "none.toml")


def test_a_scenario_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("a = " + "[" * 40 + "]" * 40, "utf-8")
    with pytest.raises(InputError, match=r"own.toml: is nested too deeply"):
        loaded(tmp_path, {"scenario": "own.toml"}).design()


def test_a_scenario_may_be_an_object_or_a_table() -> None:
    scenario = load_scenario("deadline")
    for given in (scenario, scenario.to_dict(), Path("deadline")):
        assert Experiment(scenario=given).design().points[0].scenario == scenario
    held = Experiment(scenario=scenario).scenario
    assert Experiment(scenario=held).scenario == held
    again = Experiment(**Experiment(scenario=scenario).to_dict())
    assert again.design().points[0].scenario == scenario


def test_python_takes_addresses_and_arrays() -> None:
    experiment = Experiment(
        scenario="two-issue",
        vary={
            "h": np.linspace(0.5, 0.9, 5),
            "time.rounds": np.array([10, 20]),
            "us.timing.rounds": range(2),
            ("us.talk.credence", "cn.talk.credence"): [(0.5, np.float64(0.25)), 1],
            "time.start_date": [date(2018, 12, 1), "2019-01-01"],
        },
    )
    design = experiment.design()
    assert len(design.points) == 5 * 2 * 2 * 2 * 2
    assert design.points[0].values["time.start_date"] == "2018-12-01"
    assert design.points[2].values["cn.talk.credence"] == 1.0
    assert {type(v) for v in design.points[0].values.values()} == {float, int, str}
    again = Experiment(**experiment.to_dict())
    assert again.design().to_columns() == design.to_columns()


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({"h": {"low": 1}}, "vary.h: {'low': 1} is not a list of values; allowed: a list, Range"),
        ({"h": iter([1])}, "is not a list of values"),
        ({"h": range(10**9)}, "vary.0.values: has 1000000000 entries; allowed: at most 1000000"),
        ({"h": [datetime(2018, 1, 1)]}, "is not a single value"),
        ({3: [1]}, "vary.0.parameter: 3 is not text"),
    ],
)
def test_python_is_refused_what_is_no_value(given: Any, cause: str) -> None:
    with pytest.raises(InputError) as caught:
        Experiment(scenario="two-issue", vary=given)
    assert cause in str(caught.value)


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(InputError, match="key 3 is not text"):
        Experiment(scenario="two-issue", fixed={"us": {3: 4}})


def test_tables_made_in_python_are_checked_at_once() -> None:
    with pytest.raises(InputError, match=r"uniform: low 1.0 is not below high 0.0"):
        Uniform(low=1, high=0)
    with pytest.raises(
        InputError, match=r"range: steps: 1 is out of range; allowed: \[2, 1000000\]"
    ):
        Range(low=0, high=1, steps=1)


def test_common_settings_have_defaults_and_a_line_for_the_console() -> None:
    experiment = Experiment(name="x")
    assert (experiment.replicates, experiment.chunk_runs, experiment.seed) == (1000, 10_000, 0)
    assert experiment.common_random_numbers
    assert not experiment.keep_rounds
    assert experiment.outcomes == ("payoff_us", "payoff_cn", "round", "deal", "first_tabler")
    assert repr(experiment) == "Experiment('x')"
    assert repr(Experiment()) == "Experiment('experiment')"
    with pytest.raises(InputError, match="unknown key 'self'"):
        Experiment(**{"self": 1})


def test_running_is_left_to_the_module_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    called = {}

    def run(experiment: Experiment, out: Any, **options: Any) -> str:
        called.update(experiment=experiment, out=out, **options)
        return "result"

    monkeypatch.setattr("negotiation.experiment.running.run_experiment", run)
    experiment = Experiment(scenario="two-issue")
    assert experiment.run("folder", workers=2) == "result"
    assert called == {"experiment": experiment, "out": "folder", "workers": 2}


def test_the_package_names_what_it_offers() -> None:
    assert dir(negotiation.experiment) == ["Design", "Experiment", "Point"]
    assert negotiation.experiment.Point.__name__ == "Point"
    with pytest.raises(AttributeError, match="no attribute 'Pint'"):
        negotiation.experiment.Pint  # noqa: B018
