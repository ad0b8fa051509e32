"""Several issues: frontiers against linear programming, bargaining against value iteration."""

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random import Generator
from scipy.optimize import linprog

from negotiation.theory import agenda, axiomatic, flow_costs, package_bargaining
from negotiation.theory.frontier import (
    Frontier,
    efficient_package,
    issue_order,
    logrolling_frontier,
)

Array = npt.NDArray[np.float64]
DRAWS, ISSUES = 1000, 4
W1, W2 = np.random.default_rng(20181130).dirichlet(np.ones(ISSUES), (2, DRAWS))
FRONTIERS = [logrolling_frontier(tuple(a), tuple(b)) for a, b in zip(W1, W2, strict=True)]
PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))


@pytest.fixture
def generator() -> Generator:
    return np.random.default_rng(1)


def dual_height(w1: Array, w2: Array, u1: Array) -> Array:
    """Best u2 for a given u1: the minimum over prices of u1 of the dual, for every draw."""
    prices = np.concatenate([np.zeros((DRAWS, 1)), w2 / w1], axis=1)
    worth = np.maximum(prices[:, :, None] * w1[:, None, :], w2[:, None, :]).sum(axis=2)
    return np.asarray((worth - prices * np.maximum(u1, 0)[:, None]).min(axis=1))


def test_frontier_against_the_dual(generator: Generator) -> None:
    u1 = generator.uniform(0, 1, DRAWS)
    computed = np.array([f.best_for_2(u) for f, u in zip(FRONTIERS, u1, strict=True)])
    np.testing.assert_allclose(computed, dual_height(W1, W2, u1), atol=1e-9)
    back = np.array([f.best_for_1(u) for f, u in zip(FRONTIERS, computed, strict=True)])
    np.testing.assert_allclose(back, u1, atol=1e-9)


SOME_OR_ALL = pytest.mark.parametrize("draws", [100, pytest.param(DRAWS, marks=pytest.mark.slow)])


@SOME_OR_ALL
def test_packages_against_linear_programming(draws: int, generator: Generator) -> None:
    targets = generator.uniform(0, 1, draws)
    for w1, w2, u1 in zip(W1[:draws], W2[:draws], targets, strict=True):
        best = linprog(w2, A_eq=w1[None, :], b_eq=[u1], bounds=(0, 1))
        shares = np.array(efficient_package(tuple(w1), tuple(w2), u1))
        np.testing.assert_allclose([w1 @ shares, w2 @ shares], [u1, best.fun], atol=1e-9)
        assert np.count_nonzero((shares > 1e-12) & (shares < 1 - 1e-12)) <= 1


def test_issues_worthless_to_one_side_or_to_both() -> None:
    w1, w2 = (0.4, 0.6, 0.0, 0.0), (0.0, 0.5, 0.5, 0.0)
    assert issue_order(w1, w2) == (0, 1, 2)
    frontier = logrolling_frontier(w1, w2)
    assert frontier.vertices == ((0.4, 1.0), (1.0, 0.5))
    assert (frontier.best_for_2(0.1), frontier.best_for_1(0.2)) == (1.0, 1.0)
    assert efficient_package(w1, w2, 1.0) == (1.0, 1.0, 0.0, 0.0)


def test_a_frontier_may_be_a_single_point() -> None:
    harmony = logrolling_frontier((1.0, 0.0), (0.0, 1.0))
    assert harmony.vertices == ((1.0, 1.0),)
    assert harmony.best_for_2(0.3) == 1.0
    assert axiomatic.nash(harmony, (0.2, 0.5)) == (1.0, 1.0)
    assert axiomatic.egalitarian(harmony, (0.0, 0.0)) == (1.0, 1.0)
    assert package_bargaining.alternating(harmony, 0.9, 0.9).by_1 == (1.0, 1.0)


def threat_points(generator: Generator) -> Array:
    height = np.array(
        [f.best_for_2(u) for f, u in zip(FRONTIERS, np.full(DRAWS, 0.3), strict=True)]
    )
    d1 = generator.uniform(-0.2, 0.3, DRAWS)
    return np.column_stack([d1, generator.uniform(-0.2, 0.95, DRAWS) * height])


def test_nash_satisfies_the_variational_inequality(generator: Generator) -> None:
    for frontier, d in zip(FRONTIERS, threat_points(generator), strict=True):
        beta = generator.uniform(0.1, 0.9)
        u = axiomatic.nash(frontier, (d[0], d[1]), beta)
        assert u[1] == pytest.approx(frontier.best_for_2(u[0]), abs=1e-9)
        for v in frontier.vertices:
            slope = beta * (v[0] - u[0]) / (u[0] - d[0])
            assert slope + (1 - beta) * (v[1] - u[1]) / (u[1] - d[1]) <= 1e-9


