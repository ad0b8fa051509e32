"""Distances of deals in runs: each run against its own frontier and disagreement point."""

import numpy as np
import pytest

from negotiation.batches import Columns
from negotiation.errors import InputError
from negotiation.measures import deal_distances, decompose, frontier_of
from negotiation.scenario import load_scenario
from negotiation.terms import Outcome
from negotiation.theory import axiomatic
from tests.build_terms import mirrored
from tests.measures.cases import random_terms, rows_of, runs_of


def test_every_run_has_its_own_frontier_and_reservations() -> None:
    compared = 0
    for number in range(30):
        terms = random_terms(number)
        runs = runs_of(terms, 10)
        found = deal_distances(runs, terms)
        for at, row in enumerate(rows_of(runs)):
            if row["outcome"] != Outcome.DEAL:
                assert np.isnan(found.efficiency[at])
                continue
            frontier = frontier_of(terms, row["profile_us"], row["profile_cn"])
            d = (row["reservation_us"], row["reservation_cn"])
            deal = np.array([row["deal_utility_us"], row["deal_utility_cn"]])
            best = sum(axiomatic.utilitarian(frontier))
            assert found.efficiency[at] == pytest.approx(deal.sum() / best, abs=1e-12)
            if np.isnan(found.nash[at]):
                with pytest.raises(ValueError, match="must be able to gain"):
                    axiomatic.nash(frontier, d)
                continue
            compared += 1
            for name in ("nash", "kalai_smorodinsky", "egalitarian"):
                apart = np.linalg.norm(deal - getattr(axiomatic, name)(frontier, d))
                assert getattr(found, name)[at] == pytest.approx(apart, abs=1e-9), name
    assert compared > 50


def test_deals_lie_on_or_below_the_frontier() -> None:
    below = 0
    for number in range(30):
        terms = random_terms(number)
        found = deal_distances(runs_of(terms, 40), terms)
        kept = np.isfinite(found.efficiency)
        assert (found.efficiency[kept] <= 1 + 1e-12).all()
        gap = found.frontier[kept] > 1e-9
        np.testing.assert_array_equal(gap, found.gain_left[kept] > 1e-9)
        below += int(gap.sum())
    assert below > 20


def swapped(runs: Columns) -> Columns:
    """The same runs with the names of the sides exchanged."""
    other = {"_us": "_cn", "_cn": "_us"}
    return {name[:-3] + other.get(name[-3:], name[-3:]): each for name, each in runs.items()}


def test_the_sides_may_be_exchanged() -> None:
    for number in range(30):
        terms = random_terms(number)
        runs = runs_of(terms, 20)
        one = deal_distances(runs, terms)
        other = deal_distances(swapped(runs), mirrored(terms))
        for name, values in vars(one).items():
            np.testing.assert_allclose(values, getattr(other, name), atol=1e-9, err_msg=name)
        parts, others = decompose(runs, terms), decompose(swapped(runs), mirrored(terms))
        for name, values in parts.parts():
            np.testing.assert_array_equal(values, getattr(others, name), err_msg=name)


def test_a_run_is_measured_alike_alone_and_in_a_batch() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    runs = runs_of(terms, 60)
    found = deal_distances(runs, terms)
    for row in range(60):
        alone = deal_distances({name: each[row : row + 1] for name, each in runs.items()}, terms)
        for name, values in vars(alone).items():
            np.testing.assert_array_equal(values, getattr(found, name)[row : row + 1])


def test_disagreement_point_may_be_given() -> None:
    terms = load_scenario("split-the-pie").terms()
    runs = runs_of(terms, 5)
    deals = np.stack([runs["deal_utility_us"], runs["deal_utility_cn"]], axis=1)
    point = np.array([0.5, 0.25])
    for given in (point, np.tile(point, (5, 1))):
        found = deal_distances(runs, terms, given)
        expected = np.linalg.norm(deals - [0.625, 0.375], axis=1)
        np.testing.assert_allclose(found.nash, expected, atol=1e-12)
    with pytest.raises(InputError, match=r"disagreement: has the shape \(4, 2\)"):
        deal_distances(runs, terms, np.zeros((4, 2)))
