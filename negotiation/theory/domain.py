"""Border checks shared by all results: each refuses a bad number by name, value and range.

Chained comparisons are false for NaN, so every check here also refuses NaN; the open upper end of
the unbounded ranges refuses infinity.
"""

import math


class DomainError(ValueError):
    """An argument lies outside the domain of validity of a result."""


def require(holds: bool, condition: str) -> None:
    """Raise `DomainError`, a ``ValueError``, naming the condition unless it holds.

    Parameters
    ----------
    holds : bool
        Whether the condition is met.
    condition : str
        The condition in words, with the offending value.

    Raises
    ------
    ValueError
        If the condition fails.

    Examples
    --------
    >>> require(1 + 1 == 2, "arithmetic works")
    """
    if not holds:
        raise DomainError(f"outside the domain of validity: {condition}")


def finite(**values: float) -> None:
    """Require real, finite numbers.

    Parameters
    ----------
    **values : float
        Quantities by name.

    Raises
    ------
    ValueError
        For NaN or an infinity.

    Examples
    --------
    >>> finite(slope=-2.0)
    """
    for name, value in values.items():
        require(math.isfinite(value), f"{name} must be finite, got {value}")


def positive(**values: float) -> None:
    """Require finite numbers above zero.

    Parameters
    ----------
    **values : float
        Quantities by name.

    Raises
    ------
    ValueError
        For zero, negative, infinite or NaN values.

    Examples
    --------
    >>> positive(r1=0.05)
    """
    for name, value in values.items():
        require(0 < value < math.inf, f"{name} must be positive and finite, got {value}")


def non_negative(**values: float) -> None:
    """Require finite numbers of at least zero.

    Parameters
    ----------
    **values : float
        Quantities by name.

    Raises
    ------
    ValueError
        For negative, infinite or NaN values.

    Examples
    --------
    >>> non_negative(c1=0.0)
    """
    for name, value in values.items():
        require(0 <= value < math.inf, f"{name} must be non-negative and finite, got {value}")


def inside(low: float, high: float, **values: float) -> None:
    """Require numbers strictly between two ends.

    Parameters
    ----------
    low, high : float
        The excluded ends.
    **values : float
        Quantities by name.

    Raises
    ------
    ValueError
        For a value at or beyond an end, or NaN.

    Examples
    --------
    >>> inside(0, 1, d1=0.95)
    """
    for name, value in values.items():
        text = f"{name} must lie strictly between {low} and {high}, got {value}"
        require(low < value < high, text)


def within(low: float, high: float, **values: float) -> None:
    """Require numbers between two ends, ends included.

    Parameters
    ----------
    low, high : float
        The allowed ends.
    **values : float
        Quantities by name.

    Raises
    ------
    ValueError
        For a value beyond an end, or NaN.

    Examples
    --------
    >>> within(0, 1, p1=1.0)
    """
    for name, value in values.items():
        require(low <= value <= high, f"{name} must lie in [{low}, {high}], got {value}")


def whole(minimum: int, **values: int) -> None:
    """Require whole numbers of at least a minimum.

    Parameters
    ----------
    minimum : int
        The smallest allowed number.
    **values : int
        Quantities by name.

    Raises
    ------
    ValueError
        For a fraction, a number below the minimum, or NaN.

    Examples
    --------
    >>> whole(1, rounds=3)
    """
    for name, value in values.items():
        text = f"{name} must be a whole number of at least {minimum}, got {value}"
        require(value >= minimum and math.isfinite(value) and value == int(value), text)
