"""Elementary effects: what one step of a parameter does, at many places of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from negotiation.errors import InputError
from negotiation.experiment.design.morris import step_of
from negotiation.experiment.design_table import LEVELS
from negotiation.experiment.result import Result
from negotiation.sensitivity.sample import (
    CONFIDENCE,
    Floats,
    problem_of,
    read_sample,
    salib,
)

if TYPE_CHECKING:
    import pandas

RESAMPLES: Final = 1000


def morris_effects(
    result: Result, outcome: str = "payoff_us", confidence: float = CONFIDENCE
) -> pandas.DataFrame:
    """Elementary effects of the varied parameters (Morris 1991).

    An effect is the change of the outcome, in its unit, for a parameter's whole range: from the low
    to the high end of its distribution by equal steps of probability, or from one listed value to
    the other. The outcome of a point is the mean over its replicates, which share their draws.

    Parameters
    ----------
    result
        Finished experiment with a design of kind morris.
    outcome
        Number or rate of the runs, such as "payoff_us" or "deal".
    confidence
        Of the intervals of `mu_star`: normal, with the standard error of a bootstrap of the
        trajectories, which is seeded with the experiment's seed.

    Returns
    -------
    pandas.DataFrame
        A row a parameter: `parameter`; `mu_star`, the mean size of its effects, with the ends of
        its interval, `mu_star_low` and `mu_star_high`; `sigma`, their standard deviation, which is
        0 for a parameter that acts in a straight line and alone.

    Raises
    ------
    InputError
        If the design is another, runs are missing or failed, or the outcome does not vary.

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

    sample = read_sample(result, outcome, "morris")
    levels = sample.table.levels or LEVELS
    if not is_morris(sample.places, sample.table.trajectories or 0):
        problem = "is not the sample that the experiment asks for"
        raise InputError(sample.where, "design.parquet", problem, "negotiation verify --repair")
    found = effects(sample.names, sample.places, sample.means, levels, sample.seed, confidence)
    units = np.where(sample.is_listed, step_of(levels), 1.0)
    mu_star, half, sigma = (units * found[key] for key in ("mu_star", "mu_star_conf", "sigma"))
    return pd.DataFrame({
        "parameter": sample.names, "mu_star": mu_star, "mu_star_low": mu_star - half,
        "mu_star_high": mu_star + half, "sigma": sigma,
    })  # fmt: skip


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


def effects(
    names: tuple[str, ...], places: Floats, means: Floats, levels: int, seed: int, confidence: float
) -> dict[str, Floats]:
    """Effects as SALib names them: mu_star with the half-width of its interval, sigma."""
    found = salib("analyze.morris").analyze(
        problem_of(names), places, means, num_resamples=RESAMPLES, conf_level=confidence,
        num_levels=levels, seed=np.random.default_rng(seed),
    )  # fmt: skip
    return {key: np.asarray(found[key]) for key in ("mu_star", "mu_star_conf", "sigma")}
