"""Blocks, chunks and pieces cover every run once, in order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.experiment.job import Observed
from negotiation.experiment.plan import PIECE, Block, Slice, first_block, pieces
from negotiation.experiment.stopping import Blocks, Rule, watched

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=12)


def runs(slices: list[Slice]) -> list[tuple[int, int]]:
    return [(s.point, r) for s in slices for r in range(s.first, s.first + s.runs)]


@given(COUNTS, st.integers(1, 40), st.integers(0, 10))
def test_chunks_cover_a_block(counts: list[int], chunk_runs: int, start: int) -> None:
    block = first_block(counts)
    chunks = list(block.chunks(chunk_runs))
    assert [chunk.number for chunk in chunks] == list(range(block.n_chunks(chunk_runs)))
    assert all(chunk.runs == chunk_runs for chunk in chunks[:-1])
    covered = [run for chunk in chunks for run in runs(list(chunk.slices))]
    assert covered == [(point, r) for point, count in enumerate(counts) for r in range(count)]
    assert list(block.chunks(chunk_runs, start)) == chunks[start:]


def test_later_blocks_go_on_with_chunks_and_replicates() -> None:
    block = Block(1, 5, np.array([2, 7]), np.array([10, 20]), np.array([3, 3]))
    first, second = block.chunks(4)
    assert (first.number, first.block, second.number) == (5, 1, 6)
    assert first.slices == (Slice(2, 10, 3), Slice(7, 20, 1))
    assert second.slices == (Slice(7, 21, 2),)
    assert list(block.chunks(4, start=6)) == [second]


@given(st.lists(st.integers(1, 3 * PIECE), min_size=1, max_size=4))
def test_pieces_cover_a_chunk(counts: list[int]) -> None:
    slices = [Slice(point, 5, count) for point, count in enumerate(counts)]
    found = list(pieces(slices))
    assert [run for piece in found for run in runs(piece)] == runs(slices)
    assert all(sum(each.runs for each in piece) == PIECE for piece in found[:-1])


# ------------------------------------------------------------------ stop rule


def played(blocks: Blocks, chunk_runs: int, spread: list[float]) -> list[tuple[int, int]]:
    """Run all blocks on made-up outcomes; return the runs in order."""
    done: list[tuple[int, int]] = []
    block: Block | None = blocks.current
    while block is not None:
        for chunk in block.chunks(chunk_runs):
            own = runs(list(chunk.slices))
            points = np.array([point for point, _ in own])
            values = [0.5 + spread[p] * np.sin(1.0 + r) for p, r in own]
            blocks.observe(Observed(points, np.array(values)))
            done += own
        block = blocks.advance()
    return done


@pytest.mark.parametrize("chunk_runs", [1, 7, 1000])
def test_a_stop_rule_does_not_see_the_chunks(chunk_runs: int) -> None:
    rule = Rule(watched("payoff_us"), 0.1, 0.95, 100_000)
    done = played(Blocks([20, 20, 20], chunk_runs, rule), chunk_runs, [0.0, 0.2, 0.4])
    counts = [sum(p == point for p, _ in done) for point in range(3)]
    assert counts == [40, 40, 140]  # 20 equal ones are too few
    assert sorted(done) == [(p, r) for p in range(3) for r in range(counts[p])]


def test_a_cap_is_never_exceeded_and_shared_equally() -> None:
    rule = Rule(watched("payoff_us"), 1e-9, 0.95, 50)
    done = played(Blocks([8, 8, 8], 5, rule), 5, [0.4, 0.4, 0.4])
    assert [sum(p == point for p, _ in done) for point in range(3)] == [16, 16, 16]


def test_a_rate_is_watched_by_wilsons_interval() -> None:
    blocks = Blocks([100], 100, Rule(watched("deal"), 0.05, 0.95, 10_000))
    blocks.observe(Observed(np.zeros(100, dtype=np.int64), np.ones(100, dtype=np.bool_)))
    assert blocks.advance() is None  # width 0.037 although every run had a deal
    blocks = Blocks([50], 100, Rule(watched("deal"), 0.05, 0.95, 10_000))
    blocks.observe(Observed(np.zeros(50, dtype=np.int64), np.ones(50, dtype=np.bool_)))
    assert blocks.advance() is not None


def test_failed_runs_alone_leave_a_point_open_until_the_cap() -> None:
    blocks = Blocks([10], 10, Rule(watched("payoff_us"), 0.1, 0.95, 25))
    sizes = [blocks.current.runs]
    while (block := blocks.advance()) is not None:
        sizes.append(block.runs)
    assert sizes == [10, 10, 5]


def test_equal_outcomes_of_few_runs_are_no_narrow_interval() -> None:
    blocks = Blocks([10], 100, Rule(watched("payoff_us"), 0.1, 0.95, 1000))
    sizes = [blocks.current.runs]
    while True:
        runs = blocks.current.runs
        blocks.observe(Observed(np.zeros(runs, dtype=np.int64), np.ones(runs)))
        if blocks.advance() is None:
            break
        sizes.append(blocks.current.runs)
    assert sum(sizes) == 30


def test_the_interval_of_a_rate_has_a_width_at_any_number_of_runs() -> None:
    blocks = Blocks([1], 100, Rule(watched("deal"), 0.2, 0.95, 1000))
    runs = 0
    while blocks is not None:
        runs += 1
        blocks.observe(Observed(np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.bool_)))
        if blocks.advance() is None:
            break
    assert runs == 16  # z**2 / (n + z**2) is below 0.2 from 15.4 runs on
