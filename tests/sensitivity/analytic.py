"""Functions whose sensitivity is known in closed form, on the samples of our designs."""

from collections.abc import Callable
from typing import Any

import numpy as np

from negotiation.experiment.design.saltelli import sample
from negotiation.sensitivity.sobol import columns_of, indices

Floats = np.ndarray[Any, Any]
Function = Callable[[Floats], Floats]

WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0])
A, B = 7.0, 0.1


def ishigami(u: Floats) -> Floats:
    """Ishigami's function of three angles, uniform from -pi to pi."""
    x = np.pi * (2.0 * u - 1.0)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[Floats, Floats, float]:
    """First-order and total indices, and that of the first and third angle together."""
    one = 0.5 * (1.0 + B * np.pi**4 / 5.0) ** 2
    two = A**2 / 8.0
    both = B**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    whole = one + two + both
    first, total = np.array([one, two, 0.0]), np.array([one + both, two, both])
    return first / whole, total / whole, both / whole


def g_function(u: Floats) -> Floats:
    """Sobol's g-function: a product of factors, the less important the larger their weight."""
    return np.prod((np.abs(4.0 * u - 2.0) + WEIGHTS) / (1.0 + WEIGHTS), axis=1)


def g_indices() -> tuple[Floats, Floats]:
    """First-order and total indices of the g-function."""
    own = 1.0 / (3.0 * (1.0 + WEIGHTS) ** 2)
    whole = np.prod(1.0 + own) - 1.0
    rest = np.array([np.prod(np.delete(1.0 + own, k)) for k in range(own.size)])
    return own / whole, own * rest / whole


def analysed(
    function: Function, parameters: int, base: int, seed: int, second_order: bool = False
) -> dict[str, Floats]:
    """Columns that the analysis gives for a function."""
    values = function(sample(parameters, base, second_order, seed))
    names = [f"x{k}" for k in range(parameters)]
    return columns_of(indices(names, values, second_order, seed, 0.95))
