"""Effects of parameters as tables, names in full."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from negotiation.transcript.layout import paragraph

if TYPE_CHECKING:
    import pandas

MOST_PAIRS = 5
INDENT, GAP = 2, 2
ASIDE = 4  # blanks before the numbers that stand under a long name
SOBOL_NOTE = (
    "First order: share of the variance of the mean outcome that is due to the parameter alone; "
    "total: with all its interactions. 95 % intervals from a bootstrap of the base points; the "
    "convergence (--out) shows whether there are enough."
)
Row = tuple[str, ...]


def morris_note(outcome: str) -> str:
    """What the columns of effects mean."""
    return (
        f"mu*: mean size of the change of {outcome} over a parameter's range, with its 95 % "
        "interval over the trajectories; sigma: standard deviation of the change. A large sigma: "
        "the parameter acts through others, or not in a straight line."
    )


def chance_note(share: float) -> str:
    """How much chance is left in the means.

    >>> chance_note(0.0712)[:64]
    'Chance left in the mean outcomes of the points is about 7.1 % of'
    """
    if isnan(share):
        return "With one run a point nobody can tell how much of this is chance."
    return (
        f"Chance left in the mean outcomes of the points is about {100.0 * share:.1f} % of their "
        "variance; what passes for interaction may be that. More replicates lower it."
    )


def number(value: float) -> str:
    """Number with three digits, never a negative nought.

    >>> number(0.12345), number(-0.0001)
    ('0.123', '0.000')
    """
    return f"{round(value, 3) + 0.0:.3f}"


def with_interval(value: float, low: float, high: float) -> str:
    """Estimate and its interval.

    >>> with_interval(0.5, 0.45, 0.55)
    '0.500 [0.450, 0.550]'
    """
    return f"{number(value)} [{number(low)}, {number(high)}]"


def sobol_rows(found: "pandas.DataFrame") -> list[Row]:
    """Header, then indices with their intervals."""
    rows: list[Row] = [("parameter", "first order", "total")]
    for row in found.itertuples():
        first = with_interval(row.first, row.first_low, row.first_high)
        total = with_interval(row.total, row.total_low, row.total_high)
        rows.append((row.parameter, first, total))
    return rows


def interaction_rows(found: "pandas.DataFrame") -> list[Row]:
    """Header, then the largest second-order indices."""
    rows: list[Row] = [("parameters", "second order")]
    for row in found.head(MOST_PAIRS).itertuples():
        index = with_interval(row.second, row.low, row.high)
        rows.append((f"{row.parameter}, {row.other}", index))
    return rows


def morris_rows(found: "pandas.DataFrame") -> list[Row]:
    """Header, then effects with their intervals."""
    rows: list[Row] = [("parameter", "mu*", "sigma")]
    for row in found.itertuples():
        size = with_interval(row.mu_star, row.mu_star_low, row.mu_star_high)
        rows.append((row.parameter, size, number(row.sigma)))
    return rows


def text_of(title: str, rows: Sequence[Row], width: int) -> str:
    """Title over a table; a name that is too long for its column has a line of its own.

    >>> print(text_of("t", [("name", "x"), ("short", "1"), ("long.long.long.long", "2")], 24))
    t
      name                 x
      short                1
      long.long.long.long
                           2
    """
    lines = paragraph(title, width)
    sizes = [max(len(row[k]) for row in rows) for k in range(1, len(rows[0]))]
    room = width - INDENT - sum(size + GAP for size in sizes)
    for name, *cells in rows:
        numbers = "".join(" " * GAP + f"{c:>{s}}" for c, s in zip(cells, sizes, strict=True))
        if len(name) > room:
            lines += paragraph(name, width, " " * INDENT, " " * (INDENT + ASIDE))
            name = ""
        lines.append(" " * INDENT + f"{name:<{room}}{numbers}")
    return "\n".join(lines)
