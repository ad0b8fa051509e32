"""Who tables first? Two issues, two private priorities: the values of each way to start (model M1).

Each side weights its own priority ``h`` and the other issue ``1 - h``; the priorities are opposed
with probability ``q``. Formal talks are alternating offers with flow costs. Who tables first
reveals its priority; the other, informed, stays silent about its own and takes the whole gain from
logrolling. Values are this project's own; all functions speak of player 1, `mirror` swaps sides.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
h          weight of a side's own priority, 1/2 <= h < 1
q          probability that the priorities are opposed, 0 <= q <= 1
d1, d2     discount factor of a player per round, 0 < d < 1
c1, c2     flow cost of a player per round without a deal, c >= 0
kappa      (1 - h) / h, what a unit of the lesser issue costs to win
m          1 - q (1 - kappa)
P, R       value of proposing and of refusing, priorities alike
Po, Ro     the same, priorities opposed and known
W, Theta   value of answering an offer, and of talking first
=========  ==========================================================
"""

from negotiation.theory import domain
from negotiation.theory.flow_costs import opener_share
from negotiation.theory.offer_talks import Talks, common, kappa, mirror, pooling_factor
from negotiation.theory.package_bargaining import two_issue_opener

__all__ = [
    "Talks",
    "common",
    "kappa",
    "mirror",
    "opposed_refusal_value",
    "opposed_tabling_value",
    "pooling_factor",
    "refusal_value",
    "screening_slack",
    "second_mover_value",
    "tabling_value",
    "talk_value",
]

_ROUNDING = 1e-12


def tabling_value(talks: Talks) -> float:
    """Value P of tabling first: what a proposer keeps if the priorities are alike.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``(1 + c2 - d2 (1 + c1)) / (1 - d1 d2)``, share of the pie.

    Raises
    ------
    ValueError
        If a parameter is out of range or a responder would get less than nothing.

    References
    ----------
    Own model M1, on Rubinstein 1982.

    Examples
    --------
    >>> round(tabling_value(common(0.65, 0.5, 0.95, 0.014)), 12)
    0.52
    """
    domain.within(0, 1, q=talks.q)
    domain.require(0.5 <= talks.h < 1, f"h must lie in [1/2, 1), got {talks.h}")
    domain.non_negative(c1=talks.c1, c2=talks.c2)
    return opener_share(talks.d1, talks.d2, talks.c1, talks.c2)


def refusal_value(talks: Talks) -> float:
    """Value R of refusing an offer if the priorities are alike.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``d1 P - c1``, share of the pie.

    Raises
    ------
    ValueError
        As `tabling_value`.

    References
    ----------
    Own model M1, on Rubinstein 1982.

    Examples
    --------
    >>> round(refusal_value(common(0.65, 0.5, 0.95, 0.014)), 12)
    0.48
    """
    return talks.d1 * tabling_value(talks) - talks.c1


def opposed_tabling_value(talks: Talks) -> float:
    """Value Po of proposing if the priorities are opposed and known.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``(1 + kappa c2 - kappa d2 (1 + kappa c1)) / (1 - kappa**2 d1 d2)``.

    Raises
    ------
    ValueError
        If a parameter is out of range or a responder's utility leaves [0, h].

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(opposed_tabling_value(common(0.65, 0.5, 0.95, 0.014)), 6)
    0.666565
    """
    domain.within(0, 1, q=talks.q)
    return two_issue_opener(talks.h, *talks[2:])


def opposed_refusal_value(talks: Talks) -> float:
    """Value Ro of refusing if the priorities are opposed and known.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``d1 Po - c1``, share of the pie.

    Raises
    ------
    ValueError
        As `opposed_tabling_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(opposed_refusal_value(common(0.65, 0.5, 0.95, 0.014)), 6)
    0.619237
    """
    return talks.d1 * opposed_tabling_value(talks) - talks.c1


def second_mover_value(talks: Talks) -> float:
    """Value W of answering the other's offer.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``1 - m P2``, ``P2`` being what the other, who tables, keeps.

    Raises
    ------
    ValueError
        If a parameter is out of range, the opener's claim exceeds its priority issue
        (``P2 > h``), or the opener would rather screen (see `screening_slack`).

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(second_mover_value(common(0.65, 0.5, 0.95, 0.014)), 12)
    0.6
    """
    claim = tabling_value(mirror(talks))
    if talks.q > 0 and talks.h > 0.5:
        text = f"the opener's claim must fit into its priority, got {claim} > h = {talks.h}"
        domain.require(claim <= talks.h, text)
        slack = screening_slack(mirror(talks))
        domain.require(slack >= -_ROUNDING, f"the opener must not gain by screening: {slack}")
    return 1 - pooling_factor(talks.h, talks.q) * claim


def screening_slack(talks: Talks) -> float:
    """How far player 1, tabling first, is from asking for more than an alike side accepts.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``(1-q)(1+d1)((1-d1) P + c1) - q (1-d2+c2)(1-kappa)/kappa``; pooling is an
        equilibrium iff it is not negative. With common d, c it suffices that q <= kappa.

    Raises
    ------
    ValueError
        As `tabling_value`.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> screening_slack(common(0.65, 0.5, 0.95, 0.014)) > 0
    True
    """
    h, q, d1, d2, c1, c2 = talks
    price = (1 - kappa(h)) / kappa(h)
    kept = (1 - q) * (1 + d1) * ((1 - d1) * tabling_value(talks) + c1)
    return kept - q * (1 - d2 + c2) * price


def talk_value(talks: Talks) -> float:
    """Value Theta of a round of truthful talk, then formal offers by a fair coin.

    Parameters
    ----------
    talks : Talks
        Parameters of M1.

    Returns
    -------
    float
        ``-c1 + d1 ((1-q)(P + R) + q (Po + Ro)) / 2``.

    Raises
    ------
    ValueError
        If a parameter is out of range, truth does not pay (``q > h > 1/2``), or a value
        entering with positive weight is not interior.

    References
    ----------
    Own model M1.

    Examples
    --------
    >>> round(talk_value(common(0.65, 0.5, 0.95, 0.014)), 6)
    0.528878
    """
    h, q = talks[:2]
    alike = (1 - q) * (tabling_value(talks) + refusal_value(talks))
    domain.require(q <= h or h == 0.5, f"truthful talk needs q <= h, got q = {q}, h = {h}")
    if q > 0:
        alike += q * (opposed_tabling_value(talks) + opposed_refusal_value(talks))
    return talks.d1 * alike / 2 - talks.c1
