"""Notebooks from the lessons: `python -m notebooks.build`.

A lesson is a script in the percent format of jupytext: a line `# %%` begins a cell, `[markdown]`
after it makes it text, `tags=[...]` and other `key=value` pairs are its metadata. The notebooks are
written beside the lessons, nothing is executed.
"""

import json
import re
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
MARK = re.compile(r"^# %%(?P<text> \[markdown\])?(?P<metadata>( \w+=.+)?)$", re.MULTILINE)
PAIR = re.compile(r"(\w+)=")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


class Cell(NamedTuple):
    """One cell: its kind, `markdown` or `code`, its metadata and its text."""

    kind: str
    metadata: dict[str, Any]
    source: str

    @property
    def tags(self) -> list[str]:
        """What the cell is marked as."""
        return list(self.metadata.get("tags", []))


def lessons() -> list[Path]:
    """Scripts of the lessons, in order."""
    return sorted(FOLDER.glob("[0-9]_*.py"))


def cells(script: str) -> list[Cell]:
    r"""Cells of a script in percent format; ValueError where a mark or what precedes it is wrong.

    >>> found = cells("# %% [markdown]\n# Hello\n\n# %%\nx = 1\n")
    >>> [(each.kind, each.source) for each in found]
    [('markdown', 'Hello'), ('code', 'x = 1')]
    """
    marks = list(MARK.finditer(script))
    if not marks or script[: marks[0].start()].strip() or len(marks) != script.count("# %%"):
        raise ValueError("a lesson begins with a cell, and `# %%` stands in marks of cells alone")
    ends = [*(mark.start() for mark in marks[1:]), len(script)]
    return [cell(mark, script[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def cell(mark: re.Match[str], body: str) -> Cell:
    """One cell from its mark and what stands below it."""
    metadata = pairs(mark["metadata"].strip())
    if mark["text"] is None:
        return Cell("code", metadata, body.strip("\n"))
    lines = body.strip("\n").splitlines()
    if not all(line == "#" or line.startswith("# ") for line in lines):
        raise ValueError(f"a line of text that is no comment, below {lines[0]!r}")
    return Cell("markdown", metadata, "\n".join(line[2:] for line in lines))


def pairs(text: str) -> dict[str, Any]:
    """Metadata of a mark: keys and values as JSON has them.

    >>> pairs('tags=["solution"] jupyter={"source_hidden": true}')
    {'tags': ['solution'], 'jupyter': {'source_hidden': True}}
    """
    keys = list(PAIR.finditer(text))
    return {
        key[1]: json.loads(text[key.end() : after.start() if after else None])
        for key, after in zip_longest(keys, keys[1:])
    }


def notebook(script: str) -> dict[str, Any]:
    """Return the notebook of a script, as nbformat 4.5 has it."""
    return {
        "cells": [as_json(number, each) for number, each in enumerate(cells(script))],
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_json(number: int, each: Cell) -> dict[str, Any]:
    """One cell of a notebook; a code cell has no results yet."""
    results: dict[str, Any] = {"execution_count": None, "outputs": []}
    return {
        "cell_type": each.kind,
        "id": f"cell-{number}",
        "metadata": each.metadata,
        "source": each.source.splitlines(keepends=True),
        **(results if each.kind == "code" else {}),
    }


def build() -> list[Path]:
    """Write every lesson as a notebook beside it; an older notebook is replaced."""
    written = []
    for lesson in lessons():
        file = lesson.with_suffix(".ipynb")
        text = json.dumps(notebook(lesson.read_text("utf-8")), indent=1, ensure_ascii=False)
        file.write_text(text + "\n", "utf-8")
        written.append(file)
    return written


if __name__ == "__main__":
    for file in build():
        print(file)
