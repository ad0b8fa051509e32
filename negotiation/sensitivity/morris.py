"""Elementary effects: what one step of a parameter does, at many places of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from negotiation.errors import InputError
from negotiation.experiment.design.morris import step_of
from negotiation.experiment.design_table import LEVELS
from negotiation.experiment.result import Result
from negotiation.measures.intervals import CONFIDENCE, require_confidence, t_interval
from negotiation.sensitivity.sample import Floats, read_sample

if TYPE_CHECKING:
    import pandas


def morris_effects(
    result: Result, outcome: str = "payoff_us", confidence: float = CONFIDENCE
) -> pandas.DataFrame:
    """Elementary effects of the varied parameters (Morris 1991).

    An effect is the change of the outcome, in its unit, for a parameter's whole range: from one
    listed value to the other, or from the low to the high end of its distribution. The change of a
    step is scaled by the share of the range that the step takes, in value where the distribution is
    uniform, else in probability. The outcome of a point is the mean over its replicates, which
    share their draws.

    Parameters
    ----------
    result
        Finished experiment with a design of kind morris.
    outcome
        Number or rate of the runs, such as "payoff_us" or "deal".
    confidence
        Of the intervals of `mu_star`, in (0, 1): Student's, of a mean over the trajectories, cut
        off at 0. Few trajectories make them wide, and too narrow where effects are skewed.

    Returns
    -------
    pandas.DataFrame
        A row a parameter: `parameter`; `mu_star`, the mean size of its effects, with the ends of
        its interval, `mu_star_low` and `mu_star_high`; `sigma`, their standard deviation, which is
        0 for a parameter that acts alone and in a straight line of what its steps count.

    Raises
    ------
    InputError
        If the design is another, runs are missing or failed, the outcome does not vary, or the
        confidence is out of range.

    Examples
    --------
    >>> from negotiation.experiment import Experiment
    >>> from negotiation.experiment.distributions import Uniform
    >>> given = {"h": Uniform(low=0.55, high=0.8), "us.tactic.opening_claim": [0.6, 0.9]}
    >>> design = {"kind": "morris", "trajectories": 4}
    >>> result = Experiment(scenario="two-issue", vary=given, design=design, replicates=4).run()
    >>> list(morris_effects(result, "payoff_us"))
    ['parameter', 'mu_star', 'mu_star_low', 'mu_star_high', 'sigma']
    """
    import pandas as pd

    require_confidence(confidence)
    sample = read_sample(result, outcome, "morris")
    if not is_morris(sample.places, sample.table.trajectories or 0):
        problem = "is not the sample that the experiment asks for"
        raise InputError(sample.where, "design.parquet", problem, "negotiation verify --repair")
    found = effects(sample.places, sample.means, sample.reaches, sample.table.levels or LEVELS)
    return pd.DataFrame({
        "parameter": sample.names, **intervals(found, confidence),
        "sigma": found.std(axis=0, ddof=1),
    })  # fmt: skip


def intervals(found: Floats, confidence: float) -> dict[str, Floats]:
    """Mean sizes of effects, shape (trajectories, parameters), with the ends of their intervals."""
    sizes = np.abs(found)
    mu_star, sd = sizes.mean(axis=0), sizes.std(axis=0, ddof=1)
    low, high = t_interval(len(sizes), mu_star, sd, confidence)
    return {"mu_star": mu_star, "mu_star_low": np.maximum(low, 0.0), "mu_star_high": high}


def is_morris(places: Floats, trajectories: int) -> bool:
    """Whether rows are trajectories: steps of one parameter each, each parameter at most once.

    Examples
    --------
    >>> is_morris(np.array([[0, 0], [0, 1], [1, 1.0]]), 1), is_morris(np.eye(3, 2), 1)
    (True, False)
    """
    points, parameters = places.shape
    if points != trajectories * (parameters + 1):
        return False
    has_moved = np.diff(places.reshape(trajectories, -1, parameters), axis=1) != 0.0
    return bool((has_moved.sum(axis=1) <= 1).all() and (has_moved.sum(axis=2) <= 1).all())


def effects(places: Floats, means: Floats, reaches: Sequence[float], levels: int) -> Floats:
    """Effect of each parameter along each trajectory: (trajectories, parameters).

    Whole numbers move by more or less than half the levels: their steps are measured. A step that
    rounding takes back has no effect.

    Parameters
    ----------
    places, means, reaches
        As in `Sample`.
    levels
        Levels from which steps of probability follow.

    Examples
    --------
    >>> effects(np.array([[0.0], [3.0]]), np.array([0.2, 0.5]), [4.0], 4).round(12)
    array([[0.4]])
    """
    parameters = places.shape[1]
    moves = np.diff(places.reshape(-1, parameters + 1, parameters), axis=1)
    changes = np.diff(means.reshape(-1, parameters + 1), axis=1)[:, :, None]
    shares = np.where(np.isnan(reaches), np.sign(moves) * step_of(levels), moves / reaches)
    slopes = np.divide(changes, shares, out=np.zeros_like(shares), where=shares != 0.0)
    return np.asarray(slopes.sum(axis=1))
