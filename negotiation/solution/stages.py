"""The solved rounds of talks about talks, by date and tariff state."""

from collections.abc import Iterable, Mapping

import numpy as np

from negotiation.scenario import Scenario
from negotiation.solution.results import Pair, Play, Prices, Stage, Stretch
from negotiation.solution.variants import no_audience
from negotiation.terms import Stance, Terms
from negotiation.theory.calendar_frontiers import Floats
from negotiation.theory.calendar_nodes import is_stationary
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stage_games import Equilibrium
from negotiation.theory.stance_game import StanceSolution, solve_stances
from negotiation.theory.stance_nodes import OFFER, StanceNode
from negotiation.theory.stance_solver import StanceDay

OFFER_TALK = (Stance.OFFER, Stance.TALK)
CLOSE = 1e-9


def offer_or_talk(terms: Terms, rule: SelectionRule) -> StanceSolution:
    """Solve the game in which the sides may only table or talk; nobody demands in it."""
    return solve_stances(no_audience(terms), rule, stances=OFFER_TALK)


def play_of(found: Equilibrium) -> Play:
    """One equilibrium as the report has it."""
    return Play(found.us, found.cn, Pair(*found.value))


def distinct(found: Iterable[Equilibrium]) -> tuple[Play, ...]:
    """Equilibria as the report has them, each once."""
    return tuple(dict.fromkeys(map(play_of, found)))


def can_table(payoffs: Floats) -> tuple[bool, bool]:
    """Whether the US, and China, may table."""
    played = ~np.isnan(payoffs[0])
    return bool(played[OFFER].any()), bool(played[:, OFFER].any())


def todays_nodes(solution: StanceSolution) -> list[StanceNode]:
    """Rounds in which nobody has learnt anything or demanded in public, in order of time."""
    known = solution.start.informed
    nodes = [n for n in solution.days if n.informed == known and n.demands == (0, 0)]
    return sorted(nodes, key=lambda n: n.state)


def stage_of(
    scenario: Scenario, full: StanceSolution, plain: Mapping[StanceNode, StanceDay],
    node: StanceNode,
) -> Stage:  # fmt: skip
    """One solved round; ``plain`` holds the rounds of the game without demands and waiting."""
    day, bare = full.days[node], plain[node]
    return Stage(
        round=node.state.round,
        date=scenario.date_of(node.state.round),
        tariff_state=scenario.tariff_states[node.state.tariff_state].name,
        summit_failed=node.state.summit_failed,
        for_ever=is_stationary(full.game.course, node.state),
        P=Pair(*day.prices.first),
        W=Pair(*day.prices.second),
        Theta=Pair(*day.prices.talk),
        regime=bare.regime.value,
        can_table=can_table(day.payoffs),
        equilibria_offer_talk=distinct(bare.equilibria),
        equilibria=distinct(day.equilibria),
        selected=play_of(day.selected),
    )


def is_like(one: Stage, other: Stage) -> bool:
    """Whether two rounds have the same tariffs, stances and regime."""
    same = (
        one.tariff_state == other.tariff_state
        and one.summit_failed == other.summit_failed
        and one.regime == other.regime
        and one.can_table == other.can_table
        and one.round + 1 >= other.round
    )
    apart = np.abs(np.subtract(one.selected[:2], other.selected[:2])).max()
    return same and bool(apart <= CLOSE)


def folded(stages: Iterable[Stage]) -> tuple[Stretch, ...]:
    """Fold consecutive rounds that are alike."""
    found: list[Stretch] = []
    for stage in sorted(stages, key=lambda s: (s.summit_failed, s.tariff_state, s.round)):
        if found and is_like(found[-1].last, stage):
            found[-1] = Stretch(found[-1].first, stage)
        else:
            found.append(Stretch(stage, stage))
    return tuple(sorted(found, key=lambda s: s.first.round))


def prices_of(stage: Stage) -> Prices:
    """What going first gives away in a round.

    The rent is what the other gains beyond what a pie would leave it: q (1 - kappa) P in M1.
    """
    P, W, Theta = stage.P, stage.W, stage.Theta
    return Prices(
        Pair(W.us - P.us, W.cn - P.cn),
        Pair(P.us + W.cn - 1, P.cn + W.us - 1),
        Pair(Theta.us - P.us, Theta.cn - P.cn),
    )
