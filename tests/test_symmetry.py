"""Swapping the sides mirrors every run exactly."""

import random

import pytest

from negotiation.draws import run_draws
from negotiation.scenario import scenario_from_dict
from negotiation.terms import Draws, NatureLane, NatureOpeningLane
from tests.games import Chance, histories
from tests.random_scenarios import random_scenario

SIDE_CODES = {"next_proposer", "proposer", "opened", "first_tabler", "escalated_by", "lapsed_by"}
COINS = (NatureLane.PROPOSER, NatureLane.OPENED)


def turned(nature: tuple[float, ...], coins: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(1.0 - u if lane in coins else u for lane, u in enumerate(nature))


def mirrored_chance(draws: Chance) -> Chance:
    opening, rounds = draws
    return (
        Draws(opening.cn, opening.us, turned(opening.nature, (NatureOpeningLane.ORIENTATION,))),
        [Draws(each.cn, each.us, turned(each.nature, COINS)) for each in rounds],
    )


def mirrored_row(row: dict[str, object]) -> dict[str, object]:
    swapped = {"us": "cn", "cn": "us", "game": "game"}
    mirrored = {}
    for path, value in row.items():
        owner, name = path.split(".")
        if name in SIDE_CODES and value in (0, 1):
            value = 1 - value  # type: ignore[operator]
        mirrored[f"{swapped[owner]}.{name}"] = value
    return mirrored


BLOCKS = [pytest.param(block, marks=() if block < 3 else pytest.mark.slow) for block in range(20)]


@pytest.mark.parametrize("block", BLOCKS)
def test_swapping_the_sides_mirrors_the_run(block: int) -> None:
    for number in range(100 * block, 100 * block + 100):
        scenario = scenario_from_dict(random_scenario(random.Random(number)), where="random")
        draws = run_draws(number, 0, scenario.terms().n_rounds)
        rows = histories(scenario.terms(), draws)
        mirror = histories(scenario.mirrored().terms(), mirrored_chance(draws))
        for row, twin in zip(rows, mirror, strict=True):
            expected = mirrored_row(row)
            expected["us.side"], expected["cn.side"] = 0, 1
            assert twin == expected, number
