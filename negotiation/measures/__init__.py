"""Measures: numbers computed from the records of many runs.

Pure functions of record columns (`Simulated.runs`, a pandas frame of an experiment, or a dict of
arrays). Nothing here plays a negotiation.

| question | answer |
| --- | --- |
| how do negotiations end? | `ending_rates` |
| how long do they last? | `delay_in_rounds`, `delay_in_days`, `time_to_deal` |
| where does the surplus go? | `decompose`, `efficient_surplus` |
| what could be agreed? | `frontier_of`, `solution_points` |
| how good are the deals? | `deal_distances`, `distances_on` |
| who tables first? | `first_tabler_shares` |
| what does going first bring? | `first_mover_advantage`, `paired_first_mover_advantage` |
| what did stances give away? | `leverage_given_up` |
| what would have been better? | `regrets` |
| how sure is a mean or a rate? | `mean_of`, `rate_of`, `clustered_mean`, `bootstrap_mean` |
| how sure is a difference? | `paired_difference`, `difference_of_means` |
| how sure is a distribution? | `quantile_interval`, `ecdf_band` |
| ... from sums alone? | `t_interval`, `wilson_interval` |
"""

from negotiation.measures.bargaining_solutions import (
    SolutionPoints,
    frontier_of,
    solution_points,
)
from negotiation.measures.bootstrap import bootstrap_mean
from negotiation.measures.delay import delay_in_days, delay_in_rounds, time_to_deal
from negotiation.measures.distances import Distances, deal_distances, distances_on
from negotiation.measures.distributions import Band, ecdf_band, quantile_interval
from negotiation.measures.estimates import (
    Estimate,
    clustered_mean,
    difference_of_means,
    mean_of,
    paired_difference,
    rate_of,
)
from negotiation.measures.first_move import (
    first_mover_advantage,
    first_tabler_shares,
    leverage_given_up,
    paired_first_mover_advantage,
)
from negotiation.measures.intervals import Interval, t_interval, wilson_interval
from negotiation.measures.rates import ending_rates
from negotiation.measures.regret import Regrets, regrets
from negotiation.measures.surplus import Surplus, decompose, efficient_surplus

__all__ = [
    "Band",
    "Distances",
    "Estimate",
    "Interval",
    "Regrets",
    "SolutionPoints",
    "Surplus",
    "bootstrap_mean",
    "clustered_mean",
    "deal_distances",
    "decompose",
    "delay_in_days",
    "delay_in_rounds",
    "difference_of_means",
    "distances_on",
    "ecdf_band",
    "efficient_surplus",
    "ending_rates",
    "first_mover_advantage",
    "first_tabler_shares",
    "frontier_of",
    "leverage_given_up",
    "mean_of",
    "paired_difference",
    "paired_first_mover_advantage",
    "quantile_interval",
    "rate_of",
    "regrets",
    "solution_points",
    "t_interval",
    "time_to_deal",
    "wilson_interval",
]
