"""Batches: however the runs are cut into segments and threads, the same results come back."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from negotiation.batches import Columns, Segment, Simulated, dtype_of
from negotiation.engine.batch import simulate
from negotiation.engine.kernel import ready_kernel
from negotiation.play_batch import simulate_plainly
from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS
from negotiation.scenario import load_scenario
from negotiation.terms import (
    MAX_ISSUES,
    MAX_MILESTONES,
    MAX_MINISTRIES,
    MAX_PROFILES,
    MAX_RESERVATIONS,
    MAX_ROUNDS,
    MAX_STRENGTHS,
    MAX_TARIFF_STATES,
    Milestone,
    MilestoneKind,
    Side,
    Stance,
    Terms,
    Timing,
)
from tests.build_terms import build_terms
from tests.engine.twins import assert_one_model, same
from tests.engine.variants import SEED_LIMIT, Case, gambler, numbered, random_base

pytestmark = pytest.mark.slow

NUMBERS = (1, 22, 38, 44, 97, 99)  # of many sizes; the last three with custom strategies


def cases(count: int) -> list[Case]:
    return [numbered(number, count=count) for number in NUMBERS]


def segments(count: int) -> list[Segment]:
    return [case.segment() for case in cases(count)]


def cut(segment: Segment, *places: int) -> list[Segment]:
    """The same runs in several segments."""
    edges = [0, *places, segment.count]
    return [
        segment._replace(first_stream=segment.first_stream + low, count=high - low)
        for low, high in pairwise(edges)
    ]


def assert_same_columns(one: Columns, other: Columns) -> None:
    """Compare columns; a vector may be filled up with more zeros in one of them."""
    assert one.keys() == other.keys()
    for name, values in one.items():
        width = max(values.shape[1:], other[name].shape[1:])
        wide = [np.zeros((len(each), *width), each.dtype) for each in (values, other[name])]
        for target, each in zip(wide, (values, other[name]), strict=True):
            target[tuple(slice(size) for size in each.shape)] = each
        assert wide[0].dtype == wide[1].dtype
        assert (name, same(*wide)) == (name, True)


def assert_same_results(one: Simulated, other: Simulated) -> None:
    assert one.n_rounds.tolist() == other.n_rounds.tolist()
    assert one.failures == other.failures
    assert_same_columns(one.runs, other.runs)
    assert (one.rounds is None) == (other.rounds is None)
    if one.rounds is not None and other.rounds is not None:
        assert_same_columns(one.rounds, other.rounds)


def joined(parts: Sequence[Simulated]) -> Simulated:
    """Results of several batches as one, vectors filled up with zeros."""

    def columns(each: Sequence[Columns]) -> Columns:
        return {name: stacked([part[name] for part in each]) for name in each[0]}

    return Simulated(
        columns([part.runs for part in parts]),
        np.concatenate([part.n_rounds for part in parts]),
        columns([part.rounds for part in parts if part.rounds is not None]),
    )


def stacked(values: list[np.ndarray]) -> np.ndarray:
    if values[0].ndim == 1:
        return np.concatenate(values)
    width = max(each.shape[1] for each in values)
    return np.concatenate([np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in values])


def test_cuts_change_nothing() -> None:
    whole = simulate(segments(60), keep_rounds=True)
    rng = Random(1)
    for _ in range(5):
        pieces = [
            piece
            for segment in segments(60)
            for piece in cut(segment, *sorted(rng.sample(range(61), 3)))
        ]
        assert_same_results(whole, simulate(pieces, keep_rounds=True))


def test_neighbours_change_nothing() -> None:
    """A run has nothing of the one before it, not even behind the ends of its vectors."""
    alone = [simulate([segment], keep_rounds=True) for segment in segments(20)]
    sizes = {part.runs["deal_us"].shape[1] for part in alone}
    assert len(sizes) > 1
    assert_same_results(joined(alone), simulate(segments(20), keep_rounds=True))
    backwards = simulate(segments(20)[::-1], keep_rounds=True)
    assert_same_results(joined(alone[::-1]), backwards)


def test_threads_change_nothing() -> None:
    pieces = [piece for segment in segments(100) for piece in cut(segment, *range(1, 100))]
    with ThreadPoolExecutor(8) as pool:
        parts = list(pool.map(lambda piece: simulate([piece], keep_rounds=True), pieces))
    assert len(parts) == 100 * len(NUMBERS)
    assert_same_results(joined(parts), simulate(segments(100), keep_rounds=True))


def test_large_batches_in_threads() -> None:
    batch = segments(20_000)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(simulate, [batch] * 4))
    for result in results[1:]:
        assert_same_results(results[0], result)
    assert len(results[0].n_rounds) == 20_000 * len(NUMBERS)


def test_rounds_are_kept_on_demand() -> None:
    without, kept = simulate(segments(30)), simulate(segments(30), keep_rounds=True)
    assert without.rounds is None
    assert kept.rounds is not None
    assert_same_columns(without.runs, kept.runs)
    assert without.n_rounds.tolist() == kept.n_rounds.tolist()
    ends = np.cumsum(kept.n_rounds) - 1
    assert len(kept.rounds["round"]) == kept.n_rounds.sum()
    assert kept.rounds["round"][ends].tolist() == kept.runs["round"].tolist()
    assert (kept.rounds["round"][ends - kept.n_rounds + 1] == 0).all()
    assert kept.rounds["outcome"][ends].tolist() == kept.runs["outcome"].tolist()


def test_columns_have_their_types() -> None:
    result = simulate(segments(1), keep_rounds=True)
    for columns, found in ((RUN_COLUMNS, result.runs), (ROUND_COLUMNS, result.rounds or {})):
        assert [name for name, _, _ in columns] == list(found)
        for name, _, column in columns:
            assert found[name].dtype == dtype_of(column)
            assert found[name].ndim == (2 if column.length else 1)
    assert {str(values.dtype) for values in result.runs.values()} == {
        *("bool", "int8", "int16", "int32", "float64"),
    }


@pytest.mark.parametrize("keep_rounds", [False, True])
def test_a_batch_may_be_empty(keep_rounds: bool) -> None:
    for batch in ([], [segment._replace(count=0) for segment in segments(1)]):
        result = simulate(batch, keep_rounds=keep_rounds)
        assert list(result.runs) == [name for name, _, _ in RUN_COLUMNS]
        assert {len(values) for values in result.runs.values()} == {0}
        assert len(result.n_rounds) == 0
        assert result.failures == {}
        assert (result.rounds is not None) == keep_rounds
        kept = [len(values) for values in (result.rounds or {}).values()]
        assert kept == [0] * len(ROUND_COLUMNS) * keep_rounds


def test_empty_segments_among_others_change_nothing() -> None:
    full = segments(10)
    gaps = [each for segment in full for each in (segment._replace(count=0), segment)]
    assert_same_results(simulate(full, keep_rounds=True), simulate(gaps, keep_rounds=True))


@pytest.mark.parametrize("seed", [0, 2**63 - 1, 2**63, SEED_LIMIT - 1])
@pytest.mark.parametrize("stream", [0, 2**63 - 2, 2**63, SEED_LIMIT - 3])
def test_seeds_and_streams_reach_to_the_end(seed: int, stream: int) -> None:
    case = numbered(33)
    assert_one_model([Case(case.scenario, case.terms, case.strategies, seed, stream, 3)])


@pytest.mark.parametrize("address", [(-1, 0), (SEED_LIMIT, 0), (0, -1), (0, SEED_LIMIT)])
def test_numbers_out_of_range_are_refused(address: tuple[int, int]) -> None:
    with pytest.raises(OverflowError):
        simulate([Segment(numbered(0).terms, *address, 1)])


def test_zeros_of_either_sign_are_two_games() -> None:
    terms = load_scenario("two-issue", ["c_us=0", "c_cn=0"]).terms()
    costs = tuple(-cost for cost in terms.us.flow_cost)
    minus = terms._replace(us=terms.us._replace(flow_cost=costs))
    assert minus == terms
    for each in (terms, minus, terms):
        found = simulate([Segment(each, 7, 0, 1)], keep_rounds=True)
        assert_same_results(found, simulate_plainly([Segment(each, 7, 0, 1)], keep_rounds=True))


def test_one_compiled_loop_serves_all() -> None:
    simulate([])
    simulate(segments(1), keep_rounds=True)
    assert len(ready_kernel().overloads) == 1


# ------------------------------------------------------------------ the largest sizes


def rows(number: int, width: int, seed: int) -> tuple[tuple[float, ...], ...]:
    table = np.random.default_rng(seed).dirichlet(np.ones(width), number)
    return tuple(tuple(row) for row in table.tolist())


def largest_side(seed: int) -> dict[str, object]:
    numbers = np.random.default_rng(seed)
    spread = numbers.uniform(0.0, 0.3, 64).tolist()
    return {
        "weights": rows(MAX_PROFILES, MAX_ISSUES, seed),
        "strength_multiplier": tuple(0.5 + x for x in spread[:MAX_STRENGTHS]),
        "strength_prior": rows(1, MAX_STRENGTHS, seed + 1)[0],
        "reservation_prior": rows(1, MAX_RESERVATIONS, seed + 2)[0],
        "reservation_low": tuple(spread[:MAX_RESERVATIONS]),
        "reservation_high": tuple(0.3 + x for x in spread[:MAX_RESERVATIONS]),
        "flow_cost": tuple(x / 1e4 for x in spread[:MAX_TARIFF_STATES]),
        "value_first": tuple(spread[:MAX_TARIFF_STATES]),
        "value_second": tuple(spread[1 : MAX_TARIFF_STATES + 1]),
        "value_talk": tuple(spread[2 : MAX_TARIFF_STATES + 2]),
        "ministry_weights": rows(MAX_MINISTRIES, MAX_ISSUES, seed + 3),
        "ministry_floor_low": tuple(x / 8 for x in spread[:MAX_MINISTRIES]),
        "ministry_floor_high": tuple(0.1 + x for x in spread[:MAX_MINISTRIES]),
        "ministry_votes": tuple(1.0 + x for x in spread[:MAX_MINISTRIES]),
        "ratification_quota": 3.0,
        "discount": 0.999,
        "credence": 0.3,
        "stubborn_probability": 0.1,
    }


def largest_terms() -> Terms:
    """Terms of the largest size in every respect: 1,024 rounds of 16 issues."""
    numbers = np.random.default_rng(5)
    days = sorted(numbers.integers(0, MAX_ROUNDS, MAX_MILESTONES - 1).tolist())
    calendar = tuple(
        Milestone(
            day % 5, day, side=day % 2, public=True, to_state=day % MAX_TARIFF_STATES,
            breakdown_probability=0.002,
        )
        for day in days
    )  # fmt: skip
    last = Milestone(MilestoneKind.CALL, MAX_ROUNDS - 1, public=True)
    us = largest_side(1) | {"timing": Timing.DEMAND_UP_TO, "timing_rounds": 400}
    cn = largest_side(9) | {"timing": Timing.HAZARD, "hazard": 0.002, "otherwise": Stance.TALK}
    prior = np.array(rows(1, MAX_PROFILES**2, 3)[0]).reshape(MAX_PROFILES, -1).tolist()
    return build_terms(
        us, cn, n_rounds=MAX_ROUNDS, milestones=(*calendar, last), initial_tariff_state=15,
        profile_prior=tuple(map(tuple, prior)), framework_tolerance=0.7, truce_rounds=40,
        knowledge_needed=1.0,
    )  # fmt: skip


def test_the_largest_sizes_work() -> None:
    terms = largest_terms()
    base = random_base(0)
    assert (terms.n_issues, len(terms.milestones)) == (MAX_ISSUES, MAX_MILESTONES)
    played = assert_one_model([Case(base, terms, {}, 1, 0, 40)])
    assert played.rounds is not None
    assert played.runs["deal_us"].shape[1] == MAX_ISSUES
    assert played.rounds["belief_us"].shape[1] == MAX_PROFILES
    assert set(played.runs["profile_us"]) == set(range(MAX_PROFILES))
    assert set(played.runs["strength_cn"]) == set(range(MAX_STRENGTHS))
    assert len(set(played.runs["tariff_state"])) > 1
    waiting = terms._replace(
        us=terms.us._replace(timing=Timing.STUBBORN_DEMAND),
        cn=terms.cn._replace(timing=Timing.CUSTOM),
        framework_possible=False,
        milestones=tuple(each._replace(breakdown_probability=0.0) for each in terms.milestones),
    )
    strategies = {Side.CN: gambler}
    both = [Case(base, waiting, {}, 2, 0, 1), Case(base, waiting, strategies, 2, 0, 2)]
    assert assert_one_model(both).n_rounds.max() == MAX_ROUNDS
