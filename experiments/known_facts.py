"""What is known of bargainers in laboratory and field, and what the behavioural mode gives."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.laboratory import (
    AMBITIOUS,
    ANCHORED,
    CLAIMS,
    LONG,
    MODERATE,
    OUTSIDE,
    ROUNDS,
    SEED,
    SHORT,
    SIDES,
    TALK_ROUNDS,
)
from experiments.paired import Paired
from negotiation.measures import (
    Estimate,
    bootstrap_mean,
    difference_of_means,
    paired_difference,
    rate_of,
)

Floats = NDArray[np.float64]

POSITIVE, NEGATIVE = (0.0, inf), (-inf, 0.0)

FLOORS = "claims end at the floors, so that who can agree does, whatever the opening or the time"
NEXT_CLAIM = "an offer is measured by one's own next claim, and claims start high"
BY_RULE = "claims that fall by rule meet a round or two before the date"
WHOLE = "claims are utilities of whole packages: more to trade, and the opener's claim is met"
ALIKE = "openers claim alike, weak or strong"
OWN = "heuristic claims follow the own clock, not what was read of the other (solved ones do)"

NOT_MODELLED = (
    ("recipient is less satisfied", "g = -0.40", "Petrowsky et al. 2025"),
    ("precise openers anchor harder", "sign", "Mason et al. 2013"),
    ("precision backfires with experts", "sign", "Loschelder et al. 2016"),
    ("pull to split the last two offers", "qualitative", "Backus et al. 2020"),
    ("fixed-pie bias, compatible interests missed", "about half", "Thompson-Hastie 1990"),
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
    name, known, source
        What is known, its size or sign, and who found it.
    found
        Estimate of the same quantity.
    passes
        Range that counts as a pass; a sign has an end at infinity.
    limit
        What in the model stands against the fact, should it fail.
    """

    name: str
    known: str
    source: str
    found: Estimate
    passes: tuple[float, float]
    limit: str = ""

    @property
    def verdict(self) -> str:
        """Pass or fail; a sign needs the whole interval, a size an overlap."""
        low, high = self.passes
        if inf in (-low, high):
            inside = self.found.low > low and self.found.high < high
        else:
            inside = self.found.low <= high and self.found.high >= low
        return "pass" if inside else "fail"

    @property
    def reason(self) -> str:
        """Why the fact is not shown; empty if it is."""
        return self.limit if self.verdict == "fail" else ""


def known_facts(runs: dict[str, Paired]) -> list[Fact]:
    """All facts that the model can speak to."""
    parts = (offer_facts, ambition_facts, seat_facts, end_facts, time_facts, priority_facts)
    return [fact for part in parts for fact in part(runs)]


# ---------------------------------------------------------------- measures


def correlation(x: Floats, y: Floats) -> Estimate:
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
    values = [deal_values(runs, anchoring, anchoring, claim) for claim in CLAIMS]
    claims = [np.full(each.size, claim) for each, claim in zip(values, CLAIMS, strict=True)]
    return correlation(np.concatenate(claims), np.concatenate(values))


def first_mover_effect(runs: Paired, anchoring: float) -> Estimate:
    """Payoff of a side where it opens less where it answers, in standard deviations."""
    first, second = (runs("payoff_us", anchoring, anchoring, opener) for opener in SIDES)
    return scaled(paired_difference(first, second), pooled_deviation(first, second))


def pooled_deviation(a: Floats, b: Floats) -> float:
    """Standard deviation within two groups of equal weight.

    >>> round(pooled_deviation(np.array([0.0, 2.0]), np.array([5.0, 7.0])), 4)
    1.4142
    """
    return float(np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / 2.0))


def scaled(found: Estimate, unit: float) -> Estimate:
    """Estimate in other units."""
    return Estimate(found.value / unit, found.low / unit, found.high / unit, found.n)


def deal_values(runs: Paired, *key: Any) -> Floats:
    """Utility of the deals to the US."""
    found: Floats = runs("deal_utility_us", *key)[runs.agreed(*key)]
    return found


def gains_lost(runs: Paired, *key: Any) -> tuple[Estimate, Estimate]:
    """Share of the pairs with gains that fail, and share of all gains that goes with them.

    Gains are the pie less both reservation utilities; what delay costs is not counted.
    """
    gains = 1.0 - runs("reservation_us", *key) - runs("reservation_cn", *key)
    could = gains > 0.0
    failed, gains = ~runs.agreed(*key)[could], gains[could]
    return rate_of(failed), bootstrap_mean(failed * gains / gains.mean(), seed=SEED)


def joint_deal(runs: Paired, talk: int) -> Floats:
    """Joint utility of the deals after so many rounds of talk."""
    us, cn = (runs(f"deal_utility_{side}", talk, 0.0) for side in SIDES)
    found: Floats = us + cn
    return found


