"""Closed forms of the two-issue model, where a scenario is one, and why not where they fail."""

import math
from collections.abc import Callable
from typing import NamedTuple

from negotiation.solution.results import Condition
from negotiation.terms import BothOffer, OfferSpace, Phase, ProposerRule, Terms
from negotiation.theory.calendar_course import course_of
from negotiation.theory.domain import DomainError
from negotiation.theory.flow_costs import structural_leverage
from negotiation.theory.offer_leverage import leverage_threshold
from negotiation.theory.offer_overlays import (
    anchoring_threshold,
    candour_threshold,
    framework_rounds,
)
from negotiation.theory.offer_talks import Talks, mirror
from negotiation.theory.offer_thresholds import second_mover_threshold, talk_threshold
from negotiation.theory.offer_timing import second_mover_value, tabling_value, talk_value
from negotiation.theory.opening_values import is_two_issue_game

EVERYTHING = 1.0  # the opening ask of the anchoring threshold
_SAME = 1e-12


class ClosedForms(NamedTuple):
    """What can be said by formula; ``None`` where a condition fails."""

    c_T: float | None
    c_W: float | None
    candour: float | None
    anchoring: float | None
    framework_rounds: float | None
    leverage_cut_off: float | None


NOTHING = ClosedForms(*[None] * 6)


def form_conditions(terms: Terms) -> list[Condition]:
    """What makes a scenario the two-issue model, each condition with its outcome."""
    us, cn = terms.us, terms.cn
    prior = terms.profile_prior
    two = is_two_issue_game(terms)
    mirrored = two and (
        abs(prior[0][0] - prior[1][1]) <= _SAME and abs(prior[0][1] - prior[1][0]) <= _SAME
    )
    quiet = terms.n_milestones == 0 and course_of(terms).open_ended
    plain = us.outside_option == cn.outside_option == -math.inf
    plain = plain and terms.breakdown_probability == 0 and not terms.framework_possible
    turns = terms.proposer_rule == ProposerRule.ALTERNATE
    fair = us.proposer_probability == 0.5 and terms.both_offer == BothOffer.COIN
    clear = terms.talk_clarity == 1 and terms.initial_phase == Phase.PRE
    claims = terms.offer_space == OfferSpace.PRIORITY_FIRST
    return [
        Condition("two_issues", mirrored, "two issues, mirrored priorities on both sides"),
        Condition("no_calendar", quiet, "no dated calendar, no deadline"),
        Condition("no_exits", plain, "no walking out, no breakdown, no framework"),
        Condition("turns", turns and fair, "offers in turn, fair coins"),
        Condition("clear_talk", clear, "talks about talks, and talk that is understood at once"),
        Condition("priority_first", claims, "a first offer fills its author's priority first"),
    ]


def talks_of(terms: Terms) -> Talks:
    """Parameters of the two-issue model; meaningful where `form_conditions` hold."""
    course = course_of(terms)
    h = max(terms.us.weights[0])
    q = terms.profile_prior[0][1] + terms.profile_prior[1][0]
    if terms.us.weights[0] != terms.cn.weights[0]:
        q = 1 - q
    c1, c2 = (
        m * side.flow_cost[terms.initial_tariff_state]
        for m, side in zip(course.multipliers, course.sides, strict=True)
    )
    return Talks(h, q, terms.us.discount, terms.cn.discount, c1, c2)


def value_conditions(talks: Talks) -> list[Condition]:
    """Whether P, W and Theta of both sides stand by formula."""
    checks: list[tuple[str, Callable[[Talks], float]]] = [
        ("tabling", tabling_value),
        ("answering", second_mover_value),
        ("talking", talk_value),
    ]
    found = []
    for name, value in checks:
        words = _refusal(value, talks) or _refusal(value, mirror(talks))
        found.append(Condition(name, not words, words or f"the value of {name} stands by formula"))
    alike = abs(talks.d1 - talks.d2) <= _SAME and abs(talks.c1 - talks.c2) <= _SAME
    words = "discount factors and flow costs are the same for both sides"
    return [*found, Condition("alike", alike, words)]


def _refusal(value: Callable[[Talks], float], talks: Talks) -> str:
    try:
        value(talks)
    except DomainError as error:
        return str(error)
    return ""


def closed_forms(talks: Talks) -> ClosedForms:
    """Thresholds by formula; those that need equal sides only where the sides are equal."""
    h, q, d = talks[:3]
    alike = value_conditions(talks)[-1].holds
    same_patience = abs(talks.d1 - talks.d2) <= _SAME
    return ClosedForms(
        talk_threshold(h, q, d) if alike else None,
        second_mover_threshold(h, q, d) if alike else None,
        _or_none(lambda: candour_threshold(talks)) if alike else None,
        _or_none(lambda: anchoring_threshold(talks, EVERYTHING)) if alike else None,
        _or_none(lambda: framework_rounds(talks)) if alike else None,
        _or_none(lambda: leverage_threshold(h, q, d, talks.c1)) if same_patience else None,
    )


def _or_none(value: Callable[[], float]) -> float | None:
    try:
        return value()
    except DomainError:
        return None


def structural_by_formula(terms: Terms) -> tuple[float | None, Condition]:
    """Structural leverage of the US at today's tariffs for ever, and whether that holds."""
    d1, d2, c1, c2 = talks_of_money(terms)
    try:
        found = structural_leverage(d1, d2, c1, c2)
    except DomainError as error:
        return None, Condition("leverage_by_formula", False, str(error))
    words = "structural leverage at today's tariffs for ever stands by formula"
    return found, Condition("leverage_by_formula", True, words)


def talks_of_money(terms: Terms) -> tuple[float, float, float, float]:
    """Discount factors and expected flow costs of both sides today."""
    course = course_of(terms)
    c1, c2 = (
        m * side.flow_cost[terms.initial_tariff_state]
        for m, side in zip(course.multipliers, course.sides, strict=True)
    )
    return terms.us.discount, terms.cn.discount, c1, c2
