"""A disk that is full or forbidden: one clear line, and what was committed stays."""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import StorageError, Store, verify, write_part
from negotiation.experiment.store.folder import make_folder, sync_folder, write_file
from tests.experiment.store.small import DESIGN, begun, contents, parts_of, rows_of, written


def failing(code: int) -> Callable[..., Any]:
    def fail(*arguments: object, **options: object) -> Any:
        raise OSError(code, os.strerror(code))

    return fail


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the system refuse what would make a file larger, and take what fits."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@contextmanager
def full_disk(patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Send everything that is written to the device that is always full."""
    descriptor = os.open("/dev/full", os.O_WRONLY)
    write = os.write
    with patch.context() as within:
        within.setattr(os, "write", lambda _, content: write(descriptor, content))
        yield
    os.close(descriptor)


needs_full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device here")


@needs_full
def test_a_full_disk_is_told_on_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 1, finish=False)
    before = contents(tmp_path)
    with full_disk(monkeypatch), pytest.raises(StorageError) as caught:
        write_part(tmp_path, "runs", 1, rows_of(1))
    assert str(caught.value) == (
        f"{tmp_path / 'runs' / 'part-0000001.parquet'}: the disk is full (No space left on device);"
        " free some space and continue; what was committed is safe"
    )
    assert contents(tmp_path) == before


@needs_full
def test_a_full_disk_at_a_commit_leaves_the_chunks_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(tmp_path) as store:
        store.commit(0, 0, parts_of(tmp_path, 0))
        parts = parts_of(tmp_path, 1)
        before = contents(tmp_path)
        with full_disk(monkeypatch), pytest.raises(StorageError, match="the disk is full"):
            store.commit(1, 0, parts)
        assert contents(tmp_path) == before
        assert len(store.committed) == 1
        with pytest.raises(RuntimeError, match="failed before; open the store again"):
            store.commit(1, 0, parts)
    with Store.open(tmp_path, write=True) as store:
        store.commit(1, 0, parts_of(tmp_path, 1))
        store.finish()
    assert verify(tmp_path).runs == 10


def test_a_line_that_fits_in_part_is_taken_back(tmp_path: Path) -> None:
    with begun(tmp_path) as store:
        store.commit(0, 0, parts_of(tmp_path, 0))
        parts = parts_of(tmp_path, 1)
        before = contents(tmp_path)
        with (
            largest_file(len(before["manifest.jsonl"]) + 100),
            pytest.raises(
                StorageError, match=r"manifest\.jsonl: cannot be written: File too large"
            ),
        ):
            store.commit(1, 0, parts)
        assert contents(tmp_path) == before


def test_a_line_that_cannot_be_taken_back_is_dropped_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(tmp_path) as store:
        store.commit(0, 0, parts_of(tmp_path, 0))
        parts = parts_of(tmp_path, 1)
        size = (tmp_path / "manifest.jsonl").stat().st_size
        with monkeypatch.context() as patch:
            patch.setattr(os, "ftruncate", failing(errno.EIO))
            with largest_file(size + 100), pytest.raises(StorageError):
                store.commit(1, 0, parts)
    found = verify(tmp_path)
    assert (found.damages, found.chunks, found.is_torn) == ((), 1, True)
    with Store.open(tmp_path, write=True):
        assert (tmp_path / "manifest.jsonl").stat().st_size == size


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize(
    ("code", "kind", "message"),
    [
        (errno.ENOSPC, StorageError, "the disk is full"),
        (errno.EDQUOT, StorageError, "the disk is full"),
        (errno.EIO, StorageError, "cannot be written: Input/output error; mend this"),
        (errno.EACCES, InputError, "Permission denied; allowed: a folder that you may write to"),
        (errno.EROFS, InputError, "Read-only file system; allowed: a folder that you may write"),
    ],
)
def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    code: int,
    kind: type[Exception],
    message: str,
) -> None:
    file = tmp_path / "a"
    write_file(file, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing(code))
        with pytest.raises(kind) as caught:
            write_file(file, b"new")
    assert str(caught.value).startswith(f"{file}: ")
    assert message in str(caught.value)
    assert contents(tmp_path) == {"a": b"old"}


def test_an_interrupted_write_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", b"new")
    assert contents(tmp_path) == {}


def test_a_system_that_writes_a_little_at_a_time_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, bytes(content[:3])))
    write_file(tmp_path / "a", b"0123456789")
    assert (tmp_path / "a").read_bytes() == b"0123456789"


def test_an_interrupted_commit_is_not_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    with begun(tmp_path) as store:
        parts = parts_of(tmp_path, 0)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.commit(0, 0, parts)
        with pytest.raises(RuntimeError, match="open the store again"):
            store.commit(0, 0, parts)
    assert verify(tmp_path).chunks == 1


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(InputError, match=f"{tmp_path / 'file'}: is not a folder"):
            begun(folder)
    written(tmp_path / "a", 0, finish=False)
    (tmp_path / "a" / "rounds").write_text("")
    with pytest.raises(InputError, match="rounds: is not a folder"):
        write_part(tmp_path / "a", "rounds", 0, DESIGN)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "runs" / "part-0000000.parquet").mkdir(parents=True)
    with pytest.raises(StorageError, match=r"part-0000000\.parquet: cannot be written: Is a dir"):
        write_part(tmp_path, "runs", 0, DESIGN)


@pytest.mark.parametrize("name", ["mkdir", "listdir"])
def test_a_forbidden_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(os, name, failing(errno.EACCES))
    with pytest.raises(InputError, match=r"new: cannot be written: Permission denied; allowed"):
        begun(tmp_path / "new")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may do everything")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="cannot be written: Permission denied"):
        begun(tmp_path)
    with pytest.raises(InputError, match="cannot be written: Permission denied"):
        begun(tmp_path / "new")
    tmp_path.chmod(0o700)


def test_a_reader_needs_no_permission_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path)
    opened = os.open

    def reading(path: Any, flags: int, *more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return opened(path, flags, *more)

    monkeypatch.setattr(os, "open", reading)
    assert [table.num_rows for table in Store.open(tmp_path).read()] == [5, 5, 5]
    assert verify(tmp_path).damages == ()
    with pytest.raises(InputError, match=r"\.lock: cannot be written: Read-only file system"):
        Store.open(tmp_path, write=True)


def test_files_get_the_permissions_that_the_user_asks_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_windows_does_not_wait_for_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    sync_folder(tmp_path)
    assert len(synced) == 1
    monkeypatch.setattr(sys, "platform", "win32")
    sync_folder(tmp_path)
    assert len(synced) == 1


def test_a_folder_is_made_with_those_above(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b" / "c")
    make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_content_is_on_disk_before_its_name_and_the_name_before_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def watched(name: str) -> None:
        call = getattr(os, name)

        def noting(*arguments: Any) -> Any:
            calls.append(name)
            return call(*arguments)

        monkeypatch.setattr(os, name, noting)

    with begun(tmp_path) as store:
        for name in ("write", "fsync", "replace"):
            watched(name)
        store.commit(0, 0, {"runs": write_part(tmp_path, "runs", 0, rows_of(0))})
    part, line = ["write", "fsync", "replace", "fsync"], ["write", "fsync"]
    assert calls == part + line
