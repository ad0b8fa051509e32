"""What a worker does: play the runs of a chunk and make its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from negotiation.batches import Segment, Simulated
from negotiation.errors import InputError
from negotiation.experiment.layout import OK, Layout
from negotiation.experiment.outcomes import Quantity
from negotiation.experiment.parameters import parameters
from negotiation.experiment.plan import Chunk, Slice, pieces
from negotiation.experiment.store import PartInfo
from negotiation.experiment.store.folder import make_folder, part_name, write_file
from negotiation.experiment.store.parts import parquet_bytes
from negotiation.experiment.tables import Ready, failures_table, rounds_table, runs_table
from negotiation.play import Casting, cast
from negotiation.play_batch import Beginning, Playable, simulate_by, simulate_plainly
from negotiation.strategies import StrategyError
from negotiation.terms import Side

if TYPE_CHECKING:
    from negotiation.experiment.design import Design, Point
    from negotiation.experiment.document import Experiment

KEPT_POINTS: Final = 64

RUNS, ROUNDS, FAILURES = "runs", "rounds", "failures"


class Engine(StrEnum):
    """What plays the runs; all three give the same tables."""

    PLAIN = "plain"
    COMPILED = "compiled"
    MODEL = "model"


class StoppedError(Exception):
    """The chunk was given up because the experiment is to stop."""


@dataclass(frozen=True)
class Work:
    """An experiment as its workers need it; it can be sent to another process.

    Parameters
    ----------
    experiment
        What is run.
    layout
        Columns of the tables.
    engine
        What plays.
    us, cn
        Strategies given as objects; None where the scenario says what is played.
    observed
        Outcome that a stop rule watches; None without one.
    """

    experiment: Experiment
    layout: Layout
    engine: Engine
    us: Any = None
    cn: Any = None
    observed: Quantity | None = None


class Content(NamedTuple):
    """One part before it is written: its rows, and the bytes of the file."""

    rows: int
    data: bytes


class Observed(NamedTuple):
    """Values that a stop rule watches, with the index of the design point of each run."""

    points: NDArray[np.int64]
    values: NDArray[Any]


class Done(NamedTuple):
    """A chunk that was run: its parts by table, how many runs failed, what the stop rule sees."""

    chunk: Chunk
    parts: dict[str, Content | PartInfo]
    failures: int
    observed: Observed | None


def never() -> bool:
    """Return that there is no reason to stop."""
    return False


class Cast(NamedTuple):
    """Who plays what at a design point, its parameters, and why it cannot be played, if so."""

    casting: Casting
    parameters: tuple[Any, ...]
    problem: str = ""


class Job:
    """Runs chunks of one experiment; any number of threads may share it.

    Parameters
    ----------
    work
        The experiment.
    design
        Its design points, where they are at hand already.
    """

    def __init__(self, work: Work, design: Design | None = None) -> None:
        self.work = work
        self.points = (work.experiment.design() if design is None else design).points
        self.cast_point = lru_cache(maxsize=KEPT_POINTS)(self.cast_anew)

    def cast_anew(self, index: int) -> Cast:
        """Casting of a design point; that of another one where its values do not go together."""
        point = self.points[index]
        try:
            casting = cast(point.scenario, self.work.us, self.work.cn)
        except InputError as error:
            if not point.place:
                raise
            return self.cast_as_first(point, str(error.at("", error.key)))
        found: dict[str, Any] = {
            address: each.value for address, each in parameters(casting.scenario).items()
        }
        found |= point.values  # as the design has them: "talk:4", where the scenario says "talk"
        values = tuple(found.get(field.name) for field in self.work.layout.parameters)
        return Cast(casting, values)

    def cast_as_first(self, point: Point, problem: str) -> Cast:
        """Casting of the first point of a sub-experiment, with the values of another."""
        first = self.cast_point(point.index - point.place)
        names = (field.name for field in self.work.layout.parameters)
        pairs = zip(names, first.parameters, strict=True)
        values = tuple(point.values.get(name, value) for name, value in pairs)
        return Cast(first.casting, values, problem)

    def ready(self, slice: Slice) -> Ready:
        """Return the runs of a slice, ready to be played."""
        point = self.points[slice.point]
        casting, values, problem = self.cast_point(slice.point)
        us, cn = (casting.strategies.get(side) for side in Side)
        segment = Segment(casting.scenario.terms(), point.seed, slice.first, slice.runs, us, cn)
        head = (point.experiment, point.key, casting.scenario)
        return Ready(*head, values, segment, slice, problem)

    def simulate(self, ready: Sequence[Ready]) -> Simulated:
        """Play runs in the engine of this experiment; all of them can be played, or none."""
        segments = [each.segment for each in ready]
        keep_rounds = self.work.experiment.keep_rounds
        if ready[0].problem:
            return simulate_by(failing(ready[0].problem), segments, keep_rounds)
        if self.work.engine == Engine.PLAIN:
            return simulate_plainly(segments, keep_rounds=keep_rounds)
        if self.work.engine == Engine.COMPILED:
            return compiled(segments, keep_rounds)
        from negotiation.experiment.model_batch import simulate_with_model

        scenarios = [each.scenario for each in ready]
        return simulate_with_model(segments, scenarios, keep_rounds=keep_rounds)

    def tables(self, chunk: Chunk, is_stopping: Callable[[], bool] = never) -> dict[str, pa.Table]:
        """Play a chunk and return its rows by table; StoppedError where it is to stop."""
        found: dict[str, list[pa.Table]] = {RUNS: [], ROUNDS: [], FAILURES: []}
        for piece in pieces(chunk.slices):
            for _, group in groupby(map(self.ready, heeding(piece, is_stopping)), problem_of):
                ready = list(group)
                simulated = self.simulate(ready)
                found[RUNS].append(runs_table(ready, simulated, self.work.layout))
                if simulated.rounds is not None:
                    found[ROUNDS].append(rounds_table(ready, simulated, self.work.layout))
                if simulated.failures:
                    found[FAILURES].append(failures_table(ready, simulated))
        return {
            name: pa.concat_tables(each).unify_dictionaries()
            for name, each in found.items()
            if each
        }

    def run(self, chunk: Chunk, is_stopping: Callable[[], bool] = never) -> Done:
        """Play a chunk and return its parts as bytes, for another to write."""
        tables = self.tables(chunk, is_stopping)
        parts: dict[str, Content | PartInfo] = {
            name: Content(table.num_rows, parquet_bytes(table)) for name, table in tables.items()
        }
        failures = tables[FAILURES].num_rows if FAILURES in tables else 0
        return Done(chunk, parts, failures, observed_in(tables[RUNS], chunk, self.work.observed))

    def run_and_write(
        self, chunk: Chunk, folder: Path, is_stopping: Callable[[], bool] = never
    ) -> Done:
        """Play a chunk and write its parts."""
        return written(self.run(chunk, is_stopping), folder)


def problem_of(ready: Ready) -> str:
    """Why a point cannot be played; empty where it can."""
    return ready.problem


def failing(problem: str) -> Beginning:
    """Return a beginning at which every run fails."""

    def begin(segment: Segment, stream: int) -> Playable:
        raise StrategyError(problem)

    return begin


def compiled(segments: Sequence[Segment], keep_rounds: bool) -> Simulated:
    """Play segments in the compiled engine; a run that failed is replayed for its message."""
    from negotiation.engine.batch import simulate

    done = simulate(segments, keep_rounds=keep_rounds)
    if not done.failures:
        return done
    ends = np.cumsum([segment.count for segment in segments])
    failures = {run: replayed(segments, ends, run, said) for run, said in done.failures.items()}
    return replace(done, failures=failures)


def replayed(segments: Sequence[Segment], ends: NDArray[Any], run: int, said: str) -> str:
    """Why a run fails, from playing it plainly; what the engine said where that succeeds."""
    at = int(np.searchsorted(ends, run, side="right"))
    segment = segments[at]
    stream = segment.first_stream + run - int(ends[at]) + segment.count
    again = simulate_plainly([segment._replace(first_stream=stream, count=1)])
    return again.failures.get(0, said)


def heeding(slices: Sequence[Slice], is_stopping: Callable[[], bool]) -> Iterator[Slice]:
    """Yield slices until it is time to stop."""
    for each in slices:
        if is_stopping():
            raise StoppedError
        yield each


def observed_in(table: pa.Table, chunk: Chunk, quantity: Quantity | None) -> Observed | None:
    """Return what the stop rule watches in the runs of a chunk; failed runs are left out."""
    if quantity is None:
        return None
    points = np.repeat([each.point for each in chunk.slices], [s.runs for s in chunk.slices])
    is_ok = pc.equal(table["status"], OK).to_numpy()
    values = table[quantity.column].filter(pc.equal(table["status"], OK)).to_numpy()
    return Observed(points[is_ok], quantity.values(values))


def written(done: Done, folder: Path) -> Done:
    """Write the parts of a chunk that are still bytes."""
    parts: dict[str, Content | PartInfo] = {
        name: write_content(folder, name, done.chunk.number, part)
        if isinstance(part, Content)
        else part
        for name, part in done.parts.items()
    }
    return done._replace(parts=parts)


def write_content(folder: Path, table: str, chunk: int, content: Content) -> PartInfo:
    """Write one part, as `store.write_part` does; it counts once it is committed."""
    place = folder / table
    make_folder(place)
    write_file(place / part_name(chunk), content.data)
    return PartInfo(content.rows, len(content.data), sha256(content.data).hexdigest())
