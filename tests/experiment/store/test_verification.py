"""Every damage is found, named and told from an interruption."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import Progress, verify
from negotiation.experiment.store.manifest import LONGEST_LINE
from tests.experiment.store.small import CHUNKS, ROWS, begun, contents, parts_of, said, written

Change = Callable[[list[bytes]], list[bytes]]
MISPLACED = "was changed, or a line is missing, repeated or out of place"
CUT = "lines are missing at its end: complete.json says that it is complete"
UNKNOWN = "is unknown: no line of the manifest names it"


def edited(folder: Path, change: Change) -> None:
    """Change the lines of the manifest."""
    file = folder / "manifest.jsonl"
    file.write_bytes(b"".join(change(file.read_bytes().splitlines(keepends=True))))


def test_a_finished_experiment_is_sound(tmp_path: Path) -> None:
    found = verify(written(tmp_path))
    assert found.damages == found.uncommitted == ()
    assert (found.progress, found.is_torn) == (Progress.COMPLETE, False)
    assert (found.chunks, found.runs, found.planned_runs) == (CHUNKS, CHUNKS * ROWS, CHUNKS * ROWS)
    assert found.is_manifest_intact


def test_an_interrupted_experiment_is_incomplete_and_sound(tmp_path: Path) -> None:
    written(tmp_path, 1, finish=False)
    parts_of(tmp_path, 1)
    parts_of(tmp_path, 4)
    (tmp_path / "runs" / ".part-0000002.parquet.0123abcd.tmp").write_bytes(b"cut")
    (tmp_path / ".complete.json.0123abcd.tmp").write_bytes(b"cut")
    found = verify(tmp_path)
    assert found.damages == ()
    assert found.progress == Progress.INCOMPLETE
    assert (found.chunks, found.runs, found.planned_runs) == (1, ROWS, CHUNKS * ROWS)
    assert found.uncommitted == (
        ".complete.json.0123abcd.tmp",
        "runs/.part-0000002.parquet.0123abcd.tmp",
        "runs/part-0000001.parquet",
        "runs/part-0000004.parquet",
        "rounds/part-0000001.parquet",
        "rounds/part-0000004.parquet",
        "failures/part-0000001.parquet",
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda lines: [], "is empty"),
        (lambda lines: [b"\n", *lines], f"line 1 {MISPLACED}"),
        (lambda lines: lines[1:], f"line 1 {MISPLACED}"),
        (lambda lines: [lines[0], *lines[2:]], f"line 2 {MISPLACED}"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], f"line 3 {MISPLACED}"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], f"line 2 {MISPLACED}"),
        (lambda lines: [*lines, lines[-1]], f"line 6 {MISPLACED}"),
        (lambda lines: [*lines, b"{}"], "line 6 has no proper end"),
        (lambda lines: [*lines, b'{"chain":'], "line 6 has no proper end"),
        (lambda lines: [lines[0].replace(b'"rules":"f', b'"rules":"e'), *lines[1:]], "line 1"),
        (lambda lines: [*lines[:2], lines[2].replace(b'"rows":5', b'"rows":6')], "line 3"),
        (lambda lines: [lines[0], b"\xff\x00garbage\n", *lines[2:]], f"line 2 {MISPLACED}"),
        (lambda lines: [lines[0], b"[" * 60000 + b"\n"], f"line 2 {MISPLACED}"),
        (lambda lines: [lines[0], b"9" * 60000 + b"\n"], f"line 2 {MISPLACED}"),
        (lambda lines: [lines[0], b"{" * (2 * LONGEST_LINE) + b"\n"], "line 2 has no proper end"),
        (lambda lines: [*lines[:2], b'{"chain":"' + b"a" * LONGEST_LINE + b"\n"], "line 3"),
        (lambda lines: [lines[0][:-1]], "line 1 has no proper end"),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], "line 5 has no proper end"),
        (lambda lines: [*lines[:-1], lines[-1][:-1] + b"J"], "line 5 has no proper end"),
    ],
)
def test_a_changed_manifest_is_found(tmp_path: Path, change: Change, expected: str) -> None:
    edited(written(tmp_path), change)
    found = verify(tmp_path)
    named = [str(damage) for damage in found.damages if damage.file == "manifest.jsonl"]
    is_torn = expected.startswith("line 5") and found.is_torn
    if is_torn:
        assert named == [f"manifest.jsonl: {CUT}"]
    else:
        assert len(named) == 1
        assert named[0].startswith(f"manifest.jsonl: {expected}")
    assert not found.is_manifest_intact


@pytest.mark.parametrize("kept", range(1, CHUNKS + 2))
def test_a_finished_manifest_that_was_cut_is_found(tmp_path: Path, kept: int) -> None:
    edited(written(tmp_path), lambda lines: lines[:kept])
    found = verify(tmp_path)
    assert said(found) == [f"manifest.jsonl: {CUT}"]
    assert found.chunks == kept - 1
    assert len([file for file in found.uncommitted if file.startswith("runs")]) == 4 - kept
    (tmp_path / "complete.json").unlink()
    found = verify(tmp_path)
    assert (found.damages, found.progress) == ((), Progress.INCOMPLETE)


@pytest.mark.parametrize("name", ["experiment.toml", "provenance.json", "design.parquet"])
def test_a_changed_or_missing_document_is_found(tmp_path: Path, name: str) -> None:
    file = written(tmp_path) / name
    file.write_bytes(file.read_bytes() + b"\n")
    assert said(verify(tmp_path)) == [
        f"{name}: was changed: its SHA-256 is not that in the manifest"
    ]
    file.unlink()
    found = verify(tmp_path)
    assert said(found) == [f"{name}: is missing"]
    assert found.is_manifest_intact
    assert found.damaged_chunks == frozenset()


def test_a_damaged_part_names_its_chunk(tmp_path: Path) -> None:
    written(tmp_path)
    runs = tmp_path / "runs"
    size = (runs / "part-0000000.parquet").stat().st_size
    os.truncate(runs / "part-0000000.parquet", 10)
    (tmp_path / "failures" / "part-0000001.parquet").unlink()
    content = bytearray((runs / "part-0000002.parquet").read_bytes())
    content[100] ^= 16
    (runs / "part-0000002.parquet").write_bytes(content)
    found = verify(tmp_path)
    assert said(found) == [
        f"runs/part-0000000.parquet: holds 10 bytes instead of {size}",
        "failures/part-0000001.parquet: is missing",
        "runs/part-0000002.parquet: was changed: its SHA-256 is not that in the manifest",
    ]
    assert found.damaged_chunks == {0, 1, 2}


def test_parts_that_changed_places_are_found(tmp_path: Path) -> None:
    written(tmp_path)
    one, other = (tmp_path / "rounds" / f"part-000000{chunk}.parquet" for chunk in (0, 2))
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)
    assert verify(tmp_path).damaged_chunks == {0, 2}


@pytest.mark.parametrize("finish", [True, False])
def test_unknown_files_are_found(tmp_path: Path, finish: bool) -> None:
    written(tmp_path, finish=finish)
    names = ["runs/notes.txt", "rounds/part-12.parquet", "failures/part-0000000.parquet"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "runs" / "part-0000007.parquet").mkdir()
    (tmp_path / "runs" / "part-0000008.parquet").symlink_to("nowhere")
    (tmp_path / "runs" / "part-0000009.parquet").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine")
    names += ["runs/part-0000007.parquet", "runs/part-0000008.parquet"]
    found = verify(tmp_path)
    assert found.uncommitted == (() if finish else ("runs/part-0000009.parquet",))
    names += ["runs/part-0000009.parquet"] if finish else []
    assert sorted(said(found)) == sorted(f"{name}: {UNKNOWN}" for name in names)


def test_a_missing_or_changed_seal_is_found(tmp_path: Path) -> None:
    file = written(tmp_path) / "complete.json"
    content = file.read_bytes()
    for other in (b"", content[:-1], content + b"\n", content.replace(b"3", b"4"), b"\0" * 5000):
        file.write_bytes(other)
        assert said(verify(tmp_path)) == [
            "complete.json: was changed: it does not agree with the manifest"
        ]
    file.unlink()
    found = verify(tmp_path)
    assert said(found) == [
        "complete.json: is missing, though the manifest says that all is complete"
    ]
    assert found.progress == Progress.COMPLETE


@pytest.mark.parametrize("kind", ["folder", "loop", "dangling", "pipe", "away"])
def test_whatever_is_in_the_place_of_a_file_is_damage(tmp_path: Path, kind: str) -> None:
    written(tmp_path)
    before = contents(tmp_path)
    for name in before:
        file = tmp_path / name
        file.unlink()
        if kind == "folder":
            file.mkdir()
        elif kind == "loop":
            file.symlink_to(file.name)
        elif kind == "dangling":
            file.symlink_to("nowhere")
        elif kind == "pipe":
            os.mkfifo(file)
        assert any(damage.file == name for damage in verify(tmp_path).damages)
        if kind == "folder":
            file.rmdir()
        elif kind != "away":
            file.unlink()
        file.write_bytes(before[name])
        assert verify(tmp_path).damages == ()


def test_a_file_in_the_place_of_a_tables_folder_is_damage(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "failures" / "part-0000001.parquet").unlink()
    (tmp_path / "failures").rmdir()
    (tmp_path / "failures").write_text("")
    assert said(verify(tmp_path)) == [
        "failures/part-0000001.parquet: cannot be read: Not a directory",
        "failures: cannot be read: Not a directory",
    ]


def test_a_forbidden_file_is_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    opened = os.open

    def forbidding(path: Path, *more: int) -> int:
        if Path(path).name == "part-0000001.parquet":
            raise PermissionError(13, "Permission denied")
        return opened(path, *more)

    monkeypatch.setattr(os, "open", forbidding)
    assert said(verify(tmp_path)) == [
        f"{table}/part-0000001.parquet: cannot be read: Permission denied"
        for table in ("failures", "rounds", "runs")
    ]


def test_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="no such folder"):
        verify(tmp_path / "absent")
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is not a folder"):
        verify(tmp_path / "file")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match="may not be read"):
        verify(tmp_path)


def test_a_folder_without_a_manifest_is_damaged(tmp_path: Path) -> None:
    with begun(tmp_path):
        (tmp_path / "manifest.jsonl").unlink()
    assert said(verify(tmp_path)) == ["manifest.jsonl: is missing"]
