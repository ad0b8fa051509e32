"""Worlds of the study `summit_and_deadline`: ends that are certain, by chance, or of a truce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181201
ROUNDS, HORIZON = 60, 240
TACTICS = ("conceder", "linear", "boulware", "firm")
LENGTHS = (15, 30, 60, 120)
DATES = {
    "certain date": (ROUNDS, ROUNDS - 1, 0.0),
    "date + chance": (ROUNDS, ROUNDS - 1, 1.0 / ROUNDS),
    "chance only": (HORIZON, HORIZON - 1, 1.0 / ROUNDS),
}
HIGHEST_RESERVATION = 0.6
DISCOUNT, COST = 0.998, 0.001  # per round
DISCRETIONS = ("never", "if_credible", "always")
TOLERANCES = {"with a framework": 0.855, "without": 0.0}  # gap of claims that a summit bridges
SIDES = ("us", "cn")


def laboratory(private: bool) -> dict[str, Any]:
    """One pie with a last day, from the scenario `deadline`, without its summit."""
    from negotiation.scenario import load_scenario

    content = load_scenario("deadline").to_dict()
    del content["framework"]
    content["milestones"] = [{"kind": "deadline", "round": ROUNDS - 1}]
    content["time"] |= {"rounds": ROUNDS, "days_per_round": 1}
    content["tariff_states"][0] |= {f"flow_cost_per_round_{side}": COST for side in SIDES}
    for side in SIDES:
        content[side]["tactic"] = {"name": "linear", "opening_claim": 1.0}
        content[side]["time_preference"] = {"discount_factor_per_round": DISCOUNT}
        if private:
            content[side]["reservations"] = [{"low": 0.0, "high": HIGHEST_RESERVATION}]
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """The four experiments."""
    from negotiation.experiment import Experiment

    tactics = ("us.tactic.name", "cn.tactic.name")
    date = ("time.rounds", "milestones.0.round", "game.breakdown_probability_per_round")
    rises = tuple(f"milestones.{k}.discretion" for k in (4, 5))
    runs = 400 if smoke else 20_000
    pie = laboratory(private=True)
    return {
        "dates": Experiment(
            scenario=pie, seed=SEED, replicates=runs,
            vary={date: list(DATES.values()), tactics: list(TACTICS)},
        ),
        "pressure": Experiment(
            scenario=pie, seed=SEED, replicates=runs, fixed=dict.fromkeys(tactics, "boulware"),
            vary={date[:2]: [(length, length - 1) for length in LENGTHS]},
        ),
        "solved": Experiment(
            scenario=laboratory(private=False), seed=SEED, replicates=runs // 10,
            vary={tactics: ["equilibrium", "boulware"]},
        ),
        "flagship": Experiment(
            scenario="buenos-aires-2018", seed=SEED, replicates=runs,
            vary={rises: DISCRETIONS, "framework.tolerance": list(TOLERANCES.values())},
        ),
    }  # fmt: skip
