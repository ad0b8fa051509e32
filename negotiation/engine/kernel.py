"""The compiled loop over runs: records, draws and rounds; every rule is the rule book's."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any, Final

import numpy as np
from llvmlite import ir
from numba import config, njit, types
from numba.core.compiler_lock import global_compiler_lock
from numba.extending import intrinsic

from negotiation.draws import AGENTS, LANES, OPENING_SLOTS
from negotiation.engine.layout import DRAWS_TYPE, GAME_TYPE, SIDE_TYPE, TERMS_TYPE
from negotiation.engine.linking import INNER, OPTIONS, linked_rules, part_of_caller, rules_digest
from negotiation.engine.philox import fill_uniforms
from negotiation.terms import (
    MAX_ROUNDS,
    NOBODY,
    NatureLane,
    Phase,
    ProposerRule,
    Side,
    SideLane,
    Stance,
    State,
)

_RULES = linked_rules()
open_negotiation = _RULES["open_negotiation"]
begin_round = _RULES["begin_round"]
finish_round = _RULES["finish_round"]

BLOCK: Final = 4  # uniforms in a block of the generator
BLOCKS_PER_SLOT: Final = LANES // BLOCK
BLOCKS_PER_ROUND: Final = AGENTS * BLOCKS_PER_SLOT
# Typed numbers: for a plain one numba would compile every function it is passed to once more.
TALK_BLOCK: Final = np.int64(SideLane.STANCE // BLOCK)  # read by a side in talks about talks
CALENDAR_BLOCK: Final = np.int64(SideLane.ESCALATION // BLOCK)  # read by a side on a dated round
NATURE_BLOCK: Final = np.int64(NatureLane.PROPOSER // BLOCK)
US: Final = np.int64(Side.US)
CN: Final = np.int64(Side.CN)
NATURE: Final = np.int64(2)  # place of nature among the agents, after the two sides

OK: Final = 0
NO_STANCE: Final = 1  # an outside strategy said something that is no stance


def record_at(record: types.Record) -> Any:
    """Make a compiled function that takes an address and returns the record that stands there."""

    @intrinsic
    def at(typing_context, address):  # type: ignore[no-untyped-def]
        def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
            return builder.inttoptr(arguments[0], context.get_value_type(record))

        return record(types.int64), generate

    return at


side_at, game_at = record_at(SIDE_TYPE), record_at(GAME_TYPE)
terms_at, draws_at = record_at(TERMS_TYPE), record_at(DRAWS_TYPE)


@intrinsic
def said(typing_context, address, me, game, draw):  # type: ignore[no-untyped-def]
    """What the compiled strategy at an address says, called with C conventions."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        word, number = ir.IntType(64), ir.DoubleType()
        pointers = [arguments[1].type, arguments[2].type]
        kind = ir.FunctionType(word, [*pointers, number]).as_pointer()
        return builder.call(builder.inttoptr(arguments[0], kind), arguments[1:])

    return types.int64(types.int64, SIDE_TYPE, GAME_TYPE, types.float64), generate


@intrinsic
def keep_small(typing_context):  # type: ignore[no-untyped-def]
    """Ask LLVM to keep the calling function small, and not to write its loops out eight times.

    The loops that take the time stand in functions of their own, which have been written out when
    they come into this one. A fifth of the time to compile, for a hundredth of the speed.
    """

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        builder.function.attributes.add("optsize")
        return context.get_dummy_value()

    return types.void(), generate


@njit(forceinline=True, **INNER)
def draw_block(out, agent, block, t, seed, stream):  # type: ignore[no-untyped-def]
    """Write one block of an agent's uniforms of round t."""
    number = (OPENING_SLOTS + t) * BLOCKS_PER_ROUND + agent * BLOCKS_PER_SLOT + block
    fill_uniforms(out, block * BLOCK, number, seed, stream)


