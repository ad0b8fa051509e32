"""Sobol sequence, scrambled: points that fill the space evenly, however many there are.

Extensible: more points leave the first ones as they are. The balance is best at powers of two.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiation.experiment.design.axes import Axis, Varied
from negotiation.experiment.design.sources import refuse_nothing, refuse_ranges, sampled


def size(varied: Sequence[Varied], points: int) -> int:
    """Number of points, as asked for."""
    refuse_nothing("sobol", varied)
    refuse_ranges("sobol", varied)
    return points


def axes(varied: Sequence[Varied], points: int, seed: int) -> list[Axis]:
    """Axes, row by row, of a sequence scrambled by a generator of this seed (Owen 1998).

    As many points are drawn as the next power of two has, so that scipy has no reason to warn.
    """
    import numpy as np
    from scipy.stats import qmc

    sequence = qmc.Sobol(len(varied), scramble=True, seed=np.random.default_rng(seed))
    uniforms = sequence.random_base2((points - 1).bit_length())[:points]
    return [sampled(each, uniforms[:, at]) for at, each in enumerate(varied)]
