"""Two-issue stance games with screening, exchange, unclear talk, audiences, attrition."""

import pytest

from negotiation.scenario import load_scenario
from negotiation.terms import (
    BothOffer,
    Discretion,
    Milestone,
    MilestoneKind,
    OfferSpace,
    Phase,
    Side,
    Stance,
    Terms,
    Timing,
)
from negotiation.theory import (
    offer_conditions,
    offer_thresholds,
    offer_timing,
    stance_solver,
    stance_wiring,
)
from negotiation.theory.calendar_nodes import Node
from negotiation.theory.offer_timing import common
from negotiation.theory.opening_values import Continuation
from negotiation.theory.selection import SelectionRule
from negotiation.theory.stance_game import solve_stances
from negotiation.theory.stance_nodes import DEMAND, OFFER, TALK, WAIT, StanceNode
from negotiation.theory.stance_regimes import Regime
from negotiation.theory.two_issue_game import two_issue_terms
from tests.theory.test_stance_game_two_issues import (
    OFFER_OR_TALK,
    D,
    H,
    Q,
    baseline,
    oracle,
    path_terms,
)

# ------------------------------------------------------------------ other continuations


@pytest.mark.parametrize("c", [0.005, 0.014, 0.0427])
def test_candour_lets_the_opener_screen(c: float) -> None:
    talks = common(H, Q, D, c)
    prices = solve_stances(two_issue_terms(talks), continuation=Continuation.CANDID).day().prices
    assert prices.first[0] == pytest.approx(offer_conditions.candid_first_value(talks), abs=1e-12)
    if c < 0.02:
        second = offer_conditions.candid_second_value(talks)
        assert prices.second[1] == pytest.approx(second, abs=1e-12)


def test_candour_is_the_example_of_the_text() -> None:
    solution = solve_stances(baseline(0.014), continuation=Continuation.CANDID)
    prices = solution.day().prices
    found = prices.first[0], prices.second[0], prices.talk[0]
    assert found == pytest.approx((0.5543, 0.5496, 0.5289), abs=1e-4)
    report = solution.regret()
    assert report.package is None
    assert report.refused is None


def test_trick_offers_pay_below_the_third_threshold() -> None:
    c_rev = offer_thresholds.reverse_screening_threshold(H, D)
    assert c_rev == pytest.approx(oracle("M1-7"), abs=1e-12)
    for c, pays in ((c_rev - 1e-6, True), (c_rev + 1e-6, False), (0.014, True)):
        terms = baseline(c)._replace(offer_space=OfferSpace.UNRESTRICTED)
        first = solve_stances(terms).day().prices.first[0]
        pooling = offer_timing.tabling_value(common(H, Q, D, c))
        screened = D * offer_timing.opposed_refusal_value(common(H, Q, D, c)) - c
        value = (1 - Q) * pooling + Q * screened if pays else pooling
        assert first == pytest.approx(value, abs=1e-12)
        assert (first > pooling + 1e-9) == pays


def test_screening_needs_the_two_issue_game() -> None:
    terms = load_scenario("buenos-aires-2018").terms()
    with pytest.raises(ValueError, match="two mirrored issues"):
        solve_stances(terms, continuation=Continuation.CANDID)
    uneven = baseline(0.014)
    weights = ((0.6, 0.4), (0.35, 0.65))
    uneven = uneven._replace(us=uneven.us._replace(weights=weights))
    with pytest.raises(ValueError, match="two mirrored issues"):
        solve_stances(uneven._replace(offer_space=OfferSpace.UNRESTRICTED))


def test_no_package_and_no_stance_gains() -> None:
    for c in (0.005, 0.014, 0.0427, 0.0884, 0.12):
        report = solve_stances(baseline(c)).regret(401)
        assert report.stance.gain <= 1e-9
        assert report.package is not None
        assert report.package.gain <= 1e-9
        assert report.refused is not None
        assert report.refused.gain <= 1e-9
        assert report.formal.gain <= 1e-9


# ------------------------------------------------------------------ exchange, unclear talk


