"""What one core can do at most with scalar doubles: rates of single operations, measured.

Each loop holds chains that do not depend on one another, so many that the processor is never
waiting ("throughput"), or one chain in which each operation waits for the last ("latency").
Multiplying and adding are separate instructions, as in the engine, which never contracts the two.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import process_time
from typing import Any, Final

from numba import njit

STEPS: Final = 400_000
CHAINS: Final = 12  # multiply and add take 3 cycles each and two of both start in a cycle
NEAR_ONE: Final = 1.0000001


@dataclass(frozen=True)
class Loop:
    """One loop to time: a statement for each chain, and the operations that count in it."""

    statement: str
    chains: int
    operations: int = 1


LOOPS: Final[Mapping[str, Loop]] = {
    "multiply and add": Loop("x{0} = x{0} * a + b", CHAINS, 2),
    "multiply and add, one chain": Loop("x{0} = x{0} * a + b", 1, 2),
    "add": Loop("x{0} = x{0} + a", CHAINS),
    "multiply": Loop("x{0} = x{0} * a", CHAINS),
    "divide": Loop("x{0} = a / x{0}", CHAINS),
    "divide, one chain": Loop("x{0} = a / x{0}", 1),
    "add and compare": Loop("x{0} = x{0} + a\n        n{0} += x{0} < b", CHAINS // 2, 2),
    "add, one chain": Loop("x{0} = x{0} + a", 1),
}


def source(loop: Loop) -> str:
    """Python source of a loop."""
    chains = range(loop.chains)
    starts = "; ".join(f"x{k} = {1 + k}.0 / {16 + k}.0; n{k} = 0" for k in chains)
    body = "\n        ".join(loop.statement.format(k) for k in chains)
    total = " + ".join(f"x{k} + n{k}" for k in chains)
    head = f"def work(n, a, b):\n    {starts}\n    for _ in range(n):\n"
    return f"{head}        {body}\n    return {total}\n"


def compiled(loop: Loop) -> Any:
    """Compile a loop with the engine's options."""
    names: dict[str, Any] = {}
    exec(source(loop), names)  # the only way to write chains out as local variables
    work = njit(error_model="numpy")(names["work"])
    work(1, NEAR_ONE, 1e-9)
    return work


def is_scalar(work: Any) -> bool:
    """Whether no operation of a compiled loop works on several numbers at once."""
    text = "".join(work.inspect_asm().values())
    return not any(f"{operation}pd" in text for operation in ("mul", "add", "div", "sub"))


def timed(loop: Loop) -> Callable[[], float]:
    """Return a function that measures a loop once, in operations a nanosecond of CPU time."""
    work = compiled(loop)
    if not is_scalar(work):
        raise RuntimeError(f"the compiler has vectorised {loop.statement!r}")

    def measured() -> float:
        begun = process_time()
        work(STEPS, NEAR_ONE, 1e-9)
        return STEPS * loop.chains * loop.operations / (process_time() - begun) / 1e9

    return measured