@njit(forceinline=True, **INNER)
def draw_opening(out, agent, seed, stream):  # type: ignore[no-untyped-def]
    """Write an agent's uniforms of the opening."""
    for slot in range(OPENING_SLOTS):
        for block in range(BLOCKS_PER_SLOT):
            number = slot * BLOCKS_PER_ROUND + agent * BLOCKS_PER_SLOT + block
            fill_uniforms(out, slot * LANES + block * BLOCK, number, seed, stream)


@njit(**INNER)
def mark_dated(dated, terms):  # type: ignore[no-untyped-def]
    """Write which rounds the calendar has an entry for."""
    dated[: terms.n_rounds] = False
    for index in range(terms.n_milestones):
        dated[terms.milestones[index].round] = True


@njit(**INNER)
def heard(address, me, game, draw):  # type: ignore[no-untyped-def]
    """Write what an outside strategy says, if there is one; False where it is no stance."""
    if address == 0:
        return True
    stance = said(address, me, game, draw)
    me.requested_stance = stance
    return Stance.OFFER <= stance <= Stance.WAIT


@njit(**INNER)
def nature_is_asked(game, terms):  # type: ignore[no-untyped-def]
    """Whether a coin can fall in this round: before talks, for the proposer, or for a breakdown."""
    coin = terms.proposer_rule == ProposerRule.COIN or game.next_proposer == NOBODY
    return game.phase == Phase.PRE or coin or game.breakdown_risk > 0.0


@part_of_caller
def drawn_and_begun(state, terms, draws, t, dated, seed, stream):  # type: ignore[no-untyped-def]
    """First half of round t, with the draws that the round reads."""
    if dated:
        draw_block(draws.us, US, CALENDAR_BLOCK, t, seed, stream)
        draw_block(draws.cn, CN, CALENDAR_BLOCK, t, seed, stream)
    begin_round(state, terms, draws)
    if nature_is_asked(state.game, terms):
        draw_block(draws.nature, NATURE, NATURE_BLOCK, t, seed, stream)
    if state.game.phase == Phase.PRE:
        draw_block(draws.us, US, TALK_BLOCK, t, seed, stream)
        draw_block(draws.cn, CN, TALK_BLOCK, t, seed, stream)


@part_of_caller
def strategies_heard(state, draws, us_says, cn_says):  # type: ignore[no-untyped-def]
    """Ask the strategies from outside, before talks are open; False where one said nonsense."""
    if state.game.phase != Phase.PRE:
        return True
    us_heard = heard(us_says, state.us, state.game, draws.us[SideLane.STANCE])
    return us_heard and heard(cn_says, state.cn, state.game, draws.cn[SideLane.STANCE])


@njit(**INNER)
def copy_words(row, words, places):  # type: ignore[no-untyped-def]
    """Copy the words of a record of results from the state."""
    for column in range(places.size):
        row[column] = words[places[column]]


def make_kernel(digest: str, *, keep: bool) -> Any:
    """Return the loop, yet to be compiled.

    numba looks for it in its cache on disk by the loop's own source and by what it closes over, and
    would not see that a rule in another file has changed; so it closes over a digest of them all.
    """

    @njit(cache=keep, **OPTIONS)
    def kernel(  # type: ignore[no-untyped-def]
        addresses, seeds, streams, counts, strategies, us, cn, game, words, uniforms,
        run_places, runs, status, n_rounds, round_places, rounds,
    ):  # fmt: skip
        _ = digest
        keep_small()
        state = State(side_at(us), side_at(cn), game_at(game))
        draws = draws_at(uniforms)
        dated = np.empty(MAX_ROUNDS, np.bool_)
        run, row = 0, 0
        for segment in range(addresses.size):
            terms = terms_at(addresses[segment])
            mark_dated(dated, terms)
            seed, us_says, cn_says = seeds[segment], strategies[segment, 0], strategies[segment, 1]
            for number in range(counts[segment]):
                stream = streams[segment] + np.uint64(number)
                words[:] = 0  # nothing of the run before, as in plain Python
                draw_opening(draws.us, US, seed, stream)
                draw_opening(draws.cn, CN, seed, stream)
                draw_opening(draws.nature, NATURE, seed, stream)
                open_negotiation(state, terms, draws)
                t, problem = state.game.round + 1, OK
                while state.game.phase != Phase.CLOSED and problem == OK:
                    drawn_and_begun(state, terms, draws, t, dated[t], seed, stream)
                    if not strategies_heard(state, draws, us_says, cn_says):
                        problem = NO_STANCE
                        continue
                    finish_round(state, terms, draws)
                    if round_places.size > 0:
                        copy_words(rounds[row], words, round_places)
                    row += 1
                    t += 1
                copy_words(runs[run], words, run_places)
                status[run] = problem
                n_rounds[run] = t
                run += 1
        return row

    return kernel


