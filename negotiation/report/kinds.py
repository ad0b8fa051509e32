"""Kinds of figures: what each one answers, and which of them a folder can feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from negotiation.report.courses import fan_pictures, pareto_pictures, timeline_pictures
from negotiation.report.games import (
    field_pictures,
    matrix_pictures,
    square_pictures,
    tornado_pictures,
)
from negotiation.report.maps import regime_pictures, value_pictures
from negotiation.report.pictures import SIDES, CannotDrawError, Picture
from negotiation.report.responses import response_pictures
from negotiation.report.spreads import (
    MOST_CURVES,
    MOST_ROWS,
    ecdf_pictures,
    grouping,
    raincloud_pictures,
    ridgeline_pictures,
)
from negotiation.report.sweep import Sweep

KINDS: Final[dict[str, Callable[[Sweep], list[Picture]]]] = {
    "regime_map": regime_pictures,
    "value_map": value_pictures,
    "payoff_matrix": matrix_pictures,
    "response_lines": response_pictures,
    "raincloud": raincloud_pictures,
    "ridgeline": ridgeline_pictures,
    "outcome_ecdf": ecdf_pictures,
    "tornado": tornado_pictures,
    "replicator_square": square_pictures,
    "replicator_field": field_pictures,
    "fan_chart": fan_pictures,
    "timeline": timeline_pictures,
    "pareto_plot": pareto_pictures,
}
"""Kinds in the order in which they are drawn; each raises CannotDrawError where it cannot be."""


class Choice(NamedTuple):
    """Pictures by kind, and why the other kinds cannot be drawn."""

    pictures: dict[str, list[Picture]]
    reasons: dict[str, str]

    def all(self) -> list[Picture]:
        """Return all pictures in order."""
        return [picture for found in self.pictures.values() for picture in found]


def choose(sweep: Sweep, kinds: Iterable[str]) -> Choice:
    """Pictures of these kinds, as far as the data can feed them."""
    pictures, reasons = {}, {}
    for kind in kinds:
        try:
            pictures[kind] = KINDS[kind](sweep)
        except CannotDrawError as error:
            reasons[kind] = str(error)
    return Choice(pictures, reasons)


def usual(sweep: Sweep) -> list[str]:
    """Kinds that are drawn where nobody asks for others.

    Distributions are drawn once: with boxes where there are few groups, as ridges where there are
    many. Lines are for designs with one number, maps of payoffs for those without strategies,
    single runs for those that vary nothing.
    """
    groups = [factor for side in SIDES if (factor := grouping(sweep, side, MOST_ROWS))]
    many = any(len(factor.levels) > MOST_CURVES for factor in groups)
    left_out = {"replicator_square", "replicator_field", "raincloud" if many else "ridgeline"}
    left_out |= {"response_lines"} if len(sweep.numbers()) > 1 else set()
    left_out |= {"value_map"} if sweep.names() else set()
    left_out |= {"timeline", "pareto_plot"} if sweep.factors else set()
    return [kind for kind in KINDS if kind not in left_out]
