"""The same runs twice, by Mesa models and by the compiled engine, and what differs between them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from negotiation.batches import Columns, Simulated
from negotiation.engine.batch import simulate
from negotiation.model import NegotiationModel
from negotiation.play import Casting
from negotiation.records import ROUND_COLUMNS, RUN_COLUMNS, Record, round_record
from negotiation.terms import Terms
from tests.engine.variants import Case


class Varied:
    """In the place of a scenario: its sides, but other terms."""

    def __init__(self, case: Case) -> None:
        self.us, self.cn = case.scenario.us, case.scenario.cn
        self.varied = case.terms

    def terms(self) -> Terms:
        return self.varied


class Played(NamedTuple):
    """Records of runs and of their rounds."""

    runs: list[Record]
    rounds: list[Record]
    n_rounds: list[int]


def model_of(case: Case, stream: int) -> NegotiationModel:
    """Mesa model of one run of a case."""
    casting = Casting(cast("Any", Varied(case)), case.strategies)
    with mock.patch("negotiation.model.cast", return_value=casting):
        return NegotiationModel(cast("Any", None), seed=case.seed, stream=stream)


def models_played(cases: Sequence[Case]) -> Played:
    """Every run of the cases as a Mesa model, step by step."""
    played = Played([], [], [])
    for case in cases:
        for number in range(case.count):
            model, before = model_of(case, case.stream + number), len(played.rounds)
            while model.running:
                model.step()
                played.rounds.append(round_record(model.negotiation.state))
            played.runs.append(model.run())
            played.n_rounds.append(len(played.rounds) - before)
    return played


def as_column(values: list[Any], like: NDArray[Any]) -> NDArray[Any]:
    """Values of records at full width; a vector is filled up with zeros."""
    if like.ndim == 1:
        return np.array(values)
    full = np.zeros((len(values), like.shape[1]))
    for row, vector in zip(full, values, strict=True):
        row[: len(vector)] = vector
    return full


def same(expected: NDArray[Any], found: NDArray[Any]) -> bool:
    """Whether two columns are equal to the last bit, the sign of a zero too; NaN equals NaN."""
    if expected.dtype == np.bool_ or found.dtype == np.bool_:
        return expected.dtype == found.dtype and np.array_equal(expected, found)
    signs = np.array_equal(np.signbit(expected), np.signbit(found))
    return signs and np.array_equal(expected, found, equal_nan=True)


def differing(records: list[Record], columns: Columns) -> Iterator[str]:
    """Names of the columns that differ from the records, with the first row that does."""
    if records and records[0].keys() != columns.keys():
        yield "names of the columns"
    for name, found in columns.items():
        expected = as_column([record[name] for record in records], found)
        if expected.shape != found.shape:
            yield f"{name}: shapes {expected.shape}, {found.shape}"
        elif not same(expected, found):
            rows = [k for k in range(len(found)) if not same(expected[k : k + 1], found[k : k + 1])]
            yield f"{name}, row {rows[0]}: {expected[rows[0]]}, {found[rows[0]]}"


def differences(played: Played, simulated: Simulated) -> list[str]:
    """All that differs between the records of models and the columns of the engine."""
    assert simulated.rounds is not None
    found = [] if played.n_rounds == simulated.n_rounds.tolist() else ["n_rounds"]
    found += differing(played.runs, simulated.runs)
    return found + list(differing(played.rounds, simulated.rounds))


def assert_one_model(cases: Sequence[Case]) -> Simulated:
    """Compare every column of every run and round; return what the engine gave."""
    simulated = simulate([case.segment() for case in cases], keep_rounds=True)
    assert set(simulated.runs) == {name for name, _, _ in RUN_COLUMNS}
    assert set(simulated.rounds or {}) == {name for name, _, _ in ROUND_COLUMNS}
    assert simulated.failures == {}
    assert differences(models_played(cases), simulated) == []
    return simulated
