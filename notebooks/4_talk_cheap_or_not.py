# %% [markdown]
# # 4. Talk: cheap or not
#
# China wanted to talk first. Talk costs a round and binds nobody; can it be worth anything? Three
# questions: what true and clear talk is worth, what fog and half-truths do to it, and why some
# things cannot be said at all.
#
# *Scenario* `two-issue` (h = 0.65, q = 0.5, d = 0.95, c = 0.014): truthful talk, clarity 1. The
# other clarities and rates of truth below are examples. *Theory*: values of talk and of tabling in
# the project's two-issue model; Crawford-Sobel 1982 on what a biased speaker can say.
# *Time*: 45 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt
import numpy as np

from negotiation import load_scenario
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.measures import mean_of
from negotiation.plots import ridgeline
from negotiation.theory import cheap_talk, offer_timing
from negotiation.theory.offer_talks import common

SOLVED = ["us.tactic.name=equilibrium", "cn.tactic.name=equilibrium"]

# %% [markdown]
# ## Clear and true
#
# Both talk; each understands the other at once, then a coin names who tables. Against that: the US
# tables at once, without talk.
#
# **Predict.** For the US: which is worth more on average, and which varies more from run to run?
#
# *My guess:* ...


# %%
def runs(us, cn, *changes, count=20_000, keep_rounds=False):
    """Many runs of the two-issue world with these timing strategies, bargaining as solved."""
    stances = [f"us.timing.strategy={us}", f"cn.timing.strategy={cn}"]
    terms = load_scenario("two-issue", [*SOLVED, *stances, *changes]).terms()
    return simulate([Segment(terms, 2018, 0, count)], keep_rounds=keep_rounds)


pairs = (("talk", "talk"), ("offer", "talk"), ("demand", "offer"))
payoffs = {f"US {us}, China {cn}": runs(us, cn).runs["payoff_us"] for us, cn in pairs}
figure, axes = plt.subplots(figsize=(7.1, 3.0), layout="constrained")
ridgeline(payoffs, "payoff_us", group_label="", ax=axes)
for name, payoff in payoffs.items():
    mean, low, high, n = mean_of(payoff)
    print(f"{name:23} mean {mean:.4f}, 95% interval {low:.4f} to {high:.4f}")

# %% [markdown]
# ## Fog
#
# Let a message be understood with probability 1, 0.5 or 0.25 a round; both go on talking until both
# have understood.
#
# **Predict.** At which clarity does talking first fall behind tabling at once, which is worth 0.52?
#
# *My guess:* ...

# %%
endless = ("us.timing.rounds=60", "cn.timing.rounds=60")
for clarity in (1.0, 0.5, 0.25):
    foggy = runs("talk", "talk", *endless, f"talk_clarity={clarity}").runs
    print(
        f"clarity {clarity:.2f}: first offer in round {foggy['first_tabled_round'].mean():.2f} "
        f"on average, payoff of the US {foggy['payoff_us'].mean():.4f}"
    )

# %% [markdown]
# ## Half-truths
#
# Half of the time a speaker tells its true priority, else it says whatever the listener expects
# anyway. Before the first message the listener gives both priorities 1/2. A listener of credence k
# moves a part k of its belief to what was said.
#
# **Predict.** How often is the message true? After it, how sure is a listener with credence 1, and
# how sure should it be?
#
# *My guess:* true in ...; believes ...; should believe ...

# %%
for credence in (1.0, 0.5):
    said = runs(
        "talk",
        "talk",
        *endless,
        "cn.talk.truthfulness=0.5",
        f"us.talk.credence={credence}",
        keep_rounds=True,
    )
    first = said.rounds["round"] == 0
    message, belief = said.rounds["message_cn"][first], said.rounds["belief_us"][first]
    believed = belief[np.arange(len(message)), message]
    true = (said.runs["profile_cn"] == message).mean()
    print(f"credence {credence}: believes {believed.mean():.3f}, true in {true:.3f} of the runs")

# %% [markdown]
# Credence equal to truthfulness makes a calibrated listener: on average its beliefs do not move.
#
# ## What cannot be said
#
# Priorities can be told because both gain from the trade. An envoy who always wants *more* than the
# listener has a bias b. The state is uniform on [0, 1]; messages can only name intervals.
#
# **Predict.** How many different messages can be told apart at a bias of 0.01, 0.05, 0.1, 0.3?
#
# *My guess:* ...

# %%
for bias in (0.01, 0.05, 0.1, 0.3):
    words = cheap_talk.interval_count(bias)
    ends = [round(end, 3) for end in cheap_talk.interval_ends(bias, words)]
    print(f"bias {bias}: messages {words}, inner ends {ends}")

# %% [markdown]
# ## Exercise
#
# Each message is understood with probability p = 0.25, independently, and talk goes on until both
# sides have understood. How many rounds of talk does that take on average? Derive it (the later of
# two geometric times) and compare with the simulated round of the first offer.

# %%
# Your solution here.

# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
p = 0.25
# Mean of each time is 1/p; of the earlier one 1/(1 - (1-p)**2); the later one is what remains.
by_hand = 2 / p - 1 / (1 - (1 - p) ** 2)
rounds = runs("talk", "talk", *endless, f"talk_clarity={p}").runs["first_tabled_round"]
error = rounds.std(ddof=1) / len(rounds) ** 0.5
print(f"by hand {by_hand:.4f}, simulated {rounds.mean():.4f}, standard error {error:.4f}")
assert abs(rounds.mean() - by_hand) < 4 * error

# %% [markdown]
# ## Check against theory
#
# Theta = -c + d ((1 - q)(P + R) + q (Po + Ro)) / 2: the mean over alike and opposed priorities and
# over the coin that names who tables, a round later. At c = 0.005 the closed form must lie within
# four standard errors of the simulated mean payoff of each side that talks first.

# %% tags=["check"]
talked = runs("talk", "talk", "c=0.005", count=40_000).runs
both = (talked["payoff_us"] + talked["payoff_cn"]) / 2
simulated, theory = both.mean(), offer_timing.talk_value(common(0.65, 0.5, 0.95, 0.005))
tolerance = 4 * both.std(ddof=1) / len(both) ** 0.5
print(f"simulated {simulated:.5f}, theory {theory:.5f}, within {tolerance:.5f}")
assert abs(simulated - theory) <= tolerance
