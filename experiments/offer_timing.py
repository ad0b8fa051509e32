"""Who should table first? Offer, talk and demand against each other, by flow cost and logrolling.

Design
    The two-issue world with solved claims and answers (tactic `equilibrium`) on both sides. Both
    sides take one of three stances in every round before talks are open: table (`offer`), `talk`,
    or `demand` that the other table. A grid over the flow cost c of both sides and the weight h of
    their own priority; every pair of stances plays the same replicates (common random numbers).
    Only cells in which the closed forms of the model stand are played; the others are marked.
Regimes, from payoffs of the runs
    *talk first*: two that talk earn more than one that tables to one that talks. *standoff*: not
    so, but answering an offer earns more than tabling one, so that each waits for the other.
    *race*: neither, so both table. Runs are weighted by the known probability of opposed
    priorities; given these, what tabling and answering earn is certain, and only the coin of who
    proposes after talks leaves something to chance.
What theory says
    Talking first pays below c_T(h), answering pays below c_W(h) (`negotiation.theory`). The script
    fails if a simulated boundary is more than one cell of the grid away from them.
What it supposes
    The priorities are opposed with probability q = 1/2; d = 0.95; a side that answers stays silent
    about itself; both sides are alike. Regimes under these assumptions, not forecasts.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from experiments.offer_regimes import (
    DEMAND,
    OFFER,
    RACE,
    REGIMES,
    STANCES,
    TALK,
    Cell,
    D,
    Q,
    cells_of,
    checked,
    has_closed_forms,
    thresholds,
)
from experiments.paired import crossing_of, shown
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

BASELINE_H, BASELINE_C = 0.65, 0.014  # of the scenario two-issue
SEED = 20181101
ROUNDS = 6  # enough: the game after the last round is worth what the solution says


# ---------------------------------------------------------------- design


def axes_of(smoke: bool) -> tuple[list[float], list[float]]:
    """Flow costs and weights of the grid."""
    costs = np.linspace(0.01, 0.13, 7) if smoke else np.linspace(0.002, 0.138, 35)
    weights = np.linspace(0.6, 0.7, 3) if smoke else np.linspace(0.52, 0.76, 25)
    return [round(float(c), 4) for c in costs], [round(float(h), 4) for h in weights]


def designs(smoke: bool) -> dict[str, Experiment]:
    """Every pair of stances in every cell in which the closed forms stand."""
    from negotiation.experiment import Experiment

    costs, weights = axes_of(smoke)
    cells = [(h, c) for h, c in product(weights, costs) if has_closed_forms(h, c)]
    solved = {f"{side}.tactic.name": "equilibrium" for side in ("us", "cn")}
    return {
        "pairs": Experiment(
            scenario="two-issue",
            question=STUDY.question,
            fixed={**solved, "q": Q, "d": D, "time.rounds": ROUNDS},
            vary={
                ("h", "c"): cells,
                ("us.timing.strategy", "cn.timing.strategy"): list(product(STANCES, STANCES)),
            },
            replicates=200 if smoke else 500,
            seed=SEED,
        )
    }


# ---------------------------------------------------------------- findings


def table_of(cells: list[Cell]) -> pd.DataFrame:
    """One row a cell: regime, what decides it, thresholds, payoffs of all pairs."""
    import pandas as pd

    rows = []
    for cell in cells:
        talk, second = thresholds(cell.h)
        row = {"h": cell.h, "c": cell.c, "regime": cell.regime, "is_certain": cell.is_certain}
        for name in ("talking", "answering"):
            found: Estimate = getattr(cell, name)
            row |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
        row |= {"c_T": talk, "c_W": second}
        rows.append(row | {f"{own}_{other}": v for (own, other), v in cell.payoffs.items()})
    return pd.DataFrame(rows)


def regime_figure(cells: list[Cell], costs: list[float], weights: list[float]) -> Figure:
    """Regimes over flow cost and weight, with the boundaries of theory."""
    from negotiation.plots import regime_map
    from negotiation.plots.canvas import figure_of, own_axes

    shape = (len(weights), len(costs))
    scores = {name: np.full(shape, np.nan) for name in REGIMES}
    doubt = np.zeros(shape)
    for cell in cells:
        at = weights.index(cell.h), costs.index(cell.c)
        for name in REGIMES:
            scores[name][at] = float(name == cell.regime)
        doubt[at] = 0.0 if cell.is_certain else 2.0
    ax = own_axes(width_mm=120.0, height_mm=88.0)
    regime_map(
        costs, weights, scores, "flow cost c of both sides (share of the pie per round)",
        "weight h of the own priority", margin=doubt, boundaries=lines(costs, weights), ax=ax,
    )  # fmt: skip
    mark_unplayed(ax, np.isnan(scores[RACE]), costs, weights)
    return figure_of(ax)


def lines(
    costs: list[float], weights: list[float]
) -> dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Boundaries of theory where the closed forms stand."""
    h = np.linspace(weights[0], weights[-1], 400)
    found = {}
    for at, name in enumerate(("c_T (theory)", "c_W (theory)")):
        c = np.array([thresholds(each)[at] for each in h])
        stands = [x >= 0.0 and has_closed_forms(y, x) for y, x in zip(h, c, strict=True)]
        found[name] = (np.where(stands, c, np.nan), h)
    return found


