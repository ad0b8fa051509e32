"""The state of a negotiation, and the draws of a round: fields that the rules read and write."""

from typing import Annotated, NamedTuple


class SideState:
    """What one side is and knows: the Mesa agent itself, or one record of the engine."""

    side: int
    profile: int
    strength: int
    reservation: float
    stubborn: bool
    candid: bool
    ready: bool
    became_ready: bool
    informed: bool  # knows the other's priorities well enough
    revealed: bool  # the other knows this side's priorities well enough
    declared: bool  # has tabled a claim package
    belief: Annotated[list[float], "profiles"]  # over the other's profiles
    strength_belief: Annotated[list[float], "strengths"]  # over the other's strengths
    likelihood: Annotated[list[float], "profiles"]
    reputation: float  # probability the other gives to this side being stubborn
    ministry_floor: Annotated[list[float], "ministries"]
    expected: Annotated[list[float], "issues"]  # the other's weights as this side sees them
    order: Annotated[list[int], "issues"]  # in which this side fills itself, best first
    ranked: int  # mode of the packages for which `order` holds
    score: Annotated[list[float], "issues"]
    draft: Annotated[list[float], "issues"]
    ask: Annotated[list[float], "issues"]  # own shares in the package this side tabled last
    given: Annotated[list[float], "issues"]  # own shares in the package the other tabled last
    deal: Annotated[list[float], "issues"]
    has_tabled: bool
    has_offer: bool
    asked: float  # own utility of `ask`
    offered: float  # own utility of `given`
    offered_before: float
    first_offered: float  # own utility of the very first package, if the other tabled it
    anchored: bool
    claim: float  # own utility this side asks for at present
    demands: int  # own public demands that have not been given up or met
    seen_demands: int  # the other's
    stance: int
    stance_public: bool
    seen_stance: int  # the other's last stance
    requested_stance: int
    message: int
    understood: bool
    statement: int
    package_mode: int
    response: int
    vote: int
    floor: float  # of the framework in force
    flow_cost: float
    audience_cost: float  # accrued by public demands, unpaid
    delay_cost: float  # paid so far, discounted
    political_cost: float
    deal_utility: float
    payoff: float
    leverage: float
    leverage_clipped: bool
    leverage_given_up: float
    price_of_going_first: float
    information_rent: float
    interest_in_talk: float


class GameState:
    """What both sides see: the public state of the game."""

    round: int  # the round being played, or played last
    phase: int
    phase_played: int  # the phase in which this round was played
    outcome: int
    tariff_state: int
    next_proposer: int
    proposer: int
    opened: int  # whose package was answered in this round
    first_tabler: int
    first_tabled_round: int
    clock_start: int  # round from which claims concede
    clock_end: int  # round by which they have conceded everything
    truce_end_round: int  # round in whose calendar the truce ends
    suspended_state: int
    costed_state: int  # tariff state and phase that costs and leverage were last set for
    costed_phase: int
    summit_failed: bool
    frameworks: int
    ratification_failures: int
    escalations: int
    threats_lapsed: int
    call: bool
    call_public: bool
    summit: bool
    framework_formed: bool
    truce_ended: bool
    escalated_by: int
    lapsed_by: int
    escalation_suspended: bool
    breakdown_risk: float


class State(NamedTuple):
    """The whole state of one negotiation."""

    us: SideState
    cn: SideState
    game: GameState


class Draws(NamedTuple):
    """Uniform numbers in [0, 1) of one round (or of the opening), addressed by lane."""

    us: tuple[float, ...]
    cn: tuple[float, ...]
    nature: tuple[float, ...]
