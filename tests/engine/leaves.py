"""Calls of the leaf rules, to be compared compiled and in plain Python."""

from collections.abc import Callable
from typing import Any

from negotiation.rules import (
    bargaining,
    beliefs,
    equilibrium,
    framework,
    leverage,
    milestones,
    opening,
    packages,
    payoffs,
    portable,
    stance_values,
    stances,
    tactics,
    talks,
)
from negotiation.rules.stance_values import Bench, Patience
from negotiation.terms import Discretion, PackageMode, Phase, ProposerRule, Side, Stance, Timing

EVEN, UNEVEN, NO_HURRY = Patience(0.95, 0.014), Patience(0.93, 0.02), Patience(1.0, 0.01)
WEIGHTS, THEIRS = [0.5, 0.3, 0.2], [0.15, 0.25, 0.6]
PRIOR = [[0.35, 0.15], [0.2, 0.3]]
COIN, ALTERNATE = ProposerRule.COIN, ProposerRule.ALTERNATE
CLAIM, GRANT, EFFICIENT = PackageMode.CLAIM, PackageMode.GRANT, PackageMode.EFFICIENT
BENCH = Bench([0, 0, 0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
TRIPLE = [0.1, 0.2, 0.3]

LEAVES: list[tuple[Callable[..., Any], list[tuple[Any, ...]]]] = [
    (portable.exponential, [(x / 7.0,) for x in range(-200, 200, 9)]),
    (portable.logarithm, [(x / 13.0,) for x in range(1, 300, 7)]),
    (portable.power, [(x / 20.0, y) for x in range(21) for y in (0.0, 0.2, 1.0, 5.0)]),
    (packages.at_least, [(0.1 + 0.2, 0.3), (0.29, 0.3)]),
    (packages.utility, [(WEIGHTS, TRIPLE, 3), (WEIGHTS, TRIPLE, 2)]),
    (
        packages.issue_score,
        [
            (mode, own, other)
            for mode in (CLAIM, GRANT, EFFICIENT)
            for own in (0.0, 0.3)
            for other in (0.0, 0.7)
        ],
    ),
    (packages.rank_issues, [([0, 0, 0], THEIRS, 3), ([0, 0, 0], [0.2, 0.2, 0.2], 3)]),
    (packages.filled_share, [(0.3, 0.1), (0.3, 0.3), (0.3, -0.1)]),
    (packages.fill, [([0.0, 0.0, 0.0], [2, 0, 1], WEIGHTS, x / 9.0, 3) for x in range(10)]),
    (packages.complement, [([0.0, 0.0, 0.0], TRIPLE, 3)]),
    (packages.reverse, [([2, 0, 1], 3), ([1, 0], 2)]),
    (
        packages.follows_ranking,
        [
            (shares, mode, WEIGHTS, THEIRS, 3)
            for shares in ([1.0, 0.4, 0.0], [0.9, 0.4, 0.0], [0.0, 0.4, 1.0])
            for mode in (CLAIM, EFFICIENT)
        ],
    ),
    (packages.mixed_share, [(0.1, 0.7, 0.3, 0.7)]),
    (payoffs.discount_factor, [(0.07, 0.0, 7.0), (0.03, 0.01, 30.0)]),
    (payoffs.flow_cost_share, [(0.31, 1500.0, 7.0)]),
    (payoffs.perpetual_cost, [(0.0, 1.0), (0.014, 0.95)]),
    (beliefs.drawn_index, [(TRIPLE, x / 9.0, 3) for x in range(9)]),
    (
        beliefs.drawn_cell,
        [(PRIOR, x / 9.0, by_row, 2, 2) for x in range(9) for by_row in (True, False)],
    ),
    (beliefs.normalise, [([0.1, 0.2, 0.4], 3), ([0.0, 0.0], 2)]),
    (beliefs.condition_on_row, [([0.0, 0.0], PRIOR, 1, 2)]),
    (beliefs.condition_on_column, [([0.0, 0.0], PRIOR, 1, 2)]),
    (beliefs.believe_message, [([0.1, 0.9], 0, 0.3, 2), ([0.1, 0.9], 1, 1.0, 2)]),
    (beliefs.spoken, [(1, 0.4, TRIPLE, 0.3, 0.05, 3), (1, 0.4, TRIPLE, 0.5, 0.05, 3)]),
    (beliefs.knows_enough, [(TRIPLE, 0.3, 3), (TRIPLE, 0.31, 3)]),
    (beliefs.bayes, [([0.1, 0.2, 0.7], [0.3, 1.0, 0.1], 3), ([0.0, 1.0, 0.0], [1.0, 0.0, 1.0], 3)]),
    (beliefs.reputation_after, [(0.2, 1.0, 0.3), (0.2, 0.0, 0.0)]),
    (leverage.clipped, [(-0.1,), (0.4,), (1.3,)]),
    (
        leverage.structural_share,
        [(0.95, 0.93, 0.014, 0.02), (1.0, 1.0, 0.1, 0.1), (1.0, 1.0, 0.2, 0.1)],
    ),
    (leverage.share_of_sum, [(0.3, 0.4), (-1.0, -2.0)]),
    (leverage.given_up, [(stance, 0.3, 0.4, 0.1) for stance in Stance]),
    (milestones.joint_risk, [(0.1, 0.2)]),
    (milestones.leverage_gain, [(0.01, 0.03, 0.95, 0.93), (0.01, 0.03, 1.0, 1.0)]),
    (
        milestones.carried_out,
        [(rule, truce, -0.1, 0.5, 0.4) for rule in Discretion for truce in (True, False)],
    ),
    (milestones.joined, [(Side.US, -1), (Side.US, Side.CN)]),
    (
        equilibrium.table_node,
        [(3, 2, 1, flag, truce) for flag in (True, False) for truce in (True, False)],
    ),
    (equilibrium.claim_kind, [(mode, phase) for mode in (CLAIM, GRANT) for phase in Phase]),
    (equilibrium.likeliest, [(TRIPLE, 3), ([0.5, 0.5], 2)]),
    (equilibrium.knowing, [(x, y) for x in (True, False) for y in (True, False)]),
    (framework.claims_gap, [(0.7, 0.6)]),
    (opening.uniform_on, [(0.1, 0.3, 0.7)]),
    (bargaining.other_side, [(Side.US,), (Side.CN,)]),
    (tactics.elapsed, [(t, 2, 5) for t in range(7)]),
    (tactics.conceded_part, [(x / 7.0, y) for x in range(8) for y in (0.2, 1.0, 5.0)]),
    (tactics.time_dependent, [(0.1, 0.9, x / 7.0) for x in range(8)]),
    (tactics.tit_for_tat, [(0.8, 0.4, 0.3), (0.8, 0.2, 0.3)]),
    (tactics.firm, [(0.1, 0.9, 0.5), (0.1, 0.9, 1.0)]),
    (tactics.split, [(0.7, 0.2)]),
    (tactics.anchored_claim, [(0.7, 0.2, 0.3)]),
    (stances.offer_at, [(0, 1, Stance.TALK), (1, 1, Stance.TALK)]),
    (stances.talk_up_to, [(0, 1), (1, 1)]),
    (stances.demand_up_to, [(0, 1, Stance.WAIT), (1, 1, Stance.WAIT)]),
    (stances.hazard, [(0.1, 0.2, Stance.TALK), (0.2, 0.2, Stance.TALK)]),
    (stances.eve, [(2, 4, 1, Stance.TALK), (3, 4, 1, Stance.TALK)]),
    (stances.mirror, [(stance,) for stance in Stance]),
    (stances.stubborn_stance, [(Timing.STUBBORN_DEMAND,), (Timing.STUBBORN_TALK,)]),
    (talks.backs_down, [(stance, call) for stance in Stance for call in (True, False)]),
    (stance_values.refusal_value, [(0.5, EVEN), (0.001, EVEN)]),
    (
        stance_values.first_value,
        [(EVEN, UNEVEN, COIN), (EVEN, UNEVEN, ALTERNATE), (NO_HURRY, NO_HURRY, ALTERNATE)],
    ),
    (
        stance_values.left_over,
        [(BENCH, mode, WEIGHTS, THEIRS, 0.6, 3) for mode in (CLAIM, EFFICIENT)],
    ),
    (stance_values.stationary_value, [(0.7, EVEN, COIN), (0.7, EVEN, ALTERNATE)]),
    (
        stance_values.known_value,
        [(BENCH, EVEN, UNEVEN, WEIGHTS, THEIRS, rule, 3) for rule in (COIN, ALTERNATE)],
    ),
    (stance_values.extrapolated, [(0.0, 0.5, 0.75, 0.0, 2.0), (0.0, 0.5, 1.0, 0.0, 0.5)]),
    (stance_values.second_value, [(BENCH, 0.6, WEIGHTS, THEIRS, 3)]),
    (stance_values.talk_value, [(0.6, EVEN)]),
    (stance_values.mean, [(TRIPLE, WEIGHTS, 3)]),
]
