"""Nesting with private priorities or types: the simulator gives the closed forms of theory.

Each test plays the game with the solved strategies, through the same rules as everything else;
the numbers it must meet come from the closed forms in `negotiation.theory`.
"""

import math
from statistics import fmean, stdev

import pytest

from negotiation.play import Negotiation, cast
from negotiation.scenario import load_scenario
from negotiation.terms import GameState, Outcome, SideState, Terms
from negotiation.theory import offer_mixing, offer_timing, reputation
from negotiation.theory.offer_talks import Talks, common
from tests.games import chance, played

EXACT = 1e-9
RUNS = 1500

# ------------------------------------------------------------------ two issues, private priorities

SOLVED = ("us.tactic.name=equilibrium", "cn.tactic.name=equilibrium")


def two_issue(*changes: str) -> Terms:
    return load_scenario("two-issue", [*SOLVED, *changes]).terms()


def payoffs(terms: Terms, runs: int = RUNS) -> tuple[list[float], list[float]]:
    ended = [played(terms, chance(terms, 11, stream)) for stream in range(runs)]
    return [s.us.payoff for s in ended], [s.cn.payoff for s in ended]


def near(sample: list[float], expected: float) -> bool:
    return abs(fmean(sample) - expected) <= 4 * stdev(sample) / len(sample) ** 0.5


@pytest.mark.parametrize("c", [0.005, 0.014, 0.0427, 0.12])
def test_tabling_first_and_second(c: float) -> None:
    terms = two_issue(f"c={c}", "us.timing.strategy=offer", "cn.timing.strategy=talk")
    us, cn = payoffs(terms, 500)
    talks = common(0.65, 0.5, 0.95, c)
    assert max(us) - min(us) < EXACT
    assert us[0] == pytest.approx(offer_timing.tabling_value(talks), abs=EXACT)
    assert near(cn, offer_timing.second_mover_value(talks))


@pytest.mark.parametrize("c", [0.005, 0.014, 0.0427])
def test_talking_first(c: float) -> None:
    us, cn = payoffs(two_issue(f"c={c}", "us.timing.strategy=talk", "cn.timing.strategy=talk"))
    expected = offer_timing.talk_value(common(0.65, 0.5, 0.95, c))
    assert near(us, expected)
    assert near(cn, expected)


@pytest.mark.slow
def test_unlike_sides() -> None:
    """The strong US demands, the weak China talks: what each stance is worth to each."""
    talks = Talks(0.65, 0.5, 0.95, 0.95, 0.005, 0.014)
    sides = ("c_us=0.005", "c_cn=0.014")
    us, cn = payoffs(two_issue(*sides, "us.timing.strategy=offer", "cn.timing.strategy=talk"), 500)
    assert us[0] == pytest.approx(offer_timing.tabling_value(talks), abs=EXACT)
    assert near(cn, 0.53254437869822)
    us, cn = payoffs(
        two_issue(*sides, "us.timing.strategy=demand", "cn.timing.strategy=offer"), 1000
    )
    assert cn[0] == pytest.approx(0.42769230769231, abs=EXACT)
    assert near(us, 0.67100591715976)
    us, cn = payoffs(two_issue(*sides, "us.timing.strategy=talk", "cn.timing.strategy=talk"))
    assert near(us, 0.58432034020557)
    assert near(cn, 0.483088056741)


def test_no_logrolling_is_rubinstein() -> None:
    terms = two_issue(
        "h=0.5", "d=0.9", "c=0", "us.timing.strategy=offer", "cn.timing.strategy=talk"
    )
    us, cn = payoffs(terms, 50)
    assert us == pytest.approx([1 / 1.9] * 50, abs=EXACT)
    assert cn == pytest.approx([0.9 / 1.9] * 50, abs=EXACT)


def hazards(p: float, otherwise: str) -> list[str]:
    return [
        f"{side}.timing.{field}"
        for side in ("us", "cn")
        for field in ("strategy=hazard", f"hazard_per_round={p!r}", f"otherwise={otherwise}")
    ]


