"""Signals and kills: the exit code says what happened, and the experiment goes on.

The number of kills of the campaign is 20; `NEGOTIATION_KILLS=300` makes it as long as you like.
"""

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from negotiation.experiment.running import resume_experiment
from negotiation.experiment.store import Store, verify
from tests.experiment.sweeps import begin, bytes_of, small_file

pytestmark = pytest.mark.slow

REPLICATES = 160  # a second or so in plain Python: time to be stopped in
CHUNK_RUNS = 5
CHUNKS = 6 * REPLICATES // CHUNK_RUNS
SECONDS = 2.0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the small experiment comes to when nothing stops it."""
    folder = tmp_path_factory.mktemp("whole")
    file = small_file(folder, REPLICATES, CHUNK_RUNS)
    process = begin("sweep", str(file), "--out", str(folder / "o"))
    assert process.wait() == 0
    process.communicate()
    return bytes_of(folder / "o")


def wait_for_chunks(folder: Path, chunks: int) -> None:
    manifest = folder / "manifest.jsonl"
    while not manifest.exists() or manifest.read_bytes().count(b"\n") <= chunks:
        time.sleep(0.005)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_a_sweep_that_goes_on(
    number: signal.Signals, code: int, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    folder = tmp_path / "o"
    process = begin(
        "sweep", str(small_file(tmp_path, REPLICATES, CHUNK_RUNS)), "--out", str(folder)
    )
    wait_for_chunks(folder, 3)
    asked = time.monotonic()
    process.send_signal(number)
    _, told = process.communicate()
    assert time.monotonic() - asked < SECONDS
    assert process.returncode == code
    assert f"negotiation resume {folder}" in told
    assert "Traceback" not in told
    assert verify(folder).damages == ()
    assert not Store.open(folder).is_complete
    again = begin("resume", str(folder))
    out, _ = again.communicate()
    assert again.returncode == 0
    assert out.startswith("ok: ")
    assert bytes_of(folder) == whole


def chunks_in(folder: Path) -> int:
    manifest = folder / "manifest.jsonl"
    return manifest.read_bytes().count(b"\n") if manifest.exists() else 0


def kill_at_random(process: subprocess.Popen[str], folder: Path, draw: random.Random) -> None:
    """Kill a sweep while it starts, or some chunks later; it may have ended by then."""
    goal = chunks_in(folder) + draw.randint(0, 2 * CHUNKS // 3)
    while process.poll() is None and chunks_in(folder) < goal:
        time.sleep(0.002)
    time.sleep(draw.uniform(0, 0.02))
    process.kill()
    process.communicate()


def campaign_of_kills(tmp_path: Path, kills: int, whole: dict[str, bytes]) -> None:
    """Kill sweeps again and again until each is done; every one comes to the same bytes."""
    draw = random.Random(kills)
    file = small_file(tmp_path, REPLICATES, CHUNK_RUNS)
    folder = tmp_path / "o"
    while kills:
        words = ["resume", str(folder)] if chunks_in(folder) else ["sweep", str(file)]
        process = begin(*words, *([] if chunks_in(folder) else ["--out", str(folder)]))
        kill_at_random(process, folder, draw)
        kills -= process.returncode != 0
        if chunks_in(folder):
            damages = [str(damage) for damage in verify(folder).damages]
            assert [each for each in damages if not each.startswith("complete.json")] == []
        if process.returncode == 0:
            assert bytes_of(folder) == whole
            shutil.rmtree(folder)
    if chunks_in(folder):
        resume_experiment(folder)
        assert bytes_of(folder) == whole


def test_killed_sweeps_go_on(tmp_path: Path, whole: dict[str, bytes]) -> None:
    campaign_of_kills(tmp_path, int(os.environ.get("NEGOTIATION_KILLS", "20")), whole)
