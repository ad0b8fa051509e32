"""Floating-point operations counted: the rule book run on numbers that count.

The rules are plain Python, so the same functions run on a float that notes every operation that is
done with it. As `negotiation.engine.linking` does for compiled code, each rule is copied into one
shared namespace; here its constants count too. Converting whole numbers, changing signs and copying
are not counted, and neither is the division of two whole numbers (one place, `tactics.elapsed`).
"""

import math
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import Any, Final

from negotiation.engine.linking import rule_functions, rule_modules
from negotiation.terms import State

KINDS: Final = ("add", "multiply", "divide", "compare")

Tally = Counter[tuple[str, str, str]]
"""How often: by module of the rule book, function, and kind of operation."""

TALLY: Tally = Counter()


def note(kind: str) -> None:
    """Count one operation for the rule that does it: the caller's caller."""
    code = sys._getframe(2).f_code
    TALLY[Path(code.co_filename).stem, code.co_name, kind] += 1


class Counted(float):
    """A float whose arithmetic and comparisons are counted."""

    __slots__ = ()
    __hash__ = float.__hash__


def counting(name: str, kind: str) -> Callable[..., Any]:
    """Return the float method of this name that counts itself first."""
    plain = getattr(float, name)

    def method(self: Counted, other: Any) -> Any:
        note(kind)
        value = plain(self, other)
        return Counted(value) if type(value) is float else value

    return method


METHODS: Final = {
    "add": ("__add__", "__radd__", "__sub__", "__rsub__"),
    "multiply": ("__mul__", "__rmul__"),
    "divide": ("__truediv__", "__rtruediv__"),
    "compare": ("__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__"),
}
for _kind, _names in METHODS.items():
    for _name in _names:
        setattr(Counted, _name, counting(_name, _kind))


class CountedList(list[Any]):
    """A vector of the state: what is written to it counts from then on."""

    def __setitem__(self, index: Any, value: Any) -> None:
        super().__setitem__(index, counted(value))


def counted(value: Any) -> Any:
    """Return a value, tuple or list, whose floats count."""
    if type(value) is float:
        return Counted(value)
    if isinstance(value, list):
        return CountedList(counted(each) for each in value)
    if isinstance(value, tuple):
        parts = [counted(each) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def counted_state(state: State) -> State:
    """Make the parts of a state count what is done with their fields, in place."""
    for part in state:
        kind = type(part)
        part.__class__ = type(kind.__name__, (kind,), {"__setattr__": set_counted})
        for name, value in vars(part).items():
            setattr(part, name, value)
    return state


def set_counted(part: Any, name: str, value: Any) -> None:
    """Set an attribute to a value that counts."""
    object.__setattr__(part, name, counted(value))


def counted_math() -> SimpleNamespace:
    """Return the functions of `math` that the rules use; they take and give numbers that count."""

    def frexp(x: float) -> tuple[Counted, int]:
        fraction, exponent = math.frexp(x)
        return Counted(fraction), exponent

    def ldexp(x: float, exponent: int) -> Counted:
        return Counted(math.ldexp(x, exponent))

    return SimpleNamespace(floor=math.floor, frexp=frexp, ldexp=ldexp, inf=Counted(math.inf))


def counted_rules() -> dict[str, Any]:
    """Twins of the rules that count, by name, and all they refer to."""
    shared: dict[str, Any] = {}
    for module in rule_modules():
        shared |= {name: value for name, value in vars(module).items() if not name.startswith("__")}
    shared = {name: counted(value) for name, value in shared.items()} | {"math": counted_math()}
    for name, function in rule_functions().items():
        shared[name] = counted_twin(function, shared)
    return shared


def counted_twin(function: FunctionType, shared: dict[str, Any]) -> FunctionType:
    """Copy of a function with constants that count and globals that are `shared`."""
    code = function.__code__
    constants = tuple(Counted(c) if type(c) is float else c for c in code.co_consts)
    return FunctionType(
        code.replace(co_consts=constants), shared, function.__name__, function.__defaults__
    )
