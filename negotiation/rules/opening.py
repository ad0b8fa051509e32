"""The opening: private types are drawn, beliefs start at the public priors."""

from negotiation.rules.beliefs import (
    condition_on_column,
    condition_on_row,
    drawn_cell,
    drawn_index,
    refresh_knowledge,
)
from negotiation.rules.milestones import flow_cost_today
from negotiation.terms import (
    NOBODY,
    Draws,
    GameState,
    NatureOpeningLane,
    Outcome,
    PackageMode,
    Response,
    Side,
    SideOpeningLane,
    SideState,
    SideTerms,
    Stance,
    State,
    Terms,
    Vector,
    Vote,
)

HALF = 0.5


def uniform_on(low: float, high: float, u: float) -> float:
    """Map a uniform number on [0, 1) to [low, high).

    >>> uniform_on(0.25, 0.75, 0.5)
    0.5
    """
    return low + u * (high - low)


def draw_private(me: SideState, mine: SideTerms, draws: Vector) -> None:
    """Draw what only the side itself knows, apart from its priorities."""
    me.strength = drawn_index(
        mine.strength_prior, draws[SideOpeningLane.STRENGTH], mine.n_strengths
    )
    entry = drawn_index(
        mine.reservation_prior, draws[SideOpeningLane.RESERVATION_RANGE], mine.n_reservations
    )
    me.reservation = uniform_on(
        mine.reservation_low[entry],
        mine.reservation_high[entry],
        draws[SideOpeningLane.RESERVATION],
    )
    me.stubborn = draws[SideOpeningLane.STUBBORN] < mine.stubborn_probability
    me.candid = draws[SideOpeningLane.CANDOUR] < mine.candour
    for m in range(mine.n_ministries):
        u = draws[SideOpeningLane.MINISTRY + m]
        me.ministry_floor[m] = uniform_on(
            mine.ministry_floor_low[m], mine.ministry_floor_high[m], u
        )


def draw_profiles(state: State, terms: Terms, draws: Vector) -> None:
    """Draw both sides' priorities from the joint prior; each begins with the conditional belief."""
    us, cn, _ = state
    by_row = draws[NatureOpeningLane.ORIENTATION] < HALF
    u = draws[NatureOpeningLane.PROFILES]
    cell = drawn_cell(terms.profile_prior, u, by_row, terms.us.n_profiles, terms.cn.n_profiles)
    us.profile = cell.row
    cn.profile = cell.column
    condition_on_row(us.belief, terms.profile_prior, us.profile, terms.cn.n_profiles)
    condition_on_column(cn.belief, terms.profile_prior, cn.profile, terms.us.n_profiles)


def clear_round_marks(me: SideState) -> None:
    """Forget what happened in the round before."""
    me.became_ready = False
    me.stance = Stance.NONE
    me.stance_public = False
    me.message = NOBODY
    me.understood = False
    me.statement = NOBODY
    me.package_mode = PackageMode.NONE
    me.response = Response.NONE
    me.vote = Vote.NONE
    me.leverage_given_up = 0.0


def start_accounts(me: SideState) -> None:
    """Set every account of a side to nothing."""
    me.audience_cost = 0.0
    me.delay_cost = 0.0
    me.political_cost = 0.0
    me.deal_utility = 0.0
    me.payoff = 0.0


def start_offers(me: SideState, n_issues: int) -> None:
    """Clear the table in front of a side."""
    for k in range(n_issues):
        me.ask[k] = 0.0
        me.given[k] = 0.0
        me.deal[k] = 0.0
    me.has_tabled = False
    me.has_offer = False
    me.declared = False
    me.anchored = False
    me.asked = 0.0
    me.offered = 0.0
    me.offered_before = 0.0
    me.first_offered = 0.0
    me.claim = 1.0
    me.floor = 0.0


def start_side(
    me: SideState, side: int, mine: SideTerms, theirs: SideTerms, draws: Vector, n_issues: int
) -> None:
    """Bring a side to the table with its private types and public priors."""
    me.side = side
    draw_private(me, mine, draws)
    for strength in range(theirs.n_strengths):
        me.strength_belief[strength] = theirs.strength_prior[strength]
    me.reputation = mine.stubborn_probability
    me.ready = mine.reports_at_start
    me.seen_stance = Stance.NONE
    me.demands = 0
    me.seen_demands = 0
    me.requested_stance = Stance.WAIT
    start_accounts(me)
    start_offers(me, n_issues)
    clear_round_marks(me)


def clear_game_marks(game: GameState) -> None:
    """Forget the public events of the round before."""
    game.proposer = NOBODY
    game.opened = NOBODY
    game.call = False
    game.call_public = False
    game.summit = False
    game.framework_formed = False
    game.truce_ended = False
    game.escalated_by = NOBODY
    game.lapsed_by = NOBODY
    game.escalation_suspended = False
    game.breakdown_risk = 0.0


def start_game(game: GameState, terms: Terms) -> None:
    """Set the public state to the eve of round 0."""
    game.round = -1
    game.phase = terms.initial_phase
    game.phase_played = terms.initial_phase
    game.outcome = Outcome.ONGOING
    game.tariff_state = terms.initial_tariff_state
    game.next_proposer = terms.first_proposer
    game.first_tabler = NOBODY
    game.first_tabled_round = NOBODY
    game.clock_start = 0
    game.clock_end = terms.deadline
    game.truce_end_round = NOBODY
    game.suspended_state = NOBODY
    game.costed_state = NOBODY
    game.costed_phase = NOBODY
    game.summit_failed = False
    game.frameworks = 0
    game.ratification_failures = 0
    game.escalations = 0
    game.threats_lapsed = 0
    clear_game_marks(game)


def open_negotiation(state: State, terms: Terms, draws: Draws) -> None:
    """Bring both sides to the eve of round 0: types drawn, beliefs at the priors."""
    us, cn, game = state
    start_game(game, terms)
    start_side(us, Side.US, terms.us, terms.cn, draws.us, terms.n_issues)
    start_side(cn, Side.CN, terms.cn, terms.us, draws.cn, terms.n_issues)
    draw_profiles(state, terms, draws.nature)
    refresh_knowledge(us, cn, terms.cn, terms.knowledge_needed, terms.n_issues)
    refresh_knowledge(cn, us, terms.us, terms.knowledge_needed, terms.n_issues)
    us.flow_cost = flow_cost_today(us, terms.us, game)
    cn.flow_cost = flow_cost_today(cn, terms.cn, game)
