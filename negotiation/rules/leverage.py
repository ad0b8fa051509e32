"""Leverage: each side's share of what the two expect from here on, in [0, 1]; 1/2 is parity.

Structural leverage supposes known types, a fair-coin proposer in every round and no stance game.
Random proposer after Binmore 1987; flow costs after Muthoo 1999, ch. 6.
"""

from negotiation.terms import SideState, SideTerms, Stance

PARITY = 0.5


def clipped(x: float) -> float:
    """Bring x into [0, 1].

    >>> clipped(1.5), clipped(0.25)
    (1.0, 0.25)
    """
    return max(0.0, min(1.0, x))


def structural_share(
    own_discount: float, other_discount: float, own_cost: float, other_cost: float
) -> float:
    """Expected share of the pie with a coin proposer; outside [0, 1] where a corner binds.

    With a common factor d: 1/2 + (other_cost - own_cost) / (2 (1 - d)). Two sides that do not
    discount have no stationary split unless their costs are equal: then the answer is parity,
    else the side with the lower cost takes all (Rubinstein 1982).

    >>> structural_share(0.75, 0.75, 0.02, 0.07)
    0.6
    """
    impatience = 2.0 - own_discount - other_discount
    if impatience > 0.0:
        return (1.0 - other_discount + other_cost - own_cost) / impatience
    if own_cost == other_cost:
        return PARITY
    return 1.0 if own_cost < other_cost else 0.0


def share_of_sum(own: float, other: float) -> float:
    """Own part of the sum of two values, each at least 0; parity where both are nothing.

    >>> share_of_sum(0.75, 0.25), share_of_sum(-1.0, 0.5), share_of_sum(0.0, 0.0)
    (0.75, 0.0, 0.5)
    """
    mine = max(0.0, own)
    theirs = max(0.0, other)
    if mine + theirs == 0.0:
        return PARITY
    return mine / (mine + theirs)


def given_up(stance: int, if_offer: float, if_talk: float, if_lost: float) -> float:
    """Leverage of the best other act less the leverage of this one.

    >>> given_up(Stance.OFFER, 0.25, 0.5, 0.375)
    0.25
    """
    if stance == Stance.OFFER:
        return max(if_talk, if_lost) - if_offer
    if stance == Stance.TALK:
        return max(if_offer, if_lost) - if_talk
    return max(if_offer, if_talk) - if_lost


def refresh_leverage(me: SideState, other: SideState, mine: SideTerms, theirs: SideTerms) -> None:
    """Set structural leverage at the flow costs of the day."""
    share = structural_share(mine.discount, theirs.discount, me.flow_cost, other.flow_cost)
    me.leverage = clipped(share)
    me.leverage_clipped = me.leverage != share


def refresh_prices(me: SideState, mine: SideTerms, theirs: SideTerms, tariff_state: int) -> None:
    """Set what going first costs, what it tells, and what talk would bring, today."""
    first = mine.value_first[tariff_state]
    me.price_of_going_first = mine.value_second[tariff_state] - first
    me.information_rent = theirs.value_second[tariff_state] - (1.0 - first)
    me.interest_in_talk = mine.value_talk[tariff_state] - first


def lost_round_value(mine: SideTerms, tariff_state: int) -> float:
    """Value of losing this round and talking in the next."""
    return mine.discount * mine.value_talk[tariff_state] - mine.flow_cost[tariff_state]


def refresh_given_up(me: SideState, mine: SideTerms, theirs: SideTerms, tariff_state: int) -> None:
    """Set the leverage that the stance just taken gave up."""
    first = share_of_sum(mine.value_first[tariff_state], theirs.value_second[tariff_state])
    talk = share_of_sum(mine.value_talk[tariff_state], theirs.value_talk[tariff_state])
    lost = share_of_sum(
        lost_round_value(mine, tariff_state), lost_round_value(theirs, tariff_state)
    )
    me.leverage_given_up = given_up(me.stance, first, talk, lost)
