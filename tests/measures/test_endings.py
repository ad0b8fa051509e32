"""Rates of endings and delay, against counts in plain Python."""

from collections import Counter

import numpy as np
import pytest

from negotiation.measures import (
    delay_in_days,
    delay_in_rounds,
    ending_rates,
    mean_of,
    time_to_deal,
)
from negotiation.measures.columns import both_sides
from negotiation.measures.rates import RATES
from negotiation.scenario import load_scenario
from negotiation.terms import Outcome
from tests.measures.cases import random_terms, rows_of, runs_of


def test_rates_count_every_run_once() -> None:
    for number in range(20):
        runs = runs_of(random_terms(number), 50)
        counts = Counter(row["outcome"] for row in rows_of(runs))
        rates = ending_rates(runs)
        for name, outcome in RATES.items():
            assert rates[name].value == counts[outcome] / 50
            assert rates[name].low <= rates[name].value <= rates[name].high
        assert sum(rate.value for rate in rates.values()) == pytest.approx(1.0)


def test_rates_have_the_interval_that_was_asked_for() -> None:
    runs = {"outcome": [1, 1, 5]}
    wide, narrow = (ending_rates(runs, level)["agreement"] for level in (0.99, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_delay_counts_the_rounds_that_were_lost() -> None:
    outcomes = list(RATES.values())
    runs = {"round": [4] * 5, "outcome": outcomes}
    lost = dict(zip(outcomes, delay_in_rounds(runs).tolist(), strict=True))
    assert lost == {
        Outcome.DEAL: 4, Outcome.BREAKDOWN: 4, Outcome.WALKED_OUT: 4,
        Outcome.EXPIRED: 5, Outcome.TRUCE_RUNNING: 5,
    }  # fmt: skip


def test_time_to_deal_leaves_other_endings_out() -> None:
    scenario = load_scenario("buenos-aires-2018")
    runs = runs_of(scenario.terms(), 500)
    rounds = [row["round"] for row in rows_of(runs) if row["outcome"] == Outcome.DEAL]
    assert 0 < len(rounds) < 500
    assert time_to_deal(runs).tolist() == rounds
    assert mean_of(time_to_deal(runs)).value == pytest.approx(np.mean(rounds))
    days = delay_in_days(runs, scenario.time.days_per_round.value)
    assert days.max() == scenario.time.days_per_round.value * delay_in_rounds(runs).max()


def test_frames_of_pandas_will_do() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"round": [1, 3], "outcome": [1, 5], "payoff_us": 0.5, "payoff_cn": 1})
    assert delay_in_rounds(frame).tolist() == [1, 4]
    assert both_sides(frame, "payoff").tolist() == [[0.5, 1.0], [0.5, 1.0]]
