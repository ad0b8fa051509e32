"""The sample of a finished experiment: its design, checked, and the mean outcome of each point."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiation.errors import InputError
from negotiation.experiment.design_table import DesignTable
from negotiation.experiment.distributions import Uniform
from negotiation.experiment.outcomes import SINGLE, quantities
from negotiation.experiment.reading import numbers, rows_of
from negotiation.experiment.result import Result
from negotiation.experiment.summary import summary_columns
from negotiation.experiment.tally import Tally
from negotiation.experiment.vary import Vary
from negotiation.scenario.refusals import nearest_name, shown

Floats = NDArray[np.float64]

OUTCOMES: Final = SINGLE
INSTEAD: Final = {
    "saltelli": "[design] kind = 'saltelli' with base = 256, for Sobol indices",
    "morris": "[design] kind = 'morris' with trajectories = 20, for elementary effects",
}


class Sample(NamedTuple):
    """What an analysis reads of a folder.

    Parameters
    ----------
    where
        Folder.
    names
        Parameters in order; "(+1)" says that one more moves with it.
    reaches
        Distance from end to end of each parameter's places: see `reach_of`.
    places
        Numbers that tell the values of a parameter apart, shape (points, parameters).
    means
        Mean outcome over the replicates, shape (points,).
    table
        The design as asked for.
    seed
        Seed of the experiment.
    """

    where: str
    names: tuple[str, ...]
    reaches: tuple[float, ...]
    places: Floats
    means: Floats
    table: DesignTable
    seed: int


def read_sample(result: Result, outcome: str, kind: str) -> Sample:
    """Return the sample of an experiment whose design is of the given kind.

    Raises
    ------
    InputError
        If the design is another, runs are missing or failed, or the outcome is no single number
        or the same at every point.
    """
    refuse_other_design(result, (kind,))
    where, given = str(result.folder), result.experiment
    names, reaches, places = parameters_of(result)
    means = means_of(result, outcome)
    return Sample(where, names, reaches, places, means, given.design_table, given.seed)


def refuse_other_design(result: Result, kinds: Sequence[str] = tuple(INSTEAD)) -> None:
    """Refuse a design that was not sampled for the analysis."""
    where, given = str(result.folder), result.experiment
    if given.experiment:
        problem = "has sub-experiments: an analysis of sensitivity is of one design"
        raise InputError(where, "experiment", problem, "one experiment a folder")
    if given.design_table.kind not in kinds:
        problem = f"is {shown(given.design_table.kind)}, which was not sampled for this analysis"
        allowed = "; or ".join(INSTEAD[kind] for kind in kinds)
        raise InputError(where, "design.kind", problem, f"a new run with {allowed}")


def parameters_of(result: Result) -> tuple[tuple[str, ...], tuple[float, ...], Floats]:
    """Names of the parameters, their reaches and places: see `Sample`."""
    design, columns = result.store.design(), iter(result.parameters)
    names, places = [], []
    for vary in result.experiment.vary:
        own = [next(columns) for _ in vary.addresses]
        names.append(own[0] + (f" (+{len(own) - 1})" if len(own) > 1 else ""))
        values = [design[each].to_pylist() for each in own]
        is_listed = vary.distribution is None
        places.append(in_order(values) if is_listed else np.array(values[0], dtype=np.float64))
    reaches = tuple(reach_of(vary) for vary in result.experiment.vary)
    return tuple(names), reaches, np.column_stack(places)


def reach_of(vary: Vary) -> float:
    """Distance of two listed values, or of the ends of a uniform distribution; else NaN.

    Between the ends of other distributions steps are of probability, not of value.

    Examples
    --------
    >>> reach_of(Vary(parameter="h", values=[0.6, 0.9]))
    1.0
    """
    if vary.distribution is None:
        return 1.0
    source = vary.distribution
    return source.high - source.low if isinstance(source, Uniform) else np.nan


def in_order(columns: Sequence[Sequence[Any]]) -> Floats:
    """Number of each row of values, in the order in which they first come.

    Examples
    --------
    >>> in_order([["talk", "offer", "talk"], [1, 1, 1]])
    array([0., 1., 0.])
    """
    known: dict[tuple[Any, ...], int] = {}
    rows = zip(*columns, strict=True)
    return np.array([known.setdefault(row, len(known)) for row in rows], dtype=np.float64)


def means_of(result: Result, outcome: str) -> Floats:
    """Mean outcome at each point, over all replicates."""
    where = str(result.folder)
    if outcome not in OUTCOMES:
        nearest = nearest_name(outcome, OUTCOMES)
        problem = f"{shown(outcome)} is no outcome in one number"
        raise InputError("outcome", "", problem, ", ".join(OUTCOMES), nearest)
    if not result.is_complete:
        remedy = f"all runs; go on with: negotiation resume {where}"
        raise InputError(where, "", "is not complete: points are missing", remedy)
    columns = summary_columns(result.store, (outcome,))
    failed = np.asarray(columns["failures"])
    if failed.any():
        problem = f"{failed.sum()} runs failed, at {(failed > 0).sum()} of {failed.size} points"
        raise InputError(where, "", problem, "an experiment in which no run fails")
    (quantity,) = quantities(outcome)
    found = np.asarray(columns[f"{quantity.name}_{'rate' if quantity.is_rate else 'mean'}"])
    refuse_gaps(where, outcome, found)
    return found


def chance_share(result: Result, outcome: str = "payoff_us") -> float:
    """Chance left in the means of the points, about, as a share of their variance over the design.

    It is read from two halves of the replicates: how much the differences between their means vary
    from point to point. Parameters without effect have index 0 whatever it is, for draws are
    shared; those with an effect move runs across thresholds one by one, which counts as
    interaction. NaN with one replicate.

    Examples
    --------
    >>> from negotiation.experiment import Experiment
    >>> given = {"design": {"kind": "saltelli", "base": 8}, "replicates": 10, "seed": 7}
    >>> vary = {"us.tactic.opening_claim": [0.6, 0.9]}
    >>> result = Experiment(scenario="two-issue", vary=vary, **given).run()
    >>> 0.0 < chance_share(result) < 0.5
    True
    """
    means = means_of(result, outcome)
    (quantity,) = quantities(outcome)
    halves = Tally(means.size), Tally(means.size)
    for rows in rows_of(result.store, ["replicate", quantity.column]):
        values = quantity.values(numbers(rows.table[quantity.column]))
        half = rows.table["replicate"].to_numpy() % 2
        for number, tally in enumerate(halves):
            tally.add(rows.points[half == number], values[half == number])
    even, odd = halves
    of_whole = even.n * odd.n / (even.n + odd.n) ** 2  # the mean of all varies so much less
    difference = np.sqrt(of_whole) * (even.mean() - odd.mean())
    return float(difference.var() / means.var())


def refuse_gaps(where: str, outcome: str, means: Floats) -> None:
    """Refuse an outcome that is unknown somewhere, or the same everywhere."""
    unknown = int((~np.isfinite(means)).sum())
    if unknown:
        problem = f"{outcome} has no value in some runs of {unknown} of {means.size} points"
        raise InputError(where, "", problem, "an outcome that every run has")
    if np.ptp(means) == 0.0:
        problem = f"{outcome} is {means[0]:g} at every point: there is no variance to explain"
        raise InputError(where, "", problem, "an outcome that varies")


def salib(module: str) -> Any:
    """Return a module of SALib; InputError where the extra is not installed."""
    try:
        return import_module(f"SALib.{module}")
    except ImportError:
        allowed = "pip install 'negotiation[sensitivity]'"
        raise InputError("SALib", "", "is not installed", allowed) from None


def problem_of(names: Sequence[str]) -> dict[str, Any]:
    """Parameters as SALib describes them, each from 0 to 1."""
    return {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
