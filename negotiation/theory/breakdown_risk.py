"""Talks may break down after a refusal (Binmore-Rubinstein-Wolinsky 1986).

Nobody discounts; the risk alone drives agreement, and rare breakdown leads to the Nash solution.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
p          probability of breakdown after each refusal, 0 < p < 1
b1, b2     payoff of a player at breakdown, b >= 0, b1 + b2 < 1
rho        exponent of the responder's utility (1 - x)**rho, 0 < rho <= 1
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def _require_surplus(b1: float, b2: float) -> None:
    domain.non_negative(b1=b1, b2=b2)
    domain.require(b1 + b2 < 1, f"b1 + b2 must be below 1, got {b1 + b2}")


def proposer_share(p: float, b1: float, b2: float) -> float:
    """Share of player 1, who opens, with linear utilities.

    Parameters
    ----------
    p : float
        Probability of breakdown after a refusal, strictly between 0 and 1.
    b1, b2 : float
        Payoffs at breakdown, non-negative, summing to less than 1.

    Returns
    -------
    float
        ``(1 - b2 + (1 - p) b1) / (2 - p)``.

    Raises
    ------
    ValueError
        If ``p`` is out of range, a payoff negative, or ``b1 + b2 >= 1``.

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986.

    Examples
    --------
    >>> round(proposer_share(0.1, 0.1, 0.2), 6)
    0.468421
    """
    domain.inside(0, 1, p=p)
    _require_surplus(b1, b2)
    return (1 - b2 + (1 - p) * b1) / (2 - p)


def rare_breakdown_share(b1: float, b2: float) -> float:
    """Share of player 1 as the risk of breakdown vanishes: Nash with threat point ``b``.

    Parameters
    ----------
    b1, b2 : float
        Payoffs at breakdown, non-negative, summing to less than 1.

    Returns
    -------
    float
        ``(1 + b1 - b2) / 2``.

    Raises
    ------
    ValueError
        If a payoff is negative or ``b1 + b2 >= 1``.

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986.

    Examples
    --------
    >>> round(rare_breakdown_share(0.1, 0.2), 12)
    0.45
    """
    _require_surplus(b1, b2)
    return (1 + b1 - b2) / 2


def share_against_risk_averse(p: float, rho: float) -> float:
    """Share of player 1, who opens against a risk-averse player 2, breakdown worth nothing.

    Parameters
    ----------
    p : float
        Probability of breakdown after a refusal, strictly between 0 and 1.
    rho : float
        Exponent of player 2's utility, in (0, 1]; 1 is risk neutral.

    Returns
    -------
    float
        ``(1 - k) / (1 - k (1 - p))`` with ``k = (1 - p)**(1 / rho)``.

    Raises
    ------
    ValueError
        If ``p`` or ``rho`` is out of range.

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986.

    Examples
    --------
    >>> round(share_against_risk_averse(0.05, 0.5), 6)
    0.683611
    """
    domain.inside(0, 1, p=p)
    domain.positive(rho=rho)
    domain.within(0, 1, rho=rho)
    k = math.pow(1 - p, 1 / rho)
    return (1 - k) / (1 - k * (1 - p))


def rare_breakdown_share_against_risk_averse(rho: float) -> float:
    """Share of player 1 against a risk-averse player 2 as the risk of breakdown vanishes.

    Parameters
    ----------
    rho : float
        Exponent of player 2's utility, in (0, 1].

    Returns
    -------
    float
        ``1 / (1 + rho)``: fear of breakdown is paid for.

    Raises
    ------
    ValueError
        If ``rho`` is not in (0, 1].

    References
    ----------
    Binmore-Rubinstein-Wolinsky 1986.

    Examples
    --------
    >>> round(rare_breakdown_share_against_risk_averse(0.5), 6)
    0.666667
    """
    domain.positive(rho=rho)
    domain.within(0, 1, rho=rho)
    return 1 / (1 + rho)
