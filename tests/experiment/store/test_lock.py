"""One writer at a time: the lock names its holder and ends with it."""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from negotiation.errors import InputError
from negotiation.experiment.store import StorageError, Store, kernel_lock
from negotiation.experiment.store.lock import Lock, forget_all
from tests.experiment.store.small import ROOT, begun, contents, written

pytestmark = pytest.mark.slow

PATIENCE = 10.0  # seconds, much less than the child lives
WRITER = ROOT / "tests" / "experiment" / "store" / "writer.py"


@contextmanager
def holder(folder: Path, how: str) -> Iterator[tuple[int, int]]:
    """Hold the lock in another process, which may leave a child; both are ended afterwards."""
    words = [sys.executable, str(WRITER), str(folder), "0", how]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, env=environment, **pipes) as process:  # type: ignore[call-overload]
        _, child = process.stdout.readline().split()
        try:
            yield process.pid, int(child)
        finally:
            process.kill()
            if int(child):
                os.kill(int(child), signal.SIGKILL)


def refusal(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        Store.open(folder, write=True)
    return str(caught.value)


def test_a_second_writer_is_told_who_writes_and_since_when(tmp_path: Path) -> None:
    with holder(tmp_path, "hold") as (process, _):
        text = refusal(tmp_path)
        since = json.loads((tmp_path / ".lock").read_text())["since"]
        who = f"process {process} on {socket.gethostname()} since {since}"
        assert text.startswith(f"{tmp_path}: is being written by {who}; allowed: wait")
        with pytest.raises(InputError, match="already holds an experiment"):
            begun(tmp_path)
        with Store.open(tmp_path) as store:
            assert store.committed == []


@pytest.mark.parametrize("how", ["hold", "fork", "start"])
def test_the_lock_ends_with_its_holder(tmp_path: Path, how: str) -> None:
    with holder(tmp_path, how) as (process, _):
        refusal(tmp_path)
        os.kill(process, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                Store.open(tmp_path, write=True).close()
                break
            except InputError:  # the kill has not arrived yet
                assert time.monotonic() < end


def test_a_process_has_one_writer_too(tmp_path: Path) -> None:
    with begun(tmp_path):
        assert f"process {os.getpid()} " in refusal(tmp_path)
    Store.open(tmp_path, write=True).close()


def test_a_lock_file_alone_locks_nothing(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / ".lock").write_text(json.dumps({"pid": 1, "host": "gone", "since": "2020"}))
    Store.open(tmp_path, write=True).close()
    assert (tmp_path / ".lock").read_bytes() == b""


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b"\xff\xfe", b"[" * 5000])
def test_a_holder_that_did_not_sign_is_another_process(tmp_path: Path, content: bytes) -> None:
    with begun(tmp_path):
        (tmp_path / ".lock").write_bytes(content)
        assert "is being written by another process; allowed" in refusal(tmp_path)


def test_a_forked_process_leaves_the_lock_to_its_parent(tmp_path: Path) -> None:
    with begun(tmp_path) as store:
        kept = os.dup(store.lock.descriptor)  # type: ignore[union-attr]
        forget_all()  # what a forked process does first
        with pytest.raises(RuntimeError, match="not open for writing in this process"):
            store.commit(0, 0, {})
        refusal(tmp_path)
        os.close(kept)
        store.close()
    forget_all()
    Store.open(tmp_path, write=True).close()


def test_a_copy_of_the_open_file_does_not_keep_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path / ".lock")
    copy = os.dup(lock.descriptor)
    lock.release()
    Lock(tmp_path / ".lock").release()
    os.close(copy)


def test_releasing_twice_is_harmless(tmp_path: Path) -> None:
    lock = Lock(tmp_path / ".lock")
    assert lock.is_held
    lock.release()
    lock.release()
    assert not lock.is_held


def test_the_lock_is_given_back_when_beginning_or_opening_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing)
        with pytest.raises(StorageError):
            begun(tmp_path)
    before = contents(written(tmp_path))
    (tmp_path / "experiment.toml").write_text("")
    assert "was changed" in refusal(tmp_path)
    (tmp_path / "experiment.toml").write_bytes(before["experiment.toml"])
    Store.open(tmp_path, write=True).close()


def failing(*arguments: object) -> None:
    raise OSError(5, "Input/output error")


def test_a_disk_without_locks_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_lock, "lock", failing)
    opened = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    with pytest.raises(StorageError, match=r"\.lock: cannot be written: Input/output error"):
        Lock(tmp_path / ".lock")
    if opened:
        assert len(os.listdir("/proc/self/fd")) == opened


def test_windows_locks_a_byte_beyond_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def locking(descriptor: int, mode: int, count: int) -> None:
        calls.append((mode, os.lseek(descriptor, 0, os.SEEK_CUR), count))

    fake = SimpleNamespace(LK_NBLCK=2, LK_UNLCK=0, locking=locking)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    functions = runpy.run_path(str(kernel_lock.__file__))
    with (tmp_path / "lock").open("wb") as file:
        assert functions["try_lock"](file.fileno())
        functions["unlock"](file.fileno())
    assert calls == [(2, 1 << 30, 1), (0, 1 << 30, 1)]
