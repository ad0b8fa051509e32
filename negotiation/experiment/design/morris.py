"""Morris's design for elementary effects: trajectories that change one parameter at each step.

A trajectory begins at a random point of a grid of so many levels from 0 to 1 and moves every
parameter once, in random order, up or down by half the levels: one point more than parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negotiation.errors import InputError
from negotiation.experiment.design.axes import Axis, Varied
from negotiation.experiment.design.sources import (
    refuse_nothing,
    refuse_ranges,
    refuse_single_values,
    sampled,
)
from negotiation.experiment.distributions import Normal

MOST_VALUES = 2


def size(varied: Sequence[Varied], trajectories: int) -> int:
    """Number of points: trajectories times one more than parameters."""
    refuse_nothing("morris", varied)
    refuse_ranges("morris", varied)
    refuse_single_values("morris", varied)
    for each in varied:
        refuse_what_has_no_step(each)
    return trajectories * (len(varied) + 1)


def refuse_what_has_no_step(varied: Varied) -> None:
    """Refuse lists without an order of their values, and distributions without ends."""
    if isinstance(varied.vary.distribution, Normal):
        allowed = "a distribution with ends: uniform, log_uniform, triangular, beta"
        problem = "has no ends, where a design of kind morris begins and stops"
        raise InputError("", f"{varied.key}.distribution", problem, allowed)
    if varied.vary.distribution is None and varied.vary.size > MOST_VALUES:
        problem = f"has {varied.vary.size} values: a step between listed values has no size"
        allowed = "two values, a distribution, or a design of kind saltelli"
        raise InputError("", f"{varied.key}.values", problem, allowed)


def axes(varied: Sequence[Varied], trajectories: int, levels: int, seed: int) -> list[Axis]:
    """Axes, row by row, of the sample of this seed."""
    uniforms = sample(len(varied), trajectories, levels, seed)
    return [sampled(each, uniforms[:, at]) for at, each in enumerate(varied)]


def step_of(levels: int) -> float:
    """Length of a step, as a share of the range.

    Examples
    --------
    >>> step_of(2), round(step_of(4), 3)
    (1.0, 0.667)
    """
    return levels // 2 / (levels - 1)


def sample(parameters: int, trajectories: int, levels: int, seed: int) -> Any:
    """Numbers from 0 to 1, shape (trajectories * (parameters + 1), parameters) (Morris 1991).

    Examples
    --------
    >>> sample(3, 10, 4, 7).shape, sorted(sample(1, 1, 2, 7).ravel().tolist())
    ((40, 3), [0.0, 1.0])
    """
    import numpy as np

    chance = np.random.default_rng(seed)
    shape = (trajectories, 1, parameters)
    low = chance.integers(levels // 2, size=shape)
    is_falling = chance.integers(2, size=shape) == 1
    turn = chance.permuted(np.broadcast_to(np.arange(parameters), shape), axis=2)
    has_moved = turn < np.arange(parameters + 1)[:, None]
    found = (low + levels // 2 * (has_moved ^ is_falling)) / (levels - 1)
    return found.reshape(-1, parameters)
