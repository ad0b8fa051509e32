"""The vocabulary of the game: enumerations, parameters (Terms), state (State) and chance (Draws).

Everything that the rules speak of has its name here and nowhere else. The module imports only
`enum` and `typing`, so that the same names serve the Mesa model, the compiled engine and the
scenario files. Symbols in the tables: K issues, T rounds, E tariff states, P priority profiles,
S strengths, M ministries.
"""

from enum import IntEnum
from typing import Annotated, Final, NamedTuple, Protocol

NOBODY: Final = -1
"""No side, no state, no round: the value of an index that points nowhere."""

BOTH: Final = 2
"""Both sides at once, where a field names a side."""

MAX_ISSUES: Final = 16
MAX_PROFILES: Final = 4
MAX_STRENGTHS: Final = 4
MAX_RESERVATIONS: Final = 8
MAX_MINISTRIES: Final = 8
MAX_TARIFF_STATES: Final = 16
MAX_MILESTONES: Final = 64
MAX_ROUNDS: Final = 1024
MAX_SIZES: Final = {"issues": MAX_ISSUES, "profiles": MAX_PROFILES, "strengths": MAX_STRENGTHS,
                    "ministries": MAX_MINISTRIES}  # fmt: skip
"""Largest sizes a scenario may have; the compiled engine lays its records out for them."""


class Vector(Protocol):
    """Numbers read by index: a tuple or list in Python, an array when compiled."""

    def __getitem__(self, index: int, /) -> float: ...


class Matrix(Protocol):
    """Rows of numbers read by index."""

    def __getitem__(self, index: int, /) -> Vector: ...


class Indices(Protocol):
    """Whole numbers read and written by index."""

    def __getitem__(self, index: int, /) -> int: ...

    def __setitem__(self, index: int, value: int, /) -> None: ...


class Shares(Protocol):
    """Numbers read and written by index."""

    def __getitem__(self, index: int, /) -> float: ...

    def __setitem__(self, index: int, value: float, /) -> None: ...


class Side(IntEnum):
    """The two negotiating countries."""

    US = 0
    CN = 1


class Phase(IntEnum):
    """Talks about talks, offers on the table, details under a truce, over."""

    PRE = 0
    FORMAL = 1
    FRAMEWORK = 2
    CLOSED = 3


class Outcome(IntEnum):
    """How a negotiation ended; ONGOING until it has."""

    ONGOING = 0
    DEAL = 1
    TRUCE_RUNNING = 2
    BREAKDOWN = 3
    WALKED_OUT = 4
    EXPIRED = 5


class Stance(IntEnum):
    """What a side does in talks about talks."""

    NONE = 0
    OFFER = 1
    TALK = 2
    DEMAND = 3
    WAIT = 4


class Timing(IntEnum):
    """Timing strategies: automata that choose the stance."""

    OFFER_AT = 0
    TALK_UP_TO = 1
    DEMAND_UP_TO = 2
    HAZARD = 3
    EVE = 4
    MIRROR = 5
    STUBBORN_DEMAND = 6
    STUBBORN_TALK = 7
    EQUILIBRIUM = 8
    CUSTOM = 9


class Tactic(IntEnum):
    """Bargaining tactics: what a side claims once offers are on the table."""

    BOULWARE = 0
    LINEAR = 1
    CONCEDER = 2
    TIT_FOR_TAT = 3
    FIRM = 4
    SPLIT = 5
    EQUILIBRIUM = 6


class PackageMode(IntEnum):
    """How a package was filled."""

    NONE = 0
    CLAIM = 1
    GRANT = 2
    EFFICIENT = 3


class Response(IntEnum):
    """The answer to a package."""

    NONE = 0
    ACCEPT = 1
    REFUSE = 2
    WALK_OUT = 3


class Vote(IntEnum):
    """What a side's ministries said of an accepted package."""

    NONE = 0
    RATIFIED = 1
    REJECTED = 2


class MilestoneKind(IntEnum):
    """Kinds of dated entries in the calendar."""

    CALL = 0
    READINESS = 1
    SUMMIT = 2
    ESCALATION = 3
    TRUCE_END = 4
    DEADLINE = 5


class Discretion(IntEnum):
    """When a side carries an escalation out."""

    ALWAYS = 0
    NEVER = 1
    IF_NO_FRAMEWORK = 2
    IF_CREDIBLE = 3
    PROBABILITY = 4


class ProposerRule(IntEnum):
    """Who tables the next package in formal bargaining."""

    ALTERNATE = 0
    COIN = 1


class BothOffer(IntEnum):
    """What happens when both sides table in the same round."""

    COIN = 0
    EXCHANGE = 1


class OfferSpace(IntEnum):
    """Which packages a side may table that does not know the other's priorities."""

    PRIORITY_FIRST = 0
    UNRESTRICTED = 1


class BeforeReadiness(IntEnum):
    """What a side may table before its ministries have reported."""

    CUT_TO_SURE = 0
    CANNOT_TABLE = 1


class SideLane(IntEnum):
    """Address of a side's uniform draw within a round."""

    STANCE = 0
    CLARITY = 1
    TRUTH = 2
    MESSAGE = 3
    STATEMENT_TRUTH = 4
    STATEMENT = 5
    ESCALATION = 6


class NatureLane(IntEnum):
    """Address of nature's uniform draw within a round."""

    PROPOSER = 0
    OPENED = 1
    BREAKDOWN = 2


class SideOpeningLane(IntEnum):
    """Address of a side's uniform draw when the negotiation opens."""

    STRENGTH = 0
    RESERVATION_RANGE = 1
    RESERVATION = 2
    STUBBORN = 3
    CANDOUR = 4
    MINISTRY = 8  # ministry m draws from lane MINISTRY + m


class NatureOpeningLane(IntEnum):
    """Address of nature's uniform draw when the negotiation opens."""

    PROFILES = 0
    ORIENTATION = 1


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
    order: Annotated[list[int], "issues"]
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
