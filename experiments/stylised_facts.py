"""Which facts of laboratory and field the behavioural mode shows, and which not.

Design
    A pie of one issue, and one of four issues, with private reservation utilities, a certain last
    round and the tactic boulware on both sides; the other's first offer anchors with weight 0 or
    0.3. Varied: the opener's claim, who opens, the time, the weak side's seat, an outside option.
    The two-issue world for what first offers reveal: who tables, after how much talk, and whether
    the side that answers shows its own priorities (candour).
    No number was chosen to make a fact come out; all replicates are paired.
How it is judged
    A sign passes if the 95 % interval lies on its side of zero. A size passes if the interval
    overlaps the range that is reported. What the model cannot speak to is listed as not modelled.
What is known
    Sources stand in the table; sizes are from those studies, populations and tasks differ.
What it supposes
    The mode is the scenario's tactics, not a fit to people. Not forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments.paired import Paired
from experiments.panels import panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate, bootstrap_mean, mean_of, paired_difference, rate_of
from negotiation.terms import Outcome

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SEED = 20181109
ROUNDS = 12
SHORT, LONG = 6, 24
CLAIMS = (0.6, 0.7, 0.8, 0.9, 1.0)
MODERATE, AMBITIOUS = 0.8, 1.0
ANCHORING = 0.3
HIGHEST_RESERVATION = 0.6
WEIGHTS = (0.4, 0.3, 0.2, 0.1)
SIDES = ("us", "cn")
COLUMNS = ("outcome", "round", "payoff_us", "payoff_cn", "deal_utility_us", "deal_utility_cn",
           "reservation_us", "reservation_cn")  # fmt: skip
NOT_MODELLED = (
    ("recipient is less satisfied", "g = -0.40", "Petrowsky et al. 2025"),
    ("precise openers anchor harder", "sign", "Mason et al. 2013"),
    ("precision backfires with experts", "sign", "Loschelder et al. 2016"),
    ("pull to split the last two offers", "qualitative", "Backus et al. 2020"),
    ("fixed-pie bias, compatible interests missed", "about half", "Thompson and Hastie 1990"),
    ("obstinate types are imitated", "qualitative", "Embrey et al. 2015"),
    ("consistency costs only without prior opinion", "sign", "Chaudoin 2014"),
    ("audience costs exist and rise (an input here)", "16 points", "Tomz 2007"),
    ("tariff losses of 2018 (an input here)", "1.4 bn a month", "Amiti et al. 2019"),
)
"""Facts that the model has no part for, or takes as given."""


@dataclass(frozen=True)
class Fact:
    """A known fact and what the mode gives.

    Parameters
    ----------
    name, size, source
        What is known.
    found
        Estimate of the same quantity.
    low, high
        Range that counts as a pass; a sign has an end at infinity.
    is_sign
        Whether only the sign is known.
    """

    name: str
    size: str
    source: str
    found: Estimate
    low: float
    high: float
    is_sign: bool = False

    @property
    def verdict(self) -> str:
        """Pass or fail; a sign needs the whole interval, a size an overlap."""
        if self.is_sign:
            inside = self.found.low > self.low and self.found.high < self.high
        else:
            inside = self.found.low <= self.high and self.found.high >= self.low
        return "pass" if inside else "fail"


# ---------------------------------------------------------------- designs


def bargaining(n_issues: int) -> dict[str, Any]:
    """Laboratory of one issue or of four, from the scenario `deadline` without its summit."""
    from negotiation.scenario import load_scenario

    content = load_scenario("deadline").to_dict()
    del content["framework"]
    content["milestones"] = [{"kind": "deadline", "round": ROUNDS - 1}]
    names = ["pie", "second", "third", "fourth"][:n_issues]
    weights = WEIGHTS if n_issues > 1 else (1.0,)
    content["issues"] = [{"key": name, "title": name} for name in names]
    for side in SIDES:
        order = weights if side == "us" else weights[::-1]
        mine = dict(zip(names, order, strict=True))
        content[side]["profiles"] = [{"name": "only", "probability": 1.0, "weights": mine}]
        content[side]["tactic"] = {"name": "boulware", "opening_claim": MODERATE,
                                   "anchoring_weight": ANCHORING}  # fmt: skip
        content[side]["reservations"] = [{"low": 0.0, "high": HIGHEST_RESERVATION}]
        content[side]["endings"] = {"disagreement_value": 0.0, "outside_option": 0.0}
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """Laboratory by number of issues, time, weak side, and the two-issue world."""
    from negotiation.experiment import Experiment

    runs = 400 if smoke else 20_000
    anchors = tuple(f"{side}.tactic.anchoring_weight" for side in SIDES)
    weak = bargaining(1)
    weak["us"]["reservations"] = [{"low": 0.4, "high": 0.6}]
    weak["cn"]["reservations"] = [{"low": 0.0, "high": 0.2}]
    found = {
        f"openers_{n}": Experiment(
            scenario=bargaining(n), seed=SEED, replicates=runs,
            vary={anchors: [0.0, ANCHORING], "us.tactic.opening_claim": list(CLAIMS)},
        ) for n in (1, 4)
    }  # fmt: skip
    found |= {
        f"seats_{name}": Experiment(
            scenario=content, seed=SEED, replicates=runs,
            vary={anchors: [0.0, ANCHORING], "game.first_proposer": list(SIDES)},
        ) for name, content in (("1", bargaining(1)), ("4", bargaining(4)), ("weak", weak))
    }  # fmt: skip
    found["time"] = Experiment(
        scenario=bargaining(1), seed=SEED, replicates=runs,
        vary={("time.rounds", "milestones.0.round"): [(n, n - 1) for n in (SHORT, LONG)]},
    )  # fmt: skip
    found["outside"] = Experiment(
        scenario=bargaining(1), seed=SEED, replicates=runs,
        vary={"us.endings.outside_option": [0.0, 0.3]},
    )  # fmt: skip
    found["priorities"] = Experiment(
        scenario="two-issue", seed=SEED, replicates=runs,
        fixed={**dict.fromkeys(anchors, ANCHORING), "cn.timing.strategy": "talk",
               "us.timing.strategy": "talk", "time.rounds": ROUNDS, "cn.timing.rounds": ROUNDS},
        vary={"us.timing.rounds": [0, 3], "cn.talk.candour": [0.0, 1.0]},
    )  # fmt: skip
    return found


# ---------------------------------------------------------------- measures


def correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> Estimate:
    """Pearson's correlation with Fisher's interval.

    >>> round(correlation(np.arange(9.0), np.tile([0.0, 1.0, 0.5], 3)).value, 3)
    0.158
    """
    r = float(np.corrcoef(x, y)[0, 1])
    half = 1.96 / np.sqrt(x.size - 3)
    low, high = (float(np.tanh(np.arctanh(r) + sign * half)) for sign in (-1.0, 1.0))
    return Estimate(r, low, high, x.size)


def opener_correlation(runs: Paired, anchoring: float) -> Estimate:
    """Correlation of opening claim and deal over the deals of all claims."""
    claims, deals = [], []
    for claim in CLAIMS:
        key = (anchoring, anchoring, claim)
        agreed = runs("outcome", *key) == Outcome.DEAL
        deals.append(runs("deal_utility_us", *key)[agreed])
        claims.append(np.full(int(agreed.sum()), claim))
    return correlation(np.concatenate(claims), np.concatenate(deals))


def first_mover_effect(runs: Paired, anchoring: float) -> Estimate:
    """Payoff of a side where it opens less where it answers, in standard deviations."""
    key = (anchoring, anchoring)
    first, second = (runs("payoff_us", *key, opener) for opener in SIDES)
    spread = float(np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / 2.0))
    return scaled(paired_difference(first, second), spread)


def scaled(found: Estimate, unit: float) -> Estimate:
    """Estimate in other units."""
    return Estimate(found.value / unit, found.low / unit, found.high / unit, found.n)


def deals(runs: Paired, *key: Any) -> NDArray[np.float64]:
    """1 where a run ended in a deal."""
    return (runs("outcome", *key) == Outcome.DEAL).astype(np.float64)


def gains_lost(runs: Paired, *key: Any) -> tuple[Estimate, Estimate]:
    """Share of pairs with gains that fail, and mean share of their gains that is lost."""
    floors = runs("reservation_us", *key) + runs("reservation_cn", *key)
    could = floors < 0.95  # pairs with next to nothing to gain would weigh without bound
    agreed = deals(runs, *key)[could] > 0.0
    joint = (runs("payoff_us", *key) + runs("payoff_cn", *key))[could]
    gains = 1.0 - floors[could]
    kept = np.where(agreed, joint - floors[could], 0.0)
    lost = bootstrap_mean((gains - kept) / gains.mean(), seed=SEED)
    return rate_of(~agreed), lost


def joint_deal(runs: Paired, talk: int) -> NDArray[np.float64]:
    """Joint utility of the deals after so many rounds of talk."""
    us, cn = (runs(f"deal_utility_{side}", talk, 0.0) for side in SIDES)
    found: NDArray[np.float64] = us + cn
    return found


# ---------------------------------------------------------------- facts


def offer_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What first offers do."""
    one, four = runs["openers_1"], runs["openers_4"]
    base = (ANCHORING, ANCHORING)
    ambition = paired_difference(deals(one, *base, AMBITIOUS), deals(one, *base, MODERATE))
    by_claim = [deals(one, *base, claim) for claim in CLAIMS]
    value = [one("deal_utility_us", *base, claim)[d > 0.0]
             for claim, d in zip(CLAIMS, by_claim, strict=True)]  # fmt: skip
    pooled = float(np.sqrt((value[-1].var(ddof=1) + value[2].var(ddof=1)) / 2.0))
    gap = mean_of(value[-1]).value - mean_of(value[2]).value
    error = 1.96 * float(np.sqrt(value[-1].var() / value[-1].size + value[2].var() / value[2].size))
    seat = runs["seats_1"]
    own, theirs = (runs["seats_weak"]("payoff_cn", *base, by) for by in ("cn", "us"))
    r1, r4 = opener_correlation(one, ANCHORING), opener_correlation(four, ANCHORING)
    shrink = Estimate(r4.value - r1.value, r4.low - r1.high, r4.high - r1.low, r4.n)
    inf = np.inf
    return [
        Fact("first offer and settlement correlate", "r 0.37 to 0.62", "Orr and Guthrie 2006; "
             "Petrowsky et al. 2025", r1, 0.37, 0.62),
        Fact("... without anchoring: what the tactic alone gives", "r 0.37 to 0.62", "as above",
             opener_correlation(one, 0.0), 0.37, 0.62),
        Fact("opener of a single-issue price talk gains", "sign (g = 0.42)",
             "Galinsky and Mussweiler 2001; Petrowsky et al. 2025",
             first_mover_effect(seat, ANCHORING), 0.0, inf, True),
        Fact("ambitious against moderate opener: value of the deal", "sign (g = 1.14)",
             "Petrowsky et al. 2025",
             scaled(Estimate(gap, gap - error, gap + error, value[-1].size), pooled),
             0.0, inf, True),
        Fact("ambition brings impasses: deal rate", "sign", "Petrowsky et al. 2025",
             ambition, -inf, 0.0, True),
        Fact("more issues shrink the first-offer correlation", "sign", "Petrowsky et al. 2025",
             shrink, -inf, 0.0, True),
        Fact("the weak side's own opener is worse for it", "sign", "Maaravi et al. 2023",
             paired_difference(own, theirs), -inf, 0.0, True),
    ]  # fmt: skip


