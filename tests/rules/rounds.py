"""Whole games: terms under which both sides wait, offer or sign a truce, and what rounds cost."""

from typing import Any

from negotiation.terms import (
    Milestone,
    MilestoneKind,
    NatureLane,
    Phase,
    Side,
    Stance,
    Tactic,
    Terms,
    Timing,
)
from tests.build_terms import build_draws, build_terms

WAITS = {"timing": Timing.OFFER_AT, "timing_rounds": 99, "otherwise": Stance.WAIT}
TALKS = {"timing": Timing.STUBBORN_TALK}
FIRM = {"tactic": Tactic.FIRM, "opening_claim": 0.75}
COST, HIGH_COST = 0.014, 0.0427
FOR_EVER = 1 / (1 - 0.95)
US_TURN, CN_TURN = (build_draws(nature={NatureLane.PROPOSER: u}) for u in (0.25, 0.75))
ROUND = build_draws()


def summit(t: int, **fields: Any) -> Milestone:
    return Milestone(MilestoneKind.SUMMIT, t, **fields)


def threat(t: int, **fields: Any) -> Milestone:
    return Milestone(MilestoneKind.ESCALATION, t, side=Side.US, to_state=1, **fields)


def flow(rounds: int, cost: float = COST, first: int = 0) -> float:
    """Discounted flow cost of so many rounds from the first on."""
    return sum(cost * 0.95**t for t in range(first, first + rounds))


def waiting(*milestones: Milestone, rounds: int = 6, **changes: Any) -> Terms:
    """Return terms under which both sides wait for ever before talks are open."""
    us, cn = WAITS | changes.pop("us", {}), WAITS | changes.pop("cn", {})
    return build_terms(us, cn, n_rounds=rounds, milestones=milestones, **changes)


def formal(*milestones: Milestone, **changes: Any) -> Terms:
    """Return terms of a game that starts with offers on the table."""
    return build_terms(initial_phase=Phase.FORMAL, milestones=milestones, **changes)


def truce(*milestones: Milestone, **changes: Any) -> Terms:
    """Return terms with a framework at the summit of round 0 and firm claims that never meet."""
    fierce = FIRM | {"opening_claim": 1.0}
    us, cn = fierce | changes.pop("us", {}), fierce | changes.pop("cn", {})
    options = {"rounds": 10, "framework_tolerance": 2.0} | changes
    return waiting(summit(0), *milestones, us=us, cn=cn, **options)


def stubborn_floors() -> dict[str, Any]:
    """Return reservations that no deal can meet."""
    return {"reservation_low": (0.75,), "reservation_high": (0.75,)}
