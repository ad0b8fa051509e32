"""Strategies from outside, importable by worker processes."""

import os
import signal
from pathlib import Path
from typing import Any

from negotiation.terms import Stance

KILLED = "NEGOTIATION_TEST_KILLED"


class Patient:
    """Talks twice and then offers: its memory keeps it from being compiled."""

    def __init__(self) -> None:
        self.rounds = 0

    def __call__(self, me: Any, game: Any, draw: float) -> str:
        self.rounds += 1
        return "talk" if self.rounds <= 2 else "offer"


class Killed(Patient):
    """Kills its process, as often as the file that the environment names has letters."""

    def __call__(self, me: Any, game: Any, draw: float) -> str:
        file = Path(os.environ[KILLED])
        left = file.read_text()
        if left:
            file.write_text(left[1:])
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(me, game, draw)


def raising(me: Any, game: Any, draw: float) -> Stance:
    if draw < 0.3:
        raise ValueError("no idea")
    return Stance.OFFER


def not_a_number(me: Any, game: Any, draw: float) -> Any:
    return float("nan") if draw < 0.3 else Stance.OFFER


def nonsense(me: Any, game: Any, draw: float) -> int:
    return 99 if draw < 0.3 else 1


def of_the_second(me: Any, game: Any, draw: float) -> Stance:
    return Stance.OFFER if me.belief[1] > 0.3 else Stance.TALK


def of_the_fourth(me: Any, game: Any, draw: float) -> Stance:
    return Stance.OFFER if me.belief[3] > 0.3 else Stance.TALK
