"""What an experiment's tables and workers have to hold, from a look at some of its points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from negotiation.experiment.layout import Layout, layout_of
from negotiation.experiment.parameters import parameters
from negotiation.play import Casting, cast
from negotiation.state import sizes

if TYPE_CHECKING:
    from negotiation.experiment.design import Design

MOST_VALUES: Final = 50
MOST_CHECKED: Final = 1000
INCLUDED: Final = ".included"

Columns = Mapping[str, list[Any]]


class Survey(NamedTuple):
    """What some points tell of all.

    Columns of the tables, strategies from outside, and lengths of the shortest vectors, by kind.
    """

    layout: Layout
    strategies: list[Any]
    shortest: dict[str, int]


def check_points(design: Design) -> None:
    """Make the scenarios of up to a thousand points, spread over the design.

    In a larger design, values of several parameters that do not go together may show only when
    their point is run: its runs are failures then, with the reason.

    Raises
    ------
    InputError
        For the first that is refused.
    """
    step = -(-len(design.points) // MOST_CHECKED)
    for index in {*range(0, len(design.points), step), len(design.points) - 1}:
        design.points[index].scenario  # noqa: B018 - made, and refused where it makes no sense


def probes(design: Design, columns: Columns) -> list[int]:
    """Indices of points that show all there is.

    These are the first point of each sub-experiment, and the first with each name, truth value or
    whole number that is varied.
    """
    parts = columns["experiment"]
    found = set(firsts(parts, parts))
    for address in design.parameters:
        found |= set(firsts(parts, columns[address]))
    return sorted(found)


def firsts(parts: list[str], values: list[Any]) -> Iterator[int]:
    """Yield the first row with each value in each sub-experiment; real numbers do not count.

    Examples
    --------
    >>> list(firsts(["", "", ""], ["talk", "offer", "talk"]))
    [0, 1]
    """
    seen: set[Any] = set()
    counts: dict[str, int] = {}
    for row, (part, value) in enumerate(zip(parts, values, strict=True)):
        mark = (part, type(value), value)
        if isinstance(value, float) or mark in seen or counts.get(part, 0) >= MOST_VALUES:
            continue
        seen.add(mark)
        counts[part] = counts.get(part, 0) + 1
        yield row


def castings(design: Design, columns: Columns, us: Any, cn: Any) -> Iterator[Casting]:
    """Yield the castings of the points that show all there is."""
    for index in probes(design, columns):
        yield cast(design.points[index].scenario, us, cn)


def survey(design: Design, columns: Columns, us: Any = None, cn: Any = None) -> Survey:
    """Look at the points that show all there is; `columns` is the design as a table."""
    found, strategies = [], []
    lengths: dict[str, int] = {}
    shortest: dict[str, int] = {}
    for casting in castings(design, columns, us, cn):
        found.append(parameters(casting.scenario))
        strategies += [each for each in casting.strategies.values() if each not in strategies]
        own = sizes(casting.scenario.terms())
        shortest = {kind: min(n, shortest.get(kind, n)) for kind, n in own.items()}
        if any(address.endswith(INCLUDED) for address in design.parameters):
            own["issues"] = len(casting.scenario.issues)
            shortest["issues"] = 1
        lengths = {kind: max(n, lengths.get(kind, 0)) for kind, n in own.items()}
    varied = {
        address: [value for value in columns[address] if value is not None]
        for address in design.parameters
    }
    return Survey(layout_of(found, varied, lengths), strategies, shortest)
