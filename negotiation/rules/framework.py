"""Framework first, details later: a floor for both, a truce, and bargaining from the floor.

The mechanism reads the record of December 2018 to May 2019: a framework suspends escalations; its
end without a deal carries out what was suspended, and offers go back on the table.
"""

from negotiation.rules.beliefs import refresh_knowledge
from negotiation.rules.equilibrium import prefers_framework
from negotiation.rules.tactics import claim_at
from negotiation.terms import (
    NOBODY,
    GameState,
    MilestoneKind,
    Phase,
    SideState,
    SideTerms,
    State,
    Tactic,
    Terms,
)


def claims_gap(own_claim: float, other_claim: float) -> float:
    """By how much two claims exceed the pie; at most 0 where they are compatible.

    >>> claims_gap(0.75, 0.5)
    0.25
    """
    return own_claim + other_claim - 1.0


def accepts_framework(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, close_enough: bool
) -> bool:
    """Whether a side agrees to a framework: by the solution, or if the claims are close enough."""
    if mine.tactic == Tactic.EQUILIBRIUM:
        return prefers_framework(me, mine, theirs, game)
    return close_enough


def framework_acceptable(state: State, terms: Terms) -> bool:
    """Framework test of a summit: both sides agree."""
    us, cn, game = state
    us_claim = claim_at(us, terms.us, game, game.round)
    cn_claim = claim_at(cn, terms.cn, game, game.round)
    close_enough = claims_gap(us_claim, cn_claim) <= terms.framework_tolerance
    us_agrees = accepts_framework(us, terms.us, terms.cn, game, close_enough)
    cn_agrees = accepts_framework(cn, terms.cn, terms.us, game, close_enough)
    return terms.framework_possible and us_agrees and cn_agrees


def truce_end_after(terms: Terms, t: int) -> int:
    """Round in whose calendar a truce formed in round t ends: by its clock or by its milestone."""
    end = terms.n_rounds
    if terms.truce_rounds > 0:
        end = min(end, t + 1 + terms.truce_rounds)
    for index in range(terms.n_milestones):
        entry = terms.milestones[index]
        if entry.kind == MilestoneKind.TRUCE_END and entry.round > t:
            end = min(end, entry.round)
    return end


def start_clock(game: GameState, start: int, end: int) -> None:
    """Set the rounds between which claims concede."""
    game.clock_start = start
    game.clock_end = end


def forget_claims(me: SideState, floor: float) -> None:
    """Begin bargaining afresh from a floor: packages, claims and anchors no longer bind."""
    me.floor = floor
    me.anchored = False
    me.claim = 1.0
    me.has_tabled = False
    me.has_offer = False


def exchange_priorities(
    me: SideState, other: SideState, theirs: SideTerms, needed: float, n_issues: int
) -> None:
    """Learn the other's true priorities, as a framework's details require."""
    for profile in range(theirs.n_profiles):
        me.belief[profile] = 1.0 if profile == other.profile else 0.0
    refresh_knowledge(me, other, theirs, needed, n_issues)


def form_framework(state: State, terms: Terms) -> None:
    """Enter the details phase: floors, truce clock, priorities known, first proposer by coin."""
    us, cn, game = state
    game.phase = Phase.FRAMEWORK
    game.framework_formed = True
    game.frameworks += 1
    game.summit_failed = False
    game.next_proposer = NOBODY
    game.truce_end_round = truce_end_after(terms, game.round)
    start_clock(game, game.round + 1, min(terms.deadline, game.truce_end_round - 1))
    forget_claims(us, terms.us.framework_floor)
    forget_claims(cn, terms.cn.framework_floor)
    exchange_priorities(us, cn, terms.cn, terms.knowledge_needed, terms.n_issues)
    exchange_priorities(cn, us, terms.us, terms.knowledge_needed, terms.n_issues)


def end_truce(state: State, terms: Terms) -> None:
    """Return to offers on the table and carry out the escalation that was suspended."""
    us, cn, game = state
    game.phase = Phase.FORMAL
    game.truce_ended = True
    game.truce_end_round = NOBODY
    if game.suspended_state != NOBODY:
        game.tariff_state = game.suspended_state
        game.suspended_state = NOBODY
        game.escalations += 1
    start_clock(game, game.round, terms.deadline)
    forget_claims(us, 0.0)
    forget_claims(cn, 0.0)


def hold_summit(state: State, terms: Terms) -> None:
    """Test for a framework at a summit that has brought no deal."""
    game = state.game
    if not game.summit or game.phase == Phase.FRAMEWORK:
        return
    if framework_acceptable(state, terms):
        form_framework(state, terms)
    else:
        game.summit_failed = True
