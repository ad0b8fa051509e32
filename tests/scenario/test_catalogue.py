"""One row of the catalogue for each strategy and tactic."""

import re
from pathlib import Path
from typing import get_args

import pytest

from negotiation.scenario import catalogue
from negotiation.scenario.catalogue import TACTICS, TIMINGS, timing_member
from negotiation.scenario.sides import TacticName, TacticTable, TimingTable
from negotiation.terms import Tactic, Timing

OWN = "own definition"
BIBLIOGRAPHY = Path(__file__).parents[2] / "docs" / "reference" / "bibliography.md"


def test_every_timing_strategy_has_one_row() -> None:
    assert [row.member for row in TIMINGS.values()] == list(Timing)


def test_every_tactic_has_one_row() -> None:
    assert [row.member for row in TACTICS.values()] == list(Tactic)
    assert tuple(TACTICS) == get_args(TacticName)


@pytest.mark.parametrize("name", [*TIMINGS, *TACTICS])
def test_a_row_says_what_it_is_and_where_it_is_from(name: str) -> None:
    row = TIMINGS.get(name) or TACTICS[name]
    assert row.name == name
    assert re.fullmatch(r"[a-z].{15,75}[^.]", row.description)
    listed = f"| {row.source} |" in BIBLIOGRAPHY.read_text("utf-8")
    assert listed or row.source == OWN


def test_the_parameters_are_keys_of_the_format() -> None:
    assert {key for row in TIMINGS.values() for key in row.parameters} <= set(
        TimingTable.model_fields
    )
    assert {key for row in TACTICS.values() for key in row.parameters} <= set(
        TacticTable.model_fields
    )


def test_registered_names_are_known_and_play_as_custom(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "registered_strategies", lambda: ("patient",))
    assert catalogue.is_known_strategy("patient")
    assert catalogue.strategy_names()[-1] == "patient"
    assert timing_member("patient") is Timing.CUSTOM
