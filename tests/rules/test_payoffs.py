"""Discounting, flow costs, and what each ending is worth."""

from typing import Any

import pytest

from negotiation.rules.payoffs import (
    breakdown_value,
    disagreement,
    discount_factor,
    flow_cost_share,
    pay_delay,
    pay_final,
    pay_politics,
    perpetual_cost,
    walk_out_value,
)
from negotiation.terms import SideState, SideTerms
from tests.build_terms import build_side, build_terms, opened


def side_and_terms(**changes: Any) -> tuple[SideState, SideTerms]:
    """Return a side with flow cost .02 and powers of one half as discounts."""
    mine = build_side(discount=0.5, discount_at=(1.0, 0.5, 0.25), **changes)
    me = opened(build_terms()).us
    me.flow_cost = 0.02
    return me, mine


def test_discount_of_a_year_is_the_yearly_rate() -> None:
    assert discount_factor(0.25, 0.0, 365.25) == pytest.approx(0.8, abs=1e-15)


def test_political_clock_multiplies_the_discount() -> None:
    # Two weeks at a weekly hazard of .1: .81 survive.
    assert discount_factor(0.0, 0.1, 14.0) == pytest.approx(0.81, abs=1e-15)
    assert discount_factor(0.0, 1.0, 7.0) == 0.0


def test_flow_cost_is_a_share_of_the_pie() -> None:
    assert flow_cost_share(2.0, 400.0, 7.0) == 0.005


def test_flow_cost_for_ever() -> None:
    assert perpetual_cost(0.02, 0.5) == 0.04
    assert perpetual_cost(0.0, 1.0) == 0.0


def test_delay_is_paid_discounted() -> None:
    me, mine = side_and_terms()
    pay_delay(me, mine, 0)
    pay_delay(me, mine, 2)
    assert me.delay_cost == me.payoff * -1.0 == 0.025
    assert me.political_cost == 0.0


def test_political_cost_is_paid_discounted_and_kept_apart() -> None:
    me, mine = side_and_terms()
    pay_politics(me, mine, 1, 0.5)
    assert (me.political_cost, me.payoff, me.delay_cost) == (0.25, -0.25, 0.0)


def test_an_ending_is_paid_discounted() -> None:
    me, mine = side_and_terms()
    pay_final(me, mine, 2, 0.5)
    assert me.payoff == 0.125


def test_endings_without_a_given_value_cost_for_ever() -> None:
    me, mine = side_and_terms()
    assert disagreement(me, mine) == breakdown_value(me, mine) == -0.04


def test_given_endings() -> None:
    me, mine = side_and_terms(
        disagreement_for_ever=False,
        disagreement_value=-0.3,
        breakdown_for_ever=False,
        breakdown_value=-0.6,
    )
    assert disagreement(me, mine) == -0.3
    assert breakdown_value(me, mine) == -0.6


def test_walking_out_pays_the_outside_option_or_disagreement() -> None:
    me, mine = side_and_terms(outside_option=0.3)
    assert walk_out_value(me, mine) == 0.3
    me, mine = side_and_terms()
    assert walk_out_value(me, mine) == -0.04
