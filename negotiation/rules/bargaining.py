"""Offers on the table: tabling, answering, ratifying, and the formal round."""

from negotiation.rules.beliefs import learn, read_package
from negotiation.rules.equilibrium import solved_claim, solved_refusal
from negotiation.rules.packages import at_least, complement, draft_package, mixed_share, utility
from negotiation.rules.payoffs import pay_final, pay_politics, walk_out_value
from negotiation.rules.ratification import cut_to_ratifiable, surely_ratifiable, vote
from negotiation.rules.stances import may_table
from negotiation.rules.tactics import claim_at, claim_floor
from negotiation.terms import (
    NOBODY,
    Draws,
    GameState,
    NatureLane,
    OfferSpace,
    Outcome,
    PackageMode,
    Phase,
    ProposerRule,
    Response,
    Side,
    SideState,
    SideTerms,
    State,
    Tactic,
    Terms,
)


def package_mode(me: SideState, offer_space: int) -> int:
    """How a side fills its package, by what the two know of each other.

    Both know, or the side is candid: efficient. It alone knows: a grant, which hides its own
    priorities. It does not know: a claim, which shows them (or the best guess, if unrestricted).
    """
    if me.informed and (me.revealed or me.candid):
        return PackageMode.EFFICIENT
    if me.informed and not (me.declared and offer_space == OfferSpace.PRIORITY_FIRST):
        return PackageMode.GRANT
    if offer_space == OfferSpace.UNRESTRICTED:
        return PackageMode.EFFICIENT
    return PackageMode.CLAIM


def claim_today(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, mode: int
) -> float:
    """What the side claims when it tables today, by the solution or by its heuristic tactic."""
    if mine.tactic == Tactic.EQUILIBRIUM:
        return solved_claim(me, mine, theirs, game, mode)
    return claim_at(me, mine, game, game.round)


def least_acceptable(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, offer_space: int
) -> float:
    """Least utility the side accepts today: the value of refusing, or its own next claim."""
    if mine.tactic == Tactic.EQUILIBRIUM:
        solved = solved_refusal(me, mine, theirs, game, package_mode(me, offer_space))
        return max(claim_floor(me), solved)
    return claim_at(me, mine, game, game.round + 1)


def draft(me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, terms: Terms) -> None:
    """Draft the package that the side's tactic asks for and its ministries allow."""
    me.package_mode = package_mode(me, terms.offer_space)
    me.claim = claim_today(me, mine, theirs, game, me.package_mode)
    draft_package(me, me.package_mode, mine.weights[me.profile], me.claim, terms.n_issues)
    cut_to_ratifiable(me, mine, terms.n_issues)


def put_on_table(
    me: SideState, other: SideState, mine: SideTerms, theirs: SideTerms, n: int
) -> None:
    """Table the draft: it becomes the author's ask and the other's standing offer."""
    for k in range(n):
        me.ask[k] = me.draft[k]
    complement(other.given, me.ask, n)
    me.asked = utility(mine.weights[me.profile], me.ask, n)
    me.has_tabled = True
    me.offered_before = me.offered
    offered = utility(theirs.weights[other.profile], other.given, n)
    if not other.has_offer:
        other.offered_before = offered
    other.offered = offered
    other.has_offer = True
    if me.package_mode == PackageMode.CLAIM:
        me.declared = True


def remember_first(me: SideState, other: SideState, game: GameState) -> None:
    """Note who tabled first; the first package is the other side's anchor."""
    if game.first_tabler == NOBODY:
        game.first_tabler = me.side
        game.first_tabled_round = game.round
        other.anchored = True
        other.first_offered = other.offered


def show(
    me: SideState, other: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, n: int
) -> None:
    """Table the draft and let the other read it, before anybody has drawn a conclusion."""
    put_on_table(me, other, mine, theirs, n)
    remember_first(me, other, game)
    read_package(other, me, mine, n)


def forget_demands(me: SideState) -> None:
    """A public demand has been given up and paid for, or met: it binds no longer."""
    me.audience_cost = 0.0
    me.demands = 0


def give_demands_up(me: SideState, mine: SideTerms, t: int) -> None:
    """Pay the audience for the public demands that a side goes back on."""
    pay_politics(me, mine, t, me.audience_cost)
    forget_demands(me)


def table(
    me: SideState,
    other: SideState,
    mine: SideTerms,
    theirs: SideTerms,
    game: GameState,
    terms: Terms,
) -> None:
    """Draft and table a package; the other learns from it what it can.

    Whoever tables goes back on its own demand that the other table first, and meets the other's.
    """
    give_demands_up(me, mine, game.round)
    forget_demands(other)
    draft(me, mine, theirs, game, terms)
    show(me, other, mine, theirs, game, terms.n_issues)
    learn(other, me, mine, terms.knowledge_needed, terms.n_issues)


