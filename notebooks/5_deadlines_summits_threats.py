# %% [markdown]
# # 5. Deadlines, summits, threats
#
# Clocks move negotiators. A deadline makes delay useless afterwards; a summit may turn talks into a
# framework, with a truce; a threat dated in the calendar is worth something only if it would be
# carried out.
#
# *Scenarios* `deadline` (twelve weeks, firm against boulware) and `split-the-pie`; changed numbers
# are examples. *Theory*: Stahl 1972 for a known last round; the deadline effect of
# Roth-Murnighan-Schoumaker 1988; tactics of Faratin-Sierra-Jennings 1998; audience costs after
# Fearon 1994, costs of delay after Muthoo 1999. *Time*: 45 minutes.

# %% tags=["setup"]
import matplotlib.pyplot as plt

from negotiation import Outcome, load_scenario
from negotiation.play import cast, play
from negotiation.plots import timeline
from negotiation.scenario import scenario_from_dict
from negotiation.theory import escalation, stahl

print(load_scenario("deadline").summary)

# %% [markdown]
# ## The last weeks
#
# The US concedes late (boulware), China not at all before the deadline (firm). The summit in round
# 6 brings a framework only if the two claims exceed the pie by no more than 0.25.
#
# **Predict.** Does the summit bring a framework? In which of the twelve rounds is there a deal?
#
# *My guess:* ...

# %%
talks = play(cast("deadline"), seed=2018)
figure, axes = plt.subplots(figsize=(7.1, 4.2), layout="constrained")
timeline(talks, axes)
print(
    Outcome(talks.run["outcome"]).name,
    "in round",
    talks.run["round"],
    "with",
    talks.run["frameworks"],
    "frameworks",
)

# %% [markdown]
# ## What a summit can bridge
#
# **Predict.** Let the summit bridge a gap of 0.5. What is agreed there, when is the deal then, and
# whom does the framework help? Both get a floor of 0.375 and a truce of four rounds.
#
# *My guess:* ...

# %%
for tolerance in (0.25, 0.5):
    run = play(cast(load_scenario("deadline", [f"framework.tolerance={tolerance}"])), seed=2018).run
    print(
        f"tolerance {tolerance}: frameworks {run['frameworks']}, deal in round {run['round']}, "
        f"US {run['payoff_us']:.3f}, China {run['payoff_cn']:.3f}"
    )

# %% [markdown]
# ## The power of the last word
#
# Now both bargain as solved, discount factors 0.95 and 0.90 (`split-the-pie`), and no deal by the
# last round is worth nothing to either. The US proposes in rounds 1, 3, 5, ...
#
# **Predict.** What does the US get if there are 1, 2, 3, 4 rounds? And with very many?
#
# *My guess:* ..., ..., ..., ..., then ...


# %%
def with_rounds(rounds):
    """Share of the US if no deal by the last round is worth nothing."""
    nothing = ["us.endings.disagreement_value=0.0", "cn.endings.disagreement_value=0.0"]
    scenario = load_scenario("split-the-pie", [*nothing, f"time.rounds={rounds}"])
    solved = cast(scenario, us_tactic="equilibrium", cn_tactic="equilibrium")
    return play(solved).run["deal_utility_us"]


for rounds in (1, 2, 3, 4, 11, 50, 200):
    print(f"{rounds:3} rounds: the US gets {with_rounds(rounds):.4f}")

# %% [markdown]
# ## A dated threat
#
# In round 3 of the first scenario the US may raise tariffs. That would cost it 0.0025 a round more,
# China 0.002; both discount by 0.99. If it lets the threat lapse, the US pays an audience cost. It
# carries the threat out if that is credible: if it does not lose by it.
#
# **Predict.** The rise hurts the US *more* than China. Can it be credible? At which audience cost?
#
# *My guess:* ...


# %%
raw = load_scenario("deadline").to_dict()
dear = {"name": "T1", "flow_cost_per_round_us": 0.0075, "flow_cost_per_round_cn": 0.007}
raw["tariff_states"].append(raw["tariff_states"][0] | dear)
rise = {"kind": "escalation", "round": 3, "side": "us", "to_state": "T1", "title": "a rise"}


def threatened(cost):
    """Run of the talks in which a rise falls due, with this audience cost of not rising."""
    threat = rise | {"discretion": "if_credible", "audience_cost": cost}
    return play(cast(scenario_from_dict(raw | {"milestones": [*raw["milestones"], threat]}))).run


for cost in (0.0, 0.01, 0.02, 0.03):
    happened = "carried out" if threatened(cost)["escalations"] else "lapsed"
    print(f"audience cost {cost}: {happened}")

# %% [markdown]
# ## Exercise
#
# A rise wins (rise of the other's cost - rise of the own cost) / (r_us + r_cn) of the pie, with
# r = 1 - d for each side. Which audience cost makes this threat just credible? Confirm it by a run
# just below and a run just above.

# %%
# Your solution here.

# %% tags=["solution", "hide-cell"] jupyter={"source_hidden": true}
by_hand = (0.0025 - 0.002) / (0.01 + 0.01)
gain = escalation.net_gain_of_escalating(0.01, 0.01, 0.0025, 0.002, by_hand)
print(f"by hand {by_hand:.4f}; net gain there {gain:.4f}")
assert threatened(by_hand - 1e-6)["threats_lapsed"] == 1
assert threatened(by_hand + 1e-6)["escalations"] == 1

# %% [markdown]
# ## Check against theory
#
# With T rounds, Q = (d_us d_cn)^(T // 2) and x the share without a deadline, the opener gets
# x (1 - Q), plus Q if it also has the last word (Stahl 1972). Work T = 5 out by hand first.

# %% tags=["check"]
for rounds in (1, 2, 3, 4, 8):
    assert abs(with_rounds(rounds) - stahl.first_proposer_share(0.95, 0.9, rounds)) <= 1e-9
simulated, theory = with_rounds(5), stahl.first_proposer_share(0.95, 0.9, 5)
tolerance = 1e-9  # play is solved, not sampled
print(f"simulated {simulated:.9f}, theory {theory:.9f}")
assert abs(simulated - theory) <= tolerance
