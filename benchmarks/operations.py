"""Floating-point operations of a round, counted, against the scalar peak of a core, measured."""

from collections import Counter
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any, Final, NamedTuple

from benchmarks import arithmetic, peak
from benchmarks.counting import KINDS, TALLY, counted, counted_rules, counted_state
from benchmarks.measuring import FLAGSHIP, SEED, Repeats, Settings, interleaved, segment, terms_of
from benchmarks.report import Row, Section, row
from negotiation.draws import run_draws
from negotiation.engine.batch import simulate
from negotiation.state import new_state
from negotiation.terms import Phase, Terms

SAMPLE: Final = 200
ENGINE_RUNS: Final = 50_000
KIND_NAMES: Final = {"add": "adds and subtractions", "multiply": "multiplications",
                     "divide": "divisions", "compare": "comparisons"}  # fmt: skip
PEAK: Final = "multiply and add"


class Counts(NamedTuple):
    """Operations per round: by kind, and by module of the rule book."""

    by_kind: dict[str, float]
    by_module: dict[str, float]
    runs: int
    rounds: int

    @property
    def total(self) -> float:
        """All that count, compares too."""
        return sum(self.by_kind.values())


def play_counted(rules: dict[str, Any], terms: Terms, plain: Terms, stream: int) -> int:
    """Play one run on numbers that count; its number of rounds."""
    opening, draws = run_draws(SEED, stream, plain.n_rounds)
    state = counted_state(new_state(plain))
    rules["open_negotiation"](state, terms, counted(opening))
    while state.game.phase != Phase.CLOSED:
        today = counted(draws[state.game.round + 1])
        rules["begin_round"](state, terms, today)
        rules["finish_round"](state, terms, today)
    return state.game.round + 1


def count(terms: Terms, runs: int) -> Counts:
    """Count the operations of the first runs; streams 0, 1, ... of the seed."""
    rules, counted_terms = counted_rules(), counted(terms)
    TALLY.clear()
    rounds = sum(play_counted(rules, counted_terms, terms, stream) for stream in range(runs))
    kinds, modules = Counter[str](), Counter[str]()
    for (module, _, kind), times in TALLY.items():
        kinds[kind] += times
        modules[module] += times
    by_kind = {kind: kinds[kind] / rounds for kind in KINDS}
    by_module = {module: times / rounds for module, times in modules.most_common()}
    return Counts(by_kind, by_module, runs, rounds)


def engine_round(terms: Terms, runs: int) -> Callable[[], float]:
    """Return a function that measures the engine once: nanoseconds of CPU time per round."""
    simulate(segment(terms, 10))

    def measured() -> float:
        begun = process_time()
        rounds = int(simulate(segment(terms, runs)).n_rounds.sum())
        return (process_time() - begun) / rounds * 1e9

    return measured


def lower_bound(by_kind: dict[str, float], rates: dict[str, float]) -> float:
    """Nanoseconds that these operations take at their rates, with nothing else to do.

    Adds and compares share one pair of units, multiplies and divides another.
    """
    compare = 2.0 / rates["add and compare"] - 1.0 / rates["add"]
    adding = by_kind["add"] / rates["add"] + by_kind["compare"] * compare
    multiplying = by_kind["multiply"] / rates["multiply"] + by_kind["divide"] / rates["divide"]
    return max(adding, multiplying)


def count_section(counts: Counts) -> Section:
    """Section of what a round computes."""
    rows = [Row(KIND_NAMES[kind], value, "a round") for kind, value in counts.by_kind.items()]
    rows.append(Row("all", counts.total, "a round"))
    rows += [Row(f"in {name}", value, "a round") for name, value in counts.by_module.items()
             if value >= 1.0]  # fmt: skip
    return Section(
        f"Operations on doubles: {FLAGSHIP}",
        rows,
        (f"Counted in {counts.rounds:,} rounds of {counts.runs} runs, openings included.",),
    )


def peak_section(found: Repeats) -> Section:
    """Section of what a core can do."""
    rows = [row(name, found[name], "per ns") for name in peak.LOOPS]
    return Section(
        "Scalar peak of a core", rows, ("Operations on doubles, one at a time, no FMA.",)
    )


def share_section(name: str, by_kind: dict[str, float], ns: list[float], found: Repeats) -> Section:
    """Section of one piece of work: time, share of the peak, share of what its mix allows."""
    rates = {loop: median(found[loop]) for loop in peak.LOOPS}
    total = sum(by_kind.values())
    bound = lower_bound(by_kind, rates)
    shares = [100.0 * total / t / top for t, top in zip(ns, found[PEAK], strict=True)]
    part = 1.0 - by_kind["compare"] / total
    rows = [
        row("time", ns, "ns"),
        Row("operations", total, ""),
        Row("  of which comparisons", by_kind["compare"], ""),
        Row("  of which divisions", by_kind["divide"], ""),
        row("share of the scalar peak", shares, "%"),
        row("  comparisons not counted", (part * share for share in shares), "%"),
        Row("time that these operations need at least", bound, "ns"),
        row("  as a share of the peak", (100.0 * total / bound / top for top in found[PEAK]), "%"),
        row("share of that rate", (100.0 * bound / t for t in ns), "%"),
    ]
    return Section(f"Share of the peak: {name}", rows)


def measure(settings: Settings) -> list[Section]:
    """Count, measure the peak and the engine together, and compare."""
    terms = terms_of(FLAGSHIP)
    counts = count(terms, settings.sized(SAMPLE))
    cases = {name: peak.timed(loop) for name, loop in peak.LOOPS.items()}
    cases["a round of the engine"] = engine_round(terms, settings.sized(ENGINE_RUNS))
    mixes = {"a round of the engine": counts.by_kind}
    for name, piece in arithmetic.PIECES.items():
        mixes[name] = arithmetic.operations(piece, terms)
        cases[name] = arithmetic.timed(piece, terms)
    found = interleaved(cases, settings.repeats)
    shares = [share_section(name, mix, found[name], found) for name, mix in mixes.items()]
    return [count_section(counts), peak_section(found), *shares]
