"""The talks of November 2018: how they end and when, and which assumptions that hangs on.

Design
    *baseline*: the scenario `buenos-aires-2018` as it stands, its private types drawn anew in every
    run. *sensitivity*: a Latin hypercube over what the scenario states a range for (pie, discount
    rates, prior odds of the priority profiles, clarity of talk, opening claims, tolerance of a
    framework, how long China talks); every point plays the same replicates. *timing*: who offers,
    talks or demands before talks are open, pair by pair, on common random numbers.
Measure
    Wilson's intervals for rates; distribution of the dates with its band; Spearman's rank
    correlation of the means of a point with its parameters, interval: Bonett and Wright (2000).
What it supposes
    Reservation utilities, priorities, pie and tactics are assumptions of the scenario, uniform and
    independent over their ranges; tactics are heuristic and do not react to costs. Distributions
    under these assumptions, not forecasts.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc, spearmanr

from experiments.paired import Paired, shown
from experiments.panels import panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, ending_rates, paired_difference, rate_of
from negotiation.measures.intervals import CONFIDENCE
from negotiation.terms import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SCENARIO = "buenos-aires-2018"
SEED = 20181130
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

WHOLE = ("cn.timing.rounds",)
STANCES = ("offer", "talk", "demand")
SIDES = {"us": "the US", "cn": "China"}
PANELS = {
    "deal": "a deal",
    "truce": "a truce formed",
    "payoff_us": "payoff of the US",
    "payoff_cn": "payoff of China",
}
COLUMNS = ("outcome", "round", "frameworks", "payoff_us", "payoff_cn")


# ---------------------------------------------------------------- designs


def stated_range(content: dict[str, Any], address: str) -> tuple[float, float]:
    """Low and high end that a scenario states for a number.

    >>> stated_range({"pie": {"usd_bn": {"value": 2.0, "low": 1.0, "high": 3.0}}}, "pie.usd_bn")
    (1.0, 3.0)
    """
    found: Any = content
    for part in address.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return float(found["low"]), float(found["high"])


def hypercube(points: int) -> list[tuple[float, ...]]:
    """Rows of values of all addresses, one of each stratum of every range."""
    from negotiation.scenario import load_scenario

    content = load_scenario(SCENARIO).to_dict()
    drawn = qmc.LatinHypercube(len(RANGES), rng=np.random.default_rng(SEED)).random(points)
    columns: list[NDArray[np.float64]] = []
    for share, addresses in zip(drawn.T, RANGES.values(), strict=True):
        low, high = stated_range(content, addresses[0])
        values = np.round(low + (high - low) * share, 6)
        columns.append(np.rint(values) if addresses[0] in WHOLE else values)
        if len(addresses) > 1:
            columns.append(np.round(1.0 - values, 6))
    return [tuple(row) for row in np.column_stack(columns).tolist()]


def designs(smoke: bool) -> dict[str, Experiment]:
    """The three experiments."""
    from negotiation.experiment import Experiment

    addresses = tuple(each for group in RANGES.values() for each in group)
    rows = [
        tuple(int(v) if a in WHOLE else v for a, v in zip(addresses, row, strict=True))
        for row in hypercube(40 if smoke else 1000)
    ]
    strategies = ("us.timing.strategy", "cn.timing.strategy")
    fixed = {"cn.timing.rounds": 4, "us.timing.rounds": 4}
    return {
        "baseline": Experiment(
            scenario=SCENARIO, question=STUDY.question, seed=SEED,
            replicates=2000 if smoke else 200_000,
        ),
        "sensitivity": Experiment(
            scenario=SCENARIO, seed=SEED, replicates=50 if smoke else 1000,
            vary={addresses: rows},
        ),
        "timing": Experiment(
            scenario=SCENARIO, seed=SEED, replicates=500 if smoke else 20_000, fixed=fixed,
            vary={strategies: list(product(STANCES, STANCES))},
        ),
    }  # fmt: skip


# ---------------------------------------------------------------- measures


def rank_correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> Estimate:
    """Spearman's correlation with the interval of Bonett and Wright (2000).

    >>> rank_correlation(np.arange(9.0), np.arange(9.0) ** 2).value
    1.0
    """
    if np.ptp(y) == 0.0:
        return Estimate(0.0, 0.0, 0.0, y.size)
    rho = float(spearmanr(x, y).statistic)
    rho = min(1.0 - 1e-12, max(-1.0 + 1e-12, rho))
    half = float(ndtri((1.0 + CONFIDENCE) / 2.0)) * np.sqrt((1.0 + rho**2 / 2.0) / (y.size - 3))
    low, high = (float(np.tanh(np.arctanh(rho) + sign * half)) for sign in (-1.0, 1.0))
    return Estimate(round(rho, 9), low, high, y.size)


def point_means(result: Result) -> dict[str, NDArray[np.float64]]:
    """Means of the outcomes at every point of the hypercube."""
    columns = Paired(result, COLUMNS).columns
    return {
        "deal": (columns["outcome"] == Outcome.DEAL).mean(axis=1),
        "truce": (columns["frameworks"] > 0).mean(axis=1),
        "payoff_us": columns["payoff_us"].mean(axis=1),
        "payoff_cn": columns["payoff_cn"].mean(axis=1),
    }


def correlations(result: Result) -> dict[str, dict[str, Estimate]]:
    """Rank correlation of every outcome with every parameter."""
    values, means = varied_values(result), point_means(result)
    return {
        outcome: {name: rank_correlation(x, means[outcome]) for name, x in values.items()}
        for outcome in PANELS
    }


def varied_values(result: Result) -> dict[str, NDArray[np.float64]]:
    """Values of every parameter at the points; the design keeps the order of the addresses."""
    columns, at, found = result.parameters, 0, {}
    for name, addresses in RANGES.items():
        found[name] = result.design[columns[at]].to_numpy(dtype=np.float64)
        at += len(addresses)
    return found


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


def tornado_figure(found: dict[str, dict[str, Estimate]]) -> Figure:
    """Rank correlations of the outcomes with the parameters, two panels a row."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from negotiation.plots import tornado
    from negotiation.plots.style import FULL_WIDTH_MM, MM, TEXT_PT

    figure = Figure(figsize=(FULL_WIDTH_MM * MM, 190.0 * MM), layout="constrained", dpi=150)
    FigureCanvasAgg(figure)
    for place, (outcome, title) in enumerate(PANELS.items()):
        ax = figure.add_subplot(2, 2, place + 1)
        effects = found[outcome]
        tornado(
            {name: each.value for name, each in effects.items()}, "rank correlation (number)",
            intervals={name: (each.low, each.high) for name, each in effects.items()}, ax=ax,
        )  # fmt: skip
        ax.set_xlim(-1.05, 1.05)
        ax.set_title(title, fontsize=TEXT_PT, loc="left", fontweight="bold")
    return figure


