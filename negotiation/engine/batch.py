"""Batches of runs through the compiled loop; one call is the work of one thread."""

import pickle
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiation.batches import Columns, Segment, Simulated, dtype_of, longest
from negotiation.engine.kernel import OK, is_compiled, ready_kernel
from negotiation.engine.layout import DRAWS, STATE, TermsRecord, words_of
from negotiation.engine.strategies import address_of
from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS, Column
from negotiation.terms import Terms

__all__ = ["is_compiled", "simulate"]

WORD = np.uint64
NO_STANCE_SAID = "a strategy failed or said what is no stance"


class Source(NamedTuple):
    """Where a column stands in the state: its first word, its type there, how many are kept."""

    name: str
    word: int
    stored: np.dtype[Any]
    length: int  # 0: a number, not a vector
    column: Column


def sources(columns: Sequence[tuple[str, str, Column]], lengths: dict[str, int]) -> list[Source]:
    """Place of every column in the words of the state."""
    found = []
    for name, path, column in columns:
        word, stored = words_of(path)
        found.append(Source(name, word, stored, lengths.get(column.length, 0), column))
    return found


def places(kept: Iterable[Source]) -> NDArray[np.int64]:
    """Words to copy for these columns, in order."""
    words = [s.word + k for s in kept for k in range(max(1, s.length))]
    return np.array(words, dtype=np.int64)


def typed(words: NDArray[WORD], source: Source) -> NDArray[Any]:
    """Numbers of a column from its words, shape (rows, words of the column)."""
    if source.stored == np.bool_:
        values: NDArray[Any] = words.astype(np.uint8) != 0  # a truth value is the lowest byte
    else:
        values = np.ascontiguousarray(words).view(source.stored)
        values = values.astype(dtype_of(source.column), copy=False)
    return values if source.length else values[:, 0]


def unpacked(words: NDArray[WORD], kept: Iterable[Source]) -> Columns:
    """Columns from the words that the loop copied."""
    columns, at = {}, 0
    for source in kept:
        width = max(1, source.length)
        columns[source.name] = typed(words[:, at : at + width], source)
        at += width
    return columns


@lru_cache(maxsize=256)
def record_from(pickled: bytes) -> TermsRecord:
    """Return pickled terms as a record; kept, because chunks come back to the same point."""
    return TermsRecord(pickle.loads(pickled))


def record_of(terms: Terms) -> TermsRecord:
    """Return the terms as a record; bytes tell apart what is equal but not the same, as -0.0."""
    return record_from(pickle.dumps(terms))


def simulate(segments: Sequence[Segment], *, keep_rounds: bool = False) -> Simulated:
    """Run segments through the compiled loop.

    Parameters
    ----------
    segments
        What to run. A strategy from outside must be compiled, see `negotiation.engine.strategies`.
    keep_rounds
        Whether to keep one row a round too.

    Returns
    -------
    Simulated
        Equal, to the bit, to what plain Python and the Mesa model give.

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> terms = load_scenario("two-issue").terms()
    >>> simulate([Segment(terms, seed=7, first_stream=0, count=3)]).runs["round"].tolist()
    [1, 1, 1]
    """
    lengths = longest(list(segments))
    of_run, of_round = sources(RUN_COLUMNS, lengths), sources(ROUND_COLUMNS, lengths)
    if not keep_rounds:
        of_round = []
    n_runs = sum(segment.count for segment in segments)
    n_rows = sum(s.count * s.terms.n_rounds for s in segments) if keep_rounds else 1
    run_places, round_places = places(of_run), places(of_round)
    runs = np.empty((n_runs, run_places.size), WORD)
    rounds = np.empty((n_rows, max(1, round_places.size)), WORD)
    status, n_rounds = np.empty(n_runs, np.int8), np.empty(n_runs, np.int32)
    records = [record_of(segment.terms) for segment in segments]
    addresses = [address_of(each) for segment in segments for each in (segment.us, segment.cn)]
    state, uniforms = np.zeros(1, STATE), np.empty(1, DRAWS)
    rows = ready_kernel()(
        np.array([record.address for record in records], dtype=np.int64),
        np.array([segment.seed for segment in segments], dtype=WORD),
        np.array([segment.first_stream for segment in segments], dtype=WORD),
        np.array([segment.count for segment in segments], dtype=np.int64),
        np.array(addresses, dtype=np.int64).reshape(-1, 2),
        *(state[owner].ctypes.data for owner in ("us", "cn", "game")), state.view(WORD),
        uniforms.ctypes.data,
        run_places, runs, status, n_rounds, round_places, rounds,
    )  # fmt: skip
    failures = {int(run): NO_STANCE_SAID for run in np.flatnonzero(status != OK)}
    kept = unpacked(rounds[:rows], of_round) if keep_rounds else None
    return Simulated(unpacked(runs, of_run), n_rounds, kept, failures)
