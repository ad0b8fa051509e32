"""Worlds of the study `framework_first`: truces, none, floors, and the flagship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181202
H, Q, D, C = 0.65, 0.5, 0.95, 0.014  # of the scenario two-issue
HORIZON = 16
TACTICS = ("firm", "boulware", "equilibrium")
TRUCE_COSTS = (0.0, 0.005)
OPENING = 0.9
SHORTEST = 2  # in a truce of one round held claims have no time to fall
WIDE = 1.0  # tolerance that lets every summit form a framework
FLOORS = ((0.5, 0.5), (0.4, 0.4), (0.2, 0.2), (0.5, 0.3), (0.3, 0.5))
WEEKS = {"no framework": None, "4 weeks": 4, "8 weeks": 8, "to 2 March": 0}
SIDES = ("us", "cn")
TACTIC_FIELDS = tuple(f"{side}.tactic.name" for side in SIDES)
FLOOR_FIELDS = tuple(f"framework.floor_{side}" for side in SIDES)
PLANS = {"table at once": ("offer", "talk"), "talk": ("talk", "talk")}


def world(framework: bool) -> dict[str, Any]:
    """Two-issue world, with a summit in round 0 that may form a framework, or without."""
    from negotiation.scenario import load_scenario

    content = load_scenario("two-issue", [f"time.rounds={HORIZON}"]).to_dict()
    for side in SIDES:
        content[side]["tactic"] = {"name": "firm", "opening_claim": OPENING}
        content[side]["timing"] = {"strategy": "demand" if framework else "talk"}
    if framework:
        content["milestones"] = [{"kind": "summit", "round": 0}]
        content["framework"] = {
            "tolerance": WIDE, "floor_us": 0.5, "floor_cn": 0.5, "truce_rounds": 1,
            "truce_flow_cost_per_round_us": 0.0, "truce_flow_cost_per_round_cn": 0.0,
        }  # fmt: skip
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """The four experiments."""
    from negotiation.experiment import Experiment

    runs = 200 if smoke else 4000
    plans = {"truce": truce(smoke), "without": without(), "floors": floors()}
    found = {
        name: Experiment(seed=SEED, replicates=runs, **plan) for name, plan in plans.items()
    }  # fmt: skip
    more = 500 if smoke else 20_000
    return found | {"flagship": Experiment(seed=SEED, replicates=more, **flagship())}


def truce(smoke: bool) -> dict[str, Any]:
    """A framework, by tactic, length and cost of the truce."""
    lengths = [SHORTEST, 4] if smoke else [SHORTEST, 3, 4, 6, 8]
    costs = tuple(f"framework.truce_flow_cost_per_round_{side}" for side in SIDES)
    vary = {TACTIC_FIELDS: list(TACTICS[:2] if smoke else TACTICS),
            "framework.truce_rounds": lengths, costs: list(TRUCE_COSTS)}  # fmt: skip
    return {"scenario": world(True), "vary": vary}


def without() -> dict[str, Any]:
    """Solved play without a framework."""
    plans = {tuple(f"{side}.timing.strategy" for side in SIDES): list(PLANS.values())}
    fixed = dict.fromkeys(TACTIC_FIELDS, "equilibrium")
    return {"scenario": world(False), "fixed": fixed, "vary": plans}


def floors() -> dict[str, Any]:
    """A framework by its floors."""
    fixed = {"framework.truce_rounds": SHORTEST}
    return {"scenario": world(True), "fixed": fixed, "vary": {FLOOR_FIELDS: list(FLOORS)}}


def flagship() -> dict[str, Any]:
    """The talks of November 2018 by length of the truce and floors."""
    truces = [(0.0, 0) if n is None else (WIDE, n) for n in WEEKS.values()]
    vary = {("framework.tolerance", "framework.truce_rounds"): truces,
            FLOOR_FIELDS: [(0.5, 0.5), (0.3, 0.3), (0.5, 0.3), (0.3, 0.5)]}  # fmt: skip
    return {"scenario": "buenos-aires-2018", "vary": vary}