def mark_unplayed(
    ax: Axes, unplayed: NDArray[np.bool_], costs: list[float], weights: list[float]
) -> None:
    """Hatch the cells outside the conditions of the model, and say so in the legend."""
    from matplotlib.patches import Patch

    from negotiation.plots.canvas import legend_above
    from negotiation.plots.regimes import cell_edges
    from negotiation.plots.style import Style

    if not unplayed.any():
        return
    style: Style = {"facecolor": "none", "edgecolor": "0.6", "linewidth": 0.0, "hatch": "////"}
    edges = cell_edges(np.array(costs)), cell_edges(np.array(weights))
    ax.pcolor(*edges, np.ma.masked_where(~unplayed, np.zeros(unplayed.shape)), **style)
    legend = ax.get_legend()
    assert legend is not None
    signs = [each for each in legend.legend_handles if each is not None]
    legend_above(ax, [*signs, Patch(**style, label="outside the model's conditions")])


def sentence_of(cells: list[Cell], step: float) -> str:
    """What was found."""
    distance, n, agreeing = checked(cells, step)
    doubtful = sum(not cell.is_certain for cell in cells)
    stalled = max(cell.payoffs[pair] for cell in cells
                  for pair in ((DEMAND, DEMAND), (DEMAND, TALK), (TALK, DEMAND)))  # fmt: skip
    apart = max(
        abs(cell.payoffs[one] - cell.payoffs[other])
        for cell in cells
        for one, other in (((DEMAND, OFFER), (TALK, OFFER)), ((OFFER, DEMAND), (OFFER, TALK)))
    )
    return (
        f"{baseline_told(cells)} Over the whole grid all {n} simulated "
        f"boundaries lie within {distance:.2f} of a cell of c_T and c_W (one cell is {step:g}), "
        f"{agreeing} of {len(cells)} cells have the regime of theory and {doubtful} are too close "
        f"to a boundary to tell. Where the other side tables, demanding earns "
        f"what talking does (difference {apart:.1g}); where "
        f"nobody does, talks stall and nobody earns more than {stalled:.3f}."
    )


def baseline_told(cells: list[Cell]) -> str:
    """Boundaries at the weight of the scenario, and what tabling costs at its flow cost."""
    row = [cell for cell in cells if cell.h == BASELINE_H]
    talk, second = thresholds(BASELINE_H)
    found = [
        shown(crossing_of([cell.c for cell in row], [getattr(cell, kind) for cell in row]), 4)
        for kind in ("talking", "answering")
    ]
    near = min(row, key=lambda cell: abs(cell.c - BASELINE_C))
    return (
        f"With h = {BASELINE_H} talking first pays up to a flow cost of {found[0]} (theory "
        f"{talk:.4f}) and answering beats tabling up to {found[1]} (theory {second:.4f}; 95 % "
        f"intervals): talk first, then a standoff about who tables first, then a race to table; at "
        f"c = {near.c:g} the one that tables earns {shown(near.answering, 4)} less than the one "
        f"that answers."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Regimes, their map, and the check against theory."""
    cells = cells_of(results["pairs"])
    costs, weights = sorted({cell.c for cell in cells}), sorted({cell.h for cell in cells})
    sentence = sentence_of(cells, costs[1] - costs[0])
    figure = regime_figure(cells, costs, weights)
    return Findings(sentence, table_of(cells), {"regime_map": figure})


STUDY = Study(
    name="offer_timing",
    question="Who should table first as the flow cost and the gain from logrolling change?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
