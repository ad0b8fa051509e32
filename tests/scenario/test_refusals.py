"""Every mistake gives one message that names the file, the place, the cause and what would do."""

import pickle
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.scenario import scenario_from_dict
from tests.scenario.sound import Change, both, drop, put, repeat, valid

PATIENT = both(
    put("us", "time_preference", "discount_factor_per_round", 1.0),
    put("tariff_states", 0, "flow_cost_per_round_us", 0.01),
)
CASES: list[tuple[str, Change, str, str]] = [
    ("unknown key", put("time", "rouns", 3), "time.rouns: unknown key", "did you mean 'rounds'?"),
    ("unknown top key", put("gme", {}), "gme: unknown key", "did you mean 'game'?"),
    ("missing", drop("time", "rounds"), "time.rounds: is missing", ""),
    ("missing table", drop("cn"), "cn: is missing", ""),
    ("no source", drop("source"), "source: is missing", ""),
    ("version", put("schema_version", 2), "schema_version: unknown value 2", "allowed: 1"),
    ("bool", put("time", "rounds", True), "time.rounds: true is not a whole number", "allowed"),
    ("bool rate", put("pie", "usd_bn", True), "pie.usd_bn: true is not a number", "allowed"),
    ("text", put("pie", "usd_bn", "0.5"), "pie.usd_bn: '0.5' is not a number", "allowed"),
    ("fraction", put("time", "rounds", 2.5), "time.rounds: 2.5 is not a whole number", ""),
    ("table", put("time", 3), "time: 3 is not a table", ""),
    ("list", put("issues", {}), "issues: {} is not a list", ""),
    ("flag", put("issues", 0, "linked", 1), "issues.0.linked: 1 is not true or false", ""),
    ("nan", put("pie", "usd_bn", float("nan")), "pie.usd_bn: nan is not a finite number", ""),
    ("inf", put("pie", "usd_bn", {"value": float("inf")}), "pie.usd_bn.value: inf", "finite"),
    ("huge", put("pie", "usd_bn", 10**400), "pie.usd_bn:", "not a number"),
    ("low", put("time", "rounds", 0), "time.rounds: 0 is out of range", "allowed: [1, 1024]"),
    ("high", put("time", "rounds", 1025), "time.rounds: 1025 is out of range", "[1, 1024]"),
    ("open end", put("pie", "usd_bn", 0), "pie.usd_bn: 0.0 is out of range", "(0, ...)"),
    ("factor", put("us", "time_preference", "discount_factor_per_round", 0.0), "(0, 1]", ""),
    (
        "plausible",
        put("pie", "usd_bn", {"value": 3, "low": 4}),
        "pie.usd_bn: value 3.0 does not lie between its low and high",
        "",
    ),
    (
        "confidence",
        put("pie", "usd_bn", {"value": 3, "confidence": "sure"}),
        "pie.usd_bn.confidence: unknown value 'sure'",
        "allowed: confirmed, secondary",
    ),
    ("no date", put("time", "start_date", "2018-13-45"), "time.start_date:", "not a date"),
    ("number as date", put("time", "start_date", 20181101), "time.start_date:", "not a date"),
    ("far date", put("time", "start_date", "9999-12-31"), "time.start_date:", "year 9999"),
    (
        "strategy",
        put("us", "timing", "strategy", "ofer"),
        "us.timing.strategy: unknown strategy 'ofer'; allowed: offer, talk, demand",
        "did you mean 'offer'?",
    ),
    ("tactic", put("cn", "tactic", "name", "frim"), "cn.tactic.name: unknown value", "'firm'?"),
    ("early date", put("milestones", 0, "date", "2018-10-31"), "milestones.0.date:", "outside"),
    (
        "summit after the horizon",
        put("milestones", 0, "date", "2019-01-10"),
        "milestones.0.date: summit 2019-01-10 lies outside the rounds that are played",
        "allowed: rounds 0 to 9, 2018-11-01 to 2019-01-09",
    ),
    ("late round", put("milestones", 1, "round", 10), "milestones.1.round:", "rounds 0 to 9"),
    ("date and round", put("milestones", 0, "round", 1), "milestones.0: give one of", "not both"),
    ("neither", drop("milestones", 0, "date"), "milestones.0: is incomplete", "date, round"),
    (
        "undefined state",
        put("milestones", 1, "to_state", "T2"),
        "milestones.1.to_state: unknown tariff state 'T2'",
        "allowed: T0, T1",
    ),
    ("no state", drop("milestones", 1, "to_state"), "milestones.1.to_state:", "needs"),
    ("no side", drop("milestones", 1, "side"), "milestones.1.side:", "allowed: us, cn"),
    ("one-sided summit", put("milestones", 0, "side", "us"), "milestones.0.side:", "both"),
    ("public summit", put("milestones", 0, "public", True), "milestones.0.public:", "call"),
    ("two escalations", repeat("milestones", 1), "milestones.2: us has another escalation", ""),
    ("initial state", put("game", "initial_tariff_state", "T9"), "game.initial_tariff_state:", ""),
    (
        "weights",
        put("us", "profiles", 0, "weights", "goods", 0.5),
        "us.profiles.0.weights: sum to 0.75",
        "allowed: a sum of 1",
    ),
    (
        "negative weight",
        put("us", "profiles", 0, "weights", {"goods": -0.25, "law": 1.25}),
        "us.profiles.0.weights.goods: -0.25 is out of range",
        "allowed: [0, 1]",
    ),
    (
        "unknown issue",
        put("us", "profiles", 0, "weights", {"goods": 0.5, "law": 0.25, "lwa": 0.25}),
        "us.profiles.0.weights.lwa: unknown issue 'lwa'; allowed: goods, law",
        "did you mean 'law'?",
    ),
    ("no weight", drop("us", "profiles", 0, "weights", "law"), "weights.law: is missing", ""),
    (
        "weights and stakes",
        put("us", "profiles", 0, "stakes_usd_bn_per_year", {"goods": 1.0, "law": 1.0}),
        "us.profiles.0: give one of weights, stakes_usd_bn_per_year",
        "not both",
    ),
    ("no weights", drop("cn", "profiles", 1, "weights"), "cn.profiles.1: is incomplete", ""),
    (
        "ministry weights",
        put("cn", "ministries", 0, "weights", "law", 0.5),
        "cn.ministries.0.weights: sum to 1.5",
        "",
    ),
    ("floors", put("cn", "ministries", 0, "floor_low", 0.1), "cn.ministries.0: give one of", ""),
    (
        "reservation",
        put("us", "reservations", [{"low": 0.5, "high": 0.25}]),
        "us.reservations.0: low 0.5 is above high 0.25",
        "",
    ),
    ("priors", put("us", "profiles", 0, "probability", 0.25), "us.profiles: prob", "sum of 1"),
    ("no prior", drop("us", "profiles", 0, "probability"), "us.profiles.0.probability:", ""),
    (
        "strengths",
        put("us", "strengths", [{"flow_cost_multiplier": 1, "probability": 0.5}]),
        "us.strengths: probabilities sum to 0.5",
        "",
    ),
    ("shape", put("prior", {"joint": [[0.5, 0.5]]}), "prior.joint: has the wrong shape", "2 rows"),
    ("joint sum", put("prior", {"joint": [[0.5, 0], [0, 0.25]]}), "prior.joint: sums", "of 1"),
    (
        "joint against own",
        put("prior", {"joint": [[0.5, 0.25], [0, 0.25]]}),
        "us.profiles.0.probability: 0.5 contradicts prior.joint",
        "0.75",
    ),
    ("negative prior", put("prior", {"joint": [[-0.5, 1], [0.5, 0]]}), "prior.joint.0.0:", ""),
    ("double issue", repeat("issues"), "issues: key 'goods' occurs 2 times", ""),
    ("double state", repeat("tariff_states"), "tariff_states: name 'T0' occurs 2 times", ""),
    ("no issues", put("issues", []), "issues: is empty", "at least 1"),
    ("17 issues", put("issues", [{"key": f"{k}"} for k in range(17)]), "17 entries", "most 16"),
    (
        "nothing included",
        put("issues", [{"key": k, "included": False} for k in ("goods", "law")]),
        "issues: no issue is included",
        "",
    ),
    (
        "all weight left out",
        put("issues", [{"key": "goods", "included": False}, {"key": "law"}]),
        "us.ministries.0.weights: are all 0",
        "",
    ),
    ("patience", put("us", "time_preference", {}), "us.time_preference: is incomplete", ""),
    (
        "two patiences",
        put("us", "time_preference", "rate_per_year", 0.05),
        "us.time_preference: give one of",
        "not both",
    ),
    (
        "clock without rate",
        put("us", "time_preference", "political_clock_hazard_per_week", 0.05),
        "us.time_preference.political_clock_hazard_per_week: goes with rate_per_year",
        "",
    ),
    (
        "cost twice",
        put("tariff_states", 0, "flow_cost_usd_bn_per_week_us", 0.5),
        "tariff_states.0: give one of",
        "not both",
    ),
    ("no cost", drop("tariff_states", 0, "flow_cost_per_round_us"), "tariff_states.0: is inc", ""),
    ("no pie", drop("pie"), "tariff_states.1.flow_cost_usd_bn_per_week_us:", "pie.usd_bn"),
    ("small pie", put("pie", "usd_bn", 0.25), "tariff_states.1.flow", "more than the whole pie"),
    ("endless cost", PATIENT, "us.endings.disagreement_value: is missing", ""),
    (
        "endless cost after breakdown",
        both(
            PATIENT,
            put("us", "endings", {"disagreement_value": 0.0}),
            put("milestones", 0, "breakdown_probability", 0.5),
        ),
        "us.endings.breakdown_value: is missing",
        "",
    ),
    ("floors of both", put("framework", "floor_us", 0.75), "framework: floor_us + floor_cn", ""),
    ("truce", drop("framework", "truce_tariff_state"), "framework: is incomplete", ""),
    ("truce state", put("framework", "truce_tariff_state", "T7"), "unknown tariff state", ""),
    ("quota", put("us", "ratification", {"quota": 0}), "us.ratification.quota: 0.0", "(0, 1]"),
    ("large quota", put("us", "ratification", {"quota": 1.5}), "us.ratification.quota:", "(0, 1]"),
    (
        "clock without hazard",
        put("us", "time_preference", {"rate_per_year": 0.1, "political_clock": True}),
        "us.time_preference.political_clock: needs political_clock_hazard_per_week",
        "",
    ),
    (
        "no next round",
        both(
            put("time", "days_per_round", 3660),
            put("pie", "usd_bn", 1e6),
            put("milestones", []),
            put(
                "us",
                "time_preference",
                {
                    "rate_per_year": 0.1,
                    "political_clock": True,
                    "political_clock_hazard_per_week": 1 - 2**-53,
                },
            ),
        ),
        "us.time_preference: leaves nothing of the next round",
        "",
    ),
    (
        "stakes",
        put(
            "cn",
            "ministries",
            [{"name": "m", "floor": 0.0, "stakes_usd_bn_per_year": {"goods": 1e300, "law": 1}}],
        ),
        "cn.ministries.0.stakes_usd_bn_per_year: are too large",
        "a sum up to 1e+12",
    ),
    ("empty name", put("name", ""), "name: '' has the wrong length", "at least 1 character"),
    ("long name", put("name", "x" * 201), "has the wrong length", "at most 200 characters"),
    ("other input", put("time", "start_date", None), "time.start_date:", "not a date"),
    ("name of a key", put("us", "profiles", 0, "weights", {3: 1.0}), "us.profiles.0.weights", ""),
    ("lists for a table", put("us", [[[]]]), "us: [[[]]] is not a table", ""),
]


