"""Parts: a chunk of a table as a Parquet file with the same bytes for the same rows.

Text and whole numbers that vary are stored by dictionary. For floats a dictionary costs time and
saves nothing, and a constant column is squeezed to nothing by the compression alone.
A column that is declared `nullable=False` is written in about half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import types

from negotiation.errors import InputError
from negotiation.experiment.store.entries import PartInfo
from negotiation.experiment.store.folder import TABLES, make_folder, part_name, write_file

LEVEL: Final = 1  # higher levels take more time and save 2 % of the bytes
ROW_GROUP: Final = 1 << 20


def is_repetitive(column: pa.Array | pa.ChunkedArray) -> bool:
    """Whether a dictionary pays: for text, and for whole numbers that vary.

    Examples
    --------
    >>> [is_repetitive(pa.array(values)) for values in (["a", "a"], [1, 2], [1, 1], [0.5, 1.0])]
    [True, True, False, False]
    """
    if types.is_integer(column.type):
        return not column.slice(1).equals(column.slice(0, max(len(column) - 1, 0)))
    return bool(types.is_string(column.type) or types.is_dictionary(column.type))


def memory_of(column: pa.ChunkedArray) -> tuple[Any, ...]:
    """Where a column of numbers or truth values stands in memory: what it holds, if not changed."""
    return column.type, *(
        (len(chunk), chunk.offset, *(buffer.address if buffer else 0 for buffer in chunk.buffers()))
        for chunk in column.chunks
    )


def in_one_piece(table: pa.Table) -> pa.Table:
    """Join the pieces of each column; numbers and truth values that share memory go on sharing it.

    Examples
    --------
    >>> half = pa.chunked_array([[0.5], [0.5]])
    >>> a, b = in_one_piece(pa.table({"a": half, "b": half})).columns
    >>> a.num_chunks, memory_of(a) == memory_of(b)
    (1, True)
    """
    known: dict[tuple[Any, ...], pa.Array] = {}
    columns: list[pa.Array] = []
    for column in table.columns:
        key = memory_of(column) if types.is_primitive(column.type) else (len(columns),)
        if key not in known:
            known[key] = column.combine_chunks()
        columns.append(known[key])
    return pa.Table.from_arrays(columns, schema=table.schema)


def parquet_bytes(table: pa.Table) -> bytes:
    """Return a table as a Parquet file; equal tables give equal bytes.

    The bytes depend on the version of pyarrow, which writes its name into the file.

    Examples
    --------
    >>> table = pa.table({"payoff_us": [0.5, 0.25]})
    >>> pieces = pa.concat_tables([table.slice(0, 1), table.slice(1)])
    >>> parquet_bytes(table) == parquet_bytes(pieces)
    True
    """
    sink = pa.BufferOutputStream()
    whole = in_one_piece(table)
    pq.write_table(
        whole,
        sink,
        row_group_size=ROW_GROUP,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=LEVEL,
        use_dictionary=[name for name in whole.column_names if is_repetitive(whole[name])],
        write_statistics=True,
        write_page_checksum=True,
    )
    return bytes(memoryview(sink.getvalue()))


def write_part(folder: str | Path, table_name: str, chunk: int, table: pa.Table) -> PartInfo:
    """Write the part of a chunk, in this process or in a worker; it counts once it is committed.

    Parameters
    ----------
    folder : str or Path
        Folder of the experiment.
    table_name : str
        "runs", "rounds" or "failures".
    chunk : int
        Number of the chunk, 0, 1, ...
    table : pyarrow.Table
        Its rows.

    Returns
    -------
    PartInfo
        Rows, bytes and digest, for `Store.commit`.

    Raises
    ------
    InputError
        If the folder may not be written to.
    StorageError
        If the disk is full or fails.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_part(folder, "runs", 0, pa.table({"round": [3, 1]})).rows
    2
    """
    if table_name not in TABLES:
        raise ValueError(f"unknown table {table_name!r}")
    place = Path(folder) / table_name
    make_folder(place)
    content = parquet_bytes(table)
    write_file(place / part_name(chunk), content)
    return PartInfo(table.num_rows, len(content), sha256(content).hexdigest())


def read_parquet(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Read a Parquet file and check its pages.

    Raises
    ------
    InputError
        If it is damaged or missing, or has no such column.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            names = file.schema_arrow.names
            unknown = [name for name in columns or () if name not in names]
            if not unknown:
                return file.read(columns=None if columns is None else list(columns))
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        advice = "what 'negotiation verify' finds sound"
        raise InputError(str(path), "", f"cannot be read: {reason}", advice) from None
    raise InputError(str(path), unknown[0], "unknown column", ", ".join(names))
