"""The published numbers of the textbook results, called with the parameters of their rows."""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotiation.theory import (
    admati_perry,
    agenda,
    attrition,
    audience_costs,
    axiomatic,
    breakdown_risk,
    cheap_talk,
    commitment,
    cramton,
    double_auction,
    endogenous_timing,
    enforcement,
    escalation,
    flow_costs,
    keen_talk,
    mechanism,
    optimism,
    outside_options,
    package_bargaining,
    random_proposer,
    ratification,
    reputation,
    rubinstein,
    stahl,
    tariff_costs,
)
from negotiation.theory.frontier import Frontier, logrolling_frontier

Parameters = dict[str, Any]
TOLERANCE = 1e-9
OFFER_TIMING = ("M1", "M0", "LEV", "ASY", "NEST", "PKT")  # the rows of test_oracles_offer_timing


def load_rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("oracles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [row for row in load_rows() if not row["id"].startswith(OFFER_TIMING)]


def frontier(p: Parameters) -> Frontier:
    return logrolling_frontier(tuple(p["w1"]), tuple(p["w2"]))


def contest(p: Parameters) -> reputation.Contest:
    return reputation.Contest(**p)


def crisis(p: Parameters) -> tuple[float, float, float, float]:
    return p["v"], p["W"], p["a1"], p["a2"]


def even_contest(p: Parameters) -> reputation.Contest:
    return reputation.Contest(p["a"], p["a"], p["r"], p["r"], p["z"], p["z"])


def threatened(p: Parameters) -> float:
    chance = p.get("q", 1.0)
    return escalation.share_under_threat(
        p["r1"], p["r2"], tuple(p["c"]), tuple(p["c_after"]), p["Tm"], chance
    )


def package(p: Parameters) -> package_bargaining.PackageOffers:
    return package_bargaining.alternating(frontier(p), p["delta"], p["delta"])


def two_issues(p: Parameters) -> float:
    return package_bargaining.two_issue_opener(
        p["h"], p["delta"], p["delta"], p.get("c", 0.0), p.get("c", 0.0)
    )


def stahl_share(p: Parameters) -> float:
    return stahl.first_proposer_share(p["d1"], p["d2"], p["T"])


def exit_share(p: Parameters) -> float:
    return outside_options.proposer_share_with_exit(**p)


def tariff_steps(p: Parameters) -> float:
    after = p["tau1"] if isinstance(p["tau1"], list) else [p["tau1"]] * len(p["M"])
    before = p.get(
        "tau0", [0.25, 0.1, 0.0]
    )  # the second row extends the first, whose rates it omits
    return tariff_costs.deadweight_multiplier(tuple(p["M"]), tuple(before), tuple(after))


def veto(name: str) -> Callable[[Parameters], float]:
    return lambda p: getattr(ratification, name)(p["n"])


CALLS: dict[str, Callable[[Parameters], float]] = {
    "RUB-1": lambda p: p["pie"] * rubinstein.proposer_share(p["d1"], p["d2"]),
    "RUB-2": lambda p: p["pie"] * rubinstein.responder_share(p["d1"], p["d2"]),
    "RUB-3": lambda p: rubinstein.proposer_share(p["d1"], p["d2"]),
    "RUB-4": lambda p: rubinstein.fixed_cost_shares(**p)[0],
    "RUB-5": lambda p: rubinstein.fixed_cost_shares(**p)[1],
    "RUB-6": lambda p: rubinstein.fixed_cost_shares(**p)[0],
    "RUB-7": lambda p: rubinstein.fixed_cost_shares(**p)[1],
    **{f"STA-{k}": stahl_share for k in (1, 2, 3, 4, 5, 10, 11, "12g")},
    "RND-1": lambda p: random_proposer.expected_share(**p),
    "RND-2": lambda p: random_proposer.proposer_share(**p),
    "RND-3": lambda p: random_proposer.expected_share(**p),
    "RND-4": lambda p: random_proposer.truncated_share(**p),
    **{f"OUT-{k}": exit_share for k in range(1, 5)},
    "INS-1": lambda p: flow_costs.proposer_share(**p),
    "INS-2": lambda p: flow_costs.frequent_offers_share(**p),
    "INS-3": lambda p: flow_costs.frequent_offers_share(**p),
    **{f"ESC-{k}": threatened for k in range(1, 4)},
    "ESC-4": lambda p: escalation.net_gain_of_escalating(*p.values()),
    "BRW-1": lambda p: breakdown_risk.proposer_share(**p),
    "BRW-2": lambda p: breakdown_risk.rare_breakdown_share(**p),
    "BRW-3": lambda p: breakdown_risk.share_against_risk_averse(**p),
    "BRW-4": lambda p: breakdown_risk.rare_breakdown_share_against_risk_averse(**p),
    "BRW-5": lambda p: rubinstein.patient_share(**p),
    "NBS-1": lambda p: axiomatic.nash(frontier(p), tuple(p["d"]))[0],
    "NBS-2": lambda p: axiomatic.nash(frontier(p), tuple(p["d"]))[1],
    "NBS-3": lambda p: axiomatic.nash(frontier(p), tuple(p["d"]), p["beta1"])[0],
    "NBS-4": lambda p: axiomatic.nash(frontier(p), tuple(p["d"]), p["beta1"])[1],
    "KS-1": lambda p: axiomatic.kalai_smorodinsky(frontier(p), tuple(p["d"]))[0],
    "KS-2": lambda p: axiomatic.kalai_smorodinsky(frontier(p), tuple(p["d"]))[1],
    "KS-3": lambda p: axiomatic.ideal_point(frontier(p), tuple(p["d"]))[0],
    "EGA-1": lambda p: axiomatic.egalitarian(frontier(p), tuple(p["d"]))[0],
    "EGA-2": lambda p: axiomatic.egalitarian(frontier(p), tuple(p["d"]))[1],
    "UTI-1": lambda p: sum(axiomatic.utilitarian(frontier(p))),
    "UTI-2": lambda p: sum(axiomatic.utilitarian(frontier(p))) - 1,
    "PKG-1": lambda p: package(p).by_1[0],
    "PKG-2": lambda p: package(p).by_1[1],
    "PKG-3": lambda p: package_bargaining.frequent_offers(frontier(p), 1.0, 1.0, 0.0, 0.0)[0],
    "PKG-4": two_issues,
    "PKG-5": two_issues,
    "AGD-1": lambda p: agenda.issue_by_issue_loss(p["h"]),
    "AGD-2": lambda p: agenda.sequential_agenda(p["h"], p["delta"])[0],
    "AGD-3": lambda p: agenda.sequential_agenda(p["h"], p["delta"])[1],
    "CS-1": lambda p: double_auction.buyer_bid(0.8, p["k"]),
    "CS-2": lambda p: double_auction.lowest_trading_value(0.0, p["k"]),
    "CS-3": lambda p: double_auction.expected_gains(p["k"]),
    "CS-4": lambda p: double_auction.trade_probability(p["k"]),
    "CS-5": lambda p: double_auction.efficiency(p["k"]),
    "CS-6": lambda p: double_auction.expected_gains(p["k"]),
    "CS-7": lambda p: double_auction.expected_gains(p["k"]),
    "CS-8": lambda p: double_auction.buyer_payoff(p["v"], p["k"]),
    "MS-1": lambda p: mechanism.efficiency_subsidy(),
    "MS-2": lambda p: mechanism.second_best_threshold(),
    "MS-3": lambda p: mechanism.second_best_gains(),
    "MS-4": lambda p: mechanism.discretised_second_best(p["n"]),
    "TALK-1": lambda p: cheap_talk.interval_count(p["b"]),
    "TALK-2": lambda p: cheap_talk.interval_ends(p["b"], p["N"])[0],
    "TALK-3": lambda p: cheap_talk.interval_ends(p["b"], p["N"])[1],
    "TALK-4": lambda p: cheap_talk.listener_utility(p["b"], p["N"]),
    "TALK-5": lambda p: cheap_talk.speaker_utility(p["b"], p["N"]),
    "TALK-6": lambda p: cheap_talk.critical_bias(),
    "FG-1": lambda p: keen_talk.keen_cutoff(),
    "FG-2": lambda p: keen_talk.expected_gains(keen_talk.keen_cutoff()),
    "CRA-1": lambda p: cramton.first_offer_time(p["b"], p["s"], p["r"]),
    "CRA-2": lambda p: cramton.trade_time(p["b"], p["s"], p["r"]),
    "CRA-3": lambda p: cramton.expected_gains(),
    "AP-1": lambda p: admati_perry.delay_factor(p["delta"], p["bH"], p["bL"]),
    "AP-2": lambda p: admati_perry.delay(**p),
    "WOA-1": lambda p: attrition.stopping_time(p["v"]),
    "WOA-2": lambda p: attrition.private_value_payoff(p["v"]),
    "WOA-3": lambda p: attrition.expected_length(),
    "WOA-4": lambda p: attrition.concession_hazard(**p),
    "AG-1": lambda p: reputation.race(contest(p)).rates[0],
    "AG-2": lambda p: reputation.race(contest(p)).rates[1],
    "AG-3": lambda p: reputation.race(contest(p)).exhaustion[0],
    "AG-4": lambda p: reputation.race(contest(p)).exhaustion[1],
    "AG-5": lambda p: reputation.race(contest(p)).at_once[1],
    "AG-6": lambda p: reputation.race(contest(p)).at_once[0],
    "AG-7": lambda p: reputation.rational_payoffs(contest(p))[0],
    "AG-8": lambda p: reputation.rational_payoffs(contest(p))[1],
    "AG-9": lambda p: reputation.never_probability(contest(p)),
    "AG-10": lambda p: reputation.mean_delay(contest(p)),
    "AG-11": lambda p: reputation.deal_probability(contest(p), 5.0),
    "AG-12": lambda p: 1 - sum(reputation.rational_payoffs(contest(p))),
    "AG-13": lambda p: 1 - sum(reputation.rational_payoffs(even_contest(p))),
    "AG-14": lambda p: reputation.race(contest(p)).rates[0],
    "AG-15": lambda p: reputation.race(contest(p)).at_once[1],
    "FEA-1": lambda p: audience_costs.horizon(*crisis(p)),
    "FEA-2": lambda p: audience_costs.backs_down_at_once(*crisis(p))[1],
    "FEA-3": lambda p: audience_costs.backs_down_ever(*crisis(p))[0],
    "FEA-4": lambda p: audience_costs.backs_down_ever(*crisis(p))[1],
    "FEA-5": lambda p: audience_costs.breakdown_probability(*crisis(p)),
    "COM-1": lambda p: commitment.back_down_probability(**p),
    "COM-2": lambda p: commitment.impasse_probability(**p),
    "COM-3": lambda p: commitment.critical_demand(**p),
    "COM-4": lambda p: commitment.joint_attempt_payoff(**p),
    "COM-5": lambda p: commitment.partial_commitment_share(**p),
    "HS-1": lambda p: endogenous_timing.quantity_duopoly().leader,
    "HS-2": lambda p: endogenous_timing.price_duopoly(**p).leader,
    "HS-3": lambda p: endogenous_timing.price_duopoly(**p).follower,
    "HS-4": lambda p: endogenous_timing.early_probability(endogenous_timing.price_duopoly(**p)),
    "PR-1": lambda p: endogenous_timing.free_timing_shares(**p)[1],
    "MP-1": lambda p: endogenous_timing.reversed_opener_share(p["delta"]),
    "DL-1": lambda p: optimism.dead_window(p["p1"], p["p2"], p["delta"]),
    "DL-2": lambda p: optimism.dead_rounds(p["p1"], p["p2"], p["delta"]),
    "DL-3": lambda p: optimism.delay_loss(p["p1"], p["p2"], p["delta"]),
    "ENF-1": lambda p: enforcement.bargaining_hazard(**p),
    "ENF-2": lambda p: enforcement.expected_delay(**p),
    "ENF-3": lambda p: enforcement.highest_enforcing_rate(**p),
    "TWO-1": lambda p: ratification.share_with_floor(p["d"], p["d"], p["theta"]),
    "TWO-2": lambda p: ratification.share_with_floor(p["d"], p["d"], p["theta"]),
    "TWO-3": veto("veto_offer"),
    "TWO-4": veto("ratification_probability"),
    "TWO-5": veto("veto_payoff"),
    "TAR-1": tariff_steps,
    "TAR-2": tariff_steps,
}


def test_every_row_has_a_call() -> None:
    assert len(load_rows()) == 172
    assert {row["id"] for row in ROWS} == set(CALLS)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row(row: dict[str, str]) -> None:
    computed = CALLS[row["id"]](json.loads(row["parameters"]))
    assert math.isclose(computed, float(row["value"]), rel_tol=0, abs_tol=TOLERANCE), computed
