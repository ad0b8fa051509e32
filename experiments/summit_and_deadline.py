"""When do deals bunch? A date that is certain, one that is not, and a truce that may be enforced.

Design
    *dates*: one pie, private reservation utilities, both sides with the same tactic, 60 rounds.
    The talks end at a date that is certain, or by chance in any round (the same 60 rounds on
    average, over a horizon of 240), or both. Tactics: conceder, linear, boulware, firm.
    *pressure*: the certain date after 15, 30, 60 or 120 rounds, each round as costly as before.
    *solved*: the same certain date with solved claims; reservation utilities are known there.
    *flagship*: the talks of November 2018, with a summit that may form a framework and with one
    that cannot. The truce of a framework ends at a date, and what was suspended is then carried
    out never, if credible, or always: a deadline at somebody's discretion.
    Replicates have the same draws at all points of an experiment (common random numbers).
Measure
    Share of the deals that are struck in the last tenth of the time. Were deals spread evenly, it
    would be 0.1. Where talks end by chance, the same rounds count as where the date is certain.
What is known
    In the laboratory deals bunch just before a certain deadline (Roth, Murnighan, Schoumaker 1988);
    time pressure brings more agreements in a meta-analysis (Stuhlmacher et al. 1998) and more
    impasses in an experiment (Karagozoglu-Kocher 2019).
What it supposes
    Time-dependent tactics concede on a schedule that ends at the date: that they bunch is put into
    them, and only how it depends on date, exponent and chance is found. They do not look ahead to
    ends by chance, or to what the other side may do at its discretion. Not forecasts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.deadline_worlds import (
    DATES,
    DISCRETIONS,
    LENGTHS,
    ROUNDS,
    TACTICS,
    TOLERANCES,
    designs,
)
from experiments.paired import Paired, flat, shown
from experiments.panels import bars, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, paired_difference, rate_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result

LAST = 0.1  # part of the time that counts as its end
BUENOS_AIRES, TRUCE_ENDS = 4, 17  # rounds of the summit and of the end of the truce


def deal_rounds(runs: Paired, *key: Hashable) -> NDArray[np.int64]:
    """Rounds in which deals were struck."""
    return np.asarray(runs("round", *key)[runs.agreed(*key)], dtype=np.int64)


def deal_rate(runs: Paired, *key: Hashable) -> Estimate:
    """Share of runs that end in a deal."""
    return rate_of(runs.agreed(*key))


def late_share(rounds: NDArray[np.int64], begin: int, end: int) -> Estimate:
    """Share of deals struck in the last tenth of the rounds from `begin` to `end`, end excluded.

    >>> late_share(np.array([3, 9, 9, 12]), 0, 10).value
    0.5
    """
    first = end - max(1, round(LAST * (end - begin)))
    return rate_of((rounds >= first) & (rounds < end))


def row(experiment: str, what: str, runs: Paired, key: tuple[Hashable, ...], begin: int,
        end: int) -> dict[str, Any]:  # fmt: skip
    """What is reported of one design point."""
    rounds = deal_rounds(runs, *key)
    return {
        "experiment": experiment, "point": what, "late": late_share(rounds, begin, end),
        "deals": deal_rate(runs, *key),
        "median_round": float(np.median(rounds)) if rounds.size else float("nan"),
    }  # fmt: skip


def rows_of(runs: dict[str, Paired]) -> list[dict[str, Any]]:
    """What is reported of all design points."""
    found = [
        row("dates", f"{tactic}, {name}", runs["dates"], (*date, tactic, tactic), 0, ROUNDS)
        for tactic in TACTICS for name, date in DATES.items()
    ]  # fmt: skip
    found += [row("pressure", f"{n} rounds", runs["pressure"], (n, n - 1), 0, n) for n in LENGTHS]
    found += [
        row("solved", name, runs["solved"], (name, name), 0, ROUNDS)
        for name in ("equilibrium", "boulware")
    ]
    found += [
        row("flagship", f"rises {name}, {what}", runs["flagship"], (name, name, tolerance),
            BUENOS_AIRES + 1, TRUCE_ENDS)
        for name in DISCRETIONS for what, tolerance in TOLERANCES.items()
    ]  # fmt: skip
    return found


# ---------------------------------------------------------------- findings


def rounds_plot(
    ax: Axes, groups: dict[str, NDArray[np.int64]], label: str, last: tuple[float, float]
) -> None:
    """Draw when deals are struck, with what counts as the end of the time in grey."""
    from negotiation.plots import outcome_ecdf
    from negotiation.plots.canvas import legend_above
    from negotiation.plots.style import TEXT_PT

    outcome_ecdf({name: rounds for name, rounds in groups.items() if rounds.size}, label, ax=ax)
    ax.set_ylabel("deals at or before (share of deals)", fontsize=TEXT_PT)
    first, end = ceil(last[0]), ceil(last[1]) - 1
    late = f"rounds {first} to {end}" if end > first else f"round {first}"
    ax.axvspan(*last, color="0.9", zorder=0, label=late)
    legend_above(ax)


def dates_figure(runs: Paired) -> Figure:
    """When deals are struck, by tactic, for a certain date and for an end by chance."""
    figure, axes = panels(2, height_mm=70.0)
    for ax, name in zip(axes, ("certain date", "chance only"), strict=True):
        groups = {tactic: deal_rounds(runs, *DATES[name], tactic, tactic) for tactic in TACTICS}
        rounds_plot(ax, groups, f"round of the deal (number), {name}",
                    (ROUNDS * (1 - LAST), ROUNDS))  # fmt: skip
        ax.set_xlim(0, DATES[name][0])
    return figure


def late_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """Share of late deals by tactic and kind of date, with intervals."""
    found = {each["point"]: each["late"] for each in rows if each["experiment"] == "dates"}
    known = {name: each for name, each in found.items() if each.n}
    label = "deals in the last tenth (share); line: even"
    return bars(known, label, "tactic and end of the talks", base=LAST)


def flagship_figure(runs: Paired) -> Figure:
    """When deals are struck in the flagship, with a framework and without."""
    figure, axes = panels(1)
    groups = {
        name: deal_rounds(runs, "always", "always", tolerance)
        for name, tolerance in TOLERANCES.items()
    }
    rounds_plot(axes[0], groups, "round of the deal (weeks from 1 November 2018)",
                (TRUCE_ENDS - 1.5, TRUCE_ENDS - 0.5))  # fmt: skip
    return figure


def table_of(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """One row a design point."""
    import pandas as pd

    return pd.DataFrame([{**flat(each), "bunches": each["late"].low > LAST} for each in rows])


def pressure_effect(runs: Paired) -> Estimate:
    """Change of the deal rate from the longest to the shortest time, in pairs."""
    ends = (LENGTHS[0], LENGTHS[-1])
    short, long = (runs.agreed(n, n - 1) for n in ends)
    return paired_difference(short, long)


def word(effect: Estimate) -> str:
    """Direction of an effect, where its interval tells one.

    >>> word(Estimate(0.1, 0.05, 0.15, 9)), word(Estimate(0.0, 0.0, 0.0, 9))
    ('more', 'no other share of')
    """
    if effect.low > 0.0:
        return "more"
    return "fewer" if effect.high < 0.0 else "no other share of"


def sentence_of(runs: dict[str, Paired], rows: Sequence[dict[str, Any]]) -> str:
    """What was found."""
    found = {f"{each['experiment']}: {each['point']}": each for each in rows}
    effect = pressure_effect(runs["pressure"])
    return (
        f"{dates_told(found)} A shorter time brings {word(effect)} deals "
        f"(15 less 120 rounds: {shown(effect)}). {flagship_told(found)}"
    )


def dates_told(found: dict[str, dict[str, Any]]) -> str:
    """Late deals before a date and without one, by tactic and solved."""
    certain, chance = (
        {t: found[f"dates: {t}, {end}"] for t in TACTICS} for end in ("certain date", "chance only")
    )
    solved = found["solved: equilibrium"]
    absent = "no" if solved["late"].high < LAST else "a"
    return (
        f"Before a certain date the share of deals in the last tenth of the time is "
        f"{late_told(certain)}, against 0.1 were they spread evenly; if talks end by chance alone "
        f"it is {late_told(chance)} in the same rounds, and deals go from "
        f"{shown(certain['boulware']['deals'])} of the runs to "
        f"{shown(chance['boulware']['deals'])} (boulware). With solved claims "
        f"and nothing private there is {absent} deadline effect: {shown(solved['late'])} late, "
        f"median round {solved['median_round']:.0f}."
    )


def late_told(found: dict[str, dict[str, Any]]) -> str:
    """Share of late deals of the tactics that bring deals."""
    return ", ".join(f"{shown(e['late'])} ({name})" for name, e in found.items() if e["late"].n)


def flagship_told(found: dict[str, dict[str, Any]]) -> str:
    """Late deals and all deals of the flagship, with a framework and without."""
    truces = [found[f"flagship: rises {name}, with a framework"] for name in DISCRETIONS]
    open_end = found["flagship: rises always, without"]
    verdict = "the same" if len({each["late"][:3] for each in truces}) == 1 else "not the same"
    return (
        f"In the flagship {shown(truces[-1]['late'])} of "
        f"the deals fall into the last tenth of the truce, and the share is {verdict} whether "
        f"suspended rises will never, credibly or always be carried out; without a framework "
        f"{shown(open_end['late'])} do, and {shown(open_end['deals'])} of the runs end in a deal "
        f"instead of {shown(truces[-1]['deals'])}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Shares of late deals, their figures and the finding."""
    runs = {name: Paired(result, ["round", "outcome"]) for name, result in results.items()}
    rows = rows_of(runs)
    figures = {
        "dates": dates_figure(runs["dates"]),
        "late_deals": late_figure(rows),
        "flagship": flagship_figure(runs["flagship"]),
    }
    return Findings(sentence_of(runs, rows), table_of(rows), figures)


STUDY = Study(
    name="summit_and_deadline",
    question="When do deals bunch: before certain dates, uncertain ones, or enforced truces?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
