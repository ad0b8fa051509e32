"""Places of a scenario file that can be set: those that it fills and those that it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from negotiation.scenario.document import Scenario
from negotiation.scenario.listing import joined
from negotiation.scenario.shapes import Shape, shapes_of
from negotiation.scenario.two_issue import TwoIssue

Path = tuple[int | str, ...]
ALIASES = ("key", "name", "kind")


class Slot(NamedTuple):
    """One place: its path, the names of each part of it, and what it holds."""

    place: Path
    names: tuple[tuple[str, ...], ...]
    is_given: bool
    is_number: bool
    is_table: bool

    def ends_with(self, parts: tuple[str, ...]) -> bool:
        """Whether the last parts of the place go by these names."""
        if len(parts) > len(self.names):
            return False
        tail = self.names[len(self.names) - len(parts) :]
        return all(part in names for part, names in zip(parts, tail, strict=True))

    @property
    def dotted(self) -> str:
        """Dotted name, quoted where needed."""
        text = ""
        for names in self.names:
            text = joined(text, names[0])
        return text


def slots_of(raw: dict[str, Any]) -> Iterator[Slot]:
    """Yield every place of a scenario file."""
    for name, shape in shapes_of(Scenario).items():
        yield from slots_at(raw, name, shape, Slot((), (), True, False, True))
    if "two_issue" in raw:
        shape = Shape(TwoIssue, False, False)
        yield from slots_at(raw, "two_issue", shape, Slot((), (), True, False, True))


def slots_at(holder: Any, name: str, shape: Shape, above: Slot) -> Iterator[Slot]:
    """Yield the slot of one key and those below it."""
    is_given = isinstance(holder, dict) and name in holder
    value = holder[name] if is_given else None
    slot = Slot(
        (*above.place, name), (*above.names, (name,)), is_given, shape.is_number,
        shape.model is not None,
    )  # fmt: skip
    yield slot
    if shape.model is not None and shape.is_list:
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            yield from slots_below(entry, shape.model, entered(slot, index, entry))
    elif shape.model is not None:
        yield from slots_below(value, shape.model, slot)
    elif shape.is_number:
        yield from slots_of_numbers(value, slot)


def slots_below(holder: Any, model: type[BaseModel], above: Slot) -> Iterator[Slot]:
    """Yield the slots of a table."""
    for name, shape in shapes_of(model).items():
        yield from slots_at(holder, name, shape, above)


def entered(slot: Slot, index: int, entry: Any) -> Slot:
    """Slot of one entry of a list, known by its key, name, kind or index."""
    names = [entry[alias] for alias in ALIASES if isinstance(entry, dict) and alias in entry]
    texts = tuple(name for name in names if isinstance(name, str))
    return slot._replace(place=(*slot.place, index), names=(*slot.names, (*texts, str(index))))


def slots_of_numbers(value: Any, above: Slot) -> Iterator[Slot]:
    """Yield the slots of single numbers in a field that holds several."""
    entries: Any = ()
    if isinstance(value, dict) and "value" not in value:
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, entry in entries:
        names = (*above.names, (str(key),))
        slot = above._replace(place=(*above.place, key), names=names)
        yield slot
        yield from slots_of_numbers(entry, slot)
