"""Saying "keen" or "not keen" before sealed bids (in the spirit of Farrell-Gibbons 1989).

This project's own fully specified version. Values and costs are uniform on [0, 1]. A buyer says
keen iff ``v >= y``, a seller iff ``c <= 1 - y``. If both do they trade at 1/2; if one does they
play the truncated linear equilibrium of the double auction with ``k = 1/2``; if none does, no
trade. The paper is the source of the idea only: its own cut-off may differ.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
v, c       the buyer's value and the seller's cost, in [0, 1]
y          lowest value of a keen buyer, 4/7 <= y <= 1
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def keen_cutoff() -> float:
    """Value at which a buyer is indifferent between saying keen and not keen.

    Returns
    -------
    float
        ``(34 + 6 sqrt(5)) / 61``, the root of ``61 y**2 - 68 y + 16``.

    References
    ----------
    Own closed form in the spirit of Farrell-Gibbons 1989.

    Examples
    --------
    >>> round(keen_cutoff(), 6)
    0.777318
    """
    return (34 + 6 * math.sqrt(5)) / 61


def _require_cutoff(y: float) -> None:
    domain.require(4 / 7 <= y <= 1, f"the cut-off y must lie in [4/7, 1], got {y}")


def keen_payoff(y: float) -> float:
    """Payoff that the buyer ``v = y`` expects if it says keen.

    Parameters
    ----------
    y : float
        Cut-off of both sides, in [4/7, 1].

    Returns
    -------
    float
        ``(1-y) (y - 1/2) + (7 y - 4)**2 / 48``.

    Raises
    ------
    ValueError
        If ``y`` is outside [4/7, 1], where the bids are no longer truncated as assumed.

    References
    ----------
    Own closed form in the spirit of Farrell-Gibbons 1989.

    Examples
    --------
    >>> round(keen_payoff(0.8), 6)
    0.113333
    """
    _require_cutoff(y)
    return (1 - y) * (y - 0.5) + (7 * y - 4) ** 2 / 48


def not_keen_payoff(y: float) -> float:
    """Payoff that the buyer ``v = y`` expects if it says not keen.

    Parameters
    ----------
    y : float
        Cut-off of both sides, in [4/7, 1].

    Returns
    -------
    float
        ``(1-y) (5 y / 4 - 1/2)``: it trades with every keen seller, at a better price.

    Raises
    ------
    ValueError
        If ``y`` is outside [4/7, 1], where the bids are no longer truncated as assumed.

    References
    ----------
    Own closed form in the spirit of Farrell-Gibbons 1989.

    Examples
    --------
    >>> round(not_keen_payoff(0.8), 6)
    0.1
    """
    _require_cutoff(y)
    return (1 - y) * (1.25 * y - 0.5)


def expected_gains(y: float) -> float:
    """Gains from trade before the types are drawn, with cut-off ``y`` on both sides.

    Parameters
    ----------
    y : float
        Cut-off of both sides, in [4/7, 1]; the equilibrium is `keen_cutoff`.

    Returns
    -------
    float
        ``y (1-y)**2 + (y**3 - (2y-1)**3) / 3 - (1-y) y**2 / 16``.

    Raises
    ------
    ValueError
        If ``y`` is outside [4/7, 1].

    References
    ----------
    Own closed form in the spirit of Farrell-Gibbons 1989.

    Examples
    --------
    >>> round(expected_gains(keen_cutoff()), 6)
    0.129821
    """
    _require_cutoff(y)
    one_keen = (y**3 - (2 * y - 1) ** 3) / 3 - (1 - y) * y**2 / 16
    return y * (1 - y) ** 2 + one_keen