def table_of(
    rates: dict[str, Estimate],
    found: dict[str, dict[str, Estimate]],
    effects: dict[tuple[str, str, str], Estimate],
) -> pd.DataFrame:
    """Rates, rank correlations and effects of timing, a row each."""
    import pandas as pd

    rows = [("rate", name, "", each) for name, each in rates.items()]
    rows += [
        ("rank correlation", outcome, name, each)
        for outcome, by_name in found.items() for name, each in by_name.items()
    ]  # fmt: skip
    rows += [
        ("payoff less that of (demand, talk)", f"payoff_{side}", f"({own}, {other})", each)
        for (side, own, other), each in effects.items()
    ]
    return pd.DataFrame(
        [{"measure": m, "outcome": o, "of": p, **e._asdict()} for m, o, p, e in rows]
    )


def strongest(effects: dict[str, Estimate]) -> str:
    """Parameter with the largest rank correlation, with its interval."""
    name = max(effects, key=lambda each: abs(effects[each].value))
    return f"{name} ({shown(effects[name], 2)})"


def sentence_of(
    rates: dict[str, Estimate],
    runs: pd.DataFrame,
    found: dict[str, dict[str, Estimate]],
    effects: dict[tuple[str, str, str], Estimate],
) -> str:
    """What was found."""
    dates = dates_of(runs)
    struck = runs["round"].to_numpy()[runs["outcome"].to_numpy() == Outcome.DEAL]
    median = dates["date"][int(np.median(struck))].date()
    movers = "; ".join(f"{PANELS[each]} with {strongest(found[each])}" for each in PANELS)
    most = max(effects.values(), key=lambda each: abs(each.value))
    largest = max(effects, key=lambda each: abs(effects[each].value))
    silent = [name for name in RANGES
              if all(e[name].low <= 0.0 <= e[name].high for e in found.values())]  # fmt: skip
    return (
        f"Under the assumptions of the scenario {shown(rates['agreement'])} of the runs end in a "
        f"deal by 1 May 2019, {shown(rates['expiry'])} without one and "
        f"{shown(rates['breakdown'])} in a breakdown; {shown(rates['truce formed'])} form a truce "
        f"at the summit, to which the scenario is calibrated; the median deal falls into the week "
        f"of {median}. Over the stated ranges the strongest rank correlations are: {movers}; "
        f"without a visible effect on any: {', '.join(silent) or 'none'}. Timing matters little "
        f"under these heuristic tactics: of all pairs of stances, ({largest[1]}, {largest[2]}) "
        f"moves a mean payoff most against (demand, talk), that of {SIDES[largest[0]]} by "
        f"{shown(most, 4)} of the pie."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Outcomes, dates, and what they hang on."""
    runs = results["baseline"].to_pandas(columns=list(COLUMNS))
    rates = rates_of(runs)
    found = correlations(results["sensitivity"])
    effects = timing_effects(results["timing"])
    figures = {
        "dates": dates_figure(dates_of(runs), rates["truce formed"]),
        "payoffs": payoffs_figure(runs),
        "tornado": tornado_figure(found),
    }
    return Findings(
        sentence_of(rates, runs, found, effects), table_of(rates, found, effects), figures
    )


STUDY = Study(
    name="buenos_aires_2018",
    question="How do the talks of November 2018 end, when, and on which assumptions does it hang?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
