"""How candour, anchoring or a framework deal would change who should start (model M1).

This project's own results; symbols as in ``offer_timing``, and:

=========  ==========================================================
symbol     meaning
=========  ==========================================================
X          opening ask, share of the pie
alpha      weight of the opening ask in the settlement
chi        probability that the counterpart hides its priority
c_f, N     flow cost per round of a truce, and its length in rounds
=========  ==========================================================
"""

import math

from negotiation.theory import domain
from negotiation.theory.offer_timing import (
    Talks,
    opposed_tabling_value,
    refusal_value,
    second_mover_value,
    tabling_value,
    talk_value,
)


def candour_threshold(talks: Talks) -> float:
    """Probability of a silent counterpart above which talk beats a screening first offer.

    Parameters
    ----------
    talks : Talks
        Parameters of M1, with ``q > 0``.

    Returns
    -------
    float
        ``chi* = 1 - (Theta - F0) / (q (Po - F0))``, ``F0 = d1 R - c1``.

    Raises
    ------
    ValueError
        If ``q = 0``, or as `talk_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(candour_threshold(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 6)
    0.226256
    """
    domain.positive(q=talks.q)
    refused = talks.d1 * refusal_value(talks) - talks.c1
    gain = talks.q * (opposed_tabling_value(talks) - refused)
    return 1 - (talk_value(talks) - refused) / gain


def anchoring_threshold(talks: Talks, X: float) -> float:
    """Weight of the opening ask above which going first pays again.

    A weight ``alpha`` moves ``alpha (X - P)`` from the side that answers to the one that opens.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.
    X : float
        Opening ask, share of the pie, above ``P`` and at most 1.

    Returns
    -------
    float
        ``alpha* = (W - P) / (2 (X - P))``; not positive if going first pays anyway.

    Raises
    ------
    ValueError
        If the ask is not above ``P`` or above 1, or as `second_mover_value`.

    References
    ----------
    Own model M1; effect after Galinsky-Mussweiler 2001.

    Examples
    --------
    >>> round(anchoring_threshold(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014), 1.0), 6)
    0.083333
    """
    first = tabling_value(talks)
    domain.require(first < X <= 1, f"the ask must lie in (P, 1], got X = {X} and P = {first}")
    return (second_mover_value(talks) - first) / (2 * (X - first))


def framework_rounds(talks: Talks, c_f: float = 0.0) -> float:
    """Longest truce for which a framework beats an immediate own offer.

    The framework fixes an equal split as a floor, costs ``c_f`` per round of truce and ends in
    details worth ``1/2 + q (h - 1/2)``.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.
    c_f : float, default 0
        Flow cost per round of truce, non-negative.

    Returns
    -------
    float
        ``N*``, a real number of rounds; negative if the offer is always better.

    Raises
    ------
    ValueError
        If ``c_f`` is negative, ``P`` and ``c_f`` are both zero, or as `tabling_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(framework_rounds(Talks(0.65, 0.5, 0.95, 0.95, 0.014, 0.014)), 6)
    1.960124
    """
    domain.non_negative(c_f=c_f)
    forgone = c_f / (1 - talks.d1)
    now = tabling_value(talks) + forgone
    domain.require(now > 0, f"an immediate offer must be worth something, got {now}")
    details = 0.5 + talks.q * (talks.h - 0.5) + forgone
    return math.log(now / details) / math.log(talks.d1)
