"""Packages: utilities, orders of filling, and the three ways to fill."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.rules.beliefs import refresh_knowledge
from negotiation.rules.packages import (
    at_least,
    complement,
    draft_package,
    fill,
    filled_share,
    follows_ranking,
    issue_score,
    mixed_share,
    rank_issues,
    reverse,
    utility,
)
from negotiation.terms import PackageMode, SideState
from tests.build_terms import build_terms, opened


def drafter(expected: tuple[float, ...]) -> SideState:
    """Return a side with three issues that expects these weights of the other."""
    three = {"weights": ((0.5, 0.3, 0.2),)}
    terms = build_terms(us=three, cn=three, profile_prior=((1.0,),))
    me = opened(terms).us
    me.expected = list(expected)
    return me


def test_equality_of_utilities_is_up_to_rounding() -> None:
    assert at_least(1.0 - 1e-13, 1.0)
    assert not at_least(1.0 - 1e-11, 1.0)


def test_utility_weighs_own_shares() -> None:
    assert utility((0.5, 0.25, 0.25), (1.0, 0.5, 0.0), 3) == 0.625


@pytest.mark.parametrize(
    ("mode", "own", "other", "score"),
    [
        (PackageMode.CLAIM, 0.2, 0.7, 0.2),
        (PackageMode.GRANT, 0.2, 0.7, 0.7),
        (PackageMode.EFFICIENT, 0.2, 0.8, 0.25),
        (PackageMode.EFFICIENT, 0.2, 0.0, math.inf),
        (PackageMode.EFFICIENT, 0.0, 0.0, 0.0),
    ],
)
def test_score_of_an_issue(mode: int, own: float, other: float, score: float) -> None:
    assert issue_score(mode, own, other) == score


def test_ranking_is_stable() -> None:
    order = [0] * 5
    rank_issues(order, (0.1, 0.3, 0.1, 0.3, 0.2), 5)
    assert order == [1, 3, 4, 0, 2]


def test_only_the_first_issues_are_ranked() -> None:
    order = [0, 0, 9]
    rank_issues(order, (0.1, 0.2, 0.3), 2)
    assert order == [1, 0, 9]


@pytest.mark.parametrize(
    ("weight", "missing", "share"),
    [(0.4, 0.1, 0.25), (0.4, 0.4, 1.0), (0.4, 0.5, 1.0), (0.4, 0.0, 0.0), (0.4, -0.1, 0.0)],
)
def test_share_that_fills_up(weight: float, missing: float, share: float) -> None:
    assert filled_share(weight, missing) == share


def test_filling_splits_one_issue_at_most() -> None:
    shares = [9.0, 9.0, 9.0]
    fill(shares, [2, 0, 1], (0.5, 0.25, 0.25), 0.5, 3)
    assert shares == [0.5, 0.0, 1.0]


def test_complement_in_place() -> None:
    shares = [1.0, 0.25, 0.0]
    complement(shares, shares, 3)
    assert shares == [0.0, 0.75, 1.0]


def test_reversal_of_even_and_odd_orders() -> None:
    even, odd = [3, 1, 0, 2], [2, 0, 1]
    reverse(even, 4)
    reverse(odd, 3)
    assert even == [2, 0, 1, 3]
    assert odd == [1, 0, 2]


def test_claim_takes_what_oneself_values_most() -> None:
    me = drafter((0.2, 0.3, 0.5))
    draft_package(me, PackageMode.CLAIM, (0.5, 0.25, 0.25), 0.625, 3)
    assert me.draft == [1.0, 0.5, 0.0]
    assert me.order == [0, 1, 2]


def test_grant_gives_what_the_other_values_most() -> None:
    # The author keeps .625, so gives .375: issue 2 whole (.25), then half of issue 1.
    me = drafter((0.2, 0.3, 0.5))
    draft_package(me, PackageMode.GRANT, (0.5, 0.25, 0.25), 0.625, 3)
    assert me.draft == [1.0, 0.5, 0.0]
    assert me.order == [0, 1, 2]  # the author itself is filled from the other's least valued


def test_grant_can_give_the_authors_own_priority_away() -> None:
    me = drafter((0.6, 0.3, 0.1))
    draft_package(me, PackageMode.GRANT, (0.5, 0.25, 0.25), 0.5, 3)
    assert me.draft == [0.0, 1.0, 1.0]


def test_efficient_package_descends_the_ratio() -> None:
    # Ratios .5/.8, .25/.1, .25/.1: the last two tie and keep the order of the issues.
    me = drafter((0.8, 0.1, 0.1))
    draft_package(me, PackageMode.EFFICIENT, (0.5, 0.25, 0.25), 0.625, 3)
    assert me.draft == [0.25, 1.0, 1.0]


@pytest.mark.parametrize("mode", [PackageMode.CLAIM, PackageMode.GRANT, PackageMode.EFFICIENT])
@pytest.mark.parametrize("target", [0.0, 0.2, 0.5, 0.61, 0.9, 1.0])
def test_every_way_reaches_the_target_and_splits_one_issue(mode: int, target: float) -> None:
    weights = (0.5, 0.3, 0.2)
    me = drafter((0.25, 0.35, 0.4))
    draft_package(me, mode, weights, target, 3)
    assert utility(weights, me.draft, 3) == pytest.approx(target, abs=1e-15)
    assert sum(1e-15 < share < 1.0 - 1e-15 for share in me.draft) <= 1
    if mode == PackageMode.GRANT:
        left = [1.0 - share for share in me.draft]
        assert follows_ranking(left, PackageMode.CLAIM, me.expected, weights, 3)
    else:
        assert follows_ranking(me.draft, mode, weights, me.expected, 3)


def test_a_ranking_holds_until_the_other_is_seen_in_another_way() -> None:
    weights = {"weights": ((0.6, 0.4), (0.4, 0.6))}
    state = opened(terms := build_terms(us=weights, cn=weights))
    us, cn = state.us, state.cn
    own = terms.us.weights[us.profile]
    for belief in ([1.0, 0.0], [0.0, 1.0]):
        us.belief = belief
        refresh_knowledge(us, cn, terms.cn, 0.9, 2)
        for mode in (PackageMode.GRANT, PackageMode.EFFICIENT, PackageMode.CLAIM):
            draft_package(us, mode, own, 0.5, 2)
            once = list(us.draft)
            assert us.ranked == mode
            draft_package(us, mode, own, 0.5, 2)
            assert us.draft == once
            us.ranked = PackageMode.NONE
            draft_package(us, mode, own, 0.5, 2)
            assert us.draft == once


@pytest.mark.parametrize(
    ("shares", "follows"),
    [
        ((1.0, 1.0, 1.0), True),
        ((0.0, 0.0, 0.0), True),
        ((1.0, 0.5, 0.0), True),
        ((1.0, 0.0, 0.1), False),
        ((0.9, 0.0, 0.0), True),
        ((0.9, 0.1, 0.0), False),
    ],
)
def test_which_packages_follow_an_order(shares: tuple[float, ...], follows: bool) -> None:
    own = (0.5, 0.3, 0.2)
    assert follows_ranking(shares, PackageMode.CLAIM, own, (0.2, 0.2, 0.6), 3) is follows


SHARE = st.sampled_from((0.0, 0.0, 0.4, 1.0, 1.0))
WEIGHT = st.sampled_from((0.0, 0.1, 0.1, 0.2, 0.3))


@given(
    st.sampled_from((PackageMode.CLAIM, PackageMode.EFFICIENT)),
    st.lists(st.tuples(SHARE, WEIGHT, WEIGHT), min_size=1, max_size=7),
)
def test_following_is_being_full_then_split_then_empty(
    mode: int, issues: list[tuple[float, float, float]]
) -> None:
    shares, own, other = zip(*issues, strict=True)
    n = len(issues)
    order = [0] * n
    rank_issues(order, [issue_score(mode, own[k], other[k]) for k in range(n)], n)
    ranked = [shares[k] for k in order]
    filled = [share for share in ranked if share > 0.0]
    expected = ranked[: len(filled)] == filled and all(share == 1.0 for share in filled[:-1])
    assert follows_ranking(shares, mode, own, other, n) is expected


def test_mixing_weighs_the_two_packages() -> None:
    assert mixed_share(1.0, 0.5, 0.25, 0.75) == 0.625
