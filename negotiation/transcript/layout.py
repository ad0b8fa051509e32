"""Text at a given width: wrapping, labelled lines, tables; nothing here knows the game."""

from collections.abc import Sequence
from textwrap import wrap

WIDTH = 80
"""Columns of a transcript where nothing else is known."""


def printable(text: str) -> str:
    r"""Put text on one line and leave out what a terminal would act on.

    >>> printable("a\x1b[2J b\n c")
    'a[2J b c'
    """
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def shortened(text: str, width: int) -> str:
    """Cut text to a width; three dots show that something is missing.

    >>> shortened("purchases of US goods", 12)
    'purchases...'
    """
    return text if len(text) <= width else text[: max(0, width - 3)].rstrip() + "..."


def paragraph(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap text; `first` begins the first line and `rest` (default: blanks) the others.

    >>> paragraph("one two three", 12, "* ")
    ['* one two', '  three']
    """
    hanging = " " * len(first) if rest is None else rest
    lines = wrap(
        printable(text),
        width,
        initial_indent=first,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )
    return lines or [first.rstrip()]


def labelled(label: str, text: str, width: int, indent: int = 2, column: int = 10) -> list[str]:
    """Wrap text to the right of a label.

    >>> labelled("US", "waits", 80)
    ['  US        waits']
    """
    return paragraph(text, width, " " * indent + f"{label:<{column - 1}} ")


def table(rows: Sequence[Sequence[str]], width: int, indent: int = 2) -> list[str]:
    """Set rows in columns: the first left and cut to what is free, the others right.

    >>> table([["issue", "US"], ["soybeans", "100"]], 20)
    ['  issue      US', '  soybeans  100']
    """
    sizes = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    free = width - indent - sum(size + 2 for size in sizes[1:])
    sizes[0] = min(sizes[0], free)
    lines = []
    for head, *cells in rows:
        right = "".join(f"  {cell:>{size}}" for cell, size in zip(cells, sizes[1:], strict=True))
        lines.append(" " * indent + f"{shortened(head, sizes[0]):<{sizes[0]}}{right}".rstrip())
    return lines


def capital(text: str) -> str:
    """Text with its first letter in upper case.

    >>> capital("the US waits")
    'The US waits'
    """
    return text[:1].upper() + text[1:]


def underlined(title: str, width: int) -> list[str]:
    """Title with a rule under it, cut to the width.

    >>> underlined("Talks", 80)
    ['Talks', '=====']
    """
    text = shortened(printable(title), width)
    return [text, "=" * len(text)]
