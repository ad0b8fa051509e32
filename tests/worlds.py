"""Small worlds for the limits: one table of defaults, and changes to it."""

from typing import Any

from negotiation.scenario import scenario_from_dict
from negotiation.terms import Terms

ONE_PIE = {"pie": 1.0}


def side(
    weights: dict[str, float] | list[dict[str, float]], more: dict[str, Any]
) -> dict[str, Any]:
    """One side that plays the solution; several weight vectors are profiles of equal chance."""
    menu = weights if isinstance(weights, list) else [weights]
    base = {
        "time_preference": {"discount_factor_per_round": 0.9},
        "profiles": [
            {"name": f"p{n}", "probability": 1 / len(menu), "weights": row}
            for n, row in enumerate(menu)
        ],
        "timing": {"strategy": "talk"},
        "tactic": {"name": "equilibrium"},
    }
    return base | more


def world(
    us: dict[str, Any] | None = None,
    cn: dict[str, Any] | None = None,
    us_weights: Any = None,
    cn_weights: Any = None,
    rounds: int = 40,
    costs: tuple[tuple[float, float], ...] = ((0.0, 0.0),),
    **more: Any,
) -> Terms:
    """Terms of a world; `costs` are the flow costs per round by tariff state, US and CN."""
    us_weights, cn_weights = us_weights or ONE_PIE, cn_weights or ONE_PIE
    keys = list(us_weights[0] if isinstance(us_weights, list) else us_weights)
    game = {"initial_tariff_state": "T0", "initial_phase": "formal", "first_proposer": "us"}
    game |= {"proposer_rule": "alternate"} | more.pop("game", {})
    raw = {
        "schema_version": 1,
        "name": "world",
        "title": "A small world",
        "summary": "A limit of the game.",
        "source": "definition of the limit",
        "confidence": "definition",
        "time": {"start_date": "2018-11-01", "days_per_round": 7, "rounds": rounds},
        "issues": [
            {"key": k, "title": k, "us_position": "all", "cn_position": "all"} for k in keys
        ],
        "tariff_states": [
            {
                "name": f"T{e}",
                "title": "a state",
                "flow_cost_per_round_us": u,
                "flow_cost_per_round_cn": c,
            }
            for e, (u, c) in enumerate(costs)
        ],
        "game": game,
        "us": side(us_weights, us or {}),
        "cn": side(cn_weights, cn or {}),
    }
    return scenario_from_dict(raw | more, where="world").terms()


def discounting(factor: float, **more: Any) -> dict[str, Any]:
    return {"time_preference": {"discount_factor_per_round": factor}} | more