def acceptable(me: SideState, mine: SideTerms, least: float, n_issues: int) -> bool:
    """Whether the offer is worth enough; heuristic sides follow AC_next (Baarslag et al. 2013).

    A side that knows its ministries' floors also asks whether they would ratify.
    """
    if not at_least(me.offered, least):
        return False
    return not me.ready or surely_ratifiable(me, mine, me.given, n_issues)


def answer(
    me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, terms: Terms
) -> None:
    """Accept, refuse or, once talks are open, walk out of the package on the table."""
    least = least_acceptable(me, mine, theirs, game, terms.offer_space)
    if acceptable(me, mine, least, terms.n_issues):
        me.response = Response.ACCEPT
    elif game.phase != Phase.PRE and mine.outside_option >= least:
        me.response = Response.WALK_OUT
    else:
        me.response = Response.REFUSE


def close(game: GameState, outcome: int) -> None:
    """End the negotiation."""
    game.phase = Phase.CLOSED
    game.outcome = outcome


def pay_deal(me: SideState, mine: SideTerms, t: int, n_issues: int) -> None:
    """Pay a side its utility of the deal."""
    me.deal_utility = utility(mine.weights[me.profile], me.deal, n_issues)
    pay_final(me, mine, t, me.deal_utility)


def forget_deal(me: SideState, n_issues: int) -> None:
    """A package that was not ratified is no deal."""
    for k in range(n_issues):
        me.deal[k] = 0.0


def conclude(state: State, terms: Terms) -> None:
    """Put the accepted package, in both sides' `deal`, to the ministries; close if they agree."""
    us, cn, game = state
    t = game.round
    us_agrees = vote(us, terms.us, t, terms.n_issues)
    cn_agrees = vote(cn, terms.cn, t, terms.n_issues)
    if us_agrees and cn_agrees:
        pay_deal(us, terms.us, t, terms.n_issues)
        pay_deal(cn, terms.cn, t, terms.n_issues)
        close(game, Outcome.DEAL)
    else:
        game.ratification_failures += 1
        forget_deal(us, terms.n_issues)
        forget_deal(cn, terms.n_issues)


def walk_out(state: State, terms: Terms) -> None:
    """End by a walk-out: both sides take their outside options."""
    us, cn, game = state
    pay_final(us, terms.us, game.round, walk_out_value(us, terms.us))
    pay_final(cn, terms.cn, game.round, walk_out_value(cn, terms.cn))
    close(game, Outcome.WALKED_OUT)


def seated(
    state: State, terms: Terms, side: int
) -> tuple[SideState, SideState, SideTerms, SideTerms]:
    """Return one side and the other, then the terms of the two."""
    us, cn, _ = state
    if side == Side.US:
        return us, cn, terms.us, terms.cn
    return cn, us, terms.cn, terms.us


def settle_answer(state: State, terms: Terms, author: SideState, responder: SideState) -> None:
    """Draw the consequence of the responder's answer."""
    if responder.response == Response.ACCEPT:
        for k in range(terms.n_issues):
            author.deal[k] = author.ask[k]
            responder.deal[k] = responder.given[k]
        conclude(state, terms)
    elif responder.response == Response.WALK_OUT:
        walk_out(state, terms)


def table_and_answer(state: State, terms: Terms, author: int) -> None:
    """One side tables, the other answers in the same round."""
    game = state.game
    game.opened = author
    me, other, mine, theirs = seated(state, terms, author)
    table(me, other, mine, theirs, game, terms)
    answer(other, theirs, mine, game, terms)
    settle_answer(state, terms, me, other)


def compatible(us: SideState, cn: SideState) -> bool:
    """Whether each side is offered at least what it asks, in two sealed packages."""
    return at_least(us.offered, us.asked) and at_least(cn.offered, cn.asked)


def mix_packages(me: SideState, mine: SideTerms, theirs: SideTerms, n_issues: int) -> None:
    """Write into `me.deal` the mixture of the two sealed packages."""
    for k in range(n_issues):
        me.deal[k] = mixed_share(
            me.ask[k], me.given[k], mine.exchange_weight, theirs.exchange_weight
        )


def proposer_today(game: GameState, terms: Terms, u: float) -> int:
    """Who tables in this round of formal bargaining; a named first proposer goes before a coin."""
    named = terms.proposer_rule == ProposerRule.ALTERNATE or game.round == 0
    if named and game.next_proposer != NOBODY:
        return game.next_proposer
    return Side.US if u < terms.us.proposer_probability else Side.CN


def other_side(side: int) -> int:
    """Return the other country.

    >>> other_side(Side.US) == Side.CN
    True
    """
    return Side.CN if side == Side.US else Side.US


def proposer_who_may(state: State, terms: Terms, draws: Draws) -> int:
    """Name the proposer of a formal round, and return it if its ministries let it table."""
    game = state.game
    game.proposer = proposer_today(game, terms, draws.nature[NatureLane.PROPOSER])
    game.next_proposer = other_side(game.proposer)
    me, _, mine, _ = seated(state, terms, game.proposer)
    return game.proposer if may_table(me, mine) else NOBODY
