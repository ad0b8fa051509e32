"""One small figure of every kind, on data that every test shares."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from negotiation import plots
from negotiation.batches import Segment, Simulated
from negotiation.measures import Estimate
from negotiation.play import Play, cast, play
from negotiation.play_batch import simulate_plainly
from negotiation.scenario import load_scenario

FLAGSHIP = "buenos-aires-2018"
STRATEGIES = ("offer", "talk", "demand", "hazard", "eve", "mirror", "stubborn_demand")
RUNS = 40


@cache
def batch() -> Simulated:
    terms = load_scenario(FLAGSHIP).terms()
    return simulate_plainly([Segment(terms, 7, 0, RUNS)], keep_rounds=True)


@cache
def one_play() -> Play:
    return play(cast(FLAGSHIP), 3)


def outcomes() -> dict[str, np.ndarray[Any, Any]]:
    chance = np.random.default_rng(1)
    return {name: chance.beta(2.0, 2.0 + k, 200) for k, name in enumerate(STRATEGIES[:5])}


X, Y = np.linspace(0.0, 0.14, 8), np.linspace(0.5, 0.9, 6)
GAIN = 0.1 - X[None, :] + 0.3 * (Y[:, None] - 0.7)
OPTIONS = {
    "talk first": 0.5 + GAIN,
    "wait for the other's offer": 0.5 - GAIN,
    "table": 0.52 + 0 * GAIN,
}
RESPONSES = {
    name: [Estimate(at + k / 20, at + k / 20 - 0.02, at + k / 20 + 0.02, 40) for at in GAIN[0, :5]]
    for k, name in enumerate(STRATEGIES[:3])
}
LINES = {"c_T (theory)": (X, 0.4 + 3.0 * X)}
COST, WEIGHT = "flow cost (share of the pie per round)", "weight of the own priority (share)"
CYCLE = np.array([[0.0, -1.0, 1.2], [1.2, 0.0, -1.0], [-1.0, 1.2, 0.0]])
CHICKEN = np.array([[[0.0, 3.0], [1.0, 2.0]], [[0.0, 1.0], [3.0, 2.0]]])
PAYOFFS = np.random.default_rng(2).normal(0.0, 0.4, (2, len(STRATEGIES), len(STRATEGIES)))
ADDRESSES = (
    "us.tactic.concession_exponent",
    "cn.time_preference.discount_factor_per_round",
    "us.talk.credence",
    "time.rounds",
)
EFFECTS = dict(zip(ADDRESSES, [(-0.2, 0.1), (0.05, -0.15), (0.0, 0.02), (0.01, 0.01)], strict=True))
CORRELATIONS = dict(zip(ADDRESSES, [0.6, -0.45, 0.1, 0.0], strict=True))
WHISKERS = {name: (each - 0.05, each + 0.05) for name, each in CORRELATIONS.items()}
MANY = (*ADDRESSES, *(f"us.profiles.{k}.probability" for k in range(4)))
BASE = [8, 16, 32, 64, 128, 256, 512, 1024]
GROWN = np.linspace(0.6, 0.0, len(MANY)) + np.random.default_rng(4).normal(
    0.0, 0.5 / np.sqrt(BASE)[:, None], (len(BASE), len(MANY))
)
HALF = 0.8 / np.sqrt(BASE)[:, None] * np.ones(len(MANY))
MU_STAR, SIGMA = np.array([0.3, 0.2, 0.0, 0.001]), np.array([0.1, 0.25, 0.0, 0.001])
FIRST, TOTAL = np.array([0.1, 0.4, 0.02, 0.0]), np.array([0.2, 0.5, 0.03, 0.01])


def offers() -> dict[str, np.ndarray[Any, Any]]:
    rows = batch().rounds
    assert rows is not None
    return {
        "US offers": np.where(rows["has_tabled_us"], rows["asked_us"], np.nan),
        "China offers": np.where(rows["has_offer_us"], rows["offered_us"], np.nan),
    }


def rounds() -> np.ndarray[Any, Any]:
    rows = batch().rounds
    assert rows is not None
    return rows["round"]


Figure = tuple[Callable[..., Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""Plot, twin, arguments of both, arguments by name of both; the plot has more, see `LABELS`."""


