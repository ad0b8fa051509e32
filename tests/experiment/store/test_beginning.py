"""An experiment begins in a folder of its own, and overwrites nobody's files."""

from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import Store, storing, verify, write_part
from negotiation.experiment.store.lock import Lock
from tests.experiment.store.small import CHUNKS, ROWS, begun, contents, rows_of, written


def test_a_creation_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    once = contents(written(tmp_path / "a"))
    folder = written(tmp_path / "b", 0, finish=False)
    (folder / "manifest.jsonl").unlink()
    (folder / "experiment.toml").write_text("cut sh")
    (folder / ".design.parquet.0123abcd.tmp").write_bytes(b"cut short")
    assert contents(written(folder)) == once


def test_a_used_folder_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "a", 1, finish=False)
    before = contents(folder)
    with pytest.raises(InputError, match=f"already holds .* 'negotiation resume {folder}'"):
        begun(folder)
    assert contents(folder) == before


def test_the_second_of_two_beginners_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def after_the_first(path: Path) -> Lock:
        monkeypatch.undo()
        written(tmp_path)
        return Lock(path)

    monkeypatch.setattr(storing, "Lock", after_the_first)
    with pytest.raises(InputError, match="already holds an experiment"):
        begun(tmp_path)
    assert verify(tmp_path).damages == ()
    assert Store.open(tmp_path).runs == CHUNKS * ROWS


@pytest.mark.parametrize("name", ["notes.txt", "experiment.toml", "runs/part-0000000.parquet"])
def test_a_folder_with_files_of_somebody_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine")
    with pytest.raises(InputError, match="is not empty; allowed: a new or an empty folder"):
        begun(tmp_path)
    assert contents(tmp_path) == {name: b"mine"}
    assert not (tmp_path / ".lock").exists()


@pytest.mark.parametrize("table", ["runs", "rounds"])
def test_parts_without_a_manifest_are_left_alone(tmp_path: Path, table: str) -> None:
    written(tmp_path, 0, finish=False)
    write_part(tmp_path, table, 0, rows_of(0))
    (tmp_path / "manifest.jsonl").unlink()
    before = contents(tmp_path)
    with pytest.raises(InputError, match="is not empty"):
        begun(tmp_path)
    assert contents(tmp_path) == before
