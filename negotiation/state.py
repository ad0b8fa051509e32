"""The state as plain Python objects: what the rules read and write outside Mesa.

The fields and their sizes come from the annotations of `negotiation.terms`, the one list that the
Mesa agents and the compiled engine's records share.
"""

from typing import Annotated, Any, get_args, get_origin, get_type_hints

from negotiation.terms import GameState, SideState, State, Terms


def sizes(terms: Terms) -> dict[str, int]:
    """Length of each kind of vector of a side; both sides' menus fit.

    Ministries are one entry long where there are none, so that no vector is empty.
    """
    us, cn = terms.us, terms.cn
    return {
        "issues": terms.n_issues,
        "profiles": max(us.n_profiles, cn.n_profiles),
        "strengths": max(us.n_strengths, cn.n_strengths),
        "ministries": max(1, us.n_ministries, cn.n_ministries),
    }


def fields(kind: type) -> dict[str, Any]:
    """Return the annotated fields of a state class, in order."""
    return get_type_hints(kind, include_extras=True)


SIDE_FIELDS = fields(SideState)
GAME_FIELDS = fields(GameState)


def blank(hint: Any, lengths: dict[str, int]) -> Any:
    """Zero of one field: a number, a truth value, or a vector of zeros."""
    if get_origin(hint) is Annotated:
        vector, length = get_args(hint)
        (number,) = get_args(vector)
        return [number()] * lengths[length]
    return hint()


def allocate_side(side: SideState, terms: Terms) -> None:
    """Give a side all its fields, with zeros in them."""
    lengths = sizes(terms)
    for name, hint in SIDE_FIELDS.items():
        setattr(side, name, blank(hint, lengths))


def allocate_game(game: GameState) -> None:
    """Give the public state all its fields, with zeros in them."""
    for name, hint in GAME_FIELDS.items():
        setattr(game, name, blank(hint, {}))


def new_state(terms: Terms) -> State:
    """State of plain objects, ready for `open_negotiation`."""
    state = State(SideState(), SideState(), GameState())
    allocate_side(state.us, terms)
    allocate_side(state.cn, terms)
    allocate_game(state.game)
    return state
