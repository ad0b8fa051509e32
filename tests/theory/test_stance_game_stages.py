"""Equilibria of small games, their selection, and their export."""

import re
from itertools import product

import numpy as np
import pytest

from negotiation.terms import Phase, ProposerRule, Side
from negotiation.theory.calendar import solve_calendar
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.frontier import Frontier, logrolling_frontier
from negotiation.theory.gambit import alternating_offers_text, normal_form_text
from negotiation.theory.selection import SelectionRule, select
from negotiation.theory.stage_games import Equilibrium, equilibria, regrets
from negotiation.theory.stance_regimes import Regime, regime_of
from negotiation.theory.stationary_stages import at_values, stationary_equilibria
from tests.build_terms import build_terms

PIE = Frontier(((0.0, 1.0), (1.0, 0.0)))


def random_game(seed: int, m: int, n: int) -> Floats:
    return np.random.default_rng(seed).uniform(size=(2, m, n))


def keys(found: tuple[Equilibrium, ...]) -> set[tuple[float, ...]]:
    return {tuple(round(p, 7) + 0.0 for p in e.us + e.cn) for e in found}


def swapped(payoffs: Floats) -> Floats:
    return payoffs[::-1].swapaxes(1, 2).copy()


# ------------------------------------------------------------------ equilibria


@pytest.mark.filterwarnings(r"ignore:\s*An even number of:RuntimeWarning:nashpy")
@pytest.mark.parametrize(("m", "n"), [(1, 1), (2, 2), (2, 4), (3, 3), (4, 4)])
def test_random_games_against_nashpy(m: int, n: int) -> None:
    nashpy = pytest.importorskip("nashpy")
    for seed in range(25):
        payoffs = random_game(seed, m, n)
        theirs = nashpy.Game(payoffs[0], payoffs[1]).support_enumeration()
        wanted = {tuple(round(float(p), 7) + 0.0 for p in (*x, *y)) for x, y in theirs}
        found = equilibria(payoffs)
        assert keys(found) >= wanted  # it may miss one by its tolerance, and says so
        assert len(found) % 2 == 1
        for e in found:
            assert max(regrets(payoffs, np.array(e.us), np.array(e.cn))) <= 1e-9


def test_a_game_that_does_not_come_back_is_a_plain_one() -> None:
    for seed in range(25):
        payoffs = random_game(seed, 3, 3)
        found = stationary_equilibria(payoffs, np.zeros((2, 3, 3)))
        assert keys(found) == keys(equilibria(payoffs))


def test_stationary_equilibria_are_equilibria_at_their_own_values() -> None:
    for seed in range(20):
        A, K = random_game(seed, 3, 3), 0.9 * random_game(seed + 1000, 3, 3)
        for e in stationary_equilibria(A, K):
            x, y = np.array(e.us), np.array(e.cn)
            game = at_values(A, K, e.value)
            assert max(regrets(game, x, y)) <= 1e-9
            assert float(x @ game[0] @ y) == pytest.approx(e.value[0], abs=1e-9)
            assert keys(equilibria(game)) >= {tuple(round(p, 7) + 0.0 for p in e.us + e.cn)}


def test_copies_are_left_out() -> None:
    payoffs = np.array([[[2.0, 0.0, 0.0], [1.0, 1.0, 1.0]], [[2.0, 1.0, 1.0], [0.0, 1.0, 1.0]]])
    assert all(e.cn[2] == 0 for e in equilibria(payoffs))
    assert all(e.cn[2] == 0 for e in stationary_equilibria(payoffs, np.zeros((2, 2, 3))))


def test_a_tie_in_best_replies_is_no_obstacle() -> None:
    payoffs = np.array([[[1.0, 1.0], [1.0, 0.0]], [[1.0, 1.0], [0.0, 1.0]]])
    assert len(equilibria(payoffs)) >= 1
    flat = np.zeros((2, 2, 2)) + np.arange(2.0)[None, :, None]
    assert equilibria(flat)[0].us == (0.0, 1.0)


def test_singular_supports_are_skipped() -> None:
    payoffs = np.array([[[1.0, 0.0], [1.0, 2.0]], [[1.0, 0.0], [1.0, 0.0]]])
    assert (1.0, 0.0, 1.0, 0.0) in keys(equilibria(payoffs))
    assert keys(stationary_equilibria(payoffs, np.zeros((2, 2, 2)))) >= keys(equilibria(payoffs))
    constant = np.array([[[1.0, 2.0], [1.0, 2.0 + 1e-11]], [[1.0, 0.0], [1.0, 0.0]]])
    assert equilibria(constant)


