"""What the analysis reads of a folder, and what it refuses."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode, InputError
from negotiation.experiment.distributions import Uniform
from negotiation.experiment.document import Experiment
from negotiation.experiment.result import Result
from negotiation.experiment.running import resume_experiment
from negotiation.sensitivity import (
    chance_share,
    convergence,
    interactions,
    morris_effects,
    sobol_indices,
)
from negotiation.sensitivity.sample import means_of, parameters_of, read_sample
from tests.experiment import outside
from tests.experiment.sweeps import bytes_of

TOML = """
schema_version = 1
scenario = "two-issue"
seed = 7
replicates = 2
chunk_runs = 50
outcomes = ["first_tabler", "payoff_us", "deal"]

[fixed]
"cn.tactic.name" = "{cn}"

[design]
{design}

[[vary]]
parameter = "two_issue.c"
distribution = {{ kind = "uniform", low = 0.005, high = 0.12 }}

[[vary]]
parameters = ["us.timing.strategy", "cn.timing.strategy"]
values = [["offer", "talk"], ["talk", "offer"]]

[[vary]]
parameter = "us.tactic.name"
values = ["{us}", "boulware"]
"""
DESIGNS = {
    "saltelli": 'kind = "saltelli"\nbase = 16\nsecond_order = true',
    "first": 'kind = "saltelli"\nbase = 8',
    "morris": 'kind = "morris"\ntrajectories = 8',
    "sobol": 'kind = "sobol"\npoints = 8',
    "solved": 'kind = "morris"\ntrajectories = 3',
}
ANALYSES = {"saltelli": sobol_indices, "morris": morris_effects}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folder of a finished sweep of each design; made once, read only."""
    place = tmp_path_factory.mktemp("sweeps")

    def made(name: str) -> Path:
        out = place / name
        if not out.exists():
            file = place / f"{name}.toml"
            us, cn = ("equilibrium", "equilibrium") if name == "solved" else ("conceder", "linear")
            file.write_text(TOML.format(design=DESIGNS[name], us=us, cn=cn))
            assert run(["sweep", str(file), "--out", str(out)]) == ExitCode.OK
        return out

    return made


Folder = Callable[[str], Path]


def told(capsys: pytest.CaptureFixture[str], *words: str, code: int = ExitCode.OK) -> str:
    capsys.readouterr()
    assert run(["sensitivity", *words]) == code
    out, err = capsys.readouterr()
    assert all(len(line) <= 80 for line in out.splitlines())
    assert "Traceback" not in err
    return out if code == ExitCode.OK else err


# ------------------------------------------------------------------ the whole command


def test_indices_are_told_with_intervals_and_interactions(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("saltelli")))
    head, *lines = out.splitlines()
    assert head == "Sobol indices of payoff_us: 16 base points, 128 points, 2 runs each"
    found = sobol_indices(Result.open(folder("saltelli"))).set_index("parameter")
    row = found.loc["two_issue.c"]
    (line,) = (each for each in lines if each.strip().startswith("two_issue.c  "))
    assert f"{row['total']:.3f} [{row['total_low']:.3f}, {row['total_high']:.3f}]" in line
    assert "us.timing.strategy (+1)" in out
    assert "Largest interactions" in out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "figures"), [("saltelli", {"sobol", "convergence"}), ("morris", {"morris"})]
)
def test_figures_are_drawn_into_a_new_folder(
    folder: Folder, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, figures: set[str]
) -> None:
    out = tmp_path / "new" / "figures"
    told(capsys, str(folder(name)), "--outcome", "round", "--out", str(out))
    assert {each.name for each in out.iterdir()} == {f"round-{figure}.png" for figure in figures}
    assert min(each.stat().st_size for each in out.iterdir()) > 5000


def test_effects_are_told_with_intervals(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("morris")), "--outcome", "payoff_cn")
    assert out.startswith("Elementary effects on payoff_cn: 8 trajectories, 32 points, 2 runs each")
    found = morris_effects(Result.open(folder("morris")), "payoff_cn").set_index("parameter")
    row = found.loc["us.tactic.name"]
    assert f"{row['mu_star']:.3f} [{row['mu_star_low']:.3f}, {row['mu_star_high']:.3f}]" in out


@pytest.mark.slow
def test_effects_are_told_where_tactics_are_solved(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, str(folder("solved")))
    assert out.startswith("Elementary effects on payoff_us: 3 trajectories, 12 points")


