"""Terms, draws and states built by hand, for tests that need no scenario file.

The defaults are a small world with numbers one can follow: two issues, each side with the two
profiles (.65, .35) and (.35, .65), discount .95, flow costs .014 and .0427 in the two tariff
states, offers only, claims falling in a straight line from everything to nothing.
"""

from collections.abc import Mapping
from typing import Any

from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.state import GAME_FIELDS, SIDE_FIELDS, new_state
from negotiation.terms import (
    BOTH,
    NOBODY,
    BeforeReadiness,
    BothOffer,
    Draws,
    Milestone,
    MilestoneKind,
    NatureLane,
    NatureOpeningLane,
    OfferSpace,
    Phase,
    ProposerRule,
    SideTerms,
    Stance,
    State,
    Tactic,
    Terms,
    Timing,
)

NO_OUTSIDE_OPTION = float("-inf")
STOPS = (MilestoneKind.SUMMIT, MilestoneKind.ESCALATION, MilestoneKind.TRUCE_END)
LAST_UNIFORM = 1.0 - 2.0**-53
COINS = (NatureLane.PROPOSER, NatureLane.OPENED)
Lanes = Mapping[int, float]

SIDE_DEFAULTS: dict[str, Any] = {
    "weights": ((0.65, 0.35), (0.35, 0.65)),
    "strength_multiplier": (1.0,),
    "strength_prior": (1.0,),
    "reservation_prior": (1.0,),
    "reservation_low": (0.0,),
    "reservation_high": (0.0,),
    "discount": 0.95,
    "discount_at": (),
    "flow_cost": (0.014, 0.0427),
    "truce_flow_cost": 0.005,
    "outside_option": NO_OUTSIDE_OPTION,
    "disagreement_for_ever": True,
    "disagreement_value": 0.0,
    "breakdown_for_ever": True,
    "breakdown_value": 0.0,
    "timing": Timing.OFFER_AT,
    "timing_rounds": 0,
    "hazard": 0.0,
    "otherwise": Stance.TALK,
    "demands_publicly": True,
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
    "framework_floor": 0.25,
    "ministry_weights": (),
    "ministry_floor_low": (),
    "ministry_floor_high": (),
    "ministry_votes": (),
    "ratification_quota": 0.0,
    "ratification_cost": 0.0,
    "reports_at_start": True,
    "before_readiness": BeforeReadiness.CUT_TO_SURE,
    "value_first": (0.52, 0.534718),
    "value_second": (0.6, 0.588679),
    "value_talk": (0.528878, 0.498097),
}

TERMS_DEFAULTS: dict[str, Any] = {
    "n_rounds": 6,
    "profile_prior": ((0.25, 0.25), (0.25, 0.25)),
    "initial_phase": Phase.PRE,
    "initial_tariff_state": 0,
    "first_proposer": NOBODY,
    "proposer_rule": ProposerRule.COIN,
    "both_offer": BothOffer.COIN,
    "offer_space": OfferSpace.PRIORITY_FIRST,
    "talk_clarity": 1.0,
    "knowledge_needed": 0.9,
    "framework_possible": True,
    "framework_tolerance": 0.1,
    "truce_rounds": 0,
    "breakdown_probability": 0.0,
    "milestones": (),
}


def build_side(**changes: Any) -> SideTerms:
    """Parameters of one side: the defaults and these changes; the counts follow."""
    values = SIDE_DEFAULTS | changes
    counts = {
        "n_profiles": len(values["weights"]),
        "n_strengths": len(values["strength_prior"]),
        "n_reservations": len(values["reservation_prior"]),
        "n_ministries": len(values["ministry_votes"]),
    }
    return SideTerms(**counts | values)


def powers(base: float, highest: int) -> tuple[float, ...]:
    """Powers from 0 up, by repeated product."""
    found = [1.0]
    for _ in range(highest):
        found.append(found[-1] * base)
    return tuple(found)


def next_stop(milestones: tuple[Milestone, ...], t: int, otherwise: int) -> int:
    """Round of the next summit, escalation or truce end, at or after t."""
    stops = [entry.round for entry in milestones if entry.kind in STOPS and entry.round >= t]
    return min(stops, default=otherwise)


def build_terms(
    us: Mapping[str, Any] | None = None, cn: Mapping[str, Any] | None = None, **changes: Any
) -> Terms:
    """Parameters of a negotiation: the defaults and these changes, `us` and `cn` as mappings."""
    values = TERMS_DEFAULTS | changes
    n_rounds, milestones = values["n_rounds"], tuple(values["milestones"])
    sides = [build_side(**(side or {})) for side in (us, cn)]
    us_terms, cn_terms = (
        side._replace(discount_at=side.discount_at or powers(side.discount, n_rounds))
        for side in sides
    )
    derived = {
        "n_issues": len(us_terms.weights[0]),
        "n_milestones": len(milestones),
        "milestones": milestones,
        "next_milestone_at": tuple(next_stop(milestones, t, n_rounds) for t in range(n_rounds)),
        "deadline": n_rounds - 1,
    }
    return Terms(us_terms, cn_terms, **derived | values)


def build_draws(
    us: Lanes | None = None,
    cn: Lanes | None = None,
    nature: Lanes | None = None,
    default: float = 0.5,
    lanes: int = 8,
) -> Draws:
    """Uniform numbers, all the same but those given by lane."""
    return Draws(
        *(
            tuple((given or {}).get(lane, default) for lane in range(lanes))
            for given in (us, cn, nature)
        )
    )


def opening_draws(
    us: Lanes | None = None, cn: Lanes | None = None, nature: Lanes | None = None
) -> Draws:
    """Draws of the opening; by default both sides get their first profile."""
    return build_draws(us, cn, {NatureOpeningLane.PROFILES: 0.1, **(nature or {})}, lanes=16)


def opened(terms: Terms, draws: Draws | None = None) -> State:
    """State on the eve of round 0."""
    state = new_state(terms)
    open_negotiation(state, terms, draws or opening_draws())
    return state


def play(terms: Terms, *rounds: Draws, opening: Draws | None = None) -> State:
    """State after these rounds."""
    state = opened(terms, opening)
    for draws in rounds:
        play_round(state, terms, draws)
    return state


def snapshot(state: State) -> dict[str, Any]:
    """Copy of every field of a state, by path."""
    found = {}
    for owner, part, names in (
        ("us", state.us, SIDE_FIELDS),
        ("cn", state.cn, SIDE_FIELDS),
        ("game", state.game, GAME_FIELDS),
    ):
        for name in names:
            value = getattr(part, name)
            found[f"{owner}.{name}"] = list(value) if isinstance(value, list) else value
    return found


# ------------------------------------------------------------------ the same game, sides swapped


def mirrored_side(side: int) -> int:
    """Return the other side's number; nobody and both stay."""
    return side if side in (NOBODY, BOTH) else 1 - side


def mirrored(terms: Terms) -> Terms:
    """Return the same terms with the sides swapped."""
    return terms._replace(
        us=terms.cn,
        cn=terms.us,
        profile_prior=tuple(zip(*terms.profile_prior, strict=True)),
        first_proposer=mirrored_side(terms.first_proposer),
        milestones=tuple(
            entry._replace(side=mirrored_side(entry.side)) for entry in terms.milestones
        ),
    )


def mirrored_draws(draws: Draws, coins: tuple[int, ...] = COINS) -> Draws:
    """Return the same draws with the sides swapped and the coins turned."""
    nature = tuple(LAST_UNIFORM - u if lane in coins else u for lane, u in enumerate(draws.nature))
    return Draws(draws.cn, draws.us, nature)
