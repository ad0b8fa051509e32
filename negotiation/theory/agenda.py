"""Two issues settled one after the other instead of as a package.

Each side prefers another issue: weights ``(h, 1-h)`` and ``(1-h, h)``.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
h          weight of a player's own priority, 1/2 <= h < 1
d          common discount factor per round, 0 < d < 1
x1, x2     share of issue 1 that a player, opening, keeps
=========  ==========================================================
"""

from negotiation.theory import domain


def issue_by_issue_loss(h: float) -> float:
    """Loss of each side against the package when patient players halve every issue.

    Parameters
    ----------
    h : float
        Weight of a player's own priority, in [1/2, 1).

    Returns
    -------
    float
        ``h - 1/2``, share of the pie per side.

    Raises
    ------
    ValueError
        If ``h`` is out of range.

    References
    ----------
    Fershtman 1990; Inderst 2000; In-Serrano 2003.

    Examples
    --------
    >>> round(issue_by_issue_loss(0.8), 12)
    0.3
    """
    domain.require(0.5 <= h < 1, f"h must lie in [1/2, 1), got {h}")
    return h - 0.5


def sequential_agenda(h: float, d: float) -> tuple[float, float]:
    """Utilities when issue 1 comes first and its last responder opens issue 2 at once.

    Player 1 cares for issue 1, player 2 for issue 2; player 1 opens. Every accepted issue takes
    effect immediately. The opener of issue 1 keeps ``x1 = (1 + rho2 - d rho1) / (1 + d)`` of it,
    ``rho1 = (1-h)/h`` and ``rho2 = h/(1-h)`` being what issue 2 is worth relative to issue 1.

    Parameters
    ----------
    h : float
        Weight of a player's own priority, in [1/2, 1).
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    tuple of float
        Utilities of players 1 and 2.

    Raises
    ------
    ValueError
        If an argument is out of range or a share of issue 1 would leave [0, 1].

    References
    ----------
    Own stationary equilibrium in the spirit of Fershtman 1990, Busch-Horstmann 1997.

    Examples
    --------
    >>> [round(u, 6) for u in sequential_agenda(0.55, 0.9)]
    [0.643275, 0.38756]
    """
    domain.require(0.5 <= h < 1, f"h must lie in [1/2, 1), got {h}")
    domain.inside(0, 1, d=d)
    rho1, rho2 = (1 - h) / h, h / (1 - h)
    x1 = (1 + rho2 - d * rho1) / (1 + d)
    x2 = (1 + rho1 - d * rho2) / (1 + d)
    domain.within(0, 1, x1=x1, x2=x2)
    return h * x1 + (1 - h) * d / (1 + d), (1 - h) * (1 - x1) + h / (1 + d)
