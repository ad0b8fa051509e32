"""Studies of timing, leverage, deadlines and information: what their small versions find."""

import importlib
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiments.study import Findings, run_study
from negotiation.errors import InputError
from negotiation.measures import Estimate

pytestmark = pytest.mark.slow

NUMBER = r"-?\d+\.\d+"
INTERVAL = re.compile(rf"({NUMBER}) \[({NUMBER}), ({NUMBER})\]")


def study_of(name):
    """Module of a study; tests are run from the root of the project."""
    return importlib.import_module(f"experiments.{name}")


def run(name, folder) -> Findings:
    return run_study(study_of(name).STUDY, ["--smoke", "--out", str(folder)])


def assert_written(findings, folder):
    """Sentence, table and figures are there, and intervals hold their estimates."""
    out = folder / "smoke"
    assert (out / "finding.txt").read_text(encoding="utf-8").strip() == findings.sentence
    assert len(pd.read_csv(out / "table.csv")) == len(findings.table) > 0
    assert findings.figures
    for figure in findings.figures:
        assert (out / f"{figure}.png").stat().st_size > 5_000
        assert "<svg" in (out / f"{figure}.svg").read_text(encoding="utf-8")
    intervals = [tuple(map(float, found)) for found in INTERVAL.findall(findings.sentence)]
    assert intervals
    assert all(low <= value <= high for value, low, high in intervals)
    assert "nan" not in findings.sentence


def test_regimes_of_offer_timing_are_those_of_theory(tmp_path):
    found = run("offer_timing", tmp_path)
    assert_written(found, tmp_path)
    study = study_of("offer_regimes")
    table = found.table
    assert set(table["regime"]) == set(study.REGIMES)
    expected = [study.expected_regime(h, c) for h, c in zip(table["h"], table["c"], strict=True)]
    decided = table[table["is_certain"]]
    assert (decided["regime"] == pd.Series(expected)[decided.index]).all()
    np.testing.assert_allclose(
        table["offer_talk"], (1 + table["c"]) / (1 + study.D), atol=1e-12
    )  # tabling earns P
    assert (table["talk_offer"] == table["demand_offer"]).all()


def test_boundary_off_by_two_cells_is_refused(tmp_path):
    study = study_of("offer_regimes")
    run("offer_timing", tmp_path)
    result = study_result("offer_timing", tmp_path, "pairs")
    cells, step = study.cells_of(result), 0.02
    assert study.checked(cells, step)[0] < 1.0
    shifted = [replace(cell, c=cell.c + 2 * step) for cell in cells]
    with pytest.raises(AssertionError, match="cells away from theory"):
        study.checked(shifted, step)


def study_result(name, folder, experiment):
    from negotiation.experiment.result import Result

    return Result.open(folder / "smoke" / "runs" / experiment)


def test_results_of_another_design_are_not_taken_for_those_of_this_one(tmp_path):
    study = study_of("offer_timing").STUDY
    run("offer_timing", tmp_path)

    def other(smoke):
        fewer = {"replicates": 10}
        return {k: v.model_copy(update=fewer) for k, v in study.designs(smoke).items()}

    with pytest.raises(InputError, match="another design"):
        run_study(replace(study, designs=other), ["--smoke", "--out", str(tmp_path)])


def test_threats_pay_who_is_hurt_less_and_need_to_be_carried_out(tmp_path):
    found = run("leverage", tmp_path)
    assert_written(found, tmp_path)
    threat = found.table[found.table["experiment"] == "threat"]
    always = threat[threat["threat"] == "always carried out"]
    rise_us = study_of("leverage").RISE_US
    assert (np.sign(always["US"].round(9)) == np.sign(always["rise"] - rise_us)).all()
    assert (threat.loc[threat["threat"] == "if it pays", "US"] >= -1e-9).all()
    np.testing.assert_allclose(threat["US"], -threat["China"], atol=1e-9)  # one pie
    flagship = found.table[found.table["experiment"] == "flagship"]
    assert (flagship[["US_high", "China_high"]] < 0).all(axis=None)
    assert (flagship["deal"] == 0.0).all()


def test_deals_bunch_where_claims_wait_for_a_date(tmp_path):
    found = run("summit_and_deadline", tmp_path)
    assert_written(found, tmp_path)
    late = found.table.set_index(["experiment", "point"])["late"]
    dates = late["dates"]
    order = [dates[f"{tactic}, certain date"] for tactic in ("conceder", "linear", "boulware")]
    assert order == sorted(order)
    assert dates["firm, certain date"] == 1.0
    assert order[0] < 0.1 < order[2]
    assert late["solved", "equilibrium"] == 0.0
    flagship = late["flagship"]
    assert flagship["rises never, with a framework"] == flagship["rises always, with a framework"]


def test_going_first_hurts_who_shows_and_helps_who_has_nothing_to_show(tmp_path):
    found = run("information", tmp_path)
    assert_written(found, tmp_path)
    signs = found.table
    assert signs["sign"].iloc[:3].tolist() == ["+", "-", "+"]
    np.testing.assert_allclose(signs["found"].iloc[0], 0.52 - 0.48, atol=1e-9)  # P - R
    assert signs["sign"].iloc[4:6].tolist() == ["0", "+"]
    value, low, high = map(float, INTERVAL.search(found.sentence.split("candid with")[1]).groups())
    assert low < 1 - 0.226256 < high
    assert abs(value - (1 - 0.226256)) < 0.05


@pytest.mark.parametrize(
    ("ends", "word"), [((0.1, 0.2), "more"), ((-0.2, -0.1), "fewer"), ((-0.1, 0.1), "no other")]
)
def test_words_follow_the_interval(ends, word):
    found = Estimate(sum(ends) / 2, *ends, n=10)
    assert study_of("summit_and_deadline").word(found).startswith(word)
