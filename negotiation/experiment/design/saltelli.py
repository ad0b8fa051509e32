"""Saltelli's design for Sobol indices: base points and, of each, copies with one value exchanged.

Two halves of a scrambled Sobol sequence give the matrices A and B. Each base point takes, in this
order, its row of A, then for each parameter that row with the parameter's value of B and, for
second-order indices, the row of B with its value of A, and last its row of B. The first 2**m base
points are such a design themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negotiation.experiment.design.axes import Axis, Varied
from negotiation.experiment.design.sources import (
    refuse_nothing,
    refuse_ranges,
    refuse_single_values,
    sampled,
)


def size(varied: Sequence[Varied], base: int, second_order: bool) -> int:
    """Number of points: base points times their copies."""
    refuse_nothing("saltelli", varied)
    refuse_ranges("saltelli", varied)
    refuse_single_values("saltelli", varied)
    return base * copies(len(varied), second_order)


def copies(parameters: int, second_order: bool) -> int:
    """Points of one base point.

    Examples
    --------
    >>> copies(3, False), copies(3, True)
    (5, 8)
    """
    return (2 * parameters if second_order else parameters) + 2


def axes(varied: Sequence[Varied], base: int, second_order: bool, seed: int) -> list[Axis]:
    """Axes, row by row, of the sample of this seed."""
    uniforms = sample(len(varied), base, second_order, seed)
    return [sampled(each, uniforms[:, at]) for at, each in enumerate(varied)]


def sample(parameters: int, base: int, second_order: bool, seed: int) -> Any:
    """Numbers from 0 to 1, shape (base * copies, parameters) (Saltelli et al. 2010).

    Examples
    --------
    >>> a, ab, b = sample(1, 4, False, 7)[:3]
    >>> bool(ab == b), bool(a == b)
    (True, False)
    """
    import numpy as np
    from scipy.stats import qmc

    sequence = qmc.Sobol(2 * parameters, scramble=True, seed=np.random.default_rng(seed))
    drawn = sequence.random_base2(base.bit_length() - 1)
    a, b = drawn[:, None, :parameters], drawn[:, None, parameters:]
    own = np.eye(parameters, dtype=bool)
    exchanged = [np.where(own, b, a), *([np.where(own, a, b)] if second_order else [])]
    return np.concatenate([a, *exchanged, b], axis=1).reshape(-1, parameters)
