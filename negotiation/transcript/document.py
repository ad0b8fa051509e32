"""One JSON document of a run: everything needed to check it, the same bytes each time."""

import json
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Any

from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS, Column, Record
from negotiation.terms import NOBODY, Outcome
from negotiation.transcript.facts import SIDES, SUFFIX, Facts, own

DOCUMENT_VERSION = 1
NO_SIDE = {NOBODY: "nobody", 2: "both"}

Columns = Sequence[tuple[str, str, Column]]


def code_name(column: Column, code: int) -> str:
    """Lower-case name of a code.

    >>> code_name(Column("outcome", "code", "", Outcome), 1)
    'deal'
    """
    assert column.codes is not None
    known = {member.value: member.name.lower() for member in column.codes}
    return known.get(code) or NO_SIDE[code]


def jsonable(value: Any) -> Any:
    """Value as JSON has it: dates as ISO text, a number that is not finite as null.

    >>> jsonable((0.5, float("inf")))
    [0.5, None]
    """
    if isinstance(value, tuple | list):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def named(record: Record, columns: Columns) -> dict[str, Any]:
    """A record with names for codes, in the order of its columns."""
    return {
        name: code_name(column, record[name]) if column.codes else jsonable(record[name])
        for name, _, column in columns
    }


def weights(facts: Facts) -> dict[str, list[float]]:
    """Weights of the priorities that were drawn, by side, in the order of the issues."""
    n = facts.terms.n_issues
    return {
        SUFFIX[side]: list(facts.side_terms(side).weights[own(facts.run, "profile", side)][:n])
        for side in SIDES
    }


def drawn(facts: Facts) -> dict[str, Any]:
    """Names of the types that were drawn, by side."""
    return {
        SUFFIX[side]: {
            "profile": facts.profile_name(side, own(facts.run, "profile", side)),
            "strength": facts.strength_name(side, own(facts.run, "strength", side)) or None,
        }
        for side in SIDES
    }


def choices(facts: Facts) -> dict[str, Any]:
    """Timing strategy with its numbers, and tactic, by side."""
    return {
        SUFFIX[side]: {
            "strategy": facts.table(side).timing.strategy,
            "rounds": facts.side_terms(side).timing_rounds,
            "hazard_per_round": facts.side_terms(side).hazard,
            "tactic": facts.table(side).tactic.name,
        }
        for side in SIDES
    }


def deal(facts: Facts) -> dict[str, float] | None:
    """US share of each issue in the deal; None without a deal."""
    if facts.run["outcome"] != Outcome.DEAL:
        return None
    return dict(zip(facts.scenario.issue_keys, facts.run["deal_us"], strict=True))


def money(facts: Facts) -> dict[str, float] | None:
    """Payoffs and costs in USD bn; None where the scenario has no money."""
    if facts.pie is None:
        return None
    fields = ("payoff", "deal_utility", "delay_cost", "political_cost")
    names = [f"{field}_{SUFFIX[side]}" for field in fields for side in SIDES]
    return {name: jsonable(facts.run[name] * facts.pie) for name in names}


def document(facts: Facts) -> dict[str, Any]:
    """Everything about a run, as plain data in a fixed order of keys."""
    return {
        "schema_version": DOCUMENT_VERSION,
        "seed": facts.seed,
        "stream": facts.stream,
        "scenario": jsonable(facts.scenario.to_dict()),
        "issues": list(facts.scenario.issue_keys),
        "pie_usd_bn": facts.pie,
        "strategies": choices(facts),
        "drawn": drawn(facts),
        "weights": weights(facts),
        "deal": deal(facts),
        "usd_bn": money(facts),
        "run": named(facts.run, RUN_COLUMNS),
        "rounds": [
            {"date": facts.date_of(record["round"]).isoformat(), **named(record, ROUND_COLUMNS)}
            for record in facts.rounds
        ],
    }


def document_text(facts: Facts) -> str:
    """The document as JSON: ASCII, two blanks of indent, floats by repr.

    Floats are written so that reading them gives the same numbers; text outside ASCII is escaped.
    """
    return json.dumps(document(facts), indent=2, allow_nan=False)
