"""The timeline of one negotiation: offers, leverage, tariffs and milestones over dates."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from negotiation.play import Play
from negotiation.plots.calendar_axis import (
    date_ticks,
    draw_key,
    draw_marks,
    lift,
    mark_entries,
    number,
)
from negotiation.plots.canvas import CHARACTER, POINTS_PER_INCH, figure_of, inches_wide, own_axes
from negotiation.plots.data import Band, Point, TimelineData, timeline_data
from negotiation.plots.style import (
    CN,
    FULL_WIDTH_MM,
    LEVERAGE,
    OUTCOME,
    SMALL_PT,
    TEXT_PT,
    US,
    grey,
)

STRIP_BOTTOM, STRIP_TOP = -0.16, -0.06  # of the tariff states, in the unit of the y axis
TOP = 1.04
NARROW_INCHES = 4.0  # below it the legend has two columns


def new_axes(data: TimelineData) -> Axes:
    """Axes of a figure of its own, in no list of open figures, high enough for the key."""
    return own_axes(FULL_WIDTH_MM, 85.0 + 3.0 * len(key_entries(data)))


def draw_offers(ax: Axes, points: Sequence[Point], style: dict[str, Any], label: str) -> None:
    """Packages of one side, joined by a line."""
    ax.plot(
        [number(point.day) for point in points],
        [point.us_utility for point in points],
        label=label, markersize=4.0, linewidth=1.0, zorder=4, **style,
    )  # fmt: skip


def draw_leverage(ax: Axes, data: TimelineData) -> None:
    """Structural leverage of the US as a step line."""
    days = [*(number(day) for day, _ in data.leverage), number(data.end)]
    values = [value for _, value in data.leverage]
    ax.step(
        days, [*values, values[-1]], where="post", label="US leverage",
        linewidth=1.4, zorder=3, **LEVERAGE,
    )  # fmt: skip


def fits(ax: Axes, band: Band) -> bool:
    """Whether the name of a tariff state fits into its band."""
    low, high = ax.get_xlim()
    free = (
        (number(band.end) - number(band.begin)) / (high - low) * inches_wide(ax) * POINTS_PER_INCH
    )
    return len(band.name) * CHARACTER * SMALL_PT < free


def draw_bands(ax: Axes, bands: Sequence[Band]) -> None:
    """Tariff states as a strip of greys below the data, the darker the dearer."""
    for band in bands:
        begin, end = number(band.begin), number(band.end)
        ax.fill_between(
            [begin, end], STRIP_BOTTOM, STRIP_TOP,
            facecolor=grey(band.darkness), edgecolor="white", linewidth=0.5, zorder=2,
        )  # fmt: skip
        if fits(ax, band):
            middle = (STRIP_BOTTOM + STRIP_TOP) / 2
            ax.text((begin + end) / 2, middle, band.name, ha="center", va="center",
                    fontsize=SMALL_PT, zorder=5, clip_on=True,
                    parse_math=False)  # fmt: skip


def key_entries(data: TimelineData) -> list[str]:
    """What the numbers of the milestones and the names of the tariff states stand for."""
    states = {band.name: f"{band.name}  {band.title}" for band in data.bands if band.title}
    return [*mark_entries(data.marks), *states.values()]


def draw_outcome(ax: Axes, data: TimelineData) -> None:
    """Mark how it ended: a deal at its worth to the US, anything else by a cross on the end."""
    if data.deal is not None:
        ax.plot([number(data.outcome_day)], [data.deal], label="deal", linestyle="none",
                markersize=10.0, zorder=6, markeredgecolor="white", **OUTCOME)  # fmt: skip
        return
    ax.plot([number(data.end)], [0.0], label=data.outcome, linestyle="none", marker="X",
            color="black", markersize=7.0, clip_on=False, zorder=6)  # fmt: skip


def draw_legend(ax: Axes, data: TimelineData) -> None:
    """Put the legend above the numbers of the milestones."""
    scale = figure_of(ax).dpi_scale_trans
    above = ax.transAxes + ScaledTranslation(0.0, lift(ax, data.marks), scale)
    columns = 4 if inches_wide(ax) > NARROW_INCHES else 2
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), bbox_transform=above, ncols=columns,
              fontsize=TEXT_PT, frameon=False, borderaxespad=0.0)  # fmt: skip


def frame(ax: Axes, data: TimelineData) -> None:
    """Axes, ticks and labels."""
    margin = 0.02 * (number(data.end) - number(data.begin))
    ax.set_xlim(number(data.begin) - margin, number(data.end) + margin)
    ax.set_ylim(STRIP_BOTTOM - 0.02, TOP)
    date_ticks(ax)
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    middle = (STRIP_BOTTOM + STRIP_TOP) / 2
    ax.set_yticks([*ticks, middle], [*(f"{tick:g}" for tick in ticks), "tariffs"])
    ax.tick_params(labelsize=TEXT_PT)
    ax.set_ylabel("worth to the US (share of the pie)", fontsize=TEXT_PT)
    span = f"{data.begin:%b %Y} to {data.end:%b %Y}"
    ax.set_xlabel(f"start of the round, {span}", fontsize=TEXT_PT)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def timeline(play: Play, ax: Axes | None = None, *, key: bool = True) -> Axes:
    """Draw a finished negotiation over its calendar.

    Packages of both sides by what they are worth to the US, the structural leverage of the US,
    tariff states as a strip, milestones as numbered lines with a key, and the outcome.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned.
    ax
        Axes to draw on; by default those of a new figure, 180 mm wide, which pyplot does not know.
    key
        Whether to say below the axes what the milestones and tariff states are; a figure of many
        milestones needs the room.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> axes = timeline(play(cast("two-issue", us="demand", cn="offer"), seed=7))
    >>> axes.get_ylabel()
    'worth to the US (share of the pie)'
    """
    data = timeline_data(play)
    ax = new_axes(data) if ax is None else ax
    frame(ax, data)
    draw_marks(ax, data.marks)
    draw_bands(ax, data.bands)
    draw_leverage(ax, data)
    draw_offers(ax, data.us, US, "US offers")
    draw_offers(ax, data.cn, CN, "China offers")
    draw_outcome(ax, data)
    if key:
        draw_key(ax, key_entries(data))
    draw_legend(ax, data)
    return ax
