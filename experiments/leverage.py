"""Leverage: what asymmetric tariff pain is worth, what threats are worth, and to whom.

Design
    *asymmetry*: two-issue world with solved claims and answers; the flow cost of China rises, that
    of the US stays. Who tables and who talks is set by hand, pair by pair.
    *threat*: one pie, complete information, solved claims; the US has announced a rise of tariffs
    for the third round. How far the rise would hurt China, whether it is carried out (never,
    always, if it pays), and what a lapse costs the US in front of its audience, are varied.
    *flagship*: the talks of November 2018 with the heuristic tactics of that scenario; its two
    announced rises are carried out never, if credible, or always.
    Replicates have the same draws at all points of an experiment (common random numbers).
What theory says
    With common discount factor d, structural leverage is 1/2 + (c_China - c_US) / (2 (1 - d)). The
    side with more of it would rather table than talk from `leverage_threshold` on, the other
    rather talks. A threat is credible if leverage won plus the audience cost is not negative
    (`negotiation.theory.escalation`); a credible threat moves the shares before its date.
What it supposes
    One-sided threats, no retaliation beyond the tariff states; solved play knows the calendar,
    heuristic claims do not react to it. Comparative statics under these assumptions, not forecasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.paired import Floats, Paired, crossing_of, flat, shown
from experiments.panels import line_plot, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import mean_of, paired_difference
from negotiation.theory import offer_leverage, offer_timing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SEED = 20181112
H, Q, D = 0.65, 0.5, 0.95  # of the scenario two-issue
COST_US = 0.005
PAIRS = {"tables": ("offer", "talk"), "answers": ("talk", "offer"), "talks": ("talk", "talk")}
THREAT_ROUND = 2
COST_NOW, RISE_US = 0.005, 0.005  # of the scenario with a threat
THREATS = {
    "never carried out": ("never", 0.0),
    "if it pays": ("if_credible", 0.0),
    "if it pays, lapse costs 0.02": ("if_credible", 0.02),
    "always carried out": ("always", 0.0),
}
NONE = "never carried out"
DISCRETIONS = ("never", "if_credible", "always")
AUDIENCE = (0.005, 0.03)
SOLVED = {f"{side}.tactic.name": "equilibrium" for side in ("us", "cn")}
SIDES = {"US": "payoff_us", "China": "payoff_cn"}
NAMES = {"US": "the US", "China": "China"}


# ---------------------------------------------------------------- designs


def threat_scenario() -> dict[str, Any]:
    """One pie, two sides alike, and an announced rise of tariffs."""
    from negotiation.scenario import load_scenario

    alike = ["cn.time_preference.discount_factor_per_round=0.95", "game.first_proposer=coin"]
    content = load_scenario("split-the-pie", alike).to_dict()
    state = content["tariff_states"][0]
    now = {"flow_cost_per_round_us": COST_NOW, "flow_cost_per_round_cn": COST_NOW}
    later = {"flow_cost_per_round_us": COST_NOW + RISE_US, "flow_cost_per_round_cn": COST_NOW}
    content["tariff_states"] = [{**state, **now}, {**state, **later, "name": "T1"}]
    content["milestones"] = [
        {"kind": "escalation", "round": THREAT_ROUND, "side": "us", "to_state": "T1"}
    ]
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """The three experiments."""
    from negotiation.experiment import Experiment
    from negotiation.experiment.vary import Range

    strategies = ("us.timing.strategy", "cn.timing.strategy")
    threat = ("milestones.0.discretion", "milestones.0.audience_cost")
    rises = tuple(f"milestones.{k}.discretion" for k in (4, 5))
    costs = tuple(f"milestones.{k}.audience_cost" for k in (4, 5))
    return {
        "asymmetry": Experiment(
            scenario="two-issue", seed=SEED, replicates=200 if smoke else 4000,
            fixed={**SOLVED, "h": H, "q": Q, "d": D, "c_us": COST_US, "time.rounds": 6},
            vary={"c_cn": Range(low=0.002, high=0.018, steps=5 if smoke else 17),
                  strategies: list(PAIRS.values())},
        ),
        "threat": Experiment(
            scenario=threat_scenario(), seed=SEED, replicates=50 if smoke else 400, fixed=SOLVED,
            vary={"tariff_states.T1.flow_cost_per_round_cn":
                  Range(low=COST_NOW, high=COST_NOW + 0.012, steps=5 if smoke else 25),
                  threat: list(THREATS.values())},
        ),
        "flagship": Experiment(
            scenario="buenos-aires-2018", seed=SEED, replicates=200 if smoke else 20_000,
            vary={rises: list(DISCRETIONS), costs: list(AUDIENCE)},
        ),
    }  # fmt: skip


# ---------------------------------------------------------------- asymmetry


def asymmetry_rows(runs: Paired) -> list[dict[str, Any]]:
    """Mean payoffs of both sides by the flow cost of China, and its structural leverage."""
    rows = []
    for cost in dict.fromkeys(key[0] for key in runs.place):
        row: dict[str, Any] = {"cost": cost}
        row["leverage_us"] = mean_of(runs("leverage_us", cost, *PAIRS["tables"]))
        for what, (own, other) in PAIRS.items():
            row[f"US {what}"] = mean_of(runs("payoff_us", cost, own, other))
            row[f"China {what}"] = mean_of(runs("payoff_cn", cost, other, own))
        for side, column, turn in (("US", "payoff_us", 1), ("China", "payoff_cn", -1)):
            tabling = runs(column, cost, *PAIRS["tables"][::turn])
            row[f"{side} talks less tables"] = paired_difference(
                runs(column, cost, *PAIRS["talks"]), tabling
            )
        rows.append(row)
    return rows


# ---------------------------------------------------------------- threats


def threat_rows(runs: Paired) -> list[dict[str, Any]]:
    """What a threat changes for both sides, against the same threat never carried out."""
    rows = []
    for cost in dict.fromkeys(key[0] for key in runs.place):
        for name, threat in THREATS.items():
            row: dict[str, Any] = {"rise": round(cost - COST_NOW, 6), "threat": name}
            for side, column in SIDES.items():
                without = runs(column, cost, *THREATS[NONE])
                row[side] = paired_difference(runs(column, cost, *threat), without)
            rows.append(row)
    return rows


def flagship_rows(runs: Paired) -> list[dict[str, Any]]:
    """What carrying the announced rises out changes for both sides in the flagship."""
    rows = []
    for audience in AUDIENCE:
        base = (*["never"] * 2, *[audience] * 2)
        for discretion in DISCRETIONS[1:]:
            key = (*[discretion] * 2, *[audience] * 2)
            row: dict[str, Any] = {"threat": discretion.removeprefix("if_"), "audience": audience}
            for side, column in SIDES.items():
                row[side] = paired_difference(runs(column, *key), runs(column, *base))
            row["deal"] = paired_difference(deals(runs, key), deals(runs, base))
            rows.append(row)
    return rows


def deals(runs: Paired, key: tuple[Any, ...]) -> Floats:
    """Which runs end in a deal."""
    from negotiation.terms import Outcome

    return np.asarray(runs("outcome", *key) == Outcome.DEAL, dtype=np.float64)


# ---------------------------------------------------------------- findings


def asymmetry_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """Payoffs of both sides by structural leverage of the US."""
    figure, axes = panels(2)
    for ax, side in zip(axes, SIDES, strict=True):
        lines = {f"it {what}": [row[f"{side} {what}"] for row in rows] for what in PAIRS}
        line_plot(
            ax, [row["leverage_us"].value for row in rows], lines,
            "structural leverage of the US (share)",
            f"payoff of {NAMES[side]} (share of the pie)", side,
        )  # fmt: skip
    return figure


def threat_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """What threats bring both sides, by how far they would hurt China."""
    figure, axes = panels(2)
    rises = list(dict.fromkeys(row["rise"] for row in rows))
    for ax, side in zip(axes, SIDES, strict=True):
        lines = {
            name: [row[side] for row in rows if row["threat"] == name]
            for name in THREATS if name != NONE
        }  # fmt: skip
        label = f"what the threat brings {NAMES[side]} (share of the pie)"
        line_plot(ax, rises, lines, "threatened rise of China's flow cost (share of the pie per "
                  "round)", label, side)  # fmt: skip
        ax.axvline(RISE_US, color="0.6", linewidth=0.8, zorder=0)
        ax.axhline(0.0, color="0.6", linewidth=0.8, zorder=0)
    return figure


def flagship_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """What carrying threats out changes in the flagship."""
    from negotiation.plots import tornado

    bars = {
        f"{side}: {row['threat']}, {row['audience']:g}": row[side]
        for row in rows for side in SIDES
    }  # fmt: skip
    figure, axes = panels(1)
    tornado(
        {name: found.value for name, found in bars.items()},
        "change of the payoff (share of the pie)",
        intervals={name: (found.low, found.high) for name, found in bars.items()}, ax=axes[0],
    )  # fmt: skip
    axes[0].set_ylabel("threat carried out, cost of a lapse", fontsize=7.0)
    return figure


def table_of(rows: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """All rows of the three experiments, estimates with their intervals."""
    import pandas as pd

    return pd.DataFrame(
        [{"experiment": name, **flat(row)} for name, each in rows.items() for row in each]
    )


def sentence_of(rows: dict[str, list[dict[str, Any]]]) -> str:
    """What was found."""
    costs = [row["cost"] for row in rows["asymmetry"]]
    turning = crossing_of(costs, [row["US talks less tables"] for row in rows["asymmetry"]])
    theory = offer_leverage.switching_cost(H, Q, D, COST_US)
    leverage = 0.5 + (turning.value - COST_US) / (2 * (1 - D))
    bound = offer_leverage.leverage_threshold(H, Q, D, COST_US)
    keen = min(rows["asymmetry"], key=lambda row: row["China talks less tables"].low)
    least = keen["China talks less tables"]
    strong, weak = rows["asymmetry"][-1], rows["asymmetry"][0]
    credible = {name: [row for row in rows["threat"] if row["threat"] == name] for name in THREATS}
    always, tied = credible["always carried out"], credible["if it pays, lapse costs 0.02"]
    worst = min(tied, key=lambda row: row["US"].value)
    paying = [row["rise"] for row in credible["if it pays"] if row["US"].low > 0.0]
    flagship = next(row for row in rows["flagship"] if row["threat"] == "always")
    winners = [f"{NAMES[side]} gains" for side in SIDES if flagship[side].low > 0.0]
    gainers = " and ".join(winners) or "neither side gains"
    return (
        f"As China's flow cost rises from {weak['cost']:g} to {strong['cost']:g} (that of the US "
        f"is {COST_US:g}), the structural leverage of the US goes from "
        f"{weak['leverage_us'].value:.3f} to {strong['leverage_us'].value:.3f}; the US "
        f"prefers talking to tabling up to a Chinese cost of {shown(turning, 4)} (theory "
        f"{theory:.4f}), a leverage of {leverage:.3f} (theory {bound:.3f}), while China, talked "
        f"to, gains {shown(least)} or more from talking. With solved play an announced "
        f"rise pays the US if it hurts China more than the US: from a rise of "
        f"{min(paying):g} on (that of the US is {RISE_US:g}), up to "
        f"{shown(always[-1]['US'])} of the pie, and brings it {shown(always[0]['US'])} if it hurts "
        f"the US alone; an audience makes even a losing threat credible, at worst "
        f"{shown(worst['US'])} at a rise of {worst['rise']:g}. With the heuristic tactics of the "
        f"flagship {gainers} from carrying the announced rises out: always doing so "
        f"changes payoffs by {shown(flagship['US'])} (US) and {shown(flagship['China'])} (China), "
        f"and the share of deals by {shown(flagship['deal'])}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Payoffs by leverage, gains from threats, and the flagship."""
    payoffs = ["payoff_us", "payoff_cn"]
    rows = {
        "asymmetry": asymmetry_rows(Paired(results["asymmetry"], [*payoffs, "leverage_us"])),
        "threat": threat_rows(Paired(results["threat"], payoffs)),
        "flagship": flagship_rows(Paired(results["flagship"], [*payoffs, "outcome"])),
    }
    check(rows["asymmetry"])
    figures = {
        "asymmetry": asymmetry_figure(rows["asymmetry"]),
        "threat": threat_figure(rows["threat"]),
        "flagship": flagship_figure(rows["flagship"]),
    }
    return Findings(sentence_of(rows), table_of(rows), figures)


def check(rows: Sequence[dict[str, Any]]) -> None:
    """Fail if leverage or the payoff of tabling is not that of theory."""
    for row in rows:
        talks = offer_timing.Talks(H, Q, D, D, COST_US, row["cost"])
        leverage = 0.5 + (row["cost"] - COST_US) / (2 * (1 - D))
        gaps = (row["leverage_us"].value - leverage,
                row["US tables"].value - offer_timing.tabling_value(talks))  # fmt: skip
        if max(map(abs, gaps)) > 1e-9:
            raise AssertionError(f"leverage or P is not that of theory at {row['cost']}: {gaps}")


STUDY = Study(
    name="leverage",
    question="What are asymmetric tariffs, threats and their credibility worth, and to whom?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
