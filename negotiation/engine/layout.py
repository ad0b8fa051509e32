"""Memory of the engine: the state and the terms as records of eight-byte words.

The fields are those of `negotiation.terms`; vectors have their largest size. Every number, truth
values too, begins a word of its own, so that a column of results is one word copied. Tables of the
solved strategies have no largest size: a record holds their address, and pointers to pointers keep
the way the rules read them, `table[kind][own][other][node]`.
"""

from typing import Any, Final, get_args, get_origin, get_type_hints

import numpy as np
from numba import types
from numba.extending import models, register_model
from numba.np.numpy_support import from_dtype
from numpy.typing import NDArray

from negotiation.draws import LANES, OPENING_SLOTS
from negotiation.state import GAME_FIELDS, SIDE_FIELDS
from negotiation.terms import (
    MAX_ISSUES,
    MAX_MILESTONES,
    MAX_MINISTRIES,
    MAX_PROFILES,
    MAX_RESERVATIONS,
    MAX_ROUNDS,
    MAX_SIZES,
    MAX_STRENGTHS,
    MAX_TARIFF_STATES,
    Draws,
    Milestone,
    SideTerms,
    Terms,
)

WORD: Final = 8
OPENING_LANES: Final = OPENING_SLOTS * LANES

SHAPES: Final[dict[str, tuple[int, ...]]] = {
    "weights": (MAX_PROFILES, MAX_ISSUES),
    "strength_multiplier": (MAX_STRENGTHS,),
    "strength_prior": (MAX_STRENGTHS,),
    "reservation_prior": (MAX_RESERVATIONS,),
    "reservation_low": (MAX_RESERVATIONS,),
    "reservation_high": (MAX_RESERVATIONS,),
    "discount_at": (MAX_ROUNDS + 1,),
    "flow_cost": (MAX_TARIFF_STATES,),
    "ministry_weights": (MAX_MINISTRIES, MAX_ISSUES),
    "ministry_floor_low": (MAX_MINISTRIES,),
    "ministry_floor_high": (MAX_MINISTRIES,),
    "ministry_votes": (MAX_MINISTRIES,),
    "value_first": (MAX_TARIFF_STATES,),
    "value_second": (MAX_TARIFF_STATES,),
    "value_talk": (MAX_TARIFF_STATES,),
    "profile_prior": (MAX_PROFILES, MAX_PROFILES),
    "milestones": (MAX_MILESTONES,),
    "next_milestone_at": (MAX_ROUNDS,),
    "concession_at": (MAX_ROUNDS,),
}
"""Largest size of each vector and matrix of the terms."""

TABLE_DEPTH: Final = {"claim_table": 4, "refusal_table": 4, "framework_table": 3, "stance_table": 2}
"""Tables that a record holds by address, and by how many indices they are read."""


