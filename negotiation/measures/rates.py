"""How often negotiations end in each way."""

from typing import Final

from negotiation.measures.columns import Table, column
from negotiation.measures.estimates import Estimate, rate_of
from negotiation.measures.intervals import CONFIDENCE
from negotiation.terms import Outcome

RATES: Final = {
    "agreement": Outcome.DEAL,
    "truce": Outcome.TRUCE_RUNNING,
    "breakdown": Outcome.BREAKDOWN,
    "walk_out": Outcome.WALKED_OUT,
    "expiry": Outcome.EXPIRED,
}
"""Name of each rate, and the outcome that it counts."""


def ending_rates(runs: Table, confidence: float = CONFIDENCE) -> dict[str, Estimate]:
    """Rates of agreement, truce, breakdown, walk-out and expiry; they sum to 1.

    Parameters
    ----------
    runs
        Column `outcome`, (n,).
    confidence
        Chance that each interval covers, in (0, 1).

    Returns
    -------
    dict
        Rate by name, with Wilson's interval.

    Examples
    --------
    >>> rates = ending_rates({"outcome": [1, 1, 5, 1]})
    >>> rates["agreement"].value, rates["expiry"].value
    (0.75, 0.25)
    """
    outcome = column(runs, "outcome")
    return {name: rate_of(outcome == member, confidence) for name, member in RATES.items()}
