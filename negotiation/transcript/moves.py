"""Who did what in a round: stances before talks are open, packages and answers afterwards."""

from negotiation.records import Record
from negotiation.terms import BOTH, NOBODY, PackageMode, Phase, Response, Side, Stance, Vote
from negotiation.transcript.facts import SIDES, Facts, other, own
from negotiation.transcript.words import percent

MODES = {
    PackageMode.CLAIM: "filled with its own priorities first",
    PackageMode.GRANT: "filled by the other's priorities, which hides its own",
    PackageMode.EFFICIENT: "traded off issue by issue between both sides' priorities",
}

RESPONSES = {
    Response.ACCEPT: "accepts it",
    Response.REFUSE: "refuses it",
    Response.WALK_OUT: "walks out",
}

Line = tuple[str, str]  # label and text


def demanded(facts: Facts, record: Record, side: Side) -> str:
    """Tell of a demand."""
    manner = "in public" if own(record, "stance_public", side) else "quietly"
    return f"demands {manner} that {facts.the(other(side))} table an offer first"


def talked(facts: Facts, record: Record, side: Side) -> str:
    """Tell of talk: what was said and whether it was understood, or that nobody listened."""
    message = own(record, "message", side)
    if message == NOBODY:
        return "would rather talk first"
    said = f"talks: says its priorities are '{facts.profile_name(side, message)}'"
    true = message == own(facts.run, "profile", side)
    heard = "understood" if own(record, "understood", side) else "not understood"
    return f"{said} ({'true' if true else 'untrue'}, {heard})"


def package_text(facts: Facts, record: Record, side: Side) -> str:
    """Tell of a package: how it was filled and what it is worth to either side."""
    asked = percent(own(record, "asked", side))
    offered = percent(own(record, "offered", other(side)))
    worth = f"worth {asked} of the pie to itself and {offered} to {facts.the(other(side))}"
    return f"tables a package {worth}; {MODES[own(record, 'package_mode', side)]}"


def stance_text(facts: Facts, record: Record, side: Side) -> str:
    """Say in plain words what a side did before talks were open."""
    stance = own(record, "stance", side)
    if stance == Stance.DEMAND:
        return demanded(facts, record, side)
    if stance == Stance.TALK:
        return talked(facts, record, side)
    if stance == Stance.WAIT:
        return "waits"
    if side in facts.tables_of(record):
        return package_text(facts, record, side)
    return "has an offer ready too, but the coin opens the other's"


def formal_text(facts: Facts, record: Record, side: Side) -> str:
    """Say what a side did whose turn it was; empty for the other one."""
    if side in facts.tables_of(record):
        return package_text(facts, record, side)
    if record["proposer"] == side:
        return "has its turn, but may not table before its ministries have reported"
    return ""


def answer_text(record: Record, side: Side) -> str:
    """Tell of the answer to the other's package; empty where there was none."""
    response = own(record, "response", side)
    return RESPONSES[response] if response != Response.NONE else ""


def vote_text(record: Record, side: Side) -> str:
    """Tell of the ministries' vote; empty where there was none."""
    vote = own(record, "vote", side)
    if vote == Vote.NONE:
        return ""
    return "its ministries ratify" if vote == Vote.RATIFIED else "its ministries reject the package"


def side_lines(facts: Facts, record: Record, side: Side) -> list[Line]:
    """What one side did, its move first."""
    pre = record["phase_played"] == Phase.PRE
    move = (stance_text if pre else formal_text)(facts, record, side)
    return [(facts.name(side), move)] if move else []


def answers(facts: Facts, record: Record) -> list[Line]:
    """Answers and votes, after the moves."""
    told = [(side, answer_text(record, side)) for side in SIDES]
    told += [(side, vote_text(record, side)) for side in SIDES]
    return [(facts.name(side), text) for side, text in told if text]


def consequence(record: Record) -> str:
    """Say what a round before talks came to; empty where the moves say it themselves."""
    if record["opened"] == BOTH:
        sealed = "Both packages are opened at once"
        return f"{sealed}: they {'meet' if record['phase'] == Phase.CLOSED else 'do not meet'}."
    if record["phase_played"] != Phase.PRE or record["opened"] != NOBODY:
        return ""
    if all(own(record, "stance", side) == Stance.TALK for side in SIDES):
        opens = record["phase"] == Phase.FORMAL
        return "Both know enough now: offers come next." if opens else ""
    return "Nothing comes of it: a round is lost."


def moves(facts: Facts, record: Record) -> list[Line]:
    """Everything the sides did in a round, by side, then what came of it."""
    lines = [line for side in SIDES for line in side_lines(facts, record, side)]
    lines += answers(facts, record)
    result = consequence(record)
    return [*lines, ("", result)] if result else lines
