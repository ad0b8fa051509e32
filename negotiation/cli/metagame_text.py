"""The estimated game of timing strategies in words and tables."""

from collections.abc import Sequence

from negotiation.metagame.game import Interval, MetaGame, Outlook
from negotiation.theory.large_game import PROGRAM_REGRET
from negotiation.transcript.layout import paragraph, table, underlined

PERCENT = 100.0
SEEN = 0.0005  # shares below this are not mentioned
MOST_EQUILIBRIA = 8
SIDES = ("the US", "China")
CAVEAT = (
    "Estimates under the assumptions of this scenario, for the strategies on this list alone: "
    "one that is not on it may do better. Equilibria of this estimated game, not forecasts."
)
SOLVED = "equilibrium"
MISPLACED = (
    "The strategy equilibrium is solved for sides that also bargain as solved; under other tactics "
    "it may lose. --tactic equilibrium puts it into its own world."
)
PAIRED = (
    "Every pair meets the same draws, so differences between the cells of a table are known far "
    "better than the cells themselves. Robustness below counts that: it is the share of 1000 "
    "bootstrap draws of the runs in which the same strategies still are an equilibrium."
)


def hundredths(share: float) -> str:
    """Share of the pie in per cent, with one digit; never a negative nought.

    >>> hundredths(0.5234), hundredths(-0.0001)
    ('52.3', '0.0')
    """
    return f"{round(PERCENT * share, 1) + 0.0:.1f}"


def mixture(names: Sequence[str], chances: Sequence[float]) -> str:
    """Strategies that are played, the likeliest first.

    >>> mixture(["offer", "talk", "demand"], [0.25, 0.75, 0.0]), mixture(["talk"], [1.0])
    ('talk 75 %, offer 25 %', 'talk')
    """
    rows = sorted(zip(names, chances, strict=True), key=lambda row: -row[1])
    played = [(name, chance) for name, chance in rows if chance >= SEEN]
    if len(played) == 1:
        return played[0][0]
    return ", ".join(f"{name} {share_of(chance)}" for name, chance in played)


def share_of(chance: float) -> str:
    """Chance in per cent; small ones as less than one.

    >>> share_of(0.25), share_of(0.004)
    ('25 %', '<1 %')
    """
    return f"{PERCENT * chance:.0f} %" if round(PERCENT * chance) else "<1 %"


# ------------------------------------------------------------------ payoffs


def payoff_cells(game: MetaGame, side: int) -> list[list[str]]:
    """Mean and half of the 95 % interval, one row a US strategy."""
    value, low, high = (each[side] for each in game.intervals)
    half = (high - low) / 2
    return [
        [f"{hundredths(m)} +-{hundredths(h)}" for m, h in zip(means, halves, strict=True)]
        for means, halves in zip(value, half, strict=True)
    ]


def blocks(sizes: Sequence[int], free: int) -> list[range]:
    """Columns that fit side by side, at least one a block.

    >>> blocks([10, 10, 10], 25)
    [range(0, 2), range(2, 3)]
    """
    found, start, used = [], 0, 0
    for column, size in enumerate(sizes):
        if column > start and used + size > free:
            found.append(range(start, column))
            start, used = column, 0
        used += size
    return [*found, range(start, len(sizes))]


def payoff_lines(game: MetaGame, side: int, width: int) -> list[str]:
    """Table of one side's payoffs, in blocks of columns that fit the width."""
    cells = payoff_cells(game, side)
    sizes = [2 + max(len(name), *(len(row[k]) for row in cells)) for k, name in enumerate(game.cn)]
    free = width - 2 - max(map(len, game.us))
    lines = [f"Payoff of {SIDES[side]}; rows: the US plays, columns: China plays"]
    for columns in blocks(sizes, free):
        head = ["", *(game.cn[k] for k in columns)]
        body = [
            [name, *(row[k] for k in columns)] for name, row in zip(game.us, cells, strict=True)
        ]
        lines += [*table([head, *body], width), ""]
    return lines


# ------------------------------------------------------------------ equilibria


def bundled(game: MetaGame) -> list[list[Outlook]]:
    """Equilibria that differ in China's choice only and look the same otherwise, together."""
    bundles: dict[tuple[str, ...], list[Outlook]] = {}
    for row in game.outlooks:
        us, value = mixture(game.us, row.equilibrium.us), worth(row)
        bundles.setdefault((us, value, share_of(row.kept)), []).append(row)
    return list(bundles.values())


def worth(row: Outlook) -> str:
    """What an equilibrium brings both sides."""
    us, cn = map(hundredths, row.equilibrium.value)
    return f"worth {us} to the US, {cn} to China"


def bundle_text(game: MetaGame, rows: Sequence[Outlook]) -> str:
    """Equilibria of a bundle: who plays what, what it brings, and how robust each is."""
    us = mixture(game.us, rows[0].equilibrium.us)
    cn = " or ".join(mixture(game.cn, row.equilibrium.cn) for row in rows)
    kept = f"kept in {share_of(rows[0].kept)} of draws"
    return f"the US plays {us}; China plays {cn}; {worth(rows[0])}; {kept}"


