"""Solution points against linear programs, a search, and the closed forms of the theory."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest
from scipy.optimize import linprog, minimize_scalar

from negotiation.measures import SolutionPoints, solution_points
from negotiation.measures.bargaining_solutions import (
    best_for_cn,
    best_for_us,
    utilitarian_face,
    vertices_of,
)
from negotiation.measures.distances import distance_to_frontier, distances_on, gain_left
from negotiation.theory import axiomatic
from negotiation.theory.frontier import Frontier, logrolling_frontier
from tests.measures.samples import Floats

CLOSE = 1e-8
FEW_OR_ALL = pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.slow)])
PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))


class Case(NamedTuple):
    """Weights of both sides, a disagreement point below the frontier, and the frontier."""

    us: Floats
    cn: Floats
    d: Floats
    frontier: Frontier


def weights(generator: np.random.Generator, issues: int) -> Floats:
    """Weights that sum to 1; some issues mean nothing to a side."""
    drawn = generator.dirichlet(np.full(issues, 0.7))
    drawn = np.where(generator.random(issues) < 0.2, 0.0, drawn)
    drawn[generator.integers(issues)] += 1e-3
    return np.asarray(drawn / drawn.sum())


def cases(count: int) -> Iterator[Case]:
    """Random problems with 1 to 8 issues."""
    generator = np.random.default_rng(1950)
    for number in range(count):
        us, cn = (weights(generator, number % 8 + 1) for _ in range(2))
        frontier = logrolling_frontier(tuple(us), tuple(cn))
        corner = frontier.vertices[generator.integers(len(frontier.vertices))]
        d = generator.uniform(-0.3, 0.9, 2) * np.minimum(corner, 0.5)
        yield Case(us, cn, d, frontier)


def best_package(case: Case, gain: Floats, least: Floats) -> Floats:
    """Utilities of the package with the most of `gain` . u, each u at least `least`: a program."""
    program = linprog(
        -(gain[0] * case.us - gain[1] * case.cn),
        A_ub=np.array([-case.us, case.cn]),
        b_ub=np.array([-least[0], case.cn.sum() - least[1]]),
        bounds=(0, 1),
    )
    assert program.success, program.message
    return np.array([case.us @ program.x, case.cn @ (1 - program.x)])


def last_on_ray(case: Case, direction: Floats) -> Floats:
    """Last point d + s * direction that a package reaches or betters: a program in (x, s)."""
    issues = len(case.us)
    program = linprog(
        np.append(np.zeros(issues), -1.0),
        A_ub=np.array([np.append(-case.us, direction[0]), np.append(case.cn, direction[1])]),
        b_ub=np.array([-case.d[0], case.cn.sum() - case.d[1]]),
        bounds=[(0, 1)] * issues + [(0, None)],
    )
    assert program.success, program.message
    return np.asarray(case.d + program.x[-1] * direction)


def points_of(case: Case) -> SolutionPoints:
    return SolutionPoints(*(each[0] for each in solution_points(case.frontier, case.d)))


@FEW_OR_ALL
def test_linear_programs_find_the_same_points(count: int) -> None:
    floor = np.full(2, -1.0)
    for case in cases(count):
        found = points_of(case)
        best = best_package(case, np.ones(2), floor)
        assert found.utilitarian.sum() == pytest.approx(best.sum(), abs=CLOSE)
        np.testing.assert_allclose(found.egalitarian, last_on_ray(case, np.ones(2)), atol=CLOSE)
        ideal_us = best_package(case, np.array([1.0, 0.0]), np.array([-1.0, case.d[1]]))[0]
        ideal_cn = best_package(case, np.array([0.0, 1.0]), np.array([case.d[0], -1.0]))[1]
        direction = np.array([ideal_us, ideal_cn]) - case.d
        expected = last_on_ray(case, direction)
        np.testing.assert_allclose(found.kalai_smorodinsky, expected, atol=CLOSE)


def dual_height(case: Case, u_us: float) -> float:
    """Most that China gets where the US gets `u_us`: least over prices of the dual program."""
    priced = case.us > 0
    prices = np.append(0.0, case.cn[priced] / case.us[priced])
    worth = np.maximum(prices[:, None] * case.us, case.cn).sum(axis=1)
    return float((worth - prices * max(u_us, 0.0)).min())


@FEW_OR_ALL
def test_a_search_along_the_dual_finds_the_nash_point(count: int) -> None:
    for case in cases(count):
        most = best_package(case, np.array([1.0, 0.0]), np.array([-1.0, case.d[1]]))[0]

        def loss(u_us: float, case: Case = case) -> float:
            gains = (u_us - case.d[0], dual_height(case, u_us) - case.d[1])
            return -float(np.log(np.maximum(gains, 1e-300)).sum())

        search = minimize_scalar(
            loss, bounds=(case.d[0], most), method="bounded", options={"xatol": 1e-11}
        )
        found = points_of(case).nash
        assert loss(found[0]) <= search.fun + 1e-9
        np.testing.assert_allclose(found, [search.x, dual_height(case, search.x)], atol=1e-5)


@FEW_OR_ALL
def test_arrays_and_theory_agree(count: int) -> None:
    for case in cases(count):
        found, d = points_of(case), (case.d[0], case.d[1])
        for name in ("nash", "kalai_smorodinsky", "egalitarian"):
            expected = getattr(axiomatic, name)(case.frontier, d)
            np.testing.assert_allclose(getattr(found, name), expected, atol=1e-9, err_msg=name)
        expected = sum(axiomatic.utilitarian(case.frontier))
        assert found.utilitarian.sum() == pytest.approx(expected, abs=1e-12)


@FEW_OR_ALL
def test_solutions_lie_on_the_frontier(count: int) -> None:
    for case in cases(count):
        found = points_of(case)
        rows = np.array([found.nash, found.kalai_smorodinsky, found.utilitarian])
        assert distance_to_frontier(case.frontier, rows).max() < 1e-9
        assert gain_left(case.frontier, rows).max() < 1e-9
        assert (rows[:2] > case.d).all()
        equal = found.egalitarian - case.d
        assert equal[0] == pytest.approx(equal[1], abs=1e-12)


@FEW_OR_ALL
def test_frontier_against_the_dual(count: int) -> None:
    for case in cases(count):
        u_us = np.linspace(-0.1, case.frontier.vertices[-1][0], 20)
        heights = [dual_height(case, each) for each in u_us]
        np.testing.assert_allclose(best_for_cn(case.frontier, u_us), heights, atol=1e-12)
        back = best_for_us(case.frontier, np.array(heights))
        assert (back >= u_us - 1e-9).all()


@FEW_OR_ALL
def test_gain_left_against_a_linear_program(count: int) -> None:
    generator = np.random.default_rng(2)
    for case in cases(count):
        package = generator.random(len(case.us))
        point = np.array([case.us @ package, case.cn @ (1 - package)])
        best = best_package(case, np.ones(2), point - 1e-12)
        left = gain_left(case.frontier, point[None, :])[0]
        assert left == pytest.approx(best.sum() - point.sum(), abs=CLOSE)


def test_distance_to_the_frontier_against_many_points_on_it() -> None:
    generator = np.random.default_rng(3)
    for case in cases(40):
        corners = vertices_of(case.frontier)
        steps = np.linspace(0, 1, 2001)[:, None]
        line = [a + steps * (b - a) for a, b in pairwise(corners)]
        line = np.concatenate([*line, corners])
        points = generator.uniform(0, 0.5, (5, 2))
        nearest = np.linalg.norm(points[:, None] - line[None], axis=2).min(axis=1)
        np.testing.assert_allclose(distance_to_frontier(case.frontier, points), nearest, atol=1e-6)


def test_many_disagreement_points_at_once() -> None:
    frontier = logrolling_frontier((0.5, 0.3, 0.2), (0.1, 0.3, 0.6))
    d = np.random.default_rng(4).uniform(0, 0.5, (50, 2))
    together = solution_points(frontier, d)
    for row in range(50):
        alone = solution_points(frontier, d[row])
        for many, one in zip(together, alone, strict=True):
            np.testing.assert_array_equal(many[row], one[0])


def test_without_room_for_gains_there_is_no_point_but_the_utilitarian() -> None:
    found = solution_points(PIE, [(0.5, 0.5), (1.0, -0.5), (0.25, 0.25)])
    for points in found[:3]:
        assert np.isnan(points[:2]).all()
        np.testing.assert_allclose(points[2], [0.5, 0.5])
    assert found.utilitarian.tolist() == [[0.5, 0.5]] * 3


def test_a_frontier_of_one_point() -> None:
    harmony = logrolling_frontier((1.0, 0.0), (0.0, 1.0))
    for points in solution_points(harmony, (0.25, 0.25)):
        assert points.tolist() == [[1.0, 1.0]]
    found = distances_on(harmony, np.array([[1.0, 0.5]]), np.zeros((1, 2)))
    assert (found.frontier[0], found.gain_left[0], found.utilitarian[0]) == (0.5, 0.5, 0.5)
    assert found.efficiency[0] == 0.75


def test_equal_gains_may_leave_something_to_one_side() -> None:
    frontier = logrolling_frontier((0.0, 1.0), (0.5, 0.5))
    found = solution_points(frontier, (0.0, -1.0))
    assert found.egalitarian.tolist() == [[1.0, 0.0]]
    assert gain_left(frontier, found.egalitarian).tolist() == [0.5]


def test_several_utilitarian_points() -> None:
    frontier = Frontier(((0.0, 1.0), (0.5, 0.75), (0.75, 0.5), (1.0, 0.0)))
    assert utilitarian_face(frontier).tolist() == [[0.5, 0.75], [0.75, 0.5]]
    found = distances_on(frontier, np.array([[0.5, 0.75], [0.625, 0.625]]), np.zeros((2, 2)))
    assert found.utilitarian.tolist() == [0.0, 0.0]
    assert solution_points(frontier, (0.0, 0.0)).utilitarian.tolist() == [[0.625, 0.625]]
