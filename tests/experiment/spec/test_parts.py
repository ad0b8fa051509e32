"""Sub-experiments: their own tables on top of the shared ones."""

from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.experiment import Experiment
from tests.experiment.spec.sound import column, design, loaded, refused, sound


def test_sub_experiments_come_on_top_of_what_is_shared(tmp_path: Path) -> None:
    found = loaded(tmp_path, sound("parts")).design()
    rows = [(p.experiment, p.replicates, p.values, p.scenario.name) for p in found.points]
    strategy = "us.timing.strategy"
    assert rows[:2] == [
        ("plain", 10, {strategy: "offer"}, "two-issue"),
        ("plain", 10, {strategy: "talk"}, "two-issue"),
    ]
    assert rows[2:] == [
        ("other", 5, {strategy: "offer", "cn.timing.strategy": "talk"}, "deadline"),
        ("other", 5, {strategy: "talk", "cn.timing.strategy": "offer"}, "deadline"),
    ]
    assert [p.scenario.terms().us.timing_rounds for p in found.points] == [3, 3, 1, 1]
    assert column(found, "cn.timing.strategy") == [None, None, "talk", "offer"]
    assert len({point.seed for point in found.points}) == 4


def test_own_settings_take_the_place_of_shared_ones() -> None:
    parts = [
        {"name": "held", "fixed": {"us.timing.rounds": 7}},
        {"name": "other values", "vary": [{"parameter": "us.timing.rounds", "values": [8, 9]}]},
        {"name": "varied", "vary": [{"parameter": "h", "values": [0.9]}]},
    ]
    found = design(vary={"us.timing.rounds": [1, 2]}, fixed={"h": 0.75}, experiment=parts)
    rows = [
        (p.experiment, *p.values.values(), p.scenario.terms().us.weights[0][0])
        for p in found.points
    ]
    assert rows == [
        ("held", 0.75),
        ("other values", 8, 0.75),
        ("other values", 9, 0.75),
        ("varied", 1, 0.9, 0.9),
        ("varied", 2, 0.9, 0.9),
    ]
    assert found.points[0].scenario.terms().us.timing_rounds == 7


def test_half_of_what_moves_together_cannot_be_held() -> None:
    parts = [{"name": "a", "fixed": {"us.timing.rounds": 7}}]
    vary = {("us.timing.rounds", "cn.timing.rounds"): [1, 2]}
    assert "vary.0: us.timing.rounds is given twice, also in experiment.0.fixed" in refused(
        vary=vary, experiment=parts
    )


def test_mistakes_in_sub_experiments_are_named_there() -> None:
    for own, cause in [
        (
            {"vary": [{"parameter": "h", "values": [7]}]},
            "experiment.0.vary.0.values.0: two_issue.h: 7",
        ),
        ({"fixed": {"h": 7}}, "experiment.0.fixed.h: 7.0 is out of range"),
        ({"scenario": {"name": "x"}}, "experiment.0.scenario."),
    ]:
        assert cause in refused(experiment=[{"name": "a", **own}])
    assert "experiment: scenario.source: is missing" in refused(scenario={"name": "x"})
    with pytest.raises(InputError, match=r"experiment.0.scenario: is missing"):
        Experiment(experiment=[{"name": "a"}]).design()
