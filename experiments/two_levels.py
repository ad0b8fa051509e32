"""Two levels: how often ministries reject a deal, and who gains from tied hands.

Design
    *vetoes*: one offer to a side whose 1 to 6 ministries have floors that nobody knows and a veto
    each (scenario `two-level`); the share that is offered is varied.
    *tied hands*: one pie, boulware claims on both sides, China's single ministry has a floor that
    is certain and reported at the start, or uncertain and not reported.
    *flagship*: the talks of November 2018; quotas of both sides, and all floors of a side shifted.
Measure
    Share of the runs in which ministries reject an accepted package; payoffs in pairs against the
    scenario as it stands (common random numbers).
What theory says
    Against n vetoes the best offer is n / (n + 1), ratified with probability (n / (n + 1))^n. A
    known floor works like an outside option (Putnam 1988): the side that is tied gains where it
    binds (`negotiation.theory.ratification`).
What it supposes
    Heuristic claims are lifted to what is ratifiable for sure, but do not foresee the other side's
    ministries. Comparative statics under these assumptions, not forecasts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from experiments.paired import Paired, flat, shown
from experiments.panels import bars, line_plot, panels
from experiments.study import Findings, Study, run_study
from experiments.two_level_worlds import (
    BASE_QUOTA,
    FLOORS,
    QUOTAS,
    SHIFTS,
    SIDES,
    SPREADS,
    designs,
    tied_key,
)
from negotiation.measures import Estimate, mean_of, paired_difference, rate_of
from negotiation.theory import ratification

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result

COLUMNS = ("outcome", "ratification_failures", "payoff_us", "payoff_cn")
BASE = (BASE_QUOTA["us"], BASE_QUOTA["cn"])


# ---------------------------------------------------------------- measures


def failures(runs: Paired, *key: Hashable) -> Estimate:
    """Share of the runs in which ministries reject a package at least once."""
    return rate_of(runs("ratification_failures", *key) > 0)


def deals(runs: Paired, *key: Hashable) -> Estimate:
    """Share of the runs that end in a deal."""
    return rate_of(runs.agreed(*key))


def best_offer(runs: Paired) -> tuple[float, Estimate, Estimate]:
    """Share that is best to offer, payoff of the side that offers it, and rate of ratification."""
    key = max(runs.place, key=lambda each: float(runs("payoff_us", *each).mean()))
    return 1.0 - float(key[0]), mean_of(runs("payoff_us", *key)), deals(runs, *key)


def tied_effect(runs: Paired, side: str, floor: float, spread: float) -> Estimate:
    """What a floor of China's ministry changes in the payoff of a side."""
    keys = tied_key(floor, spread), tied_key(0.0, 0.0)
    tied, free = (runs(f"payoff_{side}", *key) for key in keys)
    return paired_difference(tied, free)


def flagship_rows(runs: dict[str, Paired]) -> list[dict[str, Any]]:
    """Rates and paired differences of the flagship at every quota and shift of floors."""
    points = [(runs["quotas"], key, quotas_name(key)) for key in runs["quotas"].place]
    points += [
        (runs[f"floors_{side}_{index}"], (BASE_QUOTA[side],), f"floors of {name} {shift:+g}")
        for side, name in SIDES.items() for index, shift in enumerate(SHIFTS)
    ]  # fmt: skip
    return [
        {"point": what, "failures": failures(study, *key), "deals": deals(study, *key)}
        | {side: paired_difference(study(f"payoff_{side}", *key),
                                   runs["quotas"](f"payoff_{side}", *BASE)) for side in SIDES}
        for study, key, what in points
    ]  # fmt: skip


def quotas_name(quotas: Sequence[Hashable]) -> str:
    """Name of the quotas of both sides.

    >>> quotas_name((0.5, 1.0))
    'quotas 0.5, 1'
    """
    us, cn = quotas
    return f"quotas {us:g}, {cn:g}"


# ---------------------------------------------------------------- findings


