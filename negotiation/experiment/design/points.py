"""Design points: varied values, key, seed, and the scenario when it is asked for."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, NamedTuple, overload

from negotiation.errors import InputError
from negotiation.experiment.addresses import Target
from negotiation.experiment.base import Base
from negotiation.experiment.design.axes import Axis
from negotiation.experiment.scalars import Scalar
from negotiation.scenario import Scenario
from negotiation.scenario.refusals import shown

MOST_SHOWN = 6


def key_of(experiment: str, values: dict[str, Scalar], copy: int = 0) -> str:
    """Key of a point: it depends on its sub-experiment's name and its varied values alone.

    A design for sensitivity may hold the same values again, as copy 1, 2, ...

    Examples
    --------
    >>> key_of("", {"us.timing.rounds": 4, "two_issue.h": 0.65})
    '80bea9a09d7af89f'
    """
    parts = [experiment, values, copy] if copy else [experiment, values]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:16]


def seed_of(seed: int, key: str) -> int:
    """Seed of a point that does not share the experiment's.

    Examples
    --------
    >>> 0 <= seed_of(7, "00ff00ff00ff00ff") < 2**64
    True
    """
    return int.from_bytes(sha256(f"{seed}:{key}".encode("ascii")).digest()[:8], "big")


class Samples(NamedTuple):
    """Points of one sub-experiment: its axes, crossed or row by row, and its scenario.

    `copies` has, for rows whose values came before, how often: a design for sensitivity needs them.
    """

    name: str
    replicates: int
    base: Base
    axes: tuple[Axis, ...]
    is_crossed: bool
    size: int
    copies: Mapping[int, int] | None = None

    def rows(self, place: int) -> Iterator[int]:
        """Yield the row of each axis; the last axis changes fastest where they are crossed."""
        if not self.is_crossed:
            yield from (place for _ in self.axes)
            return
        left = self.size
        for axis in self.axes:
            left //= axis.size
            yield place // left % axis.size

    def values(self, place: int) -> list[tuple[Target, Scalar]]:
        """Varied values of a point."""
        rows = zip(self.axes, self.rows(place), strict=True)
        return [pair for axis, row in rows for pair in axis.row(row)]


@dataclass(frozen=True)
class Point:
    """One design point.

    Parameters
    ----------
    index
        Place in the design, 0, 1, ...
    key
        Digest of sub-experiment and varied values: more points change no old key.
    experiment
        Name of the sub-experiment; empty where there are none.
    values
        Varied values by full address.
    seed
        Seed of its runs; run r has stream r.
    replicates
        Runs of a block.
    """

    index: int
    key: str
    experiment: str
    values: dict[str, Scalar]
    seed: int
    replicates: int
    samples: Samples = field(repr=False, compare=False)
    place: int = field(repr=False, compare=False)
    where: str = field(repr=False, compare=False)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario with the varied values; InputError where they do not go together."""
        try:
            return self.samples.base.scenario(self.samples.values(self.place))
        except InputError as error:
            cause = ": ".join(part for part in (error.key, error.problem) if part)
            problem = f"{cause} (at {described(self.values)})"
            key = ".".join(part for part in (self.experiment, f"point {self.index}") if part)
            raise InputError(
                self.where, key, problem, error.allowed, error.nearest, error.more
            ) from None


def described(values: dict[str, Scalar]) -> str:
    """Values of a point, in short.

    Examples
    --------
    >>> described({"two_issue.h": 0.65}), described({})
    ('two_issue.h = 0.65', 'nothing varied')
    """
    texts = [f"{address} = {shown(value)}" for address, value in values.items()]
    more = ["..."] if len(texts) > MOST_SHOWN else []
    return ", ".join(texts[:MOST_SHOWN] + more) or "nothing varied"


class Points(Sequence[Point]):
    """Points in order, made when they are asked for.

    Parameters
    ----------
    samples
        Sub-experiments in order.
    seed
        Seed of the experiment.
    is_common
        Whether all points share it.
    where
        What to call the experiment in messages.
    """

    def __init__(self, samples: Sequence[Samples], seed: int, is_common: bool, where: str) -> None:
        self.samples = tuple(samples)
        self.starts = [sum(each.size for each in samples[:at]) for at in range(len(samples))]
        self.size = sum(each.size for each in samples)
        self.seed, self.is_common, self.where = seed, is_common, where

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> list[Point]: ...
    def __getitem__(self, index: int | slice) -> Point | list[Point]:
        if isinstance(index, slice):
            return [self.made(place) for place in range(*index.indices(self.size))]
        if not -self.size <= index < self.size:
            raise IndexError(f"point {index} of {self.size}")
        return self.made(index % self.size)

    def made(self, index: int) -> Point:
        """Return the point at an index from 0."""
        at = bisect_right(self.starts, index) - 1
        own, place = self.samples[at], index - self.starts[at]
        values = {target.address: value for target, value in own.values(place)}
        key = key_of(own.name, values, (own.copies or {}).get(place, 0))
        seed = self.seed if self.is_common else seed_of(self.seed, key)
        return Point(index, key, own.name, values, seed, own.replicates, own, place, self.where)


@dataclass(frozen=True)
class Design:
    """All points of an experiment, and what is varied.

    Parameters
    ----------
    points
        The points; their scenarios are made when they are asked for.
    parameters
        Full addresses that are varied, in order.
    """

    points: Points
    parameters: tuple[str, ...]

    def to_columns(self) -> dict[str, list[Any]]:
        """Columns of a table with a row for each point; None where a value is not varied.

        Examples
        --------
        >>> from negotiation.experiment import Experiment
        >>> design = Experiment(scenario="two-issue", vary={"h": [0.65, 0.8]}).design()
        >>> columns = design.to_columns()
        >>> list(columns), columns["two_issue.h"]
        (['experiment', 'point', 'index', 'seed', 'replicates', 'two_issue.h'], [0.65, 0.8])
        """
        columns: dict[str, list[Any]] = {
            name: [] for name in ("experiment", "point", "index", "seed", "replicates")
        }
        columns |= {address: [] for address in self.parameters}
        for point in self.points:
            head = (point.experiment, point.key, point.index, point.seed, point.replicates)
            row = (*head, *(point.values.get(address) for address in self.parameters))
            for column, value in zip(columns.values(), row, strict=True):
                column.append(value)
        return columns

    def check(self) -> None:
        """Make the scenario of every point; InputError for the first that is refused."""
        for point in self.points:
            point.scenario  # noqa: B018