@cache
def figures() -> dict[str, Figure]:
    payoffs = plots.by_side(batch().runs, "payoff")
    scenario = load_scenario(FLAGSHIP)
    interval = {"first_interval": (FIRST - 0.03, FIRST + 0.03),
                "total_interval": (TOTAL - 0.04, TOTAL + 0.04)}  # fmt: skip
    return {
        "outcome_ecdf": (plots.outcome_ecdf, plots.outcome_ecdf_data, (payoffs,), {}),
        "outcome_ecdf of strategies": (
            plots.outcome_ecdf, plots.outcome_ecdf_data, (outcomes(),), {}),
        "ridgeline": (plots.ridgeline, plots.ridgeline_data, (outcomes(),), {"bounds": (0, 1)}),
        "raincloud": (plots.raincloud, plots.raincloud_data, (outcomes(),), {"bounds": (0, 1)}),
        "raincloud of sides": (plots.raincloud, plots.raincloud_data, (payoffs,), {}),
        "regime_map": (plots.regime_map, plots.regime_map_data, (X, Y, OPTIONS),
                       {"margin": 0.02, "boundaries": LINES}),
        "response_lines": (plots.response_lines, plots.response_lines_data, (X[:5], RESPONSES), {}),
        "value_map": (plots.value_map, plots.value_map_data, (X, Y, GAIN),
                      {"certain": np.abs(GAIN) > 0.02, "boundaries": LINES}),
        "pareto_plot": (plots.pareto_plot, plots.pareto_plot_data, (one_play(),), {}),
        "fan_chart": (plots.fan_chart, plots.fan_chart_data, (rounds(), offers()),
                      {"scenario": scenario}),
        "fan_chart of rounds": (plots.fan_chart, plots.fan_chart_data, (rounds(), offers()), {}),
        "payoff_matrix": (plots.payoff_matrix, plots.payoff_matrix_data,
                          (PAYOFFS, STRATEGIES, STRATEGIES), {}),
        "replicator_field": (plots.replicator_field, plots.replicator_field_data,
                             (CYCLE, STRATEGIES[:3]), {}),
        "replicator_field of two": (plots.replicator_field, plots.replicator_field_data,
                                    (CHICKEN[0], STRATEGIES[:2]), {}),
        "replicator_square": (plots.replicator_square, plots.replicator_square_data,
                              (CHICKEN, STRATEGIES[:2], STRATEGIES[:2]), {}),
        "tornado": (plots.tornado, plots.tornado_data, (EFFECTS,), {"base": -0.05}),
        "tornado of correlations": (plots.tornado, plots.tornado_data, (CORRELATIONS,),
                                    {"intervals": WHISKERS}),
        "sobol_bars": (plots.sobol_bars, plots.sobol_bars_data, (ADDRESSES, FIRST, TOTAL),
                       interval),
        "sobol_convergence": (plots.sobol_convergence, plots.sobol_convergence_data,
                              (BASE, MANY, GROWN), {"interval": (GROWN - HALF, GROWN + HALF)}),
        "morris_plot": (plots.morris_plot, plots.morris_plot_data, (ADDRESSES, MU_STAR, SIGMA),
                        {"interval": (MU_STAR - 0.02, MU_STAR + 0.02)}),
    }  # fmt: skip


LABELS: dict[str, tuple[str, ...]] = {
    "outcome_ecdf": ("payoff_us",),
    "ridgeline": ("payoff_us",),
    "raincloud": ("payoff_us",),
    "regime_map": (COST, WEIGHT),
    "response_lines": (COST, "payoff_us"),
    "value_map": (COST, WEIGHT, "gain of talking (share of the pie)"),
    "fan_chart": ("worth to the US (share of the pie)",),
    "tornado": ("payoff of the US (share of the pie)",),
    "morris_plot": ("payoff_us",),
}
"""Labels that a plot needs after its data."""

NAMES = [
    "outcome_ecdf", "outcome_ecdf of strategies", "ridgeline", "raincloud", "raincloud of sides",
    "regime_map", "response_lines", "value_map", "pareto_plot", "fan_chart", "fan_chart of rounds",
    "payoff_matrix",
    "replicator_field", "replicator_field of two", "replicator_square", "tornado",
    "tornado of correlations", "sobol_bars", "sobol_convergence", "morris_plot",
]  # fmt: skip


def drawing(name: str) -> Callable[..., Any]:
    """Plot with all its arguments but the axes."""
    plot, _, arguments, named = figures()[name]
    return partial(plot, *arguments, *LABELS.get(plot.__name__, ()), **named)


def numbers(name: str) -> Any:
    """What the twin returns."""
    _, twin, arguments, named = figures()[name]
    return twin(*arguments, **named)
