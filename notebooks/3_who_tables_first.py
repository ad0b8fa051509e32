# %% [markdown]
# # 3. Who tables first: the standoff
#
# In November 2018 each side wanted the other to move first. When is that sensible? In the
# two-issue world three numbers decide: P, the value of tabling first; W, of answering the other's
# first offer; Theta, of both talking first. All are shares of the pie.
#
# *Scenario* `two-issue` (h = 0.65, q = 0.5, d = 0.95); the flow cost c is varied in its range
# there, 0 to 0.12 a round. *Theory*: the project's own two-issue model on Rubinstein 1982; the game
# of timing and its mixing after Hamilton-Slutsky 1990; waiting after Hendricks-Weiss-Wilson 1988.
# *Time*: 45 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt

from negotiation import load_scenario
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.metagame import estimate
from negotiation.plots import payoff_matrix
from negotiation.solution import solve_scenario
from negotiation.theory import offer_mixing, offer_thresholds, offer_timing
from negotiation.theory.offer_talks import common

SOLVED = ["us.tactic.name=equilibrium", "cn.tactic.name=equilibrium"]

# %% [markdown]
# ## Open, answer or talk?
#
# An opener shows its priority. The other, informed, takes the gain from trading issues off. A round
# of talk shows both priorities, but costs a round.
#
# **Predict.** At c = 0.014, order P, W and Theta from the lowest to the highest.
#
# *My guess:* ... < ... < ...


# %%
def solved(c):
    """Solution of the two-issue world at this flow cost, as it stands in the first round."""
    return solve_scenario(load_scenario("two-issue", [f"c={c}"])).today


today = solved(0.014)
print(f"P = {today.P.us:.4f}, W = {today.W.us:.4f}, Theta = {today.Theta.us:.4f}: {today.regime}")

# %% [markdown]
# The price of going first is W - P, the interest in talk Theta - P.
#
# ## When tariffs bite harder
#
# **Predict.** As the cost of a lost round rises to 0.12, which comes first: that nobody wants to
# talk any more, or that nobody wants to wait any more? What lies in between?
#
# *My guess:* ...

# %%
for c in (0.005, 0.014, 0.0427, 0.12):
    today = solved(c)
    gaps = f"W - P {today.W.us - today.P.us:+.4f}, Theta - P {today.Theta.us - today.P.us:+.4f}"
    print(f"c = {c:.4f}: {gaps}, {today.regime}")

# %% [markdown]
# ## The standoff as a game
#
# At c = 0.0427 each would rather answer than table, and rather table than talk. Play the four pairs
# of "table" and "talk", 200 runs each; where both table, a coin names the offer that counts.
#
# **Predict.** Which cells of the table are equilibria? Is there one that treats both alike?
#
# *My guess:* ...

# %%
standoff = load_scenario("two-issue", ["c=0.0427"])
game = estimate(standoff, ["offer", "talk"], runs=200, seed=2018, tactic="equilibrium")
figure, axes = plt.subplots(figsize=(4.0, 2.6), layout="constrained")
payoff_matrix(game.means, game.us, game.cn, ax=axes)
for found in game.solutions.equilibria:
    print(f"equilibrium: the US tables with {found.us[0]:.2f}, China with {found.cn[0]:.2f}")

# %% [markdown]
# Two equilibria say who must give way, and each side prefers the one in which the other does. The
# third is alike for both: each tables with some probability, and some rounds are lost.
#
# ## Exercise
#
# Up to which flow cost do both prefer talking to tabling? P and Theta are straight lines in c, so
# two solved points are enough: find the cost c_T at which the lines cross.

# %%
# Your solution here.


# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
def interest_in_talk(c):
    """Theta - P at this flow cost."""
    today = solved(c)
    return today.Theta.us - today.P.us


low, high = 0.005, 0.035
at_low, at_high = interest_in_talk(low), interest_in_talk(high)
crossing = low + (high - low) * at_low / (at_low - at_high)
formula = offer_thresholds.talk_threshold(0.65, 0.5, 0.95)
print(f"c_T from two points {crossing:.6f}, by formula {formula:.6f}")
assert abs(crossing - formula) < 1e-9

# %% [markdown]
# ## Check against theory: waiting for the other
#
# Take talk away: a side tables or waits. Let each table with the probability p that makes the other
# indifferent between the two. On average (1 - p)^2 / (1 - (1 - p)^2) rounds are then lost before
# the first offer; the simulated mean must lie within four standard errors of that.
#
# **Predict.** At c = 0.0427, in how many of 100 talks is the very first round lost?
#
# *My guess:* ...

# %% tags=["setup"]
talks = common(0.65, 0.5, 0.95, 0.0427)
first, second = offer_timing.tabling_value(talks), offer_timing.second_mover_value(talks)
p = offer_mixing.stationary_tabling_probability(first, second, 0.95, 0.0427)
mixing = [
    f"{side}.timing.{field}"
    for side in ("us", "cn")
    for field in ("strategy=hazard", f"hazard_per_round={p!r}", "otherwise=wait")
]

# %% tags=["check"]
terms = load_scenario("two-issue", [*SOLVED, "c=0.0427", *mixing]).terms()
many = simulate([Segment(terms, seed=2018, first_stream=0, count=100_000)])
lost = many.runs["first_tabled_round"]
simulated, theory = lost.mean(), offer_mixing.stalled_rounds(p)
tolerance = 4 * lost.std(ddof=1) / len(lost) ** 0.5  # four standard errors of the mean
print(f"p = {p:.3f}; first round lost in {(lost > 0).mean():.1%} of the runs")
print(f"mean rounds lost: simulated {simulated:.4f}, theory {theory:.4f}, within {tolerance:.4f}")
assert abs(simulated - theory) <= tolerance
