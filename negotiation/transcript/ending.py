"""The end of a transcript: outcome, deal, money, who tabled first, and what was private."""

from collections.abc import Callable

from negotiation.terms import NOBODY, Outcome, Response, Side
from negotiation.transcript.facts import SIDES, Facts, own
from negotiation.transcript.layout import capital, labelled, paragraph, table
from negotiation.transcript.tables import deal_table
from negotiation.transcript.words import (
    OUTCOMES,
    billions,
    counted,
    percent,
    round_name,
    tabler,
)

CAVEAT = (
    "One simulated run under the assumptions of this scenario: not a forecast, "
    "and no account of what happened."
)

ACCOUNTS = (
    ("utility of the deal", "deal_utility"),
    ("payoff, discounted, less costs", "payoff"),
    ("cost of delay", "delay_cost"),
    ("political cost", "political_cost"),
    ("leverage at the end", "leverage"),
)


def outcome_text(facts: Facts) -> str:
    """Outcome in words, with its date."""
    outcome = Outcome(facts.run["outcome"])
    words = OUTCOMES[outcome]
    if outcome == Outcome.WALKED_OUT:
        who = next(s for s in SIDES if own(facts.rounds[-1], "response", s) == Response.WALK_OUT)
        words = f"{capital(facts.the(who))} walked out"
    return f"{words}: {round_name(facts, facts.run['round'])}."


def first_text(facts: Facts) -> str:
    """Who tabled first, and when."""
    code, t = facts.run["first_tabler"], facts.run["first_tabled_round"]
    if code == NOBODY:
        return "nobody put an offer on the table"
    return f"{tabler(facts, code)}, {round_name(facts, t)}"


def account_rows(facts: Facts, show: Callable[[float], str]) -> list[list[str]]:
    """One row an account, one column a side."""
    rows = [
        [text, *(show(own(facts.run, field, side)) for side in SIDES)] for text, field in ACCOUNTS
    ]
    return rows if facts.run["outcome"] == Outcome.DEAL else rows[1:]


def money_columns(facts: Facts) -> list[list[str]]:
    """Accounts in shares of the pie and, where the scenario has money, in dollars."""
    rows = account_rows(facts, percent)
    head = ["", *(facts.name(side) for side in SIDES)]
    if facts.pie is None:
        return [head, *rows]
    pie = facts.pie
    dollars = account_rows(facts, lambda share: billions(share * pie))
    money = [[*row, *more[1:]] for row, more in zip(rows[:-1], dollars[:-1], strict=True)]
    return [[*head, *head[1:]], *money, [*rows[-1], "", ""]]


def private_text(facts: Facts, side: Side) -> str:
    """What was drawn for a side at the start and was hidden from the other."""
    parts = [f"priorities '{facts.profile_name(side, own(facts.run, 'profile', side))}'"]
    mine = facts.side_terms(side)
    if mine.n_strengths > 1:
        parts.append(f"strength '{facts.strength_name(side, own(facts.run, 'strength', side))}'")
    if any(high > 0.0 for high in mine.reservation_high):
        parts.append(f"reservation utility {percent(own(facts.run, 'reservation', side))}")
    if mine.stubborn_probability > 0.0:
        parts.append("stubborn" if own(facts.run, "stubborn", side) else "not stubborn")
    return ", ".join(parts)


def count_text(facts: Facts) -> str:
    """How often what happened."""
    run = facts.run
    return ", ".join(
        (
            counted(run["frameworks"], "framework"),
            counted(run["escalations"], "escalation") + " carried out",
            counted(run["threats_lapsed"], "threat") + " let lapse",
            counted(run["ratification_failures"], "failed ratification"),
        )
    )


def deal_lines(facts: Facts, width: int) -> list[str]:
    """The deal, where there is one."""
    return ["", *deal_table(facts, width)] if facts.run["outcome"] == Outcome.DEAL else []


def ending_lines(facts: Facts, width: int) -> list[str]:
    """End of the transcript."""
    text = outcome_text(facts)
    lines = [*paragraph(text, width), "-" * min(width, len(text))]
    lines += labelled("Tabled first", first_text(facts), width, indent=0, column=14)
    lines += labelled("On the way", count_text(facts), width, indent=0, column=14)
    for side in SIDES:
        label = f"{facts.name(side)} had"
        lines += labelled(label, private_text(facts, side), width, indent=0, column=14)
    lines += [*deal_lines(facts, width), "", *table(money_columns(facts), width), ""]
    return lines + paragraph(CAVEAT, width)
