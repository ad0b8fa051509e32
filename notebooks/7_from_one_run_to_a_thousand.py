# %% [markdown]
# # 7. From one run to a thousand
#
# One run is an anecdote. An *experiment* puts a question to many *design points*, each with its
# *replicates*, and answers with a number and an interval. How many runs are enough, what do
# intervals promise, and how can the same chance be used twice?
#
# *Scenario* `two-issue` (h = 0.65, q = 0.5, d = 0.95, c = 0.014), both sides bargaining as solved;
# ranges of c and h are examples within those of the scenario. *Theory*: values of talking and of
# tabling in the project's two-issue model on Rubinstein 1982; the bootstrap of Efron 1979 is an
# alternative to the intervals used here. *Time*: 45 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from negotiation import load_scenario
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.experiment import Experiment
from negotiation.measures import difference_of_means, mean_of, paired_difference
from negotiation.plots import regime_map
from negotiation.theory import offer_thresholds, offer_timing
from negotiation.theory.offer_talks import common

# A deal comes in round 0 or 1: six rounds are enough, and quick to solve.
SOLVED = {"us.tactic.name": "equilibrium", "cn.tactic.name": "equilibrium", "time.rounds": 6}
TALKS = {"scenario": "two-issue", "fixed": SOLVED, "seed": 2018}

# %% [markdown]
# ## How many runs?
#
# Both talk first. The mean payoff of the US is estimated from 10, 100, 1000 and 10,000 runs.
#
# **Predict.** From one line to the next, by which factor does the 95% interval shrink?
#
# *My guess:* ...

# %%
for replicates in (10, 100, 1_000, 10_000):
    result = Experiment(**TALKS, replicates=replicates).run()
    row = result.summary(["payoff_us"]).iloc[0]
    width = row["payoff_us_high"] - row["payoff_us_low"]
    print(f"{row['n']:6} runs: mean {row['payoff_us_mean']:.4f}, interval {width:.4f} wide")

# %% [markdown]
# The width falls with the square root of the number of runs: ten times as many, a third of it.
#
# ## The same chance twice
#
# What does it cost the US if a lost round costs 0.016 rather than 0.014? An experiment gives
# replicate k the same draws at both points: common random numbers.
#
# **Predict.** How much narrower is the interval of the difference if runs are compared in pairs?
#
# *My guess:* ... times

# %%
costs = Experiment(**TALKS, vary={"c": [0.014, 0.016]}, replicates=1_000)
cheap, dear = costs.run().to_pandas()["payoff_us"].to_numpy().reshape(2, -1)
for name, found in (
    ("in pairs", paired_difference(dear, cheap)),
    ("apart", difference_of_means(dear, cheap)),
):
    print(f"{name:8} {found.value:+.5f}, 95% interval {found.low:+.5f} to {found.high:+.5f}")

# %% [markdown]
# ## A map of the answer
#
# Vary the flow cost c and the weight h of the own priority: 6 by 5 points, 200 runs each for a US
# that talks and one that tables at once. Where the lead is within its error, the map says so. (For
# h above 2/3 an opener asks for more than a side like it accepts: there the closed form ends.)
#
# **Predict.** In which corner does talking win? Does the border rise or fall with c?
#
# *My guess:* ...

# %%
c, h = np.linspace(0.0, 0.03, 6).round(3), np.linspace(0.58, 0.66, 5).round(3)
vary = {"h": h.tolist(), "c": c.tolist(), "us.timing.strategy": ["talk", "offer"]}
runs = Experiment(**TALKS, vary=vary, replicates=200).run().to_pandas()
talk, offer = np.moveaxis(runs["payoff_us"].to_numpy().reshape(len(h), len(c), 2, -1), 2, 0)
border = [offer_thresholds.talk_threshold(each, 0.5, 0.95) for each in h]
figure, axes = plt.subplots(figsize=(5.5, 3.8), layout="constrained")
regime_map(
    *(c, h, {"talk": talk, "offer": offer}),
    *("flow cost (share of the pie per round)", "weight of the own priority (share)"),
    boundaries={"c_T, closed form": (border, h)},
    ax=axes,
)
print(f"{runs['point'].nunique()} design points, {len(runs)} runs")

# %% [markdown]
# ## Exercise
#
# How many runs make the 95% interval of the mean payoff of the US 0.004 wide, when both talk at the
# numbers of the scenario? Estimate the standard deviation from a pilot of 500 runs and work it out
# (an interval is 2 x 1.96 standard errors wide). Then let an experiment find out for itself: `stop`
# with an outcome and a width; `replicates` is the block after which it looks again.

# %%
# Your solution here.

# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
pilot = Experiment(**TALKS | {"seed": 1}, replicates=500).run().to_pandas()["payoff_us"]
by_hand = (2 * 1.96 * pilot.std() / 0.004) ** 2
stop = {"outcome": "payoff_us", "width": 0.004}
stopped = Experiment(**TALKS, replicates=250, stop=stop).run().summary()
used, width = stopped["n"].iloc[0], np.ptp(stopped[["payoff_us_low", "payoff_us_high"]].iloc[0])
print(f"by hand {by_hand:.0f} runs; stopped after {used} runs at a width of {width:.5f}")
assert width <= 0.004
assert abs(used - by_hand) < 0.15 * by_hand  # the pilot knows the deviation to some 3%

# %% [markdown]
# ## Check against theory
#
# "95%" is a promise about the method: of many intervals, 95% hold the true value. Here the truth is
# known: Theta, in closed form. Cut 100,000 runs into 1000 experiments of 100 runs each and count
# the intervals that hold it. The count is itself a random number: 4 of its standard errors allowed.

# %% tags=["check"]
changes = [f"{address}={value}" for address, value in SOLVED.items()]
terms = load_scenario("two-issue", changes).terms()
many = simulate([Segment(terms, seed=2018, first_stream=0, count=100_000)])
experiments = many.runs["payoff_us"].reshape(1_000, 100)
truth = offer_timing.talk_value(common(0.65, 0.5, 0.95, 0.014))
estimates = [mean_of(payoffs) for payoffs in experiments]
simulated = np.mean([each.low <= truth <= each.high for each in estimates])
theory = 0.95
tolerance = 4 * (theory * (1 - theory) / len(estimates)) ** 0.5
print(f"{simulated:.1%} of the intervals hold {truth:.6f}; promised {theory:.0%}")
assert abs(simulated - theory) <= tolerance
