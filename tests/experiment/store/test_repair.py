"""A damaged folder is mended to the bytes it had, or the loss is told."""

from pathlib import Path

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import (
    Store,
    mend_manifest,
    repair_plan,
    restore,
    verify,
)
from tests.experiment.store.small import CHUNKS, ROWS, contents, parts_of, said, written

DOCUMENTS = ["experiment.toml", "provenance.json", "design.parquet"]


def go_on(folder: Path) -> None:
    """Run what is missing, and finish."""
    with Store.open(folder, write=True) as store:
        for chunk in range(len(store.committed), CHUNKS):
            store.commit(chunk, chunk // 2, parts_of(folder, chunk))
        store.finish()


def lines(folder: Path) -> list[bytes]:
    return (folder / "manifest.jsonl").read_bytes().splitlines(keepends=True)


def test_nothing_is_to_be_done_for_a_sound_folder(tmp_path: Path) -> None:
    plan = repair_plan(verify(written(tmp_path)))
    assert plan == type(plan)(False, (), (), False, ())


def test_damaged_parts_are_run_again_and_the_manifest_stays(tmp_path: Path) -> None:
    before = contents(written(tmp_path))
    (tmp_path / "runs" / "part-0000002.parquet").write_bytes(b"")
    (tmp_path / "failures" / "part-0000001.parquet").unlink()
    plan = repair_plan(verify(tmp_path))
    assert plan.rerun == (1, 2)
    with Store.open(tmp_path, write=True) as store:
        for chunk in plan.rerun:
            store.confirm(chunk, parts_of(tmp_path, chunk))
    assert contents(tmp_path) == before


def test_a_chunk_that_comes_out_otherwise_is_refused(tmp_path: Path) -> None:
    with (
        Store.open(written(tmp_path), write=True) as store,
        pytest.raises(InputError, match="chunk 0, run again, differs from what was committed"),
    ):
        store.confirm(0, parts_of(tmp_path, 1))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_put_back_if_it_is_the_same(tmp_path: Path, name: str) -> None:
    before = contents(written(tmp_path))
    (tmp_path / name).unlink()
    assert repair_plan(verify(tmp_path)).restore == (name,)
    with pytest.raises(InputError, match=f"{name}: is not what the experiment began with"):
        restore(tmp_path, name, b"other")
    restore(tmp_path, name, before[name])
    assert contents(tmp_path) == before


@pytest.mark.parametrize("kept", range(1, CHUNKS + 2))
@pytest.mark.parametrize("how", ["garbage", "cut"])
def test_a_manifest_is_cut_to_what_is_vouched_for(tmp_path: Path, kept: int, how: str) -> None:
    before = contents(written(tmp_path))
    tail = [b"garbage\n"] if how == "garbage" else []
    (tmp_path / "manifest.jsonl").write_bytes(b"".join(lines(tmp_path)[:kept] + tail))
    assert repair_plan(verify(tmp_path)).mend_manifest
    assert mend_manifest(tmp_path) == kept - 1
    assert verify(tmp_path).damages == ()
    go_on(tmp_path)
    assert contents(tmp_path) == before


def test_garbage_after_the_end_is_cut_off(tmp_path: Path) -> None:
    before = contents(written(tmp_path))
    (tmp_path / "manifest.jsonl").write_bytes(b"".join(lines(tmp_path)) + b"garbage\n")
    assert mend_manifest(tmp_path) == CHUNKS
    plan = repair_plan(verify(tmp_path))
    assert plan == type(plan)(False, (), (), True, ())
    go_on(tmp_path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("chunks", [CHUNKS, 0])
@pytest.mark.parametrize("how", ["changed", "deleted", "binary"])
def test_a_lost_head_is_made_again_if_the_next_line_vouches_for_it(
    tmp_path: Path, how: str, chunks: int
) -> None:
    before = contents(written(tmp_path, chunks))
    rest = b"".join(lines(tmp_path)[1:])
    damaged = {"changed": lines(tmp_path)[0].replace(b"f", b"e"), "deleted": b"", "binary": b"\0\n"}
    (tmp_path / "manifest.jsonl").write_bytes(damaged[how] + rest)
    for wrong in ({}, {"rules": "f" * 64}, {"planned_runs": CHUNKS * ROWS}):
        with pytest.raises(InputError, match="has lost its head, and nothing vouches for another"):
            mend_manifest(tmp_path, **wrong)  # type: ignore[arg-type]
    assert mend_manifest(tmp_path, rules="f" * 64, planned_runs=CHUNKS * ROWS) == chunks
    with Store.open(tmp_path, write=True) as store:
        store.finish()
    assert contents(tmp_path) == before


def test_a_lost_manifest_is_told(tmp_path: Path) -> None:
    before = contents(written(tmp_path))
    (tmp_path / "manifest.jsonl").unlink()
    with pytest.raises(InputError, match="nothing vouches for another; allowed: the experiment"):
        mend_manifest(tmp_path, rules="f" * 64, planned_runs=CHUNKS * ROWS)
    with pytest.raises(InputError, match="has lost its head; allowed: mend_manifest first"):
        restore(tmp_path, "experiment.toml", b"")
    del before["manifest.jsonl"]
    assert contents(tmp_path) == before


def test_unknown_files_stay(tmp_path: Path) -> None:
    (written(tmp_path) / "runs" / "notes.txt").write_text("mine")
    assert repair_plan(verify(tmp_path)).unknown == ("runs/notes.txt",)
    go_on(tmp_path)
    assert said(verify(tmp_path)) == [
        "runs/notes.txt: is unknown: no line of the manifest names it"
    ]


def test_only_one_mends(tmp_path: Path) -> None:
    with (
        Store.open(written(tmp_path), write=True),
        pytest.raises(InputError, match="is being written by"),
    ):
        mend_manifest(tmp_path)
