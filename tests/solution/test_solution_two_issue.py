"""The two-issue world solved: numbers, regimes and their thresholds, who demands and who talks."""

import pytest

from negotiation.scenario import load_scenario
from negotiation.solution import Solution, solve_scenario
from negotiation.solution.results import Play

C_T, C_W = 0.019599975307118, 0.10217391304348
BASELINE = ("h=0.65", "q=0.5", "d=0.95", "c=0.014")
OFFER, TALK, DEMAND = range(3)


def solved(*changes: str, select: str = "pareto") -> Solution:
    return solve_scenario(load_scenario("two-issue", changes), select)


@pytest.fixture(scope="module")
def baseline() -> Solution:
    return solved(*BASELINE)


def pure(plays: tuple[Play, ...]) -> set[tuple[int, int]]:
    return {
        (play.us.index(1.0), play.cn.index(1.0))
        for play in plays
        if max(play.us) == max(play.cn) == 1.0
    }


def test_values_of_the_worked_example(baseline: Solution) -> None:
    assert baseline.today is not None
    for side in range(2):
        assert baseline.today.P[side] == pytest.approx(0.52, abs=1e-12)
        assert baseline.today.W[side] == pytest.approx(0.6, abs=1e-12)
        assert baseline.today.Theta[side] == pytest.approx(0.528878, abs=1e-6)
    assert baseline.prices is not None
    assert baseline.prices.price_of_going_first == pytest.approx((0.08, 0.08), abs=1e-12)
    assert baseline.prices.information_rent == pytest.approx((0.12, 0.12), abs=1e-12)


def test_thresholds_of_the_worked_example(baseline: Solution) -> None:
    found = baseline.thresholds
    assert found is not None
    assert found.method == "closed form"
    assert found.c_T == pytest.approx(C_T, abs=1e-14)
    assert found.c_W == pytest.approx(C_W, abs=1e-14)
    assert found.candour == pytest.approx(0.22625603372085, abs=1e-12)
    assert found.anchoring == pytest.approx(1 / 12, abs=1e-12)
    assert found.framework_rounds == pytest.approx(1.9601242310979, abs=1e-12)
    assert all(condition.holds for condition in baseline.conditions)


def test_stances_of_the_worked_example(baseline: Solution) -> None:
    assert baseline.today is not None
    assert baseline.today.regime == "talk first"
    assert pure(baseline.today.equilibria_offer_talk) == {(TALK, TALK)}
    assert pure(baseline.today.equilibria) >= {(TALK, TALK), (DEMAND, OFFER), (OFFER, DEMAND)}
    assert not pure(baseline.today.equilibria) & {(DEMAND, DEMAND), (DEMAND, TALK)}


def test_no_act_gains(baseline: Solution) -> None:
    assert max(regret.gain for regret in baseline.regrets) < 1e-9


@pytest.mark.parametrize(
    ("cost", "regime"),
    [
        (C_T - 1e-6, "talk first"),
        (C_T + 1e-6, "standoff"),
        (C_W - 1e-6, "standoff"),
        (C_W + 1e-6, "race"),
        (0.005, "talk first"),
        (0.0427, "standoff"),
        (0.0884, "standoff"),
        (0.12, "race"),
    ],
)
def test_the_regime_changes_at_the_thresholds_only(cost: float, regime: str) -> None:
    stage = solved(f"c={cost!r}").today
    assert stage is not None
    assert stage.regime == regime


@pytest.mark.slow
def test_the_stronger_side_demands_and_the_weaker_wants_to_talk() -> None:
    stage = solved("c_us=0.005", "c_cn=0.014").today
    assert stage is not None
    assert (stage.wish(0), stage.wish(1)) == ("demand", "talk")
    assert pytest.approx((0.607692, 0.427692), abs=1e-6) == stage.P
    assert pytest.approx((0.671006, 0.532544), abs=1e-6) == stage.W
    assert stage.Theta == pytest.approx((0.584320, 0.483088), abs=1e-6)
    assert stage.regime == "the US tables"
    assert (DEMAND, OFFER) in pure(stage.equilibria)


@pytest.mark.slow
def test_swapping_the_sides_swaps_the_report() -> None:
    one, other = solved("c_us=0.005", "c_cn=0.014"), solved("c_us=0.014", "c_cn=0.005")
    assert one.today is not None
    assert other.today is not None
    assert pytest.approx(other.today.P[::-1], abs=1e-12) == one.today.P
    assert one.leverage.structural == pytest.approx(1 - other.leverage.structural, abs=1e-12)
    assert other.today.regime == "China tables"


@pytest.mark.slow
def test_unequal_sides_get_thresholds_by_search() -> None:
    solution = solved("c_us=0.005", "c_cn=0.014")
    found = solution.thresholds
    assert found is not None
    assert found.method == "numerical"
    assert found.leverage_cut_off == pytest.approx(0.54478132748099, abs=1e-12)
    assert found.c_T is not None
    assert found.c_T < found.cost  # the US would talk if delay were cheaper
    failed = [condition.name for condition in solution.conditions if not condition.holds]
    assert failed == ["alike"]


@pytest.mark.slow
def test_search_finds_what_the_formula_says() -> None:
    """With a difference too small to matter the search replaces the formula."""
    found = solved("c_us=0.014", "c_cn=0.01400000001").thresholds
    assert found is not None
    assert found.method == "numerical"
    assert found.c_T == pytest.approx(C_T, rel=2e-3)
    assert found.c_W == pytest.approx(C_W, rel=2e-3)


@pytest.mark.slow
def test_structural_leverage_is_the_formula() -> None:
    found = solved("c_us=0.014", "c_cn=0.02").leverage
    assert found.structural == pytest.approx(0.56, abs=1e-9)
    assert found.closed_form == pytest.approx(0.56, abs=1e-12)


@pytest.mark.parametrize("rule", ["risk_dominant", "symmetric_mixed", "favour_us", "favour_cn"])
def test_every_rule_selects_an_equilibrium(rule: str) -> None:
    solution = solved(select=rule)
    assert solution.today is not None
    assert solution.today.selected in solution.today.equilibria
    us, cn = solution.value
    assert (us > cn) == (rule == "favour_us") or us == pytest.approx(cn)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="fair"):
        solved(select="fair")
