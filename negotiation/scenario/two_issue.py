"""The compact form of the two-issue world: `[two_issue]` with h, q, d and c.

Two issues, two mirrored priority profiles for each side, opposed with probability q.
"""

from __future__ import annotations

from typing import Any, Self

from pydantic import model_validator

from negotiation.scenario.quantities import Quantity
from negotiation.scenario.refusals import refusal
from negotiation.scenario.tables import Table, chance, number, share

EXPANDED = ("issues", "tariff_states", "prior")
EXPANDED_SIDE = ("profiles", "time_preference")
STATE = "T0"
PER_ROUND = "share of the pie per round"


def discount(description: str) -> Any:
    """Field that holds an optional discount factor."""
    return number(description, "per round", None, exclusiveMinimum=0, maximum=1)


class TwoIssue(Table):
    """The two-issue world: weights (h, 1-h) or (1-h, h), opposed with probability q."""

    h: Quantity = number("Weight of the issue that matters more", "weight", minimum=0.5, maximum=1)
    q: Quantity = chance("Probability of opposed priorities")
    d: Quantity | None = discount("Discount factor of both sides")
    d_us: Quantity | None = discount("Discount factor of the US, instead of d")
    d_cn: Quantity | None = discount("Discount factor of China, instead of d")
    c: Quantity | None = share("Flow cost of both sides", None, PER_ROUND)
    c_us: Quantity | None = share("Flow cost of the US, instead of c", None, PER_ROUND)
    c_cn: Quantity | None = share("Flow cost of China, instead of c", None, PER_ROUND)

    @model_validator(mode="after")
    def _covers_both_sides(self) -> Self:
        for symbol in ("d", "c"):
            for side in ("us", "cn"):
                if not self.has(symbol) and not self.has(f"{symbol}_{side}"):
                    raise refusal(f"is missing: give it, or {symbol} for both", f"{symbol}_{side}")
        return self

    def of(self, symbol: str, side: str) -> dict[str, Any]:
        """Number of a side, with its source: its own, else the common one."""
        own: Quantity | None = getattr(self, f"{symbol}_{side}")
        return self.cited(getattr(self, symbol) if own is None else own)

    def cited(self, given: Quantity) -> dict[str, Any]:
        """Number as a table that names its source."""
        origin = {"source": self.source, "confidence": self.confidence}
        stated = given.model_dump() if isinstance(given.model_dump(), dict) else {}
        cited = {**origin, **stated, "value": given.value}
        return {key: value for key, value in cited.items() if value is not None}

    def derived(self, given: Quantity, value: float, how: str) -> dict[str, Any]:
        """Number that follows from a given one, as a table that says how."""
        source = given.source or self.source
        kept = {"source": source} if source else {}
        return {"value": value, "confidence": "derived", "note": how, **kept}


def clashes(raw: dict[str, Any]) -> list[str]:
    """Keys of a file that `[two_issue]` stands for and that therefore must not be given.

    Examples
    --------
    >>> clashes({"two_issue": {}, "issues": [], "us": {"profiles": []}})
    ['issues', 'us.profiles']
    """
    found = [key for key in EXPANDED if key in raw]
    for side in ("us", "cn"):
        table = raw.get(side)
        if isinstance(table, dict):
            found += [f"{side}.{key}" for key in EXPANDED_SIDE if key in table]
    return found


def expand(raw: dict[str, Any], world: TwoIssue) -> dict[str, Any]:
    """Return the file with the tables that `[two_issue]` stands for in its place."""
    full = {key: value for key, value in raw.items() if key != "two_issue"}
    full["issues"] = [
        {"key": "first", "title": "First issue"},
        {"key": "second", "title": "Second issue"},
    ]
    full["tariff_states"] = [tariff_state(world)]
    full["prior"] = {"joint": joint_prior(world)}
    full["game"] = with_state(raw.get("game", {}))
    for side in ("us", "cn"):
        full[side] = with_side(raw.get(side), world, side)
    return full


def with_state(game: Any) -> Any:
    """Game table that begins in the only tariff state."""
    return {"initial_tariff_state": STATE, **game} if isinstance(game, dict) else game


def with_side(table: Any, world: TwoIssue, side: str) -> Any:
    """Side table with the two profiles and the discount factor."""
    if not isinstance(table, dict):
        return table
    patience = {"discount_factor_per_round": world.of("d", side)}
    return {**table, "profiles": profiles(world), "time_preference": patience}


def tariff_state(world: TwoIssue) -> dict[str, Any]:
    """The only tariff state, with both flow costs."""
    costs = {f"flow_cost_per_round_{side}": world.of("c", side) for side in ("us", "cn")}
    return {"name": STATE, "title": "Tariffs in force", **costs}


def profiles(world: TwoIssue) -> list[dict[str, Any]]:
    """The two priority profiles, the same for both sides."""
    high = world.cited(world.h)
    low = world.derived(world.h, 1.0 - world.h.value, "1 - h")
    return [
        {"name": "first issue first", "weights": {"first": high, "second": low}},
        {"name": "second issue first", "weights": {"first": low, "second": high}},
    ]


def joint_prior(world: TwoIssue) -> list[list[dict[str, Any]]]:
    """Joint prior: equal priorities on the diagonal, opposed ones beside it."""
    equal = world.derived(world.q, (1.0 - world.q.value) / 2.0, "(1 - q) / 2")
    opposed = world.derived(world.q, world.q.value / 2.0, "q / 2")
    return [[equal, opposed], [opposed, equal]]
