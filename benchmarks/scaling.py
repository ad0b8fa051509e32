"""How the time of a round depends on the number of runs, rounds and issues."""

from collections.abc import Callable
from typing import Any, Final

from benchmarks.measuring import FLAGSHIP, Settings, interleaved, terms_of
from benchmarks.operations import engine_round
from benchmarks.report import Section, row
from negotiation.scenario import scenario_from_dict
from negotiation.terms import Terms

RUNS: Final = (10, 100, 1_000, 10_000, 100_000)
ROUNDS: Final = (8, 32, 128, 512, 1024)
ISSUES: Final = (1, 2, 4, 8, 16)
TOTAL_ROUNDS: Final = 400_000  # in each repeat of a case
MOST_RUNS: Final = 2_000


def weights(issues: int, rising: bool) -> dict[str, float]:
    """Weights of the issues, rising or falling: there is something to trade."""
    order = range(1, issues + 1) if rising else range(issues, 0, -1)
    total = issues * (issues + 1) / 2.0
    return {f"issue_{k}": value / total for k, value in enumerate(order)}


def side(issues: int, rising: bool) -> dict[str, Any]:
    """One side: two profiles, firm to the last round but one."""
    profiles = [
        {"name": str(turn), "probability": 0.5, "weights": weights(issues, rising == turn)}
        for turn in (True, False)
    ]
    return {
        "time_preference": {"discount_factor_per_round": 0.999},
        "profiles": profiles[: 1 if issues == 1 else 2],
        "timing": {"strategy": "offer"},
        "tactic": {"name": "firm", "opening_claim": 0.8},
    }


def scenario(rounds: int, issues: int) -> dict[str, Any]:
    """Offers on the table in every round; both sides hold firm, so that all but one are played."""
    keys = [f"issue_{k}" for k in range(issues)]
    positions = {"us_position": "all", "cn_position": "all"}
    state = {"name": "T0", "title": "No tariffs"}
    only = {"probability": 1.0} if issues == 1 else {}
    both = {"us": side(issues, True), "cn": side(issues, False)}
    for each in both.values():
        for profile in each["profiles"]:
            profile.update(only)
    return both | {
        "schema_version": 1,
        "name": "scaling",
        "title": "Firm to the end",
        "summary": "Talks that last.",
        "source": "benchmarks",
        "confidence": "definition",
        "time": {"start_date": "2018-11-01", "days_per_round": 7, "rounds": rounds},
        "issues": [{"key": k, "title": k} | positions for k in keys],
        "tariff_states": [
            state | {"flow_cost_per_round_us": 0.0, "flow_cost_per_round_cn": 0.0}
        ],
        "game": {
            "initial_tariff_state": "T0",
            "initial_phase": "formal",
            "first_proposer": "us",
            "proposer_rule": "alternate",
        },
    }  # fmt: skip


def firm_terms(rounds: int, issues: int) -> Terms:
    """Return the terms of such a scenario."""
    return scenario_from_dict(scenario(rounds, issues), "benchmarks").terms()


def in_one_call(terms: Terms, runs: int, times: int) -> Callable[[], float]:
    """Return a function that measures calls of so many runs: mean nanoseconds of a round."""
    once = engine_round(terms, runs)

    def measured() -> float:
        return sum(once() for _ in range(times)) / times

    return measured


def over_runs(settings: Settings) -> Section:
    """Section on the runs of one call; a call has a fixed cost in Python."""
    terms = terms_of(FLAGSHIP)
    cases = {
        f"{runs:,} runs in a call": in_one_call(terms, runs, max(1, 1_000 // runs)) for runs in RUNS
    }
    found = interleaved(cases, settings.repeats)
    rows = [row(name, values, "ns/round") for name, values in found.items()]
    return Section(f"Runs in one call: {FLAGSHIP}", rows)


def over(label: str, sizes: dict[int, Terms], settings: Settings) -> Section:
    """Section on rounds or issues."""
    cases = {}
    for size, terms in sizes.items():
        runs = min(MOST_RUNS, settings.sized(TOTAL_ROUNDS) // terms.n_rounds)
        cases[f"{size:,} {label}"] = engine_round(terms, max(1, runs))
    found = interleaved(cases, settings.repeats)
    rows = [row(name, values, "ns/round") for name, values in found.items()]
    return Section(f"Scaling with the number of {label}", rows)


def measure(settings: Settings) -> list[Section]:
    """Measure all three."""
    return [
        over_runs(settings),
        over("rounds", {rounds: firm_terms(rounds, 4) for rounds in ROUNDS}, settings),
        over("issues", {issues: firm_terms(64, issues) for issues in ISSUES}, settings),
    ]
