"""Ways to run chunks: in this thread, in threads, in worker processes; results come in order."""

from __future__ import annotations

import os
import signal
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any, Final, Self

from negotiation.experiment.job import Done, Job, Work, written
from negotiation.experiment.plan import Chunk

IN_FLIGHT: Final = 2
"""Chunks under way per worker: one that runs and one that waits."""


class WorkersKilledError(ChildProcessError):
    """Worker processes were killed while they ran the same chunk twice."""


class Executor(ABC):
    """Runs chunks and writes their parts; a context that ends what it began."""

    @abstractmethod
    def results(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of the chunks, in their order."""

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Stop what is under way."""


class Inline(Executor):
    """One chunk after the other in this thread."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job = job
        self.folder = folder

    def results(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of the chunks, in their order."""
        for chunk in chunks:
            yield self.job.run_and_write(chunk, self.folder)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Do nothing: what this thread did has ended."""


def in_order(
    submit: Callable[[Chunk], Future[Done]], chunks: Iterable[Chunk], limit: int
) -> Iterator[Done]:
    """Yield results in order, with at most `limit` chunks under way."""
    waiting: deque[Future[Done]] = deque()
    for chunk in chunks:
        waiting.append(submit(chunk))
        if len(waiting) >= limit:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class Threads(Executor):
    """Threads of this process, for the compiled engine: it lets the interpreter go as it runs."""

    def __init__(self, job: Job, folder: Path, workers: int) -> None:
        self.job = job
        self.folder = folder
        self.workers = workers
        self.stop = threading.Event()
        self.pool = ThreadPoolExecutor(workers, "negotiation-worker")

    def results(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of the chunks, in their order; the threads write the parts."""

        def submit(chunk: Chunk) -> Future[Done]:
            return self.pool.submit(self.job.run_and_write, chunk, self.folder, self.stop.is_set)

        yield from in_order(submit, chunks, IN_FLIGHT * self.workers)

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Stop the threads at the next piece."""
        self.stop.set()
        self.pool.shutdown(wait=True, cancel_futures=True)


class Processes(Executor):
    """Worker processes, for strategies that do not compile; the parts are written here.

    A chunk whose worker was killed is run once more.
    """

    def __init__(self, work: Work, folder: Path, workers: int) -> None:
        self.work = work
        self.folder = folder
        self.workers = workers
        self.pool = self.new_pool()

    def new_pool(self) -> ProcessPoolExecutor:
        """Return worker processes that know the experiment."""
        return ProcessPoolExecutor(
            self.workers, get_context("spawn"), initializer=begin_worker, initargs=(self.work,)
        )

    def results(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of the chunks, in their order."""
        waiting: deque[tuple[Chunk, Future[Done]]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self.submit(chunk)))
            if len(waiting) >= IN_FLIGHT * self.workers:
                yield self.next_of(waiting)
        while waiting:
            yield self.next_of(waiting)

    def submit(self, chunk: Chunk) -> Future[Done]:
        """Hand a chunk to a worker; one that comes to a broken pool fails as the others there."""
        try:
            return self.pool.submit(run_chunk, chunk)
        except BrokenProcessPool as error:
            failed: Future[Done] = Future()
            failed.set_exception(error)
            return failed

    def next_of(self, waiting: deque[tuple[Chunk, Future[Done]]]) -> Done:
        """Wait for the first chunk and write its parts."""
        chunk, future = waiting.popleft()
        try:
            return written(future.result(), self.folder)
        except BrokenProcessPool:
            again = self.begin_again(chunk, waiting)
        try:
            return written(again.result(), self.folder)
        except BrokenProcessPool as error:
            raise WorkersKilledError(
                f"worker processes were killed twice while they ran chunk {chunk.number}; is the "
                "memory full? what was committed is safe"
            ) from error

    def begin_again(self, chunk: Chunk, waiting: deque[tuple[Chunk, Future[Done]]]) -> Future[Done]:
        """Start new workers, and everything that was under way once more."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        self.pool = self.new_pool()
        future = self.submit(chunk)
        others = [each for each, _ in waiting]
        waiting.clear()
        waiting.extend((each, self.submit(each)) for each in others)
        return future

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """End the workers: kindly when all is done, at once otherwise."""
        if error is not None:
            for process in list((self.pool._processes or {}).values()):
                process.terminate()
        self.pool.shutdown(wait=True, cancel_futures=True)


# ------------------------------------------------------------------ in a worker process

_JOBS: Final[list[Job]] = []


def begin_worker(work: Work) -> None:
    """Prepare a worker process."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=end_with_parent, daemon=True).start()
    _JOBS[:] = [Job(work)]


def end_with_parent() -> None:
    """End this process when its parent is killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run_chunk(chunk: Chunk) -> Done:
    """Play a chunk; the parts go back as bytes."""
    return _JOBS[0].run(chunk)
