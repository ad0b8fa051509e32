"""Values that an experiment sets: truth values, numbers, text; a date is its ISO text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any, Final

from negotiation.experiment.checked import own
from negotiation.scenario.refusals import refusal, shown

Scalar = bool | int | float | str

MAX_POINTS: Final = 1_000_000
MAX_TEXT: Final = 10_000
DIGITS: Final = 12
ALLOWED: Final = "a finite number, text, true or false"


def scalar(given: object, key: str = "") -> Scalar:
    """Return a value in plain Python; refuse what is none.

    Examples
    --------
    >>> import numpy
    >>> scalar(numpy.float64(0.5)), scalar(-0.0), scalar(date(2018, 12, 1))
    (0.5, 0.0, '2018-12-01')
    """
    given = own(given)
    if isinstance(given, date) and not isinstance(given, datetime):
        return given.isoformat()
    if isinstance(given, str) and len(given) > MAX_TEXT:
        raise refusal(f"{shown(given)} is too long", key, f"up to {MAX_TEXT} characters")
    if not isinstance(given, bool | int | float | str):
        raise refusal(f"{shown(given)} is not a single value", key, ALLOWED)
    if isinstance(given, float) and not isfinite(given):
        raise refusal(f"{shown(given)} is not a finite number", key, ALLOWED)
    return given + 0.0 if isinstance(given, float) else given


def sequence(given: object) -> Sequence[Any]:
    """Return a list of values of reasonable length; arrays are lists too.

    Examples
    --------
    >>> sequence(range(3))
    [0, 1, 2]
    """
    if type(given).__module__ == "numpy" and hasattr(given, "tolist"):
        given = given.tolist()
    if not isinstance(given, list | tuple | range):
        raise refusal(f"{shown(given)} is not a list of values", "", "a list")
    if len(given) > MAX_POINTS:
        raise refusal(f"has {len(given)} entries", "", f"at most {MAX_POINTS}")
    return list(given)


def setting(given: object, key: str = "") -> Any:
    """Return a value as a scenario file may hold it, tables and lists included."""
    if isinstance(given, dict):
        for name in given:
            if not isinstance(name, str):
                raise refusal(f"key {shown(name)} is not text", key)
        return {name: setting(item, f"{key}.{name}") for name, item in given.items()}
    if isinstance(given, list | tuple):
        return [setting(item, f"{key}.{index}") for index, item in enumerate(given)]
    return scalar(given, key)


def rounded(value: float) -> float:
    """Return a computed value without its last digits, which differ between machines.

    Examples
    --------
    >>> rounded(0.1 + 0.2)
    0.3
    """
    return float(f"{value:.{DIGITS}g}") + 0.0
