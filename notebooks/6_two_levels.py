# %% [markdown]
# # 6. Two levels
#
# Whoever negotiates abroad must come home with something that passes there (Putnam 1988). Here
# China's negotiators accept what they are offered, but three ministries each have a floor that
# nobody knows, and a veto. What should be offered, and who gains from tied hands?
#
# *Scenario* `two-level`: one round, one pie, floors uniform on [0, 1]; the US tables once.
# `split-the-pie` for known floors. *Theory*: closed forms in the spirit of Putnam 1988 and Iida
# 1993. Changed numbers are examples. *Time*: 40 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt
from scipy.optimize import minimize_scalar

from negotiation import Outcome, load_scenario
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.play import cast, play
from negotiation.plots import value_map
from negotiation.scenario import scenario_from_dict
from negotiation.theory import ratification

# %% [markdown]
# ## One offer, three vetoes
#
# A generous offer passes more often and leaves less.
#
# **Predict.** How often do three ministries all agree to one half of the pie? And which of the
# offers 0.50, 0.65, 0.75, 0.85 is worth most to the US?
#
# *My guess:* passes with ...; the best is ...


# %%
def offered(share, scenario=None, count=20_000):
    """Whether each run ends in a deal, and the payoff of the US, if China is offered a share."""
    raw = (scenario or load_scenario("two-level")).to_dict()
    raw["us"]["tactic"]["opening_claim"] = 1 - share
    runs = simulate([Segment(scenario_from_dict(raw).terms(), 2018, 0, count)]).runs
    return runs["outcome"] == Outcome.DEAL, runs["payoff_us"]


for share in (0.50, 0.65, 0.75, 0.85):
    deal, payoff = offered(share)
    print(f"offer {share:.2f}: ratified {deal.mean():.3f}, payoff of the US {payoff.mean():.4f}")

# %% [markdown]
# ## More ministries
#
# **Predict.** With one, two, three, six ministries: does the best offer rise or fall? What happens
# to the chance that it passes: does it go to nothing?
#
# *My guess:* ...


# %%
def with_vetoes(n):
    """Two-level scenario with n ministries alike."""
    raw = load_scenario("two-level").to_dict()
    one = raw["cn"]["ministries"][0]
    raw["cn"]["ministries"] = [one | {"name": f"ministry {m}"} for m in range(n)]
    return scenario_from_dict(raw)


for n in (1, 2, 3, 6):
    best = ratification.veto_offer(n)
    deal, payoff = offered(best, with_vetoes(n))
    print(f"{n} vetoes: best offer {best:.3f}, ratified {deal.mean():.3f}, US {payoff.mean():.4f}")

# %% [markdown]
# The best offer rises with every veto, and still the chance that it passes falls, towards 1/e.
# Tied hands bring China more per deal and fewer deals. What does a mistake cost?
#
# **Predict.** Draw the payoff of the US over offers and vetoes. Is it worse to offer a tenth too
# little or a tenth too much, and does the answer depend on the number of vetoes?
#
# *My guess:* ...

# %%
offers, vetoes = [step / 20 for step in range(4, 20)], list(range(1, 7))
many = [with_vetoes(n) for n in vetoes]
payoffs = [[offered(share, each)[1].mean() for share in offers] for each in many]
figure, axes = plt.subplots(figsize=(5.5, 3.8), layout="constrained")
value_map(
    *(offers, vetoes, payoffs),
    *("offer to China (share of the pie)", "ministries with a veto", "payoff_us"),
    boundaries={"best offer, theory": ([ratification.veto_offer(n) for n in vetoes], vetoes)},
    ax=axes,
)
for n, row in zip(vetoes, payoffs, strict=True):
    print(f"{n} vetoes: the best of these offers is {offers[row.index(max(row))]:.2f}")

# %% [markdown]
# With one veto both mistakes cost the same. With more it is the tenth too much that costs more: the
# US keeps little by then, and what it adds is a large part of that.
#
# ## Tied hands that all can see
#
# Now the floor is known: nothing below it is ever ratified at home in the US, which opens in a game
# of alternating offers, both with discount factors of 0.9.
#
# **Predict.** What does the US get with a floor of 0.3, 0.5, 0.8? Which floors change nothing?
#
# *My guess:* ..., ..., ...


# %%
def known_floor(floor):
    """Share of the US if its only ministry has this floor."""
    raw = load_scenario("split-the-pie").to_dict()
    raw["us"]["time_preference"]["discount_factor_per_round"] = 0.9
    ministry = {"name": "home", "votes": 1.0, "weights": {"pie": 1.0}, "floor": floor}
    raw["us"]["ministries"] = [ministry]
    solved = cast(scenario_from_dict(raw), us_tactic="equilibrium", cn_tactic="equilibrium")
    return play(solved).run["deal_utility_us"]


for floor in (0.0, 0.3, 0.5, 0.8):
    print(f"floor {floor}: the US gets {known_floor(floor):.4f}")

# %% [markdown]
# A known floor is strength, as in Schelling 1960: it binds once it exceeds what refusing would
# bring anyway, and from there on a weak hand at home is a strong one abroad.
#
# ## Exercise
#
# Let two of the three ministries suffice (`cn.ratification.quota=0.6`, their part of the votes).
# Write down the chance that an offer y passes, find the best offer, and check its rate of
# ratification by simulation. Who gains from the weaker rule?

# %%
# Your solution here.


# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
def passes(y):
    """Chance that at least two of three uniform floors are at most y."""
    return 3 * y**2 * (1 - y) + y**3


best = minimize_scalar(lambda y: -(1 - y) * passes(y), bounds=(0, 1), method="bounded").x
majority = load_scenario("two-level", ["cn.ratification.quota=0.6"])
deal, payoff = offered(best, majority)
print(f"best offer {best:.4f}: passes {passes(best):.4f}, simulated {deal.mean():.4f}")
print(f"the US gets {payoff.mean():.4f} in place of {ratification.veto_payoff(3):.4f}")
assert abs(deal.mean() - passes(best)) < 4 * deal.std() / len(deal) ** 0.5

# %% [markdown]
# ## Check against theory
#
# Against n vetoes the best offer is n / (n + 1), and it passes with (n / (n + 1))^n. The simulated
# rate for n = 3 must lie within four standard errors; the known floors must be met exactly.

# %% tags=["check"]
for floor in (0.3, 0.5, 0.8):
    assert abs(known_floor(floor) - ratification.share_with_floor(0.9, 0.9, floor)) <= 1e-9
deal, payoff = offered(ratification.veto_offer(3), count=100_000)
simulated, theory = deal.mean(), ratification.ratification_probability(3)
tolerance = 4 * deal.std() / len(deal) ** 0.5
print(f"ratified: simulated {simulated:.4f}, theory {theory:.4f}, within {tolerance:.4f}")
assert abs(simulated - theory) <= tolerance
