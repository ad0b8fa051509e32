"""All pairs of timing strategies, played under the same chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from negotiation.batches import Segment, Simulated
from negotiation.errors import InputError
from negotiation.metagame.game import Floats, MetaGame
from negotiation.play import Casting, cast
from negotiation.play_batch import simulate_plainly, strategies_of
from negotiation.scenario import Scenario, load_scenario
from negotiation.scenario.catalogue import strategy_names, timing_member
from negotiation.strategies import StrategyError
from negotiation.terms import Side, Timing

DEFAULT_RUNS = 100
FEWEST_RUNS = 2  # one run says nothing about its own error
TRIALS = 8
PART = 10_000  # runs played in one call: a whole record is held of each

Progress = Callable[[int, int], None]
"""Called after each pair with the number of pairs done and of all pairs."""

Simulate = Callable[[Sequence[Segment]], Simulated]
"""Plays segments: `simulate_plainly`, or with the same numbers `simulate` of the engine."""


@dataclass(frozen=True)
class Tournament:
    """Strategies that are to meet, each cast against itself: what a side has in any pair.

    Parameters
    ----------
    scenario : Scenario
        The negotiation.
    us, cn : tuple of str
        Strategies of the sides, with their numbers (`talk:4`).
    tactic : str or None
        Tactic of both sides; None leaves the scenario's.
    castings : mapping
        Casting of each strategy against itself.
    left_out : tuple of str
        Strategies of the default list that cannot play here, and why.
    """

    scenario: Scenario
    us: tuple[str, ...]
    cn: tuple[str, ...]
    tactic: str | None
    castings: Mapping[str, Casting]
    left_out: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All pairs, those of the first US strategy first."""
        return [(us, cn) for us in self.us for cn in self.cn]

    def segment(self, us: str, cn: str, seed: int, runs: int) -> Segment:
        """Runs of a pair; the terms of a side do not depend on what the other plays."""
        ours, theirs = self.castings[us], self.castings[cn]
        terms = ours.scenario.terms()._replace(cn=theirs.scenario.terms().cn)
        outside = ours.strategies.get(Side.US), theirs.strategies.get(Side.CN)
        return Segment(terms, seed, 0, runs, *outside)


def tournament(
    scenario: Scenario | str,
    names_us: Sequence[str] | None = None,
    names_cn: Sequence[str] | None = None,
    tactic: str | None = None,
) -> Tournament:
    """Put strategies into a scenario and solve it where one of them needs that.

    Without names all strategies play that a name is enough for; those that cannot play in this
    scenario are left out and named. Raises InputError for an unknown or repeated name, and for a
    given strategy that cannot play.

    Examples
    --------
    >>> meeting = tournament("two-issue", ["offer", "talk:2"])
    >>> meeting.cn, len(meeting.pairs), meeting.left_out
    (('offer', 'talk:2'), 4, ())
    """
    loaded = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    given = [list(names) for names in (names_us, names_cn) if names is not None]
    if not given:
        return default_tournament(loaded, tactic)
    us, cn = given[0], given[-1]
    if names_us is None or names_cn is None:
        us = cn = given[0]
    for names in (us, cn):
        refuse_repeats(names)
    castings = {name: ready(loaded, name, tactic) for name in dict.fromkeys([*us, *cn])}
    return Tournament(loaded, tuple(us), tuple(cn), tactic, castings)


def refuse_repeats(names: Sequence[str]) -> None:
    """Refuse an empty list and a strategy that is in it twice."""
    if not names:
        raise InputError("strategies", "", "the list is empty", "at least one strategy")
    for name in names:
        if list(names).count(name) > 1:
            raise InputError("strategies", "", f"{name!r} is in the list twice", "each once")


def ready(scenario: Scenario, name: str, tactic: str | None) -> Casting:
    """One strategy against itself, solved where it needs that."""
    casting = cast(scenario, us=name, cn=name, us_tactic=tactic, cn_tactic=tactic)
    casting.scenario.terms()
    return casting


def default_tournament(scenario: Scenario, tactic: str | None) -> Tournament:
    """All strategies that a name is enough for, less those that cannot play here."""
    castings, left_out = {}, []
    for name in names_enough():
        try:
            castings[name] = ready(scenario, name, tactic)
        except InputError as error:
            if timing_member(name) != Timing.EQUILIBRIUM:
                raise
            left_out.append(f"{name} ({error.problem})")
    names = tuple(castings)
    return Tournament(scenario, names, names, tactic, castings, tuple(left_out))


