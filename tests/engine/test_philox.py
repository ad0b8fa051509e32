"""The compiled generator: the words of numpy's Philox, at the addresses of `draws.run_draws`."""

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numba import njit
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from negotiation.draws import AGENTS, LANES, OPENING_SLOTS, run_draws
from negotiation.engine import kernel
from negotiation.engine.philox import fill_uniforms, product
from negotiation.terms import MAX_ROUNDS

WORDS = 2**64
LAST = WORDS - 1
ROUNDS = 5

words = st.integers(0, LAST)
Uniforms = NDArray[np.float64]


@njit
def block_of(out: Any, at: int, block: int, seed: int, stream: int) -> None:
    fill_uniforms(out, at, block, seed, stream)


@njit
def halves(a: int, b: int) -> tuple[int, int]:
    return product(a, b)  # type: ignore[no-any-return]


@njit
def opening_of(out: Any, agent: int, seed: int, stream: int) -> None:
    kernel.draw_opening(out, agent, seed, stream)


@njit
def round_of(out: Any, agent: int, block: int, t: int, seed: int, stream: int) -> None:
    kernel.draw_block(out, agent, block, t, seed, stream)


def drawn(fill: Callable[..., None], width: int, *place: int, address: tuple[int, int]) -> Uniforms:
    """Uniforms that a compiled function writes; NaN where it writes nothing."""
    out = np.full(width, np.nan)
    fill(out, *map(np.int64, place), *map(np.uint64, address))
    return out


def expected(block: int, address: tuple[int, int]) -> list[float]:
    """Uniforms of a block by numpy, which raises the counter before it gives the first."""
    of_numpy = Philox(
        key=np.array(address, dtype=np.uint64),
        counter=np.array([block, 0, 0, 0], dtype=np.uint64),
    )
    return Generator(of_numpy).random(4).tolist()


@settings(derandomize=True)
@given(st.integers(0, 2**63 - 1), words, words)
@example(0, 0, 0)
@example(2**63 - 1, LAST, LAST)
def test_a_block_is_numpys(block: int, seed: int, stream: int) -> None:
    found = drawn(block_of, 6, 1, block, address=(seed, stream))
    assert found[1:5].tolist() == expected(block, (seed, stream))
    assert np.isnan(found[[0, 5]]).all()  # nothing beside the four is written


def test_many_keys_and_blocks() -> None:
    rng, most = Random(1), (OPENING_SLOTS + MAX_ROUNDS) * kernel.BLOCKS_PER_ROUND
    for _ in range(2000):
        address, block = (rng.randrange(WORDS), rng.randrange(WORDS)), rng.randrange(most)
        assert drawn(block_of, 4, 0, block, address=address).tolist() == expected(block, address)


@settings(derandomize=True, max_examples=300)
@given(words, words)
@example(LAST, LAST)
@example(LAST, 1)
@example(2**32 - 1, 2**32)
def test_both_halves_of_a_product(a: int, b: int) -> None:
    upper, lower = halves(np.uint64(a), np.uint64(b))
    assert (int(upper), int(lower)) == divmod(a * b, WORDS)


def test_seed_and_stream_are_not_the_same() -> None:
    one, other = (drawn(block_of, 4, 0, 0, address=key) for key in ((1, 2), (2, 1)))
    assert not np.array_equal(one, other)


# ------------------------------------------------------------------ addresses of a run


ADDRESSES = [(0, 0), (7, 3), (2018, 2**63), (LAST, LAST), (0, LAST), (LAST, 0)]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_opening_has_the_draws_of_a_run(address: tuple[int, int]) -> None:
    opening, _ = run_draws(*address, 0)
    for agent in range(AGENTS):
        found = drawn(opening_of, OPENING_SLOTS * LANES, agent, address=address)
        assert tuple(found) == opening[agent]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("t", [0, 1, 17, MAX_ROUNDS - 1])
def test_a_round_has_the_draws_of_a_run(address: tuple[int, int], t: int) -> None:
    _, rounds = run_draws(*address, t + 1)
    for agent in range(AGENTS):
        for block in range(kernel.BLOCKS_PER_SLOT):
            found = drawn(round_of, LANES, agent, block, t, address=address)
            own = slice(block * kernel.BLOCK, (block + 1) * kernel.BLOCK)
            assert tuple(found[own]) == rounds[t][agent][own]
            assert np.isnan(found).sum() == LANES - kernel.BLOCK  # and nothing else


def test_agents_are_us_cn_and_nature() -> None:
    assert (kernel.US, kernel.CN, kernel.NATURE) == (0, 1, 2)
    assert kernel.BLOCKS_PER_ROUND * kernel.BLOCK == LANES * AGENTS
