"""The folder of an experiment, open to read or to write."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from negotiation.errors import InputError
from negotiation.experiment.store.beginning import begin, refuse_used
from negotiation.experiment.store.checking import document_damages
from negotiation.experiment.store.entries import ChunkEntry, PartInfo
from negotiation.experiment.store.folder import (
    COMPLETE,
    DESIGN,
    EXPERIMENT,
    LOCK,
    MANIFEST,
    PROVENANCE,
    RUNS,
    make_folder,
    part_name,
    remove_leftovers,
    write_file,
)
from negotiation.experiment.store.journal import Journal
from negotiation.experiment.store.lock import Lock
from negotiation.experiment.store.manifest import (
    Manifest,
    read_manifest,
    seal_of,
)
from negotiation.experiment.store.parts import read_parquet
from negotiation.experiment.store.verification import existing, manifest_damages

if TYPE_CHECKING:
    from pyarrow import dataset


class Store:
    """Results of an experiment; `Store.create` begins one, `Store.open` goes on with it.

    One process may write, any number may read at the same time. A chunk counts from the moment
    `commit` returns; a kill before that leaves nothing but parts that are written again.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from negotiation.experiment.store import Store, write_part
    >>> with TemporaryDirectory() as folder:
    ...     design = pa.table({"point": [0]})
    ...     with Store.create(folder, experiment_toml="", provenance={}, design=design) as store:
    ...         part = write_part(folder, "runs", 0, pa.table({"round": [3, 1]}))
    ...         store.commit(0, 0, {"runs": part})
    ...         store.finish()
    ...     with Store.open(folder) as store:
    ...         store.is_complete, [table.num_rows for table in store.read("runs")]
    (True, [2])
    """

    def __init__(self, folder: Path, manifest: Manifest, lock: Lock | None) -> None:
        assert manifest.head is not None
        self.folder = folder
        self.head = manifest.head
        self.committed: list[ChunkEntry] = manifest.entries
        self.is_complete = manifest.is_complete
        self.lock = lock
        self.journal = Journal(folder / MANIFEST, manifest) if lock else None

    # -------------------------------------------------------------- begin, go on, leave

    @classmethod
    def create(
        cls,
        folder: str | Path,
        *,
        experiment_toml: str,
        provenance: Mapping[str, Any],
        design: pa.Table,
        rules: str = "",
        planned_runs: int | None = None,
    ) -> Store:
        """Begin an experiment in a new or empty folder, and lock it.

        Parameters
        ----------
        folder : str or Path
            Where the results go.
        experiment_toml : str
            The resolved experiment, kept as experiment.toml.
        provenance : mapping
            What is known of versions, machine and times, kept as provenance.json.
        design : pyarrow.Table
            A row per design point, kept as design.parquet.
        rules : str
            Digest of the rules that the runs are played by.
        planned_runs : int or None
            Runs of the finished experiment, where that is fixed.

        Raises
        ------
        InputError
            If the folder holds anything, is being written, or may not be written to.
        StorageError
            If the disk is full or fails.
        """
        place = Path(folder)
        make_folder(place)
        refuse_used(place)
        lock = Lock(place / LOCK)
        try:
            refuse_used(place)
            begin(place, experiment_toml, provenance, design, rules, planned_runs)
            return cls(place, read_manifest(place / MANIFEST), lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: str | Path, *, write: bool = False) -> Store:
        """Open an experiment; to write, lock it and clear away what a kill left.

        Parts are not checked here: `verify` does that.

        Raises
        ------
        InputError
            If there is no experiment, its documents or its manifest are damaged, or another
            process is writing.
        """
        place = existing(Path(folder))
        if not os.path.lexists(place / MANIFEST):
            allowed = "a folder that 'negotiation sweep' wrote"
            raise InputError(str(place), "", f"holds no experiment: no {MANIFEST}", allowed)
        lock = Lock(place / LOCK) if write else None
        try:
            manifest = sound_manifest(place)
            if lock:
                remove_leftovers(place, len(manifest.entries))
            return cls(place, manifest, lock)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Give the lock back."""
        if self.lock and self.lock.is_held and self.journal:
            self.journal.close()
            self.lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -------------------------------------------------------------- write

    def commit(self, chunk: int, block: int, parts: Mapping[str, PartInfo]) -> None:
        """Make a chunk count: add its line to the manifest and wait until it is on disk.

        Chunks are committed in order, whatever the order in which their parts were written.

        Parameters
        ----------
        chunk : int
            Number of the chunk: that of chunks committed so far.
        block : int
            Block that it belongs to.
        parts : mapping
            What `write_part` returned, by table.

        Raises
        ------
        StorageError
            If the disk is full or fails; the chunk does not count then.
        """
        journal = self.writing()
        if self.is_complete or chunk != len(self.committed):
            raise ValueError(f"chunk {chunk} does not follow {len(self.committed)} chunks")
        entry = ChunkEntry(chunk, block, dict(parts))
        journal.append(entry.body())
        self.committed.append(entry)

    def confirm(self, chunk: int, parts: Mapping[str, PartInfo]) -> None:
        """Check that a committed chunk that was written again has the bytes it had.

        Raises
        ------
        InputError
            If it has others: the program, or pyarrow, is another version than then.
        """
        if dict(parts) != dict(self.committed[chunk].parts):
            problem = f"chunk {chunk}, run again, differs from what was committed"
            allowed = f"the versions that {PROVENANCE} names, or a new experiment"
            raise InputError(str(self.folder), "", problem, allowed)

    def finish(self) -> None:
        """Say that the experiment is complete; doing so again mends what a kill left undone."""
        journal = self.writing()
        remove_leftovers(self.folder, len(self.committed))
        if not self.is_complete:
            journal.append({"complete": True, "chunks": len(self.committed)})
            self.is_complete = True
        write_file(self.folder / COMPLETE, seal_of(journal.chain, len(self.committed)))

    def writing(self) -> Journal:
        """Return the manifest to add to, where this process may do so."""
        if self.journal is None or self.lock is None or not self.lock.is_held:
            raise RuntimeError(f"{self.folder} is not open for writing in this process")
        return self.journal

    # -------------------------------------------------------------- read

    @property
    def runs(self) -> int:
        """Runs committed so far."""
        return sum(entry.runs for entry in self.committed)

    def files(self, table: str = RUNS) -> list[Path]:
        """Return the committed parts of a table, in order."""
        return [
            self.folder / table / part_name(entry.chunk)
            for entry in self.committed
            if table in entry.parts
        ]

    def read(self, table: str = RUNS, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Yield the committed parts of a table in order, with their pages checked.

        Raises
        ------
        InputError
            If a part is damaged, or has no such column.
        """
        for file in self.files(table):
            yield read_parquet(file, columns)

    def dataset(self, table: str = RUNS, schema: pa.Schema | None = None) -> dataset.Dataset:
        """Return the committed parts of a table as a pyarrow dataset that checks pages.

        The schema is needed where there may be no part yet.
        """
        from pyarrow import dataset  # it loads pandas

        options = dataset.ParquetFragmentScanOptions(page_checksum_verification=True)
        return dataset.dataset(
            [str(file) for file in self.files(table)],
            schema=schema,
            format=dataset.ParquetFileFormat(default_fragment_scan_options=options),
        )

    def experiment_toml(self) -> str:
        """Return the resolved experiment."""
        return (self.folder / EXPERIMENT).read_bytes().decode()

    def provenance(self) -> dict[str, Any]:
        """Return what was noted of versions, machine and times."""
        found: dict[str, Any] = json.loads((self.folder / PROVENANCE).read_bytes())
        return found

    def design(self) -> pa.Table:
        """Return the table of design points."""
        return read_parquet(self.folder / DESIGN)


def sound_manifest(folder: Path) -> Manifest:
    """Read the manifest and refuse a damaged one, or damaged documents."""
    manifest = read_manifest(folder / MANIFEST)
    damages = [
        damage
        for damage in manifest_damages(folder, manifest)
        if damage.file == MANIFEST  # `finish` writes complete.json again
    ]
    if not damages and manifest.head:
        damages = document_damages(folder, manifest.head)
    if damages:
        allowed = f"an undamaged one; 'negotiation verify {folder}' shows what can be mended"
        raise InputError(
            str(folder / damages[0].file), "", damages[0].problem, allowed, more=len(damages) - 1
        )
    return manifest
