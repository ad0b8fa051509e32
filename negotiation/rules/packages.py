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
    """Write into `me.order` the order in which the author of such a package fills itself.

    `me.expected` holds the other's weights as the author sees them. A grant keeps last what the
    other values most.
    """
    for k in range(n_issues):
        me.score[k] = issue_score(mode, weights[k], me.expected[k])
    rank_issues(me.order, me.score, n_issues)
    if mode == PackageMode.GRANT:
        reverse(me.order, n_issues)


def draft_package(me: SideState, mode: int, weights: Vector, target: float, n_issues: int) -> None:
    """Write into `me.draft` the own shares of a package worth `target` to its author.

    The ranking holds until the author sees the other's weights in another way.
    """
    if me.ranked != mode:
        rank_for_mode(me, mode, weights, n_issues)
        me.ranked = mode
    fill(me.draft, me.order, weights, target, n_issues)


def follows_ranking(shares: Vector, mode: int, own: Vector, other: Vector, n_issues: int) -> bool:
    """Whether shares could have been filled by falling score: full, at most one split, then empty.

    That is so where nothing has gone to an issue that ranks below one that is not full. As in
    `rank_issues`, equal scores rank by the order of the issues.

    >>> shares = (0.5, 1.0)
    >>> follows_ranking(shares, PackageMode.CLAIM, (0.25, 0.75), (0.5, 0.5), 2)
    True
    >>> follows_ranking(shares, PackageMode.CLAIM, (0.75, 0.25), (0.5, 0.5), 2)
    False
    """
    last_filled = -1
    lowest_filled = math.inf
    first_open = n_issues
    highest_open = -math.inf
    for k in range(n_issues):
        score = issue_score(mode, own[k], other[k])
        if shares[k] > 0.0 and score <= lowest_filled:
            last_filled = k
            lowest_filled = score
        if shares[k] < 1.0 and score > highest_open:
            first_open = k
            highest_open = score
    if lowest_filled == highest_open:
        return last_filled <= first_open
    return lowest_filled > highest_open


def mixed_share(own_ask: float, own_given: float, ask_weight: float, given_weight: float) -> float:
    """Own share of an issue when two sealed packages are mixed (Chatterjee-Samuelson 1983).

    >>> mixed_share(1.0, 0.5, 0.5, 0.5)
    0.75
    """
    return ask_weight * own_ask + given_weight * own_given