def course_facts(runs: dict[str, Paired]) -> list[Fact]:
    """When talks end, and how."""
    one = runs["openers_1"]
    key = (ANCHORING, ANCHORING, MODERATE)
    agreed = deals(one, *key) > 0.0
    rounds = one("round", *key)
    failures, lost = gains_lost(one, *key)
    time = runs["time"]
    outside = runs["outside"]
    pressure = paired_difference(deals(time, SHORT, SHORT - 1), deals(time, LONG, LONG - 1))
    return [
        Fact("deal on the first offer", "about one third", "Backus et al. 2020",
             rate_of((rounds == 0) & agreed), 0.30, 0.37),
        Fact("failures in spite of gains", "17 to 24 %", "Larsen 2014, 2021", failures, 0.17, 0.24),
        Fact("gains lost", "12 to 23 %", "Larsen 2014, 2021", lost, 0.12, 0.23),
        Fact("deals bunch in the last round", "40 to 50 %", "Roth et al. 1988",
             rate_of(rounds[agreed] == ROUNDS - 1), 0.40, 0.50),
        Fact("time pressure brings agreements", "sign", "Stuhlmacher et al. 1998",
             pressure, 0.0, np.inf, True),
        Fact("time pressure brings impasses", "sign", "Karagozoglu and Kocher 2019",
             pressure, -np.inf, 0.0, True),
        Fact("better outside options pay", "sign", "Backus et al. 2020",
             paired_difference(outside("payoff_us", 0.3), outside("payoff_us", 0.0)),
             0.0, np.inf, True),
    ]  # fmt: skip


