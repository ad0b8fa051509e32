"""Design points: methods, whole numbers, keys and seeds."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.experiment import Design
from negotiation.experiment.distributions import Beta, LogUniform, Triangular, Uniform
from negotiation.experiment.vary import Range
from tests.experiment.spec.sound import column, design, loaded, refused, sound

UNIT = Uniform(low=0, high=1)
CLARITY = "game.talk_clarity"


def keys(found: Design) -> list[str]:
    return [point.key for point in found.points]


# ------------------------------------------------------------------ methods


def test_a_grid_crosses_everything_and_the_last_changes_fastest() -> None:
    found = design(vary={"h": [0.5, 0.8], "us.timing.rounds": [0, 1, 2]})
    assert found.parameters == ("two_issue.h", "us.timing.rounds")
    assert column(found, "two_issue.h") == [0.5, 0.5, 0.5, 0.8, 0.8, 0.8]
    assert column(found, "us.timing.rounds") == [0, 1, 2, 0, 1, 2]
    assert [point.index for point in found.points] == list(range(6))


def test_a_list_goes_row_by_row() -> None:
    vary = {"h": [0.5, 0.8], ("us.timing.rounds", "cn.timing.rounds"): [[1, 2], 3]}
    found = design(design={"kind": "list"}, vary=vary)
    assert column(found, "us.timing.rounds") == [1, 3]
    assert column(found, "cn.timing.rounds") == [2, 3]
    assert column(found, "two_issue.h") == [0.5, 0.8]


def test_points_are_a_sequence() -> None:
    points = design(vary={"us.timing.rounds": range(5)}).points
    assert len(points) == 5
    assert points[-1] == points[4]
    assert [point.index for point in points[1:4:2]] == [1, 3]
    assert points[2].values == {"us.timing.rounds": 2}
    with pytest.raises(IndexError, match="point 5 of 5"):
        points[5]


def test_nothing_varied_is_one_point() -> None:
    found = design()
    assert [point.values for point in found.points] == [{}]
    assert found.parameters == ()


def test_a_latin_hypercube_hits_each_part_of_each_range_once() -> None:
    found = design(
        design={"kind": "latin_hypercube", "points": 50}, vary={CLARITY: UNIT, "q": UNIT}
    )
    for address in found.parameters:
        parts = sorted(int(value * 50) for value in column(found, address))
        assert parts == list(range(50))
    assert column(found, CLARITY) != column(found, "two_issue.q")


@pytest.mark.parametrize(
    "sampling",
    [
        {"kind": "latin_hypercube", "points": 9},
        {"kind": "sobol", "points": 9},
        {"kind": "saltelli", "base": 4},
        {"kind": "morris", "trajectories": 4, "levels": 100},
    ],
    ids=lambda sampling: sampling["kind"],
)
def test_a_sample_follows_the_seed_alone(sampling: dict[str, Any]) -> None:
    given: dict[str, Any] = {"design": sampling, "vary": {CLARITY: UNIT, "q": UNIT}}
    first = design(**given)
    assert keys(first) == keys(design(**given))
    assert not set(keys(first)) & set(keys(design(**given, **{"seed": 8})))


def test_a_sobol_sequence_is_extended_point_by_point() -> None:
    vary = {CLARITY: UNIT, "q": Beta(alpha=2, beta=3), "us.timing.rounds": Uniform(low=0, high=20)}
    longest = keys(design(design={"kind": "sobol", "points": 100}, vary=vary))
    for points in (1, 2, 3, 17, 64, 65):
        assert (
            keys(design(design={"kind": "sobol", "points": points}, vary=vary)) == longest[:points]
        )


def test_a_sobol_sequence_fills_evenly() -> None:
    vary = {CLARITY: UNIT, "q": UNIT}
    found = design(design={"kind": "sobol", "points": 64}, vary=vary)
    cells = {
        (int(a * 8), int(b * 8))
        for a, b in zip(column(found, CLARITY), column(found, "two_issue.q"), strict=True)
    }
    assert len(cells) == 64


def test_saltellis_design_exchanges_one_value_at_a_time() -> None:
    vary = {CLARITY: UNIT, "q": Beta(alpha=2, beta=3), ("h", "d"): Uniform(low=0.6, high=0.9)}
    found = design(design={"kind": "saltelli", "base": 8, "second_order": True}, vary=vary)
    assert len(found.points) == 8 * (2 * 3 + 2)
    names = (CLARITY, "two_issue.q", "two_issue.h")
    rows = list(zip(*(column(found, name) for name in names), strict=True))
    for start in range(0, len(rows), 8):
        a, *exchanged, b = rows[start : start + 8]
        for k in range(3):
            assert exchanged[k] == (*a[:k], b[k], *a[k + 1 :])
            assert exchanged[3 + k] == (*b[:k], a[k], *b[k + 1 :])
    assert column(found, "two_issue.d") == column(found, "two_issue.h")


def test_saltellis_design_keeps_its_first_base_points() -> None:
    vary = {CLARITY: UNIT, "q": UNIT}
    longer, shorter = (
        keys(design(design={"kind": "saltelli", "base": base}, vary=vary)) for base in (32, 8)
    )
    assert longer[: len(shorter)] == shorter


@pytest.mark.parametrize(
    "sampling", [{"kind": "saltelli", "base": 8}, {"kind": "morris", "trajectories": 8}]
)
def test_equal_values_are_points_of_their_own_with_the_same_chance(
    sampling: dict[str, Any],
) -> None:
    vary = {"us.timing.strategy": ["offer", "talk"], "us.timing.rounds": Uniform(low=0, high=2)}
    points = design(design=sampling, vary=vary).points
    assert len({tuple(point.values.items()) for point in points}) < len(points)
    assert len({point.key for point in points}) == len(points)
    assert {point.seed for point in points} == {7}


def test_listed_values_are_sampled_with_equal_chances() -> None:
    vary = {CLARITY: UNIT, "us.timing.strategy": ["offer", "talk", "demand", "mirror"]}
    found = design(design={"kind": "sobol", "points": 64}, vary=vary)
    names = column(found, "us.timing.strategy")
    assert {names.count(name) for name in set(names)} == {16}
    assert len(set(names)) == 4


def test_what_moves_together_draws_together() -> None:
    vary = {("us.talk.credence", "cn.talk.credence"): UNIT}
    found = design(design={"kind": "sobol", "points": 8}, vary=vary)
    assert column(found, "us.talk.credence") == column(found, "cn.talk.credence")


def test_a_table_gives_a_point_a_row(tmp_path: Path) -> None:
    found = loaded(tmp_path, sound("table")).design()
    assert found.parameters == ("two_issue.h", "us.timing.strategy", "game.talk_clarity")
    assert column(found, "two_issue.h") == [0.65, 0.65, 0.8]
    assert column(found, "us.timing.strategy") == ["talk:2", "offer", "talk"]
    assert column(found, "game.talk_clarity") == [1.0, 0.5, 0.5]
    found.check()


def test_a_table_knows_numbers_truth_values_and_text() -> None:
    text = "political_clock,us.timing.rounds,label\nTRUE,+3,007\n false , 2 ,-1e-3x\n"
    assert "design.political_clock: is ambiguous" in refused(design={"kind": "csv", "text": text})
    text = text.replace(",label", ",us.label").replace(
        "political_clock", "us.timing.demands_publicly"
    )
    text = text.replace("007", "seven")
    found = design(design={"kind": "csv", "text": text})
    assert [list(point.values.values()) for point in found.points] == [
        [True, 3, "seven"],
        [False, 2, "-1e-3x"],
    ]


# ------------------------------------------------------------------ whole numbers


def test_whole_numbers_are_drawn_with_equal_chances() -> None:
    vary = {CLARITY: UNIT, "us.timing.rounds": Uniform(low=1, high=4)}
    found = design(design={"kind": "sobol", "points": 64}, vary=vary)
    rounds = column(found, "us.timing.rounds")
    assert {type(value) for value in rounds} == {int}
    assert [rounds.count(k) for k in range(6)] == [0, 16, 16, 16, 16, 0]


def test_other_distributions_give_the_nearest_whole_number() -> None:
    vary = {CLARITY: UNIT, "us.timing.rounds": Triangular(low=0, mode=5, high=10)}
    found = design(design={"kind": "latin_hypercube", "points": 40}, vary=vary)
    rounds = column(found, "us.timing.rounds")
    assert {type(value) for value in rounds} == {int}
    assert min(rounds) >= 0
    assert max(rounds) <= 10
    assert len(set(rounds)) > 5


def test_a_range_of_whole_numbers_has_to_hit_them() -> None:
    found = design(vary={"us.timing.rounds": Range(low=0, high=8, steps=5)})
    assert column(found, "us.timing.rounds") == [0, 2, 4, 6, 8]
    assert {type(value) for value in column(found, "us.timing.rounds")} == {int}
    message = refused(vary={"us.timing.rounds": Range(low=0, high=5, steps=3)})
    assert message == (
        "experiment: vary.0.range: us.timing.rounds: 2.5 is not a whole number; "
        "allowed: a whole number"
    )
    sample = {"kind": "sobol", "points": 4}
    assert (
        "vary.0.distribution: the parameter is a whole number, and so are low and high"
        in refused(design=sample, vary={"us.timing.rounds": Uniform(low=0.5, high=5)})
    )


# ------------------------------------------------------------------ keys and seeds


def test_a_key_is_the_same_on_every_machine() -> None:
    vary = {"h": [0.65], "us.timing.strategy": ["talk:4"], "us.timing.demands_publicly": [True]}
    (point,) = design(vary={**vary, "time.rounds": [40]}).points
    assert point.key == "c5761891d939777d"


def test_a_key_depends_on_name_and_varied_values_alone() -> None:
    vary = {"h": [0.5, 0.65], "us.timing.rounds": [1, 2]}
    first = keys(design(vary=vary))
    assert (
        keys(design(vary=vary, replicates=3, seed=99, fixed={"q": 0.75}, outcomes=["deal"]))
        == first
    )
    more = {"h": [0.4999999 + 0.1, 0.5, 0.65], "us.timing.rounds": [3, 1, 2]}
    assert set(first) < set(keys(design(vary=more)))
    turned = {"us.timing.rounds": [1, 2], "two_issue.h": [0.5, 0.65]}
    assert set(keys(design(vary=turned))) == set(first)
    part = keys(design(vary=vary, experiment=[{"name": "a"}, {"name": "b"}]))
    assert len(set(part) | set(first)) == 12


def test_what_is_the_same_number_has_the_same_key() -> None:
    as_range = design(vary={"h": Range(low=0.5, high=1, steps=6), "us.timing.rounds": [2]})
    as_list = design(vary={"h": [0.5, 0.6, 0.7, 0.8, 0.9, 1], "us.timing.rounds": [2.0]})
    assert keys(as_range) == keys(as_list)
    assert keys(design(vary={"us.commitment.stubborn_probability": [-0.0]})) == keys(
        design(vary={"us.commitment.stubborn_probability": [0]})
    )


def test_common_random_numbers_share_the_seed() -> None:
    vary = {"us.timing.rounds": range(4)}
    assert {point.seed for point in design(vary=vary).points} == {7}
    own = design(vary=vary, common_random_numbers=False)
    seeds = [point.seed for point in own.points]
    assert len(set(seeds)) == 4
    assert all(0 <= seed < 2**64 for seed in seeds)
    longer = design(vary={"us.timing.rounds": range(6)}, common_random_numbers=False)
    assert [point.seed for point in longer.points][:4] == seeds
    other = design(vary=vary, common_random_numbers=False, seed=8)
    assert not {point.seed for point in other.points} & set(seeds)


def test_points_with_the_same_random_numbers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiation.experiment.design.points.seed_of", lambda seed, key: 1)
    vary = {"us.timing.rounds": [1, 2]}
    assert "design: points 0 and 1 would have the same random numbers" in refused(
        vary=vary, common_random_numbers=False
    )
    assert len(design(vary=vary).points) == 2


def test_equal_points_are_refused_by_name() -> None:
    message = refused(vary={"us.timing.rounds": [3, 1, 2, 1.0]})
    assert message == (
        "experiment: design: points 1 and 3 are the same: us.timing.rounds = 1; "
        "allowed: each point once"
    )
    many = {f"us.talk.{k}": [1, 1] for k in ("truthfulness", "credence", "candour")}
    many |= {f"cn.talk.{k}": [1, 1] for k in ("truthfulness", "credence", "candour")}
    many |= {"q": [1, 1]}
    message = refused(vary=many, design={"kind": "list"}, experiment=[{"name": "a"}])
    assert "points 0 and 1 of a are the same: us.talk.truthfulness = 1.0, " in message
    assert ", ...; allowed" in message


@pytest.mark.parametrize("source", [UNIT, LogUniform(low=0.01, high=1), Beta(alpha=0.5, beta=0.5)])
def test_draws_are_rounded_so_that_keys_do_not_hang_on_last_digits(source: Any) -> None:
    found = design(design={"kind": "sobol", "points": 32}, vary={"q": source})
    values = column(found, "two_issue.q")
    assert values == [float(f"{value:.12g}") for value in values]
    assert len(set(values)) == 32
