"""Synthetic experiments whose truth is known, and how often an interval covers it."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
EXPERIMENTS = 2000
TOLERANCE = 0.015
LEVEL = 0.95


class Distribution(NamedTuple):
    """A way to draw values, their true mean, and their true quantile function."""

    draw: Callable[[Generator, int], Floats]
    mean: float
    quantile: Callable[[float], float]


DISTRIBUTIONS = {
    "normal": Distribution(lambda g, n: g.normal(0.5, 0.2, n), 0.5, stats.norm(0.5, 0.2).ppf),
    "bounded": Distribution(lambda g, n: g.beta(0.5, 1.5, n), 0.25, stats.beta(0.5, 1.5).ppf),
    "skewed": Distribution(lambda g, n: g.exponential(1.0, n), 1.0, stats.expon().ppf),
    "u-shaped": Distribution(lambda g, n: g.beta(0.4, 0.4, n), 0.5, stats.beta(0.4, 0.4).ppf),
}


def share(covers: Callable[[Generator], bool], experiments: int = EXPERIMENTS) -> float:
    """Share of experiments in which the interval covers; each has its own stream."""
    streams = np.random.SeedSequence(20181130).spawn(experiments)
    return float(np.mean([covers(np.random.default_rng(stream)) for stream in streams]))
