"""The solution as one JSON document: fixed keys, the same bytes each time."""

import json
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any

from negotiation.solution.results import Pair, Play, Solution, Stage, Thresholds
from negotiation.theory.stance_nodes import STANCES

DOCUMENT_VERSION = 1


def stances_of(chances: tuple[float, ...]) -> dict[str, float]:
    """Chances of a side's stances by name."""
    return {s.name.lower(): p for s, p in zip(STANCES, chances, strict=True)}


def play_dict(play: Play) -> dict[str, Any]:
    """One equilibrium."""
    return {"us": stances_of(play.us), "cn": stances_of(play.cn), "value": plain(play.value)}


def stage_dict(stage: Stage) -> dict[str, Any]:
    """One round of talks about talks."""
    return {
        "round": stage.round,
        "date": stage.date.isoformat(),
        "tariff_state": stage.tariff_state,
        "summit_failed": stage.summit_failed,
        "for_ever": stage.for_ever,
        "P": plain(stage.P),
        "W": plain(stage.W),
        "Theta": plain(stage.Theta),
        "regime": stage.regime,
        "can_table": {"us": stage.can_table[0], "cn": stage.can_table[1]},
        "rather_than_table": {"us": stage.wish(0), "cn": stage.wish(1)},
        "equilibria_offer_talk": [play_dict(play) for play in stage.equilibria_offer_talk],
        "equilibria": [play_dict(play) for play in stage.equilibria],
        "selected": play_dict(stage.selected),
    }


def thresholds_dict(found: Thresholds) -> dict[str, Any]:
    """Thresholds, and how far the scenario stands from the first two."""
    numbers = {name: plain(getattr(found, name)) for name in found.__dataclass_fields__}
    for name in ("c_T_by_side", "c_W_by_side"):
        numbers[name] = dict(zip(("us", "cn"), numbers[name], strict=True))
    numbers["ratio_c_T"] = ratio(found.c_T, found.cost)
    numbers["ratio_c_W"] = ratio(found.c_W, found.cost)
    return numbers


def ratio(threshold: float | None, cost: float) -> float | None:
    """Threshold over today's cost.

    >>> ratio(0.03, 0.01), ratio(None, 0.01), ratio(0.03, 0.0)
    (3.0, None, None)
    """
    return None if threshold is None or cost == 0 else threshold / cost


def plain(value: Any) -> Any:
    """Value as JSON has it; a pair as an object by side."""
    if isinstance(value, Stage):
        return stage_dict(value)
    if isinstance(value, Thresholds):
        return thresholds_dict(value)
    if isinstance(value, Pair):
        return {"us": plain(value.us), "cn": plain(value.cn)}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and not isfinite(value) else value


def solution_to_dict(solution: Solution) -> dict[str, Any]:
    """The whole solution as plain data; stretches by the rounds they cover."""
    found: dict[str, Any] = {"schema_version": DOCUMENT_VERSION, **plain(solution)}
    reference = found.pop("reference")
    found["reference_round"] = reference and reference["round"]
    found["stretches"] = [
        {
            "first_round": s.first.round,
            "last_round": s.last.round,
            "for_ever": s.last.for_ever,
            "tariff_state": s.first.tariff_state,
            "summit_failed": s.first.summit_failed,
            "regime": s.first.regime,
            "selected": play_dict(s.first.selected),
        }
        for s in solution.stretches
    ]
    return found


def solution_to_json(solution: Solution) -> str:
    """The whole solution as one JSON document, ASCII, without NaN."""
    return json.dumps(solution_to_dict(solution), indent=2, allow_nan=False)
