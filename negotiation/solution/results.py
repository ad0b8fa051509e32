"""What a solved scenario says: plain values, shares of the pie unless a name says otherwise."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Pair(NamedTuple):
    """One number of the US and one of China."""

    us: float
    cn: float


class Play(NamedTuple):
    """One equilibrium: chances of offer, talk, demand and wait by side, and its values."""

    us: tuple[float, ...]
    cn: tuple[float, ...]
    value: Pair


@dataclass(frozen=True)
class Stage:
    """Talks about talks in one round and tariff state, nobody informed, no demand standing.

    Parameters
    ----------
    round : int
        Round; the last one stands for all later ones where ``for_ever`` is set.
    date : date
        First day of the round.
    tariff_state : str
        Name of the tariff state.
    summit_failed, for_ever : bool
        Whether the summit has failed; whether nothing changes from here on.
    P, W, Theta : Pair
        Values of tabling first, of answering the other's offer, and of both talking.
    regime : str
        How talks begin if the sides may only table or talk.
    can_table : tuple of bool
        Whether the US, and China, may table in this round.
    equilibria_offer_talk, equilibria : tuple of Play
        All equilibria of the round, without and with demands and waiting.
    selected : Play
        The one that the selection rule picks.
    """

    round: int
    date: date
    tariff_state: str
    summit_failed: bool
    for_ever: bool
    P: Pair
    W: Pair
    Theta: Pair
    regime: str
    can_table: tuple[bool, bool]
    equilibria_offer_talk: tuple[Play, ...]
    equilibria: tuple[Play, ...]
    selected: Play

    def wish(self, side: int) -> str:
        """What a side would rather do than table first: talk, demand, or nothing (table)."""
        first, second, talk = self.P[side], self.W[side], self.Theta[side]
        return "talk" if talk > first else "demand" if second > first else "table"


@dataclass(frozen=True)
class Stretch:
    """Consecutive rounds of one tariff state with the same stances and the same regime."""

    first: Stage
    last: Stage


@dataclass(frozen=True)
class Prices:
    """What going first gives away today, by side."""

    price_of_going_first: Pair
    information_rent: Pair
    interest_in_talk: Pair


@dataclass(frozen=True)
class Leverage:
    """Leverage of the US: 1/2 is parity.

    Parameters
    ----------
    game : float
        Of the whole game, talks about talks included.
    structural : float
        Fair coin, no stances, one pie; by the calendar, with its discounted threats.
    known : float
        As ``structural``, on the frontiers of known priorities.
    closed_form : float, optional
        At today's tariffs for ever, by formula; ``None`` where it does not hold.
    channels : dict
        Contributions by channel; with ``remainder`` they sum to ``game - 1/2``.
    remainder : float
        What asymmetry outside the channels leaves; 0 as a rule.
    clipped : bool
        Whether a negative value had to be counted as nothing.
    """

    game: float
    structural: float
    known: float
    closed_form: float | None
    channels: dict[str, float]
    remainder: float
    clipped: bool


@dataclass(frozen=True)
class Escalation:
    """What one escalation of the calendar does to structural leverage of the US today."""

    date: date
    title: str
    side: str
    to_state: str
    with_it: float
    without_it: float


@dataclass(frozen=True)
class Thresholds:
    """Flow costs at which the way to start changes, share of the pie per round.

    ``c_T`` and ``c_W`` compare with ``cost``, today's mean flow cost of the two sides; the
    entries by side with that side's own cost. Where the method is ``numerical`` both costs move
    by one factor: the entries by side say where that side's preference turns, ``c_T`` and ``c_W``
    where the first of them does, and ``None`` that nothing turns between the ``searched`` factors.
    """

    method: str
    round: int
    cost: float
    c_T: float | None
    c_W: float | None
    c_T_by_side: tuple[float | None, float | None]
    c_W_by_side: tuple[float | None, float | None]
    searched: tuple[float, float] | None
    candour: float | None
    anchoring: float | None
    framework_rounds: float | None
    leverage_cut_off: float | None


class Condition(NamedTuple):
    """A condition under which a closed form holds, and whether it does."""

    name: str
    holds: bool
    words: str


@dataclass(frozen=True)
class Range:
    """How far one assumption can move before a finding changes.

    Parameters
    ----------
    assumption : str
        What is moved: ``flow_costs`` (of both sides), ``pie`` or ``flow_cost_difference``.
    finding : str
        What stays the same: ``regime`` or ``leverage``.
    unit : str
        Unit of the numbers.
    value : float
        As the scenario has it.
    low, high : float
        Ends of the range in which the finding stays.
    low_is_edge, high_is_edge : bool
        Whether the finding changes there; otherwise the search ended.
    """

    assumption: str
    finding: str
    unit: str
    value: float
    low: float
    high: float
    low_is_edge: bool
    high_is_edge: bool


@dataclass(frozen=True)
class Regret:
    """Greatest gain from leaving the solution once: kind of act, gain, round, side."""

    kind: str
    gain: float
    round: int
    tariff_state: str
    side: str


@dataclass(frozen=True)
class Solution:
    """A solved scenario; `stages` is empty where offers are on the table from the start."""

    scenario: str
    title: str
    select: str
    pie_usd_bn: float | None
    days_per_round: float
    start: date
    value: Pair
    leverage: Leverage
    stages: tuple[Stage, ...]
    stretches: tuple[Stretch, ...]
    today: Stage | None
    reference: Stage | None
    prices: Prices | None
    thresholds: Thresholds | None
    conditions: tuple[Condition, ...]
    escalations: tuple[Escalation, ...]
    ranges: tuple[Range, ...]
    regrets: tuple[Regret, ...]
