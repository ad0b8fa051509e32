"""Which engine plays an experiment, and getting it ready."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from negotiation.batches import Segment
from negotiation.errors import InputError
from negotiation.experiment.job import Engine
from negotiation.scenario import load_scenario

Notice = Callable[[str], None]

FEW_RUNS: Final = 1000
"""Below this plain Python is done before the compiled engine has been loaded."""

COMPILING: Final = "compiling the engine once for this machine, about 10 s"
SLOWER: Final = (
    "a strategy does not join the compiled engine: every run is a Mesa model in a worker process, "
    "some hundred times slower"
)
CHILD: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from negotiation.experiment.engines import warm_up; warm_up()"
)


def choose_engine(
    runs: int, strategies: Sequence[Any], lengths: Mapping[str, int], notice: Notice
) -> Engine:
    """Return the engine that plays this many runs with these strategies from outside.

    `lengths` are those of the shortest vectors at any point, by kind.
    """
    if runs < FEW_RUNS:
        return Engine.PLAIN
    if not strategies:
        return Engine.COMPILED
    from negotiation.engine.strategies import joins

    if all(joins(each, lengths) for each in strategies):
        return Engine.COMPILED
    notice(SLOWER)
    for strategy in strategies:
        check_sendable(strategy)
    return Engine.MODEL


def check_sendable(strategy: Any) -> None:
    """Refuse a strategy that worker processes could not import."""
    try:
        pickle.dumps(strategy)
        module = sys.modules.get(getattr(strategy, "__module__", ""))
        is_typed_in = getattr(module, "__name__", "") == "__main__" and not hasattr(
            module, "__file__"
        )
    except Exception:
        is_typed_in = True
    if is_typed_in:
        raise InputError(
            "strategy", "", f"{strategy!r} cannot be sent to worker processes",
            "a function or class at the top level of a module that can be imported",
        )  # fmt: skip


def load_engine(notice: Notice) -> None:
    """Load the compiled engine; compile it first where this machine has not done so yet.

    The compiler runs in a process of its own: it can be interrupted, a thread in it cannot.
    """
    from negotiation.engine.batch import is_compiled

    if not is_compiled():
        notice(COMPILING)
        subprocess.run(
            [sys.executable, "-c", CHILD, json.dumps(sys.path)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
    warm_up()


def warm_up() -> None:
    """Play one run in the compiled engine: it is loaded, or compiled, by that."""
    from negotiation.engine.batch import simulate

    simulate([Segment(load_scenario("two-issue").terms(), 0, 0, 1)])
