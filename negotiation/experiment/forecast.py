"""What an experiment will take: measured on a sample of it, by the workers that would run it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from negotiation.experiment.campaign import Campaign, campaign, written_parts
from negotiation.experiment.engines import Notice
from negotiation.experiment.executors import Executor
from negotiation.experiment.job import Engine
from negotiation.experiment.plan import Block, Chunk, Slice
from negotiation.experiment.running import LOCAL, executor_at, tell
from negotiation.experiment.store import Store

if TYPE_CHECKING:
    from negotiation.experiment.document import Experiment

SECONDS: Final = 4.0
"""Time that the sample takes, about, once everything has been loaded."""
PROBE_SECONDS: Final = 0.2


@dataclass(frozen=True)
class Forecast:
    """What an experiment will take.

    Parameters
    ----------
    engine, workers
        What plays it, and how many chunks at once.
    points, runs, chunks
        Size; with a stop rule the most that it can come to.
    start_seconds, seconds
        Time to load everything, and time of all, that included.
    memory_bytes, disk_bytes
        Peak of memory over all processes, and size of the folder.
    """

    engine: str
    workers: int
    points: int
    runs: int
    chunks: int
    start_seconds: float
    seconds: float
    memory_bytes: int
    disk_bytes: int


def forecast(
    experiment: Experiment,
    workers: int | None = None,
    engine: str = LOCAL,
    scheduler: str | None = None,
    near: Path | None = None,
    *,
    us: Any = None,
    cn: Any = None,
    notice: Notice = tell,
) -> Forecast:
    """Run a sample and extrapolate.

    Parameters
    ----------
    near
        Existing folder on the disk that will be written to; by default the one for temporary files.

    Other parameters are those of `run_experiment`.
    """
    before, begin = process_time(), perf_counter()
    planned = campaign(experiment, notice, us, cn)
    count = 1 if planned.work.engine == Engine.PLAIN else workers or os.cpu_count() or 1
    with (
        TemporaryDirectory(prefix=".negotiation-", dir=near) as folder,
        store_in(folder, planned) as store,
        executor_at(planned, store.folder, count, engine, scheduler, notice) as executor,
    ):
        sample = Sample(planned, store, executor, count)
        sample.start()
        start = before + perf_counter() - begin
        fixed = sum(file.stat().st_size for file in store.folder.iterdir() if file.is_file())
        seconds, written = sample.seconds_and_bytes()
    memory = peak_memory(count, planned.work.engine, engine)
    return Forecast(
        planned.work.engine, count, len(planned.design.points), planned.most, sample.n_chunks,
        start, start + seconds, memory, int(fixed + written),
    )  # fmt: skip


def store_in(folder: str, planned: Campaign) -> Store:
    """Return a folder to write the sample to."""
    return Store.create(
        folder,
        experiment_toml=planned.experiment.to_toml(),
        provenance={},
        design=planned.points,
    )


class Costs(NamedTuple):
    """Time, or bytes, of a chunk: so much for itself, for each point and for each run."""

    chunk: float
    point: float
    run: float

    def of(self, chunks: float, points: float, runs: float) -> float:
        """Return the cost of so many of each."""
        return chunks * self.chunk + points * self.point + runs * self.run


class Trial(NamedTuple):
    """A few chunks that were run: what they held, how long they took, what they wrote."""

    chunks: int
    slices: int
    runs: int
    seconds: float
    bytes: int


class Sample:
    """Some chunks of an experiment, run as they would be."""

    def __init__(self, planned: Campaign, store: Store, executor: Executor, workers: int) -> None:
        self.planned = planned
        self.store = store
        self.executor = executor
        self.block = planned.blocks().current
        self.n_chunks = -(-planned.most // planned.chunk_runs)
        self.workers = min(workers, self.n_chunks)

    def start(self) -> None:
        """Let every worker play one run, so that all is loaded."""
        self.run([[Slice(0, 0, 1)]] * self.workers)

    def run(self, chunks: Iterable[Sequence[Slice]]) -> Trial:
        """Run and commit chunks of these slices."""
        begin, first = perf_counter(), len(self.store.committed)
        found: list[tuple[int, int, int]] = []
        numbered = (Chunk(first + n, 0, tuple(each)) for n, each in enumerate(chunks))
        for done in self.executor.results(numbered):
            parts = written_parts(done)
            self.store.commit(done.chunk.number, 0, parts)
            size = sum(part.bytes for part in parts.values())
            found.append((len(done.chunk.slices), done.chunk.runs, size))
        slices, runs, sizes = (sum(each) for each in zip(*found, strict=True))
        return Trial(len(found), slices, runs, perf_counter() - begin, sizes)

    def costs(self) -> tuple[Costs, Costs]:
        """Time and bytes of a chunk, from single ones of growing size at one point."""
        point = int(self.block.points[-1])
        new = self.run([[Slice(point, 0, 1)]])
        least = last = self.run([[Slice(point, 0, 1)]])
        most = min(self.planned.chunk_runs, self.planned.most)
        while last.seconds < PROBE_SECONDS and last.runs < most:
            runs = min(10 * last.runs, most)
            last = self.run([[Slice(point, 0, runs)]])
        more = max(1, last.runs - 1)
        seconds = max(0.0, last.seconds - least.seconds) / more
        return (
            Costs(least.seconds, max(0.0, new.seconds - least.seconds), max(seconds, 1e-9)),
            Costs(least.bytes, 0.0, (last.bytes - least.bytes) / more),
        )

    def totals(self) -> tuple[float, float, float]:
        """Chunks, slices and runs of the whole experiment."""
        most, block = self.planned.most, self.block
        return self.n_chunks, n_slices(block, self.planned.chunk_runs) * most / block.runs, most

    def seconds_and_bytes(self) -> tuple[float, float]:
        """Time and bytes of all runs, from as many chunks as the time for the sample allows."""
        time, size = self.costs()
        trial = self.run(self.spread_chunks(time))
        share = time.of(*self.totals()) / time.of(trial.chunks, trial.slices, trial.runs)
        space = size.of(*self.totals()) / size.of(trial.chunks, trial.slices, trial.runs)
        waves = -(-self.n_chunks // self.workers) * self.workers / self.n_chunks
        return trial.seconds * share * waves, trial.bytes * space

    def spread_chunks(self, time: Costs) -> Iterator[list[Slice]]:
        """Yield chunks from all over the plan until the time is over: some neighbours at a time.

        Neighbouring points often share a solution, and so do the chunks that hold them.
        """
        begin = perf_counter()
        chunk_runs, stretch = self.planned.chunk_runs, 2 * self.workers
        for done, place in enumerate(stretches(self.block.n_chunks(chunk_runs), stretch)):
            if done and done % stretch == 0 and perf_counter() - begin > SECONDS / 2:
                return
            chunk = next(self.block.chunks(chunk_runs, place))
            yield cut(chunk.slices, time, SECONDS / 2)


def n_slices(block: Block, chunk_runs: int) -> int:
    """Slices of all chunks of a block: one a point, and one more where a chunk ends within it.

    Examples
    --------
    >>> from negotiation.experiment.plan import first_block
    >>> n_slices(first_block([2, 3]), 2), sum(len(c.slices) for c in first_block([2, 3]).chunks(2))
    (3, 3)
    """
    cuts = np.arange(chunk_runs, block.runs, chunk_runs)
    return int(block.points.size + np.setdiff1d(cuts, np.cumsum(block.counts)).size)


def stretches(total: int, length: int) -> Iterator[int]:
    """Yield the numbers below `total`, each once, some neighbours at a time.

    Examples
    --------
    >>> list(stretches(8, 2))
    [0, 1, 6, 7, 4, 5, 2, 3]
    """
    for number in scattered(-(-total // length)):
        yield from range(number * length, min(total, (number + 1) * length))


def scattered(total: int) -> Iterator[int]:
    """Yield the numbers below `total`, each once, far apart.

    Examples
    --------
    >>> list(scattered(5))
    [0, 3, 1, 4, 2]
    """
    step = max(1, round(total * 0.6180339887))
    while gcd(step, total) != 1:
        step += 1
    for number in range(total):
        yield number * step % total


def cut(slices: Sequence[Slice], time: Costs, seconds: float) -> list[Slice]:
    """Keep the first runs of a chunk: as many as this time allows, at least one.

    Examples
    --------
    >>> cut((Slice(0, 0, 5), Slice(1, 0, 5)), Costs(1.0, 1.0, 1.0), 10.0)
    [Slice(point=0, first=0, runs=5), Slice(point=1, first=0, runs=2)]
    """
    kept: list[Slice] = []
    left = seconds - time.chunk
    for each in slices:
        runs = min(each.runs, int((left - time.point) / time.run))
        if runs < 1 and kept:
            break
        kept.append(each._replace(runs=max(1, runs)))
        left -= time.point + runs * time.run
    return kept


def peak_memory(workers: int, played_by: str, engine: str) -> int:
    """Peak of memory so far: of this process, and of its workers where they are processes."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    is_apart = played_by == Engine.MODEL or engine != LOCAL
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    return own + (workers * child if is_apart else 0)
