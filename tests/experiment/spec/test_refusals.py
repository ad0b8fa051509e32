"""What a design is refused for, and where the message points."""

from typing import Any

import numpy as np
import pytest

from negotiation.errors import InputError
from negotiation.experiment import Experiment
from negotiation.experiment.design import building
from negotiation.experiment.distributions import Normal, Uniform
from negotiation.experiment.vary import Range
from tests.experiment.spec.sound import refused

UNIT = Uniform(low=0, high=1)
H = [0.5, 0.6]
SAMPLE = {"kind": "sobol", "points": 4}
SALTELLI = {"kind": "saltelli", "base": 4}
MORRIS = {"kind": "morris", "trajectories": 4}
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("address", {"vary": {"hh": H}}, "experiment: vary.0.hh: unknown key; allowed: a dotted key"),
    ("nearest", {"vary": {"us.timing.rouns": [1]}}, "did you mean 'us.timing.rounds'?"),
    ("ambiguous", {"vary": {"strategy": ["talk"]}}, "vary.0.strategy: is ambiguous; allowed: us.t"),
    ("very", {"vary": {"votes": [1]}, "scenario": "buenos-aires-2018"}, ".votes, ..."),
    ("no parts", {"vary": {".": [1]}}, "vary.0..: unknown key"),
    ("value", {"vary": {"h": [0.5, 1.5]}}, "vary.0.values.1: two_issue.h: 1.5 is out of range"),
    ("allowed", {"vary": {"h": [0.5, 1.5]}}, "allowed: [0.5, 1]"),
    ("low", {"vary": {"h": [0.5, 0.1, 0.2]}}, "vary.0.values.1: two_issue.h: 0.1 is out of range"),
    ("middle", {"vary": {"us.timing.rounds": [1, 2.5, 3]}}, "vary.0.values.1: us.timing.rounds: 2"),
    ("name", {"vary": {"us.tactic.name": ["firm", "frim"]}}, "vary.0.values.1: us.tactic.name = '"),
    ("its like", {"vary": {"us.tactic.name": ["frim"]}}, "did you mean 'firm'?"),
    ("flag", {"vary": {"us.timing.demands_publicly": [True, 3]}}, "values.1: us.timing.demands_pu"),
    ("bool", {"vary": {"h": [True]}}, "vary.0.values.0: two_issue.h: true is not a number"),
    ("text", {"vary": {"h": ["a"]}}, "vary.0.values.0: two_issue.h: 'a' is not a number"),
    ("huge", {"vary": {"h": [10**400]}}, "vary.0.values.0: two_issue.h: 1"),
    ("huge whole", {"vary": {"time.rounds": [10**40]}}, "out of range; allowed: [1, 1024]"),
    (
        "pair",
        {"vary": {("h", "q"): [[0.5, 0.5], [0.6, 2]]}},
        "vary.0.values.1: two_issue.q: 2.0 is out of range; allowed: [0, 1]",
    ),
    ("range", {"vary": {"h": Range(low=0, high=1, steps=3)}}, "vary.0.range: two_issue.h: 0.0 is"),
    (
        "drawn",
        {"vary": {"h": Normal(mean=0.75, sd=9)}, "design": SAMPLE},
        "vary.0.distribution: two_issue.h: ",
    ),
    (
        "not finite",
        {"vary": {"h": Normal(mean=1e308, sd=1e308)}, "design": SAMPLE},
        "vary.0.distribution: gives numbers that are not finite",
    ),
    ("table", {"vary": {"us.timing": ["talk"]}}, "vary.0.values.0: us.timing: 'talk' is not a tab"),
    ("twice", {"vary": [{"parameters": ["h", "two_issue.h"], "values": H}]}, "two_issue.h is give"),
    (
        "twice varied",
        {"vary": {"h": H, "two_issue.h": H}},
        "vary.1: two_issue.h is given twice, also in vary.0",
    ),
    ("fixed too", {"vary": {"h": H}, "fixed": {"h": 0.5}}, "vary.0: two_issue.h is given twice, a"),
    ("fixed", {"fixed": {"h": 3}}, "fixed.h: 3.0 is out of range; allowed: [0.5, 1]"),
    ("fixed address", {"fixed": {"hh": 3}}, "fixed.hh: unknown key"),
    ("fixed choice", {"fixed": {"us.timing.strategy": "tlak"}}, "fixed.us.timing.strategy: unknow"),
    ("fixed number", {"fixed": {"us.timing.strategy": "talk:x"}}, "fixed.us.timing.strategy: 'x'"),
    ("fixed rounds", {"fixed": {"us.timing.strategy": "talk:9999"}}, "strategy: 9999 is out of"),
    ("fixed list", {"fixed": {"us.reservations": [{"low": 2}]}}, "us.reservations.0.low: 2.0 is"),
    ("fixed both", {"fixed": {"us.timing": {}, "us.timing.rounds": 3}}, "fixed.us.timing.strategy"),
    ("fixed away", {"fixed": {"us": 3, "us.timing.rounds": 3}}, "fixed.us.timing.rounds: cannot b"),
    ("no scenario", {"scenario": None}, "experiment: scenario: None is not a scenario"),
    ("list", {"design": {"kind": "list"}}, "vary: is empty: a design of kind list has no points"),
    ("lhs", {"design": {"kind": "latin_hypercube", "points": 3}}, "latin_hypercube has no points"),
    ("sobol", {"design": SAMPLE}, "vary: is empty: a design of kind sobol has no points"),
    (
        "lengths",
        {"design": {"kind": "list"}, "vary": {"h": H, "q": [1]}},
        "vary.1: has 1 values, vary.0 has 2; allowed: lists of equal length",
    ),
    ("grid of it", {"vary": {"q": UNIT}}, "vary.0.distribution: does not go with a design of kind"),
    ("list of it", {"vary": {"q": UNIT}, "design": {"kind": "list"}}, "of kind list; allowed: val"),
    (
        "sampled range",
        {"vary": {"q": Range(low=0, high=1, steps=2)}, "design": SAMPLE},
        "vary.0.range: does not go with a design of kind sobol; allowed: distribution",
    ),
    ("saltelli", {"design": SALTELLI}, "vary: is empty: a design of kind saltelli has no points"),
    ("morris", {"design": MORRIS}, "vary: is empty: a design of kind morris has no points"),
    (
        "saltelli range",
        {"vary": {"q": Range(low=0, high=1, steps=2)}, "design": SALTELLI},
        "vary.0.range: does not go with a design of kind saltelli; allowed: distribution",
    ),
    ("one value", {"vary": {"q": [1]}, "design": SALTELLI}, "vary.0.values: has one value: a des"),
    (
        "three values",
        {"vary": {"us.timing.strategy": ["offer", "talk", "demand"]}, "design": MORRIS},
        "vary.0.values: has 3 values: a step between listed values has no size; allowed: two",
    ),
    (
        "normal",
        {"vary": {"q": Normal(mean=0.5, sd=0.1)}, "design": MORRIS},
        "vary.0.distribution: has no ends, where a design of kind morris begins and stops; allowed",
    ),
    (
        "own chance",
        {"vary": {"q": UNIT}, "design": SALTELLI, "common_random_numbers": False},
        "common_random_numbers: is false: with kind saltelli different chance would pass for an",
    ),
    (
        "stop rule",
        {"vary": {"q": UNIT}, "design": MORRIS, "stop": {"outcome": "deal", "width": 0.1}},
        "stop: does not go with kind morris: every point needs the same runs",
    ),
    (
        "saltelli points",
        {"vary": {"q": UNIT}, "design": {"kind": "saltelli", "base": 2**19}},
        "design: has 1572864 points; allowed: at most 1000000",
    ),
    ("csv and vary", {"vary": {"q": [1]}, "design": {"kind": "csv", "text": "h\n1"}}, "vary.0: do"),
    ("no number", {"vary": {"us.timing.strategy": ["mirror:4"]}}, "'mirror:4': no number for stra"),
    ("empty", {"vary": {"us.timing.strategy": ["talk:"]}}, "'talk:': no number for strategy 'talk"),
    ("unknown", {"vary": {"us.timing.strategy": ["tlak:4"]}}, "'tlak:4': no number for strategy '"),
    ("rounds", {"vary": {"us.timing.strategy": ["talk:9999"]}}, "9999 is out of range; allowed: ["),
    ("blank", {"vary": {"us.timing.strategy": [" "]}}, "us.timing.strategy = ' ': unknown strateg"),
    ("no name", {"vary": {"us.timing.strategy": [3]}}, "us.timing.strategy = 3: 3 is not text"),
    (
        "number twice",
        {"vary": {"us.timing.strategy": ["talk:4"], "us.timing.rounds": [3]}},
        "vary.0.values: 'talk:4' comes with a number that is given besides; allowed: one of the tw",
    ),
    (
        "and fixed",
        {"fixed": {"us.timing.strategy": "hazard:0.5", "us.timing.hazard_per_round": 0.2}},
        "fixed.us.timing.strategy: 'hazard:0.5' comes with a number that is given besides",
    ),
    (
        "points",
        {"vary": {"h": [0.5] * 2000, "q": [0.5] * 2000}},
        "design: has 4000000 points; allowed: at most 1000000",
    ),
    ("runs", {"vary": {"q": [0, 0.1] * 1000}, "replicates": 10**9}, "replicates: makes 2000000000"),
    (
        "values",
        {"vary": {f"us.talk.{k}": UNIT for k in ("truthfulness", "credence", "candour")}
         | {f"cn.talk.{k}": UNIT for k in ("truthfulness", "credence", "candour")}
         | {k: UNIT for k in ("q", "d", "c_us", "c_cn", "d_us")},
         "design": {"kind": "sobol", "points": 1_000_000}},
        "design: has 11000000 values, points times parameters; allowed: at most 10000000",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "cause"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_mistake_is_named_with_its_place(given: dict[str, Any], cause: str) -> None:
    assert cause in refused(**given)


TABLES: list[tuple[str, str]] = [
    ("", "design: the table is empty; allowed: a header of addresses"),
    ("h,q\n", "design: the table has no row below its header"),
    ("h,,q\n1,2,3", "design: column 2 of the table is named ''"),
    ("h, h\n1,2", "design: column 2 of the table is named 'h'"),
    ("h,q\n1,0\n1,0.5,3", "design.rows.1: has 3 cells; allowed: 2, one for each column"),
    ("h,q\n1,", "design.rows.0: column 'q': is empty"),
    ("h,q\n1,1e999", "design.rows.0: column 'q': '1e999' is not a finite number"),
    ("h,q\n1,0.5\n1,1.5", "design.rows.1: two_issue.q: 1.5 is out of range; allowed: [0, 1]"),
    ("h,q\n1,nan", "design.rows.0: two_issue.q: 'nan' is not a number"),
    ("h,q\n1," + "9" * 500, "design.rows.0: two_issue.q: '99"),
    ("h\n" + "x" * 20_000, "design.rows.0: column 'h': 'xxxxxxxxxxxx...xxxxxxxxxxxxx' is too long"),
    ("h\n" + "x" * 200_000, "design: is no table with commas: field larger than field limit"),
    ('h\n"0.5"x', "design: is no table with commas"),
    ("zz\n1", "design.zz: unknown key"),
    (
        ",".join(f"a{k}" for k in range(501)),
        "design: the table has 501 columns; allowed: at most 500",
    ),
    ("," * 5_000_001, "design: the table is too large; allowed: up to 5000000 cells"),
    (
        "h\n" + "1\n" * 1_000_001,
        "design: the table has 1000002 lines; allowed: at most 1000000 rows",
    ),
    ("h\n1\n1.0", "design: points 0 and 1 are the same: two_issue.h = 1.0"),
]


@pytest.mark.parametrize(("text", "cause"), TABLES, ids=range(len(TABLES)))
def test_a_damaged_table_is_refused(text: str, cause: str) -> None:
    assert cause in refused(design={"kind": "csv", "text": text})


def test_values_that_do_not_go_together_are_refused_at_the_point() -> None:
    vary = {"us.profiles.'deficit first'.probability": [0.25, 0.5]}
    found = Experiment(scenario="buenos-aires-2018", vary=vary).design()
    with pytest.raises(InputError) as caught:
        found.check()
    assert str(caught.value).startswith("experiment: point 0: us.profiles")
    assert "(at us.profiles.'deficit first'.probability = 0.25)" in str(caught.value)


def test_tables_taken_away_by_another_change_are_refused_at_the_point() -> None:
    vary = {"us.ministries": ["default"], "us.ministries.0.votes": [1]}
    found = Experiment(scenario="buenos-aires-2018", vary=vary, experiment=[{"name": "a"}]).design()
    with pytest.raises(InputError, match=r"experiment: a.point 0: .*cannot be set: another change"):
        found.points[0].scenario  # noqa: B018


def test_caps_stand_before_anything_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "axes_of", None)
    assert "has 2000000 points" in refused(
        experiment=[{"name": n} for n in "ab"],
        vary={"q": np.linspace(0, 1, 1000), "h": np.linspace(0.5, 1, 1000)},
    )