def count_text(game: MetaGame) -> str:
    """How many equilibria there are, and which one is the selected one."""
    many = len(game.outlooks)
    head = "One equilibrium" if many == 1 else f"{many} equilibria"
    if not game.solutions.complete:
        head += " found (all pure ones and one more: the game is too large or ties too often)"
    return f"{head}; the first is the one selected, by the rule '{game.rule}'."


def equilibrium_lines(game: MetaGame, width: int) -> list[str]:
    """The selected equilibrium and the most robust others."""
    lines = ["Equilibria", *paragraph(count_text(game), width, "  ")]
    bundles = bundled(game)
    for rows in bundles[:MOST_EQUILIBRIA]:
        lines += paragraph(bundle_text(game, rows), width, "  - ")
    rest = sum(map(len, bundles[MOST_EQUILIBRIA:]))
    if rest > 0:
        lines += paragraph(f"and {rest} more, see --json", width, "  - ")
    return lines


def alike_lines(game: MetaGame, width: int) -> list[str]:
    """Strategies that cannot be told apart; equilibria name the first of them."""
    rows = []
    for side, groups in zip(SIDES, game.alike, strict=True):
        rows += [f"{side}: {', '.join(group)}" for group in groups]
    if not rows:
        return []
    text = "No difference in any payoff (equilibria name the first only): "
    return paragraph(text + "; ".join(rows) + ".", width, "  ")


def dominated_lines(game: MetaGame, width: int) -> list[str]:
    """Strategies that some mixture of others always beats."""
    lines: list[str] = []
    for side, names in zip(SIDES, game.dominated, strict=True):
        if names:
            text = f"Beaten throughout by a mixture of others, for {side}: {', '.join(names)}"
            lines += paragraph(f"{text} (going by the means, errors left aside).", width, "  ")
    return lines


# ------------------------------------------------------------------ imitation and regret


def replicator_text(game: MetaGame) -> str:
    """Where imitation leads from equal shares of all strategies."""
    end = game.replicator
    if not end.at_rest:
        us, cn = mixture(game.us, end.average_us), mixture(game.cn, end.average_cn)
        return (
            f"From equal shares imitation does not come to rest within {end.steps} steps; on "
            f"average over them the US plays {us}, and China {cn}."
        )
    us, cn = mixture(game.us, end.us), mixture(game.cn, end.cn)
    text = f"From equal shares imitation comes to rest where the US plays {us}, and China {cn}. "
    if game.replicator_regret <= PROGRAM_REGRET:
        return text + "Neither could gain there by another strategy: an equilibrium."
    return text + f"A side could gain {hundredths(game.replicator_regret)} there: no equilibrium."


def regret_cell(interval: Interval, at: int) -> str:
    """Loss with its 95 % interval."""
    value, low, high = (hundredths(float(each[at])) for each in interval)
    return f"{value} [{low}, {high}]"


def regret_lines(game: MetaGame, width: int) -> list[str]:
    """What each strategy loses if the other side plays the selected equilibrium."""
    names = list(dict.fromkeys([*game.us, *game.cn]))
    rows = [["", "the US", "China"]]
    for name in names:
        cells = [
            regret_cell(interval, listed.index(name)) if name in listed else "-"
            for interval, listed in zip(game.regrets, (game.us, game.cn), strict=True)
        ]
        rows.append([name, *cells])
    text = "Regret: loss towards the best reply, the other side playing the selected equilibrium"
    return [*paragraph(text, width), *table(rows, width)]


# ------------------------------------------------------------------ the whole


def head_text(game: MetaGame) -> str:
    """What was played."""
    tactic = f"the tactic {game.tactic}" if game.tactic else "the scenario's tactics"
    return (
        f"{len(game.us)} timing strategies of the US against {len(game.cn)} of China, "
        f"{game.runs} runs a pair, seed {game.seed}, {tactic}. Payoffs are discounted, less "
        "costs, in % of the pie, with half of the 95 % interval."
    )


def bargains_as_solved(game: MetaGame) -> bool:
    """Whether both sides bargain as the solution has it once offers are on the table."""
    sides = (game.scenario.us, game.scenario.cn)
    return {game.tactic or side.tactic.name for side in sides} == {SOLVED}


def solved_lines(game: MetaGame, width: int) -> list[str]:
    """What the solved strategy takes for granted, where that is not so."""
    if SOLVED not in (*game.us, *game.cn) or bargains_as_solved(game):
        return []
    return paragraph(MISPLACED, width)


def left_out_lines(game: MetaGame, width: int) -> list[str]:
    """Strategies that could not play."""
    return [line for text in game.left_out for line in paragraph(f"Left out: {text}.", width)]


def metagame_text(game: MetaGame, width: int) -> str:
    """Tell the estimated game: payoffs, equilibria, imitation, regrets."""
    lines = [*underlined(f"Meta-game: {game.scenario.title}", width)]
    lines += [*paragraph(head_text(game), width), *left_out_lines(game, width)]
    lines += [*solved_lines(game, width), ""]
    for side in range(len(SIDES)):
        lines += payoff_lines(game, side, width)
    lines += [*paragraph(PAIRED, width), "", *equilibrium_lines(game, width)]
    lines += [*alike_lines(game, width), *dominated_lines(game, width), ""]
    lines += ["Imitation (replicator dynamics)", *paragraph(replicator_text(game), width, "  "), ""]
    return "\n".join([*lines, *regret_lines(game, width), "", *paragraph(CAVEAT, width)])
