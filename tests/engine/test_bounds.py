"""The compiled rules read and write inside their vectors: with numba's own check of bounds.

The records are made just as large as the scenarios need, so that one entry too far is outside.
"""

from pathlib import Path

import pytest

from tests.engine.subprocesses import ROOT, answer_of

SIZES_FIRST = """
import json
import negotiation.terms as terms
from negotiation.terms import vocabulary

def make_tight(**sizes):
    for name, size in sizes.items():
        setattr(terms, "MAX_" + name.upper(), size)
        if name in vocabulary.MAX_SIZES:
            vocabulary.MAX_SIZES[name] = size

def play(batch):
    import numpy as np
    from numba import config, njit
    from negotiation.engine.batch import simulate
    from negotiation.engine.kernel import terms_at
    from negotiation.engine.layout import TermsRecord

    @njit
    def weight(address, profile, issue):
        return terms_at(address).us.weights[profile][issue]

    def one_too_far(terms):
        record = TermsRecord(terms)
        last = (terms.us.n_profiles - 1, terms.n_issues - 1)
        assert weight(record.address, *last) == terms.us.weights[-1][-1]
        try:
            weight(record.address, last[0], last[1] + 1)
        except IndexError:
            return True
        return False

    caught = [one_too_far(segment.terms) for segment in batch]
    result = simulate(batch)
    print(json.dumps({
        "checking": config.BOUNDSCHECK, "caught": sum(caught), "segments": len(batch),
        "runs": len(result.n_rounds), "failures": len(result.failures),
        "outcomes": sorted(set(result.runs["outcome"].tolist())),
    }))
"""

# Whole games of tests/engine/whole_games.py: three issues, two of everything else, ten rounds.
TIGHT = """
make_tight(issues=3, profiles=2, strengths=2, reservations=2, ministries=2, tariff_states=3,
           milestones=6, rounds=10)
from negotiation.batches import Segment
from tests.engine.whole_games import GAMES
play([Segment(each, 1, 0, 100) for each in GAMES.values()])
"""

# Random scenarios up to their own largest sizes.
RANDOM = """
make_tight(issues=6, profiles=3, strengths=3, reservations=3, ministries=3, tariff_states=4,
           milestones=10, rounds=24)
from tests.engine.variants import numbered
play([numbered(number, count=5).segment() for number in range(0, 4900, 12)])
"""


@pytest.mark.slow  # compiles the loop with checks
@pytest.mark.parametrize("games", [TIGHT, RANDOM], ids=["tight", "random"])
def test_no_rule_reads_or_writes_outside(games: str, tmp_path: Path) -> None:
    settings = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    found = answer_of(SIZES_FIRST + games, ROOT, **settings)
    assert found["checking"] == 1
    assert found["caught"] > 0  # the check bites where the sizes are tight
    assert found["runs"] >= 400
    assert found["failures"] == 0
    assert found["outcomes"] == [1, 2, 3, 4, 5]
