"""Sub-experiments with what they share: the shared tables, and their own on top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from negotiation.errors import InputError
from negotiation.experiment.base import Base, Fixed, Setting, fixed_base, number_place
from negotiation.experiment.design import csv
from negotiation.experiment.design.axes import Axis, Varied
from negotiation.experiment.design_table import DesignTable
from negotiation.experiment.document import ScenarioFile
from negotiation.experiment.vary import Vary
from negotiation.scenario.refusals import shown
from negotiation.scenario.slots import Path

if TYPE_CHECKING:
    from negotiation.experiment.document import Experiment, SubExperiment


class Part(NamedTuple):
    """One sub-experiment, or the whole where there are none: its scenario and what is varied."""

    name: str
    replicates: int
    design: DesignTable
    base: Base
    varied: tuple[Varied, ...]


def parts_of(experiment: Experiment) -> Iterator[Part]:
    """Yield the sub-experiments in order; the experiment itself where it has none."""
    for index, own in enumerate(experiment.experiment):
        yield part_of(experiment, own, f"experiment.{index}")
    if not experiment.experiment:
        yield part_of(experiment, None, "")


def part_of(experiment: Experiment, own: SubExperiment | None, key: str) -> Part:
    """Return a sub-experiment with the shared tables under its own."""
    design = (own and own.design) or experiment.design_table
    base = base_of(experiment, own, key)
    varied = varied_of(experiment, own, key, base)
    if design.kind == "csv":
        if varied:
            problem = "does not go with a design of kind csv: the file holds all that is varied"
            raise InputError("", varied[0].key, problem)
        varied = [resolved(base, csv.KEY, csv.table(design.text or ""))]
    refuse_doubles(varied, base.fixed)
    base.prepare([target for each in varied for target in each.targets])
    name = own.name if own else ""
    replicates = (own and own.replicates) or experiment.replicates
    return Part(name, replicates, design, base, tuple(varied))


def base_of(experiment: Experiment, own: SubExperiment | None, key: str) -> Base:
    """Return the scenario with all that is fixed."""
    own_file = own.scenario if own else None
    file: ScenarioFile | None = own_file or experiment.scenario
    if file is None:
        allowed = "a shipped name, a path, or a table laid out like a scenario file"
        raise InputError("", f"{key}.scenario".lstrip("."), "is missing", allowed)
    settings = [Setting("fixed", *item) for item in experiment.fixed.items()]
    settings += [Setting(f"{key}.fixed", *item) for item in (own.fixed if own else {}).items()]
    inline = (f"{key}.scenario" if own_file else "scenario").lstrip(".")
    try:
        return fixed_base(file.content, file.where, settings)
    except InputError as error:
        if error.where != "scenario":
            raise
        raise error.at("", ".".join(filter(None, (inline, error.key)))) from None


def varied_of(
    experiment: Experiment, own: SubExperiment | None, key: str, base: Base
) -> list[Varied]:
    """Return what is varied: what is shared, unless it is varied or fixed anew, then the own."""
    shared = resolved_all(base, "vary", experiment.vary)
    if own is None:
        return shared
    mine = resolved_all(base, f"{key}.vary", own.vary)
    anew = {target.place for each in mine for target in each.targets}
    anew |= {each.target.place for each in base.fixed if each.setting.key != "fixed"}
    kept = [each for each in shared if not {target.place for target in each.targets} <= anew]
    return kept + mine


def resolved_all(base: Base, key: str, tables: Sequence[Vary]) -> list[Varied]:
    """Return tables with the places that their addresses mean."""
    return [resolved(base, f"{key}.{index}", vary) for index, vary in enumerate(tables)]


def resolved(base: Base, key: str, vary: Vary) -> Varied:
    """Return one table with the places that its addresses mean."""
    targets = []
    for address in vary.addresses:
        try:
            targets.append(base.places.target(address))
        except InputError as error:
            raise error.at("", f"{key}.{address}") from None
    return Varied(key, vary, tuple(targets))


def refuse_doubles(varied: Sequence[Varied], done: Sequence[Fixed]) -> None:
    """Refuse a place that is varied twice, or varied and fixed on the same level."""
    taken: dict[Path, str] = {each.target.place: each.setting.key for each in done}
    for each in varied:
        for target in each.targets:
            other = taken.get(target.place)
            if other is not None and not is_on_top(each.key, other):
                problem = f"{target.address} is given twice, also in {other}"
                raise InputError("", each.key, problem, "once")
            taken[target.place] = each.key


def is_on_top(key: str, other: str) -> bool:
    """Whether a table of a sub-experiment meets a shared setting, whose place it takes.

    Examples
    --------
    >>> is_on_top("experiment.0.vary.1", "fixed"), is_on_top("vary.1", "fixed")
    (True, False)
    """
    return key.startswith("experiment.") and other == "fixed"


def refuse_numbers(part: Part, axes: Sequence[Axis]) -> None:
    """Refuse strategies with a number, as `talk:4`, where that number is given besides."""
    taken = {target.place for axis in axes for target in axis.targets}
    taken |= {each.target.place for each in part.base.fixed}
    for key, place, value in choices(part, axes):
        if number_place(place, value) in taken:
            problem = f"{shown(value)} comes with a number that is given besides"
            raise InputError("", key, problem, "one of the two")


def choices(part: Part, axes: Sequence[Axis]) -> Iterator[tuple[str, Path, Any]]:
    """Yield the strategies and tactics that are fixed or varied, with where they stand."""
    for each in part.base.fixed:
        if each.target.is_choice:
            yield (
                f"{each.setting.key}.{each.setting.address}",
                each.target.place,
                each.setting.value,
            )
    for axis in axes:
        for target, column in zip(axis.targets, axis.columns, strict=True):
            if target.is_choice:
                yield from ((axis.key, target.place, value) for value in dict.fromkeys(column))
