"""Portable exponential, logarithm and power against the C library and exact cases."""

import math

import pytest

from negotiation.rules.portable import exponential, logarithm, power


def relative_error(found: float, true: float) -> float:
    return abs(found - true) / abs(true)


@pytest.mark.parametrize("x", [-700.0, -20.5, -1.0, -1e-9, 0.3, 0.5, 1.0, 2.5, 33.3, 700.0])
def test_exponential_keeps_its_promised_precision(x: float) -> None:
    assert relative_error(exponential(x), math.exp(x)) < 1e-15


def test_exponential_of_nothing_is_one() -> None:
    assert exponential(0.0) == 1.0


@pytest.mark.parametrize("x", [1e-300, 0.0013, 0.5, 0.7, 0.71, 0.999, 1.5, 2.0, 10.0, 1e300])
def test_logarithm_keeps_its_promised_precision(x: float) -> None:
    assert relative_error(logarithm(x), math.log(x)) < 1e-15


def test_logarithm_of_one_is_zero() -> None:
    assert logarithm(1.0) == 0.0


@pytest.mark.parametrize(("base", "exponent"), [(0.3, 5.0), (0.999, 0.2), (2.0, 10.0), (7.0, -1.5)])
def test_power_agrees_with_the_c_library(base: float, exponent: float) -> None:
    assert relative_error(power(base, exponent), base**exponent) < 1e-14


def test_power_at_its_corners() -> None:
    assert power(0.0, 0.2) == 0.0
    assert power(0.0, 0.0) == 1.0
    assert power(0.7, 0.0) == 1.0
    assert power(1.0, 5.0) == 1.0
