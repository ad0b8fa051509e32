"""Who tables first, what stances gave away, and what going first brings.

The advantage of going first is read in two ways. Within one design point, runs in which a side
tabled first are compared with those in which the other did; the two groups may differ in more than
that. Between two design points under common random numbers, one that makes the US table first and
one that makes China, the same draws are compared with one another.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from negotiation.errors import InputError
from negotiation.measures.columns import SIDES, Floats, Table, column
from negotiation.measures.estimates import (
    Estimate,
    difference_of_means,
    paired_difference,
    rate_of,
)
from negotiation.measures.intervals import CONFIDENCE
from negotiation.terms import BOTH, NOBODY, Side, Stance

TABLERS: Final = {"us": int(Side.US), "cn": int(Side.CN), "both": BOTH, "nobody": NOBODY}


def first_tabler_shares(runs: Table, confidence: float = CONFIDENCE) -> dict[str, Estimate]:
    """Shares of runs in which the US, China, both at once or nobody tabled first; they sum to 1.

    Parameters
    ----------
    runs
        Column `first_tabler`, (n,).
    confidence
        Chance that each interval covers, in (0, 1).

    Returns
    -------
    dict
        Share by name, with Wilson's interval.

    Examples
    --------
    >>> shares = first_tabler_shares({"first_tabler": [0, 1, 1, -1]})
    >>> {name: share.value for name, share in shares.items()}
    {'us': 0.25, 'cn': 0.5, 'both': 0.0, 'nobody': 0.25}
    """
    first = column(runs, "first_tabler")
    return {name: rate_of(first == code, confidence) for name, code in TABLERS.items()}


def leverage_given_up(rounds: Table, n_rounds: ArrayLike) -> dict[str, Floats]:
    """Leverage that a side's stances gave up, on average over the rounds in which it took one.

    Parameters
    ----------
    rounds
        Columns `stance` and `leverage_given_up` of both sides, (rows,): the rounds of run 0, then
        those of run 1, and so on.
    n_rounds : array, (n,)
        Rounds of each run: `Simulated.n_rounds`, or column `round` of the runs plus 1.

    Returns
    -------
    dict
        By side, the mean of each run, (n,); NaN where it took no stance (talks were open).

    Raises
    ------
    InputError
        If the numbers of rounds do not add up to the rows.

    Examples
    --------
    >>> rounds = {"stance_us": [2, 1, 0], "leverage_given_up_us": [0.25, 0.5, 0.0],
    ...           "stance_cn": [2, 2, 0], "leverage_given_up_cn": [0.0, 0.25, 0.0]}
    >>> {side: mean.tolist() for side, mean in leverage_given_up(rounds, [2, 1]).items()}
    {'us': [0.375, nan], 'cn': [0.125, nan]}
    """
    counts = np.asarray(n_rounds, dtype=np.int64)
    runs = np.repeat(np.arange(counts.size), counts)
    rows = column(rounds, "stance_us").size
    if runs.size != rows:
        problem = f"{rows} rows, but {runs.size} rounds of {counts.size} runs"
        raise InputError("rounds", "", problem, "one row a round")
    found = {}
    for side in SIDES:
        taken = column(rounds, f"stance_{side}") != Stance.NONE
        given = column(rounds, f"leverage_given_up_{side}")[taken]
        stances = np.bincount(runs[taken], minlength=counts.size)
        total = np.bincount(runs[taken], weights=given, minlength=counts.size)
        found[side] = np.where(stances > 0, total / np.maximum(stances, 1), np.nan)
    return found


def first_mover_advantage(runs: Table, confidence: float = CONFIDENCE) -> dict[str, Estimate]:
    """Mean payoff of a side where it tabled first, less that where the other did.

    Parameters
    ----------
    runs
        Columns `first_tabler`, `payoff_us`, `payoff_cn`, (n,).
    confidence
        Chance that each interval covers, in (0, 1).

    Returns
    -------
    dict
        By side, with Welch's interval; NaN where one of the two never happened.

    Examples
    --------
    >>> runs = {"first_tabler": [0, 0, 1, 1], "payoff_us": [0.6, 0.5, 0.4, 0.3],
    ...         "payoff_cn": [0.4, 0.5, 0.6, 0.7]}
    >>> {side: round(found.value, 3) for side, found in first_mover_advantage(runs).items()}
    {'us': 0.2, 'cn': 0.2}
    """
    first, found = column(runs, "first_tabler"), {}
    for side, other in (SIDES, SIDES[::-1]):
        payoff = column(runs, f"payoff_{side}")
        own, theirs = payoff[first == TABLERS[side]], payoff[first == TABLERS[other]]
        found[side] = difference_of_means(own, theirs, confidence)
    return found


def paired_first_mover_advantage(
    us_first: Table, cn_first: Table, confidence: float = CONFIDENCE
) -> dict[str, Estimate]:
    """Mean difference of a side's payoffs between two design points, replicate by replicate.

    Replicates count in which the US indeed tabled first at the one point and China at the other;
    `n` of the estimate is their number.

    Parameters
    ----------
    us_first, cn_first
        Columns `first_tabler`, `payoff_us`, `payoff_cn`, (n,), of the same replicates at the
        point where the US is to table first and at the one where China is.
    confidence
        Chance that each interval covers, in (0, 1).

    Returns
    -------
    dict
        By side: payoff where it tables first less payoff where the other does, with the interval
        of paired differences.

    Raises
    ------
    InputError
        If the two have different numbers of replicates.

    Examples
    --------
    >>> one = {"first_tabler": [0, 0], "payoff_us": [0.6, 0.5], "payoff_cn": [0.4, 0.5]}
    >>> other = {"first_tabler": [1, 1], "payoff_us": [0.4, 0.3], "payoff_cn": [0.6, 0.7]}
    >>> found = paired_first_mover_advantage(one, other)["us"]
    >>> round(found.value, 3), found.n
    (0.2, 2)
    """
    ours, theirs = column(us_first, "first_tabler"), column(cn_first, "first_tabler")
    if ours.size != theirs.size:
        problem = f"{ours.size} and {theirs.size} replicates are no pairs"
        raise InputError("first mover", "", problem, "the same replicates at both points")
    kept = (ours == Side.US) & (theirs == Side.CN)
    found = {}
    for side, (own, other) in zip(SIDES, ((us_first, cn_first), (cn_first, us_first)), strict=True):
        mine, yours = (column(each, f"payoff_{side}")[kept] for each in (own, other))
        found[side] = paired_difference(mine, yours, confidence)
    return found
