"""Plain state objects: one list of fields, sizes that fit both sides."""

from typing import Annotated, get_args, get_origin

import pytest

from negotiation.state import GAME_FIELDS, SIDE_FIELDS, blank, new_state, sizes
from negotiation.terms import MAX_SIZES, GameState, SideState, State
from tests.build_terms import build_terms, opened

THREE = {"weights": ((0.5, 0.3, 0.2), (0.2, 0.3, 0.5), (0.3, 0.5, 0.2))}
TWO = {
    "weights": ((0.5, 0.3, 0.2), (0.2, 0.3, 0.5)),
    "strength_prior": (0.5, 0.25, 0.25),
    "strength_multiplier": (1.0, 2.0, 3.0),
    "ministry_weights": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),
    "ministry_floor_low": (0.0, 0.0),
    "ministry_floor_high": (0.5, 0.5),
    "ministry_votes": (1.0, 1.0),
}


def test_sizes_fit_both_sides() -> None:
    prior = ((1 / 6, 1 / 6),) * 3
    terms = build_terms(THREE, TWO, profile_prior=prior)
    assert sizes(terms) == {"issues": 3, "profiles": 3, "strengths": 3, "ministries": 2}
    assert sizes(terms._replace(us=terms.cn, cn=terms.us)) == sizes(terms)


def test_no_vector_is_empty() -> None:
    assert sizes(build_terms())["ministries"] == 1


def test_every_kind_of_size_has_a_largest() -> None:
    lengths = {get_args(hint)[1] for hint in SIDE_FIELDS.values() if get_origin(hint) is Annotated}
    assert lengths == set(MAX_SIZES)


def test_fields_are_the_annotations_in_order() -> None:
    assert list(SIDE_FIELDS) == list(SideState.__annotations__)
    assert list(GAME_FIELDS) == list(GameState.__annotations__)


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (int, 0),
        (float, 0.0),
        (bool, False),
        (Annotated[list[float], "issues"], [0.0, 0.0]),
        (Annotated[list[int], "profiles"], [0, 0, 0]),
    ],
)
def test_blanks_are_zeros_of_their_kind(hint: object, value: object) -> None:
    found = blank(hint, {"issues": 2, "profiles": 3})
    assert found == value
    assert type(found) is type(value)


def test_a_new_state_has_every_field_and_shares_nothing() -> None:
    terms = build_terms()
    state, another = new_state(terms), new_state(terms)
    for name in SIDE_FIELDS:
        assert hasattr(state.us, name)
        assert hasattr(state.cn, name)
    assert all(getattr(state.game, name) == 0 for name in GAME_FIELDS)
    state.us.belief[0] = 9.0
    assert state.cn.belief == another.us.belief == [0.0, 0.0]


def kinds(state: State) -> dict[str, object]:
    """Return the kind of number that each field holds."""
    found = {}
    for owner, part, names in (("us", state.us, SIDE_FIELDS), ("game", state.game, GAME_FIELDS)):
        for name in names:
            value = getattr(part, name)
            first = value[0] if isinstance(value, list) else value
            number = isinstance(first, int) and not isinstance(first, bool)
            found[f"{owner}.{name}"] = int if number else type(first)
    return found


def test_the_rules_write_what_the_annotations_say() -> None:
    terms = build_terms(TWO, TWO, profile_prior=((0.25, 0.25), (0.25, 0.25)))
    assert kinds(opened(terms)) == kinds(new_state(terms))
