"""Framework first, details later: how long a truce, with what floor, at whose cost.

Design
    *truce*: two-issue world; nobody tables in round 0, a summit of that round forms a framework
    with equal floors, and the details are bargained over in a truce of N rounds. Claims are held to
    the end of the truce (`firm`), conceded late (`boulware`), or solved (`equilibrium`).
    *without*: the same draws without a framework: the US tables at once, or both talk, solved.
    *floors*: lower and unequal floors, firm claims. *flagship*: the talks of November 2018 without
    a framework, and with truces of several lengths and several floors.
Measure
    Mean payoff of the two sides less that of tabling at once, in pairs; hold-up: what waiting in
    the truce costs both, against the shortest truce, of two rounds.
What theory says
    A framework of N rounds beats an own offer up to N* = 1.96 rounds (truce at no cost) or 1.66
    (at 0.005 a round): `negotiation.theory.offer_overlays`. It supposes that the gain from
    logrolling is shared equally; here it goes to the side that answers at the end.
What it supposes
    Priorities are exchanged truthfully in a framework; heuristic tactics do not see the hold-up.
    Comparative statics under these assumptions, not forecasts.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.framework_worlds import (
    FLOORS,
    PLANS,
    SHORTEST,
    TACTICS,
    TRUCE_COSTS,
    WEEKS,
    WIDE,
    C,
    D,
    H,
    Q,
    designs,
)
from experiments.paired import Paired, flat, shown
from experiments.panels import line_plot, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, mean_of, paired_difference, rate_of
from negotiation.theory import offer_overlays, offer_timing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result

COLUMNS = ("outcome", "round", "frameworks", "payoff_us", "payoff_cn")


# ---------------------------------------------------------------- measures


def joint(runs: Paired, *key: Hashable) -> NDArray[np.float64]:
    """Mean payoff of the two sides in every replicate."""
    mean: NDArray[np.float64] = (runs("payoff_us", *key) + runs("payoff_cn", *key)) / 2.0
    return mean


def own_offer(without: Paired) -> NDArray[np.float64]:
    """What the side that tables at once earns, solved and without a framework."""
    payoff: NDArray[np.float64] = without("payoff_us", *PLANS["table at once"])
    return payoff


def gains(truce: Paired, without: Paired) -> dict[tuple[str, int, float], Estimate]:
    """Payoff of a framework less that of an own offer, by tactic, length and cost of the truce."""
    return {
        (str(key[0]), int(key[2]), float(key[3])): paired_difference(
            joint(truce, *key), own_offer(without)
        )
        for key in truce.place
    }


def hold_up(truce: Paired, n: int) -> Estimate:
    """What firm claims lose to waiting through a truce of n rounds instead of the shortest."""
    key = ("firm", "firm")
    return paired_difference(
        joint(truce, *key, SHORTEST, 0.0, 0.0), joint(truce, *key, n, 0.0, 0.0)
    )


# ---------------------------------------------------------------- findings


def row(study: str, what: str, runs: Paired, key: tuple[Hashable, ...]) -> dict[str, Any]:
    """What is reported of one design point."""
    agreed = runs.agreed(*key)
    rounds = runs("round", *key)[agreed]
    return flat({
        "experiment": study, "point": what,
        "payoff_us": mean_of(runs("payoff_us", *key)),
        "payoff_cn": mean_of(runs("payoff_cn", *key)),
        "deals": rate_of(agreed), "frameworks": rate_of(runs("frameworks", *key) > 0),
        "median_round": float(np.median(rounds)) if rounds.size else float("nan"),
    })  # fmt: skip


def table_of(runs: dict[str, Paired]) -> pd.DataFrame:
    """One row a design point."""
    import pandas as pd

    return pd.DataFrame([
        row(name, ", ".join(map(str, key)), each, key)
        for name, each in runs.items() for key in each.place
    ])  # fmt: skip


def truce_figure(found: dict[tuple[str, int, float], Estimate]) -> Figure:
    """Gain of a framework over an own offer by length of the truce."""
    figure, axes = panels(len(TRUCE_COSTS))
    for ax, cost in zip(axes, TRUCE_COSTS, strict=True):
        lengths = sorted({n for _, n, _ in found})
        lines = {
            tactic: [found[tactic, n, cost] for n in lengths]
            for tactic in TACTICS if (tactic, lengths[0], cost) in found
        }  # fmt: skip
        line_plot(ax, lengths, lines, f"length of the truce (rounds), at {cost:g} a round",
                  "gain over an own offer (share of the pie)")  # fmt: skip
        ax.axhline(0.0, color="black", linewidth=0.8)
        limit = offer_overlays.framework_rounds(offer_timing.common(H, Q, D, C), cost)
        ax.axvline(limit, color="0.6", linestyle=":", linewidth=1.0)
        ax.annotate("N* (theory)", (limit, 0.02), (3, 0), textcoords="offset points",
                    xycoords=("data", "axes fraction"), fontsize=6.0, color="0.3")  # fmt: skip
    return figure


def floors_figure(runs: dict[str, Paired]) -> Figure:
    """Payoffs of both sides by floors: two-issue world, and the flagship by length of the truce."""
    figure, (world, talks) = panels(2)
    pairs = {f"{us:g}, {cn:g}": (us, cn) for us, cn in FLOORS}
    weeks = {name: (*((0.0, 0) if n is None else (WIDE, n)), 0.5, 0.5) for name, n in WEEKS.items()}
    payoffs_plot(world, runs["floors"], pairs, "floors of the US, China (two-issue, truce of 2)")
    payoffs_plot(talks, runs["flagship"], weeks, "truce in the flagship, equal floors of 0.5")
    return figure


def payoffs_plot(
    ax: Axes, runs: Paired, points: Mapping[str, tuple[Hashable, ...]], x_label: str
) -> None:
    """Draw the payoffs of both sides at design points, with intervals."""
    from negotiation.plots.canvas import frame, legend_above
    from negotiation.plots.style import TEXT_PT, style_of

    places = np.arange(len(points))
    for index, (side, column) in enumerate({"US": "payoff_us", "China": "payoff_cn"}.items()):
        value, low, high = np.array([mean_of(runs(column, *key))[:3] for key in points.values()]).T
        style = style_of(side, index) | {"linestyle": "none"}
        ax.errorbar(places + 0.1 * (2 * index - 1), value, yerr=[value - low, high - value],
                    label=side, capsize=2.0, markersize=4.0, **style)  # fmt: skip
    frame(ax, x_label, "payoff (share of the pie)")
    ax.set_xticks(places, list(points), fontsize=TEXT_PT)
    ax.axhline(0.0, color="0.7", linewidth=0.6, zorder=0)
    legend_above(ax)


def limits_told(found: dict[tuple[str, int, float], Estimate]) -> str:
    """Lengths at which firm claims beat an own offer, beside theory."""
    parts = []
    for cost in TRUCE_COSTS:
        limit = offer_overlays.framework_rounds(offer_timing.common(H, Q, D, C), cost)
        better = [n for t, n, c in found if (t, c) == ("firm", cost) and found[t, n, c].low > 0.0]
        parts.append(f"{max(better)} rounds" if better else "at no length")
        parts[-1] += f" at a truce cost of {cost:g} (theory: up to {limit:.2f} rounds)"
    return ", ".join(parts)


def best_of(found: dict[tuple[str, int, float], Estimate]) -> str:
    """Tactic, length and cost with which a framework does best against an own offer."""
    at = max(found, key=lambda key: found[key].value)
    return f"{shown(found[at])} with {at[0]} claims and a truce of {at[1]} rounds at {at[2]:g}"


def largest_change(flag: Paired) -> Estimate:
    """Largest change of the mean payoff of the sides by length of the truce or floors."""
    base = joint(flag, WIDE, 0, 0.5, 0.5)
    changes = [paired_difference(joint(flag, *key), base) for key in flag.place if key[0] == WIDE]
    return max(changes, key=lambda each: abs(each.value))


def sentence_of(runs: dict[str, Paired]) -> str:
    """What was found."""
    found = gains(runs["truce"], runs["without"])
    last = max(n for _, n, _ in found)
    floors = runs["floors"]
    base = floors("payoff_us", 0.5, 0.5)
    other, own = (
        paired_difference(floors("payoff_us", *pair), base) for pair in ((0.5, 0.3), (0.3, 0.5))
    )
    flag = runs["flagship"]
    long, none = (WIDE, 0, 0.5, 0.5), (0.0, 0, 0.5, 0.5)
    gain = paired_difference(joint(flag, *long), joint(flag, *none))
    deals = [rate_of(flag.agreed(*key)) for key in (long, none)]
    return (
        f"With claims held to the end of the truce, a framework with floors of 1/2 beats tabling "
        f"at once {limits_told(found)}; after {SHORTEST} rounds at no cost it brings the average "
        f"side {shown(found['firm', SHORTEST, 0.0])} against the own offer (the round of the "
        f"summit itself costs {C:g}). The best framework brings {best_of(found)}. Waiting through "
        f"{last} rounds instead of {SHORTEST} costs {shown(hold_up(runs['truce'], last))} a side "
        f"(hold-up). Lowering China's floor to 0.3 brings the US {shown(other)}, lowering its own "
        f"{shown(own)}. In the flagship frameworks at every summit, with a truce to 2 March, bring "
        f"deals in {shown(deals[0])} of the runs against {shown(deals[1])} without any, and "
        f"{shown(gain)} of the pie a side; length of the "
        f"truce and floors matter little there (at most {shown(largest_change(flag), 4)})."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Gains of frameworks, their figures and the finding."""
    runs = {name: Paired(result, COLUMNS) for name, result in results.items()}
    found = gains(runs["truce"], runs["without"])
    figures = {"truce": truce_figure(found), "floors": floors_figure(runs)}
    return Findings(sentence_of(runs), table_of(runs), figures)


STUDY = Study(
    name="framework_first",
    question="When does a framework with details later beat going without, and who is held up?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
