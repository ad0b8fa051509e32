"""Sobol indices: shares of the variance of an outcome that are due to its parameters.

The outcome of a point is the mean over its replicates. With common random numbers, which these
designs ask for, it is a function of the parameters alone, that of one set of draws: chance itself
has no share, and intervals are those of the sample of points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from negotiation.errors import InputError
from negotiation.experiment.design.saltelli import copies
from negotiation.experiment.result import Result
from negotiation.measures.intervals import CONFIDENCE, require_confidence
from negotiation.sensitivity.sample import Floats, Sample, problem_of, read_sample, salib

if TYPE_CHECKING:
    import pandas

RESAMPLES: Final = 500
SMALLEST: Final = 8
"""Base points with which a convergence begins."""

FLAT: Final = 1e-9
"""Share of the whole spread below which that of the base points counts as none."""

Columns = dict[str, Floats]


def sobol_indices(
    result: Result, outcome: str = "payoff_us", confidence: float = CONFIDENCE
) -> pandas.DataFrame:
    """First-order and total Sobol indices of the varied parameters (Saltelli et al. 2010).

    Parameters
    ----------
    result
        Finished experiment with a design of kind saltelli.
    outcome
        Number or rate of the runs, such as "payoff_us" or "deal".
    confidence
        Of the intervals, in (0, 1): normal, with the standard error of a bootstrap of the base
        points, which is seeded with the experiment's seed.

    Returns
    -------
    pandas.DataFrame
        A row a parameter: `parameter`; `first`, the share of the variance due to it alone; `total`,
        that with all its interactions; each with the ends of its interval, `_low` and `_high`.
        Estimates may leave [0, 1] by their error.

    Raises
    ------
    InputError
        If the design is another, runs are missing or failed, the outcome does not vary, also where
        it does so at no base point, or the confidence is out of range.

    Examples
    --------
    >>> from negotiation.experiment import Experiment
    >>> from negotiation.experiment.distributions import Uniform
    >>> given = {"h": Uniform(low=0.55, high=0.8), "us.tactic.opening_claim": [0.6, 0.9]}
    >>> design = {"kind": "saltelli", "base": 8}
    >>> result = Experiment(scenario="two-issue", vary=given, design=design, replicates=4).run()
    >>> sobol_indices(result, "payoff_us")["parameter"].tolist()
    ['two_issue.h', 'us.tactic.opening_claim']
    """
    import pandas as pd

    sample = read_saltelli(result, outcome)
    found = known_indices(sample, outcome, confidence)
    return pd.DataFrame({"parameter": sample.names, **columns_of(found)})


def convergence(
    result: Result, outcome: str = "payoff_us", confidence: float = CONFIDENCE
) -> pandas.DataFrame:
    """Sobol indices from the first 8, 16, 32, ... base points, which show whether they settle.

    The first 2**m base points are a Saltelli sample themselves, so nothing is run again.

    Returns
    -------
    pandas.DataFrame
        Columns of `sobol_indices` after `base`, the number of base points; NaN where the outcome
        does not vary among them.
    """
    import pandas as pd

    sample = read_saltelli(result, outcome)
    of_each = sample.means.size // (sample.table.base or 1)
    frames = []
    for base in sizes(sample.means.size // of_each):
        part = sample.means[: base * of_each]
        found = columns_of(indices(sample.names, part, bool(sample.table.second_order),
                                   sample.seed, confidence))  # fmt: skip
        frames.append(pd.DataFrame({"base": base, "parameter": sample.names, **found}))
    return pd.concat(frames, ignore_index=True)


def interactions(
    result: Result, outcome: str = "payoff_us", confidence: float = CONFIDENCE
) -> pandas.DataFrame:
    """Second-order indices: shares of the variance due to two parameters together.

    Returns
    -------
    pandas.DataFrame
        A row a pair, the largest first: `parameter`, `other`, `second`, `low`, `high`.

    Raises
    ------
    InputError
        As `sobol_indices`, and if the design was not sampled with `second_order = true`.
    """
    import pandas as pd

    sample = read_saltelli(result, outcome)
    if not sample.table.second_order:
        raise InputError(sample.where, "design.second_order", "is false", "a new run with true")
    found = known_indices(sample, outcome, confidence)
    one, other = np.triu_indices(len(sample.names), 1)
    value, half = found["S2"][one, other], found["S2_conf"][one, other]
    names = np.array(sample.names, dtype=object)
    frame = pd.DataFrame({"parameter": names[one], "other": names[other], "second": value,
                          "low": value - half, "high": value + half})  # fmt: skip
    return frame.sort_values("second", ascending=False, kind="stable", ignore_index=True)


def read_saltelli(result: Result, outcome: str) -> Sample:
    """Return the sample of a design of kind saltelli, its exchanges checked."""
    sample = read_sample(result, outcome, "saltelli")
    base, is_second = sample.table.base or 0, bool(sample.table.second_order)
    if not is_saltelli(sample.places, base, is_second):
        problem = "is not the sample that the experiment asks for"
        raise InputError(sample.where, "design.parquet", problem, "negotiation verify --repair")
    return sample


def is_saltelli(places: Floats, base: int, is_second: bool) -> bool:
    """Whether rows are base points with their exchanges, in the order of the design.

    Examples
    --------
    >>> is_saltelli(np.array([[0.0], [1.0], [1.0]]), 1, False)
    True
    """
    points, parameters = places.shape
    if points != base * copies(parameters, is_second):
        return False
    rows = places.reshape(base, -1, parameters)
    a, b, own = rows[:, :1], rows[:, -1:], np.eye(parameters, dtype=bool)
    expected = [a, np.where(own, b, a), *([np.where(own, a, b)] if is_second else []), b]
    return bool(np.array_equal(rows, np.concatenate(expected, axis=1)))


def known_indices(sample: Sample, outcome: str, confidence: float) -> Columns:
    """Return the indices of a whole sample; InputError where its base points have no variance."""
    is_second = bool(sample.table.second_order)
    found = indices(sample.names, sample.means, is_second, sample.seed, confidence)
    if np.isnan(found["ST"]).any():
        problem = f"{outcome} is the same at all {sample.table.base} base points, if not elsewhere"
        raise InputError(sample.where, "", problem, "a new run with a larger base")
    return found


def sizes(base: int) -> list[int]:
    """Numbers of base points at which a convergence is looked at.

    Examples
    --------
    >>> sizes(64), sizes(4)
    ([8, 16, 32, 64], [4])
    """
    powers = range(SMALLEST.bit_length() - 1, base.bit_length())
    return [1 << power for power in powers] or [base]


def indices(
    names: Sequence[str], means: NDArray[Any], is_second: bool, seed: int, confidence: float
) -> Columns:
    """Indices as SALib names them: S1, ST, S2, each with the half-width of its interval, _conf.

    NaN where the base points have no variance.
    """
    require_confidence(confidence)
    analysis = salib("analyze.sobol")
    rows = means.reshape(-1, copies(len(names), is_second))
    if np.ptp(rows[:, [0, -1]]) <= FLAT * np.ptp(rows):
        unknown, pairs = np.full(len(names), np.nan), np.full((len(names),) * 2, np.nan)
        return {"S1": unknown, "S1_conf": unknown, "ST": unknown, "ST_conf": unknown,
                "S2": pairs, "S2_conf": pairs}  # fmt: skip
    found: Columns = analysis.analyze(
        problem_of(names), means, calc_second_order=is_second, num_resamples=RESAMPLES,
        conf_level=confidence, seed=np.random.default_rng(seed),
    )  # fmt: skip
    return found


def columns_of(found: Columns) -> Columns:
    """Columns of a table, from SALib's."""
    columns: Columns = {}
    for name, key in (("first", "S1"), ("total", "ST")):
        value, half = found[key], found[f"{key}_conf"]
        columns |= {name: value, f"{name}_low": value - half, f"{name}_high": value + half}
    return columns
