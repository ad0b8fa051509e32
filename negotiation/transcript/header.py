"""The head of a transcript: scenario, money, clock, and who plays how."""

from negotiation.terms import Side, SideTerms, Stance, Timing
from negotiation.transcript.facts import SIDES, Facts
from negotiation.transcript.layout import labelled, underlined
from negotiation.transcript.words import billions, counted, day

PLANS = {
    Timing.OFFER_AT: "tables from round {rounds} on, before that it {otherwise}",
    Timing.TALK_UP_TO: "talks for up to {counted}, then tables",
    Timing.DEMAND_UP_TO: "demands{manner} for up to {counted}, then it {otherwise}",
    Timing.HAZARD: "tables with chance {hazard:g} a round, else it {otherwise}",
    Timing.EVE: "tables {counted} before the next milestone, until then it {otherwise}",
    Timing.MIRROR: "talks first, then copies the other's last stance",
    Timing.STUBBORN_DEMAND: "demands{manner} for ever",
    Timing.STUBBORN_TALK: "talks for ever",
    Timing.EQUILIBRIUM: "takes the solved stance of the day",
    Timing.CUSTOM: "a strategy from outside",
}

VERBS = {
    Stance.OFFER: "tables",
    Stance.TALK: "talks",
    Stance.DEMAND: "demands",
    Stance.WAIT: "waits",
}


FOR_EVER = {
    Timing.OFFER_AT: "never tables; it {otherwise}",
    Timing.TALK_UP_TO: "talks throughout",
    Timing.DEMAND_UP_TO: "demands{manner} throughout",
}


def plan(mine: SideTerms, n_rounds: int) -> str:
    """Say in words what a timing strategy does in a game of so many rounds."""
    timing = Timing(mine.timing)
    texts = FOR_EVER if timing in FOR_EVER and mine.timing_rounds >= n_rounds else PLANS
    return texts[timing].format(
        rounds=mine.timing_rounds,
        counted=counted(mine.timing_rounds, "round"),
        hazard=mine.hazard,
        otherwise=VERBS[Stance(mine.otherwise)],
        manner=" in public" if mine.demands_publicly else "",
    )


def way(facts: Facts, side: Side) -> str:
    """Strategy and tactic of a side."""
    table = facts.table(side)
    does = plan(facts.side_terms(side), facts.terms.n_rounds)
    label = facts.label(side)
    who = f"{label}; " if label else ""
    return f"{who}{table.timing.strategy}: {does}; tactic {table.tactic.name}"


def pie(facts: Facts) -> str:
    """Present value of a deal."""
    issues = counted(len(facts.issues), "issue")
    if facts.pie is None:
        return f"one unit, over {issues} (the scenario gives no money)"
    return f"{billions(facts.pie)}: the present value of a deal, over {issues}"


def clock(facts: Facts) -> str:
    """First day, length and number of the rounds."""
    days = f"{facts.days:g} day" + ("" if facts.days == 1.0 else "s")
    last = facts.terms.deadline
    return (
        f"{counted(last + 1, 'round')} of {days}, from {day(facts.date_of(0))}; "
        f"the last begins on {day(facts.date_of(last))}"
    )


def header_lines(facts: Facts, width: int) -> list[str]:
    """Head of the transcript."""
    rows = [
        ("Scenario", f"{facts.scenario.name} (seed {facts.seed}, stream {facts.stream})"),
        ("Pie", pie(facts)),
        ("Clock", clock(facts)),
        *((facts.name(side), way(facts, side)) for side in SIDES),
    ]
    lines = underlined(facts.scenario.title, width)
    for label, text in rows:
        lines += labelled(label, text, width, indent=0)
    return [*lines, ""]
