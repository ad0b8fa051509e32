"""What a round cost and who had the upper hand: tariffs, leverage, prices of going first."""

from negotiation.records import Record
from negotiation.terms import Phase, Side, Stance
from negotiation.transcript.facts import SIDES, SUFFIX, Facts, other, own
from negotiation.transcript.layout import capital
from negotiation.transcript.words import flow, percent, worth

PRICES = ("price_of_going_first", "interest_in_talk")


def by_side(facts: Facts, texts: list[str]) -> str:
    """Join the sides' texts: `US 0.2, China 0.3`."""
    return ", ".join(f"{facts.the(side)} {text}" for side, text in zip(SIDES, texts, strict=True))


def tariffs(facts: Facts, record: Record, before: Record | None) -> str:
    """Tariff state, with its title where it is new, and what a round without a deal costs."""
    costs = [flow(facts, own(record, "flow_cost", side)) for side in SIDES]
    state = record["tariff_state"]
    is_known = before is not None and before["tariff_state"] == state
    name = facts.state_name(state) if is_known else facts.tariff_name(state)
    return f"{name}; delay costs {by_side(facts, costs)}"


def leverage(facts: Facts, record: Record) -> str:
    """Structural leverage of both sides; says so where a corner binds."""
    texts = [
        percent(own(record, "leverage", side))
        + (" (a corner)" if own(record, "leverage_clipped", side) else "")
        for side in SIDES
    ]
    return ", ".join(f"{facts.name(s)} {text}" for s, text in zip(SIDES, texts, strict=True))


def audience(facts: Facts, record: Record) -> str:
    """Audience cost that waits for a side that gives way; empty where there is none."""
    costs = [(side, own(record, "audience_cost", side)) for side in SIDES]
    texts = [f"{facts.the(side)} {worth(facts, cost)}" for side, cost in costs if cost > 0.0]
    return "giving way would now cost " + ", ".join(texts) if texts else ""


def paid(facts: Facts, record: Record, before: Record | None) -> list[str]:
    """Sides that gave a public demand up in this round and what their audience took for it."""
    if before is None:
        return []
    acts = (Stance.OFFER, Stance.TALK)
    bills = [
        (side, own(before, "audience_cost", side))
        for side in SIDES
        if own(record, "stance", side) in acts and own(record, "audience_cost", side) == 0.0
    ]
    return [
        f"{capital(facts.the(side))} gives its public demand up; this costs {worth(facts, bill)}."
        for side, bill in bills
        if bill > 0.0
    ]


def reputations(facts: Facts, record: Record) -> str:
    """What each side is taken for, where stubbornness is possible."""
    stubborn = [side for side in SIDES if facts.side_terms(side).stubborn_probability > 0.0]
    texts = [f"{facts.name(side)} {percent(own(record, 'reputation', side))}" for side in stubborn]
    return "thought stubborn: " + ", ".join(texts) if texts else ""


def prices(facts: Facts, record: Record, before: Record | None) -> str:
    """What going first would cost either side today; empty where that is no news."""
    fields = [f"{field}_{SUFFIX[side]}" for field in PRICES for side in SIDES]
    known = before is not None and all(before[field] == record[field] for field in fields)
    if record["phase_played"] != Phase.PRE or known:
        return ""
    texts = [worth(facts, own(record, "price_of_going_first", side)) for side in SIDES]
    values = [worth(facts, own(record, "interest_in_talk", side)) for side in SIDES]
    talk = f"to talk rather than table gains {by_side(facts, values)}"
    return f"to table first rather than second costs {by_side(facts, texts)}; {talk}"


def offer_price(facts: Facts, record: Record, side: Side) -> str:
    """What a side gave up by tabling before talks were open."""
    price = worth(facts, own(record, "price_of_going_first", side))
    rent = worth(facts, own(record, "information_rent", side))
    name, reader = capital(facts.the(side)), facts.the(other(side))
    points = 100.0 * own(record, "leverage_given_up", side)
    lost = (
        f"{name} gives up {points:.1f} points of leverage against its best other stance"
        if points >= 0.0
        else f"{name} gains {-points:.1f} points of leverage over its best other stance"
    )
    return (
        f"{lost}. To answer an offer of {reader} would have been worth {price} more to it; "
        f"what its package tells {reader} is worth {rent} to {reader}."
    )


def offer_prices(facts: Facts, record: Record) -> list[str]:
    """What tabling gave up, for each side that tabled before talks were open."""
    if record["phase_played"] != Phase.PRE:
        return []
    return [offer_price(facts, record, side) for side in facts.tables_of(record)]
