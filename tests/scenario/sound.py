"""A small sound scenario, and ways to spoil it."""

import copy
from collections.abc import Callable
from typing import Any

Raw = dict[str, Any]
Change = Callable[[Raw], Any]


def valid() -> Raw:
    """A small scenario with something of everything."""

    def side() -> Raw:
        return {
            "time_preference": {"discount_factor_per_round": 0.9},
            "profiles": [
                {"name": "a", "probability": 0.5, "weights": {"goods": 0.75, "law": 0.25}},
                {"name": "b", "probability": 0.5, "weights": {"goods": 0.25, "law": 0.75}},
            ],
            "timing": {"strategy": "talk"},
            "tactic": {"name": "linear"},
            "ministries": [
                {"name": "trade", "weights": {"goods": 1.0, "law": 0.0}, "floor": 0.125}
            ],
        }

    return {
        "schema_version": 1,
        "name": "my",
        "title": "Mine",
        "source": "made up",
        "confidence": "assumption",
        "time": {"start_date": "2018-11-01", "days_per_round": 7, "rounds": 10},
        "pie": {"usd_bn": 100.0},
        "issues": [{"key": "goods"}, {"key": "law"}],
        "tariff_states": [
            {"name": "T0", "flow_cost_per_round_us": 0.0, "flow_cost_per_round_cn": 0.0},
            {
                "name": "T1",
                "flow_cost_usd_bn_per_week_us": 0.5,
                "flow_cost_usd_bn_per_week_cn": 1.0,
            },
        ],
        "game": {"initial_tariff_state": "T0"},
        "framework": {
            "tolerance": 0.1,
            "floor_us": 0.5,
            "floor_cn": 0.5,
            "truce_tariff_state": "T0",
        },
        "us": side(),
        "cn": side(),
        "milestones": [
            {"kind": "summit", "date": "2018-12-01"},
            {"kind": "escalation", "round": 8, "side": "us", "to_state": "T1"},
        ],
    }


def put(*path: Any) -> Change:
    """Set the last of `path` at the place that the rest names."""

    def change(raw: Raw) -> None:
        *way, key, value = path
        holder: Any = raw
        for part in way:
            holder = holder[part]
        holder[key] = value

    return change


def drop(*path: Any) -> Change:
    def change(raw: Raw) -> None:
        holder: Any = raw
        for part in path[:-1]:
            holder = holder[part]
        del holder[path[-1]]

    return change


def both(*changes: Change) -> Change:
    return lambda raw: [change(raw) for change in changes]


def repeat(key: str, index: int = 0) -> Change:
    return lambda raw: raw[key].append(copy.deepcopy(raw[key][index]))
