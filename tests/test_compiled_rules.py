"""Every rule, compiled, gives the same bits as in plain Python: leaf by leaf and whole games.

The compiled state is a numpy record of the annotated fields, as large as a scenario may be. The
compiled terms are records too; each vector is as long as its longest in the games played here.
"""

import copy
import importlib
import inspect
import math
import pkgutil
from collections.abc import Callable
from enum import IntEnum
from types import FunctionType
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import numpy as np
import pytest

from negotiation import rules
from negotiation.draws import run_draws
from negotiation.rules import (
    bargaining,
    beliefs,
    equilibrium,
    framework,
    leverage,
    milestones,
    opening,
    packages,
    payoffs,
    portable,
    stance_values,
    stances,
    tactics,
    talks,
)
from negotiation.rules.rounds import open_negotiation, play_round
from negotiation.rules.stance_values import Bench, Patience
from negotiation.state import GAME_FIELDS, SIDE_FIELDS, new_state
from negotiation.terms import (
    MAX_SIZES,
    BeforeReadiness,
    BothOffer,
    Discretion,
    Draws,
    Milestone,
    MilestoneKind,
    OfferSpace,
    Outcome,
    PackageMode,
    Phase,
    ProposerRule,
    Side,
    SideTerms,
    Stance,
    State,
    Tactic,
    Terms,
    Timing,
)
from tests.build_terms import build_terms, snapshot

numba = pytest.importorskip("numba")

ROUNDS = 10
SEEDS = range(30)


def rule_functions() -> list[FunctionType]:
    """Every function that a module of the rule book defines."""
    found = []
    for info in pkgutil.iter_modules(rules.__path__):
        module = importlib.import_module(f"{rules.__name__}.{info.name}")
        functions = inspect.getmembers(module, inspect.isfunction)
        found += [function for _, function in functions if function.__module__ == module.__name__]
    return found


@pytest.fixture(scope="module", autouse=True)
def registered() -> list[FunctionType]:
    """Let compiled code call every rule."""
    functions = rule_functions()
    for function in functions:
        numba.extending.register_jitable(function)
    return functions


def test_the_whole_rule_book_is_registered(registered: list[FunctionType]) -> None:
    names = {function.__name__ for function in registered}
    assert {"open_negotiation", "play_round", "begin_round", "finish_round"} <= names
    assert len(names) == len(registered)  # one name, one rule: it may live in one namespace


# ------------------------------------------------------------------ leaf by leaf

EVEN, UNEVEN, NO_HURRY = Patience(0.95, 0.014), Patience(0.93, 0.02), Patience(1.0, 0.01)
WEIGHTS, THEIRS = [0.5, 0.3, 0.2], [0.15, 0.25, 0.6]
PRIOR = [[0.35, 0.15], [0.2, 0.3]]
COIN, ALTERNATE = ProposerRule.COIN, ProposerRule.ALTERNATE
CLAIM, GRANT, EFFICIENT = PackageMode.CLAIM, PackageMode.GRANT, PackageMode.EFFICIENT
BENCH = Bench([0, 0, 0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0])
TRIPLE = [0.1, 0.2, 0.3]

