"""Chunks on a Dask cluster: the same chunks, the same bytes.

Workers need nothing but the package: a task carries the experiment and gives back its parts as
bytes, which this process writes. So the cluster needs no shared folder.
"""

from __future__ import annotations

import os
import pickle
import signal
from asyncio import CancelledError
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from logging import CRITICAL, getLogger
from pathlib import Path
from typing import Any, Final, Self

from negotiation.errors import InputError
from negotiation.experiment.executors import IN_FLIGHT, Executor, WorkersKilledError
from negotiation.experiment.job import Done, Job, Work, written
from negotiation.experiment.plan import Chunk

CONNECT_SECONDS: Final = 10
CLOSE_SECONDS: Final = 30
STOP_SECONDS: Final = 0.5


class SchedulerLostError(ConnectionError):
    """The scheduler of a cluster went away while it had chunks to run."""


@lru_cache(maxsize=2)
def job_of(work: bytes) -> Job:
    """Job of a pickled experiment; kept in the worker between tasks."""
    return Job(pickle.loads(work))


def run_chunk_of(work: bytes, chunk: Chunk) -> Done:
    """Task of a worker."""
    return job_of(work).run(chunk)


class Dask(Executor):
    """A Dask cluster: the one at `scheduler`, else worker processes on this machine."""

    def __init__(self, work: Work, folder: Path, workers: int, scheduler: str | None) -> None:
        self.work = pickle.dumps(work)
        self.folder = folder
        self.workers = workers
        self.scheduler = scheduler
        self.cluster: Any = None
        self.client: Any = None

    def __enter__(self) -> Self:
        distributed = installed()
        if self.scheduler is None:
            self.cluster = distributed.LocalCluster(
                n_workers=self.workers, threads_per_worker=1, dashboard_address=None,
                silence_logs="CRITICAL",
            )  # fmt: skip
            self.client = distributed.Client(self.cluster)
            return self
        getLogger("distributed.client").setLevel(CRITICAL)  # a lost scheduler is told once
        try:
            self.client = distributed.Client(self.scheduler, timeout=CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            problem = f"{self.scheduler!r} does not answer: {error}"
            raise InputError("--scheduler", "", problem, "tcp://HOST:PORT of a scheduler") from None
        return self

    def results(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what came of the chunks, in their order."""
        try:
            yield from self.played(chunks)
        except (Exception, CancelledError) as error:
            if self.client.status == "running":
                raise
            problem = f"the scheduler at {self.scheduler} was lost; what was committed is safe"
            raise SchedulerLostError(problem) from error

    def played(self, chunks: Iterable[Chunk]) -> Iterator[Done]:
        """Yield what the cluster gives back."""
        work = self.client.scatter(self.work, broadcast=True)
        waiting: deque[Any] = deque()
        for chunk in chunks:
            waiting.append(self.client.submit(run_chunk_of, work, chunk, pure=False))
            if len(waiting) >= IN_FLIGHT * self.slots():
                yield self.result(waiting.popleft())
        while waiting:
            yield self.result(waiting.popleft())

    def slots(self) -> int:
        """Chunks that the cluster can run at once."""
        threads: int = sum(self.client.nthreads().values())
        return max(1, threads)

    def result(self, future: Any) -> Done:
        """Wait for a chunk and write its parts; Dask itself runs it again where a worker dies."""
        try:
            return written(future.result(), self.folder)
        except installed().KilledWorker as error:
            raise WorkersKilledError(f"workers of the cluster were killed: {error}") from error

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        """Leave the cluster; one of our own ends, at once where something went wrong."""
        seconds = CLOSE_SECONDS if error is None else STOP_SECONDS
        if error is not None and self.cluster is not None:
            kill_workers(self.cluster)
        for each in (self.client, self.cluster):
            if each is not None:
                with suppress(TimeoutError):  # what does not end in time ends with this process
                    each.close(timeout=seconds)


def kill_workers(cluster: Any) -> None:
    """Kill the worker processes of our own cluster: a busy one would end after its chunk only."""
    for nanny in cluster.workers.values():
        nanny.auto_restart = False
        if nanny.pid is not None:
            with suppress(OSError):
                os.kill(nanny.pid, signal.SIGTERM)


def installed() -> Any:
    """Return the package `distributed`; InputError where it is not installed."""
    try:
        return import_module("distributed")
    except ImportError:
        allowed = "pip install 'negotiation[dask]'"
        raise InputError("--engine", "dask", "is not installed", allowed) from None
