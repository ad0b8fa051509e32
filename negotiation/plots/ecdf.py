"""Empirical distribution functions of outcomes with their confidence bands."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from negotiation.measures import Band, ecdf_band
from negotiation.plots.canvas import axes_below, frame, legend_above, x_ticks
from negotiation.plots.columns import Floats, Groups, checked, column_label
from negotiation.plots.style import Style, style_of

MOST_STEPS = 2000  # drawn of one group; between them the share rises by less than 1 / 2000
MARGIN = 0.03  # free room on both sides, in spans of the values
BAND_ALPHA = 0.2


@dataclass(frozen=True)
class Ecdf:
    """Steps of one group.

    Parameters
    ----------
    x
        Values at which the function steps up; the first and the last are the ends of the axis. Of
        very many values those are left out between which it rises by less than 1/2000.
    share
        Share of runs at or below each value.
    low, high
        Ends of the band, which covers the whole true function at once.
    n
        Number of runs.
    """

    x: Floats
    share: Floats
    low: Floats
    high: Floats
    n: int


def steps(band: Band) -> Band:
    """Band at the values that are drawn: of very many, those that rise by a pixel."""
    if band.at.size <= MOST_STEPS:
        return band
    wanted = np.linspace(band.share[0], 1.0, MOST_STEPS)
    kept = np.unique(np.searchsorted(band.share, wanted))
    return Band(*(each[kept] for each in band))


def ecdf(values: Floats, begin: float, end: float, confidence: float) -> Ecdf:
    """Distribution function of one group from one end of the axis to the other."""
    full = ecdf_band(values, confidence)
    error = float(full.high[0] - full.share[0])
    band = steps(full)
    return Ecdf(
        x=np.array([begin, *band.at, end]),
        share=np.array([0.0, *band.share, 1.0]),
        low=np.array([0.0, *band.low, band.low[-1]]),
        high=np.array([min(error, 1.0), *band.high, 1.0]),
        n=int(values.size),
    )


def outcome_ecdf_data(values: Groups, *, confidence: float = 0.95) -> dict[str, Ecdf]:
    """Return the numbers that `outcome_ecdf` draws.

    Parameters
    ----------
    values, confidence
        As in `outcome_ecdf`.

    Examples
    --------
    >>> outcome_ecdf_data({"talk": [0.5, 0.25, 0.5, 1.0]})["talk"].share
    array([0.  , 0.25, 0.75, 1.  , 1.  ])
    """
    groups = checked("outcome_ecdf", values)
    least = min(float(group.min()) for group in groups.values())
    most = max(float(group.max()) for group in groups.values())
    room = MARGIN * ((most - least) or 1.0)
    return {
        name: ecdf(group, least - room, most + room, confidence) for name, group in groups.items()
    }


def outcome_ecdf(
    values: Groups,
    outcome: str,
    *,
    confidence: float = 0.95,
    group_label: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw empirical distribution functions with bands that cover them as a whole.

    Parameters
    ----------
    values
        Outcomes of runs by group, such as `by_side(runs, "payoff")`.
    outcome
        Column of the records or an axis label with its unit.
    confidence
        Chance that the band covers the true function everywhere, in (0, 1).
    group_label
        What the groups are; stands over the legend.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Raises
    ------
    InputError
        If a group has no values or some that are not finite.

    References
    ----------
    Dvoretzky-Kiefer-Wolfowitz 1956; Massart 1990.

    Examples
    --------
    >>> axes = outcome_ecdf({"US": [0.5, 0.25], "China": [0.5, 0.75]}, "payoff (share of the pie)")
    >>> axes.get_ylabel()
    'at or below (share of 2 runs)'
    """
    data = outcome_ecdf_data(values, confidence=confidence)
    names = names_of(data)
    ax = axes_below(names, group_label) if ax is None else ax
    for index, (name, label) in enumerate(zip(data, names, strict=True)):
        draw_ecdf(ax, label, data[name], style_of(name, index))
    frame(ax, column_label(outcome), f"at or below (share of {runs_of(data)})")
    first = next(iter(data.values()))
    ax.set_xlim(first.x[0], first.x[-1])
    ax.set_ylim(-0.02, 1.02)
    x_ticks(ax)
    legend_above(ax, title=group_label)
    return ax


def names_of(data: dict[str, Ecdf]) -> list[str]:
    """Names of the groups, with their runs where these differ."""
    if len({each.n for each in data.values()}) == 1:
        return list(data)
    return [f"{name} ({counted(each.n)})" for name, each in data.items()]


def runs_of(data: dict[str, Ecdf]) -> str:
    """Runs of each group, by number where all have as many."""
    sizes = {each.n for each in data.values()}
    return counted(sizes.pop()) if len(sizes) == 1 else "runs"


def counted(n: int) -> str:
    """Number of runs in words.

    >>> counted(1), counted(2000)
    ('1 run', '2 000 runs')
    """
    return f"{thousands(n)} run" if n == 1 else f"{thousands(n)} runs"


def thousands(n: int) -> str:
    """Whole number with spaces between thousands.

    >>> thousands(100000)
    '100 000'
    """
    return f"{n:,}".replace(",", " ")


def draw_ecdf(ax: Axes, label: str, data: Ecdf, style: Style) -> None:
    """Band and steps of one group."""
    color = style["color"]
    ax.fill_between(
        data.x, data.low, data.high, step="post", color=color, alpha=BAND_ALPHA, linewidth=0.0
    )
    ax.plot(data.x, data.share, drawstyle="steps-post", color=color, label=label, linewidth=1.2,
            linestyle=style["linestyle"])  # fmt: skip
