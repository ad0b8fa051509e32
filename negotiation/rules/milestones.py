"""The calendar: calls, readiness, summits, escalations, the end of a truce."""

from negotiation.rules.beliefs import believe_message, spoken
from negotiation.rules.framework import end_truce
from negotiation.rules.payoffs import pay_politics
from negotiation.terms import (
    BOTH,
    NOBODY,
    Discretion,
    Draws,
    GameState,
    Milestone,
    MilestoneKind,
    Phase,
    Side,
    SideLane,
    SideState,
    SideTerms,
    State,
    Terms,
    Vector,
)


def joint_risk(one: float, another: float) -> float:
    """Probability that at least one of two independent risks comes true.

    >>> joint_risk(0.5, 0.5)
    0.75
    """
    return 1.0 - (1.0 - one) * (1.0 - another)


def leverage_gain(
    own_rise: float, other_rise: float, own_discount: float, other_discount: float
) -> float:
    """Share of the pie won by a rise of both flow costs (closed form of structural leverage).

    >>> leverage_gain(0.25, 0.5, 0.5, 0.5)
    0.25
    """
    impatience = 2.0 - own_discount - other_discount
    if impatience > 0.0:
        return (other_rise - own_rise) / impatience
    return other_rise - own_rise


def carried_out(
    discretion: int, in_framework: bool, net_gain: float, probability: float, u: float
) -> bool:
    """Whether a side carries an escalation out that has fallen due.

    >>> carried_out(Discretion.IF_CREDIBLE, False, -0.01, 0.0, 0.5)
    False
    """
    if discretion == Discretion.ALWAYS:
        return True
    if discretion == Discretion.IF_NO_FRAMEWORK:
        return not in_framework
    if discretion == Discretion.IF_CREDIBLE:
        return net_gain >= 0.0
    if discretion == Discretion.PROBABILITY:
        return u < probability
    return False


def expected_multiplier(me: SideState, theirs: SideTerms) -> float:
    """Strength of the other side as this side believes it."""
    total = 0.0
    for strength in range(theirs.n_strengths):
        total += me.strength_belief[strength] * theirs.strength_multiplier[strength]
    return total


def credibility(
    entry: Milestone, me: SideState, mine: SideTerms, theirs: SideTerms, state: int
) -> float:
    """Net gain of carrying a threat out: leverage won plus the audience cost of not doing it.

    Flow-cost version of Fearon 1994; a threat is credible where this is not negative. The
    other's strength is private: its author reckons with what it believes.
    """
    own_rise = mine.flow_cost[entry.to_state] - mine.flow_cost[state]
    other_rise = theirs.flow_cost[entry.to_state] - theirs.flow_cost[state]
    own_rise = own_rise * mine.strength_multiplier[me.strength]
    other_rise = other_rise * expected_multiplier(me, theirs)
    return leverage_gain(own_rise, other_rise, mine.discount, theirs.discount) + entry.audience_cost


def joined(side: int, already: int) -> int:
    """Name of those who did something in a round: this side, or both.

    >>> joined(Side.US, NOBODY) == Side.US, joined(Side.US, Side.CN) == BOTH
    (True, True)
    """
    return side if already == NOBODY else BOTH


def face_escalation(
    entry: Milestone, me: SideState, mine: SideTerms, theirs: SideTerms, game: GameState, u: float
) -> None:
    """Carry an escalation out, suspend it, or let the threat lapse and pay the audience."""
    if entry.conditional and not game.summit_failed:
        return
    in_framework = game.phase == Phase.FRAMEWORK
    gain = credibility(entry, me, mine, theirs, game.tariff_state)
    if carried_out(entry.discretion, in_framework, gain, entry.probability, u):
        escalate(entry, game, in_framework)
    elif not in_framework:
        game.lapsed_by = joined(me.side, game.lapsed_by)
        game.threats_lapsed += 1
        pay_politics(me, mine, game.round, entry.audience_cost)


def escalate(entry: Milestone, game: GameState, in_framework: bool) -> None:
    """Move to the threatened tariff state, or remember it until the truce ends."""
    if in_framework:
        game.suspended_state = entry.to_state
        game.escalation_suspended = True
    else:
        game.tariff_state = entry.to_state
        game.escalated_by = joined(entry.side, game.escalated_by)
        game.escalations += 1


def report_floors(me: SideState) -> None:
    """A side's ministries report their floors."""
    me.ready = True
    me.became_ready = True


def speak_publicly(
    me: SideState, other: SideState, mine: SideTerms, theirs: SideTerms, draws: Vector
) -> None:
    """A public statement: cheap talk about strength that moves the other's belief alone."""
    me.statement = spoken(
        me.strength,
        mine.statement_truthfulness,
        other.strength_belief,
        draws[SideLane.STATEMENT_TRUTH],
        draws[SideLane.STATEMENT],
        mine.n_strengths,
    )
    believe_message(other.strength_belief, me.statement, theirs.credence, mine.n_strengths)


def hold_call(entry: Milestone, state: State, terms: Terms, draws: Draws) -> None:
    """A telephone call: talk costs no audience in this round; a public one brings statements."""
    us, cn, game = state
    game.call = True
    if not entry.public:
        return
    game.call_public = True
    if entry.side != Side.CN:
        speak_publicly(us, cn, terms.us, terms.cn, draws.us)
    if entry.side != Side.US:
        speak_publicly(cn, us, terms.cn, terms.us, draws.cn)


def meet_milestone(entry: Milestone, state: State, terms: Terms, draws: Draws) -> None:
    """Apply one entry of the calendar."""
    us, cn, game = state
    game.breakdown_risk = joint_risk(game.breakdown_risk, entry.breakdown_probability)
    if entry.kind == MilestoneKind.CALL:
        hold_call(entry, state, terms, draws)
    elif entry.kind == MilestoneKind.READINESS:
        if entry.side != Side.CN:
            report_floors(us)
        if entry.side != Side.US:
            report_floors(cn)
    elif entry.kind == MilestoneKind.SUMMIT:
        game.summit = True
    elif entry.kind == MilestoneKind.ESCALATION:
        if entry.side == Side.US:
            face_escalation(entry, us, terms.us, terms.cn, game, draws.us[SideLane.ESCALATION])
        else:
            face_escalation(entry, cn, terms.cn, terms.us, game, draws.cn[SideLane.ESCALATION])


def consult_calendar(state: State, terms: Terms, draws: Draws) -> None:
    """Apply everything the calendar holds for this round."""
    game = state.game
    game.breakdown_risk = terms.breakdown_probability
    for index in range(terms.n_milestones):
        entry = terms.milestones[index]
        if entry.round == game.round:
            meet_milestone(entry, state, terms, draws)
    if game.phase == Phase.FRAMEWORK and game.round >= game.truce_end_round:
        end_truce(state, terms)


def flow_cost_today(me: SideState, mine: SideTerms, game: GameState) -> float:
    """Flow cost of a round without a deal: of the tariff state, or of the truce."""
    multiplier = mine.strength_multiplier[me.strength]
    if game.phase == Phase.FRAMEWORK:
        return mine.truce_flow_cost * multiplier
    return mine.flow_cost[game.tariff_state] * multiplier
