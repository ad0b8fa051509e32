"""Worlds of the study `leverage`: unequal flow costs, a threat, and the announced rises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181112
H, Q, D = 0.65, 0.5, 0.95  # of the scenario two-issue
COST_US = 0.005
PAIRS = {"tables": ("offer", "talk"), "answers": ("talk", "offer"), "talks": ("talk", "talk")}
THREAT_ROUND = 2
COST_NOW, RISE_US = 0.005, 0.005  # of the scenario with a threat
THREATS = {
    "never carried out": ("never", 0.0),
    "if it pays": ("if_credible", 0.0),
    "if it pays, lapse costs 0.02": ("if_credible", 0.02),
    "always carried out": ("always", 0.0),
}
DISCRETIONS = ("never", "if_credible", "always")
AUDIENCE = (0.005, 0.03)
SOLVED = {f"{side}.tactic.name": "equilibrium" for side in ("us", "cn")}


def threat_scenario() -> dict[str, Any]:
    """One pie, two sides alike, and an announced rise of tariffs."""
    from negotiation.scenario import load_scenario

    alike = ["cn.time_preference.discount_factor_per_round=0.95", "game.first_proposer=coin"]
    content = load_scenario("split-the-pie", alike).to_dict()
    state = content["tariff_states"][0]
    now = {"flow_cost_per_round_us": COST_NOW, "flow_cost_per_round_cn": COST_NOW}
    later = {"flow_cost_per_round_us": COST_NOW + RISE_US, "flow_cost_per_round_cn": COST_NOW}
    content["tariff_states"] = [{**state, **now}, {**state, **later, "name": "T1"}]
    content["milestones"] = [
        {"kind": "escalation", "round": THREAT_ROUND, "side": "us", "to_state": "T1"}
    ]
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """The three experiments."""
    from negotiation.experiment import Experiment
    from negotiation.experiment.vary import Range

    strategies = ("us.timing.strategy", "cn.timing.strategy")
    threat = ("milestones.0.discretion", "milestones.0.audience_cost")
    rises = tuple(f"milestones.{k}.discretion" for k in (4, 5))
    costs = tuple(f"milestones.{k}.audience_cost" for k in (4, 5))
    return {
        "asymmetry": Experiment(
            scenario="two-issue", seed=SEED, replicates=200 if smoke else 4000,
            fixed={**SOLVED, "h": H, "q": Q, "d": D, "c_us": COST_US, "time.rounds": 6},
            vary={"c_cn": Range(low=0.002, high=0.018, steps=5 if smoke else 17),
                  strategies: list(PAIRS.values())},
        ),
        "threat": Experiment(
            scenario=threat_scenario(), seed=SEED, replicates=50 if smoke else 400, fixed=SOLVED,
            vary={"tariff_states.T1.flow_cost_per_round_cn":
                  Range(low=COST_NOW, high=COST_NOW + 0.012, steps=5 if smoke else 25),
                  threat: list(THREATS.values())},
        ),
        "flagship": Experiment(
            scenario="buenos-aires-2018", seed=SEED, replicates=200 if smoke else 20_000,
            vary={rises: list(DISCRETIONS), costs: list(AUDIENCE)},
        ),
    }  # fmt: skip
