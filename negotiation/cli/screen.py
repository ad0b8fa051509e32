"""Where text goes: data to standard output, talk to standard error; width and emphasis."""

import os
import shutil
import sys
from typing import TextIO

DEFAULT_WIDTH = 80
NARROWEST = 60
WIDEST = 100
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def width() -> int:
    """Columns to write for: those of the terminal within bounds, 80 where there is none.

    >>> NARROWEST <= width() <= WIDEST
    True
    """
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return DEFAULT_WIDTH
    columns = shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))


def is_styled(stream: TextIO) -> bool:
    """Whether a stream may be given emphasis: a terminal, and NO_COLOR is not set."""
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def emphasised(text: str) -> str:
    """Text with its unindented lines in bold type, where standard output may have that."""
    if not is_styled(sys.stdout):
        return text
    return "\n".join(
        f"{BOLD}{line}{PLAIN}" if line and not line[0].isspace() else line
        for line in text.split("\n")
    )


def show(text: str) -> None:
    """Write data."""
    sys.stdout.write(text + "\n")


def talk(text: str) -> None:
    """Write a notice or an error."""
    sys.stderr.write(text + "\n")
