"""The flagship study and four more, small: each writes a finding, a table and figures."""

from importlib import import_module

import pandas as pd
import pytest

from experiments.study import run_study

pytestmark = pytest.mark.slow

FIGURES = {
    "buenos_aires_2018": {"dates", "payoffs", "sobol", "convergence"},
    "stylised_facts": {"facts"},
    "meta_game": {"payoffs", "replicator"},
    "framework_first": {"truce", "floors"},
    "two_levels": {"vetoes", "tied_hands", "flagship"},
}


@pytest.fixture(scope="module", params=sorted(FIGURES))
def studied(request, tmp_path_factory):
    """Name of a study, its findings and its folder."""
    name = request.param
    out = tmp_path_factory.mktemp(name)
    study = import_module(f"experiments.{name}").STUDY
    return name, run_study(study, ["--smoke", "--out", str(out), "--workers", "1"]), out / "smoke"


def test_writes_finding_table_and_figures(studied):
    name, findings, folder = studied
    assert (folder / "finding.txt").read_text(encoding="utf-8") == findings.sentence + "\n"
    assert "nan" not in findings.sentence.replace("unanimity", "")
    assert "[" in findings.sentence
    assert len(pd.read_csv(folder / "table.csv")) == len(findings.table) > 5
    assert set(findings.figures) == FIGURES[name]
    for figure in FIGURES[name]:
        assert (folder / f"{figure}.png").stat().st_size > 5000


def test_says_what_the_model_implies(studied):
    name, findings, _ = studied
    CHECKS[name](findings.table)


def check_flagship(table):
    rates = table[table["measure"] == "rate"].set_index("outcome")
    ends = rates.drop("truce formed")
    assert ends["value"].sum() == pytest.approx(1.0)
    truce = rates.loc["truce formed"]
    assert truce["low"] < 0.56 < truce["high"]  # what the tolerance is calibrated to
    totals = table[table["measure"] == "total Sobol index"].set_index(["outcome", "of"])
    assert totals.loc[("payoff_us", "pie"), "low"] > 0.0
    assert totals.loc[("frameworks", "opening claim of the US"), "low"] > 0.0
    assert (totals["value"] >= 0.0).all()


def check_facts(table):
    verdicts = table.set_index("fact")["verdict"]
    assert set(verdicts) == {"pass", "fail", "control", "not modelled"}
    assert table.loc[table["verdict"] == "fail", "reason"].str.len().min() > 0
    assert verdicts["first offer and settlement correlate"] == "pass"
    assert verdicts["failures in spite of gains"] == "fail"  # claims end at the floors
    assert table.loc[table["verdict"] == "not modelled", "found"].isna().all()
    found = table.set_index("fact")["found"]
    assert abs(found["opener's gain, without anchoring"]) < 1e-9  # a coin says who tables next
    assert found["the weak side's own opener is worse for it"] > 0.0  # all open alike


def check_meta_game(table):
    pure = (
        table[table["kept"] > 0.5]
        .groupby("c")[["us", "cn"]]
        .apply(lambda rows: set(zip(rows["us"], rows["cn"], strict=True)))
    )
    assert ("talk", "talk") in pure[0.014]
    assert ("talk", "talk") not in pure[0.0427]
    assert ("talk", "offer") in pure[0.0427]
    assert pure[0.12] == {("offer", "offer")}


def check_framework(table):
    floors = table[table["experiment"] == "floors"].set_index("point")
    assert floors.loc["0.5, 0.3", "payoff_us"] > floors.loc["0.3, 0.5", "payoff_us"]
    truce = table[table["experiment"] == "truce"].set_index("point")
    assert (truce["frameworks"] == 1.0).all()
    assert (
        truce.loc["firm, firm, 2, 0.0, 0.0", "payoff_us"]
        > truce.loc["firm, firm, 4, 0.0, 0.0", "payoff_us"]
    )


def check_two_levels(table):
    vetoes = table[table["experiment"] == "vetoes"]
    assert (vetoes["offered"] - vetoes["offered_theory"]).abs().max() <= 0.1  # a step of the grid
    tied = table[table["experiment"] == "tied"].set_index("point")
    assert tied.loc["floor 0.7, reported", "cn_low"] > 0.0 > tied.loc["floor 0.7, reported", "us"]
    assert tied.loc["floor 0.2, reported", "cn"] == 0.0  # a floor that does not bind


CHECKS = {
    "buenos_aires_2018": check_flagship,
    "stylised_facts": check_facts,
    "meta_game": check_meta_game,
    "framework_first": check_framework,
    "two_levels": check_two_levels,
}
