"""Flow costs at which the way to start changes, for two sides alike (model M1).

This project's own results; symbols as in ``offer_timing`` with common ``d`` and ``c``. A negative
threshold means that the regime below it is never reached.
"""

from negotiation.theory import domain
from negotiation.theory.offer_timing import kappa, pooling_factor


def second_mover_threshold(h: float, q: float, d: float) -> float:
    """Flow cost below which answering beats tabling (``W > P``).

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``c_W = (d - m) / (1 + m)``, share of the pie per round.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(second_mover_threshold(0.65, 0.5, 0.95), 6)
    0.102174
    """
    domain.inside(0, 1, d=d)
    m = pooling_factor(h, q)
    return (d - m) / (1 + m)


def talk_threshold(h: float, q: float, d: float) -> float:
    """Flow cost below which talking beats tabling (``Theta > P``).

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``c_T = (B - 1/(1+d)) / (1 + E + 1/(1+d))``, share of the pie per round.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(talk_threshold(0.65, 0.5, 0.95), 6)
    0.0196
    """
    domain.inside(0, 1, d=d)
    domain.within(0, 1, q=q)
    k = kappa(h)
    B = d / 2 * ((1 - q) + q * (1 + d) / (1 + k * d))
    E = d / 2 * q * (1 - k) / (1 + k * d)
    return (B - 1 / (1 + d)) / (1 + E + 1 / (1 + d))


def reverse_screening_threshold(h: float, d: float) -> float:
    """Flow cost above which pooling survives offers that only an alike side accepts.

    Parameters
    ----------
    h : float
        Weight of the own priority, in [1/2, 1).
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``c_rev``, the root of ``P = d Ro - c``; from it on the priority-first rule is idle.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(reverse_screening_threshold(0.65, 0.95), 6)
    0.039346
    """
    domain.inside(0, 1, d=d)
    k = kappa(h)
    return (d**2 / (1 + k * d) - 1 / (1 + d)) / (d / (1 + k * d) + 1 + 1 / (1 + d))


def exchange_threshold(h: float, q: float, d: float) -> float:
    """Flow cost above which both table at once, if simultaneous offers are both read.

    Parameters
    ----------
    h, q : float
        Weight of the own priority in [1/2, 1) and probability of opposed priorities.
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``c_X``, the root of ``(Theta + c) / d = W``.

    Raises
    ------
    ValueError
        If an argument is out of range, or a higher cost does not favour the exchange.

    References
    ----------
    Own model M1, variant ``exchange``.

    Examples
    --------
    >>> round(exchange_threshold(0.65, 0.5, 0.95), 6)
    0.103739
    """
    domain.inside(0, 1, d=d)
    k, m = kappa(h), pooling_factor(h, q)
    slope = m / (1 + d) - q * (1 - k) / (2 * (1 + k * d))
    domain.require(slope > 0, f"a higher cost must favour the exchange, slope is {slope}")
    exchanged = (1 - q) / 2 + q * (1 + d) / (2 * (1 + k * d))
    return (1 - m / (1 + d) - exchanged) / slope
