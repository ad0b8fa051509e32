"""The rule book for compiled code: the same functions, linked among themselves.

A rule calls another by its global name. Compiled, both must be compiled functions; the module of
the rule stays as it is. So each rule's code is copied into one shared namespace and compiled
there. A rule that is called from one place becomes part of it, up to the loop itself, which halves
the time to compile and lets the compiler see a round as a whole.
"""

import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable
from dis import get_instructions
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final, get_args, get_type_hints

from numba import njit

from negotiation import draws, rules, state, terms
from negotiation.terms import Draws, GameState, Milestone, SideState, SideTerms, State, Terms

OPTIONS: Final = {"error_model": "numpy", "nogil": True}
INNER: Final = OPTIONS | {"no_cfunc_wrapper": True, "no_cpython_wrapper": True}
AT_CALL: Final = frozenset({"draft"})
"""Rules whose machine code, with all they call, stands at every call: a round of bargaining alone
takes a third less."""
RECORDS: Final = frozenset({State, SideState, GameState, Draws, Terms, SideTerms, Milestone})


def rule_modules() -> list[ModuleType]:
    """Modules of the rule book."""
    names = (info.name for info in pkgutil.iter_modules(rules.__path__))
    return [importlib.import_module(f"{rules.__name__}.{name}") for name in names]


def rule_functions() -> dict[str, FunctionType]:
    """Every function that a module of the rule book defines, by name; a name is one rule."""
    return {
        name: function
        for module in rule_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
    }


def callees(function: FunctionType, names: Iterable[str]) -> list[str]:
    """Which of these names a function calls, once for each place."""
    known = set(names)
    loads = (i for i in get_instructions(function) if i.opname.startswith("LOAD_GLOBAL"))
    return [i.argval for i in loads if i.argval in known]


def reachable(functions: dict[str, FunctionType], entries: Iterable[str]) -> Counter[str]:
    """Rules that the entries lead to, and from how many places each is called."""
    calls: Counter[str] = Counter()
    found, waiting = set(entries), list(entries)
    while waiting:
        for name in callees(functions[waiting.pop()], functions):
            calls[name] += 1
            if name not in found:
                found.add(name)
                waiting.append(name)
    return calls


ENTRIES: Final = ("open_negotiation", "begin_round", "finish_round")
"""Rules that the loop calls, each from one place."""


@cache
def linked_rules() -> dict[str, Any]:
    """Compiled twins of the rules, by name."""
    functions = rule_functions()
    calls = reachable(functions, ENTRIES)
    shared: dict[str, Any] = {}
    for module in rule_modules():
        shared |= {name: value for name, value in vars(module).items() if not name.startswith("__")}
    for name in {*ENTRIES, *calls}:
        once = name in ENTRIES or calls[name] == 1
        shared[name] = compiled(functions[name], shared, once or returns_records(functions[name]))
    return shared


def returns_records(function: FunctionType) -> bool:
    """Whether a rule has to become part of its callers: compiled, none can return a record."""
    hint = get_type_hints(function)["return"]
    return not RECORDS.isdisjoint(get_args(hint) or (hint,))


_parts: Final[set[Callable[..., Any]]] = set()


def into_whole(call: Any, caller: Any, callee: Any) -> bool:
    """Whether numba shall write a part out here: in a function that is no part itself.

    numba copies what it writes out, together with all that is written out in it. A part of a part
    waits, therefore, until both are in their whole, and is copied once instead of once a level.
    """
    return caller.func_id.func not in _parts


def part_of_caller(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function as part of each function that calls it."""
    _parts.add(function)
    return njit(function, inline=into_whole, **INNER)  # type: ignore[no-any-return]


def compiled(function: FunctionType, shared: dict[str, Any], inline: bool) -> Callable[..., Any]:
    """Copy of a function whose globals are `shared`, to be compiled when it is first called."""
    name = function.__name__
    twin = FunctionType(function.__code__, shared, name, function.__defaults__)
    if name in AT_CALL:
        return njit(twin, **INNER, forceinline=True)  # type: ignore[no-any-return]
    if inline:
        return part_of_caller(twin)
    return njit(twin, **INNER)  # type: ignore[no-any-return]


@cache
def rules_digest() -> str:
    """SHA-256 of the sources that compiled code is made of: rules, terms and the engine itself."""
    folders = [Path(folder) for package in (rules, terms) for folder in package.__path__]
    folders.append(Path(__file__).parent)
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    files += [Path(str(module.__file__)) for module in (draws, state)]
    digest = sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
