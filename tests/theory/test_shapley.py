"""Shapley values against their definition: the mean over all orders of joining."""

import math
from itertools import permutations

import numpy as np
import pytest

from negotiation.theory.flow_costs import value_share
from negotiation.theory.shapley import shapley_values

NAMES = ("a", "b", "c", "d", "e")


def by_orders(worth: dict[frozenset[str], float]) -> dict[str, float]:
    added = {name: [] for name in NAMES}
    for order in permutations(NAMES):
        for at, name in enumerate(order):
            added[name].append(worth[frozenset(order[: at + 1])] - worth[frozenset(order[:at])])
    return {name: math.fsum(each) / len(each) for name, each in added.items()}


def random_worth(seed: int) -> dict[frozenset[str], float]:
    numbers = iter(np.random.default_rng(seed).normal(size=32))
    subsets = [frozenset(n for i, n in enumerate(NAMES) if bits >> i & 1) for bits in range(32)]
    return {subset: float(next(numbers)) for subset in subsets}


@pytest.mark.parametrize("seed", range(20))
def test_values_are_means_over_all_orders(seed: int) -> None:
    worth = random_worth(seed)
    values = shapley_values(worth.__getitem__, NAMES)
    assert values == pytest.approx(by_orders(worth), abs=1e-12)
    whole = worth[frozenset(NAMES)] - worth[frozenset()]
    assert math.fsum(values.values()) == pytest.approx(whole, abs=1e-12)


def test_nobody_gets_nothing_and_names_differ() -> None:
    assert shapley_values(lambda _: 3.0, ()) == {}
    with pytest.raises(ValueError, match="names must differ"):
        shapley_values(lambda _: 3.0, ["a", "a"])


def test_share_of_values_counts_a_negative_one_as_nothing() -> None:
    assert value_share(-0.1, 0.3) == 0
    assert value_share(-0.1, -0.3) == 0.5
    assert value_share(0.3, 0.1) + value_share(0.1, 0.3) == pytest.approx(1, abs=1e-15)
    with pytest.raises(ValueError, match="v2"):
        value_share(0.1, math.nan)