def test_another_design_is_refused_with_what_to_write_instead(
    folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    err = told(capsys, str(folder("sobol")), code=ExitCode.BAD_INPUT)
    assert "design.kind: is 'sobol', which was not sampled for this analysis" in err
    assert "kind = 'saltelli' with base = 256" in err
    assert "kind = 'morris' with trajectories = 20" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--outcome", "payof_us"), "did you mean 'payoff_us'"),
        (("--outcome", "first_tabler"), "'first_tabler' is no outcome in one number"),
        (("--out", ""), "--out: '' names no folder"),
    ],
)
def test_a_wrong_word_is_refused(
    folder: Folder, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], says: str
) -> None:
    assert says in told(capsys, str(folder("first")), *words, code=ExitCode.BAD_INPUT)


def test_a_constant_outcome_is_refused(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    err = told(capsys, str(folder("first")), "--outcome", "breakdown", code=ExitCode.BAD_INPUT)
    assert "breakdown is 0 at every point: there is no variance to explain" in err


def test_an_interrupted_sweep_is_refused_and_resumed_to_the_same_bytes(
    folder: Folder, tmp_path: Path
) -> None:
    whole = folder("saltelli")
    half = Path(shutil.copytree(whole, tmp_path / "half"))
    interrupt(half)
    with pytest.raises(InputError, match="is not complete"):
        sobol_indices(Result.open(half))
    resume_experiment(half, workers=1)
    assert bytes_of(half) == bytes_of(whole)
    found, expected = (sobol_indices(Result.open(each)) for each in (half, whole))
    assert found.equals(expected)


def interrupt(folder: Path) -> None:
    """Leave a folder as it is when two chunks are written."""
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(b"".join(manifest.read_bytes().splitlines(keepends=True)[:3]))
    (folder / "complete.json").unlink()
    for part in sorted((folder / "runs").glob("*.parquet"))[2:]:
        part.unlink()


# ------------------------------------------------------------------ what is read


def test_points_are_read_in_the_order_of_the_design(folder: Folder) -> None:
    result = Result.open(folder("saltelli"))
    runs = result.to_pandas(["point", "payoff_us"])
    by_point = runs.groupby("point", observed=True)["payoff_us"].mean()
    expected = by_point.loc[result.design["point"]].to_numpy()
    np.testing.assert_allclose(means_of(result, "payoff_us"), expected, atol=1e-15)
    names, reaches, places = parameters_of(result)
    assert names == ("two_issue.c", "us.timing.strategy (+1)", "us.tactic.name")
    np.testing.assert_allclose(reaches, (0.115, 1.0, 1.0), rtol=1e-12)
    assert places.shape == (128, 3)
    assert len(np.unique(places[:, 1])) == 2


@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_equal_points_have_equal_outcomes(folder: Folder, kind: str) -> None:
    sample = read_sample(Result.open(folder(kind)), "payoff_us", kind)
    rows, at = np.unique(sample.places, axis=0, return_inverse=True)
    assert kind == "morris" or len(rows) < len(at)
    assert all(np.ptp(sample.means[at.ravel() == k]) == 0.0 for k in range(len(rows)))


def test_the_last_of_a_convergence_is_the_whole_sample(folder: Folder) -> None:
    result = Result.open(folder("saltelli"))
    grown = convergence(result)
    assert grown["base"].unique().tolist() == [8, 16]
    last = grown[grown["base"] == 16].drop(columns="base").reset_index(drop=True)
    assert last.equals(sobol_indices(result))


def test_base_points_without_variance_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    vary = {
        "us.tactic.opening_claim": Uniform(low=0.5, high=0.99),
        "us.tactic.name": ["firm", "conceder"], "cn.tactic.name": ["firm", "boulware"],
    }  # fmt: skip
    design = {"kind": "saltelli", "base": 2, "second_order": True}
    given = {"scenario": "two-issue", "design": design, "replicates": 1, "seed": 19}
    result = Experiment(vary=vary, **given).run()
    assert np.ptp(means_of(result, "round")) > 0.0
    for analysis in (sobol_indices, interactions):
        with pytest.raises(InputError, match="round is the same at all 2 base points"):
            analysis(result, "round")
    err = told(capsys, str(result.folder), "--outcome", "round", code=ExitCode.BAD_INPUT)
    assert "allowed: a new run with a larger base" in err
    assert convergence(result, "round")["total"].isna().all()


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0, np.nan])
@pytest.mark.parametrize("kind", ["saltelli", "morris"])
def test_a_confidence_that_is_no_chance_is_refused(
    folder: Folder, kind: str, confidence: float
) -> None:
    with pytest.raises(InputError, match=r"confidence: is .*; allowed: a number in \(0, 1\)"):
        ANALYSES[kind](Result.open(folder(kind)), confidence=confidence)


