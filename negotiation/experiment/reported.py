"""Outcomes of a run that an experiment reports, and those that its stop rule may watch."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema

from negotiation.experiment.outcomes import CODES, SINGLE, mistake_in
from negotiation.scenario.refusals import refusal

DEFAULT: Final = ("payoff_us", "payoff_cn", "round", "deal", "first_tabler")


def checked(given: object, allowed: tuple[str, ...]) -> object:
    """Refuse a name that is not among the allowed ones."""
    problem, nearest = mistake_in(given, allowed)
    if problem:
        raise refusal(problem, "", ", ".join(allowed), nearest)
    return given


def watched(given: object) -> object:
    """Check the outcome of a stop rule: a number or a rate."""
    return checked(given, SINGLE)


def reported(given: object) -> object:
    """Check an outcome to report: a number, a rate, or a column of codes, as a rate for each."""
    return checked(given, (*SINGLE, *CODES))


def names(*allowed: str) -> WithJsonSchema:
    """JSON Schema of a name among the allowed ones."""
    return WithJsonSchema({"type": "string", "enum": list(allowed)})


Watched = Annotated[Any, BeforeValidator(watched), names(*SINGLE)]
Reported = Annotated[Any, BeforeValidator(reported), names(*SINGLE, *CODES)]
