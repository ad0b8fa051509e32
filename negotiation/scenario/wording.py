"""Pydantic's findings in our words: which key, what is wrong with it, what would do."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from negotiation.errors import InputError
from negotiation.scenario.refusals import REFUSAL, nearest_name, shown
from negotiation.scenario.shapes import model_at

KINDS = {
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "list_type": "a list",
}

LENGTHS = {
    "string_too_short": "at least {min_length} character",
    "string_too_long": "at most {max_length} characters",
}


def input_error(where: str, found: ValidationError, model: type[BaseModel], raw: Any) -> InputError:
    """The first mistake as one message; unknown keys go first, for others follow from them."""
    errors = [dict(error) for error in found.errors(include_url=False)]
    errors = [error for error in errors if not follows(error, errors)]
    errors.sort(key=lambda error: error["type"] != "extra_forbidden")
    key, problem, allowed, nearest, more = worded(errors[0], model, raw)
    return InputError(where, key, problem, allowed, nearest, more + len(errors) - 1)


def follows(error: dict[str, Any], errors: list[dict[str, Any]]) -> bool:
    """Whether a list is called too short only because its wrong items do not count."""
    place = error["loc"]
    return error["type"] == "too_short" and any(
        other["loc"][: len(place)] == place for other in errors if other is not error
    )


def worded(
    error: dict[str, Any], model: type[BaseModel], raw: Any
) -> tuple[str, str, str, str, int]:
    """Key, problem, allowed, nearest and number of further mistakes of one finding."""
    context = error.get("ctx", {})
    place = place_of(error["loc"], raw)
    kind = error["type"]
    if kind == REFUSAL:
        key = dotted((*place, *([context["key"]] if context["key"] else [])))
        return key, context["problem"], context["allowed"], context["nearest"], context["more"]
    if kind == "extra_forbidden":
        names = list(model_at(model, place[:-1]).model_fields)
        unknown = place[-1]
        nearest = nearest_name(unknown, names)
        return dotted(place), f"unknown key {shown(unknown)}", ", ".join(names), nearest, 0
    if kind == "literal_error":
        return (dotted(place), *choice(error["input"], context["expected"]), 0)
    problem, allowed = simple(kind, error, context)
    return dotted(place), problem, allowed, "", 0


def choice(given: object, expected: str) -> tuple[str, str, str]:
    """Problem, allowed and nearest of a name that is not among the expected ones.

    Examples
    --------
    >>> choice("coins", "'us', 'cn' or 'coin'")
    ("unknown value 'coins'", 'us, cn, coin', 'coin')
    """
    names = re.findall(r"'([^']*)'", expected) or [expected]
    return f"unknown value {shown(given)}", ", ".join(names), nearest_name(given, names)


def simple(kind: str, error: dict[str, Any], context: dict[str, Any]) -> tuple[str, str]:
    """Problem and allowed of a missing value, a wrong type or a wrong length."""
    if kind == "missing":
        return "is missing", ""
    if kind in KINDS:
        return f"{shown(error['input'])} is not {KINDS[kind]}", KINDS[kind]
    if kind == "too_long":
        return f"has {context['actual_length']} entries", f"at most {context['max_length']}"
    if kind == "too_short":
        return "is empty", f"at least {context['min_length']}"
    if kind in LENGTHS:
        return f"{shown(error['input'])} has the wrong length", LENGTHS[kind].format(**context)
    return f"{shown(error['input'])} is refused: {error['msg']}", ""


def place_of(loc: tuple[int | str, ...], raw: Any) -> tuple[int | str, ...]:
    """Place in the file: without what the parser adds to a bare number or to a key."""
    place = tuple(part for part in loc if part != "[key]")
    holder = raw
    for part in place[:-1]:
        try:
            holder = holder[part]
        except (KeyError, IndexError, TypeError):
            return place
    return place[:-1] if place and place[-1] == "value" and not isinstance(holder, dict) else place


def dotted(place: tuple[int | str, ...]) -> str:
    """Dotted name of a place.

    Examples
    --------
    >>> dotted(("milestones", 2, "date"))
    'milestones.2.date'
    """
    return ".".join(str(part) for part in place)
