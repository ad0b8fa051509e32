"""Ten-round games that use many rules at once, for whole games played plainly and compiled."""

from typing import Any

import numpy as np

from negotiation.terms import (
    BeforeReadiness,
    BothOffer,
    Discretion,
    Milestone,
    MilestoneKind,
    OfferSpace,
    Phase,
    ProposerRule,
    Side,
    Tactic,
    Terms,
    Timing,
)
from tests.build_terms import build_terms

ROUNDS = 10

MINISTRIES = {
    "ministry_weights": ((0.2, 0.5, 0.3), (0.1, 0.1, 0.8)),
    "ministry_floor_low": (0.05, 0.0),
    "ministry_floor_high": (0.45, 0.4),
    "ministry_votes": (2.0, 1.0),
    "ratification_quota": 2.0,
    "ratification_cost": 0.01,
    "reports_at_start": False,
}
COMMON = {
    "weights": ((0.5, 0.3, 0.2), (0.2, 0.3, 0.5)),
    "strength_multiplier": (1.0, 1.5),
    "strength_prior": (0.6, 0.4),
    "reservation_prior": (0.7, 0.3),
    "reservation_low": (0.0, 0.2),
    "reservation_high": (0.3, 0.9),
    "opening_slope": 0.1,
    "opening_claim": 0.9,
    "candour": 0.5,
    "credence": 0.8,
    "statement_truthfulness": 0.7,
    "talk_truthfulness": 0.8,
    "audience_cost_per_demand": 0.02,
    "anchoring_weight": 0.1,
    "stubborn_probability": 0.2,
}
CALENDAR = (
    Milestone(MilestoneKind.CALL, 1, public=True),
    Milestone(MilestoneKind.READINESS, 2),
    Milestone(MilestoneKind.SUMMIT, 3, breakdown_probability=0.1),
    Milestone(
        MilestoneKind.ESCALATION, 4, side=Side.US, to_state=1, conditional=True,
        discretion=Discretion.IF_CREDIBLE, audience_cost=0.2,
    ),
    Milestone(
        MilestoneKind.ESCALATION, 5, side=Side.CN, to_state=1, audience_cost=0.01,
        discretion=Discretion.PROBABILITY, probability=0.6,
    ),
    Milestone(MilestoneKind.TRUCE_END, 8),
)  # fmt: skip


def game(us: dict[str, Any], cn: dict[str, Any], **changes: Any) -> Terms:
    """Return terms of ten rounds that use many rules at once."""
    shared = {
        "n_rounds": ROUNDS,
        "milestones": CALENDAR,
        "profile_prior": ((0.35, 0.15), (0.2, 0.3)),
    }
    return build_terms(COMMON | us, COMMON | cn | {"discount": 0.93}, **shared | changes)


def solved_tables(seed: int) -> dict[str, Any]:
    """Tables of an equilibrium strategy, filled with arbitrary numbers of the right shape."""
    states, slots = 3, 2
    nodes, talks = ROUNDS * states * 4, ROUNDS * states * 2 * 4 * slots * slots
    numbers = np.random.default_rng(seed)
    cubes = numbers.uniform(0.3, 0.7, (2, 4, 2, 2, nodes)).tolist()
    return {
        "timing": Timing.EQUILIBRIUM,
        "tactic": Tactic.EQUILIBRIUM,
        "n_tariff_states": states,
        "demand_slots": slots,
        "claim_table": nested(cubes[0]),
        "refusal_table": nested(cubes[1]),
        "framework_table": nested(numbers.uniform(-1.0, 1.0, (2, 2, nodes)).tolist()),
        "stance_table": nested(numbers.dirichlet([0.2, 1.0, 1.0, 1.0], talks).tolist()),
        "stubborn_probability": 0.2,
    }


def nested(rows: Any) -> Any:
    return tuple(nested(row) for row in rows) if isinstance(rows, list) else rows


GAMES = {
    "talks": game(
        {"timing": Timing.TALK_UP_TO, "timing_rounds": 6},
        {"timing": Timing.HAZARD, "hazard": 0.1},
        talk_clarity=0.5,
        framework_tolerance=0.4,
    ),
    "standoff": game(
        {"timing": Timing.DEMAND_UP_TO, "timing_rounds": 3, "tactic": Tactic.FIRM},
        {"timing": Timing.MIRROR, "tactic": Tactic.BOULWARE, "concession_exponent": 5.0},
        framework_tolerance=1.0,
        truce_rounds=3,
    ),
    "truce": game(
        {"timing": Timing.STUBBORN_TALK, "reservation_low": (0.6, 0.6)},
        {"timing": Timing.STUBBORN_DEMAND, "reservation_low": (0.6, 0.6)},
        framework_tolerance=2.0,
        milestones=CALENDAR[:5],
    ),
    "exchange": game(
        {"opening_claim": 0.6, **MINISTRIES},
        {"timing": Timing.EVE, "timing_rounds": 3, "opening_claim": 0.5},
        both_offer=BothOffer.EXCHANGE,
        offer_space=OfferSpace.UNRESTRICTED,
        proposer_rule=ProposerRule.ALTERNATE,
    ),
    "formal": game(
        {"tactic": Tactic.TIT_FOR_TAT, "outside_option": 0.35, "disagreement_for_ever": False},
        {"tactic": Tactic.SPLIT, "breakdown_for_ever": False, "breakdown_value": -0.2},
        initial_phase=Phase.FORMAL,
        breakdown_probability=0.05,
    ),
    "solved": game(
        solved_tables(1),
        solved_tables(2),
        framework_tolerance=1.0,
        truce_rounds=2,
        knowledge_needed=0.6,
    ),
    "unready": game(
        {**MINISTRIES, "before_readiness": BeforeReadiness.CANNOT_TABLE},
        {**MINISTRIES, "tactic": Tactic.CONCEDER, "concession_exponent": 0.2},
        framework_possible=False,
    ),
}
