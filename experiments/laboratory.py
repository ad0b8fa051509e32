"""The laboratory of the study of known facts: who bargains there, over what, and what is varied.

A pie of one issue, or four issues with opposed weights; private reservation utilities, a certain
last round, the tactic boulware on both sides. After the first round a coin says who tables:
with alternation the side that does not open would table last, and be paid for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from negotiation.experiment import Experiment

SEED = 20181109
ROUNDS = 12
SHORT, LONG = 6, 24
CLAIMS = (0.6, 0.7, 0.8, 0.9, 1.0)
MODERATE, AMBITIOUS = 0.8, 1.0
ANCHORING = 0.3
ANCHORED = (ANCHORING, ANCHORING)
HIGHEST_RESERVATION = 0.6
STRONG, WEAK = (0.4, 0.6), (0.0, 0.2)
OUTSIDE = (0.0, 0.3)
TALK_ROUNDS = (0, 3)
WEIGHTS = {1: (1.0,), 4: (0.4, 0.3, 0.2, 0.1)}
NAMES = ("pie", "second", "third", "fourth")
SIDES = ("us", "cn")
TACTIC = {"name": "boulware", "opening_claim": MODERATE, "anchoring_weight": ANCHORING}
ANCHORS = tuple(f"{side}.tactic.anchoring_weight" for side in SIDES)


def bargaining(
    n_issues: int,
    us: tuple[float, float] = (0.0, HIGHEST_RESERVATION),
    cn: tuple[float, float] = (0.0, HIGHEST_RESERVATION),
) -> dict[str, Any]:
    """Scenario `deadline` without its summit, over so many issues.

    The sides weigh the issues in opposite order, and have reservation utilities in these ranges.
    """
    from negotiation.scenario import load_scenario

    content = load_scenario("deadline").to_dict()
    del content["framework"]
    content["milestones"] = [{"kind": "deadline", "round": ROUNDS - 1}]
    content["game"]["proposer_rule"] = "coin"
    names, weights = NAMES[:n_issues], WEIGHTS[n_issues]
    content["issues"] = [{"key": name, "title": name} for name in names]
    for side, order, (low, high) in (("us", weights, us), ("cn", weights[::-1], cn)):
        mine = dict(zip(names, order, strict=True))
        content[side]["profiles"] = [{"name": "only", "probability": 1.0, "weights": mine}]
        content[side]["tactic"] = dict(TACTIC)
        content[side]["reservations"] = [{"low": low, "high": high}]
        content[side]["endings"] = {"disagreement_value": 0.0, "outside_option": 0.0}
    return content


def designs(smoke: bool) -> dict[str, Experiment]:
    """Openers and seats by number of issues, time, outside option, and the two-issue world."""
    from negotiation.experiment import Experiment

    runs = 400 if smoke else 20_000
    plans = one_pie() | priorities() | {"openers_1": openers(1), "openers_4": openers(4)}
    return {name: Experiment(seed=SEED, replicates=runs, **plan) for name, plan in plans.items()}


def openers(n_issues: int) -> dict[str, Any]:
    """The US opens, with several claims."""
    vary = {ANCHORS: [0.0, ANCHORING], "us.tactic.opening_claim": list(CLAIMS)}
    return {"scenario": bargaining(n_issues), "vary": vary}


def one_pie() -> dict[str, dict[str, Any]]:
    """Who opens, alike and with a weak side; the time; an outside option.

    A side settles for no less than its outside option: its reservation utility is the same.
    """
    seats = {ANCHORS: [0.0, ANCHORING], "game.first_proposer": list(SIDES)}
    time = {("time.rounds", "milestones.0.round"): [(n, n - 1) for n in (SHORT, LONG)]}
    least = ("us.endings.outside_option", "us.reservations.0.low", "us.reservations.0.high")
    return {
        "seats": {"scenario": bargaining(1), "vary": seats},
        "seats_weak": {"scenario": bargaining(1, us=STRONG, cn=WEAK), "vary": seats},
        "time": {"scenario": bargaining(1), "vary": time},
        "outside": {"scenario": bargaining(1), "vary": {least: [(w, w, w) for w in OUTSIDE]}},
    }


def priorities() -> dict[str, dict[str, Any]]:
    """Two-issue world: the US tables after so much talk, to a side that hides its own, or not."""
    fixed = {f"{side}.tactic.{field}": value for side in SIDES for field, value in TACTIC.items()}
    fixed |= {
        "time.rounds": ROUNDS, "game.proposer_rule": "coin", "us.timing.strategy": "talk",
        "cn.timing.strategy": "talk", "cn.timing.rounds": ROUNDS,
    }  # fmt: skip
    vary = {"us.timing.rounds": list(TALK_ROUNDS), "cn.talk.candour": [0.0, 1.0]}
    return {"priorities": {"scenario": "two-issue", "fixed": fixed, "vary": vary}}