def refused(raw: Any, where: str = "my.toml") -> str:
    with pytest.raises(InputError) as caught:
        scenario_from_dict(raw, where)
    return str(caught.value)


def test_the_scenario_from_which_all_cases_start_is_sound() -> None:
    assert scenario_from_dict(valid()).name == "my"


@pytest.mark.parametrize(
    ("change", "start", "end"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_mistake_is_named(change: Change, start: str, end: str) -> None:
    raw = valid()
    change(raw)
    message = refused(raw)
    assert message.startswith("my.toml: ")
    assert start in message
    assert end in message
    assert "\n" not in message


def test_the_number_of_further_mistakes_is_told() -> None:
    raw = valid()
    raw["time"]["rounds"] = 0
    assert "more" not in refused(raw)
    raw["pie"]["usd_bn"] = -1
    assert refused(raw).endswith("(and 1 more mistake)")
    raw["us"]["tactic"]["nam"] = "x"
    message = refused(raw)
    assert message.startswith("my.toml: us.tactic.nam: unknown key")
    assert message.endswith("(and 2 more mistakes)")


def test_an_error_keeps_its_parts_when_it_is_pickled() -> None:
    error = InputError("my.toml", "a.b", "is wrong", "x, y", "x", 2)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


@pytest.mark.parametrize("raw", [None, 3, [], "text"])
def test_what_is_not_a_mapping_is_refused(raw: Any) -> None:
    assert refused(raw) == "my.toml: is not a table of keys and values"
