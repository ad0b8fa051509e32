# %% [markdown]
# # 1. A first negotiation
#
# Two sides and two issues. Each side knows for itself which issue matters more to it; the other
# does not know. Before talks open, each side takes a *stance* in every round: table an offer, talk,
# demand that the other table first, or wait. What does the first offer give away?
#
# *Scenario* `two-issue`, a teaching example: the important issue has weight h = 0.65, each round
# without a deal costs c = 0.014 of the pie, a unit a round later is worth d = 0.95 now.
# *Theory*: trading issues off (Raiffa 1982), alternating offers (Rubinstein 1982; Muthoo 1999).
# *Time*: 30 minutes. Write each guess down before you run the cell below it.

# %% tags=["setup"]
import matplotlib.pyplot as plt

from negotiation import Outcome, load_scenario
from negotiation.play import cast, play
from negotiation.plots import pareto_plot, timeline
from negotiation.terms import Side
from negotiation.theory import flow_costs
from negotiation.transcript import transcript

# Once offers are on the table both sides bargain as the solved game says.
solved = {"us_tactic": "equilibrium", "cn_tactic": "equilibrium"}
print(load_scenario("two-issue").summary)

# %% [markdown]
# ## The US demands, China offers
#
# The US asks for an offer, China tables one at once. Its package shows what China cares for.
#
# **Predict.** Is the first package accepted? Who gets the larger share of the pie?
#
# *My guess:* ...

# %%
one = play(cast("two-issue", us="demand", cn="offer", **solved), seed=7)
print(transcript(one))

# %% [markdown]
# ## The same again, with other priorities
#
# Seed and stream address all chance in a run: the same pair gives the same run, another stream
# other priorities. Priorities are opposed in half of the runs (q = 0.5).
#
# **Predict.** Whose payoff depends on the priorities drawn: the opener's, the other's, both?
#
# *My guess:* opener ..., other ...

# %%
for stream in range(6):
    run = play(cast("two-issue", us="demand", cn="offer", **solved), seed=7, stream=stream).run
    alike = "alike  " if run["profile_us"] == run["profile_cn"] else "opposed"
    print(alike, f"US (answers) {run['payoff_us']:.3f}   China (opens) {run['payoff_cn']:.3f}")

# %% [markdown]
# The opener gets the same in each run: it claims its own priority first and must leave the other
# what a refusal is worth. The side that answers has seen the offer; where priorities are opposed
# it keeps the whole gain from trading the issues off.
#
# ## A detour
#
# The US demands, China talks for two rounds and then tables.
#
# **Predict.** Do both lose by the detour? Draw the packages of this run on the plane of the two
# utilities: will the deal, without the costs of delay, leave anything on the table?
#
# *My guess:* ...

# %%
detour = play(cast("two-issue", us="demand", cn="talk:2", **solved), seed=7, stream=3)
figure, (left, right) = plt.subplots(1, 2, figsize=(9.0, 4.4), layout="constrained")
timeline(detour, left)
pareto_plot(detour, ax=right)
for side in ("us", "cn"):
    print(
        side,
        f"payoff {detour.run[f'payoff_{side}']:.3f}, of that cost of delay",
        f"-{detour.run[f'delay_cost_{side}']:.3f}",
    )

# %% [markdown]
# The deal lies on the frontier: the offer showed China's priority, and the US used it. What is lost
# is lost to delay.
#
# ## Exercise
#
# A strategy is a function of what the side sees: `me`, the public `game` and a random number.
# Write one that demands for two rounds and then talks. Let it play the US against a China that
# talks (`cn="talk"`), at seed 7. In which round is there a deal, and what is the payoff of the US?
# Check the payoff by hand: discount the utility of the deal, subtract the flow costs.

# %%
# Your solution here.


# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
def two_demands(me, game, draw):
    """Demand in rounds 0 and 1, then talk."""
    return "demand" if game.round < 2 else "talk"


run = play(cast("two-issue", us=two_demands, cn="talk", **solved), seed=7).run
c, d = 0.014, 0.95
by_hand = d**3 * run["deal_utility_us"] - c * (1 + d + d**2)
print(f"deal in round {run['round']}; payoff {run['payoff_us']:.4f}, by hand {by_hand:.4f}")
assert run["round"] == 3  # two rounds of demands, one of talk, then the offer
assert abs(run["payoff_us"] - by_hand) < 1e-9

# %% [markdown]
# ## Check against theory
#
# An opener that must leave the other the value of refusing keeps P = (1 + c) / (1 + d) where both
# sides are alike in patience and cost (Muthoo 1999, chapter 6). Whatever the priorities, China
# should get exactly this when it opens: put c and d in and compare, over a hundred runs.

# %% tags=["check"]
opened = cast("two-issue", us="demand", cn="offer", **solved)
runs = [play(opened, seed=7, stream=stream).run for stream in range(100)]
assert {run["outcome"] for run in runs} == {Outcome.DEAL}
assert {run["first_tabler"] for run in runs} == {Side.CN}
payoffs = [run["payoff_cn"] for run in runs]
simulated, theory = payoffs[0], flow_costs.opener_share(0.95, 0.95, 0.014, 0.014)
tolerance = 1e-9  # play is solved, not sampled
print(f"simulated {simulated:.12f}, theory {theory:.12f}, spread {max(payoffs) - min(payoffs):.0e}")
assert max(payoffs) - min(payoffs) <= tolerance
assert abs(simulated - theory) <= tolerance
