"""Which facts of laboratory and field the behavioural mode shows, and which not.

Design
    A pie of one issue, and one of four issues, with private reservation utilities, a certain last
    round and the tactic boulware on both sides; the other's first offer anchors with weight 0 or
    0.3. Varied: the opener's claim, who opens, the time, the weak side's seat, an outside option.
    The two-issue world, with the same tactic, for what first offers reveal: after how much talk
    the US tables, and whether the side that answers shows its own priorities (candour).
    No number was chosen to make a fact come out; all replicates are paired.
How it is judged
    A sign passes if the 95 % interval lies on its side of zero. A size passes if the interval
    overlaps the range that is reported. What the model cannot speak to is listed as not modelled;
    what fails is listed with what in the model stands against it. Without anchoring the first
    two rows are controls.
What is known
    Sources stand in the table; sizes are from those studies, populations and tasks differ. On what
    time pressure does to agreements two studies disagree: at most one of them can pass.
What it supposes
    The mode is a tactic, not a fit to people. Not forecasts.
"""

from __future__ import annotations

from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from experiments.known_facts import (
    NOT_MODELLED,
    Fact,
    first_mover_effect,
    known_facts,
    opener_correlation,
)
from experiments.laboratory import ANCHORING, designs
from experiments.paired import Paired, shown
from experiments.panels import panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result

COLUMNS = ("outcome", "round", "payoff_us", "payoff_cn", "deal_utility_us", "deal_utility_cn",
           "reservation_us", "reservation_cn")  # fmt: skip
NAME_WIDTH = 28  # characters
NEVER = 2.0  # beyond all correlations, effects and rates that are drawn


def controls(runs: dict[str, Paired]) -> dict[str, Estimate]:
    """What the tactic gives without anchoring, which no study knows of people."""
    return {
        "first offer and settlement, without anchoring": opener_correlation(runs["openers_1"], 0.0),
        "opener's gain, without anchoring": first_mover_effect(runs["seats"], 0.0),
    }


def table_of(facts: list[Fact], without: dict[str, Estimate]) -> pd.DataFrame:
    """One row a fact; then controls, and what the model has no part for."""
    import pandas as pd

    rows = [
        {"fact": f.name, "known": f.known, "source": f.source, "found": f.found.value,
         "low": f.found.low, "high": f.found.high, "verdict": f.verdict, "reason": f.reason}
        for f in facts
    ]  # fmt: skip
    rows += [
        {"fact": name, "found": e.value, "low": e.low, "high": e.high, "verdict": "control"}
        for name, e in without.items()
    ]
    rows += [
        {"fact": name, "known": size, "source": source, "verdict": "not modelled"}
        for name, size, source in NOT_MODELLED
    ]
    return pd.DataFrame(rows)


def facts_figure(facts: list[Fact]) -> Figure:
    """What was found, with intervals and the ranges that pass."""
    from negotiation.plots.canvas import frame, row_names, x_ticks
    from negotiation.plots.style import CN, TEXT_PT, US

    figure, (ax,) = panels(1, height_mm=8.0 * len(facts))
    places = np.arange(len(facts), dtype=np.float64)[::-1]
    for place, fact in zip(places, facts, strict=True):
        low, high = np.clip(fact.passes, -NEVER, NEVER)
        ax.barh(place, high - low, 0.8, low, color="0.9", zorder=0)
        good, (value, *ends) = fact.verdict == "pass", fact.found[:3]
        ax.errorbar(
            value, place, fmt="o" if good else "X", markersize=4.0, capsize=2.0, elinewidth=1.0,
            color=(US if good else CN)["color"], xerr=np.abs(np.array([ends]).T - value),
        )  # fmt: skip
    ax.axvline(0.0, color="black", linewidth=0.8)
    row_names(ax, places.tolist(), [fill(fact.name, NAME_WIDTH) for fact in facts])
    frame(ax, "", "")
    label = "found (r, g, rate or difference)\ngrey: passes; dot: pass, cross: fail"
    ax.set_xlabel(label, fontsize=TEXT_PT)
    reach = [v for f in facts for v in f.found[1:3]]
    ax.set_xlim(min([-0.2, *reach]) - 0.05, max([0.7, *reach]) + 0.05)
    x_ticks(ax)
    return figure


def failures_told(facts: list[Fact]) -> str:
    """Facts that are not shown, by what in the model stands against them."""
    failed = sorted((fact for fact in facts if fact.reason), key=lambda fact: fact.reason)
    told = []
    for reason, group in groupby(failed, key=lambda fact: fact.reason):
        names = [
            f"{f.name.removeprefix('... ')} ({shown(f.found, 2)}, known: {f.known})" for f in group
        ]
        told.append(f"{', '.join(names)} - {reason}")
    return "; ".join(told) or "nothing"


def sentence_of(facts: list[Fact], without: dict[str, Estimate]) -> str:
    """What was found."""
    passed = [fact for fact in facts if fact.verdict == "pass"]
    r, gain = without.values()
    return (
        f"Of {len(facts)} checks on known facts the behavioural mode passes {len(passed)} and "
        f"fails {len(facts) - len(passed)}; {len(NOT_MODELLED)} more facts are not modelled. It "
        f"passes on: {', '.join(f'{f.name} ({shown(f.found, 2)})' for f in passed)}; at an "
        f"anchoring weight of {ANCHORING:g} instead of 0 the first goes from r = {shown(r, 2)}, "
        f"the opener's gain from {shown(gain, 2)}. It fails on: {failures_told(facts)}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """All facts, their figure and the finding."""
    runs = {name: Paired(result, COLUMNS) for name, result in results.items()}
    facts, without = known_facts(runs), controls(runs)
    table = table_of(facts, without)
    return Findings(sentence_of(facts, without), table, {"facts": facts_figure(facts)})


STUDY = Study(
    name="stylised_facts",
    question="Which facts of laboratory and field does the behavioural mode show?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