LEAVES: list[tuple[Callable[..., Any], list[tuple[Any, ...]]]] = [
    (portable.exponential, [(x / 7.0,) for x in range(-200, 200, 9)]),
    (portable.logarithm, [(x / 13.0,) for x in range(1, 300, 7)]),
    (portable.power, [(x / 20.0, y) for x in range(21) for y in (0.0, 0.2, 1.0, 5.0)]),
    (packages.at_least, [(0.1 + 0.2, 0.3), (0.29, 0.3)]),
    (packages.utility, [(WEIGHTS, TRIPLE, 3), (WEIGHTS, TRIPLE, 2)]),
    (
        packages.issue_score,
        [
            (mode, own, other)
            for mode in (CLAIM, GRANT, EFFICIENT)
            for own in (0.0, 0.3)
            for other in (0.0, 0.7)
        ],
    ),
    (packages.rank_issues, [([0, 0, 0], THEIRS, 3), ([0, 0, 0], [0.2, 0.2, 0.2], 3)]),
    (packages.filled_share, [(0.3, 0.1), (0.3, 0.3), (0.3, -0.1)]),
    (packages.fill, [([0.0, 0.0, 0.0], [2, 0, 1], WEIGHTS, x / 9.0, 3) for x in range(10)]),
    (packages.complement, [([0.0, 0.0, 0.0], TRIPLE, 3)]),
    (packages.reverse, [([2, 0, 1], 3), ([1, 0], 2)]),
    (packages.follows_order, [([1.0, 0.4, 0.0], [0, 1, 2], 3), ([0.9, 0.4, 0.0], [0, 1, 2], 3)]),
    (packages.mixed_share, [(0.1, 0.7, 0.3, 0.7)]),
    (payoffs.discount_factor, [(0.07, 0.0, 7.0), (0.03, 0.01, 30.0)]),
    (payoffs.flow_cost_share, [(0.31, 1500.0, 7.0)]),
    (payoffs.perpetual_cost, [(0.0, 1.0), (0.014, 0.95)]),
    (beliefs.drawn_index, [(TRIPLE, x / 9.0, 3) for x in range(9)]),
    (
        beliefs.drawn_cell,
        [(PRIOR, x / 9.0, by_row, 2, 2) for x in range(9) for by_row in (True, False)],
    ),
    (beliefs.normalise, [([0.1, 0.2, 0.4], 3), ([0.0, 0.0], 2)]),
    (beliefs.condition_on_row, [([0.0, 0.0], PRIOR, 1, 2)]),
    (beliefs.condition_on_column, [([0.0, 0.0], PRIOR, 1, 2)]),
    (beliefs.believe_message, [([0.1, 0.9], 0, 0.3, 2), ([0.1, 0.9], 1, 1.0, 2)]),
    (beliefs.spoken, [(1, 0.4, TRIPLE, 0.3, 0.05, 3), (1, 0.4, TRIPLE, 0.5, 0.05, 3)]),
    (beliefs.knows_enough, [(TRIPLE, 0.3, 3), (TRIPLE, 0.31, 3)]),
    (beliefs.bayes, [([0.1, 0.2, 0.7], [0.3, 1.0, 0.1], 3), ([0.0, 1.0, 0.0], [1.0, 0.0, 1.0], 3)]),
    (beliefs.reputation_after, [(0.2, 1.0, 0.3), (0.2, 0.0, 0.0)]),
    (leverage.clipped, [(-0.1,), (0.4,), (1.3,)]),
    (
        leverage.structural_share,
        [(0.95, 0.93, 0.014, 0.02), (1.0, 1.0, 0.1, 0.1), (1.0, 1.0, 0.2, 0.1)],
    ),
    (leverage.share_of_sum, [(0.3, 0.4), (-1.0, -2.0)]),
    (leverage.given_up, [(stance, 0.3, 0.4, 0.1) for stance in Stance]),
    (milestones.joint_risk, [(0.1, 0.2)]),
    (milestones.leverage_gain, [(0.01, 0.03, 0.95, 0.93), (0.01, 0.03, 1.0, 1.0)]),
    (
        milestones.carried_out,
        [(rule, truce, -0.1, 0.5, 0.4) for rule in Discretion for truce in (True, False)],
    ),
    (milestones.joined, [(Side.US, -1), (Side.US, Side.CN)]),
    (
        equilibrium.table_node,
        [(3, 2, 1, flag, truce) for flag in (True, False) for truce in (True, False)],
    ),
    (equilibrium.claim_kind, [(mode, phase) for mode in (CLAIM, GRANT) for phase in Phase]),
    (equilibrium.likeliest, [(TRIPLE, 3), ([0.5, 0.5], 2)]),
    (equilibrium.knowing, [(x, y) for x in (True, False) for y in (True, False)]),
    (framework.claims_gap, [(0.7, 0.6)]),
    (opening.uniform_on, [(0.1, 0.3, 0.7)]),
    (bargaining.other_side, [(Side.US,), (Side.CN,)]),
    (tactics.elapsed, [(t, 2, 5) for t in range(7)]),
    (tactics.time_dependent, [(0.1, 0.9, x / 7.0, y) for x in range(8) for y in (0.2, 1.0, 5.0)]),
    (tactics.tit_for_tat, [(0.8, 0.4, 0.3), (0.8, 0.2, 0.3)]),
    (tactics.firm, [(0.1, 0.9, 0.5), (0.1, 0.9, 1.0)]),
    (tactics.split, [(0.7, 0.2)]),
    (tactics.anchored_claim, [(0.7, 0.2, 0.3)]),
    (stances.offer_at, [(0, 1, Stance.TALK), (1, 1, Stance.TALK)]),
    (stances.talk_up_to, [(0, 1), (1, 1)]),
    (stances.demand_up_to, [(0, 1, Stance.WAIT), (1, 1, Stance.WAIT)]),
    (stances.hazard, [(0.1, 0.2, Stance.TALK), (0.2, 0.2, Stance.TALK)]),
    (stances.eve, [(2, 4, 1, Stance.TALK), (3, 4, 1, Stance.TALK)]),
    (stances.mirror, [(stance,) for stance in Stance]),
    (stances.stubborn_stance, [(Timing.STUBBORN_DEMAND,), (Timing.STUBBORN_TALK,)]),
    (talks.backs_down, [(stance, call) for stance in Stance for call in (True, False)]),
    (stance_values.refusal_value, [(0.5, EVEN), (0.001, EVEN)]),
    (
        stance_values.first_value,
        [(EVEN, UNEVEN, COIN), (EVEN, UNEVEN, ALTERNATE), (NO_HURRY, NO_HURRY, ALTERNATE)],
    ),
    (
        stance_values.left_over,
        [(BENCH, mode, WEIGHTS, THEIRS, 0.6, 3) for mode in (CLAIM, EFFICIENT)],
    ),
    (stance_values.stationary_value, [(0.7, EVEN, COIN), (0.7, EVEN, ALTERNATE)]),
    (
        stance_values.known_value,
        [(BENCH, EVEN, UNEVEN, WEIGHTS, THEIRS, rule, 3) for rule in (COIN, ALTERNATE)],
    ),
    (stance_values.extrapolated, [(0.0, 0.5, 0.75, 0.0, 2.0), (0.0, 0.5, 1.0, 0.0, 0.5)]),
    (stance_values.second_value, [(BENCH, 0.6, WEIGHTS, THEIRS, 3)]),
    (stance_values.talk_value, [(0.6, EVEN)]),
    (stance_values.mean, [(TRIPLE, WEIGHTS, 3)]),
]


