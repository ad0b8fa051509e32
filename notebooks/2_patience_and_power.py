# %% [markdown]
# # 2. Patience and power
#
# One pie, offers on the table from the start, the two sides propose in turn. A refusal costs a
# round. Who gets how much, and why? Three sources of power in their purest form: patience, the
# right to open, and what delay costs.
#
# *Scenario* `split-the-pie`: discount factors of 0.95 and 0.90 a round, no flow costs. Both sides
# play the solved tactic: leave the other exactly what refusing is worth to it.
# *Theory*: Rubinstein 1982; Binmore-Rubinstein-Wolinsky 1986; Muthoo 1999. *Time*: 40 minutes.
# All other numbers below are examples to think with; none describes a country.

# %% tags=["setup"]
import math

import matplotlib.pyplot as plt

from negotiation import load_scenario
from negotiation.play import cast, play
from negotiation.plots import value_map
from negotiation.theory import flow_costs, rubinstein


# %% tags=["setup"]
def us_share(d_us, d_cn, c_us=0.0, c_cn=0.0, opener="us"):
    """Share of the US in the simulated deal."""
    discount = "time_preference.discount_factor_per_round"
    changes = [
        f"us.{discount}={d_us!r}",
        f"cn.{discount}={d_cn!r}",
        f"flow_cost_per_round_us={c_us!r}",
        f"flow_cost_per_round_cn={c_cn!r}",
        f"game.first_proposer={opener}",
    ]
    scenario = load_scenario("split-the-pie", changes)
    solved = cast(scenario, us_tactic="equilibrium", cn_tactic="equilibrium")
    return play(solved).run["deal_utility_us"]


# %% [markdown]
# ## Patience
#
# **Predict.** The US opens. What does it get if its discount factor is 0.95 and China's 0.90; if
# both are 0.90; if it is the other way round? Is a round later in the game ever played?
#
# *My guess:* ..., ..., ...

# %%
for d_us, d_cn in ((0.95, 0.90), (0.90, 0.90), (0.90, 0.95)):
    print(f"d_us {d_us:.2f}  d_cn {d_cn:.2f}  the US gets {us_share(d_us, d_cn):.4f}")

# %% [markdown]
# The first offer is accepted: delay is a threat, and threats that both understand are not carried
# out. With equal patience the opener still gets more than half.
#
# ## The right to open
#
# Let the US discount at 4% a year and China at 6%, and make the rounds shorter and shorter.
#
# **Predict.** How does the advantage of opening change with the length of a round? And the share
# of the patient side: does it go to one half, to everything, or to something in between?
#
# *My guess:* ...

# %%
for years in (1.0, 0.25, 1 / 12, 1 / 365):
    d_us, d_cn = math.exp(-0.04 * years), math.exp(-0.06 * years)
    first, second = us_share(d_us, d_cn), us_share(d_us, d_cn, opener="cn")
    print(f"round of {365 * years:5.0f} days: opens {first:.4f}, answers {second:.4f}")
print(f"limit 0.06 / (0.04 + 0.06) = {rubinstein.patient_share(0.04, 0.06):.4f}")

# %% [markdown]
# ## What delay costs
#
# Tariffs in force cost both sides something in each round without a deal. Both discount factors
# are 0.95 now; flow costs are shares of the pie per round.
#
# **Predict.** Against no costs at all, what does the opener gain or lose if (a) both pay 0.01,
# (b) the US pays 0.01 and China 0.03, (c) the US pays 0.03 and China 0.01? On a map of both costs,
# which way do the lines of equal shares run?
#
# *My guess:* (a) ... (b) ... (c) ... The lines run ...

# %%
costs = [step / 200 for step in range(9)]
shares = [[us_share(0.95, 0.95, c_us, c_cn) for c_us in costs] for c_cn in costs]
figure, axes = plt.subplots(figsize=(5.5, 3.8), layout="constrained")
labels = [f"flow cost of {side} (share of the pie per round)" for side in ("the US", "China")]
value_map(costs, costs, shares, *labels, "share of the US, which opens", ax=axes)
base = us_share(0.95, 0.95)
for label, c_us, c_cn in (("a", 0.01, 0.01), ("b", 0.01, 0.03), ("c", 0.03, 0.01)):
    share = us_share(0.95, 0.95, c_us, c_cn)
    print(f"({label}) the US gets {share:.4f}, {share - base:+.4f} against no costs")

# %% [markdown]
# Equal costs hardly move the split; a difference of 0.02 moves it by almost 0.2. The *difference*
# of the costs counts, measured against impatience, so the lines run along the diagonal; the sum of
# the costs is what delay destroys.
#
# ## Exercise
#
# Both discount factors are 0.95 and the US, which opens, pays 0.01 a round. How high must China's
# flow cost be for the US to get 0.75? Find it by hand from the condition that each side offers the
# other what refusing is worth, then confirm it with `us_share`.

# %%
# Your solution here.

# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
# US opens with x, China with y (shares of the US): 1 - x = d (1 - y) - c_cn and y = d x - c_us,
# so x (1 - d**2) = 1 + c_cn - d (1 + c_us); solve for c_cn.
d, c_us, wanted = 0.95, 0.01, 0.75
c_cn = wanted * (1 - d**2) - 1 + d * (1 + c_us)
print(f"China's flow cost {c_cn:.6f}: the US gets {us_share(d, d, c_us, c_cn):.9f}")
assert abs(us_share(d, d, c_us, c_cn) - wanted) < 1e-9

# %% [markdown]
# ## Check against theory
#
# With ever shorter rounds the share tends to (r_cn - c_us + c_cn) / (r_us + r_cn), costs per year
# (Muthoo 1999, chapter 6). Rates of 5%, costs of 1% and 3% a year: which share? A round of length D
# costs c (1 - exp(-r D)) / r. The error shrinks in proportion to D, so twice the finer result less
# the coarser one is free of it (Richardson's extrapolation).


# %% tags=["check"]
def at_length(length, rate=0.05, c_us=0.01, c_cn=0.03):
    """Share of the US with rounds of this length in years."""
    d = math.exp(-rate * length)
    scale = (1 - d) / rate
    return us_share(d, d, c_us * scale, c_cn * scale)


simulated = 2 * at_length(5e-4) - at_length(1e-3)
theory = flow_costs.frequent_offers_share(0.05, 0.05, 0.01, 0.03)
tolerance = 1e-6  # what is left of the length of a round after the extrapolation
print(f"simulated {simulated:.9f}, theory {theory:.9f}")
assert abs(us_share(0.95, 0.9) - rubinstein.proposer_share(0.95, 0.9)) <= 1e-9
assert abs(simulated - theory) <= tolerance
