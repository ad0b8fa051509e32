"""Texts that are longer than their place: broken, shortened in the middle, never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from negotiation import plots
from negotiation.measures import mean_of
from negotiation.plots.labels import MOST_LINES, broken, shortened, wrapped
from tests.plots.test_contract import extents

LONG = (
    "us.profiles.'structural first'.stakes_usd_bn_per_year.intellectual_property (USD bn per year)"
)
SUB = "a sub-experiment whose name $x_1$ nobody has thought of shortening for a figure"
texts = st.text(alphabet="ab._ 1'", max_size=200)


@given(text=texts, characters=st.integers(12, 40))
def test_lines_are_few_and_fit(text: str, characters: int) -> None:
    lines = wrapped(text, characters).split("\n")
    assert len(lines) <= MOST_LINES
    assert max(map(len, lines)) <= characters


@given(text=texts, most=st.integers(3, 40))
def test_both_ends_are_kept(text: str, most: int) -> None:
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or (text.startswith(short[0]) and text.endswith(short[-1]))


def test_long_parts_are_broken_between_words() -> None:
    name = "us.time_preference.political_clock_hazard_per_week"
    assert broken(name) == "us.time_preference.\npolitical_clock_\nhazard_per_week"


def ecdf() -> Axes:
    return plots.outcome_ecdf({f"{SUB}, {k}": [0.1, 0.5] for k in range(4)}, "payoff_us",
                              group_label=LONG)  # fmt: skip


def lines() -> Axes:
    found = {f"{SUB}, {k}": [mean_of([0.1, 0.2]), mean_of([0.3, 0.4])] for k in range(6)}
    return plots.response_lines([0, 1], found, LONG, "payoff_us", group_label=LONG)


def clouds() -> Axes:
    return plots.raincloud({f"{SUB}, {k}": [0.1, 0.5] for k in range(4)}, "payoff_us",
                           group_label=LONG)  # fmt: skip


def bars() -> Axes:
    effects = {LONG: (-0.10345, -0.10301), f"{LONG}, {LONG}": (-0.10325, -0.10321)}
    return plots.tornado(effects, "mean payoff of the US (share of the pie)", base=-0.1032)


def value_map() -> Axes:
    return plots.value_map([0, 1], [0, 1], [[1, 2], [3, 4]], LONG, LONG, LONG)


def regimes() -> Axes:
    options = {f"{SUB}, {k}": [[k == 0, k == 1], [k == 2, k == 3]] for k in range(4)}
    return plots.regime_map([0, 1], [0, 1], options, LONG, LONG)


def matrix() -> Axes:
    names = ["talk", "stubborn_demand", "offer"]
    return plots.payoff_matrix([[[-0.5] * 3] * 3] * 2, names, names)


@pytest.mark.slow
@pytest.mark.parametrize("draw", [ecdf, lines, clouds, bars, value_map, regimes, matrix])
def test_long_texts_stay_in_the_figure_and_apart(draw: object) -> None:
    figure = draw().figure  # type: ignore[operator]
    found = [(words, box.shrunk(0.98, 0.9)) for words, box in extents(figure)]
    page = figure.bbox
    assert [words for words, box in found if box.x0 < page.x0 or box.x1 > page.x1] == []
    assert [words for words, box in found if box.y0 < page.y0 or box.y1 > page.y1] == []
    if draw is matrix:  # boxes of slanted names overlap where the names do not
        return
    pairs = [(a, b) for k, (a, one) in enumerate(found) for b, two in found[k + 1 :]
             if one.overlaps(two)]  # fmt: skip
    assert pairs == []


@pytest.mark.slow
def test_underlines_stay_below_their_numbers() -> None:
    ax = matrix()
    ax.figure.draw_without_rendering()
    first = ax.texts[0].get_window_extent()
    (underlines, _) = (each for each in ax.collections if isinstance(each, LineCollection))
    line = ax.transData.transform(underlines.get_segments()[0])[0, 1]
    assert line <= first.y0 + 0.2 * first.height  # below the digits is room for descenders


def test_formulas_are_not_read_into_a_title_of_a_legend() -> None:
    legend = plots.outcome_ecdf({"a": [0.1]}, "payoff_us", group_label="$x$").get_legend()
    assert legend is not None
    assert not legend.get_title().get_parse_math()


def test_one_run_is_no_runs() -> None:
    ax = plots.outcome_ecdf({"a": [0.1], "b": [0.2]}, "payoff_us")
    assert ax.get_ylabel() == "at or below (share of 1 run)"
