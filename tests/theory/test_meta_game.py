"""Games between strategies: known games, known dynamics, known robustness."""

from itertools import pairwise

import numpy as np
import pytest

from negotiation.theory import meta_game
from negotiation.theory.domain import DomainError
from negotiation.theory.dominance import alike, dominated
from negotiation.theory.endogenous_timing import early_probability, price_duopoly
from negotiation.theory.large_game import PROGRAM_REGRET, any_equilibrium, pure_equilibria
from negotiation.theory.meta_game import entry_regrets, solutions, supports_to_try
from negotiation.theory.meta_robustness import kept_share
from negotiation.theory.replicator import replicator, replicator_path, velocity
from negotiation.theory.stage_games import Equilibrium, equilibria, regrets

DILEMMA = np.array([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
CHICKEN = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
PENNIES = np.array([[[1.0, -1.0], [-1.0, 1.0]], [[-1.0, 1.0], [1.0, -1.0]]])
ROWS = np.array([[0.0, -1.0, 1.0], [1.0, 0.0, -1.0], [-1.0, 1.0, 0.0]])
ROCK_PAPER_SCISSORS = np.array([ROWS, -ROWS])
NOTHING = np.zeros((2, 2, 3))
UNIFORM = np.full(2, 0.5)


def timing_game(gamma: float) -> np.ndarray:
    payoffs = price_duopoly(gamma)
    own = np.array([[payoffs.both_early, payoffs.leader], [payoffs.follower, payoffs.both_late]])
    return np.array([own, own.T])


def worst(A: np.ndarray, found: Equilibrium) -> float:
    return max(regrets(A, np.array(found.us), np.array(found.cn)))


# ------------------------------------------------------------------ equilibria


def test_the_dilemma_has_one_equilibrium() -> None:
    (found,) = solutions(DILEMMA).equilibria
    assert (found.us, found.cn, found.value) == ((0.0, 1.0), (0.0, 1.0), (1.0, 1.0))


def test_chicken_has_two_pure_equilibria_and_a_mixed_one() -> None:
    one, another, mixed = solutions(CHICKEN).equilibria
    assert (one.value, another.value) == ((3.0, 1.0), (1.0, 3.0))
    assert mixed.us == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("game", [PENNIES, ROCK_PAPER_SCISSORS])
def test_games_of_pure_conflict_mix_evenly(game: np.ndarray) -> None:
    (found,) = solutions(game).equilibria
    assert found.us == pytest.approx([1 / game.shape[1]] * game.shape[1])
    assert found.value == pytest.approx((0.0, 0.0))


@pytest.mark.parametrize("gamma", [0.2, 0.5, 0.9])
def test_the_timing_game_mixes_as_its_closed_form(gamma: float) -> None:
    *_, mixed = solutions(timing_game(gamma)).equilibria
    assert mixed.us[0] == pytest.approx(early_probability(price_duopoly(gamma)), rel=1e-9)


def test_a_large_game_gets_its_pure_equilibria_and_one_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert solutions(CHICKEN).complete
    monkeypatch.setattr(meta_game, "MOST_SUPPORTS", 1)
    found = solutions(CHICKEN)
    assert not found.complete
    assert {each.value for each in pure_equilibria(CHICKEN)} <= {e.value for e in found.equilibria}
    (only,) = solutions(ROCK_PAPER_SCISSORS).equilibria
    assert only.us == pytest.approx([1 / 3] * 3)
    assert len(solutions(DILEMMA).equilibria) == 1


def test_where_enumeration_finds_nothing_the_program_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(payoffs: np.ndarray) -> None:
        raise DomainError

    monkeypatch.setattr(meta_game, "equilibria", nothing)
    found = solutions(PENNIES)
    assert not found.complete
    assert worst(PENNIES, found.equilibria[0]) <= PROGRAM_REGRET


@pytest.mark.parametrize("seed", range(40))
def test_the_program_solves_games_with_many_ties(seed: int) -> None:
    A = np.round(3 * np.random.default_rng(seed).random((2, 4, 5)))
    assert worst(A, any_equilibrium(A)) <= 1e-9


@pytest.mark.parametrize("seed", range(10))
def test_the_program_finds_one_of_the_enumerated(seed: int) -> None:
    A = np.random.default_rng(seed).random((2, 4, 4))
    found = any_equilibrium(A)
    assert any(np.allclose(found.us, e.us) and np.allclose(found.cn, e.cn) for e in equilibria(A))


def test_a_game_without_differences() -> None:
    assert worst(NOTHING, any_equilibrium(NOTHING)) == 0.0
    assert [each.value for each in pure_equilibria(NOTHING)] == [(0.0, 0.0)]
    assert supports_to_try(NOTHING) == 1


# ------------------------------------------------------------------ regrets, dominance, copies


@pytest.mark.parametrize("game", [DILEMMA, CHICKEN, PENNIES, ROCK_PAPER_SCISSORS, timing_game(0.5)])
def test_no_strategy_of_an_equilibrium_is_regretted(game: np.ndarray) -> None:
    for found in solutions(game).equilibria:
        us, cn = entry_regrets(game, np.array(found.us), np.array(found.cn))
        assert us[np.array(found.us) > 0] == pytest.approx(0.0, abs=1e-12)
        assert cn[np.array(found.cn) > 0] == pytest.approx(0.0, abs=1e-12)
        assert min(us.min(), cn.min()) >= 0.0


def test_regrets_of_many_draws_at_once() -> None:
    x, y = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    us, cn = entry_regrets(np.array([DILEMMA, CHICKEN]), x, y)
    for k, game in enumerate((DILEMMA, CHICKEN)):
        assert us[k] == pytest.approx(entry_regrets(game, x, y)[0])
        assert cn[k] == pytest.approx(entry_regrets(game, x, y)[1])


def test_dominated_strategies() -> None:
    assert dominated(DILEMMA) == ((0,), (0,))
    assert dominated(CHICKEN) == ((), ())


def test_strategies_that_cannot_be_told_apart() -> None:
    twice = CHICKEN[:, [0, 1, 0]]
    assert alike(twice) == (((0, 2),), ())
    assert alike(NOTHING) == (((0, 1),), ((0, 1, 2),))


# ------------------------------------------------------------------ dynamics


def test_imitation_ends_in_the_strict_equilibrium() -> None:
    end = replicator(DILEMMA, np.array([0.99, 0.01]), np.array([0.9, 0.1]))
    assert end.at_rest
    assert end.us == pytest.approx((0.0, 1.0), abs=1e-6)


@pytest.mark.parametrize(("start", "winner"), [((0.6, 0.3), 0), ((0.3, 0.6), 1)])
def test_chicken_goes_to_the_side_that_starts_bolder(
    start: tuple[float, float], winner: int
) -> None:
    x, y = np.array([start[0], 1 - start[0]]), np.array([start[1], 1 - start[1]])
    end = replicator(CHICKEN, x, y)
    assert end.at_rest
    assert (end.us[0], end.cn[0])[winner] == pytest.approx(1.0, abs=1e-6)


def test_the_mixture_of_two_alike_populations_is_stable_between_them() -> None:
    start = np.array([0.2, 0.8])
    us, cn = replicator_path(CHICKEN, start, start, steps=90)
    assert us[-1] == pytest.approx((0.5, 0.5), abs=1e-3)
    assert us == pytest.approx(cn)


def test_pure_conflict_circles_and_its_average_is_the_equilibrium() -> None:
    end = replicator(PENNIES, np.array([0.7, 0.3]), UNIFORM, step=0.1, most_steps=5000)
    assert not end.at_rest
    assert end.average_us == pytest.approx((0.5, 0.5), abs=0.02)
    assert end.average_cn == pytest.approx((0.5, 0.5), abs=0.02)


def test_pure_conflict_keeps_its_constant_of_motion() -> None:
    us, cn = replicator_path(PENNIES, np.array([0.7, 0.3]), UNIFORM, steps=400, step=0.1)
    constant = np.log(us).sum(axis=1) + np.log(cn).sum(axis=1)
    assert constant == pytest.approx(constant[0], abs=1e-6)


def test_steps_follow_the_velocity() -> None:
    x, y = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    us, cn = replicator_path(CHICKEN / 3.0, x, y, steps=1, step=1e-5)
    rate_us, rate_cn = velocity(CHICKEN, x, y)
    assert (us[1] - us[0]) / 1e-5 == pytest.approx(rate_us / 3.0, rel=1e-4)
    assert (cn[1] - cn[0]) / 1e-5 == pytest.approx(rate_cn / 3.0, rel=1e-4)


def test_rest_points_stay_and_absent_strategies_stay_absent() -> None:
    end = replicator(PENNIES, UNIFORM, UNIFORM)
    assert (end.steps, end.at_rest, end.average_us) == (0, True, (0.5, 0.5))
    assert replicator(DILEMMA, np.array([1.0, 0.0]), np.array([1.0, 0.0])).us == (1.0, 0.0)
    assert replicator(NOTHING, UNIFORM, np.full(3, 1 / 3)).at_rest


def test_losers_shrink_all_the_way() -> None:
    us, _ = replicator_path(DILEMMA, UNIFORM, UNIFORM, steps=50)
    assert all(later < earlier for earlier, later in pairwise(us[:, 0]))


# ------------------------------------------------------------------ robustness


def noisy(game: np.ndarray, size: float, draws: int = 400) -> np.ndarray:
    return game + size * np.random.default_rng(1).standard_normal((draws, *game.shape))


def test_a_strict_equilibrium_survives_small_noise() -> None:
    (found,) = solutions(DILEMMA).equilibria
    assert kept_share(noisy(DILEMMA, 1e-3), found) == 1.0


def test_noise_as_large_as_the_gains_leaves_an_equilibrium_in_doubt() -> None:
    (found,) = solutions(DILEMMA).equilibria
    shares = [kept_share(noisy(DILEMMA, size), found) for size in (0.3, 1.0, 100.0)]
    assert 1.0 > shares[0] > shares[1] > shares[2]
    assert shares[2] == pytest.approx(0.25, abs=0.07)  # two coins


def test_the_support_of_a_mixture_survives_small_noise_only() -> None:
    (found,) = solutions(ROCK_PAPER_SCISSORS).equilibria
    assert kept_share(noisy(ROCK_PAPER_SCISSORS, 1e-3, 50), found) == 1.0
    assert kept_share(noisy(ROCK_PAPER_SCISSORS, 3.0, 200), found) < 0.5


def test_supports_of_different_size_are_lost() -> None:
    found = Equilibrium((0.5, 0.5), (1.0, 0.0, 0.0), (0.0, 0.0))
    assert kept_share(noisy(NOTHING, 1e-3, 20), found) == 0.0


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    "game", [np.zeros((2, 2)), np.zeros((3, 2, 2)), np.zeros((2, 0, 2)), np.full((2, 1, 1), np.nan)]
)
def test_what_is_no_game_is_refused(game: np.ndarray) -> None:
    with pytest.raises(ValueError, match="payoffs must"):
        solutions(game)


@pytest.mark.parametrize("mixture", [np.array([0.5, 0.4]), np.array([1.5, -0.5])])
def test_what_is_no_mixture_is_refused(mixture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="x must be probabilities"):
        entry_regrets(CHICKEN, mixture, UNIFORM)
    with pytest.raises(ValueError, match="y must be probabilities"):
        replicator(CHICKEN, UNIFORM, mixture)


def test_steps_must_go_somewhere() -> None:
    with pytest.raises(ValueError, match="step must be positive"):
        replicator(CHICKEN, UNIFORM, UNIFORM, step=0.0)
    with pytest.raises(ValueError, match="most_steps"):
        replicator(CHICKEN, UNIFORM, UNIFORM, most_steps=0)
    with pytest.raises(ValueError, match="steps"):
        replicator_path(CHICKEN, UNIFORM, UNIFORM, steps=0)


def test_robustness_needs_draws_of_the_same_game() -> None:
    found = Equilibrium((1.0, 0.0), (1.0, 0.0), (0.0, 0.0))
    for draws in (CHICKEN, np.zeros((0, 2, 2, 2)), np.zeros((5, 2, 2, 3))):
        with pytest.raises(ValueError, match="draws must have the shape"):
            kept_share(draws, found)
