"""Philox4x64-10: known answers, the layout by address, and what never disturbs what."""

from typing import Any

import numpy as np
import pytest
from numpy.random import Generator, Philox

from negotiation.draws import SEED_LIMIT, STRATEGY_SPACE, key, run_draws, strategy_generator
from negotiation.terms import Draws, Side

LAST = SEED_LIMIT - 1
MULTIPLIERS = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
ROUNDS_OF_PHILOX = 10

# Known answers of Random123 (Salmon et al. 2011): counter, key, output, as hexadecimal words.
KNOWN = (
    (
        ("0", "0", "0", "0"),
        ("0", "0"),
        ("16554d9eca36314c", "db20fe9d672d0fdc", "d7e772cee186176b", "7e68b68aec7ba23b"),
    ),
    (
        ("f" * 16, "f" * 16, "f" * 16, "f" * 16),
        ("f" * 16, "f" * 16),
        ("87b092c3013fe90b", "438c3c67be8d0224", "9cc7d7c69cd777b6", "a09caebf594f0ba0"),
    ),
    (
        ("243f6a8885a308d3", "13198a2e03707344", "a4093822299f31d0", "082efa98ec4e6c89"),
        ("452821e638d01377", "be5466cf34e90c6c"),
        ("a528f45403e61d95", "38c72dbd566e9788", "a5a1610e72fd18b5", "57bd43b5e52b7fe6"),
    ),
)
WORDS = [
    tuple(tuple(int(word, 16) for word in part) for part in (counter, of_key, output))
    for counter, of_key, output in KNOWN
]


def philox(counter: tuple[int, ...], of_key: tuple[int, ...]) -> tuple[int, ...]:
    """Philox4x64-10 of one counter block, in whole numbers of Python."""
    a, b, c, d = counter
    first, second = of_key
    for _ in range(ROUNDS_OF_PHILOX):
        high_a, low_a = divmod(a * MULTIPLIERS[0], 2**64)
        high_c, low_c = divmod(c * MULTIPLIERS[1], 2**64)
        a, b, c, d = high_c ^ b ^ first, low_c, high_a ^ d ^ second, low_a
        first, second = (first + WEYL[0]) % 2**64, (second + WEYL[1]) % 2**64
    return a, b, c, d


def counter_before(counter: tuple[int, ...]) -> list[int]:
    """Counter that numpy raises to this one before a block: 256 bits, lowest word first."""
    number = sum(word << (64 * place) for place, word in enumerate(counter)) - 1
    return [(number >> (64 * place)) % 2**64 for place in range(4)]


@pytest.mark.parametrize(("counter", "of_key", "output"), WORDS)
def test_known_answers(
    counter: tuple[int, ...], of_key: tuple[int, ...], output: tuple[int, ...]
) -> None:
    assert philox(counter, of_key) == output
    generator = Philox(
        key=np.array(of_key, dtype=np.uint64),
        counter=np.array(counter_before(counter), dtype=np.uint64),
    )
    assert tuple(int(word) for word in generator.random_raw(4)) == output


def addressed(seed: int, stream: int, slot: int, agent: int, lane: int) -> float:
    """Uniform at an address: slots of three agents with eight lanes, blocks of four words."""
    word = (slot * 3 + agent) * 8 + lane
    block, place = divmod(word, 4)
    return float(philox((block + 1, 0, 0, 0), (seed, stream))[place] >> 11) * 2.0**-53


@pytest.mark.parametrize(
    ("seed", "stream"), [(0, 0), (7, 3), (2018, 2**63), (LAST, LAST), (12345678901234567890, 1)]
)
def test_every_draw_is_the_word_at_its_address(seed: int, stream: int) -> None:
    opening, rounds = run_draws(seed, stream, 4)
    for agent in range(3):
        slots = [addressed(seed, stream, slot, agent, lane) for slot in (0, 1) for lane in range(8)]
        assert list(opening[agent]) == slots
        for t, draws in enumerate(rounds):
            expected = [addressed(seed, stream, t + 2, agent, lane) for lane in range(8)]
            assert list(draws[agent]) == expected


def test_a_longer_game_has_the_same_beginning() -> None:
    opening, rounds = run_draws(5, 1, 3)
    longer_opening, longer = run_draws(5, 1, 50)
    assert longer_opening == opening
    assert longer[:3] == rounds
    assert len(longer) == 50
    assert run_draws(5, 1, 0) == (opening, [])


def flat(found: tuple[Draws, list[Draws]]) -> list[float]:
    opening, rounds = found
    return [u for draws in (opening, *rounds) for owner in draws for u in owner]


def test_all_addresses_differ() -> None:
    games = [flat(run_draws(*address, 20)) for address in ((0, 0), (0, 1), (1, 0), (1, 1))]
    together = [u for game in games for u in game]
    assert len(together) == 4 * 22 * 24
    assert len(set(together)) == len(together)


def test_draws_are_uniform_numbers() -> None:
    numbers = np.array(flat(run_draws(1, 2, 1000)))
    assert ((numbers >= 0.0) & (numbers < 1.0)).all()
    assert abs(numbers.mean() - 0.5) < 0.01  # five standard errors are .0093
    assert set(np.histogram(numbers, 10, (0.0, 1.0))[0] // 1000) <= {2}


@pytest.mark.parametrize("bad", [-1, SEED_LIMIT])
@pytest.mark.parametrize("name", ["seed", "stream"])
def test_numbers_out_of_range_are_refused(bad: Any, name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} must be in \[0, 2\*\*64\)"):
        run_draws(**{"seed": 0, "stream": 0, "n_rounds": 1} | {name: bad})


@pytest.mark.parametrize("bad", [1.5, float("nan"), "7"])
def test_numbers_that_are_not_whole_are_refused(bad: Any) -> None:
    with pytest.raises(TypeError):
        run_draws(bad, 0, 1)


def test_the_key_holds_seed_and_stream() -> None:
    assert key(LAST, 5).tolist() == [LAST, 5]


def test_a_strategys_own_draws_disturb_nothing() -> None:
    before = run_draws(3, 4, 5)
    generator = strategy_generator(3, 4, Side.CN, 2)
    own = generator.random(1000).tolist()
    assert run_draws(3, 4, 5) == before
    assert not set(own) & set(flat(before))


def test_a_strategys_draws_have_a_space_of_their_own() -> None:
    block = philox((1, STRATEGY_SPACE, Side.CN, 2), (3, 4))
    expected = [float(word >> 11) * 2.0**-53 for word in block]
    assert strategy_generator(3, 4, Side.CN, 2).random(4).tolist() == expected
    assert isinstance(strategy_generator(3, 4, Side.US, 0), Generator)


def test_strategies_differ_by_side_and_round() -> None:
    addresses = [(3, 4, side, t) for side in Side for t in range(4)] + [(4, 3, Side.US, 0)]
    firsts = {strategy_generator(*address).random() for address in addresses}
    assert len(firsts) == len(addresses)
