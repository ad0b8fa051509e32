"""Changes of single keys: `--set us.timing.rounds=4`.

A key is a dotted name or any unambiguous end of one; entries of lists go by key, name, kind or
index. What the file gives is looked at first, then what the format has besides.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from copy import deepcopy
from typing import Any, Final

from negotiation.errors import InputError
from negotiation.scenario.refusals import nearest_name, shown
from negotiation.scenario.slots import Path, Slot, slots_of

WHERE: Final = "--set"
SOURCE: Final = "set by the user"
CONFIDENCE: Final = "assumption"
DEFAULT: Final = "default"  # as a value: forget what the file gives
PART: Final = re.compile(r"'([^']*)'|\"([^\"]*)\"|([^.'\"]+)")
WHOLE: Final = re.compile(rf"(?:{PART.pattern})(?:\.(?:{PART.pattern}))*")
EXAMPLE: Final = "KEY=VALUE, such as us.timing.rounds=4"
MOST_SHOWN: Final = 6


def apply_overrides(raw: dict[str, Any], overrides: Iterable[str]) -> dict[str, Any]:
    """Return a copy of a file's content with keys set.

    Parameters
    ----------
    raw : dict
        What a TOML file holds.
    overrides : iterable of str
        ``KEY=VALUE``; the value is read as TOML, a bare word as text. ``default`` removes the key.

    Raises
    ------
    InputError
        With ``where`` "--set", if a key is unknown or ambiguous.

    Examples
    --------
    >>> raw = {"us": {"timing": {"rounds": 3}}}
    >>> apply_overrides(raw, ["us.timing.rounds=4"])["us"]["timing"]["rounds"]["value"]
    4
    """
    return overridden(raw, overrides)[0]


def overridden(raw: dict[str, Any], overrides: Iterable[str]) -> tuple[dict[str, Any], list[Path]]:
    """Return the changed copy and the places that were set."""
    changes = [parsed(text) for text in overrides]
    copy = deepcopy(raw) if changes else raw
    places = []
    for key, value in changes:
        slot = found(copy, key)
        put(copy, slot.place, marked(value, slot))
        places.append(slot.place)
    return copy, places


def parsed(text: str) -> tuple[str, Any]:
    """Key and value of one change.

    Examples
    --------
    >>> parsed("c=0.02"), parsed("us.timing.strategy=talk"), parsed("political_clock = true")
    (('c', 0.02), ('us.timing.strategy', 'talk'), ('political_clock', True))
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise InputError(WHERE, "", f"{shown(text)} is not a change", EXAMPLE)
    return key.strip(), value_of(value.strip())


def value_of(text: str) -> Any:
    """Value as TOML has it; what is not TOML is text.

    Examples
    --------
    >>> value_of("[0.5, 0.5]"), value_of("demand")
    ([0.5, 0.5], 'demand')
    """
    try:
        content = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return content["value"] if len(content) == 1 else text


def parts_of(key: str) -> tuple[str, ...]:
    """Parts of a dotted key; quotes keep dots together. None of what is no such key, as `..h`.

    Examples
    --------
    >>> parts_of("us.profiles.'deficit first'.probability")
    ('us', 'profiles', 'deficit first', 'probability')
    """
    if not WHOLE.fullmatch(key):
        return ()
    return tuple("".join(groups) for groups in PART.findall(key))


def found(raw: dict[str, Any], key: str) -> Slot:
    """The one place that a key means."""
    slots = list(slots_of(raw))
    parts = parts_of(key)
    full = [slot for slot in slots if len(slot.names) == len(parts) and slot.ends_with(parts)]
    given = [slot for slot in slots if slot.is_given and slot.ends_with(parts)]
    absent = [slot for slot in slots if not slot.is_given and slot.ends_with(parts)]
    candidates = full or given or absent
    if not candidates or not parts:
        raise unknown_key(key, slots)
    if len(candidates) > 1:
        names = [slot.dotted for slot in candidates]
        more = ["..."] if len(names) > MOST_SHOWN else []
        raise InputError(WHERE, key, "is ambiguous", ", ".join(names[:MOST_SHOWN] + more))
    return candidates[0]


def unknown_key(key: str, slots: list[Slot]) -> InputError:
    """What to say of a key that means nothing."""
    names = [slot.dotted for slot in slots]
    last = parts_of(key)[-1:]
    ends = [part for name in names for part in parts_of(name)[-1:]]
    nearest = nearest_name(key, names) or nearest_name("".join(last), ends)
    return InputError(WHERE, key, "unknown key", "a dotted key of the scenario file", nearest)


def marked(value: Any, slot: Slot) -> Any:
    """Value with the user as its source, where it is a number or a table."""
    origin = {"source": SOURCE, "confidence": CONFIDENCE}
    if isinstance(value, list):
        return [marked(item, slot) for item in value]
    if isinstance(value, dict) and (slot.is_table or "value" in value):
        return {**origin, **value}
    if isinstance(value, dict):
        return {key: marked(item, slot) for key, item in value.items()}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {"value": value, **origin} if is_number and slot.is_number else value


def put(raw: dict[str, Any], place: Path, value: Any) -> None:
    """Set a value at a place, with the tables on the way; `default` removes it."""
    holder: Any = raw
    for part in place[:-1]:
        holder = holder.setdefault(part, {}) if isinstance(part, str) else holder[part]
        if not isinstance(holder, dict | list):
            raise InputError(WHERE, "", f"{shown(part)} is not a table in the file", "a table")
    if value == DEFAULT and isinstance(holder, dict):
        holder.pop(place[-1], None)
    else:
        holder[place[-1]] = value
