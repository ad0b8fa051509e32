"""What tabling first, second and talking are worth to a side in every tariff state."""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import NamedTuple

from negotiation.rules.stance_values import (
    Bench,
    Patience,
    first_value,
    known_value,
    second_value,
    talk_value,
)
from negotiation.scenario.side_facts import SideFacts

Weights = tuple[float, ...]
Table = tuple[tuple[float, ...], ...]


class StanceTables(NamedTuple):
    """Stance values of a side by tariff state: (E,) each."""

    first: tuple[float, ...]
    second: tuple[float, ...]
    talk: tuple[float, ...]


def bench_for(n_issues: int) -> Bench:
    """Scratch vectors for packages of n issues."""
    return Bench([0] * n_issues, [0.0] * n_issues, [0.0] * n_issues)


def patience_of(side: SideFacts, state: int) -> Patience:
    """Discount factor, and the flow cost of the mean strength, in a tariff state."""
    return Patience(side.discount, side.flow_cost[state] * side.mean_multiplier)


def expectation(prior: Table, values: Table) -> float:
    """Mean of a table under a joint prior, the same whichever way the table lies.

    Examples
    --------
    >>> expectation(((0.5, 0.25), (0.25, 0.0)), ((1.0, 2.0), (3.0, 4.0)))
    1.75
    """
    rows = zip(prior, values, strict=True)
    return fsum(p * value for row in rows for p, value in zip(*row, strict=True))


@lru_cache(maxsize=4096)
def value_when_known(
    me: Patience, other: Patience, weights: Weights, theirs: Weights, rule: int
) -> float:
    """Own value with both priorities known; kept, for sweeps ask the same again and again."""
    n = len(weights)
    return known_value(bench_for(n), me, other, weights, theirs, rule, n)


def stance_tables(me: SideFacts, other: SideFacts, prior: Table, rule: int) -> StanceTables:
    """Stance values of a side; the prior has a row for each of its own profiles."""
    states = range(len(me.flow_cost))
    return StanceTables(
        tuple(value_first(me, other, state, rule) for state in states),
        tuple(value_second(me, other, prior, state, rule) for state in states),
        tuple(value_talk(me, other, prior, state, rule) for state in states),
    )


def value_first(me: SideFacts, other: SideFacts, state: int, rule: int) -> float:
    """Value P of tabling first."""
    return first_value(patience_of(me, state), patience_of(other, state), rule)


def value_second(me: SideFacts, other: SideFacts, prior: Table, state: int, rule: int) -> float:
    """Value W of answering the other's first package, over both sides' profiles."""
    claim = value_first(other, me, state, rule)
    n = len(me.weights[0])
    bench = bench_for(n)
    values = tuple(
        tuple(second_value(bench, claim, theirs, mine, n) for theirs in other.weights)
        for mine in me.weights
    )
    return expectation(prior, values)


def value_talk(me: SideFacts, other: SideFacts, prior: Table, state: int, rule: int) -> float:
    """Value Theta of talking now and bargaining, priorities known, from the next round."""
    own, opposite = patience_of(me, state), patience_of(other, state)
    values = tuple(
        tuple(value_when_known(own, opposite, mine, theirs, rule) for theirs in other.weights)
        for mine in me.weights
    )
    return talk_value(expectation(prior, values), own)