def record(fields: list[tuple[Any, ...]]) -> np.dtype[Any]:
    """Structured type whose fields, (name, type) or (name, type, shape), each begin a word."""
    names = [field[0] for field in fields]
    formats = [np.dtype(field[1:]) if len(field) > 2 else np.dtype(field[1]) for field in fields]
    sizes = [-(-each.itemsize // WORD) * WORD for each in formats]
    offsets = [0, *np.cumsum(sizes).tolist()]
    return np.dtype(
        {
            "names": names,
            "formats": formats,
            "offsets": offsets[:-1],
            "itemsize": offsets[-1],
            "aligned": True,
        }
    )


def state_record(hints: dict[str, Any]) -> np.dtype[Any]:
    """Record of an annotated state class."""
    fields: list[tuple[Any, ...]] = []
    for name, hint in hints.items():
        arguments = get_args(hint)
        if arguments:
            (number,) = get_args(arguments[0])
            fields.append((name, number, (MAX_SIZES[arguments[1]],)))
        else:
            fields.append((name, hint))
    return record(fields)


def number_type(hint: Any) -> type:
    """Type of the numbers in a field: of a nested tuple, that of its innermost numbers."""
    while get_origin(hint) is tuple:
        hint = get_args(hint)[0]
    return MILESTONE if hint is Milestone else hint  # type: ignore[return-value]


def terms_record(kind: type) -> np.dtype[Any]:
    """Record of a class of terms; tables are addresses."""
    fields: list[tuple[Any, ...]] = []
    for name, hint in get_type_hints(kind).items():
        if name in TABLE_DEPTH:
            fields.append((name, np.int64))
        elif hint is SideTerms:
            fields.append((name, SIDE_TERMS))
        elif name in SHAPES:
            fields.append((name, number_type(hint), SHAPES[name]))
        else:
            fields.append((name, hint))
    return record(fields)


MILESTONE: Final = record(list(get_type_hints(Milestone).items()))
SIDE: Final = state_record(SIDE_FIELDS)
GAME: Final = state_record(GAME_FIELDS)
STATE: Final = record([("us", SIDE), ("cn", SIDE), ("game", GAME)])
DRAWS: Final = record([(agent, np.float64, (OPENING_LANES,)) for agent in Draws._fields])
SIDE_TERMS: Final = terms_record(SideTerms)
TERMS: Final = terms_record(Terms)


class NamedRecord(types.Record):  # type: ignore[misc]
    """Compiled type of a record: as numpy's, but tables are pointers, and it has a short name.

    numba names a record by all its fields, and a function by the names of its arguments' types;
    with names of many pages compilation took half as long again. It writes a record out as often.
    """

    def __init__(self, name: str, numpy_dtype: np.dtype[Any]) -> None:
        self.numpy_dtype = numpy_dtype
        plain = from_dtype(numpy_dtype)
        fields = []
        for key, field in plain.fields.items():
            place = {"offset": field.offset, "alignment": field.alignment}
            fields.append((key, {"type": self.kind(key, field.type)} | place))
        super().__init__(fields, plain.size, plain.aligned)
        self.name = name

    def kind(self, name: str, plain: types.Type) -> types.Type:
        """Type of one field."""
        if self.numpy_dtype[name] == SIDE_TERMS:
            return NamedRecord("SideTerms", SIDE_TERMS)
        if name not in TABLE_DEPTH:
            return plain
        table = types.float64
        for _ in range(TABLE_DEPTH[name]):
            table = types.CPointer(table)
        return table

    def __repr__(self) -> str:
        return str(self.name)

    @property
    def dtype(self) -> np.dtype[Any]:
        """The record as numpy has it: addresses are whole numbers."""
        return self.numpy_dtype


register_model(NamedRecord)(models.RecordModel)

SIDE_TYPE: Final = NamedRecord("SideState", SIDE)
DRAWS_TYPE: Final = NamedRecord("Draws", DRAWS)
GAME_TYPE: Final = NamedRecord("GameState", GAME)
TERMS_TYPE: Final = NamedRecord("Terms", TERMS)


class TermsRecord:
    """Terms of one design point as a record, with the tables that it points to."""

    def __init__(self, terms: Terms) -> None:
        self.kept: list[NDArray[Any]] = []
        self.array = np.zeros(1, TERMS)
        self.write(self.array[0], terms)
        self.address = self.array.ctypes.data

    def write(self, target: Any, terms: Any) -> None:
        """Copy a class of terms, field by field."""
        for name, value in terms._asdict().items():
            if name in TABLE_DEPTH:
                target[name] = self.pointer(value)
            elif isinstance(value, SideTerms):
                self.write(target[name], value)
            elif isinstance(value, tuple):
                write_vector(target[name], value)
            else:
                target[name] = value

    def pointer(self, table: tuple[Any, ...]) -> int:
        """Address of a copy of a table; rows are pointers down to the numbers."""
        if isinstance(table[0], tuple):
            array = np.array([self.pointer(row) for row in table], dtype=np.int64)
        else:
            array = np.array(table, dtype=np.float64)
        self.kept.append(array)
        return int(array.ctypes.data)


def write_vector(target: NDArray[Any], value: tuple[Any, ...]) -> None:
    """Copy a vector, a matrix or a calendar into the first entries of an array."""
    if not value:
        return
    if isinstance(value[0], Milestone):
        target[: len(value)] = [tuple(entry) for entry in value]
    elif isinstance(value[0], tuple):
        for row, numbers in zip(target[: len(value)], value, strict=True):
            row[: len(numbers)] = numbers
    else:
        target[: len(value)] = value


def words_of(path: str) -> tuple[int, np.dtype[Any]]:
    """First word of a field of the state, such as `us.payoff`, and the type of its numbers."""
    owner, name = path.split(".")
    fields: Any = STATE.fields
    inner, start = fields[owner]
    dtype, offset = inner.fields[name]
    return (start + offset) // WORD, dtype.base
