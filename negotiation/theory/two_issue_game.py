"""The game behind model M1, written as the parameters of a negotiation.

Symbols as in ``offer_timing``.
"""

import math

from negotiation.terms import (
    NOBODY,
    BeforeReadiness,
    BothOffer,
    OfferSpace,
    Phase,
    ProposerRule,
    SideTerms,
    Stance,
    Tactic,
    Terms,
    Timing,
)
from negotiation.theory import domain
from negotiation.theory.offer_timing import Talks, common

BASELINE = common(0.65, 0.5, 0.95, 0.014)
"""The worked example of docs/model.md."""


def two_issue_terms(talks: Talks = BASELINE, n_rounds: int = 60) -> Terms:
    """Talks about two issues without a calendar, offers in turn, talk perfectly clear.

    Parameters
    ----------
    talks : Talks
        Parameters of M1; player 1 is the US.
    n_rounds : int, default 60
        Horizon of a simulation; the solution is open-ended.

    Returns
    -------
    Terms
        Parameters; the values of the stances are left at nothing.

    Raises
    ------
    ValueError
        If ``h`` or ``q`` is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> two_issue_terms().us.weights
    ((0.65, 0.35), (0.35, 0.65))
    """
    h, q, d1, d2, c1, c2 = talks
    domain.require(0.5 <= h < 1, f"h must lie in [1/2, 1), got {h}")
    domain.within(0, 1, q=q)
    alike, opposed = (1 - q) / 2, q / 2
    return Terms(
        us=_side(h, d1, c1, n_rounds),
        cn=_side(h, d2, c2, n_rounds),
        profile_prior=((alike, opposed), (opposed, alike)),
        **_plain_game(n_rounds),  # type: ignore[arg-type]
    )


def _plain_game(n_rounds: int) -> dict[str, object]:
    return {
        "n_issues": 2,
        "n_rounds": n_rounds,
        "initial_phase": Phase.PRE,
        "initial_tariff_state": 0,
        "first_proposer": NOBODY,
        "proposer_rule": ProposerRule.ALTERNATE,
        "both_offer": BothOffer.COIN,
        "offer_space": OfferSpace.PRIORITY_FIRST,
        "talk_clarity": 1.0,
        "knowledge_needed": 0.9,
        "framework_possible": False,
        "framework_tolerance": 0.0,
        "truce_rounds": 0,
        "breakdown_probability": 0.0,
        "n_milestones": 0,
        "milestones": (),
        "next_milestone_at": (n_rounds,) * n_rounds,
        "deadline": n_rounds - 1,
    }


def _side(h: float, d: float, c: float, n_rounds: int) -> SideTerms:
    return SideTerms(**_priorities(h), **_money(d, c, n_rounds), **_manners())  # type: ignore[arg-type]


def _priorities(h: float) -> dict[str, object]:
    return {
        "n_profiles": 2,
        "weights": ((h, 1 - h), (1 - h, h)),
        "n_strengths": 1,
        "strength_multiplier": (1.0,),
        "strength_prior": (1.0,),
        "n_reservations": 1,
        "reservation_prior": (1.0,),
        "reservation_low": (0.0,),
        "reservation_high": (0.0,),
    }


def _money(d: float, c: float, n_rounds: int) -> dict[str, object]:
    return {
        "discount": d,
        "discount_at": tuple(d**t for t in range(n_rounds + 1)),
        "flow_cost": (c,),
        "truce_flow_cost": c,
        "outside_option": -math.inf,
        "disagreement_for_ever": True,
        "disagreement_value": 0.0,
        "breakdown_for_ever": True,
        "breakdown_value": 0.0,
        "value_first": (0.0,),
        "value_second": (0.0,),
        "value_talk": (0.0,),
    }


def _manners() -> dict[str, object]:
    return _stance_manners() | _home()


def _stance_manners() -> dict[str, object]:
    return {
        "timing": Timing.TALK_UP_TO,
        "timing_rounds": 1,
        "hazard": 0.0,
        "otherwise": Stance.TALK,
        "demands_publicly": False,
        "audience_cost_per_demand": 0.0,
        "stubborn_probability": 0.0,
        "stubborn_timing": Timing.STUBBORN_DEMAND,
        "tactic": Tactic.LINEAR,
        "opening_claim": 1.0,
        "opening_slope": 0.0,
        "concession_exponent": 1.0,
        "anchoring_weight": 0.0,
        "talk_truthfulness": 1.0,
        "statement_truthfulness": 1.0,
        "credence": 1.0,
        "candour": 0.0,
        "proposer_probability": 0.5,
        "exchange_weight": 0.5,
    }


def _home() -> dict[str, object]:
    return {
        "framework_floor": 0.0,
        "n_ministries": 0,
        "ministry_weights": (),
        "ministry_floor_low": (),
        "ministry_floor_high": (),
        "ministry_votes": (),
        "ratification_quota": 0.0,
        "ratification_cost": 0.0,
        "reports_at_start": True,
        "before_readiness": BeforeReadiness.CUT_TO_SURE,
    }
