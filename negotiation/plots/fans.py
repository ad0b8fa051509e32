"""How a quantity spreads over the calendar: quantile bands of many runs, round by round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from negotiation.errors import InputError
from negotiation.plots.calendar_axis import (
    date_ticks,
    draw_key,
    draw_marks,
    key_text,
    lift,
    mark_entries,
    number,
)
from negotiation.plots.canvas import figure_of, frame, legend_above, own_axes, x_ticks
from negotiation.plots.columns import Floats, Groups, checked, checked_values, column_label
from negotiation.plots.data import Mark, marks
from negotiation.plots.style import MM, style_of
from negotiation.scenario import Scenario

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
FEWEST = 20  # runs that still go on; quantiles of fewer are left out
HEIGHT_MM, MM_PER_LINE = 70.0, 3.0
LEAST_DAYS = 3.0  # free room on both sides
OUTER_ALPHA, INNER_ALPHA = 0.16, 0.3
WHERE = "fan_chart"


@dataclass(frozen=True)
class Fan:
    """Quantiles of one quantity by round.

    Parameters
    ----------
    round
        Rounds in which enough runs have a value, rising.
    quantiles
        At 5, 25, 50, 75 and 95 %, (rounds, 5).
    n
        Runs with a value in each round.
    """

    round: NDArray[np.int64]
    quantiles: Floats
    n: NDArray[np.int64]


@dataclass(frozen=True)
class FanChart:
    """What `fan_chart` draws.

    Parameters
    ----------
    fans
        Quantiles by quantity.
    days
        First day of each round, the numbers in `Fan.round` pointing into it; empty without a
        scenario.
    marks
        Milestones.
    """

    fans: Mapping[str, Fan]
    days: tuple[date, ...]
    marks: tuple[Mark, ...]


def fan(rounds: NDArray[np.int64], values: Floats) -> Fan:
    """Quantiles of the values of each round; a round without enough values is left out."""
    known = ~np.isnan(values)
    order = np.argsort(rounds[known], kind="stable")
    numbers, begins, counts = np.unique(rounds[known][order], return_index=True, return_counts=True)
    enough = counts >= FEWEST
    shown = zip(begins[enough], counts[enough], strict=True)
    found = [np.quantile(values[known][order[b : b + n]], QUANTILES) for b, n in shown]
    quantiles = np.array(found, dtype=np.float64).reshape(-1, len(QUANTILES))
    return Fan(numbers[enough], quantiles, counts[enough])


def fan_chart_data(
    round: ArrayLike, values: Groups, *, scenario: Scenario | None = None
) -> FanChart:
    """Return the numbers that `fan_chart` draws.

    Parameters
    ----------
    round, values, scenario
        As in `fan_chart`.

    Examples
    --------
    >>> rounds = np.repeat([0, 1], 21)
    >>> data = fan_chart_data(rounds, {"leverage": np.tile(np.linspace(0.0, 1.0, 21), 2)})
    >>> data.fans["leverage"].quantiles[1]
    array([0.05, 0.25, 0.5 , 0.75, 0.95])
    """
    rounds = checked_values(WHERE, "round", round).astype(np.int64)
    groups = checked(WHERE, values, gaps=True)
    for name, group in groups.items():
        if group.size != rounds.size:
            raise InputError(WHERE, name, f"has {group.size} values for {rounds.size} rounds")
    fans = {name: fan(rounds, group) for name, group in groups.items()}
    if not any(each.round.size for each in fans.values()):
        raise InputError(WHERE, "values", f"no round has values of {FEWEST} runs or more")
    last = max(int(each.round[-1]) for each in fans.values() if each.round.size)
    if scenario is None:
        return FanChart(fans, (), ())
    days = tuple(scenario.date_of(t) for t in range(last + 1))
    return FanChart(fans, days, marks(scenario, last))


def fan_chart(
    round: ArrayLike,
    values: Groups,
    label: str,
    *,
    scenario: Scenario | None = None,
    key: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw the median and bands of 50 and 90 % of the runs that still go on, round by round.

    Parameters
    ----------
    round
        Round of each row of a table of rounds.
    values
        Quantities of these rows by name; NaN where a run has none.
    label
        Column of the records or an axis label with its unit.
    scenario
        Where given, rounds stand at their dates and milestones are marked.
    key
        Whether to say below the axes what the milestones are.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If lengths differ, or no round has values of 20 runs.

    Examples
    --------
    >>> rounds = np.repeat([0, 1], 20)
    >>> axes = fan_chart(rounds, {"US": np.tile(np.arange(20.0), 2)}, "leverage (share)")
    >>> axes.get_xlabel()
    'round (number)'
    """
    data = fan_chart_data(round, values, scenario=scenario)
    entries = mark_entries(data.marks) if key else []
    ax = new_axes(entries) if ax is None else ax
    for index, (name, each) in enumerate(data.fans.items()):
        if each.round.size:
            draw_fan(ax, name, each, places(data, each), index)
    draw_calendar(ax, data, label)
    if entries:
        draw_key(ax, entries)
    draw_legend(ax, data)
    return ax


def new_axes(entries: list[str]) -> Axes:
    """Axes of a new figure, high enough for the key."""
    ax = own_axes()
    lines = key_text(ax, entries).count("\n") + 1 if entries else 0
    figure_of(ax).set_figheight((HEIGHT_MM + MM_PER_LINE * lines) * MM)
    return ax


def draw_legend(ax: Axes, data: FanChart) -> None:
    """Lines, and what the bands are, above the numbers of the milestones."""
    lines, _ = ax.get_legend_handles_labels()
    alphas = {"90 % of runs": OUTER_ALPHA, "50 % of runs": OUTER_ALPHA + INNER_ALPHA}
    bands = [Patch(color="black", alpha=alpha, linewidth=0.0, label=text)
             for text, alpha in alphas.items()]  # fmt: skip
    legend_above(ax, [*lines, *bands], lift(ax, data.marks) if data.marks else 0.03)


def places(data: FanChart, each: Fan) -> Floats:
    """Where the rounds stand on the x axis: their numbers, or their dates as the axis counts."""
    if not data.days:
        return each.round.astype(np.float64)
    return np.array([number(data.days[t]) for t in each.round])


def draw_fan(ax: Axes, name: str, data: Fan, x: Floats, index: int) -> None:
    """Two bands and the median, joined from round to round."""
    style = style_of(name, index)
    color = style["color"]
    for low, high, alpha in ((0, 4, OUTER_ALPHA), (1, 3, INNER_ALPHA)):
        ax.fill_between(x, data.quantiles[:, low], data.quantiles[:, high],
                        color=color, alpha=alpha, linewidth=0.0, zorder=2)  # fmt: skip
    ax.plot(x, data.quantiles[:, 2], label=name, linewidth=1.2, markersize=2.6, zorder=4, **style)


def draw_calendar(ax: Axes, data: FanChart, label: str) -> None:
    """Dates and milestones, or numbers of rounds."""
    if not data.days:
        frame(ax, "round (number)", column_label(label))
        x_ticks(ax)
        return
    first, last = number(data.days[0]), number(data.days[-1])
    margin = max(0.02 * (last - first), LEAST_DAYS)
    ax.set_xlim(first - margin, last + margin)
    date_ticks(ax)
    span = f"{data.days[0]:%b %Y} to {data.days[-1]:%b %Y}"
    frame(ax, f"start of the round (date), {span}", column_label(label))
    draw_marks(ax, data.marks)
