"""One schema: every column reads a field, has a unit and a text, and holds plain numbers."""

import json
from enum import IntEnum

import pytest

from negotiation.records import (
    ROUND_COLUMNS,
    RUN_COLUMNS,
    Column,
    plain,
    round_record,
    run_record,
)
from negotiation.state import GAME_FIELDS, SIDE_FIELDS
from negotiation.terms import Outcome, Phase, Side, Stance
from tests.build_terms import build_draws, build_terms, play

SCHEMAS = pytest.mark.parametrize("columns", [RUN_COLUMNS, ROUND_COLUMNS], ids=["run", "round"])
Columns = list[tuple[str, str, Column]]


@SCHEMAS
def test_names_are_unique_and_paths_lead_to_fields(columns: Columns) -> None:
    names = [name for name, _, _ in columns]
    assert len(set(names)) == len(names)
    for name, path, column in columns:
        owner, _, field = path.partition(".")
        assert field in (GAME_FIELDS if owner == "game" else SIDE_FIELDS)
        assert name == (column.name if owner == "game" else f"{column.name}_{owner}")


@SCHEMAS
def test_every_column_says_what_it_is(columns: Columns) -> None:
    for _, _, column in columns:
        assert column.unit
        assert column.text
        assert (column.unit == "code") == (column.codes is not None)


@SCHEMAS
def test_vectors_say_their_length(columns: Columns) -> None:
    for _, path, column in columns:
        owner, _, field = path.partition(".")
        hint = (GAME_FIELDS if owner == "game" else SIDE_FIELDS)[field]
        metadata = getattr(hint, "__metadata__", ("",))
        assert column.length == metadata[0]


@SCHEMAS
def test_both_sides_have_the_same_columns(columns: Columns) -> None:
    us = [name.removesuffix("_us") for name, path, _ in columns if path.startswith("us.")]
    cn = [name.removesuffix("_cn") for name, path, _ in columns if path.startswith("cn.")]
    assert us == cn
    assert us


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (True, True),
        (Stance.TALK, 2),
        (-1, -1),
        (0.25, 0.25),
        ([0.5, 0.5], (0.5, 0.5)),
    ],
)
def test_plain_values(value: object, kept: object) -> None:
    found = plain(value)
    assert found == kept
    assert type(found) is type(kept)
    assert not isinstance(found, IntEnum)


def test_record_of_a_round() -> None:
    record = round_record(play(build_terms(cn={"timing_rounds": 9}), build_draws()))
    assert list(record) == [name for name, _, _ in ROUND_COLUMNS]
    assert record["round"] == 0
    assert record["phase_played"] == Phase.PRE
    assert record["phase"] == Phase.FORMAL
    assert (record["stance_us"], record["stance_cn"]) == (Stance.OFFER, Stance.TALK)
    assert record["opened"] == Side.US
    assert record["ask_us"] == (1.0, 1.0)
    assert record["payoff_cn"] == -0.014


def test_record_of_a_run() -> None:
    terms = build_terms({"opening_claim": 0.65}, {"opening_claim": 0.0, "timing_rounds": 9})
    record = run_record(play(terms, build_draws()))
    assert list(record) == [name for name, _, _ in RUN_COLUMNS]
    assert record["outcome"] == Outcome.DEAL
    assert (record["first_tabler"], record["first_tabled_round"]) == (Side.US, 0)
    assert (record["deal_us"], record["deal_cn"]) == ((1.0, 0.0), (0.0, 1.0))
    assert (record["payoff_us"], record["payoff_cn"]) == (0.65, 0.35)


def test_a_record_is_a_copy_and_can_be_written_as_text() -> None:
    state = play(build_terms(), build_draws())
    record = round_record(state)
    state.us.ask[0] = 9.0
    assert record["ask_us"] != tuple(state.us.ask)
    assert json.loads(json.dumps(record)).keys() == record.keys()
