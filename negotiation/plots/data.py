"""The numbers that the timeline draws, apart from the drawing."""

from dataclasses import dataclass
from datetime import date, timedelta

from negotiation.play import Play
from negotiation.scenario import Scenario
from negotiation.scenario.checks import round_of
from negotiation.terms import BOTH, NOBODY, Outcome, Side

OUTCOMES = {
    Outcome.DEAL: "deal",
    Outcome.TRUCE_RUNNING: "truce running",
    Outcome.BREAKDOWN: "breakdown",
    Outcome.WALKED_OUT: "walked out",
    Outcome.EXPIRED: "no deal",
}


@dataclass(frozen=True)
class Point:
    """A package: the day it was tabled and what it is worth to the US."""

    day: date
    us_utility: float


@dataclass(frozen=True)
class Band:
    """A tariff state in force from one day to another."""

    begin: date
    end: date
    name: str
    title: str
    darkness: float  # rank among the states by what they cost both sides, in [0, 1]


@dataclass(frozen=True)
class Mark:
    """Milestones of one round, on the day the round begins."""

    day: date
    titles: tuple[str, ...]


@dataclass(frozen=True)
class TimelineData:
    """What `timeline` draws.

    Parameters
    ----------
    us, cn
        Packages that a side tabled, in utility of the US (share of the pie).
    leverage
        Structural leverage of the US from each day on, in [0, 1].
    bands
        Tariff states, one after the other.
    marks
        Milestones, by round.
    begin, end
        First day of the first round, and of the round after the last.
    outcome
        Name of the outcome.
    outcome_point
        The deal in utility of the US; without one the end of play at None.
    """

    us: tuple[Point, ...]
    cn: tuple[Point, ...]
    leverage: tuple[tuple[date, float], ...]
    bands: tuple[Band, ...]
    marks: tuple[Mark, ...]
    begin: date
    end: date
    outcome: str
    outcome_day: date
    deal: float | None


def tabled(play: Play, side: Side) -> tuple[Point, ...]:
    """Packages that a side put on the table.

    A US package stands at its own utility; a Chinese one at what it offers the US.
    """
    field = "asked_us" if side == Side.US else "offered_us"
    return tuple(
        Point(play.scenario.date_of(record["round"]), record[field])
        for record in play.rounds
        if record["opened"] != NOBODY and record["opened"] in (side, BOTH)
    )


def darkness(play: Play) -> list[float]:
    """Rank of each tariff state, in [0, 1], by the sum of both sides' flow costs."""
    terms = play.scenario.terms()
    costs = [us + cn for us, cn in zip(terms.us.flow_cost, terms.cn.flow_cost, strict=True)]
    ranks = sorted(set(costs))
    return [ranks.index(cost) / max(1, len(ranks) - 1) for cost in costs]


def bands(play: Play, end: date) -> tuple[Band, ...]:
    """Tariff states that were in force, with the days between which they were."""
    ranks, states = darkness(play), play.scenario.tariff_states
    changes = [
        (play.scenario.date_of(record["round"]), record["tariff_state"])
        for record, before in zip(play.rounds, [None, *play.rounds], strict=False)
        if before is None or before["tariff_state"] != record["tariff_state"]
    ]
    ends = [*(day for day, _ in changes[1:]), end]
    return tuple(
        Band(day, until, states[state].name, states[state].title, ranks[state])
        for (day, state), until in zip(changes, ends, strict=True)
    )


def marks(scenario: Scenario, last: int) -> tuple[Mark, ...]:
    """Milestones up to a last round, those of one round together."""
    by_round: dict[int, list[str]] = {}
    for entry in scenario.milestones:
        t = round_of(scenario, entry)
        if t <= last:
            by_round.setdefault(t, []).append(entry.title or entry.kind.replace("_", " "))
    return tuple(Mark(scenario.date_of(t), tuple(titles)) for t, titles in sorted(by_round.items()))


def timeline_data(play: Play) -> TimelineData:
    """Return the numbers that `timeline` draws for a finished negotiation.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> data = timeline_data(play(cast("two-issue", us="demand", cn="offer"), seed=7))
    >>> len(data.cn) > 0 and data.begin.isoformat()
    '2018-11-01'
    """
    scenario, last = play.scenario, play.run["round"]
    step = timedelta(days=float(scenario.time.days_per_round.value))
    end = scenario.date_of(last) + max(step, timedelta(days=1))
    agreed = play.run["outcome"] == Outcome.DEAL
    return TimelineData(
        us=tabled(play, Side.US),
        cn=tabled(play, Side.CN),
        leverage=tuple((scenario.date_of(r["round"]), r["leverage_us"]) for r in play.rounds),
        bands=bands(play, end),
        marks=marks(scenario, last),
        begin=scenario.date_of(0),
        end=end,
        outcome=OUTCOMES[Outcome(play.run["outcome"])],
        outcome_day=scenario.date_of(last),
        deal=play.run["deal_utility_us"] if agreed else None,
    )
