"""Who tables first and what that brings, against plain loops and the symmetry of the game."""

from statistics import fmean

import numpy as np
import pytest

from negotiation.batches import Columns, Segment
from negotiation.engine.batch import simulate
from negotiation.errors import InputError
from negotiation.measures import (
    first_mover_advantage,
    first_tabler_shares,
    leverage_given_up,
    paired_first_mover_advantage,
)
from negotiation.play import cast, play
from negotiation.scenario import load_scenario
from negotiation.terms import Side, Stance
from tests.measures.cases import SIDES, random_terms, rows_of, runs_of

RUNS = 200


def point(us: str, cn: str) -> Columns:
    """Runs of the two-issue scenario with these timing strategies, always with the same draws."""
    return runs_of(cast("two-issue", us=us, cn=cn).scenario.terms(), RUNS)


def test_shares_count_every_run_once() -> None:
    for number in range(20):
        runs = runs_of(random_terms(number), 50)
        shares = first_tabler_shares(runs)
        assert sum(share.value for share in shares.values()) == pytest.approx(1.0)
        assert shares["us"].value == fmean(row["first_tabler"] == Side.US for row in rows_of(runs))
        assert all(share.n == 50 for share in shares.values())


def test_the_side_that_offers_tables_first() -> None:
    assert first_tabler_shares(point("offer", "demand"))["us"].value == 1.0
    assert first_tabler_shares(point("demand", "offer"))["cn"].value == 1.0


def test_leverage_given_up_is_a_mean_over_stances() -> None:
    terms = [load_scenario(name).terms() for name in ("stubborn", "buenos-aires-2018")]
    found = simulate([Segment(each, 7, 0, 20) for each in terms], keep_rounds=True)
    assert found.rounds is not None
    means = leverage_given_up(found.rounds, found.n_rounds)
    np.testing.assert_array_equal(found.n_rounds, found.runs["round"] + 1)
    rows, at, some = rows_of(found.rounds), 0, 0
    for run, count in enumerate(found.n_rounds):
        mine = rows[at : at + count]
        at += count
        for side in SIDES:
            taken = [row for row in mine if row[f"stance_{side}"] != Stance.NONE]
            expected = fmean(row[f"leverage_given_up_{side}"] for row in taken)
            assert means[side][run] == pytest.approx(expected, abs=1e-12)
            some += expected != 0
    assert some > 10


def test_leverage_given_up_without_a_stance_is_unknown() -> None:
    played = play(cast("two-issue"), seed=7)
    columns = {
        f"{name}_{side}": [row[f"{name}_{side}"] for row in played.rounds]
        for name in ("stance", "leverage_given_up")
        for side in SIDES
    }
    means = leverage_given_up(columns, [len(played.rounds), 0])
    assert np.isnan(means["us"]).tolist() == [False, True]
    with pytest.raises(InputError, match=r"rows, but \d+ rounds of 2 runs"):
        leverage_given_up(columns, [len(played.rounds), 1])


def test_advantage_within_a_point() -> None:
    terms = load_scenario("two-issue").terms()
    runs = runs_of(terms._replace(us=terms.us._replace(hazard=0.5)), RUNS)
    runs["first_tabler"] = np.resize([0, 1, 2, -1], RUNS)
    found = first_mover_advantage(runs)
    rows = rows_of(runs)
    for side, own, other in (("us", 0, 1), ("cn", 1, 0)):
        means = [
            fmean(row[f"payoff_{side}"] for row in rows if row["first_tabler"] == code)
            for code in (own, other)
        ]
        assert found[side].value == pytest.approx(means[0] - means[1], abs=1e-12)
        assert found[side].n == RUNS // 2


def test_advantage_is_unknown_where_one_side_always_tables_first() -> None:
    found = first_mover_advantage(point("offer", "demand"))
    assert np.isnan(found["us"].value)
    assert np.isnan(found["cn"].low)


def test_paired_advantage_between_two_points() -> None:
    us_first, cn_first = point("offer", "demand"), point("demand", "offer")
    found = paired_first_mover_advantage(us_first, cn_first)
    gain_us = us_first["payoff_us"] - cn_first["payoff_us"]
    assert found["us"].value == pytest.approx(gain_us.mean(), abs=1e-12)
    gain_cn = cn_first["payoff_cn"] - us_first["payoff_cn"]
    assert found["cn"].value == pytest.approx(gain_cn.mean(), abs=1e-12)
    assert found["us"].n == RUNS
    swapped = paired_first_mover_advantage(cn_first, us_first)
    assert swapped["us"].n == 0


def test_paired_advantage_counts_pairs_in_which_both_indeed_moved_first() -> None:
    us_first, cn_first = point("offer", "demand"), point("demand", "offer")
    us_first["first_tabler"][:50] = -1
    cn_first["first_tabler"][40:60] = 0
    found = paired_first_mover_advantage(us_first, cn_first)
    gain = (us_first["payoff_us"] - cn_first["payoff_us"])[60:]
    assert found["us"].n == RUNS - 60
    assert found["us"].value == pytest.approx(gain.mean(), abs=1e-12)


def test_paired_advantage_needs_the_same_replicates() -> None:
    fewer = {name: values[1:] for name, values in point("demand", "offer").items()}
    with pytest.raises(InputError, match="200 and 199 replicates are no pairs"):
        paired_first_mover_advantage(point("offer", "demand"), fewer)
