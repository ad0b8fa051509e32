"""Leverage and the prices of the stances."""

from typing import Any

import pytest

from negotiation.rules.leverage import (
    clipped,
    given_up,
    lost_round_value,
    refresh_given_up,
    refresh_leverage,
    refresh_prices,
    share_of_sum,
    structural_share,
)
from negotiation.terms import Stance, State, Terms
from tests.build_terms import build_terms, opened


def world(**changes: Any) -> tuple[State, Terms]:
    """Return terms whose stance values are easy numbers, and their state."""
    us = {
        "discount": 0.5,
        "flow_cost": (0.125, 0.25),
        "value_first": (0.5, 0.25),
        "value_second": (0.75, 0.5),
        "value_talk": (0.625, 0.5),
    }
    cn = us | {"value_first": (0.25, 0.0), "value_second": (0.5, 0.75), "value_talk": (0.375, 0.5)}
    terms = build_terms(us=us, cn=cn, **changes)
    return opened(terms), terms


def test_structural_leverage_of_the_theory() -> None:
    assert structural_share(0.95, 0.95, 0.014, 0.02) == pytest.approx(0.56, abs=1e-13)  # LEV-1


def test_structural_leverage_with_unequal_patience() -> None:
    # (1 - d_j) / (2 - d_i - d_j) = .5 / .75 without costs.
    assert structural_share(0.75, 0.5, 0.0, 0.0) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("own", "other", "share"), [(0.1, 0.1, 0.5), (0.1, 0.2, 1.0), (0.2, 0.1, 0.0)]
)
def test_without_discounting_the_lower_cost_takes_all(
    own: float, other: float, share: float
) -> None:
    assert structural_share(1.0, 1.0, own, other) == share


def test_clipping() -> None:
    assert [clipped(x) for x in (-0.5, 0.0, 0.3, 1.0, 7.0)] == [0.0, 0.0, 0.3, 1.0, 1.0]


def test_share_of_a_sum() -> None:
    assert share_of_sum(1.0, 3.0) == 0.25
    assert share_of_sum(-1.0, -2.0) == 0.5
    assert share_of_sum(0.5, -2.0) == 1.0


@pytest.mark.parametrize(
    ("stance", "lost"),
    [
        (Stance.OFFER, 0.25),  # best other .75 less .5
        (Stance.TALK, -0.25),
        (Stance.DEMAND, 0.5),
        (Stance.WAIT, 0.5),
    ],
)
def test_leverage_given_up(stance: int, lost: float) -> None:
    assert given_up(stance, 0.5, 0.75, 0.25) == lost


def test_leverage_of_the_day_is_clipped_and_flagged() -> None:
    state, terms = world()
    us, cn = state.us, state.cn
    us.flow_cost, cn.flow_cost = 0.125, 0.25
    refresh_leverage(us, cn, terms.us, terms.cn)
    assert (us.leverage, us.leverage_clipped) == (0.625, False)
    us.flow_cost, cn.flow_cost = 0.0, 2.0
    refresh_leverage(us, cn, terms.us, terms.cn)
    refresh_leverage(cn, us, terms.cn, terms.us)
    assert (us.leverage, us.leverage_clipped) == (1.0, True)
    assert (cn.leverage, cn.leverage_clipped) == (0.0, True)


def test_prices_of_the_stances_by_tariff_state() -> None:
    state, terms = world()
    refresh_prices(state.us, terms.us, terms.cn, 0)
    assert state.us.price_of_going_first == 0.25
    assert state.us.information_rent == 0.0  # .5 - (1 - .5)
    assert state.us.interest_in_talk == 0.125
    refresh_prices(state.us, terms.us, terms.cn, 1)
    assert state.us.price_of_going_first == 0.25
    assert state.us.information_rent == 0.0  # .75 - (1 - .25)
    assert state.us.interest_in_talk == 0.25


def test_value_of_a_lost_round() -> None:
    _, terms = world()
    assert lost_round_value(terms.us, 0) == 0.1875  # .5 * .625 - .125
    assert lost_round_value(terms.us, 1) == 0.0


def test_leverage_given_up_by_the_stance_taken() -> None:
    # US: offering leaves .5 / (.5 + .5), talking .625 / 1, losing .1875 / (.1875 + .0625).
    state, terms = world()
    us = state.us
    for stance, lost in ((Stance.OFFER, 0.25), (Stance.TALK, 0.125), (Stance.DEMAND, -0.125)):
        us.stance = stance
        refresh_given_up(us, terms.us, terms.cn, 0)
        assert us.leverage_given_up == lost
