"""Talks about talks: the stances of a round, what is said, and whether offers come."""

from negotiation.rules.bargaining import (
    compatible,
    conclude,
    draft,
    give_demands_up,
    mix_packages,
    seated,
    show,
)
from negotiation.rules.beliefs import believe_message, learn, refresh_knowledge, spoken
from negotiation.rules.leverage import refresh_given_up
from negotiation.rules.stances import take_stance
from negotiation.terms import (
    BOTH,
    NOBODY,
    BothOffer,
    Draws,
    GameState,
    NatureLane,
    Phase,
    SideLane,
    SideState,
    SideTerms,
    Stance,
    State,
    Terms,
    Vector,
)


def backs_down(stance: int, call: bool) -> bool:
    """Whether a stance gives a public demand up: tabling, or talking outside a call.

    >>> backs_down(Stance.TALK, True), backs_down(Stance.TALK, False)
    (False, True)
    """
    return stance == Stance.OFFER or (stance == Stance.TALK and not call)


def face_audience(me: SideState, mine: SideTerms, game: GameState) -> None:
    """Add to the audience cost of a public demand, or pay it (Muthoo 1996; Fearon 1994)."""
    if me.stance_public:
        me.audience_cost += mine.audience_cost_per_demand
        me.demands += 1
    elif backs_down(me.stance, game.call):
        give_demands_up(me, mine, game.round)


def speak(me: SideState, other: SideState, mine: SideTerms, clarity: float, draws: Vector) -> None:
    """Say one's priorities, truly or not, understood or not."""
    me.message = spoken(
        me.profile,
        mine.talk_truthfulness,
        other.belief,
        draws[SideLane.TRUTH],
        draws[SideLane.MESSAGE],
        mine.n_profiles,
    )
    me.understood = draws[SideLane.CLARITY] < clarity


def hear(me: SideState, other: SideState, mine: SideTerms, theirs: SideTerms, terms: Terms) -> None:
    """Believe, by one's credence, what was understood."""
    if other.understood:
        believe_message(me.belief, other.message, mine.credence, theirs.n_profiles)
    refresh_knowledge(me, other, theirs, terms.knowledge_needed, terms.n_issues)


def open_formal_talks(game: GameState, next_proposer: int) -> None:
    """Put offers on the table from the next round on."""
    game.phase = Phase.FORMAL
    game.next_proposer = next_proposer


def talk(state: State, terms: Terms, draws: Draws) -> None:
    """Both talk: messages are heard; once both know enough, formal talks open by coin."""
    us, cn, game = state
    speak(us, cn, terms.us, terms.talk_clarity, draws.us)
    speak(cn, us, terms.cn, terms.talk_clarity, draws.cn)
    hear(us, cn, terms.us, terms.cn, terms)
    hear(cn, us, terms.cn, terms.us, terms)
    if us.informed and cn.informed:
        open_formal_talks(game, NOBODY)


def read_both(state: State, terms: Terms) -> None:
    """Open two sealed packages at once: both are drafted before either is read."""
    us, cn, game = state
    n = terms.n_issues
    for side in range(2):  # the US, then China
        me, _, mine, theirs = seated(state, terms, side)
        draft(me, mine, theirs, game, terms)
    game.opened = BOTH
    game.first_tabler = BOTH
    game.first_tabled_round = game.round
    show(us, cn, terms.us, terms.cn, game, n)
    show(cn, us, terms.cn, terms.us, game, n)
    learn(us, cn, terms.cn, terms.knowledge_needed, n)
    learn(cn, us, terms.us, terms.knowledge_needed, n)


def exchange_offers(state: State, terms: Terms) -> None:
    """Two sealed packages: compatible ones are mixed into a deal, else formal talks open."""
    us, cn, game = state
    read_both(state, terms)
    if compatible(us, cn):
        mix_packages(us, terms.us, terms.cn, terms.n_issues)
        mix_packages(cn, terms.cn, terms.us, terms.n_issues)
        conclude(state, terms)
    if game.phase == Phase.PRE:
        open_formal_talks(game, NOBODY)


def opener(us: SideState, cn: SideState, us_probability: float, u: float) -> int:
    """Side whose package is opened: the one that tables, by coin where both do."""
    if us.stance != Stance.OFFER:
        return cn.side
    if cn.stance != Stance.OFFER:
        return us.side
    return us.side if u < us_probability else cn.side


def take_stances(state: State, terms: Terms, draws: Draws) -> None:
    """Both sides choose their stance at the same time."""
    us, cn, game = state
    milestone = terms.next_milestone_at[game.round]
    take_stance(us, terms.us, game, milestone, draws.us[SideLane.STANCE])
    take_stance(cn, terms.cn, game, milestone, draws.cn[SideLane.STANCE])
    us.seen_stance = cn.stance
    cn.seen_stance = us.stance
    face_audience(us, terms.us, game)
    face_audience(cn, terms.cn, game)
    us.seen_demands = cn.demands
    cn.seen_demands = us.demands
    refresh_given_up(us, terms.us, terms.cn, game.tariff_state)
    refresh_given_up(cn, terms.cn, terms.us, game.tariff_state)


def talk_about_talks(state: State, terms: Terms, draws: Draws) -> int:
    """Take stances and follow them; return the side whose package is opened alone, or nobody."""
    us, cn, _ = state
    take_stances(state, terms, draws)
    both_offer = us.stance == Stance.OFFER and cn.stance == Stance.OFFER
    if both_offer and terms.both_offer == BothOffer.EXCHANGE:
        exchange_offers(state, terms)
    elif us.stance == Stance.OFFER or cn.stance == Stance.OFFER:
        u = draws.nature[NatureLane.OPENED]
        return opener(us, cn, terms.us.proposer_probability, u)
    elif us.stance == Stance.TALK and cn.stance == Stance.TALK:
        talk(state, terms, draws)
    return NOBODY
