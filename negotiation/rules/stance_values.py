"""What a stance is worth before talks open, by closed form at one tariff state.

First: tabling now; the opener gets the alternating-offers value of a pie of one, out of its own
priorities. Second: the other tables; the recipient keeps what the opener's claim leaves it under
each of its own profiles. Talk: a round of talk, then bargaining with both priorities known.
For two issues these are the project's P, W and Theta (docs/model.md). Types are averaged over
their public priors.
"""

from typing import NamedTuple

from negotiation.rules.leverage import clipped, structural_share
from negotiation.rules.packages import fill, issue_score, rank_issues, utility
from negotiation.terms import Indices, PackageMode, ProposerRule, Shares, Vector

SEARCH_STEPS = 60  # as many halvings of [0, 1] reach the last bits of a double
RESOLUTION = 2.5e-16  # of a double near 1
HALF = 0.5


class Patience(NamedTuple):
    """Discount factor in (0, 1] and flow cost per round, a share of the pie."""

    discount: float
    cost: float


class Bench(NamedTuple):
    """Scratch vectors of length K; overwritten by every call."""

    order: Indices
    score: Shares
    shares: Shares


def refusal_value(value: float, patience: Patience) -> float:
    """What a responder must be offered: -c + d V, at least 0 (there are no side payments).

    >>> refusal_value(0.5, Patience(0.75, 0.125))
    0.25
    """
    return max(0.0, patience.discount * value - patience.cost)


def first_value(me: Patience, other: Patience, rule: int) -> float:
    """Value P of opening on a pie of one, in [0, 1] (Muthoo 1999, ch. 6; coin: Binmore 1987).

    Without discounting the side with the lower cost takes all (Rubinstein 1982).

    >>> first_value(Patience(0.5, 0.0), Patience(0.5, 0.0), ProposerRule.ALTERNATE)
    0.6666666666666666
    """
    if rule == ProposerRule.COIN:
        share = structural_share(other.discount, me.discount, other.cost, me.cost)
        return clipped(1.0 - (other.discount * share - other.cost))
    if me.discount * other.discount == 1.0:
        return 1.0 if me.cost <= other.cost else other.cost
    claim = 1.0 + other.cost - other.discount * (1.0 + me.cost)
    return clipped(claim / (1.0 - me.discount * other.discount))


def left_over(
    bench: Bench, mode: int, filled: Vector, left: Vector, target: float, n: int
) -> float:
    """Utility left to a side with weights `left` when one with weights `filled` gets `target`.

    >>> bench = Bench([0, 0], [0.0, 0.0], [0.0, 0.0])
    >>> left_over(bench, PackageMode.CLAIM, (0.75, 0.25), (0.25, 0.75), 0.75, 2)
    0.75
    """
    for k in range(n):
        bench.score[k] = issue_score(mode, filled[k], left[k])
    rank_issues(bench.order, bench.score, n)
    fill(bench.shares, bench.order, filled, target, n)
    return 1.0 - utility(left, bench.shares, n)


def stationary_value(best: float, patience: Patience, rule: int) -> float:
    """Stationary value of a side whose own package leaves it `best`.

    Alternating: the proposer's value. Coin: the value before the toss, best or -c + d V by halves.

    >>> stationary_value(0.75, Patience(0.5, 0.0), ProposerRule.COIN)
    0.5
    """
    if rule == ProposerRule.ALTERNATE:
        return best
    if patience.discount * best < patience.cost + patience.cost:
        return best * HALF
    return (best - patience.cost) / (1.0 + (1.0 - patience.discount))


def reply(
    bench: Bench, value: float, giver: Patience, taker: Patience, given: Vector, taken: Vector,
    rule: int, n: int,
) -> float:  # fmt: skip
    """Stationary value of the taker when the giver's is `value` and packages are efficient."""
    target = refusal_value(value, giver)
    return stationary_value(
        left_over(bench, PackageMode.EFFICIENT, given, taken, target, n), taker, rule
    )


def extrapolated(value: float, image: float, again: float, low: float, high: float) -> float:
    """Fixed point of the line through two iterates (Aitken 1926), or the middle of the bracket.

    >>> extrapolated(0.0, 0.5, 0.75, 0.0, 2.0), extrapolated(0.0, 0.5, 0.75, 0.0, 0.5)
    (1.0, 0.25)
    """
    bend = (again - image) - (image - value)
    if bend != 0.0:
        point = value - (image - value) * (image - value) / bend
        if low < point < high:
            return point
    return HALF * (low + high)


def reply_to_reply(
    bench: Bench, value: float, me: Patience, other: Patience, weights: Vector, theirs: Vector,
    rule: int, n: int,
) -> float:  # fmt: skip
    """Own stationary value when the other replies to `value` and one replies to that."""
    their_value = reply(bench, value, me, other, weights, theirs, rule, n)
    return reply(bench, their_value, other, me, theirs, weights, rule, n)


def known_value(
    bench: Bench, me: Patience, other: Patience, weights: Vector, theirs: Vector, rule: int, n: int
) -> float:
    """Own value, before a fair coin names the first proposer, with both priorities known.

    The fixed point of "each proposer leaves the other exactly its refusal value" on the
    logrolling frontier (Rubinstein 1982 on a convex set). The map is piecewise linear, so
    extrapolation inside a bracket finds it in a few steps.

    >>> bench, even = Bench([0, 0], [0.0, 0.0], [0.0, 0.0]), Patience(0.75, 0.0)
    >>> known_value(bench, even, even, (0.5, 0.5), (0.5, 0.5), ProposerRule.COIN, 2)
    0.5
    """
    low = 0.0
    high = 1.0
    value = HALF
    image = reply_to_reply(bench, value, me, other, weights, theirs, rule, n)
    steps = 0
    while abs(image - value) > RESOLUTION and steps < SEARCH_STEPS:
        if image > value:
            low = value
        else:
            high = value
        again = reply_to_reply(bench, image, me, other, weights, theirs, rule, n)
        value = extrapolated(value, image, again, low, high)
        image = reply_to_reply(bench, value, me, other, weights, theirs, rule, n)
        steps += 1
    if rule == ProposerRule.COIN:
        return value
    return HALF * (value + refusal_value(value, me))


def second_value(
    bench: Bench, opener_claim: float, theirs: Vector, weights: Vector, n: int
) -> float:
    """Own value when the other opens with a claim worth `opener_claim` to itself: W, one profile.

    >>> bench = Bench([0, 0], [0.0, 0.0], [0.0, 0.0])
    >>> second_value(bench, 0.75, (0.75, 0.25), (0.25, 0.75), 2)
    0.75
    """
    return left_over(bench, PackageMode.CLAIM, theirs, weights, opener_claim, n)


def talk_value(expected_known_value: float, me: Patience) -> float:
    """Value Theta of a round of talk that reveals both priorities: -c + d E[V known].

    >>> talk_value(0.5, Patience(0.75, 0.125))
    0.25
    """
    return me.discount * expected_known_value - me.cost


def mean(values: Vector, probabilities: Vector, n: int) -> float:
    """Expectation of n values.

    >>> mean((1.0, 2.0), (0.5, 0.5), 2)
    1.5
    """
    total = 0.0
    for index in range(n):
        total += values[index] * probabilities[index]
    return total
