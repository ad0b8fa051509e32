"""The talks of November 2018: how they end and when, and which assumptions that hangs on.

Design
    *baseline*: the scenario `buenos-aires-2018` as it stands, its private types drawn anew in every
    run. *sensitivity*: Saltelli's design over what the scenario states a range for (pie, discount
    rates, prior odds of the priority profiles, clarity of talk, opening claims, tolerance of a
    framework, how long China talks); every point plays the same replicates. *timing*: who offers,
    talks or demands before talks are open, pair by pair, on common random numbers.
Measure
    Wilson's intervals for rates; distribution of the dates with its band; first-order and total
    Sobol indices of the means of a point, with bootstrap intervals and their convergence.
What it supposes
    Reservation utilities, priorities, pie and tactics are assumptions of the scenario, uniform and
    independent over their ranges; tactics are heuristic and do not react to costs. Distributions
    under these assumptions, not forecasts.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments import buenos_aires_sensitivity as sensitivity
from experiments.paired import Paired, shown
from experiments.panels import panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, ending_rates, paired_difference, rate_of
from negotiation.terms import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SCENARIO = sensitivity.SCENARIO
SEED = 20181130
STANCES = ("offer", "talk", "demand")
SIDES = {"us": "the US", "cn": "China"}
COLUMNS = ("outcome", "round", "frameworks", "payoff_us", "payoff_cn")


# ---------------------------------------------------------------- designs


def designs(smoke: bool) -> dict[str, Experiment]:
    """The three experiments."""
    from negotiation.experiment import Experiment

    strategies = ("us.timing.strategy", "cn.timing.strategy")
    fixed = {"cn.timing.rounds": 4, "us.timing.rounds": 4}
    return {
        "baseline": Experiment(
            scenario=SCENARIO, question=STUDY.question, seed=SEED,
            replicates=2000 if smoke else 200_000,
        ),
        "sensitivity": sensitivity.design(SEED, smoke),
        "timing": Experiment(
            scenario=SCENARIO, seed=SEED, replicates=500 if smoke else 20_000, fixed=fixed,
            vary={strategies: list(product(STANCES, STANCES))},
        ),
    }  # fmt: skip


# ---------------------------------------------------------------- measures


def timing_effects(result: Result) -> dict[tuple[str, str, str], Estimate]:
    """Payoff of a pair of stances less that of the pair demand, talk; by side and pair."""
    runs = Paired(result, ("payoff_us", "payoff_cn"))
    pairs = [pair for pair in product(STANCES, STANCES) if pair != ("demand", "talk")]
    return {
        (side, *pair): paired_difference(
            runs(f"payoff_{side}", *pair), runs(f"payoff_{side}", "demand", "talk")
        )
        for side in ("us", "cn")
        for pair in pairs
    }


def rates_of(runs: pd.DataFrame) -> dict[str, Estimate]:
    """How the runs end, and how many formed a truce at the summit."""
    rates = ending_rates(runs)
    ended = {name: rates[name] for name in ("agreement", "expiry", "breakdown", "walk_out")}
    return {**ended, "truce formed": rate_of(runs["frameworks"].to_numpy() > 0)}


# ---------------------------------------------------------------- findings


def dates_of(runs: pd.DataFrame) -> pd.DataFrame:
    """Cumulative share of all runs that have ended in a deal, or otherwise, by date."""
    import pandas as pd

    from negotiation.scenario import load_scenario

    time = load_scenario(SCENARIO).time
    outcome, last = runs["outcome"].to_numpy(), runs["round"].to_numpy()
    rows = []
    for t in range(int(time.rounds.value)):
        day = pd.Timestamp(time.start_date) + pd.Timedelta(days=t * time.days_per_round.value)
        row: dict[str, Any] = {"round": t, "date": day}
        for name, code in (("deal", Outcome.DEAL), ("breakdown", Outcome.BREAKDOWN)):
            found = rate_of((outcome == code) & (last <= t))
            row |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
        rows.append(row)
    return pd.DataFrame(rows)


def dates_figure(dates: pd.DataFrame, truce: Estimate) -> Figure:
    """Share of the runs that have ended, by date, with the milestones."""
    import matplotlib.dates as mdates
    import pandas as pd

    from negotiation.plots.canvas import frame, legend_above
    from negotiation.plots.style import SMALL_PT, style_of

    figure, (ax,) = panels(1)
    for index, name in enumerate(("deal", "breakdown")):
        color = style_of(name, index + 1)["color"]
        ax.fill_between(dates["date"], dates[f"{name}_low"], dates[f"{name}_high"], color=color,
                        alpha=0.2, step="post", linewidth=0.0)  # fmt: skip
        ax.plot(dates["date"], dates[name], drawstyle="steps-post", label=name, color=color,
                linestyle="-" if index == 0 else "--", linewidth=1.2)  # fmt: skip
    top = 1.15 * float(dates["deal_high"].max())
    milestones = {"2018-12-01": "summit", "2019-01-01": "10 to 25 %", "2019-03-02": "truce ends"}
    for day, name in milestones.items():
        ax.axvline(pd.Timestamp(day), color="0.7", linewidth=0.8, zorder=0)
        ax.text(pd.Timestamp(day), top, f" {name}", fontsize=SMALL_PT, va="top", rotation=90.0,
                ha="right", color="0.3")  # fmt: skip
    frame(ax, "date", "ended so (share of all runs)")
    ax.set_ylim(0.0, top)
    ax.xaxis.set_major_locator(mdates.MonthLocator())  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %y"))  # type: ignore[no-untyped-call]
    legend_above(ax)
    return figure


def payoffs_figure(runs: pd.DataFrame) -> Figure:
    """Payoffs of both sides over all runs."""
    from negotiation.plots import by_side, outcome_ecdf
    from negotiation.plots.canvas import figure_of

    return figure_of(outcome_ecdf(by_side(runs, "payoff"), "payoff (share of the pie)"))


def table_of(
    rates: dict[str, Estimate],
    found: sensitivity.Effects,
    effects: dict[tuple[str, str, str], Estimate],
) -> pd.DataFrame:
    """Rates, Sobol indices and effects of timing, a row each."""
    import pandas as pd

    rows = [("rate", name, "", each) for name, each in rates.items()]
    rows += [
        (f"{kind} Sobol index", outcome, name, each)
        for outcome, indices in found.items() for (kind, name), each in indices.items()
    ]  # fmt: skip
    rows += [
        ("payoff less that of (demand, talk)", f"payoff_{side}", f"({own}, {other})", each)
        for (side, own, other), each in effects.items()
    ]
    return pd.DataFrame(
        [{"measure": m, "outcome": o, "of": p, **e._asdict()} for m, o, p, e in rows]
    )


def sentence_of(
    rates: dict[str, Estimate],
    runs: pd.DataFrame,
    hangs_on: str,
    effects: dict[tuple[str, str, str], Estimate],
) -> str:
    """What was found; what it hangs on is said by the part on sensitivity."""
    dates = dates_of(runs)
    struck = runs["round"].to_numpy()[runs["outcome"].to_numpy() == Outcome.DEAL]
    median = dates["date"][int(np.median(struck))].date()
    most = max(effects.values(), key=lambda each: abs(each.value))
    largest = max(effects, key=lambda each: abs(effects[each].value))
    return (
        f"Under the assumptions of the scenario {shown(rates['agreement'])} of the runs end in a "
        f"deal by 1 May 2019, {shown(rates['expiry'])} without one and "
        f"{shown(rates['breakdown'])} in a breakdown; {shown(rates['truce formed'])} form a truce "
        f"at the summit, to which the scenario is calibrated; the median deal falls into the week "
        f"of {median}. {hangs_on} Timing matters little under these heuristic tactics: of all "
        f"pairs of stances, ({largest[1]}, {largest[2]}) moves a mean payoff most against "
        f"(demand, talk), that of {SIDES[largest[0]]} by {shown(most, 4)} of the pie."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Outcomes, dates, and what they hang on."""
    runs = results["baseline"].to_pandas(columns=list(COLUMNS))
    rates = rates_of(runs)
    found = sensitivity.effects_of(results["sensitivity"])
    hangs_on = sensitivity.sentence_of(found, sensitivity.chance_of(results["sensitivity"]))
    effects = timing_effects(results["timing"])
    figures = {
        "dates": dates_figure(dates_of(runs), rates["truce formed"]),
        "payoffs": payoffs_figure(runs),
        "sobol": sensitivity.sobol_figure(found),
        "convergence": sensitivity.convergence_figure(results["sensitivity"]),
    }
    return Findings(
        sentence_of(rates, runs, hangs_on, effects), table_of(rates, found, effects), figures
    )


STUDY = Study(
    name="buenos_aires_2018",
    question="How do the talks of November 2018 end, when, and on which assumptions does it hang?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
