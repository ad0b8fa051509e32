"""Points whose values do not go together: refused at first sight, else failures of their own."""

from typing import Any

import pytest

from negotiation.errors import InputError
from negotiation.experiment import survey
from negotiation.experiment.result import Result
from negotiation.experiment.running import resume_experiment, run_experiment
from tests.experiment.sweeps import bytes_of, small
from tests.experiment.test_players import Enough

CROSSED = {"us.reservations.0.low": [0.1, 0.3], "us.reservations.0.high": [0.2, 0.4]}
RANGE = {"us.reservations": [{"low": 0.1, "high": 0.4}]}
RUNS = 3
IMPOSSIBLE = 2  # low 0.3, high 0.2


def crossed(**more: Any) -> Any:
    return small(RUNS, **{"vary": CROSSED, "fixed": RANGE, "chunk_runs": 5, **more})


def test_a_small_design_is_refused_before_anything_is_begun(tmp_path: Any) -> None:
    with pytest.raises(InputError, match=r"point 2: us\.reservations\.0: low 0\.3 is above high"):
        run_experiment(crossed(), tmp_path / "o")
    assert not (tmp_path / "o").exists()


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a design of more than a thousand points, the impossible one is not looked at."""
    monkeypatch.setattr(survey, "MOST_CHECKED", 1)


@pytest.mark.usefixtures("unseen")
@pytest.mark.parametrize("keep_rounds", [False, True])
def test_an_impossible_point_fails_alone(keep_rounds: bool) -> None:
    result = run_experiment(crossed(keep_rounds=keep_rounds))
    runs, failures = result.to_pandas(), result.failures()
    failed = runs["status"] == "failed"
    assert result.is_complete
    assert runs.loc[failed, "point"].unique().tolist() == [result.design["point"][IMPOSSIBLE]]
    assert failed.sum() == len(failures) == RUNS
    assert runs.loc[failed, list(CROSSED)].drop_duplicates().to_numpy().tolist() == [[0.3, 0.2]]
    assert runs.loc[failed, ["payoff_us", "outcome"]].isna().all(axis=None)
    assert failures["message"].str.contains("low 0.3 is above high 0.2").all()
    assert failures["message"].str.startswith("point 2: ").all()  # no file's name: it may move
    possible = run_experiment(crossed(design={"kind": "csv", "text": POSSIBLE}, vary=[]))
    kept = runs.loc[~failed].reset_index(drop=True).astype(object)
    assert kept.equals(possible.to_pandas().astype(object))


POSSIBLE = """us.reservations.0.low,us.reservations.0.high
0.1,0.2
0.1,0.4
0.3,0.4
"""


@pytest.mark.usefixtures("unseen")
def test_an_interrupted_one_goes_on(tmp_path: Any) -> None:
    def stop(progress: Any) -> None:
        if progress.runs:
            raise Enough

    with pytest.raises(Enough):
        run_experiment(crossed(), tmp_path / "o", progress=stop)
    resume_experiment(tmp_path / "o")
    whole = run_experiment(crossed())
    assert bytes_of(tmp_path / "o") == bytes_of(whole.folder)
    assert len(Result.open(tmp_path / "o").failures()) == RUNS
