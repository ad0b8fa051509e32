"""A line that a kill left is told from a damaged one, and another format from this one."""

from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import Store, verify
from negotiation.experiment.store.manifest import is_cut_off, line_of, read_manifest
from tests.experiment.store.small import said, written


def test_a_kill_within_a_line_is_no_damage(tmp_path: Path) -> None:
    written(tmp_path, 2, finish=False)
    whole = (tmp_path / "manifest.jsonl").read_bytes()
    start = whole[:-1].rfind(b"\n") + 1
    for end in range(start + 1, len(whole)):
        (tmp_path / "manifest.jsonl").write_bytes(whole[:end])
        manifest = read_manifest(tmp_path / "manifest.jsonl")
        assert (manifest.is_torn, manifest.fault, len(manifest.entries)) == (True, "", 1)
        assert manifest.size == start


@pytest.mark.parametrize("bit", range(8))
def test_a_newline_that_was_changed_is_damage_and_no_kill(tmp_path: Path, bit: int) -> None:
    file = written(tmp_path, 2, finish=False) / "manifest.jsonl"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1 << bit
    file.write_bytes(content)
    assert said(verify(tmp_path)) == ["manifest.jsonl: line 3 has no proper end"]


def test_a_beginning_of_a_line_is_told_from_garbage() -> None:
    line, _ = line_of("", {"a": 1})
    assert all(is_cut_off(line[:end], "") for end in range(1, len(line)))
    assert not any(is_cut_off(tail, "") for tail in (b"x", b"\0", b'{"chain":"\0', b"{}"))


@pytest.mark.parametrize(
    "body",
    [
        {"format": 2},
        {"files": {}},
        {"format": 1, "files": {}},
        {"format": 1, "files": [], "rules": "", "planned_runs": 1},
    ],
)
def test_a_head_of_another_format_is_not_understood(tmp_path: Path, body: object) -> None:
    written(tmp_path)
    line, _ = line_of("", body)  # type: ignore[arg-type]
    (tmp_path / "manifest.jsonl").write_bytes(line)
    found = verify(tmp_path)
    assert said(found)[0].startswith("manifest.jsonl: line 1 is not understood")
    assert found.planned_runs is None
    with pytest.raises(InputError, match="line 1 is not understood"):
        Store.open(tmp_path)


@pytest.mark.parametrize(
    "body", [{"chunk": 0}, {"parts": 3}, {"chunk": 0, "block": 0, "parts": {"runs": {"x": 1}}}]
)
def test_a_line_of_another_format_is_not_understood(tmp_path: Path, body: object) -> None:
    file = written(tmp_path, 1, finish=False) / "manifest.jsonl"
    line, _ = line_of(read_manifest(file).chain, body)  # type: ignore[arg-type]
    with file.open("ab") as manifest:
        manifest.write(line)
    assert said(verify(tmp_path))[0].startswith("manifest.jsonl: line 3 is not understood")
