"""Random scenarios load, mirror exactly and come back; damaged ones are refused in words."""

import json
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.scenario import (
    Scenario,
    load_scenario,
    mirrored_terms,
    scenario_from_dict,
    scenario_names,
    scenario_to_toml,
)
from negotiation.scenario.loading import parsed
from tests.random_scenarios import random_scenario

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 3, 10**400, 1e308, -1e308, 5e-324, float("nan"), float("inf"), "", "us",
    "\x00", "x" * 5000, [], {}, [[]], [{}], {"value": 1}, {"value": "a"}, {"": 1}, 2.5,
)  # fmt: skip


def test_random_scenarios_are_valid() -> None:
    for number in range(500):
        scenario_from_dict(random_scenario(Random(number)), f"random {number}")


@pytest.mark.slow
def test_they_use_every_part_of_the_format() -> None:
    scenarios = [scenario_from_dict(random_scenario(Random(number))) for number in range(300)]
    assert {len(one.issue_keys) for one in scenarios} == {1, 2, 3, 4, 5, 6}
    assert {len(one.us.profiles) for one in scenarios} == {1, 2, 3}
    assert len({one.us.timing.strategy for one in scenarios}) == 8
    assert len({one.cn.tactic.name for one in scenarios}) == 6
    entries = [entry for one in scenarios for entry in one.milestones]
    assert len({entry.kind for entry in entries}) == 6
    assert len({entry.discretion for entry in entries}) == 5
    for key in ("framework", "prior"):
        assert {getattr(one, key) is None for one in scenarios} == {True, False}


@pytest.mark.slow
def test_mirrored_terms_are_exact() -> None:
    for number in range(200):
        scenario = scenario_from_dict(random_scenario(Random(number)))
        mirrored = scenario.mirrored()
        assert mirrored.terms() == mirrored_terms(scenario.terms()), number
        assert mirrored.mirrored() == scenario, number


@pytest.mark.parametrize("name", scenario_names())
def test_shipped_scenarios_mirror_exactly(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.mirrored().terms() == mirrored_terms(scenario.terms())


def test_mirroring_is_exact_for_any_probability() -> None:
    rng = Random(1)
    for _ in range(200):
        raw = random_scenario(Random(7))
        raw["game"]["proposer_probability_us"] = rng.random()
        raw["game"]["exchange_weight"] = rng.choice([0.1, 0.3, rng.random() / 1000])
        scenario = scenario_from_dict(raw)
        terms = scenario.terms()
        assert scenario.mirrored().terms() == mirrored_terms(terms)
        assert terms.us.proposer_probability + terms.cn.proposer_probability == 1.0


@pytest.mark.slow
def test_random_scenarios_survive_being_written_down() -> None:
    for number in range(150):
        scenario = scenario_from_dict(random_scenario(Random(number)))
        assert scenario_from_dict(tomllib.loads(scenario_to_toml(scenario))) == scenario
        assert (
            scenario_from_dict(json.loads(json.dumps(scenario.to_dict(), default=str))) == scenario
        )


# ------------------------------------------------------------------ damage


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in a nested value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*path, key)
        if isinstance(item, dict | list):
            yield from places(item, (*path, key))


def damage(raw: Any, rng: Random) -> None:
    """Replace, drop or add one thing anywhere."""
    path = rng.choice(list(places(raw)))
    holder = raw
    for part in path[:-1]:
        holder = holder[part]
    action = rng.random()
    if action < 0.7:
        holder[path[-1]] = rng.choice(ODD)
    elif action < 0.85:
        del holder[path[-1]]
    elif isinstance(holder, dict):
        holder[rng.choice(["valu", "name", "us", "0", ""])] = rng.choice(ODD)
    else:
        holder.append(rng.choice(ODD))


def sources() -> list[dict[str, Any]]:
    written = [load_scenario(name).to_dict() for name in scenario_names()]
    compact = load_scenario("two-issue").to_dict()
    for key in ("issues", "tariff_states", "prior"):
        del compact[key]
    for side in ("us", "cn"):
        del compact[side]["profiles"], compact[side]["time_preference"]
    compact["two_issue"] = {"h": 0.65, "q": 0.5, "d": 0.95, "c": 0.014}
    return [*written, compact, *(random_scenario(Random(number)) for number in range(20))]


def refusal_of(load: Callable[[], Scenario]) -> str:
    """Message with which a scenario is refused; empty if it loads and gives terms."""
    try:
        load().terms()
    except InputError as error:
        return str(error)
    return ""


def loads_or_is_refused(load: Callable[[], Scenario]) -> bool:
    """Load, or refuse with one short line; True if it was refused."""
    message = refusal_of(load)
    assert not message or message.startswith("my.toml: ")
    assert len(message) < 3000
    assert "\n" not in message
    return bool(message)


@pytest.mark.slow
def test_damaged_content_loads_or_is_refused() -> None:
    rng = Random(20181101)
    given = [json.dumps(raw, default=str) for raw in sources()]
    refused = 0
    for _ in range(600):
        raw = json.loads(rng.choice(given))
        for _ in range(rng.choice([1, 1, 2])):
            damage(raw, rng)
        refused += loads_or_is_refused(partial(scenario_from_dict, raw, "my.toml"))
    assert 400 < refused < 600


def test_damaged_text_loads_or_is_refused() -> None:
    rng = Random(20181201)
    texts = [scenario_to_toml(scenario_from_dict(raw)).encode() for raw in sources()]
    marks = [b"=", b"[", b"]", b"{", b'"', b"\n", b"-", b"9", b"nan", b".", b"\xff", b"e9", b"#"]
    for _ in range(300):
        text = bytearray(rng.choice(texts))
        for _ in range(rng.randint(1, 3)):
            spot = rng.randrange(len(text))
            text[spot : spot + rng.randint(0, 4)] = rng.choice(marks)
        loads_or_is_refused(partial(load_text, bytes(text)))


def load_text(text: bytes) -> Scenario:
    return scenario_from_dict(parsed(text, "my.toml"), "my.toml")
