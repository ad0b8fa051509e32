"""One model: Mesa and the compiled engine give the same runs and rounds, to the last bit."""

from math import nan, nextafter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.engine.batch import simulate
from negotiation.terms import Phase, Tactic, Timing
from tests.engine.coverage import Seen, choices, everything, seen
from tests.engine.twins import assert_one_model, differences, models_played, same
from tests.engine.variants import (
    CUSTOM,
    SEED_LIMIT,
    TACTIC_PAIRS,
    TIMING_PAIRS,
    numbered,
    varied,
)

ALL_PAIRS = len(TIMING_PAIRS) * len(TACTIC_PAIRS)
MANY = 5_000
AT_ONCE = 100

pairs_of_timings = st.tuples(st.sampled_from(Timing), st.sampled_from(Timing))
pairs_of_tactics = st.tuples(st.sampled_from(Tactic), st.sampled_from(Tactic))
words = st.integers(0, SEED_LIMIT - 1)


@pytest.mark.slow
def test_every_pair_of_strategies_and_of_tactics() -> None:
    laps = 3 * len(TIMING_PAIRS)
    numbers = [*range(laps), *range(ALL_PAIRS, ALL_PAIRS + 10)]  # the last ten begin with offers
    cases = [numbered(number, count=4) for number in numbers]
    simulated = assert_one_model(cases)
    played = [choices(case) for case in cases if case.terms.initial_phase == Phase.PRE]
    assert {each[:2] for each in played} == set(TIMING_PAIRS)
    assert {each[2:] for each in played} == set(TACTIC_PAIRS)
    assert {each for case in cases for each in case.strategies.values()} == set(CUSTOM)
    assert everything() - seen(cases, simulated) == set()


@settings(max_examples=60, derandomize=True)
@given(st.integers(0, 10**9), pairs_of_timings, pairs_of_tactics, words, words, st.data())
def test_any_scenario_at_any_address(
    number: int,
    timings: tuple[int, int],
    tactics: tuple[int, int],
    seed: int,
    stream: int,
    data: st.DataObject,
) -> None:
    phase = data.draw(st.sampled_from([Phase.PRE, Phase.FORMAL]))
    assert_one_model([varied(number, timings, tactics, phase, seed=seed, stream=stream)])


@pytest.mark.slow  # 10,000 Mesa runs
def test_every_pair_of_strategies_with_every_pair_of_tactics() -> None:
    combinations, found, outcomes = set(), Seen(), 0
    for first in range(0, MANY, AT_ONCE):
        cases = [numbered(number, count=2) for number in range(first, first + AT_ONCE)]
        simulated = assert_one_model(cases)
        found |= seen(cases, simulated)
        combinations |= {choices(c) for c in cases if c.terms.initial_phase == Phase.PRE}
        outcomes += len(simulated.n_rounds)
    assert outcomes == 2 * MANY
    assert combinations == {(*one, *two) for one in TIMING_PAIRS for two in TACTIC_PAIRS}
    assert everything() - found == set()


# ------------------------------------------------------------------ the comparison itself


@pytest.mark.parametrize("path", ["runs", "rounds"])
def test_the_comparison_sees_the_last_bit(path: str) -> None:
    cases = [numbered(0), numbered(11)]
    simulated = simulate([case.segment() for case in cases], keep_rounds=True)
    played = models_played(cases)
    assert differences(played, simulated) == []
    row = getattr(played, path)[-1]
    row["payoff_cn"] = nextafter(row["payoff_cn"], 2.0)
    (different,) = differences(played, simulated)
    assert different.startswith("payoff_cn")


def test_the_comparison_sees_a_missing_round_and_a_vector() -> None:
    cases = [numbered(0, count=2)]
    simulated = simulate([case.segment() for case in cases], keep_rounds=True)
    played = models_played(cases)
    played.runs[0]["deal_us"] = (0.125, *played.runs[0]["deal_us"][1:])
    played.n_rounds[1] += 1
    assert [each.partition(",")[0] for each in differences(played, simulated)] == [
        "n_rounds",
        "deal_us",
    ]


def test_equal_means_equal_bits() -> None:
    one = np.array([0.0, nan])
    assert same(one, np.array([0.0, nan]))
    assert not same(one, np.array([-0.0, nan]))
    assert not same(one, np.array([nan, 0.0]))
    assert not same(np.array([1]), np.array([True]))


def test_other_draws_and_other_terms_give_other_results() -> None:
    case = varied(3, (Timing.HAZARD, Timing.MIRROR), (Tactic.LINEAR, Tactic.FIRM), seed=1, count=50)
    runs = simulate([case.segment()]).runs
    elsewhere = simulate([case.segment()._replace(seed=2)]).runs
    assert any(not same(runs[name], elsewhere[name]) for name in runs)
    others = case.terms._replace(knowledge_needed=1.0, talk_clarity=0.0)
    runs_of_others = simulate([case.segment()._replace(terms=others)]).runs
    assert any(not same(runs[name], runs_of_others[name]) for name in runs)
