"""Figures of studies: panels one below the other, and lines with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from negotiation.measures import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAND_ALPHA = 0.2


def panels(count: int, height_mm: float = 66.0) -> tuple[Figure, list[Axes]]:
    """Figure of one column with so many axes, each so high, in no list of open figures."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from negotiation.plots.style import COLUMN_WIDTH_MM, MM

    size = (COLUMN_WIDTH_MM * MM, count * height_mm * MM)
    figure = Figure(figsize=size, layout="constrained", dpi=150)
    FigureCanvasAgg(figure)
    return figure, [figure.add_subplot(count, 1, k + 1) for k in range(count)]


def line_plot(
    ax: Axes,
    x: Sequence[float],
    lines: Mapping[str, Sequence[Estimate]],
    x_label: str,
    y_label: str,
) -> None:
    """Draw estimates with the bands of their intervals."""
    from negotiation.plots.canvas import frame, legend_above, x_ticks
    from negotiation.plots.style import SMALL_PT, style_of

    for index, (name, found) in enumerate(lines.items()):
        style = style_of(name, index)
        values = np.array([each[:3] for each in found])
        ax.fill_between(x, values[:, 1], values[:, 2], color=style["color"], alpha=BAND_ALPHA,
                        linewidth=0.0)  # fmt: skip
        ax.plot(x, values[:, 0], label=name, linewidth=1.2, markersize=0.5 * SMALL_PT, **style)
    frame(ax, x_label, y_label)
    x_ticks(ax)
    legend_above(ax)


def bars(
    found: Mapping[str, Estimate], x_label: str, y_label: str = "", base: float = 0.0
) -> Figure:
    """Figure of estimates with their intervals, as bars from a base, the farthest first."""
    from negotiation.plots import tornado
    from negotiation.plots.canvas import figure_of
    from negotiation.plots.style import TEXT_PT

    values = {name: each.value for name, each in found.items()}
    intervals = {name: (each.low, each.high) for name, each in found.items()}
    ax = tornado(values, x_label, base=base, intervals=intervals)
    ax.set_ylabel(y_label, fontsize=TEXT_PT)
    return figure_of(ax)
