"""The timeline draws the records and leaves no state behind."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib import rcParams
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from negotiation.play import Play, cast, play
from negotiation.plots import save_timeline, timeline, timeline_data
from negotiation.plots.saving import save_figure
from negotiation.plots.style import CN, COLUMN_WIDTH_MM, LEVERAGE, MM, US
from negotiation.scenario import load_scenario, scenario_names
from negotiation.terms import BOTH, Outcome, Side

ROOT = Path(__file__).resolve().parents[1]
DIFFERENT_GREY = 0.1


@pytest.fixture(scope="module")
def flagship() -> Play:
    return play(cast("buenos-aires-2018"), 3)


def test_the_data_are_the_records(flagship: Play) -> None:
    data = timeline_data(flagship)
    asked = [r["asked_us"] for r in flagship.rounds if r["opened"] in (Side.US, BOTH)]
    offered = [r["offered_us"] for r in flagship.rounds if r["opened"] in (Side.CN, BOTH)]
    assert [point.us_utility for point in data.us] == asked
    assert [point.us_utility for point in data.cn] == offered
    assert [value for _, value in data.leverage] == [r["leverage_us"] for r in flagship.rounds]
    assert flagship.run["outcome"] == Outcome.DEAL
    assert data.deal == flagship.run["deal_utility_us"]


@pytest.mark.parametrize("name", scenario_names())
def test_bands_cover_the_play(name: str) -> None:
    data = timeline_data(play(cast(name), 1))
    assert (data.bands[0].begin, data.bands[-1].end) == (data.begin, data.end)
    for before, after in pairwise(data.bands):
        assert before.end == after.begin
    assert all(0.0 <= band.darkness <= 1.0 for band in data.bands)


def test_the_lines_are_the_data(flagship: Play) -> None:
    data, ax = timeline_data(flagship), timeline(flagship)
    lines = {line.get_label(): line for line in ax.get_lines()}
    drawn = list(lines["US offers"].get_ydata())
    assert drawn == [point.us_utility for point in data.us]
    assert list(lines["China offers"].get_ydata()) == [point.us_utility for point in data.cn]
    assert list(lines["US leverage"].get_ydata())[:-1] == [value for _, value in data.leverage]
    assert ax.get_xlabel()
    assert "share of the pie" in ax.get_ylabel()


def test_given_axes_are_used(flagship: Play) -> None:
    figure = Figure(figsize=(COLUMN_WIDTH_MM * MM, 100 * MM), layout="constrained")
    ax = figure.add_subplot()
    assert timeline(flagship, ax) is ax


def test_no_state_is_left(flagship: Play) -> None:
    before = dict(rcParams)
    timeline(flagship)
    assert dict(rcParams) == before
    script = (
        "import sys\nfrom negotiation.play import cast, play\n"
        "from negotiation.plots import timeline\n"
        "timeline(play(cast('two-issue')))\nassert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)


def texts(ax: object, figure: Figure) -> list[Text]:
    shown = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    return [text for text in shown if text.get_text().strip() and text.get_visible()]


@pytest.mark.parametrize("width_mm", [COLUMN_WIDTH_MM, 180.0])
@pytest.mark.parametrize("name", ["buenos-aires-2018", "trade-war-2018-2020", "deadline"])
def test_no_two_labels_overlap(name: str, width_mm: float) -> None:
    figure = Figure(figsize=(width_mm * MM, 180 * MM), layout="constrained", dpi=150)
    ax = timeline(play(cast(name), 3), figure.add_subplot())
    figure.draw_without_rendering()
    boxes = [
        (text.get_text(), text.get_window_extent().shrunk(0.98, 0.9))
        for text in texts(ax, figure)
        if text.get_window_extent().width > 0
    ]
    overlapping = [
        (one, other)
        for index, (one, box) in enumerate(boxes)
        for other, that in boxes[index + 1 :]
        if box.overlaps(that)
    ]
    assert overlapping == []


def test_lines_differ_without_colour() -> None:
    styles = [US, CN, LEVERAGE]
    assert len({str(style["linestyle"]) for style in styles}) == len(styles)
    assert US["marker"] != CN["marker"]
    greys = [sum(a * b for a, b in zip((0.3, 0.59, 0.11), to_rgb(s["color"]), strict=True))
             for s in styles]  # fmt: skip
    greys.sort()
    assert all(b - a > DIFFERENT_GREY for a, b in pairwise(greys))


def test_dollars_in_titles_are_no_formulas(tmp_path: Path) -> None:
    scenario = load_scenario("buenos-aires-2018")
    entry = scenario.milestones[0].model_copy(update={"title": "$250bn against $110bn_x^"})
    odd = scenario.model_copy(update={"milestones": (entry, *scenario.milestones[1:])})
    save_timeline(play(cast(odd), 3), tmp_path / "odd.svg")
    assert "$250bn against $110bn_x^" in (tmp_path / "odd.svg").read_text("utf-8")


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_same_play_same_bytes(kind: str, flagship: Play, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_timeline(flagship, tmp_path / f"{name}.{kind}")
    one, two = ((tmp_path / f"{name}.{kind}").read_bytes() for name in ("one", "two"))
    assert one == two
    assert len(one) > 1000
    assert len(list(tmp_path.iterdir())) == 2


def test_another_ending_is_refused(flagship: Play, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="png, svg, pdf"):
        save_figure(Figure(), tmp_path / "a.gif")
