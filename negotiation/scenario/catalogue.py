"""Strategies and tactics by the names they have in scenario files, with their sources."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Final, NamedTuple

from negotiation.terms import Tactic, Timing

ENTRY_POINTS: Final = "negotiation.strategies"
"""Entry-point group under which packages register timing strategies of their own."""


class TimingEntry(NamedTuple):
    """One timing strategy: when a side tables, talks, demands or waits."""

    name: str
    member: Timing
    description: str
    source: str
    parameters: tuple[str, ...]  # keys of [us.timing] that it reads


class TacticEntry(NamedTuple):
    """One tactic: what a side claims once offers are on the table."""

    name: str
    member: Tactic
    description: str
    source: str
    parameters: tuple[str, ...]  # keys of [us.tactic] that it reads
    concession_exponent: float  # default, 1 / beta of Faratin et al.


_TIMINGS = (
    TimingEntry(
        "offer", Timing.OFFER_AT, "table from round `rounds` on, the other stance before it",
        "Hamilton-Slutsky 1990", ("rounds", "otherwise"),
    ),
    TimingEntry(
        "talk", Timing.TALK_UP_TO, "talk for up to `rounds` rounds, then table",
        "Farrell-Gibbons 1989", ("rounds",),
    ),
    TimingEntry(
        "demand", Timing.DEMAND_UP_TO, "demand the other's offer for `rounds` rounds, then relent",
        "Schelling 1956", ("rounds", "otherwise", "demands_publicly"),
    ),
    TimingEntry(
        "hazard", Timing.HAZARD, "table with `hazard_per_round` in every round",
        "Hamilton-Slutsky 1990", ("hazard_per_round", "otherwise"),
    ),
    TimingEntry(
        "eve", Timing.EVE, "table `rounds` rounds before the next milestone",
        "Roth-Murnighan-Schoumaker 1988", ("rounds", "otherwise"),
    ),
    TimingEntry(
        "mirror", Timing.MIRROR, "talk first, then repeat the other's last stance",
        "Axelrod 1984", ("demands_publicly",),
    ),
    TimingEntry(
        "stubborn_demand", Timing.STUBBORN_DEMAND, "demand the other's offer for ever",
        "Abreu-Gul 2000", ("demands_publicly",),
    ),
    TimingEntry(
        "stubborn_talk", Timing.STUBBORN_TALK, "talk for ever and never table first",
        "Abreu-Gul 2000", (),
    ),
    TimingEntry(
        "equilibrium", Timing.EQUILIBRIUM, "the solved stance, drawn where the solution mixes",
        "own definition", ("demands_publicly",),
    ),
    TimingEntry(
        "custom", Timing.CUSTOM, "stances chosen by a registered strategy or a given object",
        "own definition", ("demands_publicly",),
    ),
)  # fmt: skip

_OPENING = ("opening_claim", "opening_slope", "anchoring_weight")

_TACTICS = (
    TacticEntry(
        "boulware", Tactic.BOULWARE, "hold the claim nearly to the deadline, then concede fast",
        "Faratin-Sierra-Jennings 1998", (*_OPENING, "concession_exponent"), 5.0,
    ),
    TacticEntry(
        "linear", Tactic.LINEAR, "concede in even steps to the next deadline",
        "Faratin-Sierra-Jennings 1998", (*_OPENING, "concession_exponent"), 1.0,
    ),
    TacticEntry(
        "conceder", Tactic.CONCEDER, "concede early, hold late",
        "Faratin-Sierra-Jennings 1998", (*_OPENING, "concession_exponent"), 0.2,
    ),
    TacticEntry(
        "tit_for_tat", Tactic.TIT_FOR_TAT, "concede what the other conceded, in own utility",
        "Faratin-Sierra-Jennings 1998", _OPENING, 1.0,
    ),
    TacticEntry(
        "firm", Tactic.FIRM, "hold the opening claim to the eve of the deadline",
        "Roth-Murnighan-Schoumaker 1988", _OPENING, 1.0,
    ),
    TacticEntry(
        "split", Tactic.SPLIT, "move to the midpoint of the standing offers",
        "Backus et al. 2020", _OPENING, 1.0,
    ),
    TacticEntry(
        "equilibrium", Tactic.EQUILIBRIUM, "leave the other exactly its solved value of refusing",
        "Rubinstein 1982", (), 1.0,
    ),
)  # fmt: skip

TIMINGS: Final[Mapping[str, TimingEntry]] = MappingProxyType({row.name: row for row in _TIMINGS})
"""Timing strategies by name, in the order in which they are listed."""

TACTICS: Final[Mapping[str, TacticEntry]] = MappingProxyType({row.name: row for row in _TACTICS})
"""Tactics by name, in the order in which they are listed."""


@cache
def registered_strategies() -> tuple[str, ...]:
    """Names of timing strategies that installed packages register; nothing is loaded."""
    return tuple(sorted({entry.name for entry in entry_points(group=ENTRY_POINTS)}))


def is_known_strategy(name: str, extra: Iterable[str] = ()) -> bool:
    """Whether a name stands for a timing strategy, built in, registered or named by the caller.

    Examples
    --------
    >>> is_known_strategy("talk"), is_known_strategy("mine"), is_known_strategy("mine", ["mine"])
    (True, False, True)
    """
    return name in TIMINGS or name in extra or name in registered_strategies()


def strategy_names(extra: Iterable[str] = ()) -> tuple[str, ...]:
    """All names of timing strategies, the built-in ones first.

    Examples
    --------
    >>> strategy_names()[:3]
    ('offer', 'talk', 'demand')
    """
    return tuple(dict.fromkeys((*TIMINGS, *registered_strategies(), *extra)))


def timing_member(name: str) -> Timing:
    """Enum member of a timing strategy; a registered or given one is CUSTOM.

    Examples
    --------
    >>> timing_member("offer") is Timing.OFFER_AT, timing_member("mine") is Timing.CUSTOM
    (True, True)
    """
    return TIMINGS[name].member if name in TIMINGS else Timing.CUSTOM