def test_payoffs_are_numbers() -> None:
    with pytest.raises(ValueError, match="finite"):
        equilibria(np.full((2, 2, 2), np.nan))
    with pytest.raises(ValueError, match="weights of coming back"):
        stationary_equilibria(np.zeros((2, 1, 1)), np.ones((2, 1, 1)))


# ------------------------------------------------------------------ selection

CHICKEN = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
STAG = np.array([[[9.0, 0.0], [8.0, 7.0]], [[9.0, 8.0], [0.0, 7.0]]])


@pytest.mark.parametrize("rule", list(SelectionRule))
def test_swapping_the_sides_swaps_the_choice(rule: SelectionRule) -> None:
    other = {
        SelectionRule.FAVOUR_US: SelectionRule.FAVOUR_CN,
        SelectionRule.FAVOUR_CN: SelectionRule.FAVOUR_US,
    }.get(rule, rule)
    for game in [CHICKEN, STAG, *(random_game(seed, 3, 3) for seed in range(30))]:
        one = select(equilibria(game), game, rule)
        two = select(equilibria(swapped(game)), swapped(game), other)
        assert one.us == pytest.approx(two.cn, abs=1e-9)
        assert one.value == pytest.approx(two.value[::-1], abs=1e-9)


def test_what_the_rules_choose() -> None:
    found = equilibria(STAG)
    assert select(found, STAG, SelectionRule.PARETO).us == (1.0, 0.0)
    assert select(found, STAG, SelectionRule.RISK_DOMINANT).us == (0.0, 1.0)
    assert 0 < select(found, STAG, SelectionRule.SYMMETRIC_MIXED).us[0] < 1
    assert select(found, STAG, SelectionRule.FAVOUR_CN).us == (1.0, 0.0)
    assert select(equilibria(CHICKEN), CHICKEN, SelectionRule.FAVOUR_CN).value == (1.0, 3.0)


def test_a_pareto_tie_with_equal_values_stays_efficient() -> None:
    twins = np.array([[[2.0, 0.0], [0.0, 2.0]], [[2.0, 0.0], [0.0, 2.0]]])
    assert select(equilibria(twins), twins, SelectionRule.PARETO).value == (2.0, 2.0)


def test_something_must_be_there_to_choose() -> None:
    with pytest.raises(ValueError, match="equilibrium to choose"):
        select((), CHICKEN, SelectionRule.PARETO)


def test_a_knifes_edge_has_no_regime() -> None:
    payoffs = np.zeros((2, 4, 4))
    assert regime_of(payoffs) is Regime.OTHER
    payoffs[:, 0] = np.nan
    assert regime_of(payoffs) is Regime.OTHER


# ------------------------------------------------------------------ export


def read_normal_form(text: str) -> Floats:
    """Read a file of two players with equally many strategies."""
    names, body = text.split('""\n', 1)
    m = len(re.findall(r'"[^"]*"', names.splitlines()[1]))
    numbers = np.array([float(x) for x in body.split()])
    return numbers.reshape(m, m, 2).transpose(2, 1, 0)


def test_a_stage_game_survives_the_file() -> None:
    for seed in range(5):
        payoffs = random_game(seed, 4, 4)
        text = normal_form_text("stage", ("OFFER", "TALK", "DEMAND", "WAIT"), payoffs)
        assert np.array_equal(read_normal_form(text), payoffs)
        assert keys(equilibria(read_normal_form(text))) == keys(equilibria(payoffs))


def test_the_file_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="payoffs must be"):
        normal_form_text("stage", ("O",), np.zeros((2, 2, 2)))
    with pytest.raises(ValueError, match="quotation mark"):
        normal_form_text('a "stage"', ("O",), np.zeros((2, 1, 1)))


