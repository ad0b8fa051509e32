"""Experiment files spoilt at random: each is sound or refused in words."""

import copy
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from negotiation.errors import InputError
from negotiation.experiment import Experiment
from tests.experiment.spec.sound import CSV, FILES, Raw, text_of

DEEP: Any = 1
for _ in range(60):
    DEEP = [DEEP]
KEYED: Any = {}
for _ in range(40):
    KEYED = {"a": KEYED}
WILD: list[Any] = [
    True, False, 0, 1, -1, 2, 3.5, -0.0, 0.1, 1e-320, 1e308, 1e400, float("nan"), float("inf"),
    10**9, 2**63, 2**64, 10**30, 10**400, "", " ", "x", "talk", "talk:4", "talk:", ":", "default",
    "\x00", "\x7f", "\n", "é", "\U0001f600", "x" * 100_000, "a." * 3000, "'", "a.'b", ".", "..",
    "two-issue", "deadline", "points.csv", "/", "..", "~", "us", "us.timing", "us.profiles", "h",
    "milestones", "source", "two_issue", "us.timing.strategy", "prior.joint", "deal", "deal_us",
    [], {}, [[]], [{}], [[1]], [1, "a", True], [0.5] * 2000, list(range(100_000)), DEEP, KEYED,
    {"value": 3}, {"kind": "uniform", "low": 0, "high": 1}, {"low": 0, "high": 1, "steps": 10**9},
    {"low": 0, "high": 1, "steps": 1_000_000}, {"kind": "normal", "mean": 0, "sd": 1e308},
    {"kind": "beta", "alpha": 1e-300, "beta": 1e-300}, {"kind": "sobol", "points": 10**6},
    {"kind": "latin_hypercube", "points": 3}, {"kind": "csv", "file": "points.csv"},
    {"kind": "csv", "text": "h\n0.5\n"}, {"kind": "csv", "file": "."}, {"kind": "list"},
    {"parameter": "us", "values": [3]}, {"parameter": "us.timing", "values": ["default", 3]},
    {"us": 3}, {"us.timing": 3}, {"us.ministries": []}, {"issues": []}, {"time.rounds": "default"},
    date(2018, 12, 1), datetime(2018, 12, 1, 3, 4),
]  # fmt: skip
CHARACTERS = "[]{}=\"'#.,\n\\ 0123456789eE-+_abc\x00\xffé\U0001f600\t"


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places below a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield (*place, key)
        if isinstance(item, dict | list) and len(place) < 8:
            yield from places(item, (*place, key))


def spoil(raw: Raw, random: Random) -> None:
    """Change one place: another value, no value, another key, twice the same."""
    *way, last = random.choice(list(places(raw))[:3000])
    holder: Any = raw
    for part in way:
        holder = holder[part]
    change = random.randrange(8)
    if change == 0:
        del holder[last]
    elif change == 1 and isinstance(holder, dict):
        holder[random.choice(["x", "sceed", "", "é", "self", "file", "text", "value"])] = (
            holder.pop(last)
        )
    elif change == 2 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[last]))
    elif change == 3 and isinstance(holder, dict):
        holder[str(random.choice(WILD))[:50]] = random.choice(WILD)
    else:
        holder[last] = copy.deepcopy(random.choice(WILD))


def damaged(text: str, random: Random) -> str:
    """Text with some characters lost, added or doubled."""
    for _ in range(random.randrange(1, 4)):
        at, to = sorted(random.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + 40)
        change = random.randrange(4)
        if change == 0:
            text = text[:at] + text[to:]
        elif change == 1:
            text = text[:at] + random.choice(CHARACTERS) + text[at:]
        elif change == 2:
            text = text[:at] + text[at:to] * random.choice([2, 3, 50]) + text[to:]
        else:
            text = text[:at]
    return text


def case(number: int) -> tuple[str, str]:
    """Experiment file and table number so and so."""
    random = Random(number)
    raw = copy.deepcopy(random.choice(list(FILES.values())))
    if random.random() < 0.75:
        for _ in range(random.choice([1, 1, 1, 2, 3])):
            if raw:
                spoil(raw, random)
    text = text_of(raw)
    if random.random() < 0.25:
        text = damaged(text, random)
    return text, damaged(CSV, random) if random.random() < 0.5 else CSV


def refusal_of(folder: Path, number: int) -> InputError | None:
    """What a case is refused for, None if it is sound; any other exception passes."""
    text, table = case(number)
    (folder / "my.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / "points.csv").write_bytes(table.encode("utf-8", "surrogatepass"))
    try:
        design = Experiment.from_file(folder / "my.toml").design()
        for index in {0, len(design.points) // 2, len(design.points) - 1}:
            design.points[index].scenario  # noqa: B018
    except InputError as error:
        return error
    return None
