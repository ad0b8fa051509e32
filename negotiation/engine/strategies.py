"""Strategies from outside, compiled: a function that compiles joins the engine by its address.

The loop calls the address, so a new strategy costs its own compilation alone. What does not
compile, a class with a memory of its own for example, is played by Mesa models instead.
"""

from collections.abc import Callable
from functools import lru_cache
from types import FunctionType
from typing import Any

from numba import cfunc, njit, types
from numba.core.errors import NumbaError

from negotiation.engine.layout import GAME_TYPE, SIDE_TYPE
from negotiation.engine.linking import INNER

SIGNATURE = types.int64(SIDE_TYPE, GAME_TYPE, types.float64)
STANCES = (types.Integer, types.IntEnumMember)
NOTHING = 0
HIDDEN_STATE = frozenset({"random", "default_rng", "time"})  # compiles, but cannot be reproduced


@lru_cache(maxsize=256)
def compiled_strategy(strategy: Callable[..., Any]) -> Any:
    """C function of a strategy `strategy(me, game, draw)`; None where it does not compile.

    It must be a plain function that returns a `Stance` on every path and reads nothing but its
    arguments and constants: hidden state of its own, such as `random`, is not reproducible.

    >>> from negotiation.terms import Stance
    >>> def patient(me, game, draw):
    ...     return Stance.OFFER if me.informed else Stance.TALK
    >>> compiled_strategy(patient) is not None
    True
    >>> compiled_strategy(lambda me, game, draw: "talk") is None
    True
    """
    if not isinstance(strategy, FunctionType) or HIDDEN_STATE & set(strategy.__code__.co_names):
        return None
    inner = njit(strategy, **INNER)

    def said(me, game, draw):  # type: ignore[no-untyped-def]
        return NOTHING + inner(me, game, draw)  # an enumeration becomes a number

    try:
        inner.compile(SIGNATURE.args)
        if not isinstance(inner.nopython_signatures[0].return_type, STANCES):
            return None
        return cfunc(SIGNATURE, error_model="numpy")(said)
    except NumbaError:
        return None


def address_of(strategy: Callable[..., Any] | None) -> int:
    """Address of a compiled strategy, 0 for none; ValueError for one that does not compile."""
    if strategy is None:
        return 0
    found = compiled_strategy(strategy)
    if found is None:
        raise ValueError(f"{strategy!r} does not compile")
    return int(found.address)
