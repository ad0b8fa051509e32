"""Times, sizes and numbers in few characters."""

MINUTE = 60
HOUR = 3600
KIBI = 1024


def duration(seconds: float) -> str:
    """Time in the unit that reads best.

    >>> duration(0.4), duration(75), duration(600), duration(9000)
    ('below 1 s', '75 s', '10 min', '2.5 h')
    """
    if seconds < 1:
        return "below 1 s"
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    if seconds < 2 * HOUR:
        return f"{seconds / MINUTE:.0f} min"
    return f"{seconds / HOUR:.3g} h"


def size(count: float) -> str:
    """Bytes in the unit that reads best.

    >>> size(300), size(2.5e6), size(8e9)
    ('300 B', '2.4 MiB', '7.5 GiB')
    """
    for unit in ("B", "KiB", "MiB", "GiB"):
        if count < KIBI:
            return f"{count:.0f} B" if unit == "B" else f"{count:.1f} {unit}"
        count /= KIBI
    return f"{count:.1f} TiB"


def whole(number: int) -> str:
    """Whole number with blanks between thousands.

    >>> whole(1234567)
    '1 234 567'
    """
    return f"{number:,}".replace(",", " ")