def test_nash_against_a_dense_search(generator: Generator) -> None:
    grid = np.linspace(0, 1, 2001)
    for frontier, d in zip(FRONTIERS, threat_points(generator), strict=True):
        heights = np.interp(grid, *np.array(frontier.vertices).T)
        product = np.where((grid > d[0]) & (heights > d[1]), (grid - d[0]) * (heights - d[1]), -1)
        u = axiomatic.nash(frontier, (d[0], d[1]))
        assert (u[0] - d[0]) * (u[1] - d[1]) >= product.max() - 1e-12
        assert abs(u[0] - grid[product.argmax()]) < 0.0005 + 1e-9


def test_proportional_solutions_against_the_dual(generator: Generator) -> None:
    threats = threat_points(generator)
    for solve in (axiomatic.kalai_smorodinsky, axiomatic.egalitarian):
        u = np.array([solve(f, (d[0], d[1])) for f, d in zip(FRONTIERS, threats, strict=True)])
        on_frontier = np.abs(u[:, 1] - dual_height(W1, W2, u[:, 0])) < 1e-9
        at_the_end = (np.abs(u.max(axis=1) - 1) < 1e-9) | (u.min(axis=1) < 0)
        assert np.all(on_frontier | at_the_end)
        ideal = np.array(
            [
                axiomatic.ideal_point(f, (d[0], d[1]))
                for f, d in zip(FRONTIERS, threats, strict=True)
            ]
        )
        aims = ideal - threats if solve is axiomatic.kalai_smorodinsky else np.ones((DRAWS, 2))
        gains = u - threats
        np.testing.assert_allclose(gains[:, 0] * aims[:, 1], gains[:, 1] * aims[:, 0], atol=1e-9)


@SOME_OR_ALL
@pytest.mark.parametrize("solution", ["kalai_smorodinsky", "egalitarian"])
def test_proportional_solutions_against_linear_programming(
    solution: str, draws: int, generator: Generator
) -> None:
    for k, d in enumerate(np.maximum(threat_points(generator)[:draws], 0)):
        ideal = axiomatic.ideal_point(FRONTIERS[k], (d[0], d[1]))
        aim = np.subtract(ideal, d) if solution == "kalai_smorodinsky" else np.ones(2)
        # variables: shares and step; u1 = w1 s >= d1 + step aim1, u2 = w2 (1 - s) >= d2 + step aim2
        rows = np.vstack([np.append(-W1[k], aim[0]), np.append(W2[k], aim[1])])
        bounds = [(0, 1)] * ISSUES + [(0, None)]
        best = linprog([0] * ISSUES + [-1], A_ub=rows, b_ub=[-d[0], 1 - d[1]], bounds=bounds)
        u = getattr(axiomatic, solution)(FRONTIERS[k], (d[0], d[1]))
        np.testing.assert_allclose(u, d - best.fun * aim, atol=1e-9)


def test_utilitarian_sum_against_issue_by_issue_maximum() -> None:
    sums = np.array([sum(axiomatic.utilitarian(frontier)) for frontier in FRONTIERS])
    np.testing.assert_allclose(sums, np.maximum(W1, W2).sum(axis=1), atol=1e-9)


