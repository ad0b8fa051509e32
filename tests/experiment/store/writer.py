"""Write the small experiment in a process of its own, which is killed.

writer.py FOLDER CHUNKS random  for each line "SECONDS NAME" that it is told, a copy that writes
                                FOLDER/NAME and is killed after so long; says how it ended
writer.py FOLDER CHUNKS calls   copies that kill themselves at the 1st, 2nd, ... call of the
                                system, each in its own FOLDER/N; says how many there were
writer.py FOLDER 0 hold         begin, hold the lock, say "ready" and wait
writer.py FOLDER 0 fork         the same, with a forked process that stays when this one ends
writer.py FOLDER 0 start        the same, with another program that stays
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from negotiation.experiment.store import Store
from tests.experiment.store.small import begun, parts_of

WATCHED = ("open", "write", "fsync", "replace", "mkdir", "ftruncate", "unlink")
AHEAD = 3


def opened(folder: Path) -> Store:
    """Begin the experiment, or go on with it."""
    if (folder / "manifest.jsonl").exists():
        return Store.open(folder, write=True)
    return begun(folder)


def write(folder: Path, chunks: int) -> None:
    """Write all chunks, parts ahead of their turn and out of order."""
    order = random.Random(os.getpid())
    with opened(folder) as store:
        while not store.is_complete:
            first = len(store.committed)
            ahead = list(range(first, min(first + AHEAD, chunks)))
            order.shuffle(ahead)
            parts = {chunk: parts_of(folder, chunk) for chunk in ahead}
            for chunk in sorted(parts):
                store.commit(chunk, chunk // 2, parts[chunk])
            if len(store.committed) == chunks:
                store.finish()
        store.finish()


def deadly(name: str, last: int, calls: list[str]) -> None:
    """Make a function of `os` kill this process when it is call number `last`."""
    call = getattr(os, name)

    def killing(*arguments, **options):  # type: ignore[no-untyped-def]
        calls.append(name)
        if len(calls) == last:
            if name == "write":
                call(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **options)

    setattr(os, name, killing)


def die_at(last: int, folder: Path, chunks: int) -> None:
    """Write, and die at a call of the system."""
    calls: list[str] = []
    for name in WATCHED:
        deadly(name, last, calls)
    write(folder, chunks)


def every_call(folder: Path, chunks: int) -> int:
    """Kill a copy at every call in turn, and return the number of calls."""
    number = 0
    while True:
        number += 1
        child = os.fork()
        if child == 0:
            die_at(number, folder / str(number), chunks)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return number


def killed(folder: Path, chunks: int, seconds: float) -> int:
    """Kill a copy after a while, and return how it ended."""
    child = os.fork()
    if child == 0:
        write(folder, chunks)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def hold(folder: Path, how: str) -> None:
    """Hold the lock until this process is ended."""
    with begun(folder):
        child = 0
        if how == "fork":
            child = os.fork()
            if child == 0:
                time.sleep(60)
                os._exit(0)
        elif how == "start":
            child = subprocess.Popen(["sleep", "60"], close_fds=False).pid
        print("ready", child, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    place, count, *rest = Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]
    if rest == ["calls"]:
        place.mkdir()
        print(every_call(place, count))
    elif rest == ["random"]:
        for line in sys.stdin:
            seconds, name = line.split()
            print(killed(place / name, count, float(seconds)), flush=True)
    else:
        hold(place, rest[0])
