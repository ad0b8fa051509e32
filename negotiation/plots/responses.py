"""How a value responds to one parameter: lines of estimates with their intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.measures import Estimate
from negotiation.plots.canvas import axes_below, frame, legend_above, x_ticks
from negotiation.plots.columns import Floats, column_label
from negotiation.plots.regimes import increasing
from negotiation.plots.style import Style, style_of

WHERE = "response_lines"
BAND_ALPHA = 0.2
MOST_MARKERS = 30  # on one line; of more values the line alone is drawn

Lines = Mapping[str, Sequence[Estimate]]


@dataclass(frozen=True)
class Response:
    """One line: estimates and the ends of their intervals, (values,); NaN where there is none."""

    value: Floats
    low: Floats
    high: Floats


def response_lines_data(x: ArrayLike, lines: Lines) -> dict[str, Response]:
    """Return the numbers that `response_lines` draws.

    Parameters
    ----------
    x, lines
        As in `response_lines`.

    Examples
    --------
    >>> from negotiation.measures import mean_of
    >>> data = response_lines_data([0.0, 0.1], {"talk": [mean_of([0.5, 0.7]), mean_of([0.4])]})
    >>> data["talk"].value.tolist(), data["talk"].low[1].item()
    ([0.6, 0.4], nan)
    """
    across = increasing("x", x, WHERE)
    if not lines:
        raise InputError(WHERE, "lines", "has no line to draw")
    for name, found in lines.items():
        if len(found) != across.size:
            problem = f"has {len(found)} estimates for {across.size} values"
            raise InputError(WHERE, name, problem)
    return {
        name: Response(*np.array([each[:3] for each in found], dtype=np.float64).T)
        for name, found in lines.items()
    }


def response_lines(
    x: ArrayLike,
    lines: Lines,
    x_label: str,
    outcome: str,
    *,
    group_label: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw how estimates change along a parameter, with bands of their intervals.

    Parameters
    ----------
    x
        Values of the parameter, increasing.
    lines
        Estimates at these values by name, such as `measures.mean_of`; NaN where there is none.
    x_label
        The parameter with its unit.
    outcome
        Column of the records or an axis label with its unit.
    group_label
        What the lines are; stands over the legend.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If there is no line, or the lengths differ.

    Examples
    --------
    >>> from negotiation.measures import mean_of
    >>> lines = {"talk": [mean_of([0.5, 0.7]), mean_of([0.4, 0.5])]}
    >>> axes = response_lines([0.0, 0.1], lines, "flow cost (share of the pie)", "payoff_us")
    >>> axes.get_ylabel()
    'payoff of the US (share of the pie)'
    """
    data = response_lines_data(x, lines)
    ax = axes_below(list(data), group_label) if ax is None else ax
    across = increasing("x", x, WHERE)
    for index, (name, each) in enumerate(data.items()):
        draw_response(ax, across, name, each, style_of(name, index))
    frame(ax, x_label, column_label(outcome))
    x_ticks(ax)
    legend_above(ax, title=group_label)
    return ax


def draw_response(ax: Axes, x: Floats, name: str, data: Response, style: Style) -> None:
    """Band and line of one name."""
    look = style if x.size <= MOST_MARKERS else {**style, "marker": ""}
    ax.fill_between(x, data.low, data.high, color=style["color"], alpha=BAND_ALPHA, linewidth=0.0)
    ax.plot(x, data.value, label=name, linewidth=1.2, markersize=3.0, **look)