def draws_of_games(generator: Generator) -> tuple[Array, ...]:
    d1, d2 = generator.uniform(0.5, 0.96, (2, DRAWS))
    c1, c2 = generator.uniform(0, 0.1, (2, DRAWS))
    c1[: DRAWS // 4] = c2[: DRAWS // 4] = 0
    return d1, d2, c1, c2


def test_alternating_packages_against_value_iteration(generator: Generator) -> None:
    d1, d2, c1, c2 = draws_of_games(generator)
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(800):
        v1, v2 = dual_height(W2, W1, d2 * v2 - c2), dual_height(W1, W2, d1 * v1 - c1)
    computed = [
        package_bargaining.alternating(*game)
        for game in zip(FRONTIERS, d1, d2, c1, c2, strict=True)
    ]
    np.testing.assert_allclose([offers.by_1[0] for offers in computed], v1, atol=1e-9)
    np.testing.assert_allclose([offers.by_2[1] for offers in computed], v2, atol=1e-9)


@pytest.mark.slow
def test_coin_packages_against_value_iteration(generator: Generator) -> None:
    d1, d2, c1, c2 = draws_of_games(generator)
    p = generator.uniform(0.1, 0.9, DRAWS)
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(2500):
        k1, k2 = np.maximum(d1 * v1 - c1, 0), np.maximum(d2 * v2 - c2, 0)
        v1, v2 = (
            p * dual_height(W2, W1, k2) + (1 - p) * k1,
            p * k2 + (1 - p) * dual_height(W1, W2, k1),
        )
    games = list(zip(FRONTIERS, d1, d2, c1, c2, p, strict=True))
    values = np.array([package_bargaining.coin_values(*game) for game in games])
    np.testing.assert_allclose(values, np.column_stack([v1, v2]), atol=1e-9)
    left = np.array([package_bargaining.coin(*game).by_1[1] for game in games])
    np.testing.assert_allclose(left, np.maximum(d2 * v2 - c2, 0), atol=1e-9)


def test_swapping_the_players_swaps_the_packages(generator: Generator) -> None:
    for k, (d1, d2, c1, c2) in enumerate(zip(*draws_of_games(generator), strict=True)):
        swapped = logrolling_frontier(tuple(W2[k]), tuple(W1[k]))
        one = package_bargaining.coin(FRONTIERS[k], d1, d2, c1, c2, 0.3)
        two = package_bargaining.coin(swapped, d2, d1, c2, c1, 0.7)
        np.testing.assert_allclose(one.by_1, two.by_2[::-1], atol=1e-9)
        np.testing.assert_allclose(one.by_2, two.by_1[::-1], atol=1e-9)


def test_frequent_package_offers_are_the_limit(generator: Generator) -> None:
    r1, r2 = generator.uniform(0.02, 0.1, (2, DRAWS))
    c1, c2 = generator.uniform(0, 0.02, (2, DRAWS))
    for game in zip(FRONTIERS, r1, r2, c1, c2, strict=True):
        frontier, a, b, e, f = game
        limit = np.array(package_bargaining.frequent_offers(*game))
        distances = []
        for D in (0.02, 0.0002):
            offers = package_bargaining.alternating(
                frontier, np.exp(-a * D), np.exp(-b * D), e * D, f * D
            )
            distances.append(
                max(np.abs(limit - offers.by_1).max(), np.abs(limit - offers.by_2).max())
            )
        # the distance is of first order in D, with a constant that a steep frontier magnifies
        assert distances[1] <= distances[0] / 50 + 1e-9


def test_two_issue_formula_against_the_general_solver(generator: Generator) -> None:
    h = generator.uniform(0.51, 0.9, DRAWS)
    d1, d2 = generator.uniform(0.6, 0.98, (2, DRAWS))
    c1, c2 = generator.uniform(0, 0.03, (2, DRAWS))
    for w, *game in zip(h, d1, d2, c1, c2, strict=True):
        frontier = logrolling_frontier((w, 1 - w), (1 - w, w))
        general = package_bargaining.alternating(frontier, *game).by_1[0]
        try:
            special = package_bargaining.two_issue_opener(w, *game)
        except ValueError:
            refusals = (game[0] * general - game[2], frontier.best_for_2(general))
            assert max(refusals) > w or min(refusals) <= 0
        else:
            assert special == pytest.approx(general, abs=1e-9)


def test_one_issue_is_bargaining_with_flow_costs(generator: Generator) -> None:
    d1, d2 = generator.uniform(0.5, 0.9, (2, DRAWS))
    c1, c2 = generator.uniform(0, 0.03, (2, DRAWS))
    for game in zip(d1, d2, c1, c2, strict=True):
        package = package_bargaining.alternating(PIE, *game).by_1[0]
        assert package == pytest.approx(flow_costs.opener_share(*game), abs=1e-9)


def test_a_side_that_cannot_wait_gets_the_least_there_is() -> None:
    offers = package_bargaining.alternating(PIE, 0.5, 0.9, 0.9, 0.0)
    assert offers.by_2 == (0.0, 1.0)
    assert package_bargaining.alternating(PIE, 0.9, 0.5, 0.0, 0.9).by_1 == (1.0, 0.0)


def test_agenda_against_backward_induction(generator: Generator) -> None:
    h, d = generator.uniform(0.5, 0.56, DRAWS), generator.uniform(0.5, 0.96, DRAWS)
    # value of issue 2 to its opener and its responder, then issue 1 by iteration on proposals
    opener, responder = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(2000):
        opener = 1 - d * (1 - d * opener)
    responder = 1 - opener
    v1, v2 = np.zeros(DRAWS), np.zeros(DRAWS)
    for _ in range(2000):
        keep1 = 1 - (d * v2 - h * opener) / (1 - h)
        keep2 = 1 - (d * v1 - (1 - h) * opener) / h
        v1, v2 = h * keep1 + (1 - h) * responder, (1 - h) * keep2 + h * responder
    for k in range(DRAWS):
        try:
            u1, u2 = agenda.sequential_agenda(h[k], d[k])
        except ValueError:
            assert not 0 <= keep1[k] <= 1 or not 0 <= keep2[k] <= 1
        else:
            assert u1 == pytest.approx(v1[k], abs=1e-9)
            assert u2 == pytest.approx((1 - h[k]) * (1 - keep1[k]) + h[k] * opener[k], abs=1e-9)


def test_issue_by_issue_loss_is_what_the_package_adds(generator: Generator) -> None:
    for h in generator.uniform(0.5, 0.99, DRAWS):
        frontier = logrolling_frontier((h, 1 - h), (1 - h, h))
        gained = axiomatic.nash(frontier, (0.0, 0.0))[0] - 0.5
        assert agenda.issue_by_issue_loss(h) == pytest.approx(gained, abs=1e-9)
