"""Plain words for what a solution says."""

from negotiation.solution import Solution
from negotiation.solution.results import Play, Stage
from negotiation.transcript.layout import capital
from negotiation.transcript.words import billions, day, percent

NAMES = ("the US", "China")
CERTAIN = 1 - 1e-9
NEVER = 1e-9
ROUGH = 0.001  # a gain from another act that is worth a warning, share of the pie

STANCES = ("tables", "talks", "demands", "waits")
REGIMES = {
    "talk first": "both talk first",
    "standoff": "one has to table while neither wants to: a standoff",
    "race": "both race to table",
    "coordination": "both talk or both table, whichever they expect of each other",
    "the US tables": "the US tables and China lets it",
    "China tables": "China tables and the US lets it",
    "other": "no simple way to start",
}
WISHES = {
    "talk": "would rather talk than table",
    "demand": "demands the other's offer: it would rather answer than table, and sooner table "
    "than talk",
    "table": "would rather table than do anything else",
}
CHANNELS = {
    "patience": "patience",
    "flow_cost": "cost of delay, threats included",
    "outside_option": "outside options and endings",
    "commitment": "audience costs",
    "ratification_floor": "ministries and floors",
    "proposer_right": "right to propose",
    "information": "private priorities and talk",
}


def mixture(chances: tuple[float, ...]) -> str:
    """What a side does, with chances where it mixes.

    >>> mixture((0.0, 1.0, 0.0, 0.0)), mixture((0.25, 0.75, 0.0, 0.0))
    ('talks', 'tables (25%) or talks (75%)')
    """
    if max(chances) >= CERTAIN:
        return STANCES[chances.index(max(chances))]
    return " or ".join(
        f"{word} ({100 * p:.0f}%)" for word, p in zip(STANCES, chances, strict=True) if p > NEVER
    )


def play_text(play: Play) -> str:
    """What both sides do.

    >>> from negotiation.solution.results import Pair
    >>> play_text(Play((0.0, 1.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), Pair(0.5, 0.5)))
    'both talk'
    """
    us, cn = mixture(play.us), mixture(play.cn)
    if us == cn and max(play.us) >= CERTAIN:
        return f"both {us.removesuffix('s')}"
    return f"the US {us}, China {cn}"


def wish(stage: Stage, side: int) -> str:
    """What a side would rather do than table first."""
    text = WISHES[stage.wish(side)]
    best = stage.wish(side) == "talk" and stage.W[side] > stage.Theta[side]
    return f"{text}, and best of all answer the other's offer" if best else text


def money(solution: Solution, share: float) -> str:
    """Share of the pie, in dollars too where the scenario gives a pie."""
    if solution.pie_usd_bn is None:
        return percent(share)
    return f"{percent(share)} ({billions(share * solution.pie_usd_bn)})"


def when(stage: Stage) -> str:
    """First day of a round."""
    return f"from {day(stage.date)} on" if stage.for_ever else day(stage.date)


# ------------------------------------------------------------------ what it means


def meaning(solution: Solution) -> str:
    """Say in a few sentences what the solution means."""
    begun = [*_starting(solution), _who_has_more(solution), *_price(solution)]
    return " ".join([*begun, *_how_firm(solution), *_caution(solution)])


def _starting(solution: Solution) -> list[str]:
    today, stage = solution.today, solution.reference
    if today is None or stage is None:
        return ["Offers are on the table from the start, so nobody chooses when to table."]
    found = []
    if not all(today.can_table):
        barred = [n for n, may in zip(NAMES, today.can_table, strict=True) if not may]
        found.append(f"Today ({day(today.date)}) {' and '.join(barred)} cannot table yet.")
    text = f"If the sides may only table or talk, {REGIMES[stage.regime]}"
    found.append(f"{text} on {day(stage.date)}{_change(solution, stage)}.")
    us, cn = wish(stage, 0), wish(stage, 1)
    found.append(f"Each side {us}." if us == cn else f"The US {us}; China {cn}.")
    found.append(_with_everything(solution, today))
    return found


def _change(solution: Solution, stage: Stage) -> str:
    later = [s.first for s in solution.stretches if s.first.round > stage.round]
    other = next((s for s in later if s.regime != stage.regime), None)
    if other is None:
        return ""
    return f"; {'' if other.for_ever else 'on '}{when(other)} {REGIMES[other.regime]}"


def _with_everything(solution: Solution, stage: Stage) -> str:
    n = len(stage.equilibria)
    rule = f"the rule {solution.select} picks" if n > 1 else "there is one equilibrium"
    several = f"With demands and waiting allowed, {n} equilibria exist today; " if n > 1 else (
        "With demands and waiting allowed, "
    )  # fmt: skip
    return f"{several}{rule}: {play_text(stage.selected)}."


def _who_has_more(solution: Solution) -> str:
    leverage = solution.leverage.game
    if abs(leverage - 0.5) < NEVER:
        return "Neither side has more leverage."
    leader = NAMES[0] if leverage > 0.5 else NAMES[1]
    part = max(leverage, 1 - leverage)
    sign = 1 if leverage > 0.5 else -1
    best = max(solution.leverage.channels.items(), key=lambda item: sign * item[1])[0]
    text = f"{capital(leader)} has more leverage: {percent(part)} of what the talks are worth"
    return f"{text} to both, mostly by {CHANNELS[best]}."


def _price(solution: Solution) -> list[str]:
    if solution.prices is None:
        return []
    us, cn = (money(solution, x) for x in solution.prices.price_of_going_first)
    same = solution.prices.price_of_going_first
    if abs(same.us - same.cn) < NEVER:
        return [f"Tabling first instead of answering costs either side {us}."]
    return [f"Tabling first instead of answering costs the US {us}, China {cn}."]


def _how_firm(solution: Solution) -> list[str]:
    pies = [r for r in solution.ranges if r.assumption == "pie" and r.finding == "regime"]
    if not pies:
        return []
    low, high = billions(pies[0].low), billions(pies[0].high)
    ends = "" if pies[0].high_is_edge else ", as far as was searched"
    return [f"The way to start stays the same for any pie from {low} to {high}{ends}."]


def _caution(solution: Solution) -> list[str]:
    worst = max(regret.gain for regret in solution.regrets)
    if worst <= ROUGH:
        return []
    text = f"Mind that this solution is approximate: one other act would gain {percent(worst)}"
    return [f"{text} (see the end)."]