def as_numbers(value: Any) -> Any:
    """Return an argument as compiled code takes it: lists as arrays, enumerations as integers."""
    if isinstance(value, Bench):
        return Bench(*map(as_numbers, value))
    if isinstance(value, list):
        return np.array(value)
    return int(value) if isinstance(value, IntEnum) else value


def as_lists(value: Any) -> Any:
    """Return an argument or result with its arrays as lists."""
    if isinstance(value, Bench):
        return Bench(*map(as_lists, value))
    return value.tolist() if isinstance(value, np.ndarray) else value


def leaf(rule: Callable[..., Any], calls: list[tuple[Any, ...]]) -> Any:
    """Case of one rule; those used once per scenario compile slowly and wait for the long run."""
    long = rule.__module__ == stance_values.__name__
    return pytest.param(rule, calls, id=rule.__name__, marks=pytest.mark.slow if long else ())


@pytest.mark.parametrize(("rule", "calls"), [leaf(*row) for row in LEAVES])
def test_a_leaf_rule_is_the_same_compiled(
    rule: Callable[..., Any], calls: list[tuple[Any, ...]]
) -> None:
    compiled = numba.njit(rule, error_model="numpy")
    for arguments in calls:
        plain, numbers = copy.deepcopy(list(arguments)), [as_numbers(value) for value in arguments]
        assert compiled(*numbers) == rule(*plain)
        assert [as_lists(value) for value in numbers] == plain  # what was written is the same too


