"""Strategies from outside, compiled: a function that compiles joins the engine by its address.

The loop calls the address, so a new strategy costs its own compilation alone. What does not
compile, a class with a memory of its own for example, is played by Mesa models instead.
"""

from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

from numba import cfunc, njit, types

from negotiation.engine.layout import GAME_TYPE, SIDE_TYPE
from negotiation.engine.linking import INNER

SIGNATURE = types.int64(SIDE_TYPE, GAME_TYPE, types.float64)
STANCES = (types.Integer, types.IntEnumMember)
NOTHING = 0
FAILED = -1  # no stance: what a strategy says that has raised an error
HIDDEN_STATE = "random_state"  # in the machine's code where numba's own generators are called
LIKE_PYTHON = INNER | {"error_model": "python", "boundscheck": True}


def compiled_strategy(strategy: Callable[..., Any]) -> Any:
    """C function of a strategy `strategy(me, game, draw)`; None where it does not compile.

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
    return compiled_function(strategy) if isinstance(strategy, FunctionType) else None


@lru_cache(maxsize=256)
def compiled_function(strategy: FunctionType) -> Any:
    """C function of a plain function; None where it does not compile or would not play the same."""
    inner = njit(strategy, **LIKE_PYTHON)

    def said(me, game, draw):  # type: ignore[no-untyped-def]
        try:
            return NOTHING + inner(me, game, draw)  # an enumeration becomes a number
        except Exception:
            return FAILED

    try:
        inner.compile(SIGNATURE.args)
        return cfunc(SIGNATURE)(said) if plays_the_same(inner) else None
    except Exception:  # numba has many ways to say that it cannot
        return None


def plays_the_same(inner: Any) -> bool:
    """Whether a compiled strategy says stances, of its arguments alone, and only reads."""
    (compiled,) = inner.overloads.values()
    if not isinstance(compiled.signature.return_type, STANCES):
        return False
    calls = compiled.type_annotation.calltypes.items()
    if not all(reads_a_number(place, call) for place, call in calls if call is not None):
        return False
    return HIDDEN_STATE not in inner.inspect_llvm(SIGNATURE.args)


def reads_a_number(place: Any, call: Any) -> bool:
    """Whether an operation on a vector or a record takes one number out of it.

    A vector has its largest size here, zeros behind its own: its length, its mean or its last
    number would differ.
    """
    if not any(isinstance(kind, types.Array | types.Record) for kind in call.args):
        return True
    if len(call.args) != 2 or not isinstance(call.args[1], types.Integer):
        return False
    from_the_end = getattr(place, "op", "") == "static_getitem" and place.index < 0
    return isinstance(call.return_type, types.Number) and not from_the_end


def address_of(strategy: Callable[..., Any] | None) -> int:
    """Address of a compiled strategy, 0 for none; ValueError for one that does not compile."""
    if strategy is None:
        return 0
    found = compiled_strategy(strategy)
    if found is None:
        raise ValueError(f"{strategy!r} does not compile")
    return int(found.address)
