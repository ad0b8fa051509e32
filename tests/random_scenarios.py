"""Random scenarios that use every part of the format, all valid; the same for the same generator.

Numbers are multiples of 1/64, so that one less a probability is exact.
"""

from itertools import pairwise
from random import Random
from typing import Any

PARTS = 64
TIMINGS = (
    "offer", "talk", "demand", "hazard", "eve", "mirror", "stubborn_demand", "stubborn_talk",
)  # fmt: skip
TACTICS = ("boulware", "linear", "conceder", "tit_for_tat", "firm", "split")
DISCRETIONS = ("always", "never", "if_no_framework", "if_credible", "probability")
KINDS = ("call", "readiness", "summit", "escalation", "truce_end", "deadline")
SIDES = ("us", "cn")

Raw = dict[str, Any]


def part(rng: Random, low: int = 0, high: int = PARTS) -> float:
    """A multiple of 1/64 between low / 64 and high / 64."""
    return rng.randint(low, high) / PARTS


def shares(rng: Random, n: int, zeros: bool = False) -> list[float]:
    """n multiples of 1/64 that sum to 1."""
    cuts = sorted(rng.randint(0, PARTS) for _ in range(n - 1))
    if not zeros:
        cuts = sorted(rng.sample(range(1, PARTS), n - 1))
    edges = [0, *cuts, PARTS]
    return [(after - before) / PARTS for before, after in pairwise(edges)]


def sometimes(rng: Random, chance: float = 0.5) -> bool:
    return rng.random() < chance


def weights(rng: Random, keys: list[str], included: list[str]) -> Raw:
    """Weights or stakes of all issues; those that are included never vanish together."""
    if sometimes(rng, 0.3):
        return {"stakes_usd_bn_per_year": {key: part(rng, 1) * 16.0 for key in keys}}
    values = shares(rng, len(keys), zeros=True)
    if sum(values[keys.index(key)] for key in included) == 0.0:
        values = shares(rng, len(keys))
    return {"weights": dict(zip(keys, values, strict=True))}


def random_time(rng: Random) -> Raw:
    return {
        "start_date": "2018-11-01",
        "days_per_round": rng.choice([1, 7, 14, 30]),
        "rounds": rng.randint(1, 24),
    }


def random_issues(rng: Random) -> list[Raw]:
    issues = [
        {"key": f"issue_{k}", "title": f"Issue {k}", "us_position": "ours", "cn_position": "theirs"}
        for k in range(rng.randint(1, 6))
    ]
    if len(issues) > 1 and sometimes(rng, 0.25):
        rng.choice(issues).update(linked=True, included=False)
    return issues


def random_states(rng: Random) -> list[Raw]:
    def costs(side: str) -> Raw:
        if sometimes(rng):
            return {f"flow_cost_usd_bn_per_week_{side}": rng.randint(0, 64) / 16.0}
        return {f"flow_cost_per_round_{side}": rng.randint(0, 16) / 256.0}

    return [
        {"name": f"T{e}", "title": f"State {e}", **costs("us"), **costs("cn")}
        for e in range(rng.randint(1, 4))
    ]


def random_game(rng: Random, n_states: int) -> Raw:
    return {
        "initial_tariff_state": f"T{rng.randrange(n_states)}",
        "initial_phase": rng.choice(["pre", "pre", "formal"]),
        "first_proposer": rng.choice(["us", "cn", "coin"]),
        "proposer_rule": rng.choice(["alternate", "coin"]),
        "proposer_probability_us": part(rng),
        "both_offer": rng.choice(["coin", "exchange"]),
        "exchange_weight": part(rng),
        "offer_space": rng.choice(["priority_first", "unrestricted"]),
        "talk_clarity": rng.choice([1.0, part(rng)]),
        "knowledge_needed": part(rng, 32),
        "breakdown_probability_per_round": rng.choice([0.0, 0.0, part(rng, 0, 8)]),
    }


def random_framework(rng: Random, n_states: int) -> Raw:
    floor = part(rng, 0, 32)
    framework: Raw = {
        "tolerance": part(rng),
        "floor_us": floor,
        "floor_cn": part(rng, 0, round((1.0 - floor) * PARTS)),
        "truce_rounds": rng.choice([0, rng.randint(1, 6)]),
    }
    if sometimes(rng):
        return framework | {"truce_tariff_state": f"T{rng.randrange(n_states)}"}
    costs = {f"truce_flow_cost_per_round_{side}": rng.randint(0, 8) / 256.0 for side in SIDES}
    return framework | costs


def random_joint(rng: Random, rows: int, columns: int) -> Raw:
    cells = shares(rng, rows * columns, zeros=True)
    return {"joint": [cells[row * columns : (row + 1) * columns] for row in range(rows)]}


def random_patience(rng: Random) -> Raw:
    if sometimes(rng):
        return {"discount_factor_per_round": part(rng, 32)}
    preference: Raw = {"rate_per_year": part(rng, 1, 16)}
    if sometimes(rng):
        preference["political_clock_hazard_per_week"] = part(rng, 0, 4)
        preference["political_clock"] = sometimes(rng)
    return preference


def random_endings(rng: Random) -> Raw:
    endings = {"disagreement_value": part(rng, -64), "breakdown_value": part(rng, -64)}
    if sometimes(rng, 0.4):
        endings["outside_option"] = part(rng, -16, 48)
    return endings


def random_timing(rng: Random) -> Raw:
    timing: Raw = {
        "strategy": rng.choice(TIMINGS),
        "otherwise": rng.choice(["offer", "talk", "demand", "wait"]),
        "demands_publicly": sometimes(rng),
        "hazard_per_round": part(rng),
    }
    if sometimes(rng, 0.7):
        timing["rounds"] = rng.randint(0, 12)
    return timing