def names_enough() -> list[str]:
    """Timing strategies that need no object; registered ones among them.

    Examples
    --------
    >>> "talk" in names_enough(), "custom" in names_enough()
    (True, False)
    """
    return [name for name in strategy_names() if name != Timing.CUSTOM.name.lower()]


def play_all(
    meeting: Tournament,
    runs: int = DEFAULT_RUNS,
    seed: int = 0,
    progress: Progress | None = None,
    simulate: Simulate = simulate_plainly,
) -> MetaGame:
    """Play every pair on the streams 0 to runs - 1 of one seed: common random numbers."""
    if runs < FEWEST_RUNS:
        raise InputError("runs", "", f"{runs} runs are too few", f"at least {FEWEST_RUNS}")
    payoffs = np.empty((len(meeting.us), len(meeting.cn), runs, 2))
    for number, (us, cn) in enumerate(meeting.pairs):
        at = divmod(number, len(meeting.cn))
        payoffs[at] = payoffs_of(meeting.segment(us, cn, seed, runs), simulate)
        if progress is not None:
            progress(number + 1, len(meeting.pairs))
    return MetaGame(
        meeting.scenario, meeting.us, meeting.cn, payoffs, seed, meeting.tactic, meeting.left_out
    )


def payoffs_of(segment: Segment, simulate: Simulate) -> Floats:
    """Payoffs of both sides, one row a run; strategies from outside play in plain Python.

    Raises StrategyError where a strategy from outside fails.
    """
    how = simulate_plainly if strategies_of(segment) else simulate
    payoffs = np.empty((segment.count, 2))
    for first in range(0, segment.count, PART):
        rows = payoffs[first : first + PART]
        found = how([segment._replace(first_stream=segment.first_stream + first, count=len(rows))])
        for problem in found.failures.values():
            raise StrategyError(problem)
        rows[:, 0], rows[:, 1] = found.runs["payoff_us"], found.runs["payoff_cn"]
    return payoffs


def expected_seconds(meeting: Tournament, runs: int, seed: int) -> float:
    """Time that all runs will take in plain Python, from a few that are timed."""
    pairs = meeting.pairs[:: max(1, len(meeting.pairs) // TRIALS)]
    start = perf_counter()
    for us, cn in pairs:
        payoffs_of(meeting.segment(us, cn, seed, 1), simulate_plainly)
    return (perf_counter() - start) / len(pairs) * len(meeting.pairs) * runs


def estimate(
    scenario: Scenario | str,
    names_us: Sequence[str] | None = None,
    names_cn: Sequence[str] | None = None,
    runs: int = DEFAULT_RUNS,
    seed: int = 0,
    tactic: str | None = None,
    progress: Progress | None = None,
    simulate: Simulate = simulate_plainly,
) -> MetaGame:
    """Estimate the payoffs of timing strategies against one another by simulation.

    Parameters
    ----------
    scenario : Scenario or str
        The negotiation, or its name.
    names_us, names_cn : sequence of str or None
        Strategies of the sides (`"talk"`, `"talk:4"`); one list serves both; without one, all
        that a name is enough for.
    runs : int
        Runs of each pair, at least 2.
    seed : int
        Seed of all of them, in [0, 2**64).
    tactic : str or None
        Tactic of both sides in every pair; None leaves the scenario's.
    progress : callable or None
        Called after each pair with the number of pairs done and of all pairs.
    simulate : callable
        Plays the runs: plain Python, or `negotiation.engine.batch.simulate`, which gives the same
        numbers much faster once it is compiled. Strategies from outside play in plain Python.

    Returns
    -------
    MetaGame
        Payoffs of every run, and what follows from them.

    Raises
    ------
    InputError
        For an unknown name, a repeated name, too few runs, or a strategy that cannot play here.
    StrategyError
        For a strategy from outside that fails in a run.

    Examples
    --------
    >>> game = estimate("two-issue", ["offer", "talk"], runs=4)
    >>> game.payoffs.shape
    (2, 2, 4, 2)
    """
    meeting = tournament(scenario, names_us, names_cn, tactic)
    return play_all(meeting, runs, seed, progress, simulate)


__all__ = ["Floats", "Tournament", "estimate", "expected_seconds", "play_all", "tournament"]
