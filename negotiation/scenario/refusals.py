"""How mistakes are worded: refusals of single values, and pydantic's errors in our words."""

import difflib
import reprlib
from collections.abc import Iterable

from pydantic_core import PydanticCustomError

REFUSAL = "refusal"


def refusal(
    problem: str, key: str = "", allowed: str = "", nearest: str = "", more: int = 0
) -> PydanticCustomError:
    """Error for a validator to raise; `key` is the place below that of the validator.

    Examples
    --------
    >>> refusal("must be positive", allowed="(0, 1]").context["allowed"]
    '(0, 1]'
    """
    context = {"key": key, "allowed": allowed, "nearest": nearest, "more": more}
    return PydanticCustomError(REFUSAL, "{problem}", {"problem": problem, **context})


def nearest_name(name: object, names: Iterable[str]) -> str:
    """Return the known name that resembles an unknown one; empty if none does.

    Examples
    --------
    >>> nearest_name("ofer", ["talk", "offer"]), nearest_name("xyz", ["talk", "offer"])
    ('offer', '')
    """
    close = difflib.get_close_matches(str(name)[:200], list(names), n=1, cutoff=0.6)
    return close[0] if close else ""


def unknown(what: str, name: object, names: Iterable[str], key: str = "") -> PydanticCustomError:
    """Refusal of a name that is not among the known ones.

    Examples
    --------
    >>> unknown("issue", "tarif", ["tariffs"]).context["nearest"]
    'tariffs'
    """
    known = list(names)
    return refusal(
        f"unknown {what} {shown(name)}", key, ", ".join(known), nearest_name(name, known)
    )


def shown(value: object) -> str:
    """Show a value in a message: short, however large it is.

    Examples
    --------
    >>> shown(True), shown("x" * 100)
    ('true', "'xxxxxxxxxxxx...xxxxxxxxxxxxx'")
    """
    if isinstance(value, bool):
        return str(value).lower()
    return reprlib.repr(value)


def interval(bounds: dict[str, float]) -> str:
    """Range of a number in the usual brackets, from the keywords of JSON Schema.

    Examples
    --------
    >>> interval({"minimum": 0, "maximum": 1}), interval({"exclusiveMinimum": 0})
    ('[0, 1]', '(0, ...)')
    """
    low = f"({bounds['exclusiveMinimum']}" if "exclusiveMinimum" in bounds else ""
    low = low or (f"[{bounds['minimum']}" if "minimum" in bounds else "(...")
    high = f"{bounds['exclusiveMaximum']})" if "exclusiveMaximum" in bounds else ""
    high = high or (f"{bounds['maximum']}]" if "maximum" in bounds else "...)")
    return f"{low}, {high}"


def within(value: float, bounds: dict[str, float]) -> bool:
    """Whether a number lies in a range given by the keywords of JSON Schema.

    Examples
    --------
    >>> within(0.0, {"minimum": 0}), within(0.0, {"exclusiveMinimum": 0})
    (True, False)
    """
    return (
        bounds.get("minimum", value) <= value <= bounds.get("maximum", value)
        and value != bounds.get("exclusiveMinimum")
        and value >= bounds.get("exclusiveMinimum", value)
        and value != bounds.get("exclusiveMaximum")
        and value <= bounds.get("exclusiveMaximum", value)
    )
