"""Seconds of every plot, drawn, on 100,000 runs or on what is computed from them."""

from collections.abc import Callable, Iterator
from time import process_time
from typing import Any, Final

import numpy as np

from benchmarks.measuring import FLAGSHIP, SEED, Settings, interleaved, segment
from benchmarks.report import Section, row
from negotiation import plots
from negotiation.engine.batch import simulate
from negotiation.measures import mean_of
from negotiation.play import cast, play
from negotiation.scenario import load_scenario
from negotiation.scenario.catalogue import strategy_names

RUNS: Final = 100_000
PART: Final = 10_000  # runs in a call: all rounds of all runs at once take a gigabyte
CELLS: Final = 100  # of a map, along each axis
PARAMETERS: Final = 20
SHARE: Final = "share of the pie"

Columns = dict[str, np.ndarray[Any, Any]]
Drawing = Callable[[], Any]


def parts(runs: int) -> Iterator[tuple[Columns, Columns]]:
    """Columns of runs and of rounds that plots read, part by part."""
    terms = load_scenario(FLAGSHIP).terms()
    for first in range(0, runs, PART):
        found = simulate(segment(terms, min(PART, runs - first), first), keep_rounds=True)
        assert found.rounds is not None
        yield (
            {name: found.runs[name] for name in ("payoff_us", "payoff_cn", "outcome")},
            {name: found.rounds[name] for name in ("round", "leverage_us")},
        )


def columns(runs: int) -> tuple[Columns, Columns]:
    """Columns of all runs and of all their rounds."""
    both = zip(*parts(runs), strict=True)
    of_runs, of_rounds = (
        {name: np.concatenate([each[name] for each in found]) for name in found[0]}
        for found in both
    )
    return of_runs, of_rounds


def plots_of_runs(runs: int) -> dict[str, Drawing]:
    """Plots that read every run, or every round of it."""
    of_runs, of_rounds = columns(runs)
    payoffs = plots.by_side(of_runs, "payoff")
    by_outcome = plots.by_code(of_runs, "payoff_us", "outcome")
    leverage = {"US": of_rounds["leverage_us"]}
    return {
        "outcome_ecdf": lambda: plots.outcome_ecdf(payoffs, "payoff_us"),
        "ridgeline": lambda: plots.ridgeline(by_outcome, "payoff_us"),
        "raincloud": lambda: plots.raincloud(payoffs, "payoff_us"),
        "fan_chart": lambda: plots.fan_chart(
            of_rounds["round"], leverage, SHARE, scenario=load_scenario(FLAGSHIP)
        ),
    }


def plots_of_one_run() -> dict[str, Drawing]:
    """Plots of one negotiation."""
    one = play(cast(FLAGSHIP), SEED)
    return {
        "timeline": lambda: plots.timeline(one),
        "pareto_plot": lambda: plots.pareto_plot(one),
    }


def plots_of_maps() -> dict[str, Drawing]:
    """Maps over two parameters, ten runs a cell."""
    x, y = np.linspace(0.0, 0.14, CELLS), np.linspace(0.5, 0.75, CELLS)
    gain = 0.1 - x[None, :] + 0.3 * (y[:, None] - 0.6)
    options = {"talk first": 0.5 + gain, "wait": 0.5 - gain, "table": 0.52 + 0.0 * gain}
    lines = {"theory": (x, 0.5 + x)}
    return {
        "regime_map": lambda: plots.regime_map(x, y, options, SHARE, SHARE, boundaries=lines),
        "value_map": lambda: plots.value_map(x, y, gain, SHARE, SHARE, SHARE, boundaries=lines),
    }


def plots_of_games() -> dict[str, Drawing]:
    """Plots of the payoffs of strategies against one another."""
    names = tuple(strategy_names())
    payoffs = np.random.default_rng(SEED).normal(0.0, 0.4, (2, len(names), len(names)))
    three, two = names[:3], names[:2]
    return {
        "payoff_matrix": lambda: plots.payoff_matrix(payoffs, names, names),
        "replicator_field": lambda: plots.replicator_field(payoffs[0, :3, :3], three),
        "replicator_square": lambda: plots.replicator_square(payoffs[:, :2, :2], two, two),
    }


def plots_of_parameters() -> dict[str, Drawing]:
    """Plots of what parameters do."""
    names = [f"parameter {k}" for k in range(PARAMETERS)]
    values = np.linspace(0.5, 0.0, PARAMETERS)
    effects = dict(zip(names, values.tolist(), strict=True))
    levels = np.linspace(0.0, 1.0, PARAMETERS)
    lines = {"offer": [mean_of([x, 1.0 - x]) for x in levels]}
    base = [2**k for k in range(3, 13)]
    grown = np.tile(values, (len(base), 1))
    return {
        "tornado": lambda: plots.tornado(effects, "payoff_us"),
        "response_lines": lambda: plots.response_lines(levels, lines, SHARE, "payoff_us"),
        "sobol_bars": lambda: plots.sobol_bars(names, values / 2.0, values),
        "sobol_convergence": lambda: plots.sobol_convergence(base, names, grown),
        "morris_plot": lambda: plots.morris_plot(names, values, values / 2.0, "payoff_us"),
    }


def drawn(plot: Drawing) -> Callable[[], float]:
    """Return a function that draws a plot once: seconds of CPU time."""

    def measured() -> float:
        begun = process_time()
        plot().figure.canvas.draw()
        return process_time() - begun

    return measured


def cases(runs: int) -> dict[str, Drawing]:
    """All plots, by name."""
    return (plots_of_runs(runs) | plots_of_one_run() | plots_of_maps() | plots_of_games()
            | plots_of_parameters())  # fmt: skip


def measure(settings: Settings) -> list[Section]:
    """Draw every plot."""
    runs = settings.sized(RUNS)
    timed = {name: drawn(plot) for name, plot in cases(runs).items()}
    for once in timed.values():
        once()
    rows = [row(name, values, "s") for name, values in interleaved(timed, settings.repeats).items()]
    note = f"CPU time, canvas drawn; `fan_chart` over all rounds of {runs:,} runs."
    return [Section(f"Seconds of a plot: {FLAGSHIP}, {runs:,} runs", rows, (note,))]
