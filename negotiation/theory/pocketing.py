"""A tabled share that is pocketed when talks are cut off before the reply.

Reduced form of the gradualism of Compte-Jehiel 2004: a concession raises what the other can
fall back on.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
b          probability that talks are cut off before the reply
pi         part of the tabled share that becomes a floor
y          share tabled to the other
V          value of the other without the tabled share
=========  ==========================================================
"""

from negotiation.theory import domain


def pocketing_transfer(b: float, pi: float, y: float, V: float) -> float:
    """Transfer that the side which pockets a tabled share can expect.

    Parameters
    ----------
    b, pi : float
        Probability of a cut and part that becomes a floor, in [0, 1].
    y : float
        Share tabled to the other, in [0, 1].
    V : float
        Value of the other otherwise, at most ``y``.

    Returns
    -------
    float
        ``b pi (y - V)``, share of the pie: the ``x`` of the reduced form.

    Raises
    ------
    ValueError
        If an argument is out of range or the tabled share is below ``V``.

    References
    ----------
    Own reduced form in the spirit of Compte-Jehiel 2004.

    Examples
    --------
    >>> round(pocketing_transfer(0.3, 0.5, 0.48, 0.40), 12)
    0.012
    """
    domain.within(0, 1, b=b, pi=pi, y=y)
    domain.finite(V=V)
    domain.require(y >= V, f"a share below the other's value is not pocketed: y = {y}, V = {V}")
    return b * pi * (y - V)
