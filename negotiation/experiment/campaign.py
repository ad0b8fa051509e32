"""From an experiment and what is committed of it to a finished folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from negotiation.errors import InputError
from negotiation.experiment.engines import Notice, choose_engine
from negotiation.experiment.executors import Executor
from negotiation.experiment.job import RUNS, Done, Work, observed_in
from negotiation.experiment.layout import IDS, OF_POINT, TEXT, field, kind_of
from negotiation.experiment.plan import Block, Chunk
from negotiation.experiment.players import objects, refuse_missing, with_players
from negotiation.experiment.stopping import Blocks, Rule, watched
from negotiation.experiment.store import PartInfo, Store
from negotiation.experiment.store.folder import part_name
from negotiation.experiment.store.parts import read_parquet
from negotiation.experiment.survey import check_points, survey

if TYPE_CHECKING:
    from negotiation.experiment.design import Design
    from negotiation.experiment.document import Experiment


class Progress(NamedTuple):
    """How far an experiment has come.

    `planned` is None where a stop rule decides; `most` is what it may come to at most.
    """

    runs: int
    planned: int | None
    most: int
    failures: int


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class Campaign:
    """An experiment with its design points and all that follows from them."""

    experiment: Experiment
    design: Design
    points: pa.Table
    work: Work
    rule: Rule | None

    def blocks(self) -> Blocks:
        """Return the blocks from the first one on."""
        return Blocks(self.points["replicates"].to_numpy(), self.chunk_runs, self.rule)

    @property
    def chunk_runs(self) -> int:
        """Runs of a chunk."""
        return self.experiment.chunk_runs

    @property
    def planned(self) -> int | None:
        """Runs of the finished experiment; None where a stop rule decides."""
        return None if self.rule else self.most

    @property
    def most(self) -> int:
        """Runs that are never exceeded."""
        return most_runs(self.experiment, self.points)


def rule_of(experiment: Experiment) -> Rule | None:
    """Stop rule of an experiment; None where it has none."""
    stop = experiment.stop
    if stop is None:
        return None
    return Rule(watched(stop.outcome), stop.width, stop.confidence, stop.max_runs)


def most_runs(experiment: Experiment, design: pa.Table) -> int:
    """Runs that are never exceeded; `design` is the table of its points."""
    stop = experiment.stop
    return stop.max_runs if stop else pc.sum(design["replicates"]).as_py()


def campaign(experiment: Experiment, notice: Notice, us: Any = None, cn: Any = None) -> Campaign:
    """Resolve an experiment; InputError for whatever cannot be run."""
    experiment = with_players(experiment, us, cn)
    given = objects(us, cn)
    design = experiment.design()
    refuse_missing(design, us, cn)
    check_points(design)
    columns = design.to_columns()
    found = survey(design, columns, **given)
    points = design_table(columns)
    refuse_low_cap(experiment, points)
    runs = most_runs(experiment, points)
    engine = choose_engine(runs, found.strategies, found.shortest, notice)
    rule = rule_of(experiment)
    observed = rule.quantity if rule else None
    work = Work(experiment, found.layout, engine, **given, observed=observed)
    return Campaign(experiment, design, points, work, rule)


def refuse_low_cap(experiment: Experiment, design: pa.Table) -> None:
    """Refuse a stop rule whose cap does not allow the first block."""
    block = pc.sum(design["replicates"]).as_py()
    if experiment.stop is not None and experiment.stop.max_runs < block:
        problem = f"{experiment.stop.max_runs} is below the first block of {block} runs"
        allowed = f"{block} or more, or fewer replicates"
        raise InputError(experiment.where, "stop.max_runs", problem, allowed)


def design_table(columns: Mapping[str, list[Any]]) -> pa.Table:
    """Table of the design points: a row each, null where a sub-experiment does not vary a value."""
    labels = {each[0]: field(*each) for each in (*IDS, *OF_POINT)}
    fields, arrays = [], []
    for name, values in columns.items():
        kind = kind_of([value for value in values if value is not None])
        own = labels.get(name) or field(name, kind, "", "varied parameter", is_null=True)
        fields.append(own)
        arrays.append(array(values, own.type))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


def array(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Column of a type, text by dictionary."""
    if kind == TEXT:
        texts = [value if value is None else str(value) for value in values]
        return pa.array(texts, pa.string()).dictionary_encode()
    return pa.array(values, kind)


# ------------------------------------------------------------------ running


class Ledger:
    """Commits chunks to a folder and reports progress."""

    def __init__(self, campaign: Campaign, store: Store, report: Report | None) -> None:
        self.campaign = campaign
        self.store = store
        self.report = report
        self.runs = store.runs
        self.failures = sum(
            entry.parts["failures"].rows for entry in store.committed if "failures" in entry.parts
        )

    def tell(self) -> None:
        """Report how far the experiment has come."""
        if self.report is not None:
            campaign = self.campaign
            self.report(Progress(self.runs, campaign.planned, campaign.most, self.failures))

    def commit(self, done: Done) -> None:
        """Make a chunk count."""
        self.store.commit(done.chunk.number, done.chunk.block, written_parts(done))
        self.runs += done.chunk.runs
        self.failures += done.failures
        self.tell()


def written_parts(done: Done) -> dict[str, PartInfo]:
    """Parts of a chunk, all of them written."""
    return {name: part for name, part in done.parts.items() if isinstance(part, PartInfo)}


def finish(
    campaign: Campaign, store: Store, executor: Executor, report: Report | None = None
) -> None:
    """Run all that is not committed yet, and say that the experiment is complete."""
    ledger, blocks = Ledger(campaign, store, report), campaign.blocks()
    ledger.tell()
    block: Block | None = blocks.current
    while block is not None:
        look_back(campaign, store, blocks, block)
        for done in executor.results(block.chunks(campaign.chunk_runs, len(store.committed))):
            ledger.commit(done)
            blocks.observe(done.observed)
        block = blocks.advance()
    store.finish()


def mend(campaign: Campaign, store: Store, executor: Executor, damaged: Collection[int]) -> None:
    """Run committed chunks again whose parts are damaged; they get the bytes that they had."""
    blocks = campaign.blocks()
    block: Block | None = blocks.current
    while block is not None and block.first_chunk < len(store.committed):
        chunks = block.chunks(campaign.chunk_runs)
        for done in executor.results(each for each in chunks if each.number in damaged):
            store.confirm(done.chunk.number, written_parts(done))
        look_back(campaign, store, blocks, block)
        block = blocks.advance()
    if store.is_complete:
        store.finish()


def look_back(campaign: Campaign, store: Store, blocks: Blocks, block: Block) -> None:
    """Show the stop rule the committed chunks of a block."""
    if campaign.rule is None:
        return
    committed: Iterable[Chunk] = block.chunks(campaign.chunk_runs)
    for chunk in committed:
        if chunk.number >= len(store.committed):
            return
        column = campaign.rule.quantity.column
        file = store.folder / RUNS / part_name(chunk.number)
        blocks.observe(
            observed_in(read_parquet(file, ["status", column]), chunk, campaign.rule.quantity)
        )
