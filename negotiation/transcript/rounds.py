"""One paragraph a round; quiet rounds that are all alike are folded into one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from negotiation.records import Record
from negotiation.terms import NOBODY
from negotiation.transcript.accounts import (
    audience,
    leverage,
    offer_prices,
    paid,
    prices,
    reputations,
    tariffs,
)
from negotiation.transcript.events import breakdown, events, summit
from negotiation.transcript.facts import SIDES, Facts, other, own
from negotiation.transcript.layout import capital, labelled, paragraph
from negotiation.transcript.moves import moves
from negotiation.transcript.tables import standing_packages
from negotiation.transcript.words import PHASES, counted, round_name


@dataclass(frozen=True)
class Told:
    """A round as it is told, in parts; `key` is equal where rounds fold."""

    round: int
    heading: str
    lines: tuple[str, ...]
    audience: list[str]
    packages: list[str]
    key: object


def known_at_start(facts: Facts) -> list[bool]:
    """Whether each side, at the least favourable type, knows the other's priorities already."""
    return [facts.side_terms(other(side)).n_profiles == 1 for side in SIDES]


def discoveries(facts: Facts, record: Record, before: Record | None) -> list[str]:
    """Sides that in this round came to know, or to doubt, the other's priorities."""
    knew = known_at_start(facts) if before is None else [own(before, "informed", s) for s in SIDES]
    return [
        f"{capital(facts.the(side))} now knows the priorities of {facts.the(other(side))}."
        for side, known in zip(SIDES, knew, strict=True)
        if own(record, "informed", side) and not known
    ]


def package_lines(facts: Facts, record: Record, before: Record | None, width: int) -> list[str]:
    """Packages on the table, in rounds that put one there."""
    if record["opened"] == NOBODY or record["framework_formed"]:
        return []
    return standing_packages(facts, record, before, width)


def account_lines(facts: Facts, record: Record, before: Record | None, width: int) -> list[str]:
    """Tariffs, leverage, and what else counts today."""
    rows = [
        ("tariffs", tariffs(facts, record, before)),
        ("leverage", leverage(facts, record)),
        ("prices", prices(facts, record, before)),
        ("repute", reputations(facts, record)),
    ]
    return [line for label, text in rows if text for line in labelled(label, text, width)]


def audience_lines(facts: Facts, record: Record, width: int) -> list[str]:
    """What giving a public demand up would cost; it grows while rounds are alike otherwise."""
    text = audience(facts, record)
    return labelled("audience", text, width) if text else []


def happenings(facts: Facts, record: Record, before: Record | None, width: int) -> list[str]:
    """Events of the calendar, moves of the sides, and what came of them."""
    after = [*offer_prices(facts, record), *paid(facts, record, before)]
    after += [*discoveries(facts, record, before), *summit(facts, record), *breakdown(record)]
    lines = [
        line for text in events(facts, record, before) for line in paragraph(text, width, "  * ")
    ]
    for label, text in moves(facts, record):
        lines += labelled(label, text, width)
    return lines + [line for text in after for line in paragraph(text, width, "  - ")]


def is_quiet(facts: Facts, record: Record) -> bool:
    """Whether a round may be folded: no date of the calendar, no change of phase."""
    return record["phase"] == record["phase_played"] and not facts.entries(record["round"])


def told_round(facts: Facts, record: Record, before: Record | None, width: int) -> Told:
    """Tell one round."""
    lines = happenings(facts, record, before, width)
    packages = package_lines(facts, record, before, width)
    accounts = account_lines(facts, record, before, width)
    unchanged = account_lines(facts, record, record, width)
    heading = capital(f"{round_name(facts, record['round'])}: {PHASES[record['phase_played']]}")
    key = (*lines, *unchanged, *packages) if is_quiet(facts, record) else record["round"]
    told = (*lines, *accounts)
    return Told(record["round"], heading, told, audience_lines(facts, record, width), packages, key)


def alike(rounds: list[Told]) -> Iterator[list[Told]]:
    """Runs of rounds that read the same; what is not quiet stands alone."""
    for _, group in groupby(rounds, key=lambda told: told.key):
        yield list(group)


def folded(facts: Facts, group: list[Told], width: int) -> list[str]:
    """Lines of a run of rounds that read the same: the first in full, the rest in a line."""
    first, last = group[0], group[-1]
    lines = [*paragraph(first.heading, width, rest="  "), *first.lines]
    if len(group) > 1:
        name = round_name(facts, last.round)
        again = f"{counted(len(group), 'round')} like this; the last: {name}"
        lines += paragraph(again, width, "  ... ")
    return [*lines, *last.audience, *first.packages, ""]


def round_lines(facts: Facts, width: int) -> list[str]:
    """The whole course of a negotiation."""
    befores = [None, *facts.rounds[:-1]]
    rounds = [
        told_round(facts, record, before, width)
        for record, before in zip(facts.rounds, befores, strict=True)
    ]
    return [line for group in alike(rounds) for line in folded(facts, group, width)]