@pytest.mark.slow
def test_mixing_in_the_standoff() -> None:
    """At the mixing probability of Hamilton and Slutsky tabling and talking are worth the same."""
    c = 0.0427
    talks = common(0.65, 0.5, 0.95, c)
    first, second = offer_timing.tabling_value(talks), offer_timing.second_mover_value(talks)
    p = offer_mixing.tabling_probability(first, second, offer_timing.talk_value(talks))
    mixing = hazards(p, "talk")[3:]
    table, _ = payoffs(two_issue(f"c={c}", "us.timing.strategy=offer", *mixing))
    talk, _ = payoffs(two_issue(f"c={c}", "us.timing.strategy=talk", *mixing))
    gap = [a - b for a, b in zip(table, talk, strict=True)]
    assert near(gap, 0.0)


@pytest.mark.slow
def test_war_of_attrition_without_talk() -> None:
    """Both table with the stationary probability, else wait: length and value of the stand-off."""
    c = 0.0427
    talks = common(0.65, 0.5, 0.95, c)
    first, second = offer_timing.tabling_value(talks), offer_timing.second_mover_value(talks)
    p = offer_mixing.stationary_tabling_probability(first, second, 0.95, c)
    terms = two_issue(f"c={c}", *hazards(p, "wait"))
    ended = [played(terms, chance(terms, 13, stream)) for stream in range(RUNS)]
    assert near([float(s.game.round) for s in ended], offer_mixing.stalled_rounds(p))
    tabling = two_issue(f"c={c}", "us.timing.strategy=offer", *hazards(p, "wait")[3:])
    assert near([s.us.payoff for s in ended], fmean(payoffs(tabling)[0]))


# ------------------------------------------------------------------ commitment types


class Conceder:
    """The rational type of Abreu and Gul (2000): concede at once with an atom, then by hazard."""

    length = 0.02  # of a round, in the unit of time of the rates

    def __init__(self, rate: float, atom: float, stubborn: float) -> None:
        self.rate, self.atom, self.stubborn = rate, atom, stubborn

    def holding_out(self, t: int) -> float:
        """Probability that a rational side holds out beyond round t."""
        if t < 0:
            return 1.0
        survival = (1 - self.atom) * math.exp(-self.rate * self.length * t)
        return max(0.0, survival - self.stubborn) / (1 - self.stubborn)

    def __call__(self, me: SideState, game: GameState, draw: float) -> str:
        before = self.holding_out(game.round - 1)
        concedes = before == 0.0 or draw >= self.holding_out(game.round) / before
        return "offer" if concedes else "demand"


@pytest.mark.slow
def test_reputational_war_of_attrition() -> None:
    contest = reputation.Contest(a1=0.6, a2=0.7, r1=0.05, r2=0.1, z1=0.1, z2=0.05)
    race = reputation.race(contest)
    stubborn = [
        f"{side}.commitment.{field}"
        for side, z in (("us", contest.z1), ("cn", contest.z2))
        for field in (f"stubborn_probability={z}", "stubborn_on=demand")
    ]
    scenario = load_scenario("two-issue", [*SOLVED, *stubborn, "time.rounds=400", "c=0", "d=0.99"])
    casting = cast(
        scenario,
        us=Conceder(race.rates[0], race.at_once[0], contest.z1),
        cn=Conceder(race.rates[1], race.at_once[1], contest.z2),
    )
    ends = [Negotiation(casting, 17, stream).run() for stream in range(600)]
    last = round(5 / Conceder.length)
    by_five = [float(r["first_tabled_round"] in range(last + 1)) for r in ends]
    assert near(by_five, reputation.deal_probability(contest, 5.0))
    both = [float(r["stubborn_us"] and r["stubborn_cn"]) for r in ends]
    assert near(both, reputation.never_probability(contest))
    never = [r for r in ends if r["stubborn_us"] and r["stubborn_cn"]]
    assert all(r["outcome"] == Outcome.EXPIRED for r in never)
