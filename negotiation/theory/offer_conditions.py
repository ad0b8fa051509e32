"""When the values of M1 stand, and what replaces them when they do not.

This project's own results; symbols as in ``offer_timing``.
"""

from negotiation.theory import domain
from negotiation.theory.offer_timing import (
    Talks,
    kappa,
    mirror,
    opposed_refusal_value,
    opposed_tabling_value,
    refusal_value,
    tabling_value,
)


def truthful_talk_limit(h: float) -> float:
    """Probability of opposed priorities up to which truthful talk is incentive compatible.

    Parameters
    ----------
    h : float
        Weight of the own priority, in [1/2, 1).

    Returns
    -------
    float
        ``1 / (1 + kappa)``, which is ``h`` itself.

    Raises
    ------
    ValueError
        If ``h`` is out of range.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(truthful_talk_limit(0.65), 12)
    0.65
    """
    return 1 / (1 + kappa(h))


def lying_gain(talks: Talks) -> float:
    """Gain of player 1 from misstating its priority, if it then proposes.

    A lie wins ``kappa (Ro - R)`` of player 2 if the priorities are opposed and loses ``Ro - R``
    if they are alike; as a responder player 1 gains ``d1`` times as much.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``(q kappa - (1 - q)) (Ro - R)`` with the refusal values of player 2.

    Raises
    ------
    ValueError
        As `tabling_value` and `opposed_tabling_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> lying_gain(Talks(0.65, 0.6, 0.95, 0.95, 0.014, 0.014)) < 0
    True
    """
    other = mirror(talks)
    odds = talks.q * kappa(talks.h) - (1 - talks.q)
    return odds * (opposed_refusal_value(other) - refusal_value(other))


def screening_value(talks: Talks) -> float:
    """Value of an aggressive first offer that only an opposed, candid recipient accepts.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``q Po + (1 - q)(d1 R - c1)``.

    Raises
    ------
    ValueError
        As `tabling_value` and `opposed_tabling_value`.

    References
    ----------
    Own model M1, candid continuation.

    Examples
    --------
    >>> round(screening_value(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 4)
    0.5543
    """
    refused = talks.d1 * refusal_value(talks) - talks.c1
    return talks.q * opposed_tabling_value(talks) + (1 - talks.q) * refused


def candid_first_value(talks: Talks) -> float:
    """Value of tabling first if an informed recipient counters honestly.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        The larger of pooling ``P`` and `screening_value`.

    Raises
    ------
    ValueError
        As `screening_value`.

    References
    ----------
    Own model M1, candid continuation.

    Examples
    --------
    >>> round(candid_first_value(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 4)
    0.5543
    """
    return max(tabling_value(talks), screening_value(talks))


def candid_second_value(talks: Talks) -> float:
    """Value of answering honestly an opener that screens.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``q Ro + (1 - q) R``: nothing beyond the refusal values is left.

    Raises
    ------
    ValueError
        As `tabling_value` and `opposed_tabling_value`, or if the other would not screen.

    References
    ----------
    Own model M1, candid continuation.

    Examples
    --------
    >>> round(candid_second_value(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 4)
    0.5496
    """
    opener = mirror(talks)
    gain = screening_value(opener) - tabling_value(opener)
    domain.require(gain >= 0, f"the opener must prefer to screen, its gain is {gain}")
    return talks.q * opposed_refusal_value(talks) + (1 - talks.q) * refusal_value(talks)
