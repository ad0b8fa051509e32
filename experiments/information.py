"""When does going first help, and when does it hurt? What the opener shows, and who reads it.

Design, all in the two-issue world
    *solved*: solved claims and answers; the weight h of the own priority varies from one pie
    (nothing to show) to issues worth trading off.
    *candour*: the US opens with a claim that only a side with opposed priorities can accept, China
    answers by the solution and is candid with some probability; the other probability exploits.
    *anchoring*: heuristic tactics (conceder); the opening claim and the weight of the first offer
    in the other's claims vary.
    *clarity*: the US tables at once, or talks for three rounds first; each message is understood
    with some probability.
    Replicates have the same draws at all points of an experiment (common random numbers).
Measure
    Advantage of going first: payoff of the US where it tables less its payoff where China does,
    run by run with the same draws.
What is known (signs of meta-analyses and experiments)
    First offers help, more so when they anchor and are ambitious (Galinsky-Mussweiler 2001;
    Petrowsky et al. 2025), at the price of delay and impasses; an opener that shows its priorities
    is at a disadvantage, against recipients that exploit them only (Loschelder et al. 2016); under
    private information it is better not to open (Maaravi-Levy 2017); late first offers make
    more creative agreements (Sinaceur et al. 2013).
What it supposes
    Anchoring is put into the claims, exploitation into the solution; only the sign and the
    conditions are compared with the studies, never the size. Not forecasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.information_worlds import (
    ANCHORS,
    BOTH_TALK,
    CLAIMS,
    CN_FIRST,
    TALK_ROUNDS,
    TALKS,
    US_FIRST,
    WEIGHTS,
    H,
    designs,
)
from experiments.paired import Floats, Paired, crossing_of, flat, shown
from experiments.panels import line_plot, panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, mean_of, paired_difference
from negotiation.theory import offer_overlays

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment.result import Result


def advantage(runs: Paired, *key: Any) -> Estimate:
    """Payoff of the US where it tables first less that where China does."""
    return paired_difference(runs("payoff_us", *key, *US_FIRST), runs("payoff_us", *key, *CN_FIRST))


def joint(runs: Paired, *key: Any) -> Floats:
    """Joint utility of the deals, without costs of delay."""
    return np.asarray(runs("deal_utility_us", *key) + runs("deal_utility_cn", *key))


def anchoring_effect(runs: Paired, claim: float) -> Estimate:
    """Change of the advantage from no anchoring to the strongest."""
    low, high = ((claim, claim, weight, weight) for weight in (ANCHORS[0], ANCHORS[-1]))
    return paired_difference(
        *(runs("payoff_us", *key, *US_FIRST) - runs("payoff_us", *key, *CN_FIRST)
          for key in (high, low))
    )  # fmt: skip


def ambition_effect(runs: Paired, column: str) -> Estimate:
    """Change of an outcome from the most moderate opening claim to the most ambitious."""
    moderate, ambitious = ((claim, claim, 0.0, 0.0) for claim in (CLAIMS[0], CLAIMS[-1]))
    return paired_difference(
        runs(column, *ambitious, *US_FIRST), runs(column, *moderate, *US_FIRST)
    )


def clarity_effect(runs: Paired, clarity: float, column: str = "joint") -> Estimate:
    """Outcome where the US talks before it tables less that where it tables at once."""
    late, early = ((clarity, rounds) for rounds in (TALK_ROUNDS, 0))
    if column == "joint":
        return paired_difference(joint(runs, *late), joint(runs, *early))
    return paired_difference(runs(column, *late), runs(column, *early))


class Sign(NamedTuple):
    """An effect, the sign that studies give it, and what the runs say."""

    effect: str
    source: str
    expected: str
    found: Estimate

    @property
    def sign(self) -> str:
        """Sign of the estimate where its interval excludes 0."""
        if self.found.low > 0.0:
            return "+"
        return "-" if self.found.high < 0.0 else "0"


def signs_of(runs: dict[str, Paired]) -> list[Sign]:
    """The table of signs."""
    return [
        *order_signs(runs), *anchoring_signs(runs["anchoring"]), *talk_signs(runs["clarity"]),
        Sign("screening against a candid recipient less answering an offer oneself",
             "Loschelder et al. 2016 (no disadvantage)", "+ or 0",
             paired_difference(runs["candour"]("payoff_us", 1.0),
                               runs["talk"]("payoff_us", *CN_FIRST))),
    ]  # fmt: skip


def order_signs(runs: dict[str, Paired]) -> list[Sign]:
    """Solved: going first by what it shows, and a screening opener by who answers."""
    shown_, hidden = (advantage(runs["solved"], h) for h in (WEIGHTS[-1], WEIGHTS[0]))
    exploited, candid = (runs["candour"]("payoff_us", x) for x in (0.0, 1.0))
    return [
        Sign("advantage of going first, nothing to show (h = 0.5)",
             "Galinsky-Mussweiler 2001; Petrowsky et al. 2025", "+", hidden),
        Sign(f"... where the opener shows its priorities (h = {H}), exploited",
             "Loschelder et al. 2016; Maaravi-Levy 2017", "-", shown_),
        Sign("payoff of a screening opener: candid less exploiting recipient",
             "Loschelder et al. 2016", "+", paired_difference(candid, exploited)),
        Sign("payoff of a screening opener less that of its candid recipient",
             "Loschelder et al. 2016 (no disadvantage)", "+ or 0",
             paired_difference(candid, runs["candour"]("payoff_cn", 1.0))),
    ]  # fmt: skip


def anchoring_signs(runs: Paired) -> list[Sign]:
    """Heuristic: what anchoring and ambition do."""
    return [
        Sign(f"anchoring weight 0.3 less 0, moderate claim ({CLAIMS[0]})",
             "Galinsky-Mussweiler 2001", "+", anchoring_effect(runs, CLAIMS[0])),
        Sign(f"anchoring weight 0.3 less 0, ambitious claim ({CLAIMS[-1]})",
             "Galinsky-Mussweiler 2001", "+", anchoring_effect(runs, CLAIMS[-1])),
        Sign("payoff of the opener, ambitious less moderate claim",
             "Petrowsky et al. 2025", "+", ambition_effect(runs, "payoff_us")),
        Sign("rounds to the deal, ambitious less moderate claim",
             "Petrowsky et al. 2025 (more impasses)", "+", ambition_effect(runs, "round")),
    ]  # fmt: skip


def talk_signs(runs: Paired) -> list[Sign]:
    """Solved: what clear talk before tabling brings."""
    clear = max(key[0] for key in runs.place)
    return [
        Sign("joint utility of the deal, talk before tabling less at once, clear talk",
             "Sinaceur et al. 2013", "+", clarity_effect(runs, clear)),
        Sign("payoff of the opener, talk before tabling less at once, clear talk",
             "Sinaceur et al. 2013", "+", clarity_effect(runs, clear, "payoff_us")),
    ]  # fmt: skip


def candour_threshold(runs: dict[str, Paired]) -> Estimate:
    """Candour from which screening beats talking, with the interval of the crossing."""
    talking = runs["talk"]("payoff_us", *BOTH_TALK)
    levels = sorted(key[0] for key in runs["candour"].place)
    gaps = [paired_difference(runs["candour"]("payoff_us", x), talking) for x in levels]
    return crossing_of(levels, gaps)


# ---------------------------------------------------------------- findings


def figure_of_candour(runs: dict[str, Paired]) -> Figure:
    """Payoff of a screening opener by candour; advantage of going first by anchoring."""
    figure, axes = panels(2)
    levels = sorted(key[0] for key in runs["candour"].place)
    talking = mean_of(runs["talk"]("payoff_us", *BOTH_TALK))
    answering = mean_of(runs["talk"]("payoff_us", *CN_FIRST))
    line_plot(
        axes[0], levels,
        {"tables, screening": [mean_of(runs["candour"]("payoff_us", x)) for x in levels],
         "talks": [talking] * len(levels), "answers": [answering] * len(levels)},
        "candour of the recipient (probability)", "payoff of the US (share of the pie)",
    )  # fmt: skip
    line_plot(
        axes[1], ANCHORS,
        {f"claims {claim}": [advantage(runs["anchoring"], claim, claim, a, a) for a in ANCHORS]
         for claim in CLAIMS},
        "weight of the first offer in the other's claims (anchoring)",
        "payoff when tabling first less when second (share of the pie)",
    )  # fmt: skip
    axes[1].axhline(0.0, color="0.6", linewidth=0.8, zorder=0)
    return figure


def figure_of_clarity(runs: Paired) -> Figure:
    """What talking before tabling brings, by the clarity of talk."""
    figure, axes = panels(1)
    levels = sorted({key[0] for key in runs.place})
    lines = {
        "joint utility of the deal": [clarity_effect(runs, x) for x in levels],
        "payoff of the opener": [clarity_effect(runs, x, "payoff_us") for x in levels],
        "payoff of the other side": [clarity_effect(runs, x, "payoff_cn") for x in levels],
    }
    line_plot(axes[0], levels, lines, "chance that a message is understood (probability)",
              f"talk for up to {TALK_ROUNDS} rounds less tabling at once "
              "(share of the pie)")  # fmt: skip
    axes[0].axhline(0.0, color="0.6", linewidth=0.8, zorder=0)
    return figure


def table_of(signs: Sequence[Sign]) -> pd.DataFrame:
    """The table of signs."""
    import pandas as pd

    rows = [
        {**each._asdict(), "sign": each.sign, "agrees": each.sign in each.expected.split(" or ")}
        for each in signs
    ]
    return pd.DataFrame([flat(row) for row in rows])


def sentence_of(runs: dict[str, Paired], signs: Sequence[Sign]) -> str:
    """What was found."""
    table = table_of(signs)
    agreeing, against = int(table["agrees"].sum()), list(table.loc[~table["agrees"], "effect"])
    threshold = candour_threshold(runs)
    theory = 1.0 - offer_overlays.candour_threshold(TALKS)
    found = {each.effect: shown(each.found) for each in signs}
    hidden, exploited, anchored = (list(found.values())[k] for k in (0, 1, 5))
    waits = float(runs["anchoring"]("round", *[CLAIMS[0]] * 2, 0.0, 0.0, *US_FIRST).mean())
    differing = f"; not so: {'; '.join(against)}" if against else ""
    return (
        f"Going first is worth {hidden} of the pie where there is nothing to show and {exploited} "
        f"where the opener shows its priorities to a side that exploits them (h = {H}); an opener "
        f"that screens does better than one that talks if the recipient is candid with more than "
        f"{shown(threshold)} (theory {theory:.3f}). Anchoring at weight 0.3 adds {anchored} to an "
        f"ambitious opener and {found[signs[4].effect]} to a moderate one, whose offer is "
        f"accepted after {waits:.1f} rounds; talk understood for sure before tabling "
        f"changes the joint utility of the deal by {found[signs[8].effect]} and the "
        f"opener's payoff by {found[signs[9].effect]}. {agreeing} of {len(signs)} "
        f"signs agree with the studies{differing}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Signs, figures and the finding."""
    columns = ["payoff_us", "payoff_cn", "deal_utility_us", "deal_utility_cn", "round"]
    runs = {name: Paired(result, columns) for name, result in results.items()}
    signs = signs_of(runs)
    figures = {"candour_and_anchoring": figure_of_candour(runs),
               "clarity": figure_of_clarity(runs["clarity"])}  # fmt: skip
    return Findings(sentence_of(runs, signs), table_of(signs), figures)


STUDY = Study(
    name="information",
    question="When does going first help or hurt: candour, exploitation, anchoring, clear talk?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
