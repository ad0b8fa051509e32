"""All randomness: counter-based uniforms, addressed, never drawn in sequence.

The generator is Philox4x64-10 (Salmon et al. 2011), as `numpy.random.Philox` gives
it: a keyed bijection of a counter, with a published record in BigCrush, that a compiled loop can
reproduce word for word. The key is (seed, stream): one stream is one run. The counter is the
address (round, agent, lane); agents are the two sides and nature, lanes the purposes of
`negotiation.terms`. So no draw moves another, an observer has no draw to take, and two designs
that use the same seed and stream share common random numbers. A word w becomes the double
(w >> 11) / 2**53.

Layout: a slot of 8 lanes (two counter blocks of four words) per agent and round; the opening has
two slots per agent, before round 0. Of a side's blocks the first is read in talks about talks
alone, the second on rounds with an entry in the calendar alone; nature's first is read in any
round and its second never: so the compiled loop makes just the few blocks that are read. Block b
of a key is counter value b + 1, because numpy raises the counter before the first block. The second
to fourth counter words are name spaces: a strategy that wants draws of its own gets them from
`strategy_generator`.
"""

from operator import index

from numpy import array, uint64
from numpy.random import Generator, Philox
from numpy.typing import NDArray

from negotiation.terms import Draws, Side

LANES = 8  # per agent and round
AGENTS = 3  # US, CN, nature
OPENING_SLOTS = 2
WORDS_PER_ROUND = LANES * AGENTS
SEED_LIMIT = 2**64
STRATEGY_SPACE = 1  # second counter word of draws that belong to a strategy


def key(seed: int, stream: int) -> NDArray[uint64]:
    """Philox key of one run; both numbers in [0, 2**64).

    Raises ValueError for a number outside that range, TypeError for one that is not whole.
    """
    for name, value in (("seed", seed), ("stream", stream)):
        if not 0 <= index(value) < SEED_LIMIT:
            raise ValueError(f"{name} must be in [0, 2**64), got {value}")
    return array([seed, stream], dtype=uint64)


def run_draws(seed: int, stream: int, n_rounds: int) -> tuple[Draws, list[Draws]]:
    """Uniforms of one run: those of the opening (16 lanes) and of each round (8 lanes).

    >>> opening, rounds = run_draws(seed=7, stream=0, n_rounds=3)
    >>> len(opening.us), len(rounds), len(rounds[0].nature)
    (16, 3, 8)
    >>> rounds == run_draws(seed=7, stream=0, n_rounds=9)[1][:3]
    True
    """
    generator = Generator(Philox(key=key(seed, stream)))
    words = generator.random((n_rounds + OPENING_SLOTS) * WORDS_PER_ROUND).tolist()
    slots = [
        Draws(*(tuple(words[at + a * LANES : at + (a + 1) * LANES]) for a in range(AGENTS)))
        for at in range(0, len(words), WORDS_PER_ROUND)
    ]
    first, second, *rounds = slots
    return Draws(first.us + second.us, first.cn + second.cn, first.nature + second.nature), rounds


def strategy_generator(seed: int, stream: int, side: Side, t: int) -> Generator:
    """Return a generator of unbounded draws for one side's own strategy in one round.

    >>> generator = strategy_generator(7, 0, Side.US, 0)
    >>> 0.0 <= generator.random() < 1.0
    True
    """
    counter = array([0, STRATEGY_SPACE, side, t], dtype=uint64)
    return Generator(Philox(key=key(seed, stream), counter=counter))