def test_the_comparison_sees_the_last_bit() -> None:
    assert portable.exponential(1.0) != math.nextafter(portable.exponential(1.0), 2.0)


# ------------------------------------------------------------------ whole games

MINISTRIES = {
    "ministry_weights": ((0.2, 0.5, 0.3), (0.1, 0.1, 0.8)),
    "ministry_floor_low": (0.05, 0.0),
    "ministry_floor_high": (0.45, 0.4),
    "ministry_votes": (2.0, 1.0),
    "ratification_quota": 2.0,
    "ratification_cost": 0.01,
    "reports_at_start": False,
}
COMMON = {
    "weights": ((0.5, 0.3, 0.2), (0.2, 0.3, 0.5)),
    "strength_multiplier": (1.0, 1.5),
    "strength_prior": (0.6, 0.4),
    "reservation_prior": (0.7, 0.3),
    "reservation_low": (0.0, 0.2),
    "reservation_high": (0.3, 0.9),
    "opening_slope": 0.1,
    "opening_claim": 0.9,
    "candour": 0.5,
    "credence": 0.8,
    "statement_truthfulness": 0.7,
    "talk_truthfulness": 0.8,
    "audience_cost_per_demand": 0.02,
    "anchoring_weight": 0.1,
    "stubborn_probability": 0.2,
}
CALENDAR = (
    Milestone(MilestoneKind.CALL, 1, public=True),
    Milestone(MilestoneKind.READINESS, 2),
    Milestone(MilestoneKind.SUMMIT, 3, breakdown_probability=0.1),
    Milestone(
        MilestoneKind.ESCALATION, 4, side=Side.US, to_state=1, conditional=True,
        discretion=Discretion.IF_CREDIBLE, audience_cost=0.2,
    ),
    Milestone(
        MilestoneKind.ESCALATION, 5, side=Side.CN, to_state=1, audience_cost=0.01,
        discretion=Discretion.PROBABILITY, probability=0.6,
    ),
    Milestone(MilestoneKind.TRUCE_END, 8),
)  # fmt: skip


def game(us: dict[str, Any], cn: dict[str, Any], **changes: Any) -> Terms:
    """Return terms of ten rounds that use many rules at once."""
    shared = {
        "n_rounds": ROUNDS,
        "milestones": CALENDAR,
        "profile_prior": ((0.35, 0.15), (0.2, 0.3)),
    }
    return build_terms(COMMON | us, COMMON | cn | {"discount": 0.93}, **shared | changes)


def solved_tables(seed: int) -> dict[str, Any]:
    """Tables of an equilibrium strategy, filled with arbitrary numbers of the right shape."""
    states, slots = 3, 2
    nodes, talks = ROUNDS * states * 4, ROUNDS * states * 2 * 4 * slots * slots
    numbers = np.random.default_rng(seed)
    cubes = numbers.uniform(0.3, 0.7, (2, 4, 2, 2, nodes)).tolist()
    return {
        "timing": Timing.EQUILIBRIUM,
        "tactic": Tactic.EQUILIBRIUM,
        "n_tariff_states": states,
        "demand_slots": slots,
        "claim_table": nested(cubes[0]),
        "refusal_table": nested(cubes[1]),
        "framework_table": nested(numbers.uniform(-1.0, 1.0, (2, 2, nodes)).tolist()),
        "stance_table": nested(numbers.dirichlet([0.2, 1.0, 1.0, 1.0], talks).tolist()),
        "stubborn_probability": 0.2,
    }


def nested(rows: Any) -> Any:
    return tuple(nested(row) for row in rows) if isinstance(rows, list) else rows


