"""The only transition: `open_negotiation`, then `play_round` until the game is closed.

Order of a round: calendar; moves of the phase with acceptance and ratification; framework test of
a summit; breakdown; costs of a round without a deal; end of time.
"""

from negotiation.rules.bargaining import close, other_side, proposer_who_may, table_and_answer
from negotiation.rules.framework import hold_summit
from negotiation.rules.leverage import refresh_leverage, refresh_prices
from negotiation.rules.milestones import consult_calendar, flow_cost_today
from negotiation.rules.opening import clear_game_marks, clear_round_marks, open_negotiation
from negotiation.rules.payoffs import breakdown_value, disagreement, pay_delay, pay_final
from negotiation.rules.talks import open_formal_talks, talk_about_talks
from negotiation.terms import NOBODY, Draws, NatureLane, Outcome, Phase, State, Terms

__all__ = ["begin_round", "finish_round", "open_negotiation", "play_round"]


def refresh_costs(state: State, terms: Terms) -> None:
    """Set flow costs, leverage and the prices of the stances where tariffs or phase have changed.

    All of them follow from tariff state, phase and what the sides are.
    """
    us, cn, game = state
    if game.tariff_state == game.costed_state and game.phase == game.costed_phase:
        return
    game.costed_state = game.tariff_state
    game.costed_phase = game.phase
    us.flow_cost = flow_cost_today(us, terms.us, game)
    cn.flow_cost = flow_cost_today(cn, terms.cn, game)
    refresh_leverage(us, cn, terms.us, terms.cn)
    refresh_leverage(cn, us, terms.cn, terms.us)
    refresh_prices(us, terms.us, terms.cn, game.tariff_state)
    refresh_prices(cn, terms.cn, terms.us, game.tariff_state)


def break_down(state: State, terms: Terms, u: float) -> None:
    """Draw whether talks break down, where no framework has just been formed."""
    us, cn, game = state
    if game.framework_formed or u >= game.breakdown_risk:
        return
    pay_final(us, terms.us, game.round, breakdown_value(us, terms.us))
    pay_final(cn, terms.cn, game.round, breakdown_value(cn, terms.cn))
    close(game, Outcome.BREAKDOWN)


def charge_delay(state: State, terms: Terms) -> None:
    """Charge both sides a round without a deal."""
    us, cn, game = state
    pay_delay(us, terms.us, game.round)
    pay_delay(cn, terms.cn, game.round)


def run_out(state: State, terms: Terms) -> None:
    """End the game where the last round has brought no deal, at the costs then in force."""
    us, cn, game = state
    if game.round < terms.deadline:
        return
    us.flow_cost = flow_cost_today(us, terms.us, game)
    cn.flow_cost = flow_cost_today(cn, terms.cn, game)
    pay_final(us, terms.us, game.round + 1, disagreement(us, terms.us))
    pay_final(cn, terms.cn, game.round + 1, disagreement(cn, terms.cn))
    close(game, Outcome.TRUCE_RUNNING if game.phase == Phase.FRAMEWORK else Outcome.EXPIRED)


def begin_round(state: State, terms: Terms, draws: Draws) -> None:
    """First half of a round, up to the moves: the calendar and what it costs today."""
    us, cn, game = state
    if game.phase == Phase.CLOSED:
        return
    game.round += 1
    clear_game_marks(game)
    clear_round_marks(us)
    clear_round_marks(cn)
    consult_calendar(state, terms, draws)
    game.phase_played = game.phase
    refresh_costs(state, terms)


def make_moves(state: State, terms: Terms, draws: Draws) -> None:
    """Moves of the phase; the first package that is refused opens formal talks."""
    game = state.game
    if game.phase == Phase.PRE:
        author = talk_about_talks(state, terms, draws)
    else:
        author = proposer_who_may(state, terms, draws)
    if author != NOBODY:
        table_and_answer(state, terms, author)
        if game.phase == Phase.PRE:
            open_formal_talks(game, other_side(author))


def finish_round(state: State, terms: Terms, draws: Draws) -> None:
    """Second half of a round: moves, framework test, breakdown, costs, end of time."""
    game = state.game
    if game.phase == Phase.CLOSED:
        return
    make_moves(state, terms, draws)
    if game.phase != Phase.CLOSED:
        hold_summit(state, terms)
        break_down(state, terms, draws.nature[NatureLane.BREAKDOWN])
    if game.phase != Phase.CLOSED:
        charge_delay(state, terms)
        run_out(state, terms)


def play_round(state: State, terms: Terms, draws: Draws) -> None:
    """Play one round; a closed state stays as it is."""
    begin_round(state, terms, draws)
    finish_round(state, terms, draws)
