"""List: the first values of all parameters make the first point, the second the second."""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.errors import InputError
from negotiation.experiment.design.axes import Axis, Varied, listed
from negotiation.experiment.design.sources import refuse_distributions, refuse_nothing


def size(varied: Sequence[Varied]) -> int:
    """Number of points: that of the values of each parameter."""
    refuse_nothing("list", varied)
    refuse_distributions("list", varied)
    first = varied[0].vary.size
    for each in varied:
        if each.vary.size != first:
            problem = f"has {each.vary.size} values, {varied[0].key} has {first}"
            raise InputError(
                "", each.key, problem, "lists of equal length in a design of kind list"
            )
    return first


def axes(varied: Sequence[Varied]) -> list[Axis]:
    """Axes, row by row."""
    return [listed(each) for each in varied]
