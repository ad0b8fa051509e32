"""Who puts the first concrete offer on the table, and when? A laboratory for that question.

The public names load what they need when they are first used; importing the package loads nothing.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "NegotiationModel": "negotiation.model",
    "Scenario": "negotiation.scenario",
    "load_scenario": "negotiation.scenario",
    "scenario_names": "negotiation.scenario",
    "cast": "negotiation.play",
    "Negotiation": "negotiation.play",
    "Play": "negotiation.play",
    "Stance": "negotiation.terms",
    "Outcome": "negotiation.terms",
    "InputError": "negotiation.errors",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'negotiation' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