@cache
def the_kernel() -> Any:
    """Return the loop, kept on disk where there is a place to write to."""
    try:
        return make_kernel(rules_digest(), keep=True)
    except RuntimeError:  # numba found no folder that it may write to
        return make_kernel(rules_digest(), keep=False)


WORDS, NUMBERS, TABLE = types.uint64[::1], types.int64[::1], types.uint64[:, ::1]
ADDRESS = types.int64
SIGNATURE: Final = (
    NUMBERS, WORDS, WORDS, NUMBERS, types.int64[:, ::1], ADDRESS, ADDRESS, ADDRESS, WORDS, ADDRESS,
    NUMBERS, TABLE, types.int8[::1], types.int32[::1], NUMBERS, TABLE,
)  # fmt: skip
_compiling = Lock()


def compile_or_load(loop: Any) -> None:
    """Take the loop from the cache, or compile it; a damaged cache is emptied and written anew."""
    try:
        loop.compile(SIGNATURE)
    except Exception:  # what a damaged file makes pickle raise can be anything
        if SIGNATURE in loop.overloads:  # compiled, but the disk did not take it
            return
        loop._cache.flush()
        loop.compile(SIGNATURE)


@contextmanager
def quick_compiler() -> Iterator[None]:
    """Leave out what takes a fifth of the compiler's time and gains the loop nothing.

    That is collecting garbage among its many objects, its last level of optimisation, and making
    vectors of loops that are a few issues long.
    """
    with global_compiler_lock:  # what other threads compile is theirs to set
        config.reload_config()  # else numba would, on the way, where the environment has changed
        thresholds, level, vectors = gc.get_threshold(), config.OPT, config.LOOP_VECTORIZE
        lower = type(level)(min(level, 2))
        gc.set_threshold(0)
        config.OPT, config.LOOP_VECTORIZE = lower, False
        try:
            yield
        finally:
            if gc.get_freeze_count() == 0:  # else what is frozen is the user's
                gc.freeze()  # all objects count as old from here on, and none is searched now
                gc.unfreeze()
            gc.set_threshold(*thresholds)
            if config.OPT is lower:  # and not set anew meanwhile
                config.OPT = level
            if config.LOOP_VECTORIZE is False:
                config.LOOP_VECTORIZE = vectors


def ready_kernel() -> Any:
    """Return the loop, ready to be called: from the cache at once, else compiled in seconds."""
    with _compiling:
        loop = the_kernel()
        if SIGNATURE not in loop.overloads:
            with quick_compiler():
                compile_or_load(loop)
    return loop


def is_compiled() -> bool:
    """Whether the loop can be had at once: it has been compiled, or stands in the cache on disk."""
    with _compiling:
        loop = the_kernel()
    if SIGNATURE in loop.overloads:
        return True
    cache = getattr(loop, "_cache", None)
    try:  # numba says this nowhere in public
        key = cache._index_key(SIGNATURE, loop.targetctx.codegen())  # type: ignore[union-attr]
        return key in cache._cache_file._load_index()  # type: ignore[union-attr]
    except Exception:  # or the cache is damaged, and will be emptied
        return False
