"""`negotiation sensitivity`: which parameters make an outcome vary."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from negotiation.cli.amounts import whole
from negotiation.cli.screen import emphasised, show, talk, width
from negotiation.cli.sensitivity_text import (
    SOBOL_NOTE,
    chance_note,
    interaction_rows,
    morris_note,
    morris_rows,
    sobol_rows,
    text_of,
)
from negotiation.errors import InputError
from negotiation.transcript.layout import paragraph

if TYPE_CHECKING:
    from negotiation.experiment.result import Result

Figures = dict[str, Any]
"""Figures by name; matplotlib is imported in plots alone."""


def analyse(folder: str, outcome: str | None, out: str | None) -> None:
    """Print the effects of the parameters with their intervals, and draw them where asked to."""
    from negotiation.experiment.result import Result
    from negotiation.sensitivity.sample import refuse_other_design

    if out == "" or (out is not None and Path(out).exists() and not Path(out).is_dir()):
        raise InputError("--out", "", f"{out!r} names no folder", "a folder, such as figures")
    result = Result.open(folder)
    refuse_other_design(result)
    chosen = default_outcome(result) if outcome is None else outcome
    is_sobol = result.experiment.design_table.kind == "saltelli"
    text = (sobol_text if is_sobol else morris_text)(result, chosen)
    if out is not None:
        draw((sobol_figures if is_sobol else morris_figures)(result, chosen), Path(out), chosen)
    show(emphasised(text))


def default_outcome(result: "Result") -> str:
    """First outcome in one number that the experiment reports."""
    from negotiation.sensitivity.sample import OUTCOMES

    return next((name for name in result.experiment.outcomes if name in OUTCOMES), OUTCOMES[0])


def points_of(result: "Result") -> str:
    """Number of points and of runs at each."""
    points = result.store.design().num_rows
    return f"{whole(points)} points, {whole(result.experiment.replicates)} runs each"


def note(text: str) -> str:
    """Text below a table."""
    return "\n".join(paragraph(text, width(), "  "))


def sobol_text(result: "Result", outcome: str) -> str:
    """Indices of every parameter, and the largest interactions where the design has them."""
    from negotiation.sensitivity import chance_share, interactions, sobol_indices

    table = result.experiment.design_table
    title = f"Sobol indices of {outcome}: {whole(table.base or 0)} base points, {points_of(result)}"
    found = sobol_indices(result, outcome).sort_values("total", ascending=False, kind="stable")
    share = chance_share(result, outcome)
    parts = [text_of(title, sobol_rows(found), width())]
    if table.second_order and len(found) > 1:
        pairs = interaction_rows(interactions(result, outcome))
        parts.append(text_of("Largest interactions of two parameters", pairs, width()))
    return "\n\n".join([*parts, note(SOBOL_NOTE), note(chance_note(share))])


def morris_text(result: "Result", outcome: str) -> str:
    """Effects of every parameter."""
    from negotiation.sensitivity import morris_effects

    trajectories = result.experiment.design_table.trajectories or 0
    title = f"Elementary effects on {outcome}: {whole(trajectories)} trajectories"
    title += f", {points_of(result)}"
    found = morris_effects(result, outcome).sort_values("mu_star", ascending=False, kind="stable")
    rows = text_of(title, morris_rows(found), width())
    return rows + "\n\n" + note(morris_note(outcome))


def sobol_figures(result: "Result", outcome: str) -> Figures:
    """Bars of the indices, and their convergence."""
    from negotiation.plots import sobol_bars, sobol_convergence
    from negotiation.plots.canvas import figure_of
    from negotiation.sensitivity import convergence, sobol_indices

    found, grown = sobol_indices(result, outcome), convergence(result, outcome)
    names = found["parameter"].tolist()
    base = grown["base"].unique()
    total, low, high = (
        grown[column].to_numpy().reshape(len(base), -1)
        for column in ("total", "total_low", "total_high")
    )
    bars = sobol_bars(
        names, found["first"], found["total"],
        first_interval=(found["first_low"], found["first_high"]),
        total_interval=(found["total_low"], found["total_high"]),
    )  # fmt: skip
    lines = sobol_convergence(base, names, total, (low, high))
    return {"sobol": figure_of(bars), "convergence": figure_of(lines)}


def morris_figures(result: "Result", outcome: str) -> Figures:
    """Mean size of the effects against their spread."""
    from negotiation.plots import morris_plot
    from negotiation.plots.canvas import figure_of
    from negotiation.plots.columns import UNIQUE_COLUMNS
    from negotiation.sensitivity import morris_effects

    found = morris_effects(result, outcome)
    label = outcome if outcome in UNIQUE_COLUMNS else f"rate of {outcome} (share of the runs)"
    ends = found["mu_star_low"], found["mu_star_high"]
    ax = morris_plot(found["parameter"].tolist(), found["mu_star"], found["sigma"], label,
                     interval=ends)  # fmt: skip
    return {"morris": figure_of(ax)}


def draw(figures: Figures, folder: Path, outcome: str) -> None:
    """Write the figures into a folder."""
    from negotiation.plots import save_figure

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, figure in figures.items():
            file = folder / f"{outcome}-{name}.png"
            save_figure(figure, file)
            talk(f"wrote {file}")
    except OSError as error:
        remedy = "give a folder that may be written to"
        raise OSError(
            f"--out: cannot write into {folder}: {error.strerror or error}; {remedy}"
        ) from error
