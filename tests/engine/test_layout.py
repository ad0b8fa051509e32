"""Memory of the engine: every field has its place, terms come back as they went in."""

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest

from negotiation.draws import LANES, OPENING_SLOTS
from negotiation.engine.layout import (
    DRAWS,
    GAME,
    MILESTONE,
    SHAPES,
    SIDE,
    SIDE_TERMS,
    STATE,
    TABLE_DEPTH,
    TERMS,
    WORD,
    TermsRecord,
    words_of,
)
from negotiation.state import GAME_FIELDS, SIDE_FIELDS
from negotiation.terms import MAX_SIZES, Draws, Milestone, SideTerms, Tactic, Terms, Timing
from tests.engine.variants import numbered, varied

RECORDS = [
    (STATE, ["us", "cn", "game"]),
    (SIDE, list(SIDE_FIELDS)),
    (GAME, list(GAME_FIELDS)),
    (DRAWS, list(Draws._fields)),
    (MILESTONE, list(Milestone._fields)),
    (SIDE_TERMS, list(SideTerms._fields)),
    (TERMS, list(Terms._fields)),
]


def places(record: np.dtype[Any]) -> list[tuple[int, int]]:
    """First byte of each field, and the one after its last."""
    fields = [(record.fields or {})[name] for name in record.names or ()]
    return [(offset, offset + dtype.itemsize) for dtype, offset, *_ in fields]


@pytest.mark.parametrize(("record", "names"), RECORDS)
def test_every_field_has_words_of_its_own(record: np.dtype[Any], names: list[str]) -> None:
    assert list(record.names or ()) == names
    spans = places(record)
    assert all(first % WORD == 0 for first, _ in spans)
    assert all(end <= first for (_, end), (first, _) in pairwise(spans))
    assert spans[-1][1] <= record.itemsize
    assert record.itemsize % WORD == 0


def test_every_vector_of_the_terms_has_a_largest_size() -> None:
    hints = get_type_hints(SideTerms) | get_type_hints(Terms)
    vectors = {name for name, hint in hints.items() if str(hint).startswith("tuple")}
    assert vectors == set(SHAPES) | set(TABLE_DEPTH)


def test_vectors_of_the_state_have_their_largest_size() -> None:
    for name, hint in SIDE_FIELDS.items():
        length = get_args(hint)[1:]
        assert SIDE[name].shape == tuple(MAX_SIZES[each] for each in length)
    assert {size for name in SIDE_FIELDS for size in SIDE[name].shape} == set(MAX_SIZES.values())
    assert all(DRAWS[agent].shape == (OPENING_SLOTS * LANES,) for agent in Draws._fields)


def paths() -> Iterator[tuple[str, Any]]:
    for owner, fields in (("us", SIDE), ("cn", SIDE), ("game", GAME)):
        for name in fields.names or ():
            yield f"{owner}.{name}", fields[name]


def test_words_of_a_field_hold_its_numbers() -> None:
    state = np.zeros(1, STATE)
    words = state.view(np.uint64)
    for number, (path, dtype) in enumerate(paths(), start=1):
        owner, name = path.split(".")
        words[:] = 0
        state[owner][name] = number
        first, stored = words_of(path)
        width = max(1, int(np.prod(dtype.shape)))
        assert stored == dtype.base
        found = words[first : first + width]
        if stored == np.bool_:
            assert found.tolist() == [1]
        else:
            assert found.view(stored).tolist() == [number] * width
        assert not words[:first].any()
        assert not words[first + width :].any()


# ------------------------------------------------------------------ terms


def restored(value: Any, like: Any) -> Any:
    """First entries of what a record holds, in the shape of a value of the terms."""
    if isinstance(like, Milestone):
        return Milestone(*value.item())
    if isinstance(like, tuple):
        return tuple(restored(value[k], like[k]) for k in range(len(like)))
    return value.item() if isinstance(value, np.generic) else value


def followed(address: int, like: Any) -> Any:
    """Numbers of a table, read through its pointers."""
    if isinstance(like[0], tuple):
        rows = ctypes.cast(address, ctypes.POINTER(ctypes.c_int64))
        return tuple(followed(rows[k], like[k]) for k in range(len(like)))
    numbers = ctypes.cast(address, ctypes.POINTER(ctypes.c_double))
    return tuple(numbers[: len(like)])


def read_back(record: Any, terms: Any) -> dict[str, Any]:
    """Terms as a record holds them."""
    found: dict[str, Any] = {}
    for name, value in terms._asdict().items():
        if isinstance(value, SideTerms):
            found[name] = read_back(record[name], value)
        elif name in TABLE_DEPTH:
            found[name] = followed(int(record[name]), value)
        else:
            found[name] = restored(record[name], value)
    return found


def as_mapping(terms: Terms) -> dict[str, Any]:
    return terms._asdict() | {"us": terms.us._asdict(), "cn": terms.cn._asdict()}


@pytest.mark.parametrize("number", range(0, 300, 11))
def test_terms_come_back_as_they_went_in(number: int) -> None:
    terms = numbered(number).terms
    kept = TermsRecord(terms)
    assert read_back(kept.array[0], terms) == as_mapping(terms)


def test_tables_come_back_as_they_went_in() -> None:
    solved = (Timing.EQUILIBRIUM, Timing.EQUILIBRIUM), (Tactic.EQUILIBRIUM, Tactic.EQUILIBRIUM)
    terms = varied(1, *solved).terms
    kept = TermsRecord(terms)
    assert len(terms.us.stance_table) > 1
    assert read_back(kept.array[0], terms) == as_mapping(terms)
    assert kept.address == kept.array.ctypes.data


def test_a_lost_number_is_seen() -> None:
    terms = numbered(0).terms
    kept = TermsRecord(terms)
    kept.array[0]["us"]["weights"][0][0] += 0.5
    assert read_back(kept.array[0], terms) != as_mapping(terms)


@pytest.mark.parametrize("name", sorted(set(SHAPES) & set(SideTerms._fields)))
def test_what_is_too_large_is_refused(name: str) -> None:
    terms = numbered(0).terms
    row: Any = (1.0,) * 2 if len(SHAPES[name]) == 2 else 1.0
    larger = terms.us._replace(**{name: (row,) * (SHAPES[name][0] + 1)})
    with pytest.raises(ValueError, match=r"."):
        TermsRecord(terms._replace(us=larger))


def test_too_many_milestones_and_profiles_are_refused() -> None:
    terms = numbered(0).terms
    milestones = (Milestone(0, 0),) * (SHAPES["milestones"][0] + 1)
    prior = ((0.1,),) * (SHAPES["profile_prior"][0] + 1)
    for changes in ({"milestones": milestones}, {"profile_prior": prior}):
        with pytest.raises(ValueError, match=r"."):
            TermsRecord(terms._replace(**changes))
