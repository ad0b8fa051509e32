"""Speed of the engine, alone and against the Mesa model and plain Python, on two scenarios."""

from collections.abc import Callable
from time import process_time
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
from benchmarks.threads import thread_rows
from negotiation import NegotiationModel
from negotiation.engine.batch import simulate
from negotiation.play import Negotiation, cast
from negotiation.scenario import load_scenario
from negotiation.terms import Terms

ENGINE_RUNS: Final = 100_000
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


def measured_at(name: str, settings: Settings) -> Repeats:
    """Measure every case on one scenario, interleaved."""
    terms = terms_of(name)
    slow = settings.sized(PLAIN_RUNS)
    simulate(segment(terms, 10))
    cases: dict[str, Callable[[], float]] = {
        "core": per_core(engine_runs(terms, settings.sized(ENGINE_RUNS))),
        "mesa": per_core(mesa_runs(name, slow)),
        "plain": per_core(plain_runs(name, slow)),
    }
    return interleaved(cases, settings.repeats)


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
    ]


def measure(settings: Settings) -> list[Section]:
    """Measure both scenarios."""
    sections = []
    for name in (FLAGSHIP, SMALL):
        rounds = float(simulate(segment(terms_of(name), ENGINE_RUNS // 10)).n_rounds.mean())
        rows = rows_of(measured_at(name, settings), rounds) + thread_rows(name, settings)
        note = f"A run has {rounds:.1f} rounds on average."
        sections.append(Section(f"Speed: {name}", rows, (note,)))
    return sections
