"""An experiment is begun, interrupted, gone on with, finished and read."""

import pickle
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import Store, verify, write_part
from tests.experiment.store.small import (
    CHUNKS,
    DESIGN,
    PROVENANCE,
    ROOT,
    ROWS,
    TOML,
    begun,
    contents,
    parts_of,
    rows_of,
    written,
)


def refusal(*arguments: object, **options: object) -> str:
    with pytest.raises(InputError) as caught:
        Store.open(*arguments, **options)  # type: ignore[arg-type]
    return str(caught.value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    with Store.open(written(tmp_path)) as store:
        assert store.is_complete
        assert store.runs == CHUNKS * ROWS
        assert [entry.block for entry in store.committed] == [0, 0, 1]
        assert list(store.read("runs")) == [rows_of(chunk) for chunk in range(CHUNKS)]
        assert [table.num_rows for table in store.read("rounds")] == [2 * ROWS] * CHUNKS
        assert [table.num_rows for table in store.read("failures")] == [1]
        assert next(store.read("runs", ["stream"])).column_names == ["stream"]
        assert store.experiment_toml() == TOML
        assert store.provenance() == PROVENANCE
        assert store.design() == DESIGN
        assert store.head.planned_runs == CHUNKS * ROWS
        assert store.head.rules == "f" * 64


def test_the_dataset_holds_what_is_committed_and_nothing_else(tmp_path: Path) -> None:
    written(tmp_path, 2, finish=False)
    parts_of(tmp_path, 2)
    with Store.open(tmp_path) as store:
        assert store.dataset("runs").to_table() == pa.concat_tables([rows_of(0), rows_of(1)])
        empty = Store.open(written(tmp_path / "empty", 0, finish=False))
        schema = rows_of(0).schema
        assert empty.dataset("runs", schema).to_table() == schema.empty_table()
        assert list(empty.read("runs")) == []


def test_other_programs_read_the_folder(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "runs" / ".part-0000009.parquet.0123abcd.tmp").write_bytes(b"cut short")
    expected = pa.concat_tables([rows_of(chunk) for chunk in range(CHUNKS)])
    assert pd.read_parquet(tmp_path / "runs").equals(expected.to_pandas())
    assert pyarrow.dataset.dataset(tmp_path / "runs").to_table() == expected


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    once = contents(written(tmp_path / "a"))
    assert contents(written(tmp_path / "b")) == once
    script = "from pathlib import Path; from tests.experiment.store.small import written; "
    script += f"written(Path({str(tmp_path / 'c')!r}))"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    assert contents(tmp_path / "c") == once


def test_parts_may_be_written_in_any_order(tmp_path: Path) -> None:
    once = contents(written(tmp_path / "a"))
    order = list(range(CHUNKS))
    random.Random(1).shuffle(order)
    assert order != sorted(order)
    with begun(tmp_path / "b") as store:
        parts = {chunk: parts_of(tmp_path / "b", chunk) for chunk in order}
        for chunk in sorted(parts):
            store.commit(chunk, chunk // 2, parts[chunk])
        store.finish()
    assert contents(tmp_path / "b") == once


def test_no_name_or_time_of_the_machine_is_in_the_manifest(tmp_path: Path) -> None:
    text = (written(tmp_path) / "manifest.jsonl").read_text()
    assert "20" + "26-" not in text
    assert str(tmp_path) not in text


def test_an_interrupted_experiment_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    once = contents(written(tmp_path / "a"))
    folder = written(tmp_path / "b", 1, finish=False)
    parts_of(folder, 2)
    (folder / "runs" / ".part-0000001.parquet.0123abcd.tmp").write_bytes(b"cut short")
    (folder / ".manifest.jsonl.0123abcd.tmp").write_bytes(b"cut short")
    with (folder / "manifest.jsonl").open("ab") as file:
        file.write(b'{"chain":"12')
    with Store.open(folder) as store:
        assert len(store.committed) == 1
    with Store.open(folder, write=True) as store:
        assert sorted(contents(folder)) == [
            "design.parquet",
            "experiment.toml",
            "manifest.jsonl",
            "provenance.json",
            "rounds/part-0000000.parquet",
            "runs/part-0000000.parquet",
        ]
        for chunk in range(1, CHUNKS):
            store.commit(chunk, chunk // 2, parts_of(folder, chunk))
        store.finish()
    assert contents(folder) == once


def test_finishing_twice_changes_nothing(tmp_path: Path) -> None:
    before = contents(written(tmp_path))
    with Store.open(tmp_path, write=True) as store:
        store.finish()
    assert contents(tmp_path) == before


def test_finishing_again_seals_what_a_kill_left_unsealed(tmp_path: Path) -> None:
    before = contents(written(tmp_path))
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"\0")):
        spoil(tmp_path / "complete.json")
        with Store.open(tmp_path, write=True) as store:
            assert store.is_complete
            store.finish()
        assert contents(tmp_path) == before


def test_finishing_takes_parts_away_that_were_written_in_vain(tmp_path: Path) -> None:
    with begun(tmp_path) as store:
        store.commit(0, 0, parts_of(tmp_path, 0))
        parts_of(tmp_path, 1)
        store.finish()
    assert not (tmp_path / "runs" / "part-0000001.parquet").exists()
    assert verify(tmp_path).damages == ()


def test_a_chunk_out_of_turn_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with begun(tmp_path) as store:
        parts = parts_of(tmp_path, 1)
        with pytest.raises(ValueError, match="chunk 1 does not follow 0 chunks"):
            store.commit(1, 0, parts)
        store.finish()
        with pytest.raises(ValueError, match="does not follow"):
            store.commit(0, 0, parts)


def test_a_store_that_is_read_is_not_written(tmp_path: Path) -> None:
    written(tmp_path, 1, finish=False)
    with Store.open(tmp_path) as store:
        with pytest.raises(RuntimeError, match="not open for writing"):
            store.commit(1, 0, {})
        with pytest.raises(RuntimeError, match="not open for writing"):
            store.finish()
    with Store.open(tmp_path, write=True) as store:
        pass
    with pytest.raises(RuntimeError, match="not open for writing"):
        store.finish()
    store.close()


def test_an_open_store_does_not_leave_its_process(tmp_path: Path) -> None:
    with begun(tmp_path) as store, pytest.raises(TypeError, match="stays in its process"):
        pickle.dumps(store)
    with Store.open(tmp_path) as store:
        assert pickle.loads(pickle.dumps(store)).committed == []


def test_what_is_no_experiment_is_refused(tmp_path: Path) -> None:
    assert "no such folder" in refusal(tmp_path / "absent")
    (tmp_path / "file").write_text("")
    assert "is not a folder" in refusal(tmp_path / "file")
    assert "holds no experiment" in refusal(tmp_path)


@pytest.mark.parametrize("write", [False, True])
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("experiment.toml", "was changed"),
        ("provenance.json", "was changed"),
        ("design.parquet", "was changed"),
        ("manifest.jsonl", "line 1 was changed"),
    ],
)
def test_a_damaged_experiment_is_not_opened(
    tmp_path: Path, name: str, message: str, write: bool
) -> None:
    file = written(tmp_path) / name
    sound = file.read_bytes()
    file.write_bytes(b"x" + sound[1:])
    before = contents(tmp_path)
    text = refusal(tmp_path, write=write)
    assert text.startswith(f"{file}: {message}")
    assert f"'negotiation verify {tmp_path}'" in text
    assert contents(tmp_path) == before
    file.write_bytes(sound)
    Store.open(tmp_path, write=write).close()


