"""The solution as text: first what it means, then the numbers."""

from collections.abc import Iterator

from negotiation.cli.solution_words import (
    CHANNELS,
    NAMES,
    NEVER,
    meaning,
    money,
    play_text,
    when,
)
from negotiation.solution import Solution
from negotiation.solution.document import ratio
from negotiation.solution.results import Pair, Range, Regret, Stage, Stretch
from negotiation.transcript.layout import capital, labelled, paragraph, table, underlined
from negotiation.transcript.words import billions, day, percent

WEEK = 7.0
SMALL = 1e-6  # a gain that is nothing but rounding

CAVEAT = (
    "A solution under the scenario's assumptions, not a forecast. Strengths are at their means; "
    "private reservation values, the votes of ministries and commitment types are left out."
)


def solution_text(solution: Solution, columns: int) -> str:
    """The whole report."""
    lines = [*underlined(solution.title, columns), *paragraph(meaning(solution), columns), ""]
    for title, part in (
        ("Ways to start today", _ways(solution, columns)),
        ("Equilibria today", _equilibria(solution, columns)),
        ("Stances by date, while nobody tables, learns or has demanded", _dates(solution, columns)),
        ("Leverage of the US (50% is parity)", _leverage(solution, columns)),
        ("Thresholds of the cost of delay", _thresholds(solution, columns)),
        ("Assumptions that the findings hang on, and how far", _ranges(solution, columns)),
        ("How exact this is", _checks(solution, columns)),
    ):
        found = list(part)
        lines += [title, *found, ""] if found else []
    return "\n".join([*lines, *paragraph(CAVEAT, columns)])


def _row(solution: Solution, name: str, pair: Pair) -> list[str]:
    return [name, *(money(solution, value) for value in pair)]


def _ways(solution: Solution, columns: int) -> Iterator[str]:
    stage, prices = solution.today, solution.prices
    if stage is None or prices is None:
        rows = [_row(solution, "value of the talks", solution.value)]
        yield from table([["", "US", "China"], *rows], columns)
        return
    rows = [
        _row(solution, "tables first (P)", stage.P),
        _row(solution, "answers the other's offer (W)", stage.W),
        _row(solution, "both talk (Theta)", stage.Theta),
        _row(solution, "price of going first (W - P)", prices.price_of_going_first),
        _row(solution, "information handed over by it", prices.information_rent),
        _row(solution, "interest in talk (Theta - P)", prices.interest_in_talk),
        _row(solution, "value of the game as selected", solution.value),
    ]
    yield from table([["", "US", "China"], *rows], columns)
    for name, may in zip(NAMES, stage.can_table, strict=True):
        if not may:
            text = f"{capital(name)} cannot table yet: its P is what tabling would bring."
            yield from paragraph(text, columns, "  ")


def _equilibria(solution: Solution, columns: int) -> Iterator[str]:
    stage = solution.today
    if stage is None:
        return
    for name, plays in (
        ("table or talk", stage.equilibria_offer_talk),
        ("all stances", stage.equilibria),
    ):
        for play in plays:
            picked = "; selected" if play == stage.selected and name == "all stances" else ""
            worth = f"US {percent(play.value.us)}, China {percent(play.value.cn)}"
            text = f"{play_text(play)}: {worth}{picked}"
            yield from labelled(name, text, columns, column=16)


# ------------------------------------------------------------------ dates


def _dates(solution: Solution, columns: int) -> Iterator[str]:
    for stretch in solution.stretches:
        yield from paragraph(_stretch(stretch), columns, "  ", "      ")


def _stretch(stretch: Stretch) -> str:
    first, last = stretch.first, stretch.last
    several = first.round != last.round
    span = f"{day(first.date)} to {day(last.date)}" if several else when(first)
    failed = ", summit failed" if first.summit_failed else ""
    regime = "" if first.regime == "other" else f" [{first.regime}]"
    return (
        f"{span}, tariffs {first.tariff_state}{failed}{regime}: {play_text(first.selected)}; "
        f"{_worth('US', first, 0)}; {_worth('China', first, 1)}"
    )


def _worth(name: str, stage: Stage, side: int) -> str:
    values = (stage.P[side], stage.W[side], stage.Theta[side])
    first, second, talk = (f"{100 * value:.1f}" for value in values)
    return f"{name} P {first}, W {second}, Theta {talk}"


# ------------------------------------------------------------------ leverage and thresholds


def _leverage(solution: Solution, columns: int) -> Iterator[str]:
    found = solution.leverage
    rows = [
        ["the whole game, today", percent(found.game)],
        ["structural: one pie, fair coin, threats discounted", percent(found.structural)],
        ["structural, priorities known", percent(found.known)],
    ]
    if found.closed_form is not None:
        rows.append(["structural, today's tariffs for ever (formula)", percent(found.closed_form)])
    yield from table(rows, columns)
    yield from _channels(solution, columns)
    if found.clipped:
        yield from paragraph("A negative value was counted as nothing.", columns, "  ")
    for threat in solution.escalations:
        gain = 100 * (threat.with_it - threat.without_it)
        text = f"{day(threat.date)}, {threat.title or threat.to_state}: {gain:+.1f} points today"
        yield from labelled("threat", f"{text} (structural)", columns)


