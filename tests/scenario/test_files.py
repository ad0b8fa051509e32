"""Files that cannot be read are refused in words."""

import tomllib
from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.scenario import load_scenario, scenario_from_dict, scenario_to_toml
from tests.scenario.sound import valid

FILES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "is empty"),
    ("comment", b"# nothing\n", "is empty"),
    ("latin", "name = 'Müller'".encode("latin-1"), "is not UTF-8 at byte 9"),
    ("syntax", b"name = 'a'\ntitle = = 3", "line 2"),
    ("broken off", b"name = 'a'\ntitle =", "line 2"),
    ("brackets", b"a = " + b"[" * 5000 + b"]" * 5000, "is nested too deeply"),
    ("tables", b"a = " + b"{b = " * 5000 + b"1" + b"}" * 5000, "is nested too deeply"),
    ("digits", b"a = " + b"9" * 5000, "is not TOML"),
    ("date", b"a = 2018-13-45", "is not TOML"),
    ("twice", b"a = 1\na = 2", "is not TOML"),
    ("large", b"#" * 1_000_001, "is too large; allowed: up to 1000000 bytes"),
    ("null", b"a = '\x00'", "is not TOML"),
]


@pytest.mark.parametrize(("content", "cause"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_an_unreadable_file_is_refused(tmp_path: Path, content: bytes, cause: str) -> None:
    file = tmp_path / "my.toml"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"my\.toml: ") as caught:
        load_scenario(file)
    assert cause in str(caught.value)


def test_a_path_that_holds_no_file_is_refused(tmp_path: Path) -> None:
    for path, cause in [
        (tmp_path, "is a directory"),
        (tmp_path / "none.toml", "no such file or scenario; allowed: a TOML file, or one of"),
        ("two-isue", "did you mean 'two-issue'?"),
        ("", "no such file or scenario"),
        ("a\x00b", ""),
        ("x" * 5000, ""),
    ]:
        with pytest.raises(InputError) as caught:
            load_scenario(path)
        assert cause in str(caught.value)


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "my.toml"
    file.write_text(scenario_to_toml(scenario_from_dict(valid())), "utf-8")
    assert load_scenario(file) == load_scenario(str(file)) == scenario_from_dict(valid())
    assert tomllib.loads(file.read_text("utf-8"))["name"] == "my"
