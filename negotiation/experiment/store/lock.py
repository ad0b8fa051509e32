"""One writer at a time: a lock that names its holder and never outlives it."""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn
from weakref import WeakSet

from negotiation.errors import InputError
from negotiation.experiment.store.folder import BINARY, refusals
from negotiation.experiment.store.kernel_lock import try_lock, unlock

LONGEST: Final = 4096
CLOSED: Final = -1


class Lock:
    """Lock on a folder, through an open file in it; the file stays and means nothing by itself.

    Only the process that took the lock holds it: a process forked from it closes its copy, so that
    a worker that lives on does not keep the folder locked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with refusals(path):
            self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | BINARY, 0o666)
            try:
                is_mine = try_lock(self.descriptor)
                holder = "" if is_mine else holder_in(self.descriptor)
            except OSError:
                self.forget()
                raise
        if not is_mine:
            self.forget()
            raise in_use(path.parent, holder)
        sign(self.descriptor)
        HELD.add(self)

    @property
    def is_held(self) -> bool:
        """Whether this process holds the lock."""
        return self.descriptor != CLOSED

    def __reduce__(self) -> NoReturn:
        raise TypeError("a lock stays in its process: give a worker the folder")

    def release(self) -> None:
        """Give the lock back; nothing happens where it is not held."""
        if self.is_held:
            with suppress(OSError):
                os.ftruncate(self.descriptor, 0)
            unlock(self.descriptor)
            self.forget()

    def forget(self) -> None:
        """Close the file, and leave the lock to whoever else has it open."""
        descriptor, self.descriptor = self.descriptor, CLOSED
        os.close(descriptor)


HELD: WeakSet[Lock] = WeakSet()


def forget_all() -> None:
    """Close the locks that a forked process has of its parent."""
    for lock in [lock for lock in HELD if lock.is_held]:
        lock.forget()


if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows does not fork
    os.register_at_fork(after_in_child=forget_all)


def sign(descriptor: int) -> None:
    """Write down who holds the lock; a full disk does not keep anybody from working."""
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(holder).encode())


def holder_in(descriptor: int) -> str:
    """Words for the holder of the lock, as far as it wrote down who it is."""
    try:
        holder = json.loads(os.read(descriptor, LONGEST))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return "another process"


def in_use(folder: Path, holder: str) -> InputError:
    """What to say where another holds the lock."""
    return InputError(
        str(folder), "", f"is being written by {holder}", "wait until it has ended, or stop it"
    )
