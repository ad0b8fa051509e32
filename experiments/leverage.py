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

from experiments.leverage_worlds import (
    AUDIENCE,
    COST_NOW,
    COST_US,
    DISCRETIONS,
    PAIRS,
    RISE_US,
    THREATS,
    D,
    H,
    Q,
    designs,
)
from experiments.paired import Paired, crossing_of, flat, shown
from experiments.panels import bars, line_plot, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import mean_of, paired_difference
from negotiation.theory import offer_leverage, offer_timing

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result

NONE = "never carried out"
SIDES = {"US": "payoff_us", "China": "payoff_cn"}
NAMES = {"US": "the US", "China": "China"}


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
            row["deal"] = paired_difference(runs.agreed(*key), runs.agreed(*base))
            rows.append(row)
    return rows


# ---------------------------------------------------------------- findings


def asymmetry_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """Payoffs of both sides by structural leverage of the US."""
    figure, axes = panels(2)
    for ax, side in zip(axes, SIDES, strict=True):
        lines = {f"it {what}": [row[f"{side} {what}"] for row in rows] for what in PAIRS}
        line_plot(
            ax, [row["leverage_us"].value for row in rows], lines,
            "structural leverage of the US (share)",
            f"payoff of {NAMES[side]} (share of the pie)",
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
                  "round)", label)  # fmt: skip
        ax.axvline(RISE_US, color="0.6", linewidth=0.8, zorder=0)
        ax.axhline(0.0, color="0.6", linewidth=0.8, zorder=0)
    return figure


def flagship_figure(rows: Sequence[dict[str, Any]]) -> Figure:
    """What carrying threats out changes in the flagship."""
    found = {
        f"{side}: {row['threat']}, {row['audience']:g}": row[side]
        for row in rows for side in SIDES
    }  # fmt: skip
    return bars(found, "change of the payoff (share of the pie)",
                "threat carried out, cost of a lapse")  # fmt: skip


def table_of(rows: dict[str, list[dict[str, Any]]]) -> pd.DataFrame:
    """All rows of the three experiments, estimates with their intervals."""
    import pandas as pd

    return pd.DataFrame(
        [{"experiment": name, **flat(row)} for name, each in rows.items() for row in each]
    )


def sentence_of(rows: dict[str, list[dict[str, Any]]]) -> str:
    """What was found."""
    flagship = next(row for row in rows["flagship"] if row["threat"] == "always")
    winners = [f"{NAMES[side]} gains" for side in SIDES if flagship[side].low > 0.0]
    gainers = " and ".join(winners) or "neither side gains"
    return (
        f"{asymmetry_told(rows['asymmetry'])} {threats_told(rows['threat'])} "
        f"With the heuristic tactics of the "
        f"flagship {gainers} from carrying the announced rises out: always doing so "
        f"changes payoffs by {shown(flagship['US'])} (US) and {shown(flagship['China'])} (China), "
        f"and the share of deals by {shown(flagship['deal'])}."
    )


def asymmetry_told(rows: list[dict[str, Any]]) -> str:
    """Up to which leverage the US prefers talking, and what talking brings China."""
    costs = [row["cost"] for row in rows]
    turning = crossing_of(costs, [row["US talks less tables"] for row in rows])
    theory = offer_leverage.switching_cost(H, Q, D, COST_US)
    leverage = 0.5 + (turning.value - COST_US) / (2 * (1 - D))
    bound = offer_leverage.leverage_threshold(H, Q, D, COST_US)
    least = min((row["China talks less tables"] for row in rows), key=lambda each: each.low)
    weak, strong = rows[0], rows[-1]
    return (
        f"As China's flow cost rises from {weak['cost']:g} to {strong['cost']:g} (that of the US "
        f"is {COST_US:g}), the structural leverage of the US goes from "
        f"{weak['leverage_us'].value:.3f} to {strong['leverage_us'].value:.3f}; the US "
        f"prefers talking to tabling up to a Chinese cost of {shown(turning, 4)} (theory "
        f"{theory:.4f}), a leverage of {leverage:.3f} (theory {bound:.3f}), while China, talked "
        f"to, gains {shown(least)} or more from talking."
    )


def threats_told(rows: list[dict[str, Any]]) -> str:
    """From which rise on a threat pays the US, and what a losing one costs it."""
    by_threat = {name: [row for row in rows if row["threat"] == name] for name in THREATS}
    always, tied = by_threat["always carried out"], by_threat["if it pays, lapse costs 0.02"]
    worst = min(tied, key=lambda row: row["US"].value)
    paying = [row["rise"] for row in by_threat["if it pays"] if row["US"].low > 0.0]
    return (
        f"With solved play an announced "
        f"rise pays the US if it hurts China more than the US: from a rise of "
        f"{min(paying):g} on (that of the US is {RISE_US:g}), up to "
        f"{shown(always[-1]['US'])} of the pie, and brings it {shown(always[0]['US'])} if it hurts "
        f"the US alone; an audience makes even a losing threat credible, at worst "
        f"{shown(worst['US'])} at a rise of {worst['rise']:g}."
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
