"""Worlds of the study `information`: solved, screening, anchored, with unclear talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from negotiation.theory import offer_timing

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181201
H, Q, D, C = 0.65, 0.5, 0.95, 0.014  # of the scenario two-issue
TALKS = offer_timing.common(H, Q, D, C)
STRATEGIES = ("us.timing.strategy", "cn.timing.strategy")
US_FIRST, CN_FIRST, BOTH_TALK = ("offer", "talk"), ("talk", "offer"), ("talk", "talk")
WEIGHTS = (0.5, 0.55, 0.6, 0.65)
CLAIMS = (0.52, 0.6, 0.75, 0.9)
ANCHORS = (0.0, 0.1, 0.2, 0.3)
TALK_ROUNDS = 3
SOLVED = {f"{side}.tactic.name": "equilibrium" for side in ("us", "cn")}


def candour_settings() -> dict[str, Any]:
    """Settings in which the US screens and China answers by the solution.

    The US asks for what a side with opposed priorities, once both are known, would just accept;
    refused, it is content with any counter-offer.
    """
    return {
        "us.tactic.name": "conceder", "us.tactic.concession_exponent": 0.01,
        "us.tactic.opening_claim": offer_timing.opposed_tabling_value(TALKS),
        "cn.tactic.name": "equilibrium",
        "us.timing.strategy": "offer", "cn.timing.strategy": "talk",
    }  # fmt: skip


def designs(smoke: bool) -> dict[str, Experiment]:
    """The experiments."""
    from negotiation.experiment import Experiment

    plans = solved_plans() | candour_plan(smoke) | other_plans(smoke)
    runs = {name: 20_000 if name in ("candour", "talk") else 10_000 for name in plans}
    if smoke:
        runs = {name: most // 20 for name, most in runs.items()}
    return {
        name: Experiment(scenario="two-issue", seed=SEED, replicates=runs[name], **plan)
        for name, plan in plans.items()
    }


def solved_plans() -> dict[str, dict[str, Any]]:
    """Solved play: who tables first by what there is to show, and talk by both."""
    fixed = {**SOLVED, "time.rounds": 6}
    orders = {"h": WEIGHTS, STRATEGIES: [US_FIRST, CN_FIRST]}
    return {
        "solved": {"fixed": fixed, "vary": orders},
        "talk": {"fixed": fixed, "vary": {STRATEGIES: [BOTH_TALK, CN_FIRST]}},
    }


def candour_plan(smoke: bool) -> dict[str, dict[str, Any]]:
    """A screening opener, by the candour of the recipient."""
    from negotiation.experiment.vary import Range

    levels = Range(low=0.0, high=1.0, steps=5 if smoke else 21)
    return {"candour": {"fixed": candour_settings(), "vary": {"cn.talk.candour": levels}}}


def other_plans(smoke: bool) -> dict[str, dict[str, Any]]:
    """Anchoring of the scenario's tactics, and talk of some clarity before solved claims."""
    claims, anchors = (
        tuple(f"{side}.tactic.{field}" for side in ("us", "cn"))
        for field in ("opening_claim", "anchoring_weight")
    )
    clear = [0.2, 1.0] if smoke else [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    solved = {**SOLVED, "time.rounds": 12, **dict.fromkeys(STRATEGIES, "talk")}
    talk = {"game.talk_clarity": clear, "us.timing.rounds": [0, TALK_ROUNDS]}
    orders = [US_FIRST, CN_FIRST]
    return {
        "anchoring": {"vary": {claims: CLAIMS, anchors: ANCHORS, STRATEGIES: orders}},
        "clarity": {"fixed": solved, "vary": talk},
    }
