"""Progress of an experiment on standard error: a bar in a terminal, else a line now and then."""

import sys
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any, Self

from negotiation.cli.amounts import duration, whole
from negotiation.cli.screen import talk

PAUSE = 10.0  # seconds between lines


class Lines(AbstractContextManager["Lines"]):
    """A line every ten seconds."""

    def __init__(self) -> None:
        self.begin = self.last = monotonic()
        self.runs_before: int | None = None

    def __call__(self, progress: Any) -> None:
        """Tell how far it has come."""
        now = monotonic()
        if self.runs_before is None:
            self.runs_before = progress.runs
        if now - self.last < PAUSE:
            return
        self.last = now
        talk(self.line(progress, now - self.begin))

    def line(self, progress: Any, seconds: float) -> str:
        """One line: runs, rate, time left, failures."""
        rate = (progress.runs - (self.runs_before or 0)) / seconds
        goal = progress.most if progress.planned is None else progress.planned
        left = f", {duration((goal - progress.runs) / rate)} left" if rate else ""
        at_most = "at most " if progress.planned is None else ""
        return (
            f"{whole(progress.runs)} of {at_most}{whole(goal)} runs, {whole(round(rate))} a second"
            f"{left}, {whole(progress.failures)} failed"
        )

    def __exit__(self, *_: object) -> None:
        """Say nothing more."""


class Bar(Lines):
    """A bar that is drawn over itself."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        super().__init__()
        columns = BarColumn(bar_width=20), TextColumn("{task.description}")
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task("starting", total=None)

    def __call__(self, progress: Any) -> None:
        """Draw how far it has come."""
        if self.runs_before is None:
            self.runs_before = progress.runs
        goal = progress.most if progress.planned is None else progress.planned
        line = self.line(progress, max(monotonic() - self.begin, 1e-9))
        self.bar.update(self.task, total=goal, completed=progress.runs, description=short(line))

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self.bar.stop()


def short(line: str) -> str:
    """Shorten a line so that it fits beside the bar."""
    return line.replace(" a second", "/s").replace(" runs", "")[:58]


def shown_progress() -> Lines:
    """Return what suits standard error."""
    return Bar() if sys.stderr.isatty() else Lines()