def test_sealed_offers_are_mixed_or_opened() -> None:
    terms = baseline(0.014)._replace(both_offer=BothOffer.EXCHANGE)
    day = solve_stances(terms).day()
    first, theta = day.prices.first[0], day.prices.talk[0]
    opposed = (first + 1 - (1 - H) / H * first) / 2  # both ask P and are left 1 - kappa P
    alike = D * 0.5 - 0.014  # incompatible: a round is lost, then a coin
    assert day.payoffs[0, OFFER, OFFER] == pytest.approx((opposed + alike) / 2, abs=1e-12)
    assert theta > alike


def test_unclear_talk_is_a_chain() -> None:
    terms = baseline(0.014)._replace(talk_clarity=0.4)
    solution = solve_stances(terms, stances=(Stance.TALK,))
    stays, known = 0.6, (solution.game.calendar.eves[Node(0, Phase.FORMAL, 0)][0, 1:]).mean()
    one = (0.4 * D * known - 0.014 * 1.0) / (1 - stays * D)
    both = stays**2 * D
    value = (0.16 * D * known + 2 * 0.24 * D * one - 0.014) / (1 - both)
    assert solution.value()[0] == pytest.approx(value, abs=1e-12)
    node = solution.start._replace(informed=(True, False))
    assert solution.value(node)[1] == pytest.approx(one, abs=1e-12)
    assert solution.regret().package == (0.0, None, -1)


def test_who_has_listened_grants_first() -> None:
    solution = solve_stances(baseline(0.014)._replace(talk_clarity=0.4))
    prices = solution.day(solution.start._replace(informed=(True, False))).prices
    refused = offer_timing.refusal_value(common(H, Q, D, 0.014))
    assert prices.second[1] == pytest.approx(refused)  # China gets what refusing is worth ...
    pooled = 1 - offer_timing.pooling_factor(H, Q) * refused
    assert prices.first[0] == pytest.approx(pooled)  # ... out of its own priorities


def test_known_priorities_are_bargained_over_at_once() -> None:
    terms = baseline(0.014)._replace(profile_prior=((0.5, 0.0), (0.0, 0.5)))
    solution = solve_stances(terms)
    assert solution.start.informed == (True, True)
    first = solution.day().prices.first[0]
    assert first == pytest.approx(offer_timing.tabling_value(common(H, 0.0, D, 0.014)))


def test_one_side_may_know_from_the_start() -> None:
    terms = baseline(0.014)
    us = terms.us._replace(n_profiles=1, weights=((H, 1 - H),))
    solution = solve_stances(terms._replace(us=us, profile_prior=((0.5, 0.5),)))
    assert solution.start.informed == (False, True)
    assert solution.day().prices.second[1] == pytest.approx(0.6)


# ------------------------------------------------------------------ audience


def public_terms(c: float, a: float, clarity: float = 1.0) -> Terms:
    terms = baseline(c)._replace(talk_clarity=clarity)
    loud = {"demands_publicly": True, "audience_cost_per_demand": a}
    return terms._replace(us=terms.us._replace(**loud))


def test_a_public_demand_is_paid_when_given_up() -> None:
    solution = solve_stances(public_terms(0.014, 0.01))
    node = solution.start._replace(demands=(2, 0))
    quiet, loud = solution.day(), solution.day(node)
    assert loud.payoffs[0, OFFER] == pytest.approx(quiet.payoffs[0, OFFER] - 0.02)
    assert loud.payoffs[0, TALK, TALK] == pytest.approx(quiet.payoffs[0, TALK, TALK] - 0.02)
    assert loud.payoffs[0, DEMAND, OFFER] == pytest.approx(quiet.payoffs[0, DEMAND, OFFER])
    assert loud.payoffs[1, OFFER] == pytest.approx(quiet.payoffs[1, OFFER])
    assert loud.payoffs[0, WAIT, WAIT] != loud.payoffs[0, DEMAND, WAIT]
    assert solution.regret().stance.gain <= 1e-9


def test_talk_during_a_call_costs_no_audience() -> None:
    call = Milestone(MilestoneKind.CALL, 0)
    terms = public_terms(0.014, 0.01)._replace(n_milestones=1, milestones=(call,))
    solution = solve_stances(terms)
    assert solution.start.state.round == 0
    node = solution.start._replace(state=Node(1, Phase.PRE, 0), demands=(1, 0))
    assert solution.day(node).payoffs[0, TALK, TALK] == pytest.approx(0.528878 - 0.01, abs=1e-6)
    with pytest.raises(KeyError):
        solution.day(solution.start._replace(demands=(1, 0)))


