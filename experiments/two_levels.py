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

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from experiments.paired import Paired, shown
from experiments.panels import line_plot, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, mean_of, paired_difference, rate_of
from negotiation.terms import Outcome
from negotiation.theory import ratification

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SEED = 20181203
VETOES = (1, 2, 3, 4, 6)
FLOORS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8)
SPREADS = {"reported": 0.0, "uncertain by 0.2": 0.2}
SHIFTS = (-0.1, 0.0, 0.1, 0.2)
QUOTAS = {"us": (0.25, 0.5, 0.75, 1.0), "cn": (0.5, 0.75, 1.0)}
BASE_QUOTA = {"us": 0.5, "cn": 0.75}
SIDES = {"us": "US", "cn": "China"}
COLUMNS = ("outcome", "ratification_failures", "payoff_us", "payoff_cn")


# ---------------------------------------------------------------- designs


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
    from negotiation.experiment.vary import Range

    runs = 300 if smoke else 10_000
    found = {
        f"vetoes_{n}": Experiment(
            scenario=with_vetoes(n), seed=SEED, replicates=runs,
            vary={"us.tactic.opening_claim": Range(low=0.05, high=0.95, steps=10 if smoke else 37)},
        ) for n in (VETOES[:3] if smoke else VETOES)
    }  # fmt: skip
    ends = tuple(f"cn.ministries.0.floor_{end}" for end in ("low", "high"))
    found["tied"] = Experiment(
        scenario=tied_hands(), seed=SEED, replicates=runs,
        vary={(*ends, "cn.ratification.reports_at_start"): [
            tied_key(floor, spread) for spread in SPREADS.values() for floor in FLOORS]},
    )  # fmt: skip
    found["quotas"] = Experiment(
        scenario="buenos-aires-2018", seed=SEED, replicates=runs,
        vary={f"{side}.ratification.quota": list(values) for side, values in QUOTAS.items()},
    )  # fmt: skip
    found |= {
        f"floors_{side}_{index}": Experiment(
            scenario=shifted(side, shift), seed=SEED, replicates=runs,
            vary={f"{side}.ratification.quota": [BASE_QUOTA[side]]},
        ) for side in SIDES for index, shift in enumerate(SHIFTS)
    }  # fmt: skip
    return found


# ---------------------------------------------------------------- measures


def failures(runs: Paired, *key: Hashable) -> Estimate:
    """Share of the runs in which ministries reject a package at least once."""
    return rate_of(runs("ratification_failures", *key) > 0)


def deals(runs: Paired, *key: Hashable) -> Estimate:
    """Share of the runs that end in a deal."""
    return rate_of(runs("outcome", *key) == Outcome.DEAL)


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
    base = ("quotas", (BASE_QUOTA["us"], BASE_QUOTA["cn"]))
    points = [("quotas", key, f"quotas {key[0]:g}, {key[1]:g}") for key in runs["quotas"].place]
    points += [
        (f"floors_{side}_{index}", (BASE_QUOTA[side],), f"floors of {name} {shift:+g}")
        for side, name in SIDES.items() for index, shift in enumerate(SHIFTS)
    ]  # fmt: skip
    return [
        {"point": what, "failures": failures(runs[study], *key), "deals": deals(runs[study], *key)}
        | {side: paired_difference(runs[study](f"payoff_{side}", *key),
                                   runs[base[0]](f"payoff_{side}", *base[1])) for side in SIDES}
        for study, key, what in points
    ]  # fmt: skip


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


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Row with estimates as three columns.

    >>> flat({"us": Estimate(0.5, 0.4, 0.6, 9)})
    {'us': 0.5, 'us_low': 0.4, 'us_high': 0.6}
    """
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Estimate):
            found |= {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high}
        else:
            found[name] = value
    return found


def vetoes_of(runs: dict[str, Paired]) -> dict[int, Paired]:
    """Runs of the veto experiment by number of ministries."""
    names = [name for name in runs if name.startswith("vetoes_")]
    return {int(name.removeprefix("vetoes_")): runs[name] for name in names}


def vetoes_figure(runs: dict[str, Paired]) -> Figure:
    """Rate of ratification and payoff by the share offered."""
    from negotiation.plots.style import style_of

    figure, axes = panels(2)
    for ax, what in zip(axes, ("ratified", "payoff"), strict=True):
        lines, offered = {}, []
        for n, each in vetoes_of(runs).items():
            keys = sorted(each.place, key=lambda key: -float(key[0]))
            offered = [1.0 - float(key[0]) for key in keys]
            lines[f"{n} vetoes" if n > 1 else "1 veto"] = [
                deals(each, *key) if what == "ratified" else mean_of(each("payoff_us", *key))
                for key in keys
            ]
        label = "ratified (share of runs)" if what == "ratified" else "payoff of the US (share)"
        line_plot(ax, offered, lines, "offered to China (share of the pie)", label)
        if what == "payoff":
            for index, n in enumerate(vetoes_of(runs)):
                ax.plot(ratification.veto_offer(n), ratification.veto_payoff(n), marker="*",
                        markersize=9.0, color=style_of("", index)["color"], zorder=5)  # fmt: skip
            ax.set_title("star: theory", fontsize=6.0, loc="right")
    return figure


def tied_figure(runs: dict[str, Paired]) -> Figure:
    """What a floor of China's ministry brings both sides."""
    figure, axes = panels(2)
    for ax, (name, spread) in zip(axes, SPREADS.items(), strict=True):
        lines = {
            side_name: [tied_effect(runs["tied"], side, floor, spread) for floor in FLOORS]
            for side, side_name in SIDES.items()
        }
        line_plot(ax, FLOORS, lines, "floor of China's ministry (share of the pie)",
                  "change of the payoff (share)", name)  # fmt: skip
        ax.axhline(0.0, color="0.7", linewidth=0.6)
    return figure


def flagship_figure(rows: list[dict[str, Any]]) -> Figure:
    """Share of runs of the flagship that end in a deal, by quotas and floors."""
    from negotiation.plots import tornado
    from negotiation.plots.canvas import figure_of

    found = {row["point"]: row["deals"] for row in rows}
    at = f"quotas {BASE_QUOTA['us']:g}, {BASE_QUOTA['cn']:g}"
    ax = tornado(
        {name: each.value for name, each in found.items()},
        "deals (share of runs); line: as it stands",
        base=found[at].value,
        intervals={name: (each.low, each.high) for name, each in found.items()},
    )
    ax.set_ylabel("")
    return figure_of(ax)


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
    at = found[f"quotas {BASE_QUOTA['us']:g}, {BASE_QUOTA['cn']:g}"]
    strict = found[f"quotas {QUOTAS['us'][-1]:g}, {QUOTAS['cn'][-1]:g}"]
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
