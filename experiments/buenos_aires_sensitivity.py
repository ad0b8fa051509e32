"""On which assumptions the talks of November 2018 hang: Sobol indices of their outcomes.

The parameters are those that the scenario states a range for, uniform and independent over it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.paired import shown
from experiments.panels import panels
from negotiation.measures import Estimate

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SCENARIO = "buenos-aires-2018"
RANGES = {
    "pie": ("pie.usd_bn",),
    "discount rate of the US": ("us.time_preference.rate_per_year",),
    "discount rate of China": ("cn.time_preference.rate_per_year",),
    "prior: US structural first": ("us.profiles.0.probability", "us.profiles.1.probability"),
    "prior: China development first": ("cn.profiles.0.probability", "cn.profiles.1.probability"),
    "clarity of talk": ("game.talk_clarity",),
    "opening claim of the US": ("us.tactic.opening_claim",),
    "opening claim of China": ("cn.tactic.opening_claim",),
    "tolerance of a framework": ("framework.tolerance",),
    "weeks that China talks": ("cn.timing.rounds",),
}
"""Parameters that are varied; two addresses are a probability and its complement."""

STEPS = 101
"""Values of a probability that moves with its complement."""

PANELS = {
    "deal": "a deal",
    "frameworks": "a truce formed",
    "payoff_us": "payoff of the US",
    "payoff_cn": "payoff of China",
}
SHOWN = ("deal", "payoff_us")
"""Outcomes whose convergence is drawn."""

SILENT = 0.02
"""Total index below which, interval and all, a parameter counts as of no consequence."""

Effects = dict[str, dict[tuple[str, str], Estimate]]
"""By outcome: index of each parameter, of the kinds "first" and "total"."""


def stated_range(content: dict[str, Any], address: str) -> tuple[float, float]:
    """Low and high end that a scenario states for a number.

    >>> stated_range({"pie": {"usd_bn": {"value": 2.0, "low": 1.0, "high": 3.0}}}, "pie.usd_bn")
    (1.0, 3.0)
    """
    found: Any = content
    for part in address.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return float(found["low"]), float(found["high"])


def varied() -> dict[tuple[str, ...], Any]:
    """What is varied: uniform over the stated ranges, whole numbers among the weeks."""
    from negotiation.experiment.distributions import Uniform
    from negotiation.scenario import load_scenario

    content = load_scenario(SCENARIO).to_dict()
    found: dict[tuple[str, ...], Any] = {}
    for addresses in RANGES.values():
        low, high = stated_range(content, addresses[0])
        if len(addresses) == 1:
            found[addresses] = Uniform(low=low, high=high)
        else:
            shares = np.round(np.linspace(low, high, STEPS), 6).tolist()
            found[addresses] = [(share, round(1.0 - share, 6)) for share in shares]
    return found


def design(seed: int, smoke: bool) -> Experiment:
    """Saltelli's design over the ranges."""
    from negotiation.experiment import Experiment

    return Experiment(
        scenario=SCENARIO, seed=seed, replicates=40 if smoke else 400, vary=varied(),
        design={"kind": "saltelli", "base": 16 if smoke else 512},
    )  # fmt: skip


def effects_of(result: Result) -> Effects:
    """Indices of every outcome and parameter."""
    from negotiation.sensitivity import sobol_indices

    points = result.store.design().num_rows
    found: Effects = {}
    for outcome in PANELS:
        frame = sobol_indices(result, outcome)
        found[outcome] = {
            (kind, name): Estimate(*ends, points)
            for kind in ("first", "total")
            for name, ends in zip(RANGES, ends_of(frame, kind).tolist(), strict=True)
        }
    return found


def chance_of(result: Result) -> float:
    """Largest share of the variance that chance left in the means may be, over the outcomes."""
    from negotiation.sensitivity import chance_share

    return max(chance_share(result, outcome) for outcome in PANELS)


def ends_of(frame: pd.DataFrame, kind: str) -> Any:
    """Index with the ends of its interval, a row a parameter."""
    return frame[[kind, f"{kind}_low", f"{kind}_high"]].to_numpy()


# ---------------------------------------------------------------- words and figures


def strongest(effects: dict[tuple[str, str], Estimate]) -> str:
    """Parameter with the largest total index, with its interval."""
    name = max(RANGES, key=lambda each: effects["total", each].value)
    return f"{name} ({shown(effects['total', name], 2)})"


def sentence_of(found: Effects, chance: float) -> str:
    """Which parameters carry the variance of the outcomes."""
    movers = "; ".join(f"{PANELS[each]} with {strongest(found[each])}" for each in PANELS)
    silent = [name for name in RANGES
              if all(each["total", name].high < SILENT for each in found.values())]  # fmt: skip
    return (
        f"Over the stated ranges the largest total Sobol indices are: {movers}; below {SILENT} "
        f"for every outcome: {', '.join(silent) or 'none'}. Chance left in the means of the points "
        f"is at most {100.0 * chance:.1f} % of their variance."
    )


def sobol_figure(found: Effects) -> Figure:
    """Indices of the outcomes, two panels a row."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from negotiation.plots import sobol_bars
    from negotiation.plots.style import FULL_WIDTH_MM, MM, TEXT_PT

    figure = Figure(figsize=(FULL_WIDTH_MM * MM, 230.0 * MM), layout="constrained", dpi=150)
    FigureCanvasAgg(figure)
    for place, (outcome, title) in enumerate(PANELS.items()):
        first, total = (np.array([found[outcome][kind, name][:3] for name in RANGES])
                        for kind in ("first", "total"))  # fmt: skip
        ax = sobol_bars(
            list(RANGES), first[:, 0], total[:, 0],
            first_interval=(first[:, 1], first[:, 2]), total_interval=(total[:, 1], total[:, 2]),
            ax=figure.add_subplot(2, 2, place + 1),
        )  # fmt: skip
        ax.set_title(title, fontsize=TEXT_PT, loc="left", fontweight="bold", pad=16.0)
    return figure


def convergence_figure(result: Result) -> Figure:
    """Total indices from ever more base points."""
    from negotiation.plots import sobol_convergence
    from negotiation.plots.style import TEXT_PT
    from negotiation.sensitivity import convergence

    figure, axes = panels(len(SHOWN), height_mm=100.0)
    for ax, outcome in zip(axes, SHOWN, strict=True):
        frame = convergence(result, outcome)
        values = ends_of(frame, "total").reshape(-1, len(RANGES), 3)
        sobol_convergence(frame["base"].unique(), list(RANGES), values[..., 0],
                          (values[..., 1], values[..., 2]), ax=ax)  # fmt: skip
        ax.set_xlabel(f"base points (number): {PANELS[outcome]}", fontsize=TEXT_PT)
    return figure
