"""Types drawn, messages believed, packages read."""

from typing import Any

import pytest

from negotiation.rules.beliefs import (
    Cell,
    bayes,
    believe_message,
    condition_on_column,
    condition_on_row,
    drawn_cell,
    drawn_index,
    knows_enough,
    learn,
    normalise,
    read_package,
    refresh_knowledge,
    reputation_after,
    spoken,
)
from negotiation.rules.packages import draft_package
from negotiation.terms import PackageMode, State, Terms
from tests.build_terms import LAST_UNIFORM, build_terms, opened

PRIOR = ((0.5, 0.125), (0.125, 0.25))


@pytest.mark.parametrize(
    ("u", "index"), [(0.0, 0), (0.2499, 0), (0.25, 1), (0.74, 1), (0.75, 2), (LAST_UNIFORM, 2)]
)
def test_index_by_inverse_transform(u: float, index: int) -> None:
    assert drawn_index((0.25, 0.5, 0.25), u, 3) == index


def test_an_impossible_index_is_never_drawn() -> None:
    assert drawn_index((0.0, 1.0), 0.0, 2) == 1
    assert drawn_index((0.4, 0.0, 0.6), 0.4, 3) == 2
    assert drawn_index((0.9999999, 0.0), LAST_UNIFORM, 2) == 0  # a sum below 1 by rounding


@pytest.mark.parametrize(
    ("u", "by_row", "cell"),
    [
        (0.1, True, (0, 0)),
        (0.55, True, (0, 1)),
        (0.7, True, (1, 0)),
        (0.9, True, (1, 1)),
        (0.55, False, (1, 0)),
        (0.7, False, (0, 1)),
        (0.9, False, (1, 1)),
    ],
)
def test_cell_of_a_joint_prior(u: float, by_row: bool, cell: tuple[int, int]) -> None:
    assert drawn_cell(PRIOR, u, by_row, 2, 2) == Cell(*cell)


def test_cell_of_a_table_that_is_not_square() -> None:
    table = ((0.25, 0.25, 0.0), (0.0, 0.25, 0.25))
    assert drawn_cell(table, 0.6, True, 2, 3) == Cell(1, 1)
    assert drawn_cell(table, 0.6, False, 2, 3) == Cell(1, 1)
    assert drawn_cell(table, 0.3, False, 2, 3) == Cell(0, 1)


def test_rounding_never_draws_an_impossible_cell() -> None:
    assert drawn_cell(((0.5, 0.4999999), (0.0, 0.0)), LAST_UNIFORM, True, 2, 2) == Cell(0, 1)


def test_swapping_the_sides_mirrors_the_drawn_cell() -> None:
    transposed = tuple(zip(*PRIOR, strict=True))
    for step in range(100):
        row, column = drawn_cell(PRIOR, step / 100.0, True, 2, 2)
        assert drawn_cell(transposed, step / 100.0, False, 2, 2) == Cell(column, row)


def test_normalising() -> None:
    weights = [1.0, 1.0, 2.0]
    assert normalise(weights, 3) is True
    assert weights == [0.25, 0.25, 0.5]


def test_nothing_cannot_be_normalised() -> None:
    weights = [0.0, 0.0]
    assert normalise(weights, 2) is False
    assert weights == [0.0, 0.0]


def test_beliefs_given_the_own_priority() -> None:
    belief = [0.0, 0.0]
    condition_on_row(belief, PRIOR, 0, 2)
    assert belief == [0.8, 0.2]
    condition_on_column(belief, PRIOR, 1, 2)
    assert belief == pytest.approx([1 / 3, 2 / 3])


@pytest.mark.parametrize(
    ("credence", "belief"), [(0.0, [0.25, 0.75]), (0.5, [0.625, 0.375]), (1.0, [1.0, 0.0])]
)
def test_a_message_is_believed_by_credence(credence: float, belief: list[float]) -> None:
    held = [0.25, 0.75]
    believe_message(held, 0, credence, 2)
    assert held == belief


