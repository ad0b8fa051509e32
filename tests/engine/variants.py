"""Random scenarios, varied: every pair of timing strategies and tactics, solved and custom too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from negotiation.batches import Segment
from negotiation.scenario import Scenario, scenario_from_dict
from negotiation.terms import GameState, Phase, Side, SideState, Stance, Tactic, Terms, Timing
from tests.random_scenarios import random_scenario

TIMING_PAIRS = [(us, cn) for us in Timing for cn in Timing]
TACTIC_PAIRS = [(us, cn) for us in Tactic for cn in Tactic]
SEED_LIMIT = 2**64
PACKAGE_KINDS = 4  # in the table of claims
FLAGS_OF_A_NODE = 4  # a flag, a truce
FLAGS_OF_A_TALK_NODE = 2 * 4  # a failed summit, four ways of knowing one another

Strategy = Callable[[SideState, GameState, float], int]


def patient(me: SideState, game: GameState, draw: float) -> int:
    return Stance.OFFER if me.informed else Stance.TALK


def gambler(me: SideState, game: GameState, draw: float) -> int:
    if draw < 0.15:
        return Stance.OFFER
    return Stance.DEMAND if draw < 0.4 else Stance.TALK


def proud(me: SideState, game: GameState, draw: float) -> int:
    if me.seen_stance == Stance.DEMAND or me.reputation > 0.5:
        return Stance.WAIT
    return Stance.OFFER if game.tariff_state > 0 and game.summit_failed else Stance.TALK


def reckoning(me: SideState, game: GameState, draw: float) -> int:
    if me.belief[me.profile % 2] > 0.75 or game.round >= 5:
        return Stance.OFFER
    return 3 if me.leverage > 0.5 and me.flow_cost < 0.05 else 2


CUSTOM: tuple[Strategy, ...] = (patient, gambler, proud, reckoning)


@dataclass(frozen=True)
class Case:
    """A scenario, the terms that are played in its place, and who plays from outside."""

    scenario: Scenario
    terms: Terms
    strategies: dict[Side, Strategy] = field(default_factory=dict)
    seed: int = 0
    stream: int = 0
    count: int = 1

    def segment(self) -> Segment:
        us, cn = (self.strategies.get(side) for side in Side)
        return Segment(self.terms, self.seed, self.stream, self.count, us, cn)


def random_base(number: int) -> Scenario:
    """Random scenario of this number."""
    return scenario_from_dict(random_scenario(Random(number)), "random")


def nested(rows: Any) -> Any:
    """Return lists in lists as tuples in tuples."""
    return tuple(nested(row) for row in rows) if isinstance(rows, list) else rows


def solved_tables(terms: Terms, side: Side, number: int, slots: int) -> dict[str, Any]:
    """Tables of a solved strategy, filled with arbitrary numbers of the right shape."""
    sides = (terms.us, terms.cn)
    own, other = sides[side].n_profiles, sides[1 - side].n_profiles
    states = len(terms.us.flow_cost)
    nodes = terms.n_rounds * states * FLAGS_OF_A_NODE
    talks = terms.n_rounds * states * FLAGS_OF_A_TALK_NODE * slots * slots
    numbers = np.random.default_rng([number, side])
    claims, refusals = numbers.uniform(0.3, 0.7, (2, PACKAGE_KINDS, own, other, nodes)).tolist()
    return {
        "n_tariff_states": states,
        "demand_slots": slots,
        "claim_table": nested(claims),
        "refusal_table": nested(refusals),
        "framework_table": nested(numbers.uniform(-1.0, 1.0, (own, other, nodes)).tolist()),
        "stance_table": nested(numbers.dirichlet([0.2, 1.0, 1.0, 1.0], talks).tolist()),
    }


def with_choices(
    terms: Terms, timings: tuple[int, int], tactics: tuple[int, int], number: int
) -> Terms:
    """Terms in which the sides play these strategies and tactics."""
    slots = 1 + number % 3
    sides = []
    for side, timing, tactic in zip(Side, timings, tactics, strict=True):
        changes: dict[str, Any] = {"timing": timing, "tactic": tactic}
        if timing == Timing.EQUILIBRIUM or tactic == Tactic.EQUILIBRIUM:
            changes |= solved_tables(terms, side, number, slots)
        sides.append((terms.us, terms.cn)[side]._replace(**changes))
    return terms._replace(us=sides[0], cn=sides[1])


def varied(
    number: int,
    timings: tuple[int, int],
    tactics: tuple[int, int],
    phase: Phase = Phase.PRE,
    **address: int,
) -> Case:
    """Random scenario of this number with these choices, from this phase on."""
    scenario = random_base(number)
    terms = scenario.terms()._replace(initial_phase=phase)
    strategies = {
        side: CUSTOM[(number + side) % len(CUSTOM)]
        for side, timing in zip(Side, timings, strict=True)
        if timing == Timing.CUSTOM
    }
    return Case(scenario, with_choices(terms, timings, tactics, number), strategies, **address)


def numbered(number: int, count: int = 1) -> Case:
    """Case of this number: 4,900 in a row have every pair of timings with every pair of tactics."""
    lap, place = divmod(number, len(TIMING_PAIRS))
    timings, tactics = TIMING_PAIRS[place], TACTIC_PAIRS[(lap + place) % len(TACTIC_PAIRS)]
    phase = Phase.PRE if lap < len(TACTIC_PAIRS) else Phase.FORMAL
    rng = Random(number)
    seed, stream = rng.randrange(SEED_LIMIT), rng.randrange(SEED_LIMIT - count)
    return varied(number, timings, tactics, phase, seed=seed, stream=stream, count=count)
