"""The command line on terminals, into closed pipes and onto full disks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation.errors import ExitCode

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "negotiation"]


def piped(**variables: str) -> bytes:
    """Return what the command writes where there is no terminal."""
    environment = {**os.environ, **variables}
    command = [*COMMAND, "run", "two-issue"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout


def test_no_colour_where_there_is_no_terminal() -> None:
    for variables in ({}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}):
        assert b"\x1b" not in piped(**variables)


def screen_of(**variables: str) -> bytes:
    """Return what the command writes to a terminal."""
    pty = pytest.importorskip("pty")
    reader, writer = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", **variables}
    with subprocess.Popen([*COMMAND, "list", "tactics"], stdout=writer, env=environment, cwd=ROOT):
        os.close(writer)
        text = b""
        try:
            while chunk := os.read(reader, 4096):
                text += chunk
        except OSError:
            pass  # how Linux says that the other end is closed
    os.close(reader)
    return text


@pytest.mark.slow
def test_emphasis_on_a_terminal_unless_declined() -> None:
    assert b"\x1b[1mboulware" in screen_of(NO_COLOR="")
    assert b"\x1b" not in screen_of(NO_COLOR="1")
    assert b"\x1b" not in screen_of(NO_COLOR="", TERM="dumb")


def test_a_closed_pipe_is_silent() -> None:
    with subprocess.Popen(
        [*COMMAND, "run", "trade-war-2018-2020"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == ExitCode.OK


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "run", "two-issue"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT,
            check=False,
        )  # fmt: skip
    assert done.returncode == ExitCode.FAILURE
    assert done.stderr.startswith(b"error: ")
    assert done.stderr.count(b"\n") == 1