def test_a_true_word_and_a_babbled_one() -> None:
    assert spoken(1, 0.5, (1.0, 0.0), 0.49, 0.0, 2) == 1
    assert spoken(1, 0.5, (1.0, 0.0), 0.5, 0.0, 2) == 0


def test_babbling_leaves_the_belief_of_a_fitting_listener_where_it_was() -> None:
    # Truthfulness .5 = credence. The speaker's type is 0 with .25; every event has its posterior.
    belief, mean = (0.25, 0.75), [0.0, 0.0]
    for own, chance in enumerate(belief):
        for truth, u, weight in ((0.0, 0.0, 0.5), (0.9, 0.0, 0.125), (0.9, 0.9, 0.375)):
            held = list(belief)
            believe_message(held, spoken(own, 0.5, belief, truth, u, 2), 0.5, 2)
            mean = [m + chance * weight * h for m, h in zip(mean, held, strict=True)]
    assert mean == pytest.approx(belief)


def test_knowing_enough() -> None:
    assert knows_enough((0.1, 0.9), 0.9, 2)
    assert not knows_enough((0.11, 0.89), 0.9, 2)


def test_knowledge_follows_the_belief() -> None:
    terms = build_terms()
    state = opened(terms)
    state.us.belief = [0.75, 0.25]
    refresh_knowledge(state.us, state.cn, terms.cn, 0.75, 2)
    assert state.us.expected == pytest.approx([0.575, 0.425])
    assert state.us.informed
    assert state.cn.revealed
    refresh_knowledge(state.us, state.cn, terms.cn, 0.76, 2)
    assert not state.us.informed
    assert not state.cn.revealed


def test_bayes_rule_and_the_off_path_rule() -> None:
    belief = [0.25, 0.75]
    bayes(belief, (1.0, 0.0), 2)
    assert belief == [1.0, 0.0]
    bayes(belief, (0.0, 1.0), 2)
    assert belief == [1.0, 0.0]


def tabled(mode: int, claim: float, **changes: Any) -> tuple[State, Terms]:
    """State in which the US has drafted and asked a package of this mode."""
    terms = build_terms(**changes)
    state = opened(terms)
    us = state.us
    us.package_mode = mode
    draft_package(us, mode, terms.us.weights[us.profile], claim, 2)
    us.ask = list(us.draft)
    return state, terms


def test_a_claim_shows_the_priority() -> None:
    state, terms = tabled(PackageMode.CLAIM, 0.5)
    read_package(state.cn, state.us, terms.us, 2)
    assert state.cn.likelihood == [1.0, 0.0]
    learn(state.cn, state.us, terms.us, 0.9, 2)
    assert state.cn.belief == [1.0, 0.0]
    assert state.cn.informed
    assert state.us.revealed
    assert state.cn.expected == [0.65, 0.35]


def test_a_claim_to_everything_shows_nothing() -> None:
    state, terms = tabled(PackageMode.CLAIM, 1.0)
    read_package(state.cn, state.us, terms.us, 2)
    learn(state.cn, state.us, terms.us, 0.9, 2)
    assert state.cn.belief == [0.5, 0.5]
    assert not state.cn.informed


def test_a_grant_says_nothing_of_its_author() -> None:
    state, terms = tabled(PackageMode.GRANT, 0.5)
    read_package(state.cn, state.us, terms.us, 2)
    learn(state.cn, state.us, terms.us, 0.9, 2)
    assert state.cn.belief == [0.5, 0.5]
    assert not state.cn.informed


@pytest.mark.parametrize(
    ("before", "if_stubborn", "if_not", "after"),
    [(0.25, 1.0, 0.0, 1.0), (0.25, 0.0, 1.0, 0.0), (0.25, 1.0, 1.0, 0.25), (0.25, 0.0, 0.0, 0.25)],
)
def test_reputation(before: float, if_stubborn: float, if_not: float, after: float) -> None:
    assert reputation_after(before, if_stubborn, if_not) == after
