"""Whatever an experiment file holds, it is sound or refused in words."""

from pathlib import Path

import pytest

from tests.experiment.spec.damage import refusal_of

pytestmark = pytest.mark.slow


def refused(folder: Path, numbers: range) -> int:
    """Number of refused files; each refusal says where and what, and not at length."""
    found = [refusal_of(folder, number) for number in numbers]
    errors = [error for error in found if error is not None]
    assert all(error.where and error.problem for error in errors)
    assert max(len(str(error)) for error in errors) < 20_000
    return len(errors)


def test_damaged_files_are_sound_or_refused_in_words(tmp_path: Path) -> None:
    assert 100 < refused(tmp_path, range(300)) < 290


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 20_000, 2000))
def test_many_damaged_files_are_sound_or_refused_in_words(tmp_path: Path, first: int) -> None:
    assert refused(tmp_path, range(first, first + 2000)) > 1000
