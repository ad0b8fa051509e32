"""What the calendar brought in a round: calls, readiness, summits, escalations, a truce's end."""

from collections.abc import Callable
from typing import Final

from negotiation.records import Record
from negotiation.terms import BOTH, NOBODY, Outcome, Phase, Side
from negotiation.transcript.facts import SIDES, SUFFIX, Entry, Facts, own
from negotiation.transcript.layout import capital
from negotiation.transcript.words import percent


def statements(facts: Facts, record: Record) -> list[str]:
    """What the sides said of their strength in public."""
    spoken = [
        (side, own(record, "statement", side))
        for side in SIDES
        if facts.side_terms(side).n_strengths > 1
    ]
    return [
        f"{capital(facts.the(side))} says publicly: it is '{facts.strength_name(side, index)}'."
        for side, index in spoken
        if index != NOBODY
    ]


def of_call(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell of a telephone call."""
    manner = "public" if record["call_public"] else "quiet"
    return f"Call ({manner}): {entry.title}."


def of_readiness(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell that ministries have reported."""
    whose = " and ".join(facts.the(side) for side in SIDES if entry.side in (SUFFIX[side], "both"))
    return f"Readiness: {entry.title}. The ministries of {whose} say what they can ratify."


def summit_result(facts: Facts, record: Record) -> str:
    """Say what came of a summit that brought no deal."""
    if record["framework_formed"]:
        floors = (facts.side_terms(side).framework_floor for side in SIDES)
        us, cn = map(percent, floors)
        return (
            f"The summit agrees on a framework: a truce, and details from a floor of {us} of the "
            f"pie for {facts.the(Side.US)} and {cn} for {facts.the(Side.CN)}."
        )
    if record["phase_played"] == Phase.FRAMEWORK:
        return "The truce of the earlier framework holds."
    return "The summit ends without a framework."


def of_summit(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell of a summit."""
    return f"Summit: {entry.title}."


def side_of(code: str) -> Side:
    """Return the side of a scenario's word.

    >>> side_of("cn").name
    'CN'
    """
    return Side[code.upper()]


def of_escalation(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell whether a threat was carried out, suspended, let lapse, or had no occasion."""
    side = side_of(entry.side)
    name = capital(facts.the(side))
    if record["escalated_by"] in (side, BOTH):
        return f"Escalation: {entry.title}. {name} carries it out."
    if record["escalation_suspended"]:
        return f"Escalation: {entry.title}. Suspended for the length of the truce."
    if record["lapsed_by"] in (side, BOTH):
        return f"Escalation: {entry.title}. {name} lets it lapse and pays its audience for it."
    truce = record["phase_played"] == Phase.FRAMEWORK
    why = "a truce is running" if truce else "no summit has failed"
    return f"Escalation: {entry.title}. Nothing happens: {why}."


def of_truce_end(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell of the dated end of a truce."""
    return f"Truce end: {entry.title}." + ("" if record["truce_ended"] else " No truce is running.")


def of_deadline(facts: Facts, record: Record, entry: Entry) -> str:
    """Tell of the deadline."""
    return f"Deadline: {entry.title}. This is the last round."


TELL: Final[dict[str, Callable[[Facts, Record, Entry], str]]] = {
    "call": of_call,
    "readiness": of_readiness,
    "summit": of_summit,
    "escalation": of_escalation,
    "truce_end": of_truce_end,
    "deadline": of_deadline,
}


def truce_over(facts: Facts, record: Record, before: Record | None) -> list[str]:
    """Say what the end of a truce brought."""
    if not record["truce_ended"]:
        return []
    resumed = before is not None and before["tariff_state"] != record["tariff_state"]
    after = " What it suspended is carried out." if resumed else ""
    return [f"The truce is over without a deal; offers go back on the table.{after}"]


def summit(facts: Facts, record: Record) -> list[str]:
    """What came of a summit, after the moves of its round."""
    settled = record["outcome"] not in (Outcome.ONGOING, Outcome.BREAKDOWN, Outcome.EXPIRED)
    return [summit_result(facts, record)] if record["summit"] and not settled else []


def breakdown(record: Record) -> list[str]:
    """Say what risk there was, and whether it came true."""
    risk = percent(record["breakdown_risk"])
    if record["outcome"] == Outcome.BREAKDOWN:
        return [f"Talks break down (the risk was {risk} in this round)."]
    if record["breakdown_risk"] > 0.0 and record["outcome"] == Outcome.ONGOING:
        return [f"The risk that talks break down, {risk} in this round, passes."]
    return []


def events(facts: Facts, record: Record, before: Record | None) -> list[str]:
    """Everything that the calendar brought in a round, a sentence or two each."""
    told = [TELL[entry.kind](facts, record, entry) for entry in facts.entries(record["round"])]
    return told + statements(facts, record) + truce_over(facts, record, before)
