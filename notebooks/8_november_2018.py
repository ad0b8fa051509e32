# %% [markdown]
# # 8. The talks of November 2018
#
# The US demanded a concrete offer before formal talks; China wanted to talk first. Calls broke
# nothing through, ministries were asked for their expectations, a dinner at the G20 was to be the
# start, with tariffs threatened should it fail.
#
# *Scenario* `buenos-aires-2018`: dates, tariffs and their costs from the record, pie, priorities
# and beliefs assumed; `negotiation show buenos-aires-2018` gives each with its range and source.
# Results are distributions under these assumptions. They are never forecasts, and say nothing
# about what either government knew or intended. *Theory*: flow costs and leverage after
# Muthoo 1999, audience costs after Fearon 1994, two levels after Putnam 1988. *Time*: 60 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from negotiation import Outcome, load_scenario
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.measures import rate_of
from negotiation.play import cast, play
from negotiation.plots import timeline
from negotiation.solution import solve_scenario
from negotiation.theory import flow_costs

# %% [markdown]
# ## One course of the talks
#
# **Predict.** The US demands throughout, China talks until the week of the summit. Who tables
# first? Will this one run bring a truce at the dinner, and a deal by the spring?
#
# *My guess:* ...

# %%
one = play(cast("buenos-aires-2018"), seed=7)
figure, axes = plt.subplots(figsize=(7.1, 5.4), layout="constrained")
timeline(one, axes)
print(Outcome(one.run["outcome"]).name, "after", one.run["frameworks"], "framework(s)")

# %% [markdown]
# ## Two thousand courses
#
# **Predict.** In what part of the runs is there a truce at the summit, a deal, a breakdown? One of
# these numbers was put in by hand (see `framework.tolerance` in the scenario): which?
#
# *My guess:* truce ..., deal ..., breakdown ...


# %%
def runs(*changes):
    """Two thousand runs of the flagship with some numbers changed."""
    terms = load_scenario("buenos-aires-2018", changes).terms()
    return simulate([Segment(terms, 2018, 0, 2_000)], keep_rounds=True)


base = runs().runs
events = {"truce at the summit": base["frameworks"] > 0}
events |= {o.name.lower(): base["outcome"] == o for o in Outcome if o in base["outcome"]}
for name, event in events.items():
    rate, low, high, n = rate_of(event)
    print(f"{name:20} {rate:.3f}, 95% interval {low:.3f} to {high:.3f}")

# %% [markdown]
# The intervals speak of chance inside the model alone. What of the assumptions?
#
# ## What if
#
# **Predict.** Which change moves the rate of deals most: China's paper three weeks earlier (as in
# the record), China talking throughout, or a truce a little harder or easier to reach?
#
# *My guess:* ...

# %%
what_if = {
    "China's paper in the week of 14 November": "cn.timing.rounds=1",
    "China talks throughout": "cn.timing.rounds=26",
    "framework bridges less": "framework.tolerance=0.82",
    "framework bridges more": "framework.tolerance=0.88",
}
for name, change in what_if.items():
    found = runs(change).runs
    deal, truce = found["outcome"] == Outcome.DEAL, found["frameworks"] > 0
    first = sorted(set(found["first_tabled_round"].tolist()))
    print(f"{name:41} deal {deal.mean():.3f}, truce {truce.mean():.3f}, first offer {first}")

# %% [markdown]
# With these slow tactics the week of the paper itself moves nothing: claims stay high before the
# summit, whoever tables. So who *should* table first? Solve the talks about talks by backward
# induction, with tariffs, threats and summit in the calendar (takes some seconds).
#
# **Predict.** In which week does the solution first have an offer, and from whom?
#
# *My guess:* ...


# %%
def words(mix):
    """Stances that a side takes with more than a trace of probability."""
    names = ("offer", "talk", "demand", "wait")
    return "/".join(name for name, p in zip(names, mix, strict=True) if p > 0.005)


solution = solve_scenario(load_scenario("buenos-aires-2018"))
for stretch in solution.stretches[:5]:
    stage, play_of = stretch.first, stretch.first.selected
    when = "after a failed summit" if stage.summit_failed else ""
    print(f"{stage.date} to {stretch.last.date} {stage.tariff_state}", end="  ")
    print(f"US {words(play_of.us):7} China {words(play_of.cn):7} {when}")

# %% [markdown]
# ## Exercise
#
# Structural leverage of the US is its share with a coin proposer and types known: at mean strength
# (r_cn - c_us + c_cn) / (r_us + r_cn), with r = 1 - d a week. Compute it from the terms of the
# scenario. Then switch on the clock of the next election, `us.time_preference.political_clock`.
# What does the answer to "who has the leverage?" hang on?

# %%
# Your solution here.


# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
def leverage(*changes):
    """Structural leverage of the US at the tariffs of November 2018 and mean strengths."""
    terms = load_scenario("buenos-aires-2018", changes).terms()
    costs = [side.flow_cost[terms.initial_tariff_state] for side in (terms.us, terms.cn)]
    rates = [1 - side.discount for side in (terms.us, terms.cn)]
    return flow_costs.frequent_offers_share(*rates, *costs)


calm, hurried = leverage(), leverage("us.time_preference.political_clock=true")
print(f"without the clock {calm:.3f}, with it {hurried:.3f}")  # one assumption turns the sign
assert hurried < 0.5 < calm

# %% [markdown]
# ## Check against theory
#
# Strengths are private: they multiply a side's flow costs, so leverage differs between runs. The
# leverage recorded in the first week of every run must equal the closed form at the strengths that
# were drawn (0.6 or 1.4 for the US, 0.5 or 1.5 for China), exactly.

# %% tags=["check"]
terms, many = load_scenario("buenos-aires-2018").terms(), runs()
rates, t = [1 - side.discount for side in (terms.us, terms.cn)], terms.initial_tariff_state
costs_us = [terms.us.flow_cost[t] * k for k in terms.us.strength_multiplier]
costs_cn = [terms.cn.flow_cost[t] * k for k in terms.cn.strength_multiplier]
share = flow_costs.frequent_offers_share
table = np.array([[share(*rates, us, cn) for cn in costs_cn] for us in costs_us])
formula = table[many.runs["strength_us"], many.runs["strength_cn"]]
recorded = many.rounds["leverage_us"][many.rounds["round"] == 0]
simulated, theory, tolerance = recorded.mean(), formula.mean(), 1e-9
print(f"mean leverage of the US in week 1: simulated {simulated:.6f}, theory {theory:.6f}")
assert abs(recorded - formula).max() <= tolerance
assert abs(simulated - theory) <= tolerance
