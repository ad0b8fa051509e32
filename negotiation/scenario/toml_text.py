"""A scenario as TOML text, to be kept beside results or edited."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from negotiation.scenario.listing import BARE_KEY

if TYPE_CHECKING:
    from negotiation.scenario.document import Scenario


def scenario_to_toml(scenario: Scenario) -> str:
    """Return the scenario as the text of a file; loading it gives an equal scenario.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> print(scenario_to_toml(load_scenario("two-issue")).splitlines()[1])
    name = "two-issue"
    """
    return "\n".join(lines_of(scenario.to_dict(), "")).lstrip("\n") + "\n"


def lines_of(table: dict[str, Any], place: str) -> Iterator[str]:
    """Yield the lines of a table: its values, then the tables in it."""
    nested = {key: value for key, value in table.items() if is_nested(value, place)}
    for key, value in table.items():
        if key not in nested:
            yield f"{quoted(key)} = {text_of(value)}"
    for key, value in nested.items():
        inner = f"{place}.{quoted(key)}".lstrip(".")
        header = f"\n[[{inner}]]" if isinstance(value, list) else f"\n[{inner}]"
        for entry in value if isinstance(value, list) else [value]:
            yield header
            yield from lines_of(entry, inner)


def is_nested(value: Any, place: str) -> bool:
    """Whether a value stands under a header of its own; numbers and weights stay inline."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, dict) for entry in value)
    return isinstance(value, dict) and "value" not in value and place.count(".") < 1


def text_of(value: Any) -> str:
    """Value in TOML.

    Examples
    --------
    >>> text_of([True, 0.5, "a", {"b": 1}])
    '[true, 0.5, "a", {b = 1}]'
    """
    if isinstance(value, dict):
        pairs = (f"{quoted(key)} = {text_of(item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(text_of(item) for item in value) + "]"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else repr(value)


def quoted(key: str) -> str:
    """Key, in quotes where TOML needs them.

    Examples
    --------
    >>> quoted("usd_bn"), quoted("north korea")
    ('usd_bn', '"north korea"')
    """
    return key if BARE_KEY.fullmatch(key) else text_of(key)
