"""Playing the rules directly: terms and draws in, final state out."""

from negotiation.draws import run_draws
from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.state import GAME_FIELDS, SIDE_FIELDS, new_state
from negotiation.terms import Draws, Phase, State, Terms

Chance = tuple[Draws, list[Draws]]


def chance(terms: Terms, seed: int, stream: int = 0) -> Chance:
    return run_draws(seed, stream, terms.n_rounds)


def played(terms: Terms, draws: Chance) -> State:
    opening, rounds = draws
    state = new_state(terms)
    open_negotiation(state, terms, opening)
    for each in rounds:
        play_round(state, terms, each)
    assert state.game.phase == Phase.CLOSED
    return state


def histories(terms: Terms, draws: Chance) -> list[dict[str, object]]:
    """Every field of the state after the opening and after every round."""
    opening, rounds = draws
    state = new_state(terms)
    open_negotiation(state, terms, opening)
    rows = [fields_of(state)]
    for each in rounds:
        play_round(state, terms, each)
        rows.append(fields_of(state))
    return rows


def fields_of(state: State) -> dict[str, object]:
    row: dict[str, object] = {}
    for owner, fields in (("us", SIDE_FIELDS), ("cn", SIDE_FIELDS), ("game", GAME_FIELDS)):
        for name in fields:
            value = getattr(getattr(state, owner), name)
            row[f"{owner}.{name}"] = tuple(value) if isinstance(value, list) else value
    return row
