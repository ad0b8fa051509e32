"""What the user chose on the command line: names, numbers and file types, checked at the door."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from negotiation.errors import InputError
from negotiation.terms import MAX_ROUNDS

SEED_LIMIT = 2**64
PLOT_TYPES = (".png", ".svg", ".pdf")
SHOWN = 60


def shown(text: str) -> str:
    """Show what the user wrote, however long it is.

    >>> shown("ofer"), len(shown("x" * 1000))
    ("'ofer'", 60)
    """
    quoted = repr(text)
    return quoted if len(quoted) <= SHOWN else quoted[: SHOWN - 4] + "...'"


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the known name that resembles an unknown one; empty where none does.

    >>> nearest("ofer", ["offer", "talk"])
    'offer'
    """
    close = get_close_matches(name[:200], list(names), n=1)
    return close[0] if close else ""


def known(option: str, what: str, name: str, names: Iterable[str]) -> str:
    """Return a name that is among the known ones; InputError, with the nearest, where it is not."""
    allowed = list(names)
    if name in allowed:
        return name
    problem = f"unknown {what} {shown(name)}"
    raise InputError(option, "", problem, ", ".join(allowed), nearest(name, allowed))


def address(option: str, text: str) -> int:
    """Seed or stream: a whole number in [0, 2**64).

    >>> address("--seed", "7")
    7
    """
    if text.isascii() and text.isdigit() and len(text) <= SHOWN and int(text) < SEED_LIMIT:
        return int(text)
    problem = f"{shown(text)} is not a whole number in range"
    raise InputError(option, "", problem, "0 to 2**64 - 1, such as 7")


def strategies_by_name() -> list[str]:
    """Strategies that a name is enough for; a custom one needs an object, in Python."""
    from negotiation.scenario.catalogue import TIMINGS, strategy_names
    from negotiation.terms import Timing

    own = {name for name, row in TIMINGS.items() if row.member == Timing.CUSTOM}
    return [name for name in strategy_names() if name not in own]


def strategy(option: str, choice: str | None) -> str | None:
    """Timing strategy by name, with its number after a colon where it takes one."""
    from negotiation.scenario.catalogue import TIMINGS

    if choice is None:
        return None
    name, colon, number = choice.partition(":")
    known(option, "strategy", name, strategies_by_name())
    if colon:
        takes = TIMINGS[name].parameters if name in TIMINGS else ()
        check_number(option, name, number, takes)
    return choice


def check_number(option: str, name: str, number: str, takes: tuple[str, ...]) -> None:
    """Refuse a number that the strategy does not take."""
    if "hazard_per_round" in takes:
        allowed, fits = "a probability, such as hazard:0.2", is_probability(number)
    elif "rounds" in takes:
        allowed = f"a whole number of rounds from 0 to {MAX_ROUNDS}, such as {name}:4"
        fits = number.isascii() and number.isdigit() and int(number[:9]) <= MAX_ROUNDS
    else:
        allowed, fits = f"{name} without a number", False
    if not fits:
        raise InputError(option, "", f"{shown(number)} is no number for strategy {name}", allowed)


def is_probability(text: str) -> bool:
    """Whether a text is a number from 0 to 1.

    >>> is_probability("0.2"), is_probability("20%")
    (True, False)
    """
    try:
        return 0.0 <= float(text) <= 1.0
    except ValueError:
        return False


def tactic(option: str, name: str | None) -> str | None:
    """Tactic by name."""
    from negotiation.scenario.catalogue import TACTICS

    return None if name is None else known(option, "tactic", name, TACTICS)


def plot_file(option: str, name: str | None) -> Path | None:
    """File to draw to, of a type that can be drawn."""
    if name is None:
        return None
    if Path(name).suffix.lower() not in PLOT_TYPES:
        problem = f"{shown(name)} is of no type that can be drawn"
        raise InputError(option, "", problem, "a file name ending in " + ", ".join(PLOT_TYPES))
    return Path(name)