def test_the_effect_of_a_whole_number_is_the_change_over_its_range() -> None:
    given = {"scenario": "two-issue", "replicates": 4, "seed": 7}
    vary = {"us.timing.rounds": Uniform(low=0, high=1)}
    result = Experiment(vary=vary, design={"kind": "morris", "trajectories": 4}, **given).run()
    runs = result.to_pandas(["us.timing.rounds", "first_tabled_round"])
    none, one = runs.groupby("us.timing.rounds")["first_tabled_round"].mean()
    (row,) = morris_effects(result, "first_tabled_round").itertuples()
    assert row.mu_star == pytest.approx(abs(one - none))
    assert row.mu_star > 0.0
    assert row.sigma == 0.0


def test_interactions_need_their_sample(folder: Folder) -> None:
    assert len(interactions(Result.open(folder("saltelli")))) == 3
    with pytest.raises(InputError, match=r"second_order: is false; allowed: a new run with true"):
        interactions(Result.open(folder("first")))


@pytest.mark.parametrize(("kind", "other"), [("saltelli", "morris"), ("morris", "saltelli")])
def test_each_analysis_needs_its_own_design(folder: Folder, kind: str, other: str) -> None:
    with pytest.raises(InputError, match=f"is '{other}', which was not sampled"):
        ANALYSES[kind](Result.open(folder(other)))


def test_failed_runs_are_counted_and_refused(tmp_path: Path) -> None:
    experiment = Experiment(
        scenario="two-issue", seed=7, replicates=10, design={"kind": "morris", "trajectories": 2},
        vary={"us.tactic.name": ["firm", "boulware"]},
    )  # fmt: skip
    result = experiment.run(us=outside.raising)
    with pytest.raises(InputError, match=r"\d+ runs failed, at \d of 4 points"):
        morris_effects(result)


def test_a_base_beyond_the_largest_is_not_proposed() -> None:
    with pytest.raises(InputError, match="is no power of two") as caught:
        Experiment(scenario="two-issue", design={"kind": "saltelli", "base": 999_999})
    assert caught.value.allowed == "524288"


def test_sub_experiments_are_refused(tmp_path: Path) -> None:
    parts = [{"name": "one"}, {"name": "other", "fixed": {"time.rounds": 20}}]
    given = {"design": {"kind": "morris", "trajectories": 2}, "experiment": parts}
    vary = {"us.tactic.name": ["firm", "boulware"]}
    result = Experiment(scenario="two-issue", replicates=1, vary=vary, **given).run()
    with pytest.raises(InputError, match="has sub-experiments"):
        morris_effects(result)


def test_without_the_extra_the_error_names_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation.sensitivity import sample

    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(sample, "import_module", absent)
    with pytest.raises(InputError, match=r"pip install 'negotiation\[sensitivity\]'"):
        sobol_indices(Result.open(folder("first")))


def test_the_share_of_chance_is_that_of_two_halves() -> None:
    given = {
        "scenario": "two-issue", "seed": 7, "design": {"kind": "morris", "trajectories": 4},
        "vary": {"us.tactic.opening_claim": [0.6, 0.9], "us.timing.rounds": [0, 3]},
    }  # fmt: skip
    one, many = (Experiment(replicates=n, **given).run() for n in (1, 20))
    runs = many.to_pandas(["point", "replicate", "payoff_us"])
    table = runs.pivot(index="point", columns="replicate", values="payoff_us").to_numpy()
    even, odd = table[:, ::2].mean(axis=1), table[:, 1::2].mean(axis=1)
    expected = (even - odd).var() / 4.0 / table.mean(axis=1).var()
    assert 0.0 < expected < 0.5
    assert chance_share(many) == pytest.approx(expected)
    assert np.isnan(chance_share(one))