def priority_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What revealed priorities do in the two-issue world."""
    world = runs["priorities"]
    at_once = world("payoff_us", 0, 0.0), world("payoff_cn", 0, 0.0)
    return [
        Fact("revealing priorities makes opening a disadvantage", "sign", "Loschelder et al. 2016",
             paired_difference(*at_once), -np.inf, 0.0, True),
        Fact("... only against recipients that hide theirs", "sign", "Loschelder et al. 2016",
             paired_difference(world("payoff_us", 0, 1.0), at_once[0]), 0.0, np.inf, True),
        Fact("late first offers: larger joint gain", "sign", "Sinaceur et al. 2013",
             paired_difference(joint_deal(world, 3), joint_deal(world, 0)), 0.0, np.inf, True),
    ]  # fmt: skip


# ---------------------------------------------------------------- findings


def table_of(facts: list[Fact]) -> pd.DataFrame:
    """One row a fact; those that the model has no part for last."""
    import pandas as pd

    rows = [
        {"fact": f.name, "known": f.size, "source": f.source, "found": f.found.value,
         "low": f.found.low, "high": f.found.high, "verdict": f.verdict} for f in facts
    ]  # fmt: skip
    rows += [
        {"fact": name, "known": size, "source": source, "verdict": "not modelled"}
        for name, size, source in NOT_MODELLED
    ]
    return pd.DataFrame(rows)


def facts_figure(facts: list[Fact]) -> Figure:
    """What was found, with intervals and the ranges that pass."""
    from negotiation.plots.canvas import frame, row_names, x_ticks

    figure, (ax,) = panels(1, height_mm=115.0)
    figure.set_figwidth(figure.get_figwidth() * 1.9)
    places = np.arange(len(facts), dtype=np.float64)[::-1]
    for place, fact in zip(places, facts, strict=True):
        low, high = max(fact.low, -2.0), min(fact.high, 2.0)
        ax.barh(place, high - low, 0.8, low, color="0.92", zorder=0)
        good = fact.verdict == "pass"
        ax.errorbar(
            fact.found.value, place, fmt="o" if good else "X", markersize=4.0, capsize=2.0,
            color="#0072B2" if good else "#D55E00", elinewidth=1.0,
            xerr=[[fact.found.value - fact.found.low], [fact.found.high - fact.found.value]],
        )  # fmt: skip
    ax.axvline(0.0, color="black", linewidth=0.8)
    row_names(ax, places.tolist(), [fact.name for fact in facts])
    frame(ax, "found (r, g, rate or difference); grey: passes; dot: pass, cross: fail", "")
    reach = [v for f in facts for v in (f.found.low, f.found.high)]
    ax.set_xlim(min([-0.2, *reach]) - 0.05, max([0.7, *reach]) + 0.05)
    x_ticks(ax)
    return figure


def sentence_of(facts: list[Fact]) -> str:
    """What was found."""
    passed = [fact for fact in facts if fact.verdict == "pass"]
    failed = [
        f"{fact.name.removeprefix('... ')} ({fact.found.value:.2f} [{fact.found.low:.2f}, "
        f"{fact.found.high:.2f}], known: {fact.size})" for fact in facts if fact.verdict == "fail"
    ]  # fmt: skip
    r = facts[0].found
    return (
        f"Of {len(facts)} checks on known facts the behavioural mode passes {len(passed)} and "
        f"fails {len(failed)}; {len(NOT_MODELLED)} more facts are not modelled. First offer and "
        f"settlement correlate with r = {r.value:.2f} [{r.low:.2f}, {r.high:.2f}] on one issue at "
        f"an anchoring weight of {ANCHORING}. It fails on: {'; '.join(failed) or 'none'}."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """All facts, their figure and the finding."""
    runs = {name: Paired(result, COLUMNS) for name, result in results.items()}
    facts = [*offer_facts(runs), *course_facts(runs), *priority_facts(runs)]
    return Findings(sentence_of(facts), table_of(facts), {"facts": facts_figure(facts)})


STUDY = Study(
    name="stylised_facts",
    question="Which facts of laboratory and field does the behavioural mode show?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