@pytest.mark.parametrize("rule", list(SelectionRule))
def test_unclear_talk_with_public_demands_settles(rule: SelectionRule) -> None:
    solution = solve_stances(public_terms(0.02, 0.02, 0.3), rule)
    assert solution.regret(11).stance.gain <= 1e-9


# ------------------------------------------------------------------ attrition


def attrition_terms(a: float) -> Terms:
    terms = baseline(0.005)
    us = terms.us._replace(
        stubborn_probability=0.1,
        demands_publicly=True,
        audience_cost_per_demand=a,
    )
    cn = terms.cn._replace(stubborn_probability=0.3, stubborn_timing=Timing.STUBBORN_TALK)
    return terms._replace(us=us, cn=cn)


def test_the_fight_over_who_tables() -> None:
    race = stance_wiring.attrition_race(attrition_terms(0.03), 0)
    assert race.rates[1] == pytest.approx(oracle("M1-15"), abs=1e-9)
    assert race.rates[0] == pytest.approx(oracle("M1-16"), abs=1e-9)
    assert race.at_once[1] == pytest.approx(oracle("M1-17"), abs=1e-9)


def test_the_side_that_demands_comes_first() -> None:
    terms = attrition_terms(0.03)
    swapped = terms._replace(us=terms.cn, cn=terms.us)
    there, back = (stance_wiring.attrition_inputs(t, 0) for t in (terms, swapped))
    assert there[1:4] == back[1:4]
    assert (there.demander, back.demander) == (Side.US, Side.CN)
    quiet = terms._replace(us=terms.us._replace(demands_publicly=False))
    assert stance_wiring.attrition_inputs(quiet, 0).a1 == 0


def test_attrition_needs_one_side_that_demands() -> None:
    with pytest.raises(ValueError, match="exactly one side"):
        stance_wiring.attrition_inputs(baseline(0.014), 0)
    with pytest.raises(ValueError, match="two mirrored profiles"):
        stance_wiring.two_issue_talks(load_scenario("buenos-aires-2018").terms(), 0)


def test_a_discretionary_threat_is_a_lottery_over_regimes() -> None:
    terms = path_terms()
    entry = terms.milestones[0]._replace(
        round=0, discretion=Discretion.PROBABILITY, probability=0.25, audience_cost=0.01
    )
    solution = solve_stances(terms._replace(milestones=(entry,)), stances=OFFER_OR_TALK)
    calm, hot = (solution.day(solution.start._replace(state=Node(0, Phase.PRE, e))) for e in (0, 1))
    assert (calm.regime, hot.regime) == (Regime.STANDOFF, Regime.RACE)
    pairs = zip(calm.selected.value, hot.selected.value, strict=True)
    mean = [0.75 * one + 0.25 * other for one, other in pairs]
    assert solution.value() == pytest.approx((mean[0] - 0.75 * 0.01, mean[1]))


def test_two_ways_into_the_same_state_are_solved_once() -> None:
    terms = path_terms()
    entry = terms.milestones[0]
    path = (
        entry._replace(round=0, discretion=Discretion.PROBABILITY, probability=0.5, to_state=1),
        entry._replace(round=1, to_state=2),
    )
    costs = {"flow_cost": (0.0427, 0.12, 0.05)}
    terms = terms._replace(
        us=terms.us._replace(**costs),
        cn=terms.cn._replace(**costs),
        n_milestones=2,
        milestones=path,
    )
    solution = solve_stances(terms, stances=OFFER_OR_TALK)
    eves = [StanceNode(Node(1, Phase.PRE, e), (False, False)) for e in (0, 1)]
    assert solution.value(eves[0]) == solution.value(eves[1])


def test_stances_that_do_not_settle_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stance_solver, "_MAX_SWEEPS", 1)
    with pytest.raises(ValueError, match="do not settle under the rule pareto"):
        solve_stances(baseline(0.014), SelectionRule.PARETO)
