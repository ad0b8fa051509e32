"""One page on an experiment that needs no other file and no network."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jinja2 import Environment, StrictUndefined

from negotiation.plots.saving import figure_bytes
from negotiation.report.drawing import Drawn, draw_possible
from negotiation.report.estimates import overall, reported, tables, unit_of, words
from negotiation.report.factors import thousands
from negotiation.report.facts import (
    design_facts,
    fixed_facts,
    provenance_facts,
    reasons,
    varied_facts,
)
from negotiation.report.kinds import choose, usual
from negotiation.report.sweep import Sweep

if TYPE_CHECKING:
    from negotiation.plots.canvas import Figure

TEMPLATE: Final = "page.html.jinja"
MOST_SVG_BYTES: Final = 150_000  # above, a figure comes in pixels
WIDE_INCHES: Final = 5.0


class Shown(NamedTuple):
    """A figure as the page holds it."""

    name: str
    title: str
    caption: str
    source: str
    is_wide: bool


class Page(NamedTuple):
    """Text of the page, the number of its figures, and why others could not be drawn."""

    text: str
    figures: int
    refused: dict[str, str]


def page_of(sweep: Sweep) -> Page:
    """Page on what is committed of an experiment; the same folder gives the same text."""
    choice = choose(sweep, usual(sweep))
    drawn, refused = draw_possible(choice.all())
    shown = [shown_of(each) for each in drawn]
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["thousands"] = thousands
    source = (files("negotiation.report") / TEMPLATE).read_text(encoding="utf-8")
    text = environment.from_string(source).render(content_of(sweep), figures=shown)
    return Page(text, len(shown), refused)


def content_of(sweep: Sweep) -> dict[str, Any]:
    """What the template is filled with, besides the figures.

    Examples
    --------
    >>> from negotiation.experiment import Experiment
    >>> result = Experiment(scenario="two-issue", replicates=4, seed=7, question="Who?").run()
    >>> content = content_of(Sweep(result))
    >>> content["question"], content["runs"], content["notice"]
    ('Who?', 4, '')
    """
    experiment = sweep.result.experiment
    name = experiment.name or "Experiment"
    return {
        "title": name,
        "question": experiment.question,
        "notice": sweep.unfinished(),
        "design": design_facts(sweep),
        "varied": varied_facts(sweep),
        "fixed": fixed_facts(sweep),
        "overall": overall(sweep),
        "tables": tables(sweep),
        "outcomes": [(words(each), unit_of(each)) for each in reported(sweep)],
        "runs": sweep.runs,
        "points": sweep.n_points,
        "is_common": sweep.is_common,
        "failed": sweep.failed,
        "reasons": reasons(sweep),
        "provenance": provenance_facts(sweep),
        "file": sweep.result.store.experiment_toml(),
    }


def shown_of(drawn: Drawn) -> Shown:
    """Figure with its picture inside the page."""
    picture, figure = drawn
    is_wide = figure.get_figwidth() > WIDE_INCHES
    title = picture.title[:1].upper() + picture.title[1:]
    return Shown(picture.name, title, picture.caption, source_of(figure), is_wide)


def source_of(figure: Figure) -> str:
    """Picture as a data URI: SVG, its text drawn, or pixels where that would be large."""
    kind, content = "svg+xml", figure_bytes(figure, "svg", fonts="path")
    if len(content) > MOST_SVG_BYTES:
        kind, content = "png", figure_bytes(figure, "png")
    return f"data:image/{kind};base64,{b64encode(content).decode('ascii')}"
