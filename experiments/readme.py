"""Paste what the studies wrote into the table of the README: `python -m experiments.readme`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from experiments.study import RESULTS

README = Path(__file__).with_name("README.md")
COMMAND = re.compile(r"`python -m experiments\.(\w+)`")
FINDING = 4  # place in a row of the table, from 1


def pasted(line: str, results: Path) -> str:
    """Line of the README with the finding of the full run of its study, if there has been one.

    >>> pasted("no row of the table", Path("results"))
    'no row of the table'
    """
    command = COMMAND.search(line)
    if command is None or not line.startswith("|"):
        return line
    written = results / command[1] / "full" / "finding.txt"
    if not written.exists():
        return line
    cells = line.split("|")
    cells[FINDING] = f" {written.read_text(encoding='utf-8').strip()} "
    return "|".join(cells)


def main(results: Path = RESULTS) -> None:
    """Rewrite the table."""
    lines = README.read_text(encoding="utf-8").split("\n")
    README.write_text("\n".join(pasted(line, results) for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