def _channels(solution: Solution, columns: int) -> Iterator[str]:
    found = solution.leverage
    channels = {CHANNELS[k]: v for k, v in found.channels.items()}
    channels["asymmetry outside these"] = found.remainder
    rows = [[name, f"{100 * v:+.2f}"] for name, v in channels.items() if abs(v) > NEVER]
    if rows:
        text = f"Where the {100 * (found.game - 0.5):+.1f} points come from:"
        yield from paragraph(text, columns, "  ")
        yield from table(rows, columns, 4)


def _thresholds(solution: Solution, columns: int) -> Iterator[str]:
    found = solution.thresholds
    if found is None:
        return
    cost = f"{_cost(solution, found.cost)} on average today"
    yield from paragraph(f"Cost of delay: {cost}; {found.method}.", columns, "  ")
    turns = (
        ("c_T", found.c_T, found.c_T_by_side, "talking"),
        ("c_W", found.c_W, found.c_W_by_side, "answering"),
    )
    for name, value, by_side, other in turns:
        text = _turn(solution, value) + f": above it tabling beats {other}"
        if found.searched is not None and value is not None:
            text += f" for one side; {_own(solution, by_side)}"
        yield from labelled(name, text, columns)
    for label, number, words in _overlays(solution):
        yield from labelled(label, f"{number}: {words}", columns, column=12)


def _turn(solution: Solution, value: float | None) -> str:
    found = solution.thresholds
    assert found is not None
    far = ratio(value, found.cost)
    if value is None and found.searched is not None:
        low, high = found.searched
        return f"not between {low:g} and {high:g} times today's cost"
    assert value is not None
    return _cost(solution, value) + ("" if far is None else f", {far:.2f} times today's")


def _own(solution: Solution, by_side: tuple[float | None, float | None]) -> str:
    parts = [
        f"{name} {'not in reach' if cost is None else 'at ' + _cost(solution, cost, short=True)}"
        for name, cost in zip(("US", "China"), by_side, strict=True)
    ]
    return f"own cost at which each turns: {', '.join(parts)}"


def _overlays(solution: Solution) -> Iterator[tuple[str, str, str]]:
    found = solution.thresholds
    assert found is not None
    if found.candour is not None:
        words = "chance of a silent counterpart above which talk beats a screening offer"
        yield "candour", percent(found.candour), words
    if found.anchoring is not None:
        words = "weight of an opening ask for everything above which going first pays"
        yield "anchoring", percent(found.anchoring), words
    if found.framework_rounds is not None:
        words = "rounds of truce up to which a framework beats an immediate own offer"
        yield "framework", f"{found.framework_rounds:.2f}", words
    if found.leverage_cut_off is not None:
        words = "structural leverage above which the US would rather table than talk"
        yield "leverage", percent(found.leverage_cut_off), words


def _cost(solution: Solution, share: float, short: bool = False) -> str:
    if solution.pie_usd_bn is None:
        return percent(share) if short else f"{percent(share)} of the pie a round"
    weekly = share * solution.pie_usd_bn * WEEK / solution.days_per_round
    text = f"{billions(weekly)} a week"
    return text if short else f"{text} ({percent(share)} of the pie a round)"


# ------------------------------------------------------------------ assumptions and checks

ASSUMPTIONS = {
    "pie": "pie",
    "flow_costs": "cost of delay",
    "flow_cost_difference": "China's cost of delay less that of the US",
}
FINDINGS = {"regime": "the way to start stays", "leverage": "the same side has more leverage"}


def _ranges(solution: Solution, columns: int) -> Iterator[str]:
    for found in solution.ranges:
        text = f"{FINDINGS[found.finding]} from {_end(found, found.low, found.low_is_edge)} to "
        text += f"{_end(found, found.high, found.high_is_edge)}; now {_amount(found, found.value)}"
        yield from paragraph(f"{ASSUMPTIONS[found.assumption]}: {text}", columns, "  ", "      ")
    if any(not (r.low_is_edge and r.high_is_edge) for r in solution.ranges):
        yield from paragraph("(*) nothing changes as far as was searched.", columns, "  ")


def _end(found: Range, value: float, is_edge: bool) -> str:
    return _amount(found, value) + ("" if is_edge else " (*)")


def _amount(found: Range, value: float) -> str:
    if found.unit.startswith("USD"):
        return billions(value) + (" a week" if "week" in found.unit else "")
    return percent(round(value, 6))


def _checks(solution: Solution, columns: int) -> Iterator[str]:
    if all(regret.gain <= SMALL for regret in solution.regrets):
        yield from paragraph("No single other act would gain a side anything.", columns, "  ")
    for found in solution.regrets:
        if found.gain > SMALL:
            yield from paragraph(_regret(solution, found), columns, "  ", "      ")
    failed = [condition.words for condition in solution.conditions if not condition.holds]
    if failed:
        text = f"Not by formula, which would need: {'; '.join(failed)}."
        yield from paragraph(text, columns, "  ", "      ")


def _regret(solution: Solution, found: Regret) -> str:
    who, size = NAMES[0] if found.side == "us" else NAMES[1], money(solution, found.gain)
    where = f"(round {found.round}, tariffs {found.tariff_state})"
    if found.kind == "a first package refused":
        text = f"some recipients would refuse a first package of {who}, which loses it {size}"
    else:
        text = f"{found.kind} would gain {who} up to {size}"
    return f"Approximate: {text} {where}."
