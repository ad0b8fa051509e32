"""What an experiment file is refused for before its design is looked at."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.experiment import Experiment
from tests.experiment.spec.sound import CSV, loaded, sound, written

LOOP: list[Any] = []
LOOP.append(LOOP)


def vary(**table: Any) -> dict[str, Any]:
    return sound("grid", vary=[table])


H = {"parameter": "h"}
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("unknown key", sound("grid", sceed=3), "sceed: unknown key 'sceed'; allowed: schema_version"),
    ("nearest", sound("grid", sceed=3), "did you mean 'seed'?"),
    ("inner key", sound("grid", design={"knd": "grid"}), "design.knd: unknown key 'knd'"),
    ("part key", sound("parts", experiment=[{"name": "a", "varry": []}]), "'vary'?"),
    ("version", sound("grid", schema_version=2), "schema_version: unknown value 2; allowed: 1"),
    (
        "seed",
        sound("grid", seed=-1),
        "seed: -1 is out of range; allowed: [0, 18446744073709551615]",
    ),
    ("seed above", sound("grid", seed=2**64), "is out of range"),
    ("fraction", sound("grid", seed=1.5), "seed: 1.5 is not a whole number"),
    ("bool", sound("grid", replicates=True), "replicates: true is not a whole number"),
    ("replicates", sound("grid", replicates=0), "replicates: 0 is out of range"),
    ("flag", sound("grid", keep_rounds=1), "keep_rounds: 1 is not true or false"),
    ("name", sound("grid", name=3), "name: 3 is not text"),
    ("long name", sound("grid", name="x" * 201), "name: 'xxxxx"),
    ("scenario", sound("grid", scenario=3), "scenario: 3 is not a scenario; allowed: a name"),
    (
        "long path",
        sound("grid", scenario="x" * 5000),
        "scenario: 'xxxxxxxxxxxx...xxxxxxxxxxxxx' is not",
    ),
    ("fixed", sound("grid", fixed=[3]), "fixed: [3] is not a table; allowed: address = value"),
    ("many fixed", sound("grid", fixed={f"a{k}": 1 for k in range(501)}), "fixed: has 501 entries"),
    ("kind", sound("grid", design={"kind": "gird"}), "design.kind: unknown value 'gird'"),
    ("no design", sound("grid", design=3), "design: 3 is not a table"),
    ("no points", sound("grid", design={"kind": "sobol"}), "design.points: is missing"),
    ("points", sound("grid", design={"kind": "grid", "points": 3}), "design.points: goes with"),
    ("no base", sound("grid", design={"kind": "saltelli"}), "design.base: is missing; allowed: a"),
    (
        "base",
        sound("grid", design={"kind": "saltelli", "base": 100}),
        "design.base: 100 is no power of two; allowed: 64 or 128",
    ),
    (
        "base of morris",
        sound("grid", design={"kind": "morris", "trajectories": 4, "base": 8}),
        "design.base: goes with saltelli only",
    ),
    ("steps", sound("grid", design={"kind": "morris"}), "design.trajectories: is missing"),
    (
        "levels",
        sound("grid", design={"kind": "morris", "trajectories": 4, "levels": 5}),
        "design.levels: 5 is not even; allowed: 4 or 6",
    ),
    ("0 points", sound("grid", design={"kind": "sobol", "points": 0}), "points: 0 is out of range"),
    (
        "file",
        sound("grid", design={"kind": "grid", "file": "a"}),
        "design.file: goes with kind csv",
    ),
    (
        "text",
        sound("grid", design={"kind": "grid", "text": "a"}),
        "design.text: goes with kind csv",
    ),
    ("no file", sound("grid", design={"kind": "csv"}), "design.file: is missing"),
    ("vary", sound("grid", vary=3), "vary: 3 is not a list"),
    ("vary entry", sound("grid", vary=[3]), "vary.0: 3 is not a table"),
    ("no parameter", vary(values=[1]), "vary.0: give one of parameter, parameters"),
    ("both", vary(**H, parameters=["c"], values=[1]), "vary.0: give one of parameter, parameters"),
    ("no source", vary(**H), "vary.0: needs one source of values; allowed: values, range"),
    ("no values", vary(**H, values=[]), "vary.0.values: is empty"),
    ("no list", vary(**H, values=3), "vary.0.values: 3 is not a list of values"),
    ("nan", vary(**H, values=[1, float("nan")]), "vary.0.values.1: nan is not a finite number"),
    ("table", vary(**H, values=[{"a": 1}]), "vary.0.values.0: {'a': 1} is not a single value"),
    ("long text", vary(**H, values=["x" * 10_001]), "is too long; allowed: up to 10000 characters"),
    ("row", vary(**H, values=[[0.5, 0.6]]), "vary.0.values.0: has 2 values for 1 parameters"),
    ("wide row", vary(**H, values=[[0] * 501]), "vary.0.values.0: has too many entries"),
    (
        "steps",
        vary(**H, range={"low": 0, "high": 1, "steps": 10**9}),
        "vary.0.range.steps: 1000000",
    ),
    ("range", vary(**H, range={"low": 0, "high": 1}), "vary.0.range.steps: is missing"),
    ("no range", vary(**H, range=3), "vary.0.range: 3 is not a table"),
    ("ends", vary(**H, range={"low": 1, "high": 1, "steps": 2}), "low 1.0 is not below high 1.0"),
    (
        "log",
        vary(**H, range={"low": 0, "high": 1, "steps": 2, "scale": "log"}),
        "vary.0.range.low: 0.0 is out of range; allowed: (0, ...) on a log scale",
    ),
    ("distribution", vary(**H, distribution=3), "vary.0.distribution: 3 is not a table"),
    ("no kind", vary(**H, distribution={"low": 3}), "vary.0.distribution.kind: is missing"),
    ("kind of it", vary(**H, distribution={"kind": "unifrom"}), "did you mean 'uniform'?"),
    ("list kind", vary(**H, distribution={"kind": [1]}), "distribution.kind: unknown value [1]"),
    (
        "its key",
        vary(**H, distribution={"kind": "uniform", "lo": 0, "high": 1}),
        "vary.0.distribution.lo: unknown key 'lo'; allowed: low, high, kind",
    ),
    (
        "sd",
        vary(**H, distribution={"kind": "normal", "mean": 0, "sd": 0}),
        "vary.0.distribution.sd: 0.0 is out of range; allowed: (0, ...)",
    ),
    (
        "mode",
        vary(**H, distribution={"kind": "triangular", "low": 0, "high": 1, "mode": 2}),
        "vary.0.distribution.mode: 2.0 is out of range; allowed: [0.0, 1.0]",
    ),
    ("outcomes", sound("grid", outcomes=[]), "outcomes: is empty"),
    ("outcome", sound("grid", outcomes=["payof_us"]), "outcomes.0: unknown outcome 'payof_us'"),
    (
        "vector",
        sound("grid", outcomes=["deal", "deal_us"]),
        "outcomes.1: 'deal_us' is not a single",
    ),
    ("no text", sound("grid", outcomes=[3]), "outcomes.0: 3 is not text"),
    ("stop", sound("grid", stop={"width": 0.1}), "stop.outcome: is missing"),
    ("codes", sound("grid", stop={"outcome": "outcome", "width": 1}), "stop.outcome: 'outcome' is"),
    (
        "width",
        sound("grid", stop={"outcome": "deal", "width": 0}),
        "stop.width: 0.0 is out of range",
    ),
    (
        "confidence",
        sound("grid", stop={"outcome": "deal", "width": 1, "confidence": 1}),
        "stop.confidence: 1.0 is out of range; allowed: (0, 1)",
    ),
    ("no name", sound("parts", experiment=[{}]), "experiment.0.name: is missing"),
    (
        "same",
        sound("parts", experiment=[{"name": "a"}, {"name": "a"}]),
        "experiment.1.name: 'a' is",
    ),
    ("deep", sound("grid", fixed={"a": LOOP}), "is nested too deeply"),
]


@pytest.mark.parametrize(("raw", "cause"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_a_mistake_is_named_with_its_place(raw: dict[str, Any], cause: str) -> None:
    with pytest.raises(InputError) as caught:
        Experiment(**raw)
    assert caught.value.where == "experiment"
    assert cause in str(caught.value)


FILE_MISTAKES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "is empty; allowed: an experiment"),
    ("comment", b"# nothing", "is empty; allowed: an experiment"),
    ("latin", "name = 'Müller'".encode("latin-1"), "is not UTF-8 at byte 9"),
    ("syntax", b"a = = 1", "is not TOML"),
    ("brackets", b"a = " + b"[" * 5000 + b"]" * 5000, "is nested too deeply"),
    ("40 deep", b"fixed = {a = " + b"[" * 40 + b"]" * 40 + b"}", "is nested too deeply"),
    ("deep scenario", b"scenario.a" + b".a" * 100 + b" = 1", "is nested too deeply"),
    ("dots", b"a" + b".a" * 2000 + b" = 1", "has a key that is nested too deeply"),
    ("100 dots", b"fixed.a" + b".a" * 100 + b" = 1", "is nested too deeply"),
    ("key", b"seeed = 3", "seeed: unknown key"),
]


@pytest.mark.parametrize(
    ("content", "cause"), [f[1:] for f in FILE_MISTAKES], ids=[f[0] for f in FILE_MISTAKES]
)
def test_an_unreadable_file_is_refused(tmp_path: Path, content: bytes, cause: str) -> None:
    file = tmp_path / "my.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"my\.toml: ") as caught:
        Experiment.from_file(file)
    assert cause in str(caught.value)


def test_a_path_that_holds_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, cause in [
        (tmp_path, "is a directory"),
        (tmp_path / "none.toml", "no such file"),
        ("a\x00b", "cannot be read"),
        ("", "is a directory"),
        ("x" * 5000, "is too long for a path; allowed: up to 4096 characters"),
        ("x" * 300, "cannot be read"),
    ]:
        with pytest.raises(InputError) as caught:
            Experiment.from_file(path)
        assert cause in str(caught.value)
    monkeypatch.setattr("negotiation.experiment.loading.MAX_BYTES", 10)
    with pytest.raises(InputError, match="is too large; allowed: up to 10 bytes"):
        loaded(tmp_path, sound("grid"))


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    raw = sound("table", design={"kind": "csv", "file": "none.csv"})
    with pytest.raises(InputError, match="no such file") as caught:
        loaded(tmp_path, raw)
    assert caught.value.where == str(tmp_path / "none.csv")
    file = written(tmp_path, sound("table"))
    (tmp_path / "points.csv").write_bytes(b"h\n\xff")
    with pytest.raises(
        InputError, match=r"my.toml: design.file: .*points.csv is not UTF-8"
    ) as caught:
        Experiment.from_file(file)
    (tmp_path / "points.csv").write_bytes(b"\xef\xbb\xbf" + CSV.encode())
    assert len(Experiment.from_file(file).design().points) == 3
    both = sound("table", design={"kind": "csv", "file": "points.csv", "text": CSV})
    with pytest.raises(
        InputError, match=r"design.file: goes with kind csv only, and not with text"
    ):
        loaded(tmp_path, both)


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("outcomes.0", {"outcomes": [0] * 50}),
        ("vary.0.parameters.0", {"vary": [{"parameters": [0] * 50, "values": [0.5]}]}),
    ],
)
def test_a_list_is_read_up_to_its_first_mistake(key: str, change: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        Experiment(**sound("grid", **change))
    assert caught.value.key == key
    assert caught.value.more == 0
