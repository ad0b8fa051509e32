"""The JSON Schema says what the loader says, as far as a schema can."""

import runpy
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from negotiation.experiment import Experiment, schema
from tests.experiment.spec.sound import FILES, sound, text_of

VALIDATOR = jsonschema.Draft202012Validator(schema.json_schema())


def test_the_schema_in_the_package_is_up_to_date() -> None:
    text = (files("negotiation") / "experiment" / schema.FILE).read_text("utf-8")
    assert text == schema.schema_text(), "run `python -m negotiation.experiment.schema`"
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())


def test_the_schema_is_written_beside_the_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "files", lambda package: tmp_path)
    (tmp_path / "experiment").mkdir()
    schema.main()
    assert (tmp_path / "experiment" / schema.FILE).read_text("utf-8") == schema.schema_text()


def test_the_module_writes_it_when_it_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[str, str]] = []
    monkeypatch.setattr(
        Path, "write_text", lambda self, text, encoding: written.append((self.name, text))
    )
    runpy.run_path(schema.__file__, run_name="__main__")
    assert written == [(schema.FILE, schema.schema_text())]


@pytest.mark.parametrize("name", FILES)
def test_sound_files_follow_the_schema(name: str) -> None:
    VALIDATOR.validate(tomllib.loads(text_of(sound(name))))


def test_what_is_written_follows_the_schema() -> None:
    text = Experiment(**sound("grid")).to_toml()
    VALIDATOR.validate({**tomllib.loads(text), "scenario": {}})


@pytest.mark.parametrize(
    "changes",
    [
        {"sceed": 3},
        {"seed": -1},
        {"seed": 1.5},
        {"replicates": 0},
        {"outcomes": ["deal_us"]},
        {"outcomes": []},
        {"stop": {"outcome": "outcome", "width": 1}},
        {"stop": {"outcome": "deal", "width": 0}},
        {"design": {"kind": "gird"}},
        {"vary": [{"parameter": "h", "values": []}]},
        {"vary": [{"parameter": "h", "range": {"low": 0, "high": 1, "steps": 1}}]},
        {"vary": [{"parameter": "h", "distribution": {"kind": "uniform", "low": 0}}]},
        {"experiment": [{}]},
        {"scenario": 3},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(changes: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(sound("grid", **changes))