# ---------------------------------------------------------------- facts


def offer_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What first offers do to settlements, over one issue and over four."""
    one, four = (opener_correlation(runs[f"openers_{n}"], ANCHORED[0]) for n in (1, 4))
    more = Estimate(four.value - one.value, four.low - one.high, four.high - one.low, four.n)
    return [
        Fact("first offer and settlement correlate", "r 0.37 to 0.62",
             "Orr-Guthrie 2006; Petrowsky et al. 2025", one, (0.37, 0.62)),
        Fact("more issues shrink the first-offer correlation", "sign", "Petrowsky et al. 2025",
             more, NEGATIVE, WHOLE),
    ]  # fmt: skip


def ambition_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What an ambitious opener gains and risks against a moderate one."""
    one = runs["openers_1"]
    high, base = (*ANCHORED, AMBITIOUS), (*ANCHORED, MODERATE)
    values = deal_values(one, *high), deal_values(one, *base)
    return [
        Fact("ambition raises the value of the deal", "sign (g = 1.14)", "Petrowsky et al. 2025",
             scaled(difference_of_means(*values), pooled_deviation(*values)), POSITIVE),
        Fact("ambition brings impasses: deal rate", "sign", "Petrowsky et al. 2025",
             paired_difference(one.agreed(*high), one.agreed(*base)), NEGATIVE, FLOORS),
    ]  # fmt: skip


def seat_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What opening is worth to a side, and to the weak side."""
    own, theirs = (runs["seats_weak"]("payoff_cn", *ANCHORED, opener) for opener in ("cn", "us"))
    return [
        Fact("opener of a single-issue price talk gains", "sign (g = 0.42)",
             "Galinsky-Mussweiler 2001; Petrowsky et al. 2025",
             first_mover_effect(runs["seats"], ANCHORED[0]), POSITIVE),
        Fact("the weak side's own opener is worse for it", "sign", "Maaravi et al. 2023",
             paired_difference(own, theirs), NEGATIVE, ALIKE),
    ]  # fmt: skip


def end_facts(runs: dict[str, Paired]) -> list[Fact]:
    """When talks end, and how."""
    one, key = runs["openers_1"], (*ANCHORED, MODERATE)
    rounds, deals = one("round", *key), one.agreed(*key)
    failures, lost = gains_lost(one, *key)
    return [
        Fact("deal on the first offer", "about one third", "Backus et al. 2020",
             rate_of((rounds == 0) & deals), (0.30, 0.37), NEXT_CLAIM),
        Fact("failures in spite of gains", "17 to 24 %", "Larsen 2014, 2021", failures,
             (0.17, 0.24), FLOORS),
        Fact("gains lost in failures", "12 to 23 %", "Larsen 2014, 2021", lost, (0.12, 0.23),
             FLOORS),
        Fact("deals bunch in the last round", "40 to 50 %", "Roth et al. 1988",
             rate_of(rounds[deals] == ROUNDS - 1), (0.40, 0.50), BY_RULE),
    ]  # fmt: skip


def time_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What time pressure does, on which studies disagree, and an outside option."""
    short, long = (runs["time"].agreed(n, n - 1) for n in (SHORT, LONG))
    pressure = paired_difference(short, long)
    without, alternative = ((w, w, w) for w in OUTSIDE)
    outside = runs["outside"]
    both = outside.agreed(*without) & outside.agreed(*alternative)
    with_it, bare = (outside("deal_utility_us", *key)[both] for key in (alternative, without))
    return [
        Fact("time pressure brings agreements: deal rate", "sign", "Stuhlmacher et al. 1998",
             pressure, POSITIVE, FLOORS),
        Fact("time pressure brings impasses: deal rate", "sign", "Karagozoglu-Kocher 2019",
             pressure, NEGATIVE, FLOORS),
        Fact("better outside options pay", "sign", "Backus et al. 2020",
             paired_difference(with_it, bare), POSITIVE),
    ]  # fmt: skip


def priority_facts(runs: dict[str, Paired]) -> list[Fact]:
    """What revealed priorities do in the two-issue world."""
    world = runs["priorities"]
    opener, recipient = (world(f"payoff_{side}", 0, 0.0) for side in SIDES)
    late, early = (joint_deal(world, rounds) for rounds in reversed(TALK_ROUNDS))
    return [
        Fact("revealed priorities make opening a disadvantage", "sign", "Loschelder et al. 2016",
             paired_difference(opener, recipient), NEGATIVE, OWN),
        Fact("... only against recipients that hide theirs", "sign", "Loschelder et al. 2016",
             paired_difference(world("payoff_us", 0, 1.0), opener), POSITIVE, OWN),
        Fact("late first offers: larger joint gain", "sign", "Sinaceur et al. 2013",
             paired_difference(late, early), POSITIVE, OWN),
    ]  # fmt: skip