GAMES = {
    "talks": game(
        {"timing": Timing.TALK_UP_TO, "timing_rounds": 6},
        {"timing": Timing.HAZARD, "hazard": 0.1},
        talk_clarity=0.5,
        framework_tolerance=0.4,
    ),
    "standoff": game(
        {"timing": Timing.DEMAND_UP_TO, "timing_rounds": 3, "tactic": Tactic.FIRM},
        {"timing": Timing.MIRROR, "tactic": Tactic.BOULWARE, "concession_exponent": 5.0},
        framework_tolerance=1.0,
        truce_rounds=3,
    ),
    "truce": game(
        {"timing": Timing.STUBBORN_TALK, "reservation_low": (0.6, 0.6)},
        {"timing": Timing.STUBBORN_DEMAND, "reservation_low": (0.6, 0.6)},
        framework_tolerance=2.0,
        milestones=CALENDAR[:5],
    ),
    "exchange": game(
        {"opening_claim": 0.6, **MINISTRIES},
        {"timing": Timing.EVE, "timing_rounds": 3, "opening_claim": 0.5},
        both_offer=BothOffer.EXCHANGE,
        offer_space=OfferSpace.UNRESTRICTED,
        proposer_rule=ProposerRule.ALTERNATE,
    ),
    "formal": game(
        {"tactic": Tactic.TIT_FOR_TAT, "outside_option": 0.35, "disagreement_for_ever": False},
        {"tactic": Tactic.SPLIT, "breakdown_for_ever": False, "breakdown_value": -0.2},
        initial_phase=Phase.FORMAL,
        breakdown_probability=0.05,
    ),
    "solved": game(
        solved_tables(1),
        solved_tables(2),
        framework_tolerance=1.0,
        truce_rounds=2,
        knowledge_needed=0.6,
    ),
    "unready": game(
        {**MINISTRIES, "before_readiness": BeforeReadiness.CANNOT_TABLE},
        {**MINISTRIES, "tactic": Tactic.CONCEDER, "concession_exponent": 0.2},
        framework_possible=False,
    ),
}


def state_layout(fields: dict[str, Any]) -> np.dtype[Any]:
    """Record with every annotated field; vectors have their largest size."""
    layout: list[Any] = []
    for name, hint in fields.items():
        if get_origin(hint) is Annotated:
            vector, length = get_args(hint)
            layout.append((name, np.dtype(get_args(vector)[0]), (MAX_SIZES[length],)))
        else:
            layout.append((name, np.dtype(hint)))
    return np.dtype(layout, align=True)


MILESTONE = np.dtype(list(Milestone.__annotations__.items()), align=True)


def as_array(value: tuple[Any, ...]) -> np.ndarray[Any, Any]:
    """Return a vector, a matrix or a calendar as an array."""
    if value and isinstance(value[0], Milestone):
        return np.array([tuple(entry) for entry in value], dtype=MILESTONE)
    return np.array(value, dtype=np.int64 if value and isinstance(value[0], int) else np.float64)


def longest(vectors: list[tuple[Any, ...]]) -> tuple[np.dtype[Any], tuple[int, ...]]:
    """Kind and shape of an array that holds each of these; never empty."""
    arrays = [as_array(vector) for vector in vectors]
    widest = max(arrays, key=lambda array: array.ndim)
    shape = tuple(
        max(1, *(array.shape[axis] for array in arrays if axis < array.ndim))
        for axis in range(widest.ndim)
    )
    return widest.dtype, shape


def terms_layout(kind: type, samples: list[Any]) -> np.dtype[Any]:
    """Record of the fields of these terms, vectors as long as the longest."""
    layout: list[Any] = []
    for name, hint in get_type_hints(kind).items():
        values = [getattr(sample, name) for sample in samples]
        if hint is SideTerms:
            sides = [side for sample in samples for side in (sample.us, sample.cn)]
            layout.append((name, terms_layout(SideTerms, sides)))
        elif get_origin(hint) is tuple:
            layout.append((name, *longest(values)))
        else:
            layout.append((name, np.dtype(hint)))
    return np.dtype(layout, align=True)


def write_terms(record: Any, terms: Any) -> None:
    """Copy terms into their record."""
    for name, value in terms._asdict().items():
        if isinstance(value, SideTerms):
            write_terms(record[name], value)
        elif not isinstance(value, tuple):
            record[name] = value
        elif value:
            array = as_array(value)
            record[name][tuple(slice(length) for length in array.shape)] = array


class Kernels(NamedTuple):
    """The transition, compiled: on arrays of one record each."""

    opening: Callable[..., None]
    one_round: Callable[..., None]


