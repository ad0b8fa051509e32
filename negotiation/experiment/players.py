"""Strategies that are given beside an experiment, by name or as objects.

A name becomes part of the experiment, as if it had been fixed there. An object stands in no file:
the experiment says "custom" in its place, the provenance says what it is called, and going on with
the experiment needs it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from negotiation.errors import InputError
from negotiation.experiment.design.parts import parts_of
from negotiation.play import CUSTOM_NAME
from negotiation.scenario.slots import Path

if TYPE_CHECKING:
    from negotiation.experiment.design import Design
    from negotiation.experiment.design.points import Samples
    from negotiation.experiment.document import Experiment

SIDES = ("us", "cn")
OBJECT = "needs an object to play it"
IN_PYTHON = "a registered name, or the object for every point: run(us=...) in Python"


def named(us: Any, cn: Any) -> dict[str, str]:
    """Qualified names of the strategies that are given as objects, by side.

    Examples
    --------
    >>> named("talk:4", int), named(None, 3)
    ({'cn': 'builtins.int'}, {'cn': 'builtins.int'})
    """
    return {side: qualified(each) for side, each in objects(us, cn).items() if each is not None}


def qualified(strategy: Any) -> str:
    """Qualified name of a function or class, or of the class of another object."""
    own = strategy if hasattr(strategy, "__qualname__") else type(strategy)
    return f"{own.__module__}.{own.__qualname__}"


def objects(us: Any, cn: Any) -> dict[str, Any]:
    """Strategies that are given as objects, by side; None for a name and for nothing."""
    given = zip(SIDES, (us, cn), strict=True)
    return {side: None if isinstance(each, str) else each for side, each in given}


def with_players(experiment: Experiment, us: Any, cn: Any) -> Experiment:
    """Return the experiment with the given strategies fixed: by name, or as custom ones.

    Raises
    ------
    InputError
        If the experiment varies what is given, or a sub-experiment sets it.
    """
    given = {side: each for side, each in zip(SIDES, (us, cn), strict=True) if each is not None}
    if not given:
        return experiment
    refuse_given_twice(experiment, given)
    fixed = {
        f"{side}.timing.strategy": each if isinstance(each, str) else CUSTOM_NAME
        for side, each in given.items()
    }
    return experiment.model_copy(update={"fixed": {**experiment.fixed, **fixed}})


def refuse_given_twice(experiment: Experiment, given: Mapping[str, Any]) -> None:
    """Refuse a strategy for a side whose strategy, or what belongs to it, the experiment sets."""
    try:
        parts = [*parts_of(experiment)]
    except InputError as error:
        raise (error if error.where else error.at(experiment.where, error.key)) from None
    for part in parts:
        varied = [(each.key, target) for each in part.varied for target in each.targets]
        fixed = [(f"{e.setting.key}.{e.setting.address}", e.target) for e in part.base.fixed]
        for side, strategy in given.items():
            own = (side, "timing", "strategy")
            found = [(k, t) for k, t in varied if is_set_by(t.place, own, strategy)]
            found += [
                (k, t) for k, t in fixed
                if is_over(t.place, own) and not (t.place == own and k.startswith("fixed."))
            ]  # fmt: skip
            for key, target in found:
                problem = f"{target.address} is set here, and the strategy of {side} is given too"
                raise InputError(experiment.where, key, problem, "one of the two")


def is_over(place: Path, inner: Path) -> bool:
    """Whether a place is another, or a table around it.

    Examples
    --------
    >>> is_over(("us", "timing"), ("us", "timing", "strategy")), is_over(("us", "talk"), ("us",))
    (True, False)
    """
    return inner[: len(place)] == place


def is_set_by(place: Path, own: Path, strategy: Any) -> bool:
    """Whether varying a place changes a strategy, or a number that an object does not read."""
    is_number = place[:2] == own[:2] and place[2:] != ("demands_publicly",)
    return is_over(place, own) or (is_number and not isinstance(strategy, str))


def refuse_missing(design: Design, us: Any, cn: Any) -> None:
    """Refuse a strategy "custom" where no object is given to play it."""
    given = objects(us, cn)
    for samples in design.points.samples:
        for side in SIDES:
            if given[side] is None:
                for where, key in customs(samples, side, design.points.where):
                    raise InputError(where, key, f"{CUSTOM_NAME!r} {OBJECT}", IN_PYTHON)


def customs(samples: Samples, side: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield the file and the key that say "custom" for a side in a sub-experiment."""
    place, is_varied = (side, "timing", "strategy"), False
    for axis in samples.axes:
        for target, column in zip(axis.targets, axis.columns, strict=True):
            if target.place == place:
                is_varied = True
                if CUSTOM_NAME in column:
                    yield where, axis.label(column.index(CUSTOM_NAME))
    base = samples.base
    if not is_varied and getattr(base.checked, side).timing.strategy == CUSTOM_NAME:
        fixed = [e.setting for e in base.fixed if is_over(e.target.place, place)]
        if fixed:
            yield where, f"{fixed[-1].key}.{fixed[-1].address}"
        else:
            yield base.where, ".".join(place)


def refuse_others(where: str, needed: Mapping[str, str], given: Mapping[str, str]) -> None:
    """Refuse to go on with other objects than an experiment was begun with."""
    if dict(needed) == dict(given):
        return
    begun = listed(needed) or "no object as a strategy"
    problem = f"was begun with {begun}" + (f", not with {listed(given)}" if given else "")
    allowed = f"in Python, resume_experiment or mend_folder with {listed(needed)}"
    raise InputError(where, "", problem, allowed if needed else "the same")


def listed(names: Mapping[str, str]) -> str:
    """Names of objects as they are given in Python.

    Examples
    --------
    >>> listed({"us": "mine.patient", "cn": "mine.rash"})
    'us=mine.patient, cn=mine.rash'
    """
    return ", ".join(f"{side}={name}" for side, name in names.items())
