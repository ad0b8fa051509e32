"""Timing strategies against one another: simulation and estimates."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from negotiation import play
from negotiation.cli.metagame_text import metagame_text
from negotiation.draws import run_draws
from negotiation.errors import InputError
from negotiation.metagame import MetaGame, estimate, play_all, tournament
from negotiation.metagame.game import BOOTSTRAP_DRAWS
from negotiation.metagame.tournament import names_enough
from negotiation.play import Negotiation, cast
from negotiation.play_batch import begin_plainly
from negotiation.records import run_record
from negotiation.scenario import load_scenario
from negotiation.strategies import StrategyError
from negotiation.theory.domain import DomainError
from negotiation.theory.replicator import replicator
from tests.test_symmetry import mirrored_chance

NAMES = ["offer", "talk", "demand:3", "hazard:0.3"]
SYMMETRIC = load_scenario("two-issue")


@cache
def estimated() -> MetaGame:
    return estimate(SYMMETRIC, NAMES, runs=60, seed=3)


@pytest.fixture
def game() -> MetaGame:
    return estimated()


# ------------------------------------------------------------------ simulation


@pytest.mark.parametrize(
    ("name", "us", "cn"),
    [
        ("two-issue", ["demand", "equilibrium"], ["talk:2", "hazard"]),
        ("buenos-aires-2018", ["demand"], ["eve", "hazard"]),
        pytest.param("buenos-aires-2018", ["equilibrium"], ["talk"], marks=pytest.mark.slow),
    ],
)
def test_a_pair_plays_as_if_it_were_cast_alone(name: str, us: list[str], cn: list[str]) -> None:
    meeting = tournament(name, us, cn)
    for pair in meeting.pairs:
        alone = cast(name, *pair)
        for stream in range(4):
            segment = meeting.segment(*pair, seed=5, runs=1)._replace(first_stream=stream)
            negotiation = begin_plainly(segment, stream)
            while not negotiation.closed:
                negotiation.advance()
            assert run_record(negotiation.state) == Negotiation(alone, 5, stream).run()


def test_payoffs_are_those_of_the_runs_under_common_chance(game: MetaGame) -> None:
    assert game.payoffs.shape == (4, 4, 60, 2)
    record = Negotiation(cast(SYMMETRIC, us="demand:3", cn="talk"), 3, 17).run()
    assert tuple(game.payoffs[2, 1, 17]) == (record["payoff_us"], record["payoff_cn"])


def test_long_plays_are_played_part_by_part(
    game: MetaGame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("negotiation.metagame.tournament"), "PART", 7)
    assert (estimate(SYMMETRIC, NAMES, runs=60, seed=3).payoffs == game.payoffs).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["two-issue", "buenos-aires-2018"])
def test_compiled_plays_give_the_same_numbers(name: str) -> None:
    from negotiation.engine.batch import simulate

    names = ["offer", "talk:2", "hazard", "mirror", "equilibrium"]
    plain = estimate(name, names, runs=40, seed=9)
    compiled = estimate(name, names, runs=40, seed=9, simulate=simulate)
    assert (compiled.payoffs == plain.payoffs).all()


def test_a_failing_strategy_is_told() -> None:
    def failing(me: Any, game: Any, draw: Any) -> Any:
        raise ValueError("lost")

    meeting = tournament("two-issue", ["talk"])
    casting = cast("two-issue", us=failing, cn="talk")
    with pytest.raises(StrategyError, match="lost"):
        play_all(replace(meeting, castings={"talk": casting}), runs=2)


def test_a_list_for_each_side(game: MetaGame) -> None:
    part = estimate(SYMMETRIC, ["talk"], ["offer", "demand:3"], runs=60, seed=3)
    assert (part.payoffs[0, 1] == game.payoffs[1, 2]).all()
    assert part.rule == "highest sum"
    assert part.selected in part.solutions.equilibria


def test_mirrored_chance_mirrors_the_matrix_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SYMMETRIC.mirrored().terms() == SYMMETRIC.terms()
    plain = estimate(SYMMETRIC, NAMES, runs=5).payoffs
    monkeypatch.setattr(play, "run_draws", lambda *where: mirrored_chance(run_draws(*where)))
    mirrored = estimate(SYMMETRIC, NAMES, runs=5).payoffs
    assert (mirrored == plain.swapaxes(0, 1)[..., ::-1]).all()


def test_a_symmetric_scenario_gives_a_symmetric_game_within_errors(game: MetaGame) -> None:
    gap = game.payoffs - game.payoffs.swapaxes(0, 1)[..., ::-1]
    error = gap.std(axis=2, ddof=1) / np.sqrt(game.runs)
    assert (np.abs(gap.mean(axis=2)) <= 4.5 * error + 1e-9).all()


def test_nothing_beats_the_solved_stance_where_both_bargain_as_solved() -> None:
    names = ["offer", "talk:1", "demand:60", "equilibrium"]
    meeting = estimate(SYMMETRIC, names, ["equilibrium"], runs=150, tactic="equilibrium")
    gain = meeting.payoffs[:3, 0, :, 0] - meeting.payoffs[3, 0, :, 0]
    error = gain.std(axis=1, ddof=1) / np.sqrt(meeting.runs)
    assert (gain.mean(axis=1) <= 3.5 * error).all()


def test_everything_that_a_name_is_enough_for_plays_by_default() -> None:
    meeting = tournament("two-issue")
    assert list(meeting.us) == list(meeting.cn) == names_enough()
    assert "equilibrium" in meeting.us
    assert meeting.left_out == ()


def test_a_scenario_without_a_solution_leaves_the_solved_strategy_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unsolved(*_: object) -> None:
        raise DomainError("too hard")

    monkeypatch.setattr("negotiation.scenario.solved.with_solution", unsolved)
    meeting = tournament("two-issue")
    assert "equilibrium" not in meeting.us
    assert meeting.left_out == ("equilibrium (has no solution to play: too hard)",)
    with pytest.raises(InputError, match="no solution"):
        tournament("two-issue", ["talk", "equilibrium"])
    with pytest.raises(InputError, match="no solution"):
        tournament("two-issue", tactic="equilibrium")


def test_progress_is_told_after_every_pair() -> None:
    told: list[tuple[int, int]] = []
    estimate("two-issue", ["offer", "talk"], runs=2, progress=lambda *now: told.append(now))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize(
    ("names", "runs", "problem"),
    [(["talk", "talk"], 2, "twice"), ([], 2, "empty"), (["ofer"], 2, "ofer"), (["talk"], 1, "few")],
)
def test_mistakes_are_named(names: list[str], runs: int, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        estimate("two-issue", names, runs=runs)


# ------------------------------------------------------------------ estimates


def test_equilibria_are_equilibria_and_sorted(game: MetaGame) -> None:
    first, *others = game.outlooks
    assert first.selected
    assert not any(row.selected for row in others)
    assert all(row.regret <= 1e-6 for row in game.outlooks)
    assert all(0.0 <= row.kept <= 1.0 for row in game.outlooks)
    assert [row.kept for row in others] == sorted((row.kept for row in others), reverse=True)


def test_regrets_vanish_on_the_support(game: MetaGame) -> None:
    for interval, chances in zip(game.regrets, (game.selected.us, game.selected.cn), strict=True):
        assert interval.value[np.array(chances) > 0] == pytest.approx(0.0, abs=1e-9)
        assert (interval.low <= interval.high).all()
        assert (interval.low >= 0).all()


def test_intervals_hold_the_means_and_shrink_with_runs(game: MetaGame) -> None:
    value, low, high = game.intervals
    assert (low <= value + 1e-12).all()
    assert (value <= high + 1e-12).all()
    fewer = estimate(SYMMETRIC, NAMES, runs=15, seed=3).intervals
    assert (high - low).mean() < (fewer.high - fewer.low).mean()
    normal = 2 * 1.96 * game.payoffs.std(axis=2) / np.sqrt(game.runs)
    assert (high - low).mean() == pytest.approx(normal.mean(), rel=0.1)


def test_the_bootstrap_is_paired_and_the_same_each_time(game: MetaGame) -> None:
    again = estimate(SYMMETRIC, NAMES, runs=60, seed=3)
    assert game.draws.shape == (BOOTSTRAP_DRAWS, 2, 4, 4)
    assert (again.draws == game.draws).all()
    both = estimate(SYMMETRIC, ["talk", "stubborn_talk"], runs=20)
    assert np.abs(both.draws[:, :, 0] - both.draws[:, :, 1]).max() <= 1e-12
    assert both.alike[0] == (("talk", "stubborn_talk"),)


def made_up(means: list[list[list[float]]]) -> MetaGame:
    payoffs = np.repeat(np.array(means).transpose(1, 2, 0)[:, :, None], 3, axis=2)
    names = ("offer", "talk")
    return MetaGame(SYMMETRIC, names, names, payoffs)


def test_a_game_without_noise_is_certain() -> None:
    sure = made_up([[[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]])
    (only,) = sure.outlooks
    assert (only.kept, only.equilibrium.us) == (1.0, (0.0, 1.0))
    assert sure.dominated == (("offer",), ("offer",))
    assert sure.replicator_regret == pytest.approx(0.0, abs=1e-6)


def test_words_for_dynamics_that_never_rest_or_rest_elsewhere() -> None:
    circling = made_up([[[2.0, -1.0], [-1.0, 1.0]], [[-2.0, 1.0], [1.0, -1.0]]])
    short = replicator(circling.means, np.full(2, 0.5), np.full(2, 0.5), most_steps=50)
    circling.__dict__["replicator"] = short
    assert "does not come to rest within 50 steps" in metagame_text(circling, 80)
    ties = made_up([[[1.0, 1.0], [1.0, 1.0]], [[1.0, 1.0], [1.0, 1.0]]])
    assert "No difference in any payoff" in metagame_text(ties, 80)


def test_words_for_a_search_cut_short_and_a_rest_that_is_no_equilibrium(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("negotiation.theory.meta_game.MOST_SUPPORTS", 0)
    monkeypatch.setattr(MetaGame, "replicator_regret", 0.1)
    monkeypatch.setattr("negotiation.cli.metagame_text.MOST_EQUILIBRIA", 1)
    text = " ".join(metagame_text(made_up([[[3.0, 0.0], [0.0, 1.0]]] * 2), 80).split())
    assert "all pure ones and one more" in text
    assert "could gain 10.0 there: no equilibrium" in text
    assert "and 1 more, see --json" in text