@pytest.fixture(scope="module")
def kernels(registered: list[FunctionType]) -> Kernels:
    assert registered

    @numba.njit(error_model="numpy")
    def opening_kernel(us: Any, cn: Any, game: Any, terms: Any, draws: Any) -> None:
        state = State(us[0], cn[0], game[0])
        open_negotiation(state, terms[0], Draws(draws[0], draws[1], draws[2]))

    @numba.njit(error_model="numpy")
    def round_kernel(us: Any, cn: Any, game: Any, terms: Any, draws: Any) -> None:
        state = State(us[0], cn[0], game[0])
        play_round(state, terms[0], Draws(draws[0], draws[1], draws[2]))

    return Kernels(opening_kernel, round_kernel)


SIDE_LAYOUT, GAME_LAYOUT = state_layout(SIDE_FIELDS), state_layout(GAME_FIELDS)
TERMS_LAYOUT = terms_layout(Terms, list(GAMES.values()))


class CompiledGame:
    """One negotiation that lives in records."""

    def __init__(self, kernels: Kernels, terms: Terms) -> None:
        self.kernels = kernels
        self.records = (
            np.zeros(1, SIDE_LAYOUT),
            np.zeros(1, SIDE_LAYOUT),
            np.zeros(1, GAME_LAYOUT),
        )
        self.terms = np.zeros(1, TERMS_LAYOUT)
        write_terms(self.terms[0], terms)

    def open(self, draws: Draws) -> None:
        self.kernels.opening(*self.records, self.terms, np.array(draws))

    def play_round(self, draws: Draws) -> None:
        self.kernels.one_round(*self.records, self.terms, np.array(draws))

    def snapshot(self, lengths: dict[str, int]) -> dict[str, Any]:
        """Copy of every field, vectors as long as in these lengths."""
        found = {}
        for owner, record in zip(("us", "cn", "game"), self.records, strict=True):
            for name in record.dtype.names or ():
                value, path = record[name][0], f"{owner}.{name}"
                found[path] = value[: lengths[path]].tolist() if path in lengths else value.item()
        return found


def assert_equal_fields(plain: dict[str, Any], compiled: CompiledGame, place: str) -> None:
    lengths = {path: len(value) for path, value in plain.items() if isinstance(value, list)}
    found = compiled.snapshot(lengths)
    different = {path: (plain[path], found[path]) for path in plain if plain[path] != found[path]}
    assert (place, different) == (place, {})


def play_both(kernels: Kernels, terms: Terms, seed: int, place: str) -> State:
    """Play a game twice, round by round; return the plain state at the end."""
    opening, rounds = run_draws(seed, 0, ROUNDS)
    state, twin = new_state(terms), CompiledGame(kernels, terms)
    open_negotiation(state, terms, opening)
    twin.open(opening)
    assert_equal_fields(snapshot(state), twin, f"{place}, opening")
    for t, draws in enumerate(rounds):
        play_round(state, terms, draws)
        twin.play_round(draws)
        assert_equal_fields(snapshot(state), twin, f"{place}, round {t}")
    return state


@pytest.mark.slow  # compiling the transition takes most of half a minute
def test_whole_games_are_the_same_compiled(kernels: Kernels) -> None:
    outcomes = set()
    for name, terms in GAMES.items():
        for seed in SEEDS:
            state = play_both(kernels, terms, seed, f"{name}, seed {seed}")
            assert state.game.phase == Phase.CLOSED
            outcomes.add(state.game.outcome)
    assert outcomes == set(Outcome) - {Outcome.ONGOING}


@pytest.mark.slow
def test_a_compiled_difference_is_seen(kernels: Kernels) -> None:
    opening, _ = run_draws(1, 0, ROUNDS)
    terms = GAMES["talks"]
    state, twin = new_state(terms), CompiledGame(kernels, terms)
    open_negotiation(state, terms, opening)
    twin.open(opening)
    state.us.belief[0] = math.nextafter(state.us.belief[0], 2.0)
    with pytest.raises(AssertionError, match=r"us\.belief"):
        assert_equal_fields(snapshot(state), twin, "opening")
