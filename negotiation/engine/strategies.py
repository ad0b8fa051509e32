"""Strategies from outside, compiled: a function that compiles joins the engine by its address.

The loop calls the address, so a new strategy costs its own compilation alone. What does not
compile, a class with a memory of its own for example, or might play otherwise than in plain Python
(see `negotiation.engine.joining`), is played by Mesa models instead.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import FunctionType
from typing import Any, NamedTuple

from numba import cfunc, njit, types

from negotiation.engine.joining import Code
from negotiation.engine.layout import GAME_TYPE, SIDE_TYPE
from negotiation.engine.linking import INNER

SIGNATURE = types.int64(SIDE_TYPE, GAME_TYPE, types.float64)
NUMBERS = (bool, int, float)
STANCES = (types.Integer, types.IntEnumMember)
NOTHING = 0
FAILED = -1  # no stance: what a strategy says that has raised an error
HIDDEN_STATE = "random_state"  # in the machine's code where numba's own generators are called
LIKE_PYTHON = INNER | {"error_model": "python", "boundscheck": True}


class Compiled(NamedTuple):
    """A strategy that joins the engine, and how long the vectors have to be that it reads."""

    function: Any
    sizes: dict[str, int]

    @property
    def address(self) -> int:
        """Address of the C function."""
        return int(self.function.address)


def compiled_strategy(strategy: Callable[..., Any]) -> Compiled | None:
    """Compiled twin of a strategy `strategy(me, game, draw)`; None where it does not join.

    It must be a plain function that returns a `Stance` on every path and reads nothing but its
    arguments, vectors by index, and constants: hidden state of its own, such as `random`, is not
    reproducible. Where it raises an error it says what is no stance, and the run is a failure.

    >>> from negotiation.terms import Stance
    >>> def patient(me, game, draw):
    ...     return Stance.OFFER if me.informed else Stance.TALK
    >>> compiled_strategy(patient) is not None
    True
    >>> compiled_strategy(lambda me, game, draw: "talk") is None
    True
    """
    if not isinstance(strategy, FunctionType):
        return None
    return compiled_function(strategy, constants_of(strategy))


def constants_of(strategy: FunctionType) -> tuple[tuple[str, str], ...]:
    """Values that a function takes from around it: compiled code keeps them as they were."""
    names = strategy.__code__.co_names
    found = [(each, strategy.__globals__[each]) for each in names if each in strategy.__globals__]
    cells = zip(strategy.__code__.co_freevars, strategy.__closure__ or (), strict=True)
    found += [(name, cell.cell_contents) for name, cell in cells]
    return tuple((name, repr(v) if type(v) in NUMBERS else str(id(v))) for name, v in found)


@lru_cache(maxsize=256)
def compiled_function(
    strategy: FunctionType, constants: tuple[tuple[str, str], ...]
) -> Compiled | None:
    """Compiled twin of a plain function with these constants around it; None where none joins."""
    inner = njit(strategy, **LIKE_PYTHON)

    def said(me, game, draw):  # type: ignore[no-untyped-def]
        try:
            return NOTHING + inner(me, game, draw)  # an enumeration becomes a number
        except Exception:
            return FAILED

    try:
        inner.compile(SIGNATURE.args)
        return Compiled(cfunc(SIGNATURE)(said), sizes_read(inner))
    except Exception:  # numba has many ways to say that it cannot
        return None


def sizes_read(inner: Any) -> dict[str, int]:
    """How long the vectors have to be that a strategy reads; an error where it does not join."""
    (compiled,) = inner.overloads.values()
    if not isinstance(compiled.signature.return_type, STANCES):
        raise TypeError("says something else than stances")
    if HIDDEN_STATE in inner.inspect_llvm(SIGNATURE.args):
        raise TypeError("draws numbers of its own")
    annotation = compiled.type_annotation
    code = Code(annotation.blocks, annotation.typemap)
    code.check()
    return code.sizes


def joins(strategy: Callable[..., Any], lengths: Mapping[str, int]) -> bool:
    """Whether a strategy joins the engine where vectors are at least so long, by kind.

    A vector has its largest size in the engine: beyond its own length zeros stand there, where
    plain Python raises an error.

    >>> def hopeful(me, game, draw):
    ...     return 1 if me.belief[1] > 0.5 else 2
    >>> joins(hopeful, {"profiles": 2}), joins(hopeful, {"profiles": 1})
    (True, False)
    """
    found = compiled_strategy(strategy)
    return found is not None and all(n <= lengths[kind] for kind, n in found.sizes.items())


def address_of(strategy: Callable[..., Any] | None) -> int:
    """Address of a compiled strategy, 0 for none; ValueError for one that does not compile."""
    if strategy is None:
        return 0
    found = compiled_strategy(strategy)
    if found is None:
        raise ValueError(f"{strategy!r} does not compile")
    return found.address
