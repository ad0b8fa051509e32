"""What tabling first, second, and talking are worth: closed forms and the theory's numbers."""

import pytest

from negotiation.rules import stance_values
from negotiation.rules.stance_values import (
    Bench,
    Patience,
    first_value,
    known_value,
    left_over,
    mean,
    refusal_value,
    reply,
    second_value,
    stationary_value,
    talk_value,
)
from negotiation.terms import PackageMode, ProposerRule

COIN, ALTERNATE = ProposerRule.COIN, ProposerRule.ALTERNATE
HIGH, LOW = (0.65, 0.35), (0.35, 0.65)
KAPPA = 0.35 / 0.65
EVEN = Patience(0.95, 0.014)


def bench() -> Bench:
    return Bench([0, 0], [0.0, 0.0], [0.0, 0.0])


def test_refusing_is_never_worth_less_than_nothing() -> None:
    assert refusal_value(0.5, Patience(0.5, 0.125)) == 0.125
    assert refusal_value(0.5, Patience(0.5, 0.5)) == 0.0


def test_opening_value_with_alternating_offers() -> None:
    # P = (1 + c) / (1 + d) with a common d and c; M1-1 with unequal ones.
    assert first_value(EVEN, EVEN, ALTERNATE) == pytest.approx(0.52, abs=1e-14)
    us, cn = Patience(0.95, 0.02), Patience(0.93, 0.015)
    assert first_value(us, cn, ALTERNATE) == pytest.approx(0.56995708154506, abs=1e-13)


def test_opening_value_without_discounting() -> None:
    cheap, dear = Patience(1.0, 0.1), Patience(1.0, 0.2)
    assert first_value(cheap, dear, ALTERNATE) == 1.0
    assert first_value(dear, cheap, ALTERNATE) == 0.1
    assert first_value(cheap, cheap, ALTERNATE) == 1.0


def test_opening_value_with_a_coin() -> None:
    # Both expect 1/2 before the toss; the opener leaves the other .75 * .5 - .125.
    patience = Patience(0.75, 0.125)
    assert first_value(patience, patience, COIN) == 0.75


def test_opening_value_stays_a_share() -> None:
    assert first_value(Patience(0.5, 0.0), Patience(0.5, 3.0), ALTERNATE) == 1.0
    assert first_value(Patience(0.5, 0.0), Patience(0.5, 3.0), COIN) == 1.0


def test_what_a_package_leaves_the_other() -> None:
    # The giver's .65 all from its priority leaves the other the whole of its own.
    assert left_over(bench(), PackageMode.CLAIM, HIGH, LOW, 0.65, 2) == pytest.approx(0.65)
    assert left_over(bench(), PackageMode.EFFICIENT, HIGH, HIGH, 0.65, 2) == pytest.approx(0.35)


def test_stationary_values() -> None:
    assert stationary_value(0.75, Patience(0.5, 0.1), ALTERNATE) == 0.75
    # V = (best - c) / (2 - d): half of .75, half of .5 V - .1875.
    assert stationary_value(0.75, Patience(0.5, 0.1875), COIN) == 0.375
    assert stationary_value(0.75, Patience(0.5, 0.25), COIN) == 0.375  # refusing is worth nothing


def test_reply_gives_the_giver_its_refusal_value() -> None:
    # The giver's .5 is worth .25 when refused; the taker keeps 1 - .25.
    half = Patience(0.5, 0.0)
    assert reply(bench(), 0.5, half, half, (1.0,), (1.0,), ALTERNATE, 1) == 0.75


def test_value_with_both_priorities_known_of_the_theory() -> None:
    # Alternating: (P + R) / 2 with P = (1 + c) / (1 + d); opposed: (1 + kappa c) / (1 + kappa d).
    same = known_value(bench(), EVEN, EVEN, HIGH, HIGH, ALTERNATE, 2)
    assert same == pytest.approx((0.52 + 0.95 * 0.52 - 0.014) / 2, abs=1e-13)
    opener = (1 + KAPPA * 0.014) / (1 + KAPPA * 0.95)
    opposed = known_value(bench(), EVEN, EVEN, HIGH, LOW, ALTERNATE, 2)
    assert opposed == pytest.approx((opener + 0.95 * opener - 0.014) / 2, abs=1e-13)


def test_unequal_sides_with_opposed_priorities_of_the_theory() -> None:
    us, cn = Patience(0.95, 0.02), Patience(0.93, 0.015)
    opener = 0.6747642363086  # M1-2
    found = known_value(bench(), us, cn, HIGH, LOW, ALTERNATE, 2)
    assert found == pytest.approx((opener + 0.95 * opener - 0.02) / 2, abs=1e-12)


def test_value_with_a_coin_is_structural_leverage_where_priorities_are_the_same() -> None:
    found = known_value(bench(), EVEN, Patience(0.95, 0.02), HIGH, HIGH, COIN, 2)
    assert found == pytest.approx(0.56, abs=1e-13)  # LEV-1


def test_a_search_that_is_cut_short_keeps_its_best_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    # One step from 1/2: the map is a straight line here, so extrapolation already hits.
    monkeypatch.setattr(stance_values, "SEARCH_STEPS", 1)
    found = known_value(bench(), EVEN, Patience(0.95, 0.02), HIGH, HIGH, COIN, 2)
    assert found == pytest.approx(0.56, abs=1e-12)


def test_going_second_of_the_theory() -> None:
    # W = 1 - m P: 1 - P facing the same priority, 1 - kappa P facing the opposed one.
    assert second_value(bench(), 0.52, HIGH, HIGH, 2) == pytest.approx(0.48)
    assert second_value(bench(), 0.52, HIGH, LOW, 2) == pytest.approx(1 - KAPPA * 0.52)


def test_talk_of_the_theory() -> None:
    values = [known_value(bench(), EVEN, EVEN, HIGH, other, ALTERNATE, 2) for other in (HIGH, LOW)]
    assert talk_value(mean(values, (0.5, 0.5), 2), EVEN) == pytest.approx(0.528878, abs=5e-7)


def test_mean() -> None:
    assert mean((1.0, 2.0, 4.0), (0.5, 0.25, 0.25), 3) == 2.0
