"""The words: sides, phases, stances, tactics, kinds of milestones, and the addresses of draws."""

from enum import IntEnum
from typing import Final, Protocol

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
