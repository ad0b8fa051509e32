"""The estimated game of timing strategies as one JSON document."""

import json
from collections.abc import Sequence
from typing import Any

from negotiation.metagame.game import Floats, Interval, MetaGame, Outlook
from negotiation.transcript.document import jsonable

DOCUMENT_VERSION = 1
SIDES = ("us", "cn")


def by_side(us: Any, cn: Any) -> dict[str, Any]:
    """One value of each side."""
    return dict(zip(SIDES, (us, cn), strict=True))


def named(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    """Values by strategy."""
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def mixtures(game: MetaGame, us: Sequence[float], cn: Sequence[float]) -> dict[str, Any]:
    """Chances of both sides' strategies."""
    return by_side(named(game.us, us), named(game.cn, cn))


def table(values: Floats) -> dict[str, Any]:
    """Payoffs of both sides: a list of rows, one a US strategy."""
    return by_side(*values.tolist())


def equilibrium(game: MetaGame, row: Outlook) -> dict[str, Any]:
    """One equilibrium with its regret and robustness."""
    found = row.equilibrium
    return {
        **mixtures(game, found.us, found.cn),
        "value": by_side(*found.value),
        "regret": row.regret,
        "kept_share": row.kept,
        "selected": row.selected,
    }


def losses(names: Sequence[str], interval: Interval) -> dict[str, Any]:
    """Regret of each strategy with the ends of its interval."""
    return {
        name: dict(zip(("value", "low", "high"), map(float, row), strict=True))
        for name, *row in zip(names, *interval, strict=True)
    }


def replicator(game: MetaGame) -> dict[str, Any]:
    """Where imitation leads from equal shares."""
    end = game.replicator
    return {
        **mixtures(game, end.us, end.cn),
        "average": mixtures(game, end.average_us, end.average_cn),
        "steps": end.steps,
        "at_rest": end.at_rest,
        "regret": game.replicator_regret,
    }


def document(game: MetaGame) -> dict[str, Any]:
    """Everything that is said about the game, as plain data in a fixed order of keys."""
    return {
        "schema_version": DOCUMENT_VERSION,
        "seed": game.seed,
        "runs": game.runs,
        "tactic": game.tactic,
        "scenario": jsonable(game.scenario.to_dict()),
        "strategies": by_side(list(game.us), list(game.cn)),
        "left_out": list(game.left_out),
        "payoff": table(game.intervals.value),
        "payoff_low": table(game.intervals.low),
        "payoff_high": table(game.intervals.high),
        "selection": game.rule,
        "all_supports_tried": game.solutions.complete,
        "equilibria": [equilibrium(game, row) for row in game.outlooks],
        "alike": jsonable(by_side(*game.alike)),
        "dominated": jsonable(by_side(*game.dominated)),
        "replicator": replicator(game),
        "regret": by_side(losses(game.us, game.regrets[0]), losses(game.cn, game.regrets[1])),
    }


def metagame_json(game: MetaGame) -> str:
    """The document as JSON: ASCII, two blanks of indent, floats by repr."""
    return json.dumps(document(game), indent=2, allow_nan=False)
