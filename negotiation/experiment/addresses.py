"""Addresses: any unambiguous end of a dotted name, as for `--set`, and the full name it means."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from negotiation.errors import InputError
from negotiation.scenario.document import Scenario
from negotiation.scenario.listing import joined
from negotiation.scenario.override import MOST_SHOWN, parts_of, unknown_key
from negotiation.scenario.quantities import Count
from negotiation.scenario.shapes import model_at
from negotiation.scenario.slots import Path, Slot, slots_of
from negotiation.scenario.two_issue import TwoIssue

CHOICES: Final = ("timing", "strategy"), ("tactic", "name")


class Target(NamedTuple):
    """The place that an address means."""

    address: str  # full
    slot: Slot
    is_count: bool

    @property
    def place(self) -> Path:
        """Path in the scenario file."""
        return self.slot.place

    @property
    def is_choice(self) -> bool:
        """Whether it names a strategy or a tactic, which comes with its own numbers."""
        place = self.slot.place
        return len(place) == 3 and place[0] in ("us", "cn") and place[1:] in CHOICES


class Places:
    """The places of a scenario file, found by address.

    Parameters
    ----------
    content : dict
        What the file holds.

    Examples
    --------
    >>> from negotiation.scenario.loading import read_raw
    >>> Places(read_raw("two-issue")[1]).target("h").address
    'two_issue.h'
    """

    def __init__(self, content: dict[str, Any]) -> None:
        self.slots = list(slots_of(content))
        self.by_end: dict[str, list[Slot]] = {}
        for slot in self.slots:
            for name in slot.names[-1]:
                self.by_end.setdefault(name, []).append(slot)

    def target(self, address: str) -> Target:
        """The one place that an address means; InputError where there is none, or several."""
        parts = parts_of(address)
        found = self.meant(parts)
        if not found:
            raise unknown_key(address, self.slots)
        if len(found) > 1:
            names = [slot.dotted for slot in found]
            more = ["..."] if len(names) > MOST_SHOWN else []
            raise InputError("", address, "is ambiguous", ", ".join(names[:MOST_SHOWN] + more))
        slot = found[0]
        return Target(self.full(slot), slot, slot.is_number and holds_count(slot.place))

    def meant(self, parts: tuple[str, ...]) -> list[Slot]:
        """Places that parts of an address may mean: in full, else given, else absent."""
        ends = [slot for slot in self.by_end.get("".join(parts[-1:]), ()) if slot.ends_with(parts)]
        full = [slot for slot in ends if len(slot.names) == len(parts)]
        given = [slot for slot in ends if slot.is_given]
        return full or given or ends

    def full(self, slot: Slot) -> str:
        """Full name as `negotiation show` has it: entries by key or name, else by index."""
        by_name, by_index = "", ""
        for names in slot.names:
            is_kind = len(names) == 2 and slot.place[0] == "milestones"
            by_name = joined(by_name, names[-1] if is_kind else names[0])
            by_index = joined(by_index, names[-1])
        return by_name if self.meant(parts_of(by_name)) == [slot] else by_index


def holds_count(place: Path) -> bool:
    """Whether a place holds a whole number.

    Examples
    --------
    >>> holds_count(("us", "timing", "rounds")), holds_count(("two_issue", "h"))
    (True, False)
    """
    if place[0] == "two_issue":
        return issubclass(model_at(TwoIssue, place[1:]), Count)
    return issubclass(model_at(Scenario, place), Count)
