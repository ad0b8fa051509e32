"""A writer that is killed at any moment leaves a folder that goes on to the same bytes."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.experiment.store import verify
from tests.experiment.store.small import ROOT, contents, said, written
from tests.experiment.store.writer import write

WRITER = ROOT / "tests" / "experiment" / "store" / "writer.py"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
CHUNKS = 40
SECONDS = 0.15  # the longest time to a kill: some, not all, are finished by then
UNSEALED = ["complete.json: is missing, though the manifest says that all is complete"]
NOT_BEGUN = ["manifest.jsonl: is missing"]


def kill_at_random(tmp_path: Path, kills: int) -> None:
    once = contents(written(tmp_path / "whole", CHUNKS))
    draw = random.Random(kills)
    words = [sys.executable, str(WRITER), str(tmp_path), str(CHUNKS), "random"]
    pipe = subprocess.PIPE
    left, folder = kills, tmp_path / "0"
    with subprocess.Popen(words, env=ENVIRONMENT, stdin=pipe, stdout=pipe, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        while left:
            writer.stdin.write(f"{draw.uniform(0, SECONDS)} {folder.name}\n")
            writer.stdin.flush()
            if int(writer.stdout.readline()) == 0:
                assert contents(folder) == once
                folder = tmp_path / str(left)
                continue
            left -= 1
            if folder.is_dir():
                assert said(verify(folder)) in ([], UNSEALED, NOT_BEGUN)
    write(folder, CHUNKS)
    assert contents(folder) == once


@pytest.mark.slow
def test_a_killed_writer_goes_on(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 10)


@pytest.mark.slow
def test_a_writer_that_is_killed_a_hundred_times_goes_on(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 100)


@pytest.mark.slow
def test_a_kill_at_any_call_of_the_system_is_survived(tmp_path: Path) -> None:
    chunks = 2
    once = contents(written(tmp_path / "whole", chunks))
    words = [sys.executable, str(WRITER), str(tmp_path / "kills"), str(chunks), "calls"]
    told = subprocess.run(words, env=ENVIRONMENT, stdout=subprocess.PIPE, check=True).stdout
    count = int(told)
    assert count > 50
    for number in range(1, count + 1):
        folder = tmp_path / "kills" / str(number)
        if folder.is_dir():
            assert said(verify(folder)) in ([], UNSEALED, NOT_BEGUN)
        write(folder, chunks)
        assert contents(folder) == once
    assert contents(tmp_path / "kills" / str(count)) == once
