"""What every plot keeps to: the given axes, no global state, labels with units, no overlaps."""

import subprocess
import sys
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib import rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from negotiation import plots
from negotiation.play import Play
from negotiation.plots.regimes import FILLS
from negotiation.plots.style import COLUMN_WIDTH_MM, FULL_WIDTH_MM, GROUPS, MM, luma
from tests.plots.figures import NAMES, drawing, figures, numbers, one_play

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
DIFFERENT_GREY = 0.09
CATEGORIES = ("timing strategy", "parameter", "strategy of China", "strategy of the US", "")


def test_every_plot_is_tried_and_has_a_twin() -> None:
    public = {name.removesuffix("_data") for name in plots.__all__ if name.endswith("_data")}
    assert public <= set(plots.__all__)
    assert {name.split(" ")[0] for name in NAMES} == public - {"timeline"}
    assert set(figures()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_given_axes_are_used_and_returned(name: str) -> None:
    figure = Figure(layout="constrained")
    first, second = figure.subplots(1, 2)
    assert drawing(name)(ax=second) is second
    assert not first.has_data()


@pytest.mark.parametrize("name", NAMES)
def test_own_axes_stand_on_a_new_figure(name: str) -> None:
    one, two = drawing(name)(), drawing(name)()
    assert isinstance(one, Axes)
    assert one.figure is not two.figure
    assert one.figure.get_figwidth() == pytest.approx(COLUMN_WIDTH_MM * MM)


def test_pyplot_is_never_loaded() -> None:
    script = (
        "import sys\nfrom tests.plots.figures import NAMES, drawing\n"
        "for name in NAMES:\n    drawing(name)().figure.canvas.draw()\n"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", NAMES)
def test_settings_stay_as_they_were(name: str) -> None:
    before = dict(rcParams)
    drawing(name)().figure.canvas.draw()
    assert dict(rcParams) == before


def same(one: Any, other: Any) -> bool:
    if isinstance(one, Play):
        return one == other
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(np.array_equal(one, other, equal_nan=np.asarray(one).dtype.kind == "f"))


@pytest.mark.parametrize("name", NAMES)
def test_input_is_left_alone(name: str) -> None:
    _, _, arguments, named = figures()[name]
    numeric = {key: each for key, each in named.items() if key != "scenario"}
    before = deepcopy((arguments, numeric))
    drawing(name)()
    numbers(name)
    assert same(before[0], arguments)
    assert same(before[1], numeric)


@pytest.mark.parametrize("name", NAMES)
def test_every_axis_says_its_unit(name: str) -> None:
    figure = drawing(name)().figure
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            label = axis.get_label_text()
            assert label in CATEGORIES or "(" in label.split(" ", 1)[1]
    labels = [axis.get_label_text() for axis in (figure.axes[0].xaxis, figure.axes[0].yaxis)]
    assert any(labels)


def labels_beyond_the_view(figure: Figure) -> set[int]:
    """Labels of ticks outside the limits of their axis, which are never drawn."""
    hidden = set()
    for axis in (axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)):
        low, high = sorted(axis.get_view_interval())
        hidden |= {
            id(label)
            for tick in axis.get_major_ticks()
            for label in (tick.label1, tick.label2)
            if not low <= tick.get_loc() <= high
        }
    return hidden


def extents(figure: Figure) -> list[tuple[str, Any]]:
    figure.draw_without_rendering()
    hidden = labels_beyond_the_view(figure)
    shown = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    shown = [text for text in shown if text.get_text().strip() and text.get_visible()]
    shown = [text for text in shown if id(text) not in hidden]
    boxes = [(text.get_text(), text.get_window_extent()) for text in shown]
    return [(words, box) for words, box in boxes if box.width > 0]


def test_the_extents_see_an_overlap() -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one")
    figure.text(0.5, 0.5, "other")
    (_, one), (_, other) = extents(figure)
    assert one.overlaps(other)


@pytest.mark.parametrize("width_mm", [None, COLUMN_WIDTH_MM, FULL_WIDTH_MM])
@pytest.mark.parametrize("name", NAMES)
def test_no_text_touches_another_or_leaves_the_figure(name: str, width_mm: float | None) -> None:
    if width_mm is None:
        figure = drawing(name)().figure
    else:
        figure = Figure(figsize=(width_mm * MM, 130 * MM), layout="constrained", dpi=150)
        drawing(name)(ax=figure.add_subplot())
    boxes = [(words, box.shrunk(0.98, 0.9)) for words, box in extents(figure)]
    slanted = name == "payoff_matrix"  # boxes of slanted names overlap where the names do not
    if slanted:
        boxes = [(words, box) for words, box in boxes if words not in figures()[name][2][1]]
    overlapping = [
        (one, other)
        for index, (one, box) in enumerate(boxes)
        for other, that in boxes[index + 1 :]
        if box.overlaps(that)
    ]
    assert overlapping == []
    page = figure.bbox
    assert [words for words, box in boxes if box.x0 < page.x0 or box.x1 > page.x1] == []
    assert [words for words, box in boxes if box.y0 < page.y0 or box.y1 > page.y1] == []


@pytest.mark.parametrize("colors", [[style["color"] for style in GROUPS], FILLS])
def test_colours_differ_as_greys(colors: list[str]) -> None:
    greys = sorted(map(luma, colors))
    assert all(b - a > DIFFERENT_GREY for a, b in pairwise(greys))


def test_groups_differ_without_colour() -> None:
    assert len({str(style["linestyle"]) for style in GROUPS}) == len(GROUPS)
    assert len({style["marker"] for style in GROUPS}) == len(GROUPS)


def test_dollars_in_names_are_no_formulas() -> None:
    values = {"$a_b^": [0.1, 0.5], "$c$": [0.2, 0.3]}
    for plot in (plots.outcome_ecdf, plots.ridgeline, plots.raincloud):
        texts = plot(values, "worth ($ bn, not $^)").figure.findobj(Text)
        wanted = [text for text in texts if "$" in text.get_text()]
        assert wanted
        assert not any(text.get_parse_math() for text in wanted)


def test_a_play_of_one_run_is_not_changed() -> None:
    before = deepcopy(one_play().rounds)
    plots.pareto_plot(one_play())
    assert one_play().rounds == before
