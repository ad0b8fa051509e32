"""A fast reduced form of the timing game: every parameter is a measured effect (model M0).

This project's own. ``P = (1+c)/(1+d)`` and ``R = (d-c)/(1+d)`` as in ``offer_timing``.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
G          logrolling gain if both priorities are known, G >= 0
e          part of it realised if only one is known, 0 <= e <= 1
chi        part of that taken by the side that answers, 0 <= chi <= 1
x          exploitation: transfer to the side that answers
a          anchoring: transfer to the side that opens
d, c       common discount factor and flow cost per round
=========  ==========================================================
"""

from typing import NamedTuple

from negotiation.theory import domain


class Effects(NamedTuple):
    """Effects of M0: see the module's symbol table."""

    G: float
    e: float
    chi: float
    x: float
    a: float


def _require_effects(effects: Effects, d: float) -> None:
    domain.non_negative(G=effects.G, x=effects.x, a=effects.a)
    domain.within(0, 1, e=effects.e, chi=effects.chi)
    domain.inside(0, 1, d=d)


def tabling_value(effects: Effects, d: float, c: float) -> float:
    """Value of tabling first.

    Parameters
    ----------
    effects : Effects
        The measured effects.
    d, c : float
        Common discount factor and flow cost per round, ``0 <= c <= d``.

    Returns
    -------
    float
        ``P + (1-chi) e G - x + a``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M0.

    Examples
    --------
    >>> round(tabling_value(Effects(0.2, 0.5, 0.8, 0.01, 0.02), 0.95, 0.014), 6)
    0.55
    """
    _require_effects(effects, d)
    domain.within(0, d, c=c)
    G, e, chi, x, a = effects
    return (1 + c) / (1 + d) + (1 - chi) * e * G - x + a


def second_mover_value(effects: Effects, d: float, c: float) -> float:
    """Value of answering the other's offer.

    Parameters
    ----------
    effects : Effects
        The measured effects.
    d, c : float
        Common discount factor and flow cost per round, ``0 <= c <= d``.

    Returns
    -------
    float
        ``R + chi e G + x - a``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M0.

    Examples
    --------
    >>> round(second_mover_value(Effects(0.2, 0.5, 0.8, 0.01, 0.02), 0.95, 0.014), 6)
    0.55
    """
    _require_effects(effects, d)
    domain.within(0, d, c=c)
    G, e, chi, x, a = effects
    return (d - c) / (1 + d) + chi * e * G + x - a


def talk_value(effects: Effects, d: float, c: float) -> float:
    """Value of talking first.

    Parameters
    ----------
    effects : Effects
        The measured effects.
    d, c : float
        Common discount factor and flow cost per round, ``0 <= c <= d``.

    Returns
    -------
    float
        ``-c + d (1 + G) / 2``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M0; effect after Sinaceur et al. 2013.

    Examples
    --------
    >>> round(talk_value(Effects(0.2, 0.5, 0.8, 0.01, 0.02), 0.95, 0.014), 6)
    0.556
    """
    _require_effects(effects, d)
    domain.within(0, d, c=c)
    return d * (1 + effects.G) / 2 - c


def talk_threshold(effects: Effects, d: float) -> float:
    """Flow cost below which talking beats tabling.

    Parameters
    ----------
    effects : Effects
        The measured effects.
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``(1+d)/(2+d) (d (1+G)/2 - 1/(1+d) - (1-chi) e G + x - a)``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M0.

    Examples
    --------
    >>> round(talk_threshold(Effects(0.2, 0.5, 0.8, 0.01, 0.02), 0.95), 6)
    0.017966
    """
    _require_effects(effects, d)
    G, e, chi, x, a = effects
    gap = d * (1 + G) / 2 - 1 / (1 + d) - (1 - chi) * e * G + x - a
    return (1 + d) / (2 + d) * gap


def second_mover_threshold(effects: Effects, d: float) -> float:
    """Flow cost below which answering beats tabling.

    Parameters
    ----------
    effects : Effects
        The measured effects.
    d : float
        Common discount factor per round, strictly between 0 and 1.

    Returns
    -------
    float
        ``((1+d)((2 chi - 1) e G + 2 (x - a)) - (1-d)) / 2``.

    Raises
    ------
    ValueError
        If an argument is out of range.

    References
    ----------
    Own model M0.

    Examples
    --------
    >>> round(second_mover_threshold(Effects(0.2, 0.5, 0.8, 0.01, 0.02), 0.95), 6)
    0.014
    """
    _require_effects(effects, d)
    G, e, chi, x, a = effects
    return ((1 + d) * ((2 * chi - 1) * e * G + 2 * (x - a)) - (1 - d)) / 2
