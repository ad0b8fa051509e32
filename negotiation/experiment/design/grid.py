"""Grid: every value of each parameter with every value of the others."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from negotiation.experiment.design.axes import Axis, Varied, listed
from negotiation.experiment.design.sources import refuse_distributions


def size(varied: Sequence[Varied]) -> int:
    """Number of points; one where nothing is varied."""
    refuse_distributions("grid", varied)
    return prod(each.vary.size for each in varied)


def axes(varied: Sequence[Varied]) -> list[Axis]:
    """Axes, to be crossed; the first parameter changes most slowly."""
    return [listed(each) for each in varied]
