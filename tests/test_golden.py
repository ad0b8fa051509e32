"""Golden transcripts of every ordered pair of timing strategies.

Rewrite them with `pytest -n 0 tests/test_golden.py --rewrite-golden` and read the difference.
"""

from itertools import product
from pathlib import Path

import pytest

from negotiation.play import cast, play
from negotiation.scenario.catalogue import TIMINGS
from negotiation.terms import Timing
from negotiation.transcript import transcript

FOLDER = Path(__file__).parent / "golden"
SCENARIOS = ("two-issue", "buenos-aires-2018")
NAMES = [name for name, row in TIMINGS.items() if row.member != Timing.CUSTOM]
PAIRS = list(product(SCENARIOS, NAMES, NAMES))


def golden_file(scenario: str, us: str, cn: str) -> Path:
    return FOLDER / scenario / f"{us}-vs-{cn}.txt"


@pytest.mark.parametrize(("scenario", "us", "cn"), PAIRS)
def test_golden_transcript(scenario: str, us: str, cn: str, rewrite_golden: bool) -> None:
    text = transcript(play(cast(scenario, us=us, cn=cn), seed=7))
    path = golden_file(scenario, us, cn)
    if rewrite_golden:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert path.read_text() == text


def test_every_pair_has_a_transcript_and_every_transcript_a_pair() -> None:
    assert {golden_file(*pair) for pair in PAIRS} == set(FOLDER.rglob("*.txt"))
