"""What a set of cases has really exercised: parameters that were in force, events that happened."""

from collections.abc import Iterable

import numpy as np

from negotiation.batches import Simulated
from negotiation.terms import (
    BOTH,
    NOBODY,
    BeforeReadiness,
    BothOffer,
    Discretion,
    Milestone,
    MilestoneKind,
    OfferSpace,
    Outcome,
    PackageMode,
    Phase,
    ProposerRule,
    Response,
    Side,
    SideTerms,
    Stance,
    Terms,
    Vote,
)
from tests.engine.variants import Case

Seen = set[tuple[str, int]]

EVENTS = (
    "call", "call_public", "summit", "framework_formed", "truce_ended", "escalation_suspended",
    "stance_public_us", "stance_public_cn", "understood_us", "became_ready_us", "became_ready_cn",
    "leverage_clipped_us", "informed_us",
)  # fmt: skip
CODES = {
    "stance": Stance, "response": Response, "package_mode": PackageMode, "vote": Vote,
}  # fmt: skip
WHO = {
    "opened": (NOBODY, *Side, BOTH), "escalated_by": (NOBODY, *Side), "lapsed_by": (NOBODY, *Side),
}  # fmt: skip


def of_entry(entry: Milestone) -> Seen:
    """What one entry of the calendar stands for."""
    found: Seen = {("kind", entry.kind)}
    if entry.kind == MilestoneKind.ESCALATION:
        found |= {("discretion", entry.discretion), ("conditional", entry.conditional)}
    return found


def of_side(side: SideTerms) -> Seen:
    """What the terms of one side stand for."""
    found: Seen = {("profiles", side.n_profiles), ("strengths", side.n_strengths)}
    if side.n_ministries:
        found |= {("ministries", 1), ("before_readiness", side.before_readiness)}
        found |= {("reports_at_start", side.reports_at_start)}
    if side.outside_option > float("-inf"):
        found.add(("outside_option", 1))
    return found


def of_terms(terms: Terms) -> Seen:
    """What one set of terms stands for."""
    found = of_side(terms.us) | of_side(terms.cn)
    found |= {("rule", terms.proposer_rule), ("first", terms.first_proposer)}
    found |= {("both_offer", terms.both_offer), ("space", terms.offer_space)}
    found |= {
        ("phase", terms.initial_phase),
        ("early_deadline", terms.deadline < terms.n_rounds - 1),
    }
    return found.union(*map(of_entry, terms.milestones))


def of_results(simulated: Simulated) -> Seen:
    """What happened in the runs and rounds."""
    assert simulated.rounds is not None
    found = {("outcome", int(code)) for code in np.unique(simulated.runs["outcome"])}
    found |= {(name, 1) for name in EVENTS if simulated.rounds[name].any()}
    for name in (*WHO, *(f"{name}_{side}" for name in CODES for side in ("us", "cn"))):
        found |= {(name, int(code)) for code in np.unique(simulated.rounds[name])}
    return found


def seen(cases: Iterable[Case], simulated: Simulated) -> Seen:
    """All that the cases stand for and all that happened in them."""
    return of_results(simulated).union(*(of_terms(case.terms) for case in cases))


def everything() -> Seen:
    """What a verification must have seen at least."""
    members = {
        "outcome": set(Outcome) - {Outcome.ONGOING}, "kind": MilestoneKind,
        "discretion": Discretion, "rule": ProposerRule, "first": (NOBODY, *Side),
        "both_offer": BothOffer, "space": OfferSpace, "before_readiness": BeforeReadiness,
        "phase": (Phase.PRE, Phase.FORMAL), "conditional": (0, 1), "reports_at_start": (0, 1),
        "early_deadline": (0, 1), "ministries": (1,), "outside_option": (1,),
        "profiles": (1, 2, 3), "strengths": (1, 2, 3),
    }  # fmt: skip
    members |= {name: (1,) for name in EVENTS} | WHO
    members |= {f"{name}_{side}": codes for name, codes in CODES.items() for side in ("us", "cn")}
    return {(name, int(code)) for name, codes in members.items() for code in codes}


def choices(case: Case) -> tuple[int, int, int, int]:
    """Timing strategies and tactics of both sides."""
    us, cn = case.terms.us, case.terms.cn
    return us.timing, cn.timing, us.tactic, cn.tactic
