"""What tabling first brings both sides while priorities are private, by who knows whose.

A side that does not know the other's priorities claims out of its own, up to what the pie would
give it; the other keeps the rest. A side that knows them grants: it leaves the other, out of the
other's priorities, what refusing on the pie is worth. If both know, the package is efficient.
Values are averaged over the joint prior.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
i, j       the side that tables, the other
P, W       value of tabling first, of answering
R          value of refusing, on the pie
Po, Ro     value of proposing, of refusing, on the frontier of a pair
F, N       frontiers, pairs of profiles (F = 1 + N)
=========  ==========================================================
"""

from enum import Enum
from typing import NamedTuple

import numpy as np

from negotiation.terms import OfferSpace, Terms
from negotiation.theory import domain
from negotiation.theory.calendar_frontiers import PIE, Floats
from negotiation.theory.calendar_rounds import DayValues

Informed = tuple[bool, bool]
"""Whether the US knows China's priorities, and China those of the US."""

_SAME = 1e-12


class Continuation(Enum):
    """How an informed side goes on once the other has tabled.

    ``EXPLOITATIVE``: it hides its own priorities, so that the opener cannot screen.
    ``CANDID``: it counters honestly; the opener then also has an aggressive first offer, which
    only a side with opposed priorities accepts.
    """

    EXPLOITATIVE = "exploitative"
    CANDID = "candid"


class Claims(NamedTuple):
    """Claim packages as curves, own utility against the other's cost: ``[side][pair]``."""

    own: tuple[tuple[Floats, ...], ...]
    cost: tuple[tuple[Floats, ...], ...]

    def cost_of(self, side: int, target: Floats) -> Floats:
        """What a claim worth ``target`` to a side costs the other, (N,) for (N,) or one target."""
        targets = np.broadcast_to(target, len(self.own[side]))
        curves = zip(targets, self.own[side], self.cost[side], strict=True)
        return np.array([np.interp(x, own, cost) for x, own, cost in curves])


def claims_of(terms: Terms) -> Claims:
    """Claim packages of both sides against every pair of profiles.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> claims_of(two_issue_terms()).cost_of(0, np.array(0.52)).round(6).tolist()
    [0.52, 0.28, 0.28, 0.52]
    """
    pairs = [
        (np.array(mine), np.array(theirs))
        for mine in terms.us.weights[: terms.us.n_profiles]
        for theirs in terms.cn.weights[: terms.cn.n_profiles]
    ]
    curves = [[_curve(*(pair if side == 0 else pair[::-1])) for pair in pairs] for side in range(2)]
    own, cost = (tuple(tuple(c[part] for c in row) for row in curves) for part in range(2))
    return Claims(own, cost)


def _curve(own: Floats, other: Floats) -> tuple[Floats, Floats]:
    order = np.argsort(-own, kind="stable")
    order = order[own[order] > 0]
    return np.cumsum([0.0, *own[order]]), np.cumsum([0.0, *other[order]])


class Opening(NamedTuple):
    """What a first package brings the US and China, by pair of profiles: (2, N) in rows."""

    by_pair: Floats
    settles: bool  # whether a package is tabled that the other accepts, as far as the pie tells


def opening(day: DayValues, claims: Claims, side: int, informed: Informed) -> Opening:
    """Payoffs when a side tables first, exploitative continuation.

    Parameters
    ----------
    day : DayValues
        Payoffs of proposing, and refusal values, in this round on all frontiers.
    claims : Claims
        Claim packages of the game.
    side : int
        The side that tables.
    informed : tuple of bool
        Who knows whose priorities before the package is read.

    Returns
    -------
    Opening
        Payoffs by pair.
    """
    other = 1 - side
    if informed[side] and informed[other]:
        return Opening(day.payoff[side][:, PIE + 1 :], True)
    kept, left = day.payoff[side, side, PIE], day.payoff[side, other, PIE]
    n_pairs = len(claims.own[side])
    if kept + left < 1 - _SAME:
        return Opening(np.tile(day.refusal[side][:, [PIE]], n_pairs), False)
    if informed[side]:
        mine, theirs = 1 - claims.cost_of(other, left), np.full(n_pairs, left)
    else:
        mine, theirs = np.full(n_pairs, kept), 1 - claims.cost_of(side, kept)
    return Opening(np.stack((mine, theirs) if side == 0 else (theirs, mine)), True)


# ------------------------------------------------------------------ openers that screen


def is_two_issue_game(terms: Terms) -> bool:
    """Whether the menus are those of M1: two issues, the same two mirrored profiles.

    Examples
    --------
    >>> from negotiation.theory.two_issue_game import two_issue_terms
    >>> is_two_issue_game(two_issue_terms())
    True
    """
    if terms.n_issues != 2 or terms.us.n_profiles != 2 or terms.cn.n_profiles != 2:
        return False
    menus = np.array([terms.us.weights[:2], terms.cn.weights[:2]])
    mirrored = np.abs(menus - menus[:, ::-1, ::-1]).max() <= _SAME
    return bool(mirrored and np.abs(menus[0] - menus[1]).max() <= _SAME)


def require_screening(terms: Terms, continuation: Continuation, offer_space: OfferSpace) -> None:
    """Refuse variants with screening openers outside the two-issue game.

    Raises
    ------
    ValueError
        If the game is larger: no closed treatment of screening is known for it.
    """
    pooling = continuation is Continuation.EXPLOITATIVE and offer_space == OfferSpace.PRIORITY_FIRST
    text = "candid continuations and unrestricted offers are solved for two mirrored issues only"
    domain.require(pooling or is_two_issue_game(terms), text)


def screening_openings(
    day: DayValues, terms: Terms, side: int, continuation: Continuation, offer_space: OfferSpace
) -> list[Opening]:
    """What an uninformed opener could get by offers that only one kind of recipient accepts.

    Candid: the opener asks Po; a side with opposed priorities accepts, one alike refuses and
    proposes next. Unrestricted: the opener asks P out of the *other's* priority, in disguise; a
    side alike accepts, an opposed one refuses, and both know each other then. The latter pays iff
    ``d Ro - c > P``, that is below the flow cost ``c_rev``.
    """
    alike = np.array([u == v for u in range(2) for v in range(2)])
    found = []
    if continuation is Continuation.CANDID:
        refused = np.tile(day.refusal[side][:, [PIE]], len(alike))
        found.append(np.where(alike, refused, day.payoff[side][:, PIE + 1 :]))
    if offer_space == OfferSpace.UNRESTRICTED:
        accepted = np.tile(day.payoff[side][:, [PIE]], len(alike))
        found.append(np.where(alike, accepted, day.refusal[side][:, PIE + 1 :]))
    return [Opening(by_pair, True) for by_pair in found]
