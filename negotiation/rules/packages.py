"""Packages: who gets how much of each issue, and three ways to fill one up to a target utility.

A side's package is the vector of its *own* shares; the other side holds the complement. Utility is
linear in shares (Keeney-Raiffa 1976, ch. 3). At most one issue of a package is split.
"""

import math

from negotiation.terms import Indices, PackageMode, Shares, SideState, Vector

ROUNDING = 1e-12  # utilities closer than this are equal: sums of shares carry rounding errors


def at_least(value: float, bound: float) -> bool:
    """Whether a utility reaches a bound, up to rounding.

    >>> at_least(0.1 + 0.2, 0.3), at_least(0.29, 0.3)
    (True, False)
    """
    return value >= bound - ROUNDING


def utility(weights: Vector, shares: Vector, n_issues: int) -> float:
    """Utility of own `shares` in [0, 1] under `weights` that sum to 1: a share of the pie.

    >>> utility((0.75, 0.25), (1.0, 0.5), 2)
    0.875
    """
    total = 0.0
    for k in range(n_issues):
        total += weights[k] * shares[k]
    return total


def issue_score(mode: int, own_weight: float, other_weight: float) -> float:
    """Rank of an issue when a package is filled: high scores are filled first.

    A claim fills by the own weight, a grant by the other's, an efficient package by the ratio of
    the two (logrolling: Raiffa 1982, ch. 11).

    >>> issue_score(PackageMode.EFFICIENT, 0.6, 0.3)
    2.0
    """
    if mode == PackageMode.CLAIM:
        return own_weight
    if mode == PackageMode.GRANT:
        return other_weight
    if other_weight > 0.0:
        return own_weight / other_weight
    if own_weight > 0.0:
        return math.inf
    return 0.0


def rank_issues(order: Indices, score: Vector, n_issues: int) -> None:
    """Write the issues into `order` by falling score; ties keep the order of the issues.

    >>> order = [0, 0, 0]
    >>> rank_issues(order, (0.2, 0.5, 0.2), 3)
    >>> order
    [1, 0, 2]
    """
    for k in range(n_issues):
        place = k
        while place > 0 and score[order[place - 1]] < score[k]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = k


def filled_share(weight: float, missing: float) -> float:
    """Share of an issue of this `weight` that adds the `missing` utility, at most all of it.

    >>> filled_share(0.5, 0.25)
    0.5
    """
    if missing <= ROUNDING:
        return 0.0
    if weight <= missing:
        return 1.0
    return missing / weight


def fill(shares: Shares, order: Indices, weights: Vector, target: float, n_issues: int) -> None:
    """Write the shares that reach the `target` utility, issue after issue in the given order.

    >>> shares = [0.0, 0.0]
    >>> fill(shares, [1, 0], (0.5, 0.5), 0.75, 2)
    >>> shares
    [0.5, 1.0]
    """
    missing = target
    place = 0
    while place < n_issues and missing > ROUNDING:
        k = order[place]
        shares[k] = filled_share(weights[k], missing)
        missing -= weights[k]
        place += 1
    for rest in range(place, n_issues):
        shares[order[rest]] = 0.0


def complement(rest: Shares, shares: Vector, n_issues: int) -> None:
    """Write what the other side holds of each issue.

    >>> rest = [0.0, 0.0]
    >>> complement(rest, (1.0, 0.25), 2)
    >>> rest
    [0.0, 0.75]
    """
    for k in range(n_issues):
        rest[k] = 1.0 - shares[k]


def reverse(order: Indices, n_issues: int) -> None:
    """Turn an order round.

    >>> order = [2, 0, 1]
    >>> reverse(order, 3)
    >>> order
    [1, 0, 2]
    """
    for place in range(n_issues // 2):
        mirror_place = n_issues - 1 - place
        issue = order[place]
        order[place] = order[mirror_place]
        order[mirror_place] = issue


def rank_for_mode(me: SideState, mode: int, weights: Vector, n_issues: int) -> None:
    """Write into `me.order` the order in which a package of this mode is filled."""
    for k in range(n_issues):
        me.score[k] = issue_score(mode, weights[k], me.expected[k])
    rank_issues(me.order, me.score, n_issues)


def draft_package(me: SideState, mode: int, weights: Vector, target: float, n_issues: int) -> None:
    """Write into `me.draft` the own shares of a package worth `target` to its author.

    `me.expected` holds the other's weights as the author sees them. A grant fills the other side,
    in the order of the other's weights, until the author is left with the target.
    """
    rank_for_mode(me, mode, weights, n_issues)
    grants = mode == PackageMode.GRANT
    filled = 1.0 - target if grants else target  # worth of what is filled, to the author
    fill(me.draft, me.order, weights, filled, n_issues)
    if grants:
        complement(me.draft, me.draft, n_issues)
        reverse(me.order, n_issues)  # now the order in which the author itself is filled


def follows_order(shares: Vector, order: Indices, n_issues: int) -> bool:
    """Whether shares could have been filled in this order: full, at most one split, then empty.

    >>> follows_order((0.5, 1.0), [1, 0], 2), follows_order((0.5, 1.0), [0, 1], 2)
    (True, False)
    """
    for place in range(1, n_issues):
        if shares[order[place]] > 0.0 and shares[order[place - 1]] < 1.0:
            return False
    return True


def mixed_share(own_ask: float, own_given: float, ask_weight: float, given_weight: float) -> float:
    """Own share of an issue when two sealed packages are mixed (Chatterjee-Samuelson 1983).

    >>> mixed_share(1.0, 0.5, 0.5, 0.5)
    0.75
    """
    return ask_weight * own_ask + given_weight * own_given
