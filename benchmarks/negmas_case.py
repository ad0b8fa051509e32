"""NegMAS on the case nearest to ours; run by an interpreter that has NegMAS, never imported here.

One issue, 50 steps, Boulware aspirations on both sides, one offer a step. Standard library and
NegMAS alone. Prints one line of JSON: CPU seconds by part, runs and steps, of each repeat.
"""

import json
import sys
import time
from typing import Any

import negmas  # type: ignore[import-not-found]
from negmas import make_issue
from negmas.preferences import (  # type: ignore[import-not-found]
    AffineFun,
    LinearAdditiveUtilityFunction,
)
from negmas.sao import AspirationNegotiator, SAOMechanism  # type: ignore[import-not-found]

STEPS = 50
VALUES = 101  # shares of the pie that can be offered
RESERVED = 0.3


def mechanism() -> Any:
    """Return one negotiation, ready to run."""
    issue = make_issue(VALUES, "pie")
    top = float(VALUES - 1)
    session = SAOMechanism(issues=[issue], n_steps=STEPS, one_offer_per_step=True)
    for slope, bias in ((1.0 / top, 0.0), (-1.0 / top, 1.0)):
        worth = LinearAdditiveUtilityFunction(
            values=[AffineFun(slope, bias)], weights=[1.0], issues=[issue], reserved_value=RESERVED
        )
        session.add(AspirationNegotiator(aspiration_type="boulware"), ufun=worth)
    return session


def repeat(runs: int) -> dict[str, float]:
    """CPU seconds to set up and to run this many negotiations, and their steps."""
    begun = time.process_time()
    sessions = [mechanism() for _ in range(runs)]
    ready = time.process_time()
    steps = sum(session.run().step for session in sessions)
    return {"set_up": ready - begun, "run": time.process_time() - ready, "steps": steps}


def main() -> None:
    """Measure as many repeats of as many runs as the command line says."""
    runs, repeats = int(sys.argv[1]), int(sys.argv[2])
    repeat(2)
    measured = [repeat(runs) for _ in range(repeats)]
    print(json.dumps({"version": negmas.__version__, "runs": runs, "repeats": measured}))


if __name__ == "__main__":
    main()
