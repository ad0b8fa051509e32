"""From a file, a shipped name or a mapping to a checked scenario; every mistake an InputError."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from negotiation.errors import InputError
from negotiation.scenario.document import Scenario
from negotiation.scenario.override import WHERE, overridden
from negotiation.scenario.refusals import nearest_name
from negotiation.scenario.two_issue import TwoIssue, clashes, expand
from negotiation.scenario.wording import input_error

MAX_BYTES: Final = 1_000_000
SUFFIX: Final = ".toml"

M = TypeVar("M", bound=BaseModel)


def shipped() -> Traversable:
    """Folder of the scenarios that come with the package."""
    return files("negotiation") / "scenarios"


@cache
def scenario_names() -> tuple[str, ...]:
    """Names of the scenarios that come with the package.

    Examples
    --------
    >>> "two-issue" in scenario_names()
    True
    """
    names = (entry.name for entry in shipped().iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def load_scenario(
    name_or_path: str | Path, overrides: Iterable[str] = (), strategies: Iterable[str] = ()
) -> Scenario:
    """Load a shipped scenario by name, or a file by path.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped scenario, or path of a TOML file.
    overrides : iterable of str
        Changes such as ``"us.timing.rounds=4"``, applied before anything is checked.
    strategies : iterable of str
        Names of timing strategies to allow besides the built-in and registered ones.

    Raises
    ------
    InputError
        If there is no such scenario, or it is refused.

    Examples
    --------
    >>> load_scenario("two-issue", ["c=0.02"]).terms().us.flow_cost
    (0.02,)
    """
    where, raw = read_raw(name_or_path)
    raw, places = overridden(raw, overrides)
    try:
        return scenario_from_dict(raw, where, strategies)
    except InputError as error:
        changed = [".".join(map(str, place)) for place in places]
        if not any(f"{error.key}.".startswith(f"{place}.") for place in changed):
            raise
        raise error.at(WHERE, error.key) from None


def scenario_from_dict(
    raw: Mapping[str, Any], where: str = "scenario", strategies: Iterable[str] = ()
) -> Scenario:
    """Check a mapping laid out like a scenario file.

    Parameters
    ----------
    raw : mapping
        What a TOML or JSON file holds; dates as dates or as ISO text.
    where : str
        What to call it in messages.
    strategies : iterable of str
        Names of timing strategies to allow besides the built-in and registered ones.

    Raises
    ------
    InputError
        If the scenario is refused.
    """
    if not isinstance(raw, dict):
        raise InputError(where, "", "is not a table of keys and values")
    is_compact = "two_issue" in raw
    full = expanded(raw, where) if is_compact else raw
    found = validated(Scenario, full, where, {"strategies": tuple(strategies)})
    if is_compact:
        found.__dict__["content"] = deepcopy(raw)
    return found


def expanded(raw: dict[str, Any], where: str) -> dict[str, Any]:
    """Return the file with the compact two-issue form written out."""
    found = clashes(raw)
    if found:
        problem = "is what two_issue stands for: give one of the two, not both"
        raise InputError(where, found[0], problem, more=len(found) - 1)
    if not isinstance(raw["two_issue"], dict):
        raise InputError(where, "two_issue", "is not a table", "h, q, d, c")
    return expand(raw, validated(TwoIssue, raw["two_issue"], where, {}, "two_issue"))


def validated(
    model: type[M], raw: dict[str, Any], where: str, context: dict[str, Any], place: str = ""
) -> M:
    """Return the checked table, or raise its first mistake."""
    try:
        return model.model_validate(raw, context=context)
    except ValidationError as found:
        error = input_error(where, found, model, raw)
    except RecursionError:
        error = InputError(where, "", "is nested too deeply")
    raise error.at(where, ".".join(part for part in (place, error.key) if part))


def read_raw(name_or_path: str | Path) -> tuple[str, dict[str, Any]]:
    """Return what to call a scenario in messages, and what its file holds."""
    text = str(name_or_path)
    if text in scenario_names():
        file = f"{text}{SUFFIX}"
        return file, parsed((shipped() / file).read_bytes(), file)
    return text, parsed(read_file(text), text)


def read_file(path: str) -> bytes:
    """Return the bytes of a file of reasonable size."""
    try:
        if not path.strip():
            raise no_such(path)
        if Path(path).is_dir():
            raise InputError(path, "", "is a directory", "a TOML file")
        if not Path(path).is_file():
            raise no_such(path)
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InputError(path, "", f"cannot be read: {error}") from None
    if len(content) > MAX_BYTES:
        raise InputError(path, "", "is too large", f"up to {MAX_BYTES} bytes")
    return content


def no_such(name: str) -> InputError:
    """What to say of a file that does not exist and a name that is not known."""
    names = scenario_names()
    allowed = f"a TOML file, or one of {', '.join(names)}"
    stem = Path(name).name.removesuffix(SUFFIX)
    return InputError(
        name or "scenario", "", "no such file or scenario", allowed, nearest_name(stem, names)
    )


def parsed(content: bytes, where: str) -> dict[str, Any]:
    """Return what the bytes of a TOML file hold."""
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))  # some editors begin with a mark
    except UnicodeDecodeError as error:
        raise InputError(where, "", f"is not UTF-8 at byte {error.start}") from None
    except RecursionError:
        raise InputError(where, "", "is nested too deeply") from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        lines = len(content.splitlines())
        last = f"at line {lines}, the end"
        problem = f"is not TOML: {error}".replace("at end of document", last)
        raise InputError(where, "", problem) from None
    if not raw:
        raise InputError(where, "", "is empty", "a scenario, such as two-issue")
    return raw
