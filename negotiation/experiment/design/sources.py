"""Which sources of values go with which method."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from negotiation.errors import InputError
from negotiation.experiment.design.axes import Axis, Varied, axis_of
from negotiation.experiment.design_table import SAMPLED
from negotiation.experiment.distributions import drawn
from negotiation.experiment.scalars import rounded


def refuse_nothing(kind: str, varied: Sequence[Varied]) -> None:
    """Refuse a design that varies nothing."""
    if not varied:
        raise InputError("", "vary", f"is empty: a design of kind {kind} has no points")


def refuse_distributions(kind: str, varied: Sequence[Varied]) -> None:
    """Refuse distributions where values are given one by one."""
    for each in varied:
        if each.vary.distribution is not None:
            problem = f"does not go with a design of kind {kind}"
            allowed = f"values or range; kind {', '.join(SAMPLED)}"
            raise InputError("", f"{each.key}.distribution", problem, allowed)


def refuse_ranges(kind: str, varied: Sequence[Varied]) -> None:
    """Refuse ranges where values are sampled."""
    for each in varied:
        if each.vary.range is not None:
            problem = f"does not go with a design of kind {kind}"
            allowed = "distribution = {kind = 'uniform', ...}, or values, each with the same chance"
            raise InputError("", f"{each.key}.range", problem, allowed)


def refuse_single_values(kind: str, varied: Sequence[Varied]) -> None:
    """Refuse a list of one value where the effect of a change is measured."""
    for each in varied:
        if each.vary.distribution is None and each.vary.size < 2:
            problem = f"has one value: a design of kind {kind} has nothing to change"
            raise InputError("", f"{each.key}.values", problem, "two values, or a distribution")


def sampled(varied: Varied, uniforms: Any) -> Axis:
    """Axis of values drawn by uniform numbers; of listed values each has the same chance.

    Parameters
    ----------
    varied : Varied
        What is varied, by a distribution or by values.
    uniforms : numpy.ndarray
        Numbers from 0 to 1, shape (points,).
    """
    vary = varied.vary
    if vary.distribution is None:
        rows = vary.rows()
        places = [min(int(uniform * len(rows)), len(rows) - 1) for uniform in uniforms.tolist()]
        return axis_of(varied, [rows[place] for place in places], "values")
    key = f"{varied.key}.distribution"
    try:
        values = drawn(vary.distribution, uniforms, varied.is_whole).tolist()
    except InputError as error:
        raise error.at("", key) from None
    if not all(map(isfinite, values)):
        raise InputError(
            "", key, "gives numbers that are not finite", "shapes that are less extreme"
        )
    return axis_of(varied, [(rounded(v),) * len(varied.targets) for v in values], "distribution")
