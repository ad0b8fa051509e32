"""Outcomes of a run that an experiment reports, and those that its stop rule may watch."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema

from negotiation.records import RUN_COLUMNS
from negotiation.scenario.refusals import nearest_name, refusal, shown
from negotiation.terms import Outcome

RATES: Final = tuple(each.name.lower() for each in Outcome if each != Outcome.ONGOING)
"""Events whose rates are reported: how a negotiation ended."""

NUMBERS: Final = tuple(
    name for name, _, column in RUN_COLUMNS if not column.length and column.codes is None
)
CODES: Final = tuple(name for name, _, column in RUN_COLUMNS if column.codes is not None)
VECTORS: Final = tuple(name for name, _, column in RUN_COLUMNS if column.length)
DEFAULT: Final = ("payoff_us", "payoff_cn", "round", "deal", "first_tabler")


def checked(given: object, allowed: tuple[str, ...]) -> object:
    """Refuse a name that is not among the allowed ones."""
    if not isinstance(given, str):
        raise refusal(f"{shown(given)} is not text", "", ", ".join(allowed))
    if given in (*VECTORS, *CODES) and given not in allowed:
        raise refusal(f"{shown(given)} is not a single number", "", ", ".join(allowed))
    if given not in allowed:
        nearest = nearest_name(given, allowed)
        raise refusal(f"unknown outcome {shown(given)}", "", ", ".join(allowed), nearest)
    return given


def watched(given: object) -> object:
    """Check the outcome of a stop rule: a number or a rate."""
    return checked(given, (*RATES, *NUMBERS))


def reported(given: object) -> object:
    """Check an outcome to report: a number, a rate, or a column of codes, as a rate for each."""
    return checked(given, (*RATES, *NUMBERS, *CODES))


def names(*allowed: str) -> WithJsonSchema:
    """JSON Schema of a name among the allowed ones."""
    return WithJsonSchema({"type": "string", "enum": list(allowed)})


Watched = Annotated[Any, BeforeValidator(watched), names(*RATES, *NUMBERS)]
Reported = Annotated[Any, BeforeValidator(reported), names(*RATES, *NUMBERS, *CODES)]
