"""Worlds of the study `two_levels`: vetoes, tied hands, and the flagship with other ministries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181203
VETOES = (1, 2, 3, 4, 6)
FLOORS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8)
SPREADS = {"reported": 0.0, "uncertain by 0.2": 0.2}
SHIFTS = (-0.1, 0.1, 0.2)
QUOTAS = {"us": (0.25, 0.5, 0.75, 1.0), "cn": (0.5, 0.75, 1.0)}
BASE_QUOTA = {"us": 0.5, "cn": 0.75}
SIDES = {"us": "US", "cn": "China"}


def with_vetoes(n: int) -> dict[str, Any]:
    """Scenario `two-level` with n ministries of China."""
    from negotiation.scenario import load_scenario

    content = load_scenario("two-level").to_dict()
    first = content["cn"]["ministries"][0]
    content["cn"]["ministries"] = [first | {"name": f"ministry {k + 1}"} for k in range(n)]
    return content


def tied_hands() -> dict[str, Any]:
    """One pie with a deadline, and one ministry of China."""
    from negotiation.scenario import load_scenario

    content = load_scenario("deadline").to_dict()
    del content["framework"]
    content["milestones"] = [each for each in content["milestones"] if each["kind"] == "deadline"]
    for side in SIDES:
        content[side]["tactic"] = {"name": "boulware", "opening_claim": 0.9}
    content["game"]["first_proposer"] = "coin"
    content["game"]["proposer_rule"] = "coin"
    content["cn"]["ratification"] = {"quota": 1.0, "reports_at_start": True}
    content["cn"]["ministries"] = [
        {"name": "only", "weights": {"pie": 1.0}, "floor_low": 0.0, "floor_high": 0.8}
    ]
    return content


def tied_key(floor: float, spread: float) -> tuple[float, float, bool]:
    """Lowest and highest floor of China's ministry, and whether it reports.

    >>> tied_key(0.5, 0.0), tied_key(0.0, 0.2)
    ((0.5, 0.5, True), (0.0, 0.2, False))
    """
    low, high = (round(max(0.0, floor + sign * spread), 6) for sign in (-1.0, 1.0))
    return low, high, spread == 0.0


def shifted(side: str, shift: float) -> dict[str, Any]:
    """Flagship with all floors of a side moved, kept within [0, 1]."""
    from negotiation.scenario import load_scenario

    content = load_scenario("buenos-aires-2018").to_dict()
    for ministry in content[side]["ministries"]:
        for end in ("floor_low", "floor_high"):
            value = ministry[end]["value"] if isinstance(ministry[end], dict) else ministry[end]
            ministry[end] = round(min(1.0, max(0.0, value + shift)), 6)
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """Vetoes, tied hands, and the flagship by quota and by floors."""
    from negotiation.experiment import Experiment

    runs = 300 if smoke else 10_000
    plans = vetoes(smoke) | {"tied": tied()} | flagship()
    return {name: Experiment(seed=SEED, replicates=runs, **plan) for name, plan in plans.items()}


def vetoes(smoke: bool) -> dict[str, dict[str, Any]]:
    """All shares offered, by number of ministries."""
    from negotiation.experiment.vary import Range

    claims = Range(low=0.05, high=0.95, steps=10 if smoke else 37)
    return {
        f"vetoes_{n}": {"scenario": with_vetoes(n), "vary": {"us.tactic.opening_claim": claims}}
        for n in (VETOES[:3] if smoke else VETOES)
    }


def tied() -> dict[str, Any]:
    """Floors of China's ministry, reported and certain or uncertain."""
    ends = tuple(f"cn.ministries.0.floor_{end}" for end in ("low", "high"))
    keys = [tied_key(floor, spread) for spread in SPREADS.values() for floor in FLOORS]
    return {
        "scenario": tied_hands(), "vary": {(*ends, "cn.ratification.reports_at_start"): keys},
    }  # fmt: skip


def flagship() -> dict[str, dict[str, Any]]:
    """The talks of November 2018 by quotas, and by floors of one side."""
    quotas = {f"{side}.ratification.quota": list(values) for side, values in QUOTAS.items()}
    found = {"quotas": {"scenario": "buenos-aires-2018", "vary": quotas}}
    return found | {
        f"floors_{side}_{index}": {
            "scenario": shifted(side, shift),
            "vary": {f"{side}.ratification.quota": [BASE_QUOTA[side]]},
        }
        for side in SIDES for index, shift in enumerate(SHIFTS)
    }  # fmt: skip
