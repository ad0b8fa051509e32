"""Which runs there are and in which order: blocks of replicates, cut into chunks.

Runs are ordered by block, then design point, then replicate. Nothing of a chunk depends on who
runs it or when, so an interrupted experiment goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

PIECE: Final = 2000
"""Runs between two looks at whether to stop: well below a second in the compiled engine."""


class Slice(NamedTuple):
    """Consecutive replicates of one design point."""

    point: int
    first: int
    runs: int


class Chunk(NamedTuple):
    """Consecutive runs of a block: one part of each table."""

    number: int
    block: int
    slices: tuple[Slice, ...]

    @property
    def runs(self) -> int:
        """Number of runs."""
        return sum(each.runs for each in self.slices)


@dataclass(frozen=True)
class Block:
    """Replicates that are run before the stop rule looks again.

    Parameters
    ----------
    number
        0, 1, ...
    first_chunk
        Number of its first chunk.
    points
        Indices of its design points, ascending, shape (points,).
    firsts, counts
        First replicate and number of replicates at each of them, shape (points,).
    """

    number: int
    first_chunk: int
    points: Whole
    firsts: Whole
    counts: Whole

    @property
    def runs(self) -> int:
        """Number of runs."""
        return int(self.counts.sum())

    def n_chunks(self, chunk_runs: int) -> int:
        """Number of chunks of `chunk_runs` runs; the last may be shorter."""
        return -(-self.runs // chunk_runs)

    def chunks(self, chunk_runs: int, start: int = 0) -> Iterator[Chunk]:
        """Yield the chunks in order, from number `start` of the whole experiment on.

        Examples
        --------
        >>> block = first_block([2, 3])
        >>> [chunk.slices for chunk in block.chunks(4)]
        [(Slice(point=0, first=0, runs=2), Slice(point=1, first=0, runs=2)),
         (Slice(point=1, first=2, runs=1),)]
        """
        ends = np.cumsum(self.counts)
        for place in range(max(0, start - self.first_chunk), self.n_chunks(chunk_runs)):
            low, high = place * chunk_runs, min((place + 1) * chunk_runs, self.runs)
            number = self.first_chunk + place
            yield Chunk(number, self.number, tuple(self.slices(ends, low, high)))

    def slices(self, ends: Whole, low: int, high: int) -> Iterator[Slice]:
        """Yield the runs from place `low` to before `high`; `ends` are the sums of the counts."""
        at = int(np.searchsorted(ends, low, side="right"))
        while low < high:
            begin = int(ends[at] - self.counts[at])
            end = min(high, int(ends[at]))
            if end > low:
                first = int(self.firsts[at]) + low - begin
                yield Slice(int(self.points[at]), first, end - low)
            low, at = end, at + 1


def first_block(replicates: Sequence[int]) -> Block:
    """Return the block with which an experiment begins: some replicates of each design point."""
    counts = np.asarray(replicates, dtype=np.int64)
    return Block(0, 0, np.arange(counts.size), np.zeros_like(counts), counts)


def pieces(slices: Sequence[Slice]) -> Iterator[list[Slice]]:
    """Yield the slices of a chunk in groups of at most `PIECE` runs.

    Examples
    --------
    >>> [[s.runs for s in piece] for piece in pieces([Slice(0, 0, 1500), Slice(1, 0, 1500)])]
    [[1500, 500], [1000]]
    """
    piece: list[Slice] = []
    room = PIECE
    for each in slices:
        while each.runs:
            taken = each._replace(runs=min(each.runs, room))
            piece.append(taken)
            each = Slice(each.point, each.first + taken.runs, each.runs - taken.runs)
            room -= taken.runs
            if not room:
                yield piece
                piece, room = [], PIECE
    if piece:
        yield piece
