"""Two threads against one: how much of the second core the engine gets, and how much there is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import mean
from time import perf_counter, process_time
from typing import Final, NamedTuple

from numba import njit

from benchmarks.measuring import Settings, ratios, segment, terms_of
from benchmarks.report import Row, row
from negotiation.engine.batch import simulate

CHUNK: Final = 5_000  # runs, as in a part of the shipped sweep of a million
PILE_SECONDS: Final = 2.0  # of one thread; shorter piles wander too much
SPINS: Final = 14_000_000  # about as long as a chunk of the flagship


class Spent(NamedTuple):
    """Seconds that a pile of chunks took: on the clock, and of the processor's time."""

    wall: float
    busy: float


@njit(nogil=True)  # type: ignore[untyped-decorator]
def spin(seed: int) -> int:  # pragma: no cover - compiled
    """Count without touching memory: two threads of it share nothing but the machine."""
    x = seed | 1
    for _ in range(SPINS):
        x ^= x << 13
        x ^= x >> 7
        x ^= x << 17
    return x


def chunks_for(work: Callable[[int], object], seconds: float) -> int:
    """Count the chunks that one thread does in about so long, once everything is loaded."""
    work(0)
    started = perf_counter()
    work(1)
    return max(2, round(seconds / (perf_counter() - started)))


def spent(work: Callable[[int], object], chunks: int, threads: int) -> Spent:
    """Measure a pile of chunks in a pool of threads."""
    with ThreadPoolExecutor(threads) as pool:
        wall, busy = perf_counter(), process_time()
        list(pool.map(work, range(chunks)))
        return Spent(perf_counter() - wall, process_time() - busy)


def sandwich(work: Callable[[int], object], chunks: int) -> tuple[Spent, Spent]:
    """Measure one thread, two, and one again: a machine that slows down favours neither."""
    before, two, after = (spent(work, chunks, threads) for threads in (1, 2, 1))
    one = Spent(mean((before.wall, after.wall)), mean((before.busy, after.busy)))
    return one, two


def thread_rows(name: str, settings: Settings) -> list[Row]:
    """Rows of one scenario."""
    terms = terms_of(name)

    def one_chunk(number: int) -> object:
        return simulate(segment(terms, CHUNK, number * CHUNK))

    seconds = PILE_SECONDS / 10 if settings.quick else PILE_SECONDS
    chunks = chunks_for(one_chunk, seconds)
    spins = chunks_for(spin, seconds)
    pairs = [sandwich(one_chunk, chunks) for _ in range(settings.repeats)]
    bare = [sandwich(spin, spins) for _ in range(settings.repeats)]
    runs = chunks * CHUNK
    return [
        row("one thread (wall time)", (runs / one.wall for one, _ in pairs), "runs/s"),
        row("two threads (wall time)", (runs / two.wall for _, two in pairs), "runs/s"),
        row("two threads / one, wall time", (one.wall / two.wall for one, two in pairs), "times"),
        row("the same of a loop without memory", (one.wall / two.wall for one, two in bare),
            "times"),
        row("two threads / one, CPU time of a run",
            ratios([two.busy for _, two in pairs], [one.busy for one, _ in pairs]), "times"),
    ]  # fmt: skip
