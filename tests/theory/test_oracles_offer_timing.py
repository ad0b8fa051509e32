"""The published numbers of the offer-timing models, called with the parameters of their rows."""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotiation.theory import (
    attrition,
    endogenous_timing,
    flow_costs,
    milestone_path,
    offer_conditions,
    offer_leverage,
    offer_mixing,
    offer_overlays,
    offer_thresholds,
    offer_timing,
    pocketing,
    reduced_form,
    stance_attrition,
)
from negotiation.theory.endogenous_timing import TimingPayoffs
from negotiation.theory.offer_timing import Talks, common, mirror

Parameters = dict[str, Any]
TOLERANCE = 1e-9
OFFER_TIMING = ("M1", "M0", "LEV", "ASY", "NEST", "PKT")  # the rows of test_oracles_offer_timing


def load_rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("oracles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = [row for row in load_rows() if row["id"].startswith(OFFER_TIMING)]


def alike(p: Parameters) -> Talks:
    return common(p["h"], p["q"], p["delta"], p["c"])


def pair(p: Parameters) -> Talks:
    return Talks(p["h"], p["q"], *p["delta"], *p["c"])


def seed(p: Parameters) -> Talks:
    return Talks(p["h"], p["q"], p["delta"], p["delta"], p["c_U"], p["c_C"])


def effects(p: Parameters) -> reduced_form.Effects:
    return reduced_form.Effects(p["G"], p["e"], p["chi"], p["x"], p["a"])


def stalemate(p: Parameters) -> attrition.Race:
    return stance_attrition.stance_race(alike(p), p["a_U"], p["z_U"], p["z_C"])


def path(p: Parameters) -> milestone_path.MilestonePath:
    return milestone_path.milestone_path(p["h"], p["q"], p["delta"], p["c0"], p["c1"], p["N"])


def mixing(p: Parameters) -> float:
    t = alike(p)
    return offer_mixing.tabling_probability(
        offer_timing.tabling_value(t),
        offer_timing.second_mover_value(t),
        offer_timing.talk_value(t),
    )


def no_talk_mixing(p: Parameters) -> float:
    t = alike(p)
    first, second = offer_timing.tabling_value(t), offer_timing.second_mover_value(t)
    return offer_mixing.stationary_tabling_probability(first, second, p["delta"], p["c"])


def frequent_m1(p: Parameters) -> float:
    d1, d2 = (math.exp(-p[r] * p["D"]) for r in ("r1", "r2"))
    c1, c2 = p["c1"] * p["D"], p["c2"] * p["D"]
    return offer_timing.tabling_value(Talks(0.65, 0.5, d1, d2, c1, c2))


def nested_rate(p: Parameters) -> float:
    # with no cost, W_2 = a2 and L_2 = 1 - a1: the hazard that keeps player 2 indifferent
    return attrition.concession_hazard(p["a2"], 1 - p["a1"], p["r2"], 0.0)


CALLS: dict[str, Callable[[Parameters], float]] = {
    "PKT-1": lambda p: pocketing.pocketing_transfer(p["b"], p["pi"], p["y"], p["V_other"]),
    "M1-1": lambda p: offer_timing.tabling_value(pair(p)),
    "M1-2": lambda p: offer_timing.opposed_tabling_value(pair(p)),
    "M1-3": lambda p: offer_timing.second_mover_value(mirror(pair(p))),
    "M1-4": lambda p: offer_thresholds.talk_threshold(p["h"], p["q"], p["delta"]),
    "M1-5": lambda p: offer_thresholds.second_mover_threshold(p["h"], p["q"], p["delta"]),
    "M1-6": lambda p: offer_timing.pooling_factor(p["h"], p["q"]),
    "M1-7": lambda p: offer_thresholds.reverse_screening_threshold(p["h"], p["delta"]),
    "M1-8": lambda p: offer_conditions.truthful_talk_limit(p["h"]),
    "M1-9": mixing,
    "M1-10": lambda p: offer_mixing.any_offer_probability(mixing(p)),
    "M1-11": no_talk_mixing,
    "M1-12": lambda p: offer_mixing.stalled_rounds(no_talk_mixing(p)),
    "M1-13P": lambda p: offer_timing.tabling_value(alike(p)),
    "M1-13W": lambda p: offer_timing.second_mover_value(alike(p)),
    "M1-13Th": lambda p: offer_timing.talk_value(alike(p)),
    "M1-14": lambda p: offer_leverage.information_rent(alike(p)),
    "M1-15": lambda p: stalemate(p).rates[1],
    "M1-16": lambda p: stalemate(p).rates[0],
    "M1-17": lambda p: stalemate(p).at_once[1],
    "M1-18": lambda p: offer_overlays.framework_rounds(alike(p)),
    "M1-19": lambda p: offer_overlays.framework_rounds(alike(p), p["c_f"]),
    "M1-20": lambda p: offer_overlays.anchoring_threshold(alike(p), p["X"]),
    "M1-21": lambda p: offer_overlays.candour_threshold(alike(p)),
    "M1-22": lambda p: path(p).tabling[0],
    "M1-23": lambda p: path(p).tabling[-1],
    "M1-24": lambda p: path(p).values[0],
    "M1-25": lambda p: offer_thresholds.exchange_threshold(p["h"], p["q"], p["delta"]),
    "M0-1": lambda p: reduced_form.talk_threshold(effects(p), p["d"]),
    "M0-2": lambda p: reduced_form.second_mover_threshold(effects(p), p["d"]),
    "LEV-1": lambda p: flow_costs.structural_leverage(p["delta"], p["delta"], p["c_U"], p["c_C"]),
    "LEV-2": lambda p: offer_leverage.leverage_threshold(p["h"], p["q"], p["delta"], p["c_U"]),
    "LEV-3": lambda p: offer_leverage.switching_cost(p["h"], p["q"], p["delta"], p["c_U"]),
    "ASY-1": lambda p: offer_timing.tabling_value(seed(p)),
    "ASY-2": lambda p: offer_timing.second_mover_value(seed(p)),
    "ASY-3": lambda p: offer_timing.talk_value(seed(p)),
    "ASY-4": lambda p: offer_timing.tabling_value(mirror(seed(p))),
    "ASY-5": lambda p: offer_timing.second_mover_value(mirror(seed(p))),
    "ASY-6": lambda p: offer_timing.talk_value(mirror(seed(p))),
    "NEST-1": lambda p: offer_timing.tabling_value(alike(p)),
    "NEST-2": lambda p: offer_timing.second_mover_value(alike(p)),
    "NEST-3": frequent_m1,
    "NEST-4": lambda p: offer_timing.opposed_tabling_value(
        common(p["h"], 0.5, 1 - 1e-9, 0.0)  # the row spells its factor as "1-1e-9"
    ),
    "NEST-5": nested_rate,
    "NEST-6": lambda p: endogenous_timing.early_probability(
        TimingPayoffs(p["L"], p["F"], (p["L"] + p["F"]) / 2, p["S_late"])
    ),
}


def test_every_row_has_a_call() -> None:
    assert len(load_rows()) == 172
    assert {row["id"] for row in ROWS} == set(CALLS)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_row(row: dict[str, str]) -> None:
    computed = CALLS[row["id"]](json.loads(row["parameters"]))
    assert math.isclose(computed, float(row["value"]), rel_tol=0, abs_tol=TOLERANCE), computed