class Tree:
    """Solve an extensive form by reading its lines in the order of play."""

    def __init__(self, text: str) -> None:
        self.lines = iter(text.split("\n\n", 1)[1].strip().splitlines())
        self.nodes = 0

    def solve(self) -> tuple[float, float]:
        line, self.nodes = next(self.lines), self.nodes + 1
        if line.startswith("t"):
            us, cn = re.search(r"\{ (\S+), (\S+) \}", line).groups()  # type: ignore[union-attr]
            return float(us), float(cn)
        actions = len(re.findall(r'"', line.split("{")[1])) // 2
        player = int(line.split()[2]) - 1
        return max((self.solve() for _ in range(actions)), key=lambda value: value[player])


def grid_value(
    frontier: Frontier, d: tuple[float, float], c: tuple[float, float], rounds: int, steps: int
) -> tuple[float, float]:
    tree = Tree(alternating_offers_text("offers", frontier, d, c, (0.0, 0.0), rounds, steps))
    return tree.solve()


def exact_value(
    w1: tuple[float, ...], w2: tuple[float, ...], d: tuple[float, float], c: tuple[float, float],
    rounds: int,
) -> list[float]:  # fmt: skip
    ends = {"disagreement_for_ever": False, "disagreement_value": 0.0}
    terms = build_terms(
        us=ends | {"weights": (w1,), "discount": d[0], "flow_cost": (c[0],)},
        cn=ends | {"weights": (w2,), "discount": d[1], "flow_cost": (c[1],)},
        profile_prior=((1.0,),),
        n_rounds=rounds,
        initial_phase=Phase.FORMAL,
        proposer_rule=ProposerRule.ALTERNATE,
        first_proposer=Side.US,
    )
    node = Node(0, Phase.FORMAL, 0, next_proposer=Side.US)
    found: list[float] = solve_calendar(terms).value(node)[:, 1].tolist()
    return found


def test_a_tree_that_holds_the_exact_offers_has_the_exact_value() -> None:
    found = grid_value(PIE, (0.5, 0.5), (0.0, 0.0), 3, 4)
    assert list(found) == pytest.approx(exact_value((1.0,), (1.0,), (0.5, 0.5), (0.0, 0.0), 3))
    assert found[0] == pytest.approx(0.75)


def test_finer_grids_come_closer() -> None:
    w1, w2, d, c = (0.6, 0.4), (0.3, 0.7), (0.9, 0.8), (0.0, 0.015)
    exact = exact_value(w1, w2, d, c, 2)
    frontier = logrolling_frontier(w1, w2)
    off = [abs(grid_value(frontier, d, c, 2, steps)[0] - exact[0]) for steps in (6, 12, 24, 48)]
    assert all(distance <= 2 / steps for distance, steps in zip(off, (6, 12, 24, 48), strict=True))
    assert off[-1] < off[0] / 3


def test_offers_of_every_size_are_tried() -> None:
    text = alternating_offers_text("offers", PIE, (0.9, 0.9), (0.0, 0.0), (0.0, 0.0), 3, 4)
    tree = Tree(text)
    tree.solve()
    assert tree.nodes == len(text.split("\n\n", 1)[1].strip().splitlines())
    assert {line[0] for line in text.split("\n\n", 1)[1].strip().splitlines()} == {"p", "t"}


def test_large_trees_are_refused() -> None:
    with pytest.raises(ValueError, match="at most 10000 nodes"):
        alternating_offers_text("offers", PIE, (0.9, 0.9), (0.0, 0.0), (0.0, 0.0), 6, 9)


def test_every_pure_profile_of_a_small_tree_agrees_with_backward_induction() -> None:
    d = 0.5
    best = grid_value(PIE, (d, d), (0.0, 0.0), 1, 2)
    outcomes = []
    for offer, accepts in product(range(3), product((False, True), repeat=3)):
        outcomes.append((offer, accepts))
    stable = [
        (offer, accepts)
        for offer, accepts in outcomes
        if all(accepts[k] or k == 0 for k in range(3))
        and (1 - offer / 2) * accepts[offer] >= max((1 - k / 2) * accepts[k] for k in range(3))
    ]
    values = {(1 - offer / 2) * accepts[offer] for offer, accepts in stable}
    assert best[0] in values


def test_choices_that_differ_by_rounding_are_not_both_dropped() -> None:
    twins = np.array([[[1.0], [1.0 + 1e-15]], [[0.0], [0.0]]])
    (found,) = equilibria(twins)
    assert max(found.us) == 1.0
    assert found.value == pytest.approx((1.0, 0.0))
