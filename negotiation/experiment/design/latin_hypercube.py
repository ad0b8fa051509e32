"""Latin hypercube: each of as many equal parts of a parameter's range as there are points, once.

Not extensible: with another number of points every point is another one.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.experiment.design.axes import Axis, Varied
from negotiation.experiment.design.sources import refuse_nothing, refuse_ranges, sampled


def size(varied: Sequence[Varied], points: int) -> int:
    """Number of points, as asked for."""
    refuse_nothing("latin_hypercube", varied)
    refuse_ranges("latin_hypercube", varied)
    return points


def axes(varied: Sequence[Varied], points: int, seed: int) -> list[Axis]:
    """Axes, row by row, drawn by a generator of this seed (McKay-Beckman-Conover 1979)."""
    import numpy as np
    from scipy.stats import qmc

    uniforms = qmc.LatinHypercube(len(varied), seed=np.random.default_rng(seed)).random(points)
    return [sampled(each, uniforms[:, at]) for at, each in enumerate(varied)]
