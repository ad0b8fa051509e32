"""Figures of studies: panels side by side, and lines with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from negotiation.measures import Estimate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BAND_ALPHA = 0.2


def panels(count: int, height_mm: float = 72.0) -> tuple[Figure, list[Axes]]:
    """Figure with so many axes side by side, in no list of open figures."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from negotiation.plots.style import COLUMN_WIDTH_MM, FULL_WIDTH_MM, MM

    width = FULL_WIDTH_MM if count > 1 else COLUMN_WIDTH_MM
    figure = Figure(figsize=(width * MM, height_mm * MM), layout="constrained", dpi=150)
    FigureCanvasAgg(figure)
    return figure, [figure.add_subplot(1, count, k + 1) for k in range(count)]


def line_plot(
    ax: Axes,
    x: Sequence[float],
    lines: Mapping[str, Sequence[Estimate]],
    x_label: str,
    y_label: str,
    title: str = "",
) -> None:
    """Draw estimates with the bands of their intervals."""
    from negotiation.plots.canvas import frame, legend_above, x_ticks
    from negotiation.plots.style import SMALL_PT, TEXT_PT, style_of

    for index, (name, found) in enumerate(lines.items()):
        style = style_of(name, index)
        values = np.array([each[:3] for each in found])
        ax.fill_between(x, values[:, 1], values[:, 2], color=style["color"], alpha=BAND_ALPHA,
                        linewidth=0.0)  # fmt: skip
        ax.plot(x, values[:, 0], label=name, linewidth=1.2, markersize=0.5 * SMALL_PT, **style)
    frame(ax, x_label, y_label)
    x_ticks(ax)
    legend_above(ax)
    if title:
        ax.set_title(title, fontsize=TEXT_PT, loc="left", fontweight="bold")