def table_of(runs: dict[str, Paired]) -> pd.DataFrame:
    """Vetoes with theory, tied hands and the flagship, a row each point."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for name, each in vetoes_of(runs).items():
        share, payoff, ratified = best_offer(each)
        rows.append({"experiment": "vetoes", "point": name, "offered": share,
                     "offered_theory": ratification.veto_offer(name), "deals": ratified,
                     "deals_theory": ratification.ratification_probability(name), "us": payoff,
                     })  # fmt: skip
    rows += [
        {"experiment": "tied", "point": f"floor {floor:g}, {name}",
         "failures": failures(runs["tied"], *tied_key(floor, spread)),
         "deals": deals(runs["tied"], *tied_key(floor, spread))}
        | {side: tied_effect(runs["tied"], side, floor, spread) for side in SIDES}
        for name, spread in SPREADS.items() for floor in FLOORS
    ]  # fmt: skip
    rows += [{"experiment": "flagship", **row} for row in flagship_rows(runs)]
    return pd.DataFrame([flat(row) for row in rows])


def vetoes_of(runs: dict[str, Paired]) -> dict[int, Paired]:
    """Runs of the veto experiment by number of ministries."""
    names = [name for name in runs if name.startswith("vetoes_")]
    return {int(name.removeprefix("vetoes_")): runs[name] for name in names}


def vetoes_figure(runs: dict[str, Paired]) -> Figure:
    """Rate of ratification and payoff by the share offered."""
    figure, (rates, payoffs) = panels(2)
    offer = "offered to China (share of the pie)"
    offered: list[float] = []
    ratified, worth = {}, {}
    for n, each in vetoes_of(runs).items():
        keys = sorted(each.place, key=lambda key: -float(key[0]))
        offered, name = [1.0 - float(key[0]) for key in keys], f"{n} veto{'es' * (n > 1)}"
        ratified[name] = [deals(each, *key) for key in keys]
        worth[name] = [mean_of(each("payoff_us", *key)) for key in keys]
    line_plot(rates, offered, ratified, offer, "ratified (share of runs)")
    line_plot(payoffs, offered, worth, offer, "payoff of the US (share of the pie)")
    mark_best_offers(payoffs, list(vetoes_of(runs)))
    return figure


def mark_best_offers(ax: Axes, numbers: list[int]) -> None:
    """Mark what theory says is best to offer against so many vetoes."""
    from negotiation.plots.canvas import legend_above

    best = [(ratification.veto_offer(n), ratification.veto_payoff(n)) for n in numbers]
    ax.plot(*zip(*best, strict=True), linestyle="none", marker="*", markersize=9.0, color="white",
            markeredgecolor="black", markeredgewidth=0.8, zorder=5, label="theory")  # fmt: skip
    legend_above(ax)


def tied_figure(runs: dict[str, Paired]) -> Figure:
    """What a floor of China's ministry brings both sides."""
    figure, axes = panels(2)
    for ax, (name, spread) in zip(axes, SPREADS.items(), strict=True):
        lines = {
            side_name: [tied_effect(runs["tied"], side, floor, spread) for floor in FLOORS]
            for side, side_name in SIDES.items()
        }
        line_plot(ax, FLOORS, lines, f"floor of China's ministry, {name} (share of the pie)",
                  "change of the payoff (share of the pie)")  # fmt: skip
        ax.axhline(0.0, color="0.7", linewidth=0.6)
    return figure


def flagship_figure(rows: list[dict[str, Any]]) -> Figure:
    """Share of runs of the flagship that end in a deal, by quotas and floors."""
    found = {row["point"]: row["deals"] for row in rows}
    label = "deals (share of runs); quotas of the US and China; line: as it stands"
    return bars(found, label, base=found.pop(quotas_name(BASE)).value)


def sentence_of(runs: dict[str, Paired], rows: list[dict[str, Any]]) -> str:
    """What was found."""
    n = 3
    share, payoff, ratified = best_offer(vetoes_of(runs)[n])
    gains = {floor: tied_effect(runs["tied"], "cn", floor, 0.0) for floor in FLOORS}
    best = max(gains, key=lambda floor: gains[floor].value)
    loss = tied_effect(runs["tied"], "us", best, 0.0)
    doubt = tied_key(best, 0.2)
    unsure = tied_effect(runs["tied"], "cn", best, 0.2)
    found = {row["point"]: row for row in rows}
    at = found[quotas_name(BASE)]
    strict = found[quotas_name([QUOTAS[side][-1] for side in SIDES])]
    return (
        f"Against {n} vetoes the best offer is {share:.3f} of the pie (theory "
        f"{ratification.veto_offer(n):.3f}), ratified in {shown(ratified)} of the runs (theory "
        f"{ratification.ratification_probability(n):.3f}) and worth {shown(payoff)}. Tied hands "
        f"bring China most at a reported floor of {best:g}: {shown(gains[best])}, at the cost of "
        f"the US ({shown(loss)}); with a floor uncertain by 0.2 it changes by {shown(unsure)}, "
        f"and {shown(failures(runs['tied'], *doubt))} of the runs see a "
        f"rejection. In the flagship ministries reject a package in "
        f"{shown(at['failures'])} of the "
        f"runs; unanimity on both sides moves deals from {shown(at['deals'])} to "
        f"{shown(strict['deals'])}, and changes the payoff of the US by {shown(strict['us'], 4)} "
        f"and that of China by {shown(strict['cn'], 4)}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Rejections, gains from tied hands, their figures and the finding."""
    runs = {name: Paired(result, COLUMNS) for name, result in results.items()}
    rows = flagship_rows(runs)
    figures = {
        "vetoes": vetoes_figure(runs),
        "tied_hands": tied_figure(runs),
        "flagship": flagship_figure(rows),
    }
    return Findings(sentence_of(runs, rows), table_of(runs), figures)


STUDY = Study(
    name="two_levels",
    question="How often do ministries reject a deal, and who gains from tied hands?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
