"""Cells of the study `offer_timing`: payoffs, regimes, and their check against theory."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from experiments.paired import Paired, crossing
from negotiation.measures import Estimate
from negotiation.measures.intervals import CONFIDENCE
from negotiation.theory import offer_thresholds, offer_timing

if TYPE_CHECKING:
    from negotiation.experiment.result import Result

Q, D = 0.5, 0.95  # of the scenario two-issue
OFFER, TALK, DEMAND = STANCES = ("offer", "talk", "demand")
TALK_FIRST, STANDOFF, RACE = REGIMES = ("talk first", "standoff", "race")


def has_closed_forms(h: float, c: float) -> bool:
    """Whether the values of tabling, answering and talking stand at a cell.

    They ask that the opener's claim fits into its priority (P <= h), that it does not gain by
    asking for more than a side of its own kind accepts, and that truth pays (q <= h).
    """
    talks = offer_timing.common(h, Q, D, c)
    try:
        offer_timing.second_mover_value(talks)
        offer_timing.talk_value(talks)
    except ValueError:
        return False
    return True


# ---------------------------------------------------------------- estimates


def stratified_mean(values: NDArray[np.float64], opposed: NDArray[np.bool_]) -> Estimate:
    """Mean of the runs, weighted so that opposed priorities have their known probability.

    >>> stratified_mean(np.array([1.0, 3.0, 3.0]), np.array([True, False, False])).value
    2.0
    """
    mean = variance = 0.0
    for is_in, weight in ((opposed, Q), (~opposed, 1.0 - Q)):
        part = values[is_in]
        mean += weight * float(part.mean())
        variance += weight**2 * float(part.var(ddof=min(1, part.size - 1))) / part.size
    half = float(ndtri((1.0 + CONFIDENCE) / 2.0)) * variance**0.5
    return Estimate(mean, mean - half, mean + half, values.size)


@dataclass(frozen=True)
class Cell:
    """What the runs of one cell say.

    Parameters
    ----------
    h, c
        Weight of the own priority and flow cost.
    talking
        Payoff of talking less that of tabling, against one that talks.
    answering
        Payoff of answering an offer less that of tabling one.
    payoffs
        Mean payoff of the first of two stances against the second.
    """

    h: float
    c: float
    talking: Estimate
    answering: Estimate
    payoffs: dict[tuple[str, str], float]

    @property
    def regime(self) -> str:
        """Way to start that the payoffs favour."""
        if self.talking.value > 0.0:
            return TALK_FIRST
        return STANDOFF if self.answering.value > 0.0 else RACE

    @property
    def is_certain(self) -> bool:
        """Whether the intervals of the differences that decide leave no other regime."""
        deciding = (self.talking,) if self.regime == TALK_FIRST else (self.talking, self.answering)
        return all(each.low > 0.0 or each.high <= 0.0 for each in deciding)


def cell_of(runs: Paired, h: float, c: float) -> Cell:
    """Read one cell, from the seat of the US; the two sides are alike."""

    def payoff(own: str, other: str) -> NDArray[np.float64]:
        return runs("payoff_us", h, c, own, other)

    at = (h, c, TALK, TALK)
    opposed = runs("profile_us", *at) != runs("profile_cn", *at)
    talking = payoff(TALK, TALK) - payoff(OFFER, TALK)
    answering = payoff(TALK, OFFER) - payoff(OFFER, TALK)
    pairs = product(STANCES, STANCES)
    return Cell(
        h, c, stratified_mean(talking, opposed), stratified_mean(answering, opposed),
        {pair: stratified_mean(payoff(*pair), opposed).value for pair in pairs},
    )  # fmt: skip


def cells_of(result: Result) -> list[Cell]:
    """All cells that were played."""
    runs = Paired(result, ["payoff_us", "profile_us", "profile_cn"])
    return [cell_of(runs, h, c) for h, c in dict.fromkeys(key[:2] for key in runs.place)]


# ---------------------------------------------------------------- check against theory


@dataclass(frozen=True)
class Boundary:
    """Where the payoffs of a row of cells change sign, and where theory says they do."""

    name: str
    h: float
    simulated: float
    theory: float


def boundaries_of(cells: list[Cell]) -> list[Boundary]:
    """Both boundaries, row by row."""
    found = []
    for h in dict.fromkeys(cell.h for cell in cells):
        row = [cell for cell in cells if cell.h == h]
        costs = [cell.c for cell in row]
        talk, second = thresholds(h)
        found += [
            Boundary("c_T", h, crossing(costs, [cell.talking.value for cell in row]), talk),
            Boundary("c_W", h, crossing(costs, [cell.answering.value for cell in row]), second),
        ]
    return found


def thresholds(h: float) -> tuple[float, float]:
    """Thresholds c_T and c_W of theory."""
    return (
        offer_thresholds.talk_threshold(h, Q, D),
        offer_thresholds.second_mover_threshold(h, Q, D),
    )


def expected_regime(h: float, c: float) -> str:
    """Regime by theory."""
    talk, second = thresholds(h)
    if c < talk:
        return TALK_FIRST
    return STANDOFF if c < second else RACE


def cells_off(cell: Cell, step: float) -> float:
    """How many cells a cell lies from the nearest boundary of theory if it contradicts it."""
    if cell.regime == expected_regime(cell.h, cell.c):
        return 0.0
    return min(abs(cell.c - threshold) for threshold in thresholds(cell.h)) / step


def checked(cells: list[Cell], step: float) -> tuple[float, int, int]:
    """Compare with theory: largest distance of a boundary in cells, boundaries, agreeing cells.

    Raises
    ------
    AssertionError
        If a boundary, or a cell that contradicts theory, is more than one cell away from it.
    """
    known = [each for each in boundaries_of(cells) if not np.isnan(each.simulated)]
    distances = [abs(each.simulated - each.theory) / step for each in known]
    wrong = [cells_off(cell, step) for cell in cells]
    worst = max([*distances, *wrong])
    if not known or worst > 1.0:
        raise AssertionError(f"a simulated boundary is {worst:.2f} cells away from theory")
    return max(distances), len(known), sum(each == 0.0 for each in wrong)
