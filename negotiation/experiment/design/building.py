"""From an experiment to its design points; each value is checked before anything is run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from negotiation.errors import InputError
from negotiation.experiment.design import (
    csv,
    grid,
    latin_hypercube,
    list,
    morris,
    saltelli,
    sobol,
)
from negotiation.experiment.design.axes import Axis, check
from negotiation.experiment.design.parts import Part, parts_of, refuse_numbers
from negotiation.experiment.design.points import Design, Points, Samples, described
from negotiation.experiment.design_table import ANALYSED, LEVELS
from negotiation.experiment.document import MAX_RUNS
from negotiation.experiment.scalars import MAX_POINTS, Scalar

if TYPE_CHECKING:
    from negotiation.experiment.document import Experiment

MAX_VALUES: Final = 10_000_000


def design_of(experiment: Experiment) -> Design:
    """Return the design; see `Experiment.design`."""
    try:
        parts = [*parts_of(experiment)]
        refuse_noise(parts, experiment)
        sizes = [size_of(part) for part in parts]
        refuse_large(parts, sizes)
        samples = [
            samples_of(part, size, experiment) for part, size in zip(parts, sizes, strict=True)
        ]
    except InputError as error:
        raise (error if error.where else error.at(experiment.where, error.key)) from None
    is_common = experiment.common_random_numbers
    points = Points(samples, experiment.seed, is_common, experiment.where)
    refuse_doubles(points)
    addresses = (t.address for each in samples for axis in each.axes for t in axis.targets)
    return Design(points, tuple(dict.fromkeys(addresses)))


def refuse_noise(parts: Sequence[Part], experiment: Experiment) -> None:
    """Refuse chance that differs from point to point where it would pass for an effect."""
    kinds = [part.design.kind for part in parts if part.design.kind in ANALYSED]
    if kinds and not experiment.common_random_numbers:
        problem = f"is false: with kind {kinds[0]} different chance would pass for an effect"
        raise InputError("", "common_random_numbers", problem, "true")
    if kinds and experiment.stop is not None:
        problem = f"does not go with kind {kinds[0]}: every point needs the same runs"
        raise InputError("", "stop", problem, "replicates alone")


def size_of(part: Part) -> int:
    """Number of points of a sub-experiment, from its table alone."""
    kind, points = part.design.kind, part.design.points or 0
    if kind == "grid":
        return grid.size(part.varied)
    if kind == "latin_hypercube":
        return latin_hypercube.size(part.varied, points)
    if kind == "sobol":
        return sobol.size(part.varied, points)
    if kind == "saltelli":
        return saltelli.size(part.varied, part.design.base or 0, bool(part.design.second_order))
    if kind == "morris":
        return morris.size(part.varied, part.design.trajectories or 0)
    return list.size(part.varied)


def axes_of(part: Part, experiment: Experiment) -> Sequence[Axis]:
    """Axes of a sub-experiment, with their values."""
    kind, points = part.design.kind, part.design.points or 0
    if kind == "grid":
        return grid.axes(part.varied)
    if kind == "latin_hypercube":
        return latin_hypercube.axes(part.varied, points, experiment.seed)
    if kind == "sobol":
        return sobol.axes(part.varied, points, experiment.seed)
    if kind in ANALYSED:
        return analysed(part, experiment.seed)
    if kind == "csv":
        return csv.axes(part.varied[0])
    return list.axes(part.varied)


def analysed(part: Part, seed: int) -> Sequence[Axis]:
    """Axes of a design that an analysis of sensitivity asks for."""
    table = part.design
    if table.kind == "saltelli":
        return saltelli.axes(part.varied, table.base or 0, bool(table.second_order), seed)
    return morris.axes(part.varied, table.trajectories or 0, table.levels or LEVELS, seed)


def refuse_large(parts: Sequence[Part], sizes: Sequence[int]) -> None:
    """Refuse more points, values or runs than any machine is asked for."""
    points = sum(sizes)
    if points > MAX_POINTS:
        raise InputError("", "design", f"has {points} points", f"at most {MAX_POINTS}")
    pairs = [*zip(parts, sizes, strict=True)]
    values = sum(size * sum(len(v.targets) for v in part.varied) for part, size in pairs)
    if values > MAX_VALUES:
        problem = f"has {values} values, points times parameters"
        raise InputError("", "design", problem, f"at most {MAX_VALUES}")
    runs = sum(part.replicates * size for part, size in pairs)
    if runs > MAX_RUNS:
        problem = f"makes {runs} runs, points times replicates"
        raise InputError("", "replicates", problem, f"at most {MAX_RUNS} runs")


def samples_of(part: Part, size: int, experiment: Experiment) -> Samples:
    """Return the points of a sub-experiment, their values checked."""
    axes = tuple(axes_of(part, experiment))
    for axis in axes:
        check(axis, part.base, experiment.where)
    refuse_numbers(part, axes)
    is_crossed = part.design.kind == "grid"
    copies = copies_of(axes, size) if part.design.kind in ANALYSED else None
    return Samples(part.name, part.replicates, part.base, axes, is_crossed, size, copies)


def copies_of(axes: Sequence[Axis], size: int) -> dict[int, int]:
    """Number of earlier rows with the same values, by row; 0 is left out.

    Where values are whole numbers or listed, an exchange or a step may leave them as they are.
    """
    seen: dict[tuple[Scalar, ...], int] = {}
    found = {}
    for row in range(size):
        values = tuple(column[row] for axis in axes for column in axis.columns)
        found[row] = seen[values] = seen.get(values, -1) + 1
    return {row: number for row, number in found.items() if number}


def refuse_doubles(points: Points) -> None:
    """Refuse points that are the same, and streams of random numbers that are."""
    keys: dict[str, int] = {}
    seeds: dict[int, int] = {}
    for point in points:
        other = keys.setdefault(point.key, point.index)
        if other != point.index:
            name = f" of {point.experiment}" if point.experiment else ""
            problem = f"points {other} and {point.index}{name} are the same"
            text = f"{problem}: {described(point.values)}"
            raise InputError(points.where, "design", text, "each point once")
        other = point.index if points.is_common else seeds.setdefault(point.seed, point.index)
        if other != point.index:
            problem = f"points {other} and {point.index} would have the same random numbers"
            raise InputError(points.where, "design", problem, "another seed")
