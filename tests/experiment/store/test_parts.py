"""Parts: the same rows give the same bytes, and the settings are those that were measured."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from negotiation.experiment.store.parts import in_one_piece, parquet_bytes, read_parquet
from tests.experiment.store.small import rows_of


def test_bytes_do_not_depend_on_how_a_table_lies_in_memory() -> None:
    table = rows_of(0, 1000)
    pieces = pa.concat_tables([table.slice(start, 100) for start in range(0, 1000, 100)])
    assert parquet_bytes(pieces) == parquet_bytes(table)
    words = pa.chunked_array([pa.array(pair).dictionary_encode() for pair in (["a", "b"], ["b"])])
    whole = pa.table({"point": pa.array(["a", "b", "b"]).dictionary_encode()})
    assert parquet_bytes(pa.table({"point": words})) == parquet_bytes(whole)
    assert parquet_bytes(rows_of(1, 1000)) != parquet_bytes(table)


def test_text_and_varying_whole_numbers_go_by_dictionary(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    table = rows_of(0, 1000).append_column("round", pa.array([3] * 1000))
    file.write_bytes(parquet_bytes(table))
    group = pq.read_metadata(file).row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    by_dictionary = {name for name, one in columns.items() if one.has_dictionary_page}
    assert by_dictionary == {"experiment", "stream"}
    assert {one.compression for one in columns.values()} == {"ZSTD"}
    assert all(one.is_stats_set for one in columns.values())


def test_types_and_empty_tables_come_back(tmp_path: Path) -> None:
    schema = pa.schema(
        [
            pa.field("outcome", pa.int8(), nullable=False),
            pa.field("profile_us", pa.int16()),
            pa.field("point", pa.dictionary(pa.int32(), pa.string())),
            pa.field("deal_us", pa.list_(pa.float64(), 2)),
        ]
    )
    full = pa.table(
        [[1, 2], [3, None], pa.array(["a", "b"]).dictionary_encode(), [[0.5, 1.0], None]],
        schema=schema,
    )
    for table in (full, schema.empty_table()):
        file = tmp_path / "a.parquet"
        file.write_bytes(parquet_bytes(table))
        assert read_parquet(file) == table


def test_columns_that_share_half_of_their_memory_stay_apart(tmp_path: Path) -> None:
    places, flags = pa.array([0, 1], pa.int32()), pa.array([True, False, True])
    table = pa.table(
        {
            "a": pa.DictionaryArray.from_arrays(places, ["x", "y"]),
            "b": pa.DictionaryArray.from_arrays(places, ["y", "z"]),
            "c": flags[:2],
            "d": flags[1:],
        }
    )
    (tmp_path / "a.parquet").write_bytes(parquet_bytes(table))
    assert read_parquet(tmp_path / "a.parquet").to_pydict() == table.to_pydict()


def test_the_same_memory_read_in_two_ways_is_two_columns() -> None:
    numbers = pa.array([0.5, 0.25])
    cut = [numbers[:2], numbers[:1]], [numbers[:1], numbers[:2]]
    table = pa.table({"a": pa.chunked_array(cut[0]), "b": pa.chunked_array(cut[1])})
    assert in_one_piece(table).to_pydict() == table.to_pydict()
    words = pa.table({"a": numbers, "b": numbers.view(pa.int64())})
    assert in_one_piece(words).to_pydict() == words.to_pydict()
