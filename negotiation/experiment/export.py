"""Tables of an experiment as one file for other software."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from negotiation.errors import InputError
from negotiation.experiment.layout import failures_schema
from negotiation.experiment.store import Store

CSV, PARQUET, NETCDF = "csv", "parquet", "netcdf"
FORMATS: Final = (CSV, PARQUET, NETCDF)
TABLES: Final = ("runs", "rounds", "design", "failures")


def export(
    folder: str | Path, format: str, table: str = "runs", out: str | Path | None = None
) -> None:
    """Write a table of an experiment as one file.

    Parameters
    ----------
    folder
        Folder of the experiment; what is committed of it is written.
    format
        "csv", "parquet" or "netcdf"; the last holds the runs as labelled arrays.
    table
        "runs", "rounds", "design" or "failures".
    out
        File to write; without one CSV goes to standard output.

    Raises
    ------
    InputError
        If the table is not there, or a file name is needed.
    """
    store = Store.open(folder)
    if format == NETCDF:
        write_netcdf(store, table, out)
        return
    pieces = tables(store, table)
    first = next(pieces)
    if format == PARQUET:
        write_parquet(first, pieces, needed(format, out))
    elif out is None:
        write_csv(first, pieces, sys.stdout.buffer)
    else:
        with part_file(Path(out)) as temporary:
            write_csv(first, pieces, temporary)


@contextmanager
def part_file(path: Path) -> Iterator[Path]:
    """Give a file to write beside the wanted one, and move it there when it is whole."""
    if not path.parent.is_dir():
        problem = f"no folder {str(path.parent)!r}"
        raise InputError("--out", "", problem, "a file in a folder that exists")
    temporary = path.with_name(f".{path.name}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def needed(format: str, out: str | Path | None) -> Path:
    """File to write, where standard output will not do."""
    if out is None:
        raise InputError("--out", "", f"{format} needs a file", f"a path, such as runs.{format}")
    return Path(out)


def tables(store: Store, table: str) -> Iterator[pa.Table]:
    """Yield a table piece by piece, at least one piece."""
    if table == "design":
        yield store.design()
        return
    count = 0
    for piece in store.read(table):
        count += 1
        yield piece
    if not count and table == "failures":
        yield failures_schema().empty_table()
    elif not count:
        problem = f"has no table {table!r}"
        allowed = "keep_rounds = true in the experiment" if table == "rounds" else "runs first"
        raise InputError(str(store.folder), "", problem, allowed)


def plain(table: pa.Table) -> pa.Table:
    """Table with text in the place of dictionaries, which CSV does not know."""
    fields = [
        field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def write_csv(first: pa.Table, rest: Iterator[pa.Table], sink: Any) -> None:
    """Write pieces as CSV with a header; null is empty."""
    first = plain(first)
    with pa_csv.CSVWriter(sink, first.schema) as writer:
        writer.write_table(first)
        for piece in rest:
            writer.write_table(plain(piece))


def write_parquet(first: pa.Table, rest: Iterator[pa.Table], out: Path) -> None:
    """Write pieces into one Parquet file, a row group each."""
    with (
        part_file(out) as temporary,
        pq.ParquetWriter(
            temporary, first.schema, compression="zstd", write_page_checksum=True
        ) as writer,
    ):
        writer.write_table(first)
        for piece in rest:
            writer.write_table(piece)


def write_netcdf(store: Store, table: str, out: str | Path | None) -> None:
    """Write the runs as labelled arrays."""
    from negotiation.experiment.labelled import dataset

    if table != "runs":
        raise InputError("--table", "", f"{table!r} has no NetCDF form", "runs")
    path = needed(NETCDF, out)
    with part_file(path) as temporary:
        dataset(store).to_netcdf(temporary, engine="scipy")
