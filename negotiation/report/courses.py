"""Figures of how talks go: over all rounds that were kept, and of one run played again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from negotiation.errors import InputError
from negotiation.experiment.design.points import described
from negotiation.experiment.provenance import rules_digest
from negotiation.play import Play, cast, play
from negotiation.report.pictures import CannotDrawError, Picture, pooled
from negotiation.report.sweep import PAYOFFS, Floats, Sweep, Whole
from negotiation.strategies import StrategyError
from negotiation.terms import Outcome

if TYPE_CHECKING:
    from negotiation.plots.canvas import Axes
    from negotiation.scenario import Scenario

OFFERS: Final = ("has_tabled_us", "asked_us", "has_offer_us", "offered_us")
CALENDAR: Final = "time."


def fan_pictures(sweep: Sweep) -> list[Picture]:
    """Offers and leverage round by round."""
    if not sweep.result.experiment.keep_rounds:
        raise CannotDrawError("rounds were not kept (keep_rounds = true in the experiment)")
    table = sweep.result.rounds(["round", "leverage_us", *OFFERS])
    rounds, leverage = table["round"].to_numpy(), table["leverage_us"].to_numpy(dtype=np.float64)
    offers = {
        "US offers": tabled(table["has_tabled_us"], table["asked_us"]),
        "China offers": tabled(table["has_offer_us"], table["offered_us"]),
    }
    worth = "worth to the US (share of the pie)"
    shown = [
        ("offers", "offers round by round", offers, worth),
        ("leverage", "leverage of the US round by round", {"US": leverage}, "leverage_us"),
    ]
    caption = f"Median, and bands of 50 and 90 % of the runs that still go on.{pooled(sweep, ())}"
    found = [
        Picture(
            f"fan_chart_{name}", title, caption, partial(draw_fan, rounds, groups, label, sweep)
        )
        for name, title, groups, label in shown
        if has_fan(rounds, groups)
    ]
    if not found:
        raise CannotDrawError("no round has enough runs for quantiles, 20 or more")
    return found


def has_fan(rounds: Whole, groups: dict[str, Floats]) -> bool:
    """Whether some round has enough values for quantiles."""
    from negotiation.plots import fan_chart_data

    try:
        fan_chart_data(rounds, groups)
    except InputError:
        return False
    return True


def tabled(is_there: object, values: object) -> Floats:
    """Values where there is a package, NaN elsewhere."""
    found: Floats = np.where(np.asarray(is_there, dtype=bool), np.asarray(values), np.nan)
    return found


def draw_fan(rounds: Whole, groups: dict[str, Floats], label: str, sweep: Sweep) -> Axes:
    """Fans, over dates where all points have one calendar."""
    from negotiation.plots import fan_chart

    moves = any(address.startswith(CALENDAR) for f in sweep.factors for address in f.addresses)
    several = len(set(sweep.design["experiment"].to_pylist())) > 1
    scenario = None if moves or several else scenario_of(sweep, 0)
    return fan_chart(rounds, groups, label, scenario=scenario)


def scenario_of(sweep: Sweep, point: int) -> Scenario:
    """Scenario of a design point."""
    return sweep.result.experiment.design().points[point].scenario


def example_of(sweep: Sweep) -> int:
    """Number of the run that stands for the others: the first with a deal, else the first."""
    return int(np.argmax(sweep.values("outcome") == Outcome.DEAL))


def replayed(sweep: Sweep) -> tuple[Play, str]:
    """Play one run again, and say which.

    Raises
    ------
    CannotDrawError
        If the rules have changed since, or strategies from outside are not at hand.
    """
    if sweep.result.store.head.rules != rules_digest():
        raise CannotDrawError("the rules of the game have changed since, so no run can be replayed")
    run = example_of(sweep)
    point = sweep.result.experiment.design().points[int(sweep.points[run])]
    replicate = int(sweep.replicates[run])
    try:
        played = play(cast(point.scenario), point.seed, replicate)
    except (InputError, StrategyError) as error:
        raise CannotDrawError(f"a run cannot be played again: {error}") from None
    if any(played.run[name] != sweep.values(name)[run] for name in PAYOFFS):
        problem = "a run cannot be played again: its strategies were not those of the scenario"
        raise CannotDrawError(problem)
    first = (
        "the first that ends in a deal"
        if sweep.values("outcome")[run] == Outcome.DEAL
        else ("the first")
    )
    words = f"One run, {first}: {described(point.values)}, seed {point.seed}, stream {replicate}."
    return played, words


def timeline_pictures(sweep: Sweep) -> list[Picture]:
    """Course of one run."""
    played, words = replayed(sweep)
    return [Picture("timeline", "course of one run", words, partial(draw_timeline, played))]


def draw_timeline(played: Play) -> Axes:
    """Offers, leverage, tariffs and milestones."""
    from negotiation.plots import timeline

    return timeline(played)


def pareto_pictures(sweep: Sweep) -> list[Picture]:
    """Packages of one run against what could be agreed."""
    played, words = replayed(sweep)
    words += " Utilities at the priorities of that run, with the solutions of bargaining theory."
    drawn = partial(draw_pareto, played)
    return [Picture("pareto_plot", "packages of one run and the frontier", words, drawn)]


def draw_pareto(played: Play) -> Axes:
    """Frontier, solutions, packages and deal."""
    from negotiation.plots import pareto_plot

    return pareto_plot(played)
