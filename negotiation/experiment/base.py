"""From a scenario's content and changes to a checked scenario, as `--set` does it, but fast.

Tables that no change touches are checked once and kept; what is changed, and all that a scenario
is refused for as a whole, is checked each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from negotiation.errors import InputError
from negotiation.experiment.addresses import CHOICES, Places, Target
from negotiation.experiment.checked import MAX_DEPTH, is_deep
from negotiation.experiment.parameters import WORDING
from negotiation.play import choice_overrides
from negotiation.scenario import Scenario, scenario_from_dict
from negotiation.scenario.catalogue import TIMINGS
from negotiation.scenario.override import marked, parsed, parts_of, put
from negotiation.scenario.refusals import shown
from negotiation.scenario.slots import Path, Slot


class Change(NamedTuple):
    """A value at a place."""

    slot: Slot
    value: Any


class Base:
    """A checked scenario from which others are made by changes.

    Parameters
    ----------
    content : dict
        What a scenario file holds.
    where : str
        What to call it in messages.
    fixed : sequence of Fixed
        What is fixed in it already.

    Examples
    --------
    >>> from negotiation.scenario.loading import read_raw
    >>> base = Base(read_raw("two-issue")[1], "two-issue")
    >>> base.scenario([(base.places.target("h"), 0.8)]).terms().us.weights[0]
    (0.8, 0.2)
    """

    def __init__(self, content: dict[str, Any], where: str, fixed: Sequence[Fixed] = ()) -> None:
        self.content = content
        self.where = where
        self.fixed = tuple(fixed)
        self.refixed: list[tuple[Target, Any]] = []
        self.checked = scenario_from_dict(content, where)
        self.places = Places(content)
        self.template = content

    def prepare(self, targets: Sequence[Target]) -> None:
        """Keep what changes of these targets leave as it is.

        What is fixed beside a varied strategy or tactic is set again after it, for naming one
        resets its numbers. A change of words alone is refused: every point would play the same.
        """
        for target in targets:
            if target.place[-1] in WORDING and not target.is_choice:
                problem = "tells of the scenario and changes nothing in the game"
                raise InputError("", target.address, problem, "a parameter of the game")
        tables = {target.place[:-1] for target in targets if target.is_choice}
        beside = [each for each in self.fixed if each.target.place[:-1] in tables]
        self.refixed = [(e.target, e.setting.value) for e in beside if not e.target.is_choice]
        if "two_issue" not in self.content:
            touched = {t.place[:-1] if t.is_choice else t.place for t in targets}
            self.template = {
                key: kept(value, getattr(self.checked, key), below(touched, key))
                for key, value in self.content.items()
            }

    def scenario(self, values: Iterable[tuple[Target, Any]]) -> Scenario:
        """Return the checked scenario with values changed."""
        changes = changes_of(self.places, [*self.refixed, *values])
        return scenario_from_dict(with_changes(self.template, changes), self.where)


def changes_of(places: Places, values: Iterable[tuple[Target, Any]]) -> list[Change]:
    """Changes that values mean; strategies and tactics go first, with numbers of their own.

    Examples
    --------
    >>> from negotiation.scenario.loading import read_raw
    >>> places = Places(read_raw("two-issue")[1])
    >>> [change.value for change in changes_of(places, [(places.target("cn.tactic.name"), "firm")])]
    ['firm', 'default']
    """
    given = list(values)
    first = [change for t, v in given if t.is_choice for change in choice(places, t, v)]
    return first + [Change(target.slot, value) for target, value in given if not target.is_choice]


def choice(places: Places, target: Target, value: Any) -> list[Change]:
    """Changes that a strategy or tactic means, see `play.choice_overrides`."""
    if not isinstance(value, str) or not value.strip():
        return [Change(target.slot, value)]
    number_place(target.place, value)
    side, table, _ = (str(part) for part in target.place)
    names = (value, None) if table == "timing" else (None, value)
    pairs = [parsed(text) for text in choice_overrides(side, *names)]
    return [Change(places.target(key).slot, entry) for key, entry in pairs]


def with_changes(content: dict[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """Return the content with changes; what they do not touch is shared, not copied."""
    for slot, value in changes:
        try:
            content = copied(content, slot.place)
            put(content, slot.place, marked(value, slot))
        except (AttributeError, IndexError, KeyError, TypeError):
            problem = "cannot be set: another change took away what it is part of"
            raise InputError("", slot.dotted, problem) from None
    return content


def copied(content: dict[str, Any], place: Path) -> dict[str, Any]:
    """Return a copy of the content in which only the way to a place is copied."""
    top: dict[str, Any] = dict(content)
    holder: Any = top
    for part in place[:-1]:
        if isinstance(holder, dict) and part not in holder:
            break
        holder[part] = holder[part].copy()
        holder = holder[part]
    return top


def below(places: set[Path], part: int | str) -> set[Path]:
    """Rest of the places that begin with a part.

    Examples
    --------
    >>> below({("us", "timing", "rounds"), ("time", "rounds")}, "us")
    {('timing', 'rounds')}
    """
    return {place[1:] for place in places if place[0] == part}


def kept(given: Any, checked: Any, touched: set[Path]) -> Any:
    """Return the checked value, or, where something in it is touched, the given one."""
    if not touched:
        return checked
    if () not in touched and isinstance(given, dict) and isinstance(checked, BaseModel):
        return {k: kept(v, getattr(checked, k), below(touched, k)) for k, v in given.items()}
    if () not in touched and isinstance(given, list) and isinstance(checked, tuple):
        pairs = enumerate(zip(given, checked, strict=True))
        return [kept(item, own, below(touched, index)) for index, (item, own) in pairs]
    return given


def number_place(place: Path, value: Any) -> Path | None:
    """Place of the number that comes with a strategy, as in `talk:4`; None where none does.

    Raises
    ------
    InputError
        If the strategy takes no number.

    Examples
    --------
    >>> number_place(("us", "timing", "strategy"), "talk:4")
    ('us', 'timing', 'rounds')
    """
    if place[-1] != "strategy" or not isinstance(value, str) or ":" not in value:
        return None
    name, _, number = value.partition(":")
    field = "hazard_per_round" if name == "hazard" else "rounds"
    takes = TIMINGS[name].parameters if name in TIMINGS else ()
    if field not in takes or not number.strip():
        problem = f"{shown(value)}: no number for strategy {shown(name)}"
        raise InputError(
            "", "", problem, "such as talk:4 or hazard:0.2; without a colon by default"
        )
    return (*place[:-1], field)


class Setting(NamedTuple):
    """One entry of `[fixed]`: where it stands, its address and its value."""

    key: str
    address: str
    value: Any

    @property
    def is_choice(self) -> bool:
        """Whether it names a strategy or a tactic."""
        return parts_of(self.address)[-2:] in CHOICES


class Fixed(NamedTuple):
    """A setting that was made: its target, and the places that it changed."""

    setting: Setting
    target: Target
    places: tuple[Path, ...]


def fixed_base(content: dict[str, Any], where: str, settings: Iterable[Setting]) -> Base:
    """Return the base with values fixed, strategies and tactics first.

    Raises
    ------
    InputError
        With an empty `where` for a mistake in what is fixed.
    """
    done = []
    if is_deep(content):
        raise InputError(where, "", "is nested too deeply", f"up to {MAX_DEPTH} levels")
    for setting in sorted(settings, key=lambda setting: not setting.is_choice):
        key = f"{setting.key}.{setting.address}"
        try:
            places = Places(content)
            target = places.target(setting.address)
            changes = changes_of(places, [(target, setting.value)])
            content = with_changes(content, changes)
        except InputError as error:
            raise error.at("", key) from None
        done.append(Fixed(setting, target, tuple(change.slot.place for change in changes)))
    try:
        return Base(content, where, done)
    except InputError as error:
        raise blamed(error, done) from None


def blamed(error: InputError, done: Iterable[Fixed]) -> InputError:
    """Return the mistake at the setting that made it; as it is where none did."""
    for setting, _, places in done:
        within = [place for place in places if is_within(error.key, place)]
        if within:
            inner = inner_place(error.key, within[0])
            return error.at("", f"{setting.key}.{setting.address}{inner}")
    return error


def is_within(key: str, place: Path) -> bool:
    """Whether the key of a mistake names a place or something in it.

    Examples
    --------
    >>> is_within("us.timing.rounds", ("us", "timing")), is_within("us.timingx", ("us", "timing"))
    (True, False)
    """
    return f"{key}.".startswith(".".join(map(str, place)) + ".")


def inner_place(key: str, place: Path) -> str:
    """Return what the key of a mistake names in a place; nothing for the number itself.

    Examples
    --------
    >>> inner_place("us.timing.strategy", ("us", "timing"))
    '.strategy'
    """
    inner = key[len(".".join(map(str, place))) :]
    return "" if inner == ".value" else inner
