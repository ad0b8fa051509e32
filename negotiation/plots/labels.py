"""Texts of axes, rows and legends: broken where they may be, shortened where they are too long."""

import re
from textwrap import wrap

NAME_CHARACTERS = 25  # of a line of a row's name
MOST_LINES = 3
MARK = "\N{ZERO WIDTH SPACE}"  # where a word may be broken
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, both ends kept.

    >>> shortened("stubborn_demand", 9), shortened("talk", 9)
    ('stub…mand', 'talk')
    """
    if len(text) <= most:
        return text
    tail = (most - 1) // 2
    return text[: most - 1 - tail] + ELLIPSIS + text[len(text) - tail :]


def marked(word: str, characters: int) -> str:
    """Word with a gap after each dot that is not of a number; of a long part after underscores.

    >>> marked("us.tactic", 9) == f"us.{MARK} tactic", marked("0.25", 2)
    (True, '0.25')
    """
    parts = re.sub(r"\.(?=[^\d\s])", f".{MARK} ", word).split(" ")
    return " ".join(
        part.replace("_", f"_{MARK} ") if len(part) > characters else part for part in parts
    )


def lines_of(text: str, characters: int) -> list[str]:
    """Lines of at most so many characters."""
    spaced = " ".join(marked(word, characters) for word in text.split())
    lines = wrap(spaced, characters, break_on_hyphens=False)
    return [line.replace(f"{MARK} ", "").replace(MARK, "") for line in lines]


def wrapped(text: str, characters: int) -> str:
    r"""Text over at most three lines of so many characters; a longer one loses its middle.

    >>> wrapped("mean payoff of the US (share of the pie)", 24)
    'mean payoff of the US\n(share of the pie)'
    >>> wrapped("one " * 20, 10)
    'one one\none o… one\none one'
    """
    most = MOST_LINES * (characters + 1)
    lines = lines_of(shortened(text, most), characters)
    while len(lines) > MOST_LINES:
        most -= 1
        lines = lines_of(shortened(text, most), characters)
    return "\n".join(lines)


def broken(name: str) -> str:
    r"""Name of a row over lines, broken at spaces and after dots that are not of a number.

    >>> broken("us.time_preference.discount_factor_per_round")
    'us.time_preference.\ndiscount_factor_per_round'
    >>> broken("weight of the own priority 0.005")
    'weight of the own\npriority 0.005'
    """
    return wrapped(name, NAME_CHARACTERS)