def random_tactic(rng: Random) -> Raw:
    tactic: Raw = {
        "name": rng.choice(TACTICS),
        "opening_claim": part(rng, 16),
        "opening_slope": part(rng, 0, 32),
        "anchoring_weight": rng.choice([0.0, part(rng)]),
    }
    if sometimes(rng):
        tactic["concession_exponent"] = rng.randint(1, 32) / 4.0
    return tactic


def random_commitment(rng: Random) -> Raw:
    return {
        "audience_cost_per_demand": part(rng, 0, 4),
        "stubborn_probability": rng.choice([0.0, part(rng)]),
        "stubborn_on": rng.choice(["demand", "talk"]),
    }


def random_ratification(rng: Random) -> Raw:
    ratification: Raw = {
        "quota": part(rng, 1),
        "cost": part(rng, 0, 8),
        "before_readiness": rng.choice(["cut_to_sure", "cannot_table"]),
    }
    if sometimes(rng, 0.3):
        ratification["reports_at_start"] = sometimes(rng)
    return ratification


def random_ministry(rng: Random, index: int, keys: list[str], included: list[str]) -> Raw:
    low, high = sorted((part(rng, 0, 48), part(rng, 0, 48)))
    floor = {"floor": low} if sometimes(rng) else {"floor_low": low, "floor_high": high}
    votes = {"votes": float(rng.randint(1, 4))}
    return {"name": f"ministry {index}", **votes, **weights(rng, keys, included), **floor}


def random_menus(rng: Random) -> Raw:
    menus: Raw = {}
    if sometimes(rng):
        chances = shares(rng, rng.randint(1, 3), zeros=True)
        menus["strengths"] = [
            {"name": f"s{i}", "flow_cost_multiplier": part(rng, 16, 128), "probability": p}
            for i, p in enumerate(chances)
        ]
    if sometimes(rng):
        ranges = [sorted((part(rng, 0, 32), part(rng, 0, 48))) for _ in range(rng.randint(1, 3))]
        menus["reservations"] = [
            {"low": low, "high": high, "probability": p}
            for (low, high), p in zip(ranges, shares(rng, len(ranges)), strict=True)
        ]
    return menus


def random_side(rng: Random, keys: list[str], included: list[str]) -> Raw:
    chances = shares(rng, rng.randint(1, 3), zeros=True)
    ministries = range(rng.choice([0, 0, rng.randint(1, 3)]))
    return {
        "time_preference": random_patience(rng),
        "profiles": [
            {"name": f"p{i}", "probability": p, **weights(rng, keys, included)}
            for i, p in enumerate(chances)
        ],
        **random_menus(rng),
        "endings": random_endings(rng),
        "timing": random_timing(rng),
        "tactic": random_tactic(rng),
        "talk": {
            key: rng.choice([1.0, part(rng)])
            for key in ("truthfulness", "statement_truthfulness", "credence", "candour")
        },
        "commitment": random_commitment(rng),
        "ratification": random_ratification(rng),
        "ministries": [random_ministry(rng, m, keys, included) for m in ministries],
    }


def random_milestone(rng: Random, rounds: int, n_states: int) -> Raw:
    kind = rng.choice(KINDS)
    entry: Raw = {"kind": kind, "round": rng.randrange(rounds), "title": f"A {kind}"}
    if sometimes(rng, 0.2):
        entry["breakdown_probability"] = part(rng, 0, 16)
    if kind in ("call", "readiness"):
        entry["side"] = rng.choice(["us", "cn", "both"])
    if kind == "call":
        entry["public"] = sometimes(rng)
    if kind == "escalation":
        entry |= {
            "side": rng.choice(SIDES),
            "to_state": f"T{rng.randrange(n_states)}",
            "conditional": sometimes(rng),
            "discretion": rng.choice(DISCRETIONS),
            "probability": part(rng),
            "audience_cost": part(rng, 0, 8),
        }
    return entry


def random_calendar(rng: Random, rounds: int, n_states: int) -> list[Raw]:
    """Milestones, with at most one escalation of a side in a round."""
    kept, taken = [], set()
    for _ in range(rng.choice([0, rng.randint(1, 10)])):
        entry = random_milestone(rng, rounds, n_states)
        slot = (entry["round"], entry.get("side"))
        if entry["kind"] == "escalation":
            if slot in taken:
                continue
            taken.add(slot)
        kept.append(entry)
    return kept


def random_scenario(rng: Random) -> Raw:
    """A valid scenario, as a file would hold it."""
    time, issues, states = random_time(rng), random_issues(rng), random_states(rng)
    keys = [issue["key"] for issue in issues]
    included = [issue["key"] for issue in issues if issue.get("included", True)]
    us, cn = (random_side(rng, keys, included) for _ in SIDES)
    raw: Raw = {
        "schema_version": 1,
        "name": "random",
        "title": "Drawn at random",
        "source": "drawn at random",
        "confidence": "assumption",
        "time": time,
        "pie": {"usd_bn": float(rng.choice([512, 1024, 2048]))},
        "issues": issues,
        "tariff_states": states,
        "game": random_game(rng, len(states)),
        "us": us,
        "cn": cn,
        "milestones": random_calendar(rng, time["rounds"], len(states)),
    }
    if sometimes(rng):
        raw["framework"] = random_framework(rng, len(states))
    if sometimes(rng):
        raw["prior"] = random_joint(rng, len(us["profiles"]), len(cn["profiles"]))
        for profile in (*us["profiles"], *cn["profiles"]):
            del profile["probability"]
    return raw