def test_a_manifest_cut_after_the_end_is_not_opened(tmp_path: Path) -> None:
    file = written(tmp_path) / "manifest.jsonl"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert "lines are missing at its end" in refusal(tmp_path, write=True)


def test_a_damaged_part_is_named_when_it_is_read(tmp_path: Path) -> None:
    file = written(tmp_path) / "runs" / "part-0000001.parquet"
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    with Store.open(tmp_path) as store:
        with pytest.raises(InputError, match=f"{file}: cannot be read: "):
            list(store.read("runs"))
        with pytest.raises(OSError, match="CRC"):
            store.dataset("runs").to_table()
        file.unlink()
        with pytest.raises(InputError, match=f"{file}: cannot be read: "):
            list(store.read("runs"))


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    message = "payof: unknown column; allowed: experiment, stream"
    with Store.open(written(tmp_path)) as store, pytest.raises(InputError, match=message):
        list(store.read("runs", ["payof"]))


def test_readers_see_committed_chunks_while_one_writes(tmp_path: Path) -> None:
    with begun(tmp_path) as writer:
        for chunk in range(CHUNKS):
            assert len(Store.open(tmp_path).committed) == chunk
            assert verify(tmp_path).damages == ()
            writer.commit(chunk, 0, parts_of(tmp_path, chunk))


def test_an_unknown_table_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown table 'run'"):
        write_part(tmp_path, "run", 0, DESIGN)
