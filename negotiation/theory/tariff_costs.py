"""How fast the pain of tariffs grows: the deadweight triangle is quadratic in the rate."""

import math

from negotiation.theory import domain


def deadweight_multiplier(
    volumes: tuple[float, ...], before: tuple[float, ...], after: tuple[float, ...]
) -> float:
    """Ratio of deadweight costs after and before a change of tariff rates.

    Parameters
    ----------
    volumes : tuple of float
        Import volumes per tariff list, any one unit (say bn USD), non-negative.
    before, after : tuple of float
        Tariff rates per list as fractions, non-negative.

    Returns
    -------
    float
        ``sum(volume * after**2) / sum(volume * before**2)``.

    Raises
    ------
    ValueError
        If lengths differ, an entry is negative, or there is no cost before.

    References
    ----------
    Harberger 1954, with quadratic triangles per list.

    Examples
    --------
    >>> round(deadweight_multiplier((50, 200), (0.25, 0.10), (0.25, 0.25)), 6)
    3.04878
    """
    sizes = (len(volumes), len(before), len(after))
    domain.require(len(set(sizes)) == 1, f"one rate per volume is needed, lengths are {sizes}")
    for entry in (*volumes, *before, *after):
        domain.non_negative(entry=entry)
    base = _triangles(volumes, before)
    domain.require(base > 0, f"the cost before must be positive, got {base}")
    return _triangles(volumes, after) / base


def _triangles(volumes: tuple[float, ...], rates: tuple[float, ...]) -> float:
    return math.fsum(volume * rate * rate for volume, rate in zip(volumes, rates, strict=True))
