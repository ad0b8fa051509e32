"""Alternating offers when the responder may walk away to an outside option.

An option that is worse than bargaining on changes nothing; a better one is a floor, not a threat
point (the outside-option principle).

=========  ==========================================================
symbol     meaning
=========  ==========================================================
d1, d2     discount factor of a player per round, 0 < d < 1
w1, w2     outside option of a player, share of the pie, w1 + w2 <= 1
=========  ==========================================================
"""

from negotiation.theory import domain
from negotiation.theory.rubinstein import proposer_share


def proposer_share_with_exit(d1: float, d2: float, w1: float, w2: float) -> float:
    """Share of player 1, who opens, when each responder may quit to its outside option.

    The fixed point of ``x = 1 - max(w2, d2 (1 - max(w1, d1 x)))``. It is the Rubinstein share if
    both options are slack, ``1 - w2`` if that of player 2 binds, else ``1 - d2 (1 - w1)``.
    A binding ``w1`` lowers what player 2 can expect, so ``w2`` binds as soon as it exceeds
    ``d2 (1 - w1)``, even where it would be slack on its own.

    Parameters
    ----------
    d1, d2 : float
        Discount factors per round, strictly between 0 and 1.
    w1, w2 : float
        Outside options, non-negative shares with ``w1 + w2 <= 1``.

    Returns
    -------
    float
        Share of the pie for player 1.

    Raises
    ------
    ValueError
        If a factor is not strictly between 0 and 1, an option is negative, or
        ``w1 + w2 > 1`` (quitting is then better than any deal).

    References
    ----------
    Shaked-Sutton 1984; Binmore-Shaked-Sutton 1989.

    Examples
    --------
    >>> round(proposer_share_with_exit(0.95, 0.95, 0.0, 0.55), 12)
    0.45
    >>> proposer_share_with_exit(0.95, 0.95, 0.1, 0.2) == proposer_share(0.95, 0.95)
    True
    """
    domain.non_negative(w1=w1, w2=w2)
    domain.require(w1 + w2 <= 1, f"w1 + w2 must be at most 1, got {w1 + w2}")
    return min(1 - w2, max(1 - d2 * (1 - w1), proposer_share(d1, d2)))
