"""The page: what it says, that it is well made, and that it needs nothing else."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from negotiation.experiment.running import run_experiment
from negotiation.measures import mean_of
from negotiation.report.estimates import cell, estimate, overall, reported, tables
from negotiation.report.page import content_of, page_of
from negotiation.report.sweep import Sweep
from tests.experiment import outside
from tests.report.folders import QUESTION, folder_of, keep_chunks, sweep_of

MOST_BYTES = 3_000_000
VOID = {"meta", "img", "br", "link", "hr"}
OUTSIDE = {"src", "href", "srcset", "action", "poster", "data", "xlink:href"}
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")


class Reader(HTMLParser):
    """Elements, ids and text of a page; an element that is closed wrongly is a failure."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("page") / "o"
    vary = {"us.timing.strategy": ["offer", "talk"], "us.talk.credence": [0.4, 0.5]}
    return folder_of(place, vary, question=QUESTION, name="a <b>name</b>")


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return page_of(Sweep.open(str(folder))).text


@pytest.fixture(scope="module")
def page(text: str) -> Reader:
    return Reader(text)


# ------------------------------------------------------------------ alone, safe, the same


def test_nothing_outside_is_asked_for(page: Reader, text: str) -> None:
    for tag, attributes in page.elements:
        for name in OUTSIDE & set(attributes):
            assert attributes[name].startswith(("#", "data:image/")), (tag, name)
    assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in page.elements}
    style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert "url(" not in "".join(style)
    assert "@import" not in "".join(style)
    policies = [each["content"] for each in page.all("meta") if "http-equiv" in each]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_text_of_users_is_text(text: str) -> None:
    assert "<script" not in text
    assert "&lt;script&gt;alert(&#39;first&#39;)&lt;/script&gt; tables &amp; why?" in text
    assert "<b>" not in text


@pytest.mark.slow
def test_the_same_folder_gives_the_same_bytes(folder: Path, text: str, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "elsewhere")
    assert page_of(Sweep.open(str(copy))).text == text


def test_it_is_of_reasonable_size(text: str) -> None:
    assert len(text.encode()) < MOST_BYTES


# ------------------------------------------------------------------ well made


def test_elements_are_closed_and_ids_are_single(page: Reader) -> None:
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    for anchor in page.all("a"):
        assert anchor["href"].removeprefix("#") in ids


def test_it_can_be_read_aloud(page: Reader) -> None:
    assert page.all("html") == [{"lang": "en"}]
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(each["scope"] in ("row", "col") for each in page.all("th"))
    assert all(len(each["alt"]) > 20 for each in page.all("img"))
    assert len(page.all("figcaption")) == len(page.all("figure")) == len(page.all("img")) >= 4


def test_sections_are_there(text: str) -> None:
    for words in ("Design", "What is varied", "Results", "Figures", "Provenance", "SHA-256"):
        assert words in text
    assert "us.talk.credence" in text
    assert "timing strategy of the US" in text


# ------------------------------------------------------------------ what it says


def test_an_unfinished_folder_says_how_far(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "o", {"us.timing.rounds": [0, 2]}, chunk_runs=3)
    keep_chunks(folder, 1)
    content = content_of(Sweep.open(str(folder)))
    assert content["notice"] == "not finished: 3 of 8 runs are there so far"
    assert content["runs"] == 3


@pytest.mark.slow
def test_failures_are_told() -> None:
    experiment = sweep_of({"cn.timing.rounds": [0, 2]}).result.experiment
    experiment = experiment.model_copy(update={"replicates": 20})
    sweep = Sweep(run_experiment(experiment, us=outside.raising))
    text = page_of(sweep).text
    assert "ValueError(&#39;no idea&#39;)" in text
    assert f"<p>{sweep.failed} runs failed" in text


def test_estimates_of_one_point_are_those_of_the_measures() -> None:
    sweep = sweep_of(replicates=30, outcomes=["payoff_us", "deal"])
    payoff, deal = overall(sweep)
    assert payoff.cell == cell(mean_of(sweep.values("payoff_us")))
    assert (payoff.name, payoff.unit) == ("payoff of the US", "share of the pie")
    assert (deal.name, deal.unit) == ("deal", "share of runs")


def test_runs_that_share_draws_count_once() -> None:
    sweep = sweep_of({"us.talk.credence": [0.4, 0.5]}, replicates=30, outcomes=["payoff_us"])
    (quantity,) = reported(sweep)
    whole = estimate(sweep, quantity, sweep.points >= 0)
    assert whole.n == 30
    alone = estimate(sweep, quantity, sweep.points == 0)
    assert alone == mean_of(sweep.values("payoff_us")[sweep.points == 0])


def test_tables_have_a_row_a_level_and_no_outcome_twice() -> None:
    sweep = sweep_of({"us.timing.rounds": [0, 2]}, outcomes=["deal", "outcome"])
    (table,) = tables(sweep)
    assert [row.name for row in table.rows] == ["0", "2"]
    assert len({quantity.code for quantity in reported(sweep)}) == len(reported(sweep)) == 5


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")
def test_a_browser_shows_it(text: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    assert BROWSER is not None
    subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=400,2000",
         f"--user-data-dir={tmp_path / 'profile'}", f"--screenshot={tmp_path / 'page.png'}",
         f"file://{tmp_path / 'page.html'}"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    assert (tmp_path / "page.png").stat().st_size > 20_000
