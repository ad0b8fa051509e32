"""Two levels: ministries with floors and votes, and what a side may table before they report.

Putnam 1988; unanimity gives every ministry a veto (Tsebelis 2002).
"""

from negotiation.rules.packages import at_least, fill, utility
from negotiation.rules.payoffs import pay_politics
from negotiation.terms import SideState, SideTerms, Vector, Vote


def sure_floor(me: SideState, mine: SideTerms, ministry: int) -> float:
    """Floor a side reckons with: the reported one, before readiness the highest possible."""
    return me.ministry_floor[ministry] if me.ready else mine.ministry_floor_high[ministry]


def votes_for_sure(me: SideState, mine: SideTerms, shares: Vector, n_issues: int) -> float:
    """Votes that a package is sure to get, as the side knows its ministries."""
    votes = 0.0
    for m in range(mine.n_ministries):
        gain = utility(mine.ministry_weights[m], shares, n_issues)
        if at_least(gain, sure_floor(me, mine, m)):
            votes += mine.ministry_votes[m]
    return votes


def votes_cast(me: SideState, mine: SideTerms, shares: Vector, n_issues: int) -> float:
    """Votes that a package gets from the ministries' true floors."""
    votes = 0.0
    for m in range(mine.n_ministries):
        gain = utility(mine.ministry_weights[m], shares, n_issues)
        if at_least(gain, me.ministry_floor[m]):
            votes += mine.ministry_votes[m]
    return votes


def surely_ratifiable(me: SideState, mine: SideTerms, shares: Vector, n_issues: int) -> bool:
    """Whether the package reaches the quota for sure; always, where there are no ministries."""
    return at_least(votes_for_sure(me, mine, shares, n_issues), mine.ratification_quota)


def raise_to_ministry(me: SideState, mine: SideTerms, ministry: int, n_issues: int) -> float:
    """Write into `me.score` the draft raised until one ministry agrees; return its total."""
    weights = mine.ministry_weights[ministry]
    fill(me.score, me.order, weights, sure_floor(me, mine, ministry), n_issues)
    total = 0.0
    for k in range(n_issues):
        me.score[k] = max(me.score[k], me.draft[k])
        total += me.score[k]
    return total


def cut_to_ratifiable(me: SideState, mine: SideTerms, n_issues: int) -> None:
    """Raise the draft along its own order of filling until it is ratifiable for sure."""
    if surely_ratifiable(me, mine, me.draft, n_issues):
        return
    chosen = mine.n_ministries  # none yet
    least = 0.0
    for m in range(mine.n_ministries):
        total = raise_to_ministry(me, mine, m, n_issues)
        if surely_ratifiable(me, mine, me.score, n_issues) and (
            chosen == mine.n_ministries or total < least
        ):
            chosen = m
            least = total
    raise_to_ministry(me, mine, chosen, n_issues)
    for k in range(n_issues):
        me.draft[k] = me.score[k]


def vote(me: SideState, mine: SideTerms, t: int, n_issues: int) -> bool:
    """Let the ministries vote on `me.deal`; a rejection costs politically."""
    if mine.n_ministries == 0:
        return True
    ratified = at_least(votes_cast(me, mine, me.deal, n_issues), mine.ratification_quota)
    me.vote = Vote.RATIFIED if ratified else Vote.REJECTED
    if not ratified:
        pay_politics(me, mine, t, mine.ratification_cost)
    return ratified
