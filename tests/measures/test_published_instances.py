"""A thousand published bargaining problems (OpenSpiel, Apache licence), where it is installed."""

from itertools import product

import numpy as np
import pytest

from negotiation.measures import solution_points
from negotiation.measures.bargaining_solutions import best_for_cn, vertices_of
from negotiation.measures.distances import distance_to_frontier
from negotiation.measures.surplus import efficient_surplus
from negotiation.theory.frontier import logrolling_frontier
from tests.build_terms import build_terms
from tests.measures.samples import Floats

pyspiel = pytest.importorskip("pyspiel", reason="OpenSpiel is not installed")
TOTAL = 10.0  # what all items together are worth to each side


def problems() -> list[tuple[Floats, Floats, Floats]]:
    """Number of items of each kind, and both sides' weights of a whole kind."""
    instances = pyspiel.load_game("bargaining").all_instances()
    found = []
    for instance in instances:
        pool = np.array(instance.pool, dtype=np.float64)
        us, cn = (pool * np.array(values) / TOTAL for values in instance.values)
        found.append((pool, us, cn))
    return found


def divisions(pool: Floats, us: Floats, cn: Floats) -> Floats:
    """Utilities of both sides in every division of whole items: (divisions, 2)."""
    kept = np.array(list(product(*(range(int(items) + 1) for items in pool)))) / pool
    return np.column_stack([kept @ us, (1 - kept) @ cn])


def test_there_are_a_thousand() -> None:
    found = problems()
    assert len(found) == 1000
    assert all(us.sum() == pytest.approx(1) == cn.sum() for _, us, cn in found)


def test_points_are_feasible_and_the_discrete_optimum_is_the_utilitarian_one() -> None:
    for pool, us, cn in problems():
        frontier = logrolling_frontier(tuple(us), tuple(cn))
        whole = divisions(pool, us, cn)
        assert (whole[:, 1] <= best_for_cn(frontier, whole[:, 0]) + 1e-12).all()
        found = solution_points(frontier, (0.0, 0.0))
        best = whole.sum(axis=1).max()
        assert found.utilitarian.sum() == pytest.approx(best, abs=1e-12)
        terms = build_terms(us={"weights": (tuple(us),)}, cn={"weights": (tuple(cn),)})
        assert efficient_surplus(terms)[0, 0] == pytest.approx(best, abs=1e-12)
        assert found.nash.prod() >= whole.prod(axis=1).max() - 1e-12
        for points in (found.nash, found.kalai_smorodinsky, found.utilitarian):
            assert distance_to_frontier(frontier, points)[0] < 1e-9
        assert found.egalitarian.min() >= whole.min(axis=1).max() - 1e-12


def test_every_corner_of_the_frontier_is_a_division_of_whole_items() -> None:
    for pool, us, cn in problems():
        corners = vertices_of(logrolling_frontier(tuple(us), tuple(cn)))
        apart = np.linalg.norm(corners[:, None] - divisions(pool, us, cn)[None], axis=2)
        assert apart.min(axis=1).max() < 1e-12
