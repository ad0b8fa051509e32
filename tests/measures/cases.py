"""Runs to measure: of shipped scenarios, of random ones, and written by hand."""

from random import Random
from typing import Any

import numpy as np

from negotiation.batches import Columns, Segment
from negotiation.engine.batch import simulate
from negotiation.rules.payoffs import perpetual_cost
from negotiation.scenario import scenario_from_dict
from negotiation.terms import Outcome, Phase, SideTerms, Terms
from tests.random_scenarios import random_scenario

SIDES = ("us", "cn")


def random_terms(number: int) -> Terms:
    return scenario_from_dict(random_scenario(Random(number)), f"random {number}").terms()


def runs_of(terms: Terms, count: int, seed: int = 7) -> Columns:
    found = simulate([Segment(terms, seed, 0, count)])
    assert not found.failures
    return found.runs


def rows_of(runs: Columns) -> list[dict[str, Any]]:
    return [{name: runs[name][row] for name in runs} for row in range(len(runs["round"]))]


def ending_of(row: dict[str, Any], side: str, mine: SideTerms) -> float:
    """Present value of how a run ended, from the terms: what it pays and when."""
    outcome, t = row["outcome"], row["round"]
    if outcome == Outcome.DEAL:
        shares = row[f"deal_{side}"]
        own = zip(mine.weights[row[f"profile_{side}"]], shares, strict=False)
        return sum(weight * part for weight, part in own) * mine.discount_at[t]
    if outcome == Outcome.BREAKDOWN:
        in_truce = row["phase_played"] == Phase.FRAMEWORK
        given = None if mine.breakdown_for_ever else mine.breakdown_value
        return ending_value(row, side, mine, given, in_truce) * mine.discount_at[t]
    in_truce = outcome == Outcome.TRUCE_RUNNING
    if outcome == Outcome.WALKED_OUT:
        in_truce = row["phase_played"] == Phase.FRAMEWORK
        if np.isfinite(mine.outside_option):
            return mine.outside_option * mine.discount_at[t]
    given = None if mine.disagreement_for_ever else mine.disagreement_value
    paid = t if outcome == Outcome.WALKED_OUT else t + 1
    return ending_value(row, side, mine, given, in_truce) * mine.discount_at[paid]


def ending_value(
    row: dict[str, Any], side: str, mine: SideTerms, given: float | None, in_truce: bool
) -> float:
    """Value of an ending that is given, or is the flow cost of the day for ever."""
    if given is not None:
        return given
    cost = mine.truce_flow_cost if in_truce else mine.flow_cost[row["tariff_state"]]
    return -perpetual_cost(cost * mine.strength_multiplier[row[f"strength_{side}"]], mine.discount)
