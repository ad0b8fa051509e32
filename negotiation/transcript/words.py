"""Numbers, dates and codes in plain words."""

from datetime import date

from negotiation.terms import NOBODY, Outcome, Phase, Side
from negotiation.transcript.facts import Facts

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEK = 7.0

PHASES = {
    Phase.PRE: "talks about talks",
    Phase.FORMAL: "offers on the table",
    Phase.FRAMEWORK: "truce: details under a framework",
    Phase.CLOSED: "closed",
}

OUTCOMES = {
    Outcome.DEAL: "A deal",
    Outcome.TRUCE_RUNNING: "No deal, but a truce that is still running",
    Outcome.BREAKDOWN: "Talks broke down",
    Outcome.WALKED_OUT: "One side walked out",
    Outcome.EXPIRED: "Time ran out without a deal",
}


def counted(n: int, noun: str) -> str:
    """Number and noun.

    >>> counted(1, "round"), counted(3, "round")
    ('1 round', '3 rounds')
    """
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def day(when: date) -> str:
    """Calendar date, the same in every locale.

    >>> day(date(2018, 11, 1))
    '1 Nov 2018'
    """
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def round_name(facts: Facts, t: int) -> str:
    """Date and number of a round: `week of 1 Nov 2018 (round 0)`."""
    when = day(facts.date_of(t))
    return f"week of {when} (round {t})" if facts.days == WEEK else f"round {t} (from {when})"


def percent(share: float) -> str:
    """Share in per cent, with one decimal, more where it is small.

    >>> percent(0.314), percent(0.00021), percent(0.0)
    ('31.4%', '0.021%', '0.0%')
    """
    number = 100.0 * share
    return f"{number:.1f}%" if share == 0.0 or abs(number) >= 0.1 else f"{number:.2g}%"


def billions(usd_bn: float) -> str:
    """Amount of money in USD bn with about three digits.

    >>> billions(1234.5), billions(12.34), billions(0.312), billions(-0.0012)
    ('USD 1,234 bn', 'USD 12.3 bn', 'USD 0.31 bn', 'USD -0.0012 bn')
    """
    if usd_bn == 0.0:
        return "USD 0 bn"
    size = abs(usd_bn)
    decimals = 0 if size >= 100.0 else 1 if size >= 10.0 else 2
    if 0.0 < size < 0.1:
        return f"USD {usd_bn:.2g} bn"
    return f"USD {usd_bn:,.{decimals}f} bn"


def worth(facts: Facts, share: float) -> str:
    """Share of the pie, in money too where the scenario has any."""
    if facts.pie is None:
        return percent(share)
    return f"{percent(share)} ({billions(share * facts.pie)})"


def flow(facts: Facts, cost_per_round: float) -> str:
    """Flow cost in USD bn a week, or in shares of the pie where the scenario has no money."""
    if facts.pie is None:
        return f"{percent(cost_per_round)} of the pie a round"
    return f"{billions(cost_per_round * facts.pie * WEEK / facts.days)} a week"


def tabler(facts: Facts, code: int) -> str:
    """Name of the side, or sides, that a record says tabled first."""
    if code == NOBODY:
        return "nobody"
    return facts.name(Side(code)) if code in tuple(Side) else "both at once"
