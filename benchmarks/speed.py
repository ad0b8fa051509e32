"""Speed of the engine, alone and against the Mesa model and plain Python, on two scenarios."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter, process_time
from typing import Final

from benchmarks.measuring import (
    FLAGSHIP,
    SEED,
    SMALL,
    Repeats,
    Settings,
    interleaved,
    ratios,
    segment,
    terms_of,
)
from benchmarks.report import Row, Section, row
from negotiation import NegotiationModel
from negotiation.engine.batch import simulate
from negotiation.play import Negotiation, cast
from negotiation.scenario import load_scenario
from negotiation.terms import Terms

CHUNK: Final = 10_000
CHUNKS: Final = 8  # for each of two threads
PLAIN_RUNS: Final = 300


def per_core(work: Callable[[], int]) -> Callable[[], float]:
    """Return a function that measures runs per second of CPU time."""

    def measured() -> float:
        begun = process_time()
        return work() / (process_time() - begun)

    return measured


def engine_runs(terms: Terms, count: int) -> Callable[[], int]:
    """Return the work of the engine in one thread."""

    def work() -> int:
        return simulate(segment(terms, count)).n_rounds.size

    return work


def mesa_runs(name: str, count: int) -> Callable[[], int]:
    """Return the work of as many Mesa models."""
    scenario = load_scenario(name)

    def work() -> int:
        for stream in range(count):
            NegotiationModel(scenario, seed=SEED, stream=stream).run()
        return count

    return work


def plain_runs(name: str, count: int) -> Callable[[], int]:
    """Return the work of the same rules in plain Python."""
    casting = cast(name)

    def work() -> int:
        for stream in range(count):
            Negotiation(casting, SEED, stream).run()
        return count

    return work


def threaded(terms: Terms, threads: int, chunks: int, busy: list[float]) -> Callable[[], float]:
    """Return a function that measures runs per second of wall time in a pool of threads.

    It also notes the CPU time of a run, which a machine that has other work does not change.
    """

    def one(chunk: int) -> int:
        return simulate(segment(terms, CHUNK, chunk * CHUNK)).n_rounds.size

    def measured() -> float:
        with ThreadPoolExecutor(threads) as pool:
            begun, busy_before = perf_counter(), process_time()
            runs = sum(pool.map(one, range(chunks)))
            busy.append((process_time() - busy_before) / runs)
            return runs / (perf_counter() - begun)

    return measured


def measured_at(name: str, settings: Settings) -> Repeats:
    """Measure every case on one scenario, interleaved."""
    terms = terms_of(name)
    slow = settings.sized(PLAIN_RUNS)
    chunks = 2 * max(1, settings.sized(CHUNKS))
    simulate(segment(terms, 10))
    busy: Repeats = {"busy one": [], "busy two": []}
    cases: dict[str, Callable[[], float]] = {
        "core": per_core(engine_runs(terms, settings.sized(CHUNK * 10))),
        "mesa": per_core(mesa_runs(name, slow)),
        "plain": per_core(plain_runs(name, slow)),
        "one": threaded(terms, 1, chunks, busy["busy one"]),
        "two": threaded(terms, 2, chunks, busy["busy two"]),
    }
    return interleaved(cases, settings.repeats) | busy


def rows_of(found: Repeats, rounds: float) -> list[Row]:
    """Rows of one scenario; `rounds` is the mean of a run."""
    core = found["core"]
    return [
        row("engine, one core (CPU time)", core, "runs/s"),
        row("engine, one core (CPU time)", (rounds * value for value in core), "rounds/s"),
        row("CPU time of a run", (1e6 / value for value in core), "us"),
        row("CPU time of a round", (1e9 / (rounds * value) for value in core), "ns"),
        row("Mesa model", found["mesa"], "runs/s"),
        row("plain Python", found["plain"], "runs/s"),
        row("engine / Mesa, per core", ratios(core, found["mesa"]), "times"),
        row("engine / plain Python, per core", ratios(core, found["plain"]), "times"),
        row("one thread (wall time)", found["one"], "runs/s"),
        row("two threads (wall time)", found["two"], "runs/s"),
        row("two threads / one, wall time", ratios(found["two"], found["one"]), "times"),
        row("two threads / one, CPU time of a run", ratios(found["busy two"], found["busy one"]),
            "times"),
    ]  # fmt: skip


def measure(settings: Settings) -> list[Section]:
    """Measure both scenarios."""
    sections = []
    for name in (FLAGSHIP, SMALL):
        rounds = float(simulate(segment(terms_of(name), CHUNK)).n_rounds.mean())
        rows = rows_of(measured_at(name, settings), rounds)
        note = f"A run has {rounds:.1f} rounds on average."
        sections.append(Section(f"Speed: {name}", rows, (note,)))
    return sections
