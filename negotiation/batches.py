"""Many runs at once: what to run, and the columns that come back, whatever has run them.

Three ways of running give the same columns: plain Python (`simulate_plainly` in
`negotiation.play_batch`), the compiled engine (`negotiation.engine`) and Mesa models.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiation.records import COUNT, FLAG, INDEX, ROUND, Column
from negotiation.terms import Terms

Columns = dict[str, NDArray[Any]]
"""Column name to values, shape (rows,), or (rows, length) for a vector."""

DTYPES: Final[Mapping[str, type]] = {
    FLAG: np.bool_,
    "code": np.int8,
    INDEX: np.int16,
    ROUND: np.int32,
    COUNT: np.int32,
}
"""Type of a column by its unit; every other unit is a double."""


class Segment(NamedTuple):
    """Consecutive runs of one negotiation: streams `first_stream`, + 1, ... under one seed.

    `us` and `cn` are strategies from outside (see `negotiation.strategies`); None where the side
    plays what its terms say.
    """

    terms: Terms
    seed: int
    first_stream: int
    count: int  # type: ignore[assignment]  # the method of tuples is of no use here
    us: Any = None
    cn: Any = None


@dataclass(frozen=True)
class Simulated:
    """Results of a batch, in the order of its runs.

    `runs` has one row a run. `rounds`, where they were asked for, has one row a round; run `i` owns
    `n_rounds[i]` of them. `failures` says by the number of the run in the batch why it stopped; its
    row holds whatever stood there.
    """

    runs: Columns
    n_rounds: NDArray[np.int32]
    rounds: Columns | None = None
    failures: Mapping[int, str] = field(default_factory=dict)


def dtype_of(column: Column) -> np.dtype[Any]:
    """Type of the numbers in a column.

    >>> from negotiation.records import RUN_COLUMNS
    >>> {name: str(dtype_of(column)) for name, _, column in RUN_COLUMNS[:2]}
    {'outcome': 'int8', 'round': 'int32'}
    """
    return np.dtype(DTYPES.get(column.unit, np.float64))


def longest(segments: list[Segment]) -> dict[str, int]:
    """Length of each kind of vector that holds the results of all segments."""
    from negotiation.state import sizes

    kinds = [sizes(terms) for terms in {id(s.terms): s.terms for s in segments}.values()]
    return {name: max(each[name] for each in kinds) for name in kinds[0]} if kinds else {}
