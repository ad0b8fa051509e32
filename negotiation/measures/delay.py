"""How long negotiations last: rounds without a deal, and days."""

import numpy as np
from numpy.typing import NDArray

from negotiation.measures.columns import Floats, Table, column
from negotiation.terms import Outcome

RUN_OUT = (Outcome.EXPIRED, Outcome.TRUCE_RUNNING)


def delay_in_rounds(runs: Table) -> NDArray[np.int64]:
    """Rounds that passed without a deal; each cost its flow cost. A deal at once has no delay.

    A run that ends in the moves of its last round (deal, walk-out, breakdown) lost the rounds
    before it; one that ran out of time lost its last round too.

    Parameters
    ----------
    runs
        Columns `round` and `outcome`, (n,).

    Returns
    -------
    array, (n,)

    Examples
    --------
    >>> delay_in_rounds({"round": [0, 3, 25], "outcome": [1, 3, 5]}).tolist()
    [0, 3, 26]
    """
    last = column(runs, "round").astype(np.int64)
    return last + np.isin(column(runs, "outcome"), RUN_OUT)


def delay_in_days(runs: Table, days_per_round: float) -> Floats:
    """Days that passed without a deal.

    Parameters
    ----------
    runs
        Columns `round` and `outcome`, (n,).
    days_per_round
        Length of a round: `scenario.time.days_per_round.value`.

    Returns
    -------
    array, (n,)

    Examples
    --------
    >>> delay_in_days({"round": [0, 3], "outcome": [1, 1]}, 7).tolist()
    [0.0, 21.0]
    """
    return delay_in_rounds(runs).astype(np.float64) * days_per_round


def time_to_deal(runs: Table) -> NDArray[np.int64]:
    """Delay in rounds of those runs that ended in a deal.

    Parameters
    ----------
    runs
        Columns `round` and `outcome`, (n,).

    Returns
    -------
    array, (deals,)

    Examples
    --------
    >>> time_to_deal({"round": [2, 3, 25], "outcome": [1, 3, 1]}).tolist()
    [2, 25]
    """
    agreed: NDArray[np.bool_] = column(runs, "outcome") == Outcome.DEAL
    return delay_in_rounds(runs)[agreed]
