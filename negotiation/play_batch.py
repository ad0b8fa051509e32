"""Many runs in plain Python: the same columns as the compiled engine, without its start-up."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

from negotiation.batches import Columns, Segment, Simulated, dtype_of, longest
from negotiation.play import Casting, Negotiation
from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS, Column, Record, round_record, run_record
from negotiation.state import new_state
from negotiation.strategies import StrategyError
from negotiation.terms import Side, State, Terms


class Playable(Protocol):
    """One negotiation under way, whoever holds its state."""

    @property
    def state(self) -> State:
        """All that can be seen of it."""

    @property
    def closed(self) -> bool:
        """Whether it has ended."""

    def advance(self) -> None:
        """Play one round."""


class Beginning(Protocol):
    """How a run of a segment is begun."""

    def __call__(self, segment: Segment, stream: int) -> Playable:
        """Return the negotiation before its first round."""


class FixedTerms:
    """Terms in the place of a scenario, where a negotiation asks for its terms only."""

    def __init__(self, terms: Terms) -> None:
        self.fixed = terms

    def terms(self) -> Terms:
        """Parameters of the negotiation as the rules read them."""
        return self.fixed


def strategies_of(segment: Segment) -> dict[Side, Any]:
    """Outside strategies of a segment, by side."""
    given = {Side.US: segment.us, Side.CN: segment.cn}
    return {side: strategy for side, strategy in given.items() if strategy is not None}


def begin_plainly(segment: Segment, stream: int) -> Playable:
    """Return one negotiation of a segment, over plain objects."""
    scenario: Any = FixedTerms(segment.terms)
    return Negotiation(Casting(scenario, strategies_of(segment)), segment.seed, stream)


def simulate_plainly(segments: Sequence[Segment], *, keep_rounds: bool = False) -> Simulated:
    """Play segments one run after the other, in plain Python.

    Parameters
    ----------
    segments
        What to run; strategies from outside may be any object that plays.
    keep_rounds
        Whether to keep one row a round too.

    Returns
    -------
    Simulated
        Equal, to the bit, to what `negotiation.engine` gives. A run whose strategy fails, or says
        what is no stance, is among the failures with the message; the others go on.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> terms = load_scenario("two-issue").terms()
    >>> simulate_plainly([Segment(terms, seed=7, first_stream=0, count=3)]).runs["round"].tolist()
    [1, 1, 1]
    """
    return simulate_by(begin_plainly, segments, keep_rounds)


def simulate_by(begin: Beginning, segments: Sequence[Segment], keep_rounds: bool) -> Simulated:
    """Play segments, each run as `begin` makes it."""
    runs: list[Record] = []
    rounds: list[Record] = []
    n_rounds: list[int] = []
    failures: dict[int, str] = {}
    for segment, stream in each_run(segments):
        played = play_one(begin, segment, stream, keep_rounds)
        if played.problem:
            failures[len(runs)] = played.problem
        runs.append(played.run)
        rounds += played.rounds
        n_rounds.append(played.n_rounds)
    lengths = longest(list(segments))
    return Simulated(
        columns_of(runs, RUN_COLUMNS, lengths),
        np.array(n_rounds, dtype=np.int32),
        columns_of(rounds, ROUND_COLUMNS, lengths) if keep_rounds else None,
        failures,
    )


def each_run(segments: Sequence[Segment]) -> Iterator[tuple[Segment, int]]:
    """Yield the segment and the stream of every run."""
    for segment in segments:
        for number in range(segment.count):
            yield segment, segment.first_stream + number


class Played(NamedTuple):
    """One run: its record, its rounds where they are kept, and why it failed, if it did."""

    run: Record
    rounds: list[Record]
    n_rounds: int
    problem: str


def play_one(begin: Beginning, segment: Segment, stream: int, keep_rounds: bool) -> Played:
    """Play one run as far as it goes."""
    rounds: list[Record] = []
    n_rounds, problem = 0, ""
    try:
        negotiation = begin(segment, stream)
    except StrategyError as error:
        return Played(run_record(new_state(segment.terms)), rounds, 0, message(error))
    try:
        while not negotiation.closed:
            negotiation.advance()
            n_rounds += 1
            if keep_rounds:
                rounds.append(round_record(negotiation.state))
    except StrategyError as error:
        problem = message(error)
    return Played(run_record(negotiation.state), rounds, n_rounds, problem)


def message(error: Exception) -> str:
    """Message of an error on one line."""
    return " ".join(str(error).split())


def columns_of(
    records: Sequence[Record], columns: Sequence[tuple[str, str, Column]], lengths: dict[str, int]
) -> Columns:
    """Columns of records; a vector is filled up with zeros to the longest."""
    return {
        name: column_of([record[name] for record in records], column, lengths)
        for name, _, column in columns
    }


def column_of(values: list[Any], column: Column, lengths: dict[str, int]) -> Any:
    """One column as an array, shape (rows,) or (rows, length)."""
    if not column.length:
        return np.array(values, dtype=dtype_of(column))
    full = np.zeros((len(values), lengths.get(column.length, 0)), dtype_of(column))
    for row, vector in zip(full, values, strict=True):
        row[: len(vector)] = vector
    return full
