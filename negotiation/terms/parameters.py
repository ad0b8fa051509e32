"""The parameters of a negotiation. Money is in shares of the pie, time in rounds."""

from typing import NamedTuple

from negotiation.terms.vocabulary import NOBODY, Discretion


class Milestone(NamedTuple):
    """One dated entry of the calendar."""

    kind: int
    round: int
    side: int = NOBODY
    public: bool = False
    to_state: int = NOBODY
    conditional: bool = False
    discretion: int = Discretion.ALWAYS
    probability: float = 0.0
    breakdown_probability: float = 0.0
    audience_cost: float = 0.0


Cube = tuple[tuple[tuple[tuple[float, ...], ...], ...], ...]
"""Numbers by mode of package, own profile, other profile and node."""


class SideTerms(NamedTuple):
    """Parameters of one side; money is in shares of the pie, time in rounds."""

    n_profiles: int
    weights: tuple[tuple[float, ...], ...]  # (P, K), each row sums to 1
    n_strengths: int
    strength_multiplier: tuple[float, ...]  # (S,), scales the flow costs
    strength_prior: tuple[float, ...]  # (S,)
    n_reservations: int
    reservation_prior: tuple[float, ...]
    reservation_low: tuple[float, ...]  # uniform on [low, high]
    reservation_high: tuple[float, ...]
    discount: float  # factor per round, in (0, 1]
    discount_at: tuple[float, ...]  # (T + 1,), discount to the power of the round
    flow_cost: tuple[float, ...]  # (E,), per round without a deal
    truce_flow_cost: float
    outside_option: float  # -inf where there is none
    disagreement_for_ever: bool
    disagreement_value: float
    breakdown_for_ever: bool
    breakdown_value: float
    timing: int
    timing_rounds: int
    hazard: float
    otherwise: int
    demands_publicly: bool
    audience_cost_per_demand: float
    stubborn_probability: float
    stubborn_timing: int
    tactic: int
    opening_claim: float
    opening_slope: float
    concession_exponent: float
    anchoring_weight: float
    talk_truthfulness: float
    statement_truthfulness: float
    credence: float
    candour: float
    proposer_probability: float
    exchange_weight: float
    framework_floor: float
    n_ministries: int
    ministry_weights: tuple[tuple[float, ...], ...]  # (M, K)
    ministry_floor_low: tuple[float, ...]  # uniform on [low, high]
    ministry_floor_high: tuple[float, ...]
    ministry_votes: tuple[float, ...]
    ratification_quota: float  # votes that pass a package
    ratification_cost: float
    reports_at_start: bool
    before_readiness: int
    value_first: tuple[float, ...]  # (E,) stance values by tariff state, see rules.stance_values
    value_second: tuple[float, ...]
    value_talk: tuple[float, ...]
    concession_end: int = NOBODY  # deadline for which `concession_at` holds; NOBODY: no schedule
    concession_at: tuple[float, ...] = (0.0,)  # (T,), part conceded by round, see rules.tactics
    n_tariff_states: int = 1  # E, and N nodes: the layout of the solved tables
    demand_slots: int = 1  # numbers of public demands that the solved stances tell apart
    claim_table: Cube = ((((0.0,),),),)  # (kinds, P own, P other, N), see rules.equilibrium
    refusal_table: Cube = ((((0.0,),),),)
    framework_table: tuple[tuple[tuple[float, ...], ...], ...] = (((0.0,),),)  # (P, P, N)
    stance_table: tuple[tuple[float, ...], ...] = ((0.0, 0.0, 0.0, 0.0),)  # (talk nodes, 4)


class Terms(NamedTuple):
    """All parameters of one negotiation."""

    us: SideTerms
    cn: SideTerms
    n_issues: int
    n_rounds: int
    profile_prior: tuple[tuple[float, ...], ...]  # (P of US, P of CN), sums to 1
    initial_phase: int
    initial_tariff_state: int
    first_proposer: int  # NOBODY: by coin
    proposer_rule: int
    both_offer: int
    offer_space: int
    talk_clarity: float
    knowledge_needed: float
    framework_possible: bool
    framework_tolerance: float
    truce_rounds: int  # 0: the truce lasts until a truce_end milestone
    breakdown_probability: float  # in every round without a deal
    n_milestones: int
    milestones: tuple[Milestone, ...]
    next_milestone_at: tuple[int, ...]  # (T,) round of the next summit, escalation, truce end or T
    deadline: int  # last round that can be played
