"""Where the surplus of a negotiation goes: what was realised, and what each friction cost.

The efficient surplus is what the two sides together get from the best package at once: every issue
to the side that values it more, in round 0, at no cost. On every run it is the sum of the realised
joint payoff and the losses below. Utilities are shares of the pie, added over both sides.

| symbol | is |
| --- | --- |
| w_i[k] | weight of issue k for side i, of the profile that was drawn |
| u_i | utility of the deal for side i, undiscounted |
| t | round of the deal |
| d_i | discount factor of side i per round |

| part | formula |
| --- | --- |
| efficient | sum over k of max(w_us[k], w_cn[k]); at least 1 |
| realised | payoff_us + payoff_cn |
| discounting | deal: sum over i of (1 - d_i^t) u_i; else 0 |
| flow_costs | sum over i of delay_cost_i |
| political | sum over i of political_cost_i: audience, ratification, lapsed threats |
| missed_logrolling | deal: efficient - (u_us + u_cn); else 0 |
| no_deal | deal: 0; else efficient - present value of the ending |

The present value of an ending without a deal is what it pays, discounted: outside options after a
walk-out, breakdown values, disagreement values at the end of time. A truce that still runs at the
horizon is such an ending; flow costs for ever count as part of the ending, not as delay.
Discounting counts for deals alone: without one there is nothing whose delay could have been spared.

No part is negative, with one exception: `no_deal` is, where the ending is worth more to the two
together than the best package, as rich outside options may be.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from negotiation.measures.columns import SIDES, Floats, Table, both_sides, column
from negotiation.measures.estimates import moments
from negotiation.terms import Outcome, Terms


@dataclass(frozen=True)
class Surplus:
    """Efficient surplus of each run and its parts, (n,) each; see the table of the module."""

    efficient: Floats
    realised: Floats
    discounting: Floats
    flow_costs: Floats
    political: Floats
    missed_logrolling: Floats
    no_deal: Floats

    @property
    def delay(self) -> Floats:
        """Lost to delay: discounting and flow costs."""
        return self.discounting + self.flow_costs

    @property
    def residual(self) -> Floats:
        """Efficient surplus less all parts: rounding, and nothing else."""
        return self.efficient - sum(values for _, values in self.parts())

    @property
    def efficiency(self) -> Floats:
        """Realised part of the efficient surplus; negative where costs ate more than all of it."""
        return self.realised / self.efficient

    def parts(self) -> Iterator[tuple[str, Floats]]:
        """Name and values of everything that the efficient surplus is the sum of."""
        for field in fields(self)[1:]:
            yield field.name, getattr(self, field.name)

    def means(self, where: ArrayLike = True) -> dict[str, float]:
        """Mean of the efficient surplus and of its parts, over all runs or over some.

        Parameters
        ----------
        where : array of bool, (n,)
            Runs that count, such as `outcome == Outcome.BREAKDOWN`.

        Returns
        -------
        dict
            Mean by name, NaN over no runs; the parts add up to `efficient`.
        """
        chosen = np.broadcast_to(np.asarray(where, dtype=np.bool_), self.efficient.shape)
        both = [("efficient", self.efficient), *self.parts()]
        return {name: moments(values[chosen])[0] for name, values in both}


def efficient_surplus(terms: Terms) -> Floats:
    """Largest joint utility of a package, by the two sides' profiles.

    Parameters
    ----------
    terms
        Parameters of the negotiation.

    Returns
    -------
    array, (P_us, P_cn)

    Examples
    --------
    >>> from negotiation.scenario import load_scenario
    >>> efficient_surplus(load_scenario("two-issue").terms()).tolist()
    [[1.0, 1.3], [1.3, 1.0]]
    """
    us, cn = (np.array(side.weights, dtype=np.float64) for side in (terms.us, terms.cn))
    best: Floats = np.maximum(us[:, None, :], cn[None, :, :]).sum(axis=-1)
    return best


def discounts(rounds: NDArray[np.int64], terms: Terms) -> Floats:
    """Discount factors of both sides in these rounds: (n, 2).

    >>> from negotiation.scenario import load_scenario
    >>> discounts(np.array([0, 2]), load_scenario("split-the-pie").terms()).tolist()[0]
    [1.0, 1.0]
    """
    schedules = [np.array(getattr(terms, side).discount_at) for side in SIDES]
    return np.stack([schedule[rounds] for schedule in schedules], axis=-1)


def decompose(runs: Table, terms: Terms) -> Surplus:
    """Split the efficient surplus of every run into what was realised and what was lost.

    Parameters
    ----------
    runs
        Columns `outcome`, `round`, and of both sides `profile`, `payoff`, `deal_utility`,
        `delay_cost`, `political_cost`: (n,) each, of finished runs at one design point.
    terms
        Parameters of that design point.

    Returns
    -------
    Surplus
        Its parts add up to the efficient surplus on every run, up to rounding.

    Examples
    --------
    >>> from negotiation.play import cast, play
    >>> played = play(cast("two-issue", us="demand:2", cn="offer:3"), seed=7)
    >>> runs = {name: [value] for name, value in played.run.items()}
    >>> found = decompose(runs, played.scenario.terms())
    >>> bool(abs(found.residual[0]) < 1e-12), bool(found.delay[0] > 0)
    (True, True)
    """
    profiles = column(runs, "profile_us"), column(runs, "profile_cn")
    efficient = efficient_surplus(terms)[profiles]
    deal = column(runs, "outcome") == Outcome.DEAL
    utility, costs = both_sides(runs, "deal_utility"), both_sides(runs, "delay_cost")
    politics, payoff = both_sides(runs, "political_cost"), both_sides(runs, "payoff")
    lost_worth = (1.0 - discounts(column(runs, "round"), terms)) * utility
    ending = payoff + costs + politics
    return Surplus(
        efficient=efficient,
        realised=payoff.sum(axis=-1),
        discounting=np.where(deal, lost_worth.sum(axis=-1), 0.0),
        flow_costs=costs.sum(axis=-1),
        political=politics.sum(axis=-1),
        missed_logrolling=np.where(deal, efficient - utility.sum(axis=-1), 0.0),
        no_deal=np.where(deal, 0.0, efficient - ending.sum(axis=-1)),
    )
