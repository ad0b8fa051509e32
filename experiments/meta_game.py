"""Which timing strategies are in equilibrium with one another as delay becomes dearer.

Design
    Every timing strategy against every other in the two-issue world with solved claims and answers
    (tactic `equilibrium`), at flow costs below c_T, between c_T and c_W, and above c_W. All pairs
    at a cost play the same replicates. The mean payoffs make a game; its equilibria, mixed ones
    included, are found by support enumeration (`negotiation.theory.meta_game`).
Measure
    Equilibria of the mean payoffs, and the share of bootstrap draws of the runs that keep each;
    where imitation leads from equal shares (replicator dynamics); payoff of the selected one.
What theory says
    Below c_T two that talk first earn more than one that tables, above c_W both table, in between
    each waits for the other: two equilibria that favour one side, and a mixed one.
What it supposes
    h = 0.65, q = 1/2, d = 0.95; both sides alike; a side commits to its strategy beforehand. Where
    nobody tables before the horizon, both pay the flow cost for ever.
    Regimes under these assumptions, not forecasts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.paired import Floats, Paired, shown
from experiments.panels import panels
from experiments.study import Findings, Study, run_study
from negotiation.measures import Estimate
from negotiation.metagame import MetaGame, Outlook
from negotiation.theory import offer_thresholds

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from negotiation.experiment import Experiment
    from negotiation.experiment.result import Result

SCENARIO = "two-issue"
SEED = 20181201
H, Q, D = 0.65, 0.5, 0.95
ROUNDS = 6
COSTS = {"below c_T": 0.014, "between": 0.0427, "above c_W": 0.12}
MORE_COSTS = (0.005, 0.03, 0.07, 0.095)
STRATEGIES = ("offer", "talk", "demand", "talk:2", "demand:2", "mirror")
STANCES = ("offer", "talk", "demand")
KEPT = 0.5  # an equilibrium that fewer bootstrap draws keep is not reported in the sentence


# ---------------------------------------------------------------- design


def designs(smoke: bool) -> dict[str, Experiment]:
    """All pairs at all costs; strategies vary fastest, so that each cost is solved once."""
    from negotiation.experiment import Experiment

    costs = sorted(COSTS.values() if smoke else [*COSTS.values(), *MORE_COSTS])
    names = STANCES if smoke else STRATEGIES
    solved = {f"{side}.tactic.name": "equilibrium" for side in ("us", "cn")}
    return {
        "pairs": Experiment(
            scenario=SCENARIO,
            question=STUDY.question,
            fixed={**solved, "h": H, "q": Q, "d": D, "time.rounds": ROUNDS},
            vary={
                "c": costs,
                ("us.timing.strategy", "cn.timing.strategy"): list(product(names, names)),
            },
            replicates=300 if smoke else 4000,
            seed=SEED,
        )
    }


# ---------------------------------------------------------------- games


@dataclass(frozen=True)
class Cost:
    """The estimated game at one flow cost, and that of the three stances in it."""

    c: float
    game: MetaGame
    stances: MetaGame

    @property
    def sure(self) -> list[Outlook]:
        """Equilibria that most bootstrap draws keep."""
        return [each for each in self.stances.outlooks if each.kept >= KEPT]


def game_of(runs: Paired, c: float, names: tuple[str, ...]) -> MetaGame:
    """Payoffs of all pairs at a cost, every replicate."""
    from negotiation.scenario import load_scenario

    payoffs = np.array([
        [[runs(f"payoff_{side}", c, own, other) for side in ("us", "cn")] for other in names]
        for own in names
    ])  # fmt: skip
    scenario = load_scenario(SCENARIO, [f"c={c}"])
    return MetaGame(scenario, names, names, payoffs.transpose(0, 1, 3, 2), SEED, "equilibrium")


def costs_of(result: Result) -> list[Cost]:
    """Games at all costs."""
    runs = Paired(result, ("payoff_us", "payoff_cn"))
    names = tuple(dict.fromkeys(str(key[1]) for key in runs.place))
    costs = dict.fromkeys(float(key[0]) for key in runs.place)
    found = []
    for c in costs:
        stances = game_of(runs, c, STANCES)
        found.append(Cost(c, stances if names == STANCES else game_of(runs, c, names), stances))
    return found


def support(names: tuple[str, ...], shares: tuple[float, ...]) -> str:
    """Strategies of a mixture with their shares.

    >>> support(("offer", "talk"), (0.25, 0.75)), support(("offer", "talk"), (0.0, 1.0))
    ('0.25 offer + 0.75 talk', 'talk')
    """
    used = [(name, share) for name, share in zip(names, shares, strict=True) if share > 1e-9]
    if len(used) == 1:
        return used[0][0]
    return " + ".join(f"{share:.2f} {name}" for name, share in used)


def selected_payoff(game: MetaGame) -> Estimate:
    """Payoff of the US in the selected equilibrium, its strategies held (bootstrap)."""
    x, y = np.array(game.selected.us), np.array(game.selected.cn)
    drawn = np.einsum("i,dij,j->d", x, game.draws[:, 0], y)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Estimate(game.selected.value[0], float(low), float(high), game.runs)


def one_population(game: MetaGame) -> Floats:
    """Payoff of each strategy against each, over both seats: the sides are alike."""
    mean: Floats = (game.means[0] + game.means[1].T) / 2.0
    return mean


# ---------------------------------------------------------------- findings


def table_of(costs: list[Cost]) -> pd.DataFrame:
    """One row an equilibrium, of all strategies and of the stances alone."""
    import pandas as pd

    rows = []
    for cost in costs:
        games = {"stances": cost.stances, "all": cost.game}
        if cost.game is cost.stances:
            del games["all"]
        for what, game in games.items():
            end = game.replicator
            rows += [
                {"c": cost.c, "strategies": what, "us": support(game.us, each.equilibrium.us),
                 "cn": support(game.cn, each.equilibrium.cn), "selected": each.selected,
                 "payoff_us": each.equilibrium.value[0], "payoff_cn": each.equilibrium.value[1],
                 "kept": each.kept, "imitation": support(game.us, end.us)}
                for each in game.outlooks
            ]  # fmt: skip
    return pd.DataFrame(rows)


def named(costs: list[Cost]) -> dict[str, Cost]:
    """Games at the three costs that stand for the regimes."""
    by_cost = {cost.c: cost for cost in costs}
    return {name: by_cost[c] for name, c in COSTS.items()}


def payoffs_figure(costs: list[Cost]) -> Figure:
    """Payoffs of the stances against one another in the three regimes."""
    from negotiation.plots import payoff_matrix
    from negotiation.plots.style import TEXT_PT

    figure, axes = panels(3)
    for ax, (name, cost) in zip(axes, named(costs).items(), strict=True):
        payoff_matrix(cost.stances.means, STANCES, STANCES, ax=ax)
        ax.set_title(f"{name}: c = {cost.c:g}", fontsize=TEXT_PT, loc="left", fontweight="bold")
    share_legend(figure, axes)
    return figure


def share_legend(figure: Figure, axes: list[Axes]) -> None:
    """Put one legend below the panels in the place of one above each."""
    from negotiation.plots.canvas import characters_in, columns_that_fit
    from negotiation.plots.style import TEXT_PT

    entries: dict[str, Any] = {}
    for ax in axes:
        legend = ax.get_legend()
        assert legend is not None
        texts = [text.get_text() for text in legend.get_texts()]
        entries |= dict(zip(texts, legend.legend_handles, strict=True))
        legend.remove()
    figure.legend(
        [sign for sign in entries.values() if sign is not None], list(entries),
        ncols=columns_that_fit(list(entries), characters_in(figure.get_figwidth())),
        loc="outside lower center", fontsize=TEXT_PT, frameon=False,
    )  # fmt: skip


def replicator_figure(costs: list[Cost]) -> Figure:
    """Where imitation leads among the stances in the three regimes."""
    from negotiation.plots import replicator_field
    from negotiation.plots.style import TEXT_PT

    figure, axes = panels(3)
    for ax, (name, cost) in zip(axes, named(costs).items(), strict=True):
        replicator_field(one_population(cost.stances), STANCES, ax=ax)
        ax.set_title(f"{name}: c = {cost.c:g}", fontsize=TEXT_PT, loc="left", fontweight="bold")
    share_legend(figure, axes)
    return figure


def told(cost: Cost) -> str:
    """Equilibria of the stances at a cost, as text."""
    pairs = [
        f"({support(STANCES, each.equilibrium.us)}; {support(STANCES, each.equilibrium.cn)})"
        for each in cost.sure
    ]
    return " ".join(pairs) or "none that most bootstrap draws keep"


def sentence_of(costs: list[Cost]) -> str:
    """What was found."""
    talk = offer_thresholds.talk_threshold(H, Q, D)
    second = offer_thresholds.second_mover_threshold(H, Q, D)
    parts = [
        f"at c = {cost.c:g} ({name}) the equilibria are {told(cost)}, the selected one "
        f"pays {shown(selected_payoff(cost.stances), 4)}"
        for name, cost in named(costs).items()
    ]
    return (
        f"Equilibria in offer, talk and demand change with the flow cost (theory: c_T = "
        f"{talk:.4f}, c_W = {second:.4f}): {'; '.join(parts)} to the US. Only those are named that "
        f"at least half of the bootstrap draws keep."
    )


def analyse(results: dict[str, Result]) -> Findings:
    """Equilibria by cost, their figures and the finding."""
    costs = costs_of(results["pairs"])
    figures = {"payoffs": payoffs_figure(costs), "replicator": replicator_figure(costs)}
    return Findings(sentence_of(costs), table_of(costs), figures)


STUDY = Study(
    name="meta_game",
    question="Which timing strategies are in equilibrium as delay becomes dearer?",
    designs=designs,
    analyse=analyse,
)

if __name__ == "__main__":
    run_study(STUDY)
