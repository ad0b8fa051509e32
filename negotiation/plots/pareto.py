"""What both sides get: the agreement frontier, bargaining solutions, and the offers of one run."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes

from negotiation.measures import frontier_of, solution_points
from negotiation.play import Play
from negotiation.plots.canvas import frame, legend_above, own_axes, x_ticks
from negotiation.plots.columns import Floats
from negotiation.plots.style import CN, OUTCOME, US, Style
from negotiation.records import Record
from negotiation.terms import BOTH, NOBODY, Outcome, Side
from negotiation.theory.frontier import Frontier, logrolling_frontier

HEIGHT_MM = 110.0
SOLUTIONS: dict[str, Style] = {
    "Nash": {"marker": "D", "markersize": 4.0},
    "Kalai-Smorodinsky": {"marker": "s", "markersize": 6.5},
    "egalitarian": {"marker": "o", "markersize": 9.0},
    "utilitarian": {"marker": "+", "markersize": 5.0},
}
"""Open signs of different size, one around the other where solutions coincide."""

Point = tuple[float, float]


@dataclass(frozen=True)
class ParetoData:
    """What `pareto_plot` draws; points are utilities of the US and of China, (n, 2).

    Parameters
    ----------
    frontier
        Corners of the agreement frontier, utility of the US rising.
    threat
        What the sides get at least: their reservation utilities.
    solutions
        Bargaining solutions by name.
    us, cn
        Packages that a side tabled, in order.
    deal
        The deal; None without one.
    """

    frontier: Floats
    threat: Point
    solutions: dict[str, Point]
    us: Floats
    cn: Floats
    deal: Point | None


def bargaining_problem(
    weights_us: Iterable[float], weights_cn: Iterable[float], threat: Point
) -> ParetoData:
    """Frontier and solutions of two sides with these weights, without any offers.

    Parameters
    ----------
    weights_us, weights_cn
        Weights of the issues, not negative, each summing to 1.
    threat
        Reservation utilities.

    Examples
    --------
    >>> bargaining_problem((0.75, 0.25), (0.25, 0.75), (0.0, 0.0)).solutions["Nash"]
    (0.75, 0.75)
    """
    return problem_on(logrolling_frontier(tuple(weights_us), tuple(weights_cn)), threat)


def problem_on(frontier: Frontier, threat: Point) -> ParetoData:
    """Frontier with its solutions; those are left out that do not exist for the threat point."""
    points = [each[0] for each in solution_points(frontier, threat)]
    solutions = {
        name: (float(point[0]), float(point[1]))
        for name, point in zip(SOLUTIONS, points, strict=True)
        if np.isfinite(point).all()
    }
    none = np.empty((0, 2))
    return ParetoData(np.array(frontier.vertices), threat, solutions, none, none, None)


def packages(rounds: list[Record], side: Side) -> Floats:
    """Packages that a side tabled, as pairs of utilities; repeated ones stand once."""
    names = ("asked_us", "offered_cn") if side == Side.US else ("offered_us", "asked_cn")
    tabled = [
        tuple(record[name] for name in names)
        for record in rounds
        if record["opened"] != NOBODY and record["opened"] in (side, BOTH)
    ]
    return np.array(list(dict.fromkeys(tabled)), dtype=np.float64).reshape(-1, 2)


def pareto_plot_data(play: Play) -> ParetoData:
    """Return the numbers that `pareto_plot` draws for a finished negotiation.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> data = pareto_plot_data(play(cast("two-issue", us="demand", cn="offer"), seed=7))
    >>> data.frontier[[0, -1]].tolist(), len(data.cn) > 0
    ([[0.0, 1.0], [1.0, 0.0]], True)
    """
    terms, run = play.scenario.terms(), play.run
    frontier = frontier_of(terms, run["profile_us"], run["profile_cn"])
    problem = problem_on(frontier, (run["reservation_us"], run["reservation_cn"]))
    agreed = run["outcome"] == Outcome.DEAL
    return replace(
        problem,
        us=packages(play.rounds, Side.US),
        cn=packages(play.rounds, Side.CN),
        deal=(run["deal_utility_us"], run["deal_utility_cn"]) if agreed else None,
    )


def pareto_plot(play: Play | ParetoData, *, ax: Axes | None = None) -> Axes:
    """Draw utilities of both sides: frontier, solutions, packages of one run and its deal.

    Parameters
    ----------
    play
        What `negotiation.play.play` returned, or points of one's own.
    ax
        Axes to draw on; by default those of a new figure, 88 mm wide, which pyplot does not know.

    Returns
    -------
    Axes
        The axes; save with `ax.figure.savefig(...)`.

    References
    ----------
    Nash 1950; Kalai-Smorodinsky 1975; Kalai 1977b; Harsanyi 1955.

    Examples
    --------
    >>> axes = pareto_plot(bargaining_problem((0.75, 0.25), (0.25, 0.75), (0.0, 0.0)))
    >>> axes.get_xlabel()
    'utility of the US (share of the pie)'
    """
    data = play if isinstance(play, ParetoData) else pareto_plot_data(play)
    ax = own_axes(height_mm=HEIGHT_MM) if ax is None else ax
    draw_problem(ax, data)
    draw_packages(ax, data.us, US, "US packages")
    draw_packages(ax, data.cn, CN, "China packages")
    if data.deal is not None:
        ax.plot(*data.deal, label="deal", linestyle="none", markersize=9.0, zorder=7,
                markeredgecolor="white", **OUTCOME)  # fmt: skip
    frame(ax, "utility of the US (share of the pie)", "utility of China (share of the pie)")
    ax.set(xlim=(-0.03, 1.05), ylim=(-0.03, 1.05), aspect="equal")
    x_ticks(ax)
    legend_above(ax)
    return ax


def draw_problem(ax: Axes, data: ParetoData) -> None:
    """Frontier, the gains that both could have, threat point and solutions."""
    u1, u2 = data.frontier.T
    ax.plot(u1, u2, color="black", linewidth=1.2, label="frontier", zorder=3)
    gain = np.linspace(data.threat[0], max(u1[-1], data.threat[0]), 200)
    best = np.interp(gain, u1, u2)
    ax.fill_between(gain, data.threat[1], best, where=(best >= data.threat[1]).tolist(),
                    color="0.93", linewidth=0.0, zorder=1)  # fmt: skip
    ax.plot(*data.threat, label="reservation", linestyle="none", marker="x",
            color="black", markersize=5.0, zorder=5)  # fmt: skip
    for name, point in data.solutions.items():
        ax.plot(*point, label=name, linestyle="none", markerfacecolor="none", zorder=6,
                markeredgecolor="black", markeredgewidth=0.9, **SOLUTIONS[name])  # fmt: skip


def draw_packages(ax: Axes, points: Floats, style: Style, label: str) -> None:
    """Packages of one side in the order in which they were tabled, the first one larger."""
    if not len(points):
        return
    sizes: Style = {"markersize": 3.2, "linewidth": 0.8}
    ax.plot(*points.T, label=label, zorder=4, **sizes, **style)
    ax.plot(*points[0], marker=style["marker"], color=style["color"], markersize=6.0, zorder=4)
