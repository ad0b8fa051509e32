"""Tables of results: means and rates with their intervals, over all runs and by level."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negotiation.experiment.outcomes import COLUMNS, OUTCOME, Quantity, quantities
from negotiation.measures import Estimate, clustered_mean, mean_of, rate_of, wilson_interval
from negotiation.plots.data import OUTCOMES
from negotiation.report.factors import OWNERS, Factor
from negotiation.report.sweep import Sweep
from negotiation.terms import Outcome

Truths = NDArray[np.bool_]

MOST_ROWS: Final = 24
FEWEST_DIGITS: Final = 3
ROUNDING: Final = 1e-9  # half-widths below it are errors of sums, and no widths
EVENT: Final = "share of runs"


class Cell(NamedTuple):
    """An estimate as text, and its interval, empty where there is none."""

    value: str
    interval: str


class Row(NamedTuple):
    """One line of a table: what it is of, its runs, and a cell for each outcome."""

    name: str
    runs: int
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """Outcomes by level of a factor."""

    factor: Factor
    rows: tuple[Row, ...]


class Line(NamedTuple):
    """One outcome over all runs, with its unit."""

    name: str
    unit: str
    cell: Cell


def reported(sweep: Sweep) -> list[Quantity]:
    """What the experiment reports, one quantity each; none twice, and none that never occurs."""
    named = [each for name in sweep.result.experiment.outcomes for each in quantities(name)]
    ended = [each for each in named if (each.column, each.code) != (OUTCOME, Outcome.ONGOING)]
    return list({(each.column, each.code): each for each in reversed(ended)}.values())[::-1]


def words(quantity: Quantity) -> str:
    """Name of a quantity in words.

    Examples
    --------
    >>> [words(q) for name in ("deal", "payoff_us", "first_tabler") for q in quantities(name)][:3]
    ['deal', 'payoff of the US', 'first tabler: nobody']
    """
    column = COLUMNS[quantity.column]
    if quantity.column == OUTCOME and quantity.code is not None:
        return OUTCOMES.get(Outcome(quantity.code), "not ended")
    side = quantity.column.rpartition("_")[2] if quantity.column != column.name else ""
    if quantity.code is None and not side:
        return column.text
    text = column.name.replace("_", " ") + (f" of {OWNERS[side]}" if side else "")
    if quantity.code is None:
        return text
    code = quantity.name.removeprefix(f"{quantity.column}_").replace("_", " ")
    return f"{text}: {OWNERS.get(code, code)}"


def unit_of(quantity: Quantity) -> str:
    """Unit of a quantity."""
    return EVENT if quantity.is_rate else COLUMNS[quantity.column].unit


def estimate(sweep: Sweep, quantity: Quantity, kept: Truths) -> Estimate:
    """Mean or rate over some runs, with its interval.

    Runs of several points that share their draws are no independent observations: their
    replicates are.
    """
    values = quantity.values(sweep.values(quantity.column))[kept].astype(np.float64)
    clusters = sweep.clusters[kept]
    if sweep.is_common and np.unique(sweep.points[kept]).size > 1:
        found = clustered_mean(values, clusters)
        return as_rate(found) if quantity.is_rate else found
    return rate_of(values != 0.0) if quantity.is_rate else mean_of(values)


def as_rate(found: Estimate) -> Estimate:
    """Rate over clusters with its interval inside [0, 1]; Wilson's where it is 0 or 1.

    Examples
    --------
    >>> as_rate(Estimate(0.0, 0.0, 0.0, 10)).high > 0.2, as_rate(Estimate(0.1, -0.1, 0.3, 10)).low
    (True, 0.0)
    """
    low, high = max(found.low, 0.0), min(found.high, 1.0)
    if found.value in (0.0, 1.0):
        low, high = map(float, wilson_interval(found.value * found.n, found.n))
    return Estimate(found.value, low, high, found.n)


def digits_for(half: float) -> int:
    """Decimals that show an interval of this half-width with two digits, at least three.

    Examples
    --------
    >>> digits_for(0.02), digits_for(0.0004), digits_for(1e-17)
    (3, 5, 3)
    """
    if not ROUNDING < half < 1.0:
        return FEWEST_DIGITS
    return max(FEWEST_DIGITS, min(6, 1 - int(np.floor(np.log10(half)))))


def cell(found: Estimate) -> Cell:
    """Estimate as text.

    Examples
    --------
    >>> cell(Estimate(0.5, 0.48, 0.52, 100))
    Cell(value='0.500', interval='0.480 to 0.520')
    """
    half = (found.high - found.low) / 2.0
    digits = digits_for(half)
    value = number(found.value, digits)
    if not np.isfinite(half):
        return Cell(value, "")
    return Cell(value, f"{number(found.low, digits)} to {number(found.high, digits)}")


def number(value: float, digits: int) -> str:
    """Number with a proper minus sign; a dash for NaN.

    Examples
    --------
    >>> number(-0.25, 2), number(float("nan"), 2)
    ('\N{MINUS SIGN}0.25', '\N{EN DASH}')
    """
    if np.isnan(value):
        return "\N{EN DASH}"
    return f"{value + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def overall(sweep: Sweep) -> list[Line]:
    """Every outcome over all runs."""
    every = np.ones(sweep.runs, dtype=np.bool_)
    return [Line(words(q), unit_of(q), cell(estimate(sweep, q, every))) for q in reported(sweep)]


def tables(sweep: Sweep) -> list[Table]:
    """A table for each factor of few levels."""
    few = [factor for factor in sweep.factors if len(factor.levels) <= MOST_ROWS]
    return [Table(factor, tuple(rows(sweep, factor))) for factor in few]


def rows(sweep: Sweep, factor: Factor) -> list[Row]:
    """A row for each level that has runs."""
    codes, found = factor.codes[sweep.points], []
    for code, level in enumerate(factor.names):
        kept = codes == code
        if kept.any():
            cells = tuple(cell(estimate(sweep, q, kept)) for q in reported(sweep))
            found.append(Row(level, int(kept.sum()), cells))
    return found
