"""Philox4x64-10, compiled: the same words as `numpy.random.Philox` (Salmon et al. 2011).

Both halves of a product are wanted. Processors give them in one multiplication; from 64-bit numbers
the compiler makes two. A block is written out where it is drawn, without a call.
"""

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from negotiation.engine.linking import INNER

MULTIPLIER_0 = np.uint64(0xD2E7470EE14C6C93)
MULTIPLIER_1 = np.uint64(0xCA5A826395121157)
WEYL_0 = np.uint64(0x9E3779B97F4A7C15)
WEYL_1 = np.uint64(0xBB67AE8584CAA73B)
ZERO = np.uint64(0)
ONE = np.uint64(1)
SPARE_BITS = np.uint64(11)
UNIT = 1.0 / 9007199254740992.0  # 2**-53


@intrinsic
def product(typing_context, a, b):  # type: ignore[no-untyped-def]
    """Upper and lower 64 bits of a product of two 64-bit words."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        double, word = ir.IntType(128), ir.IntType(64)
        one, other = (builder.zext(argument, double) for argument in arguments)
        whole = builder.mul(one, other)
        upper = builder.trunc(builder.lshr(whole, double(64)), word)
        return context.make_tuple(
            builder, signature.return_type, (upper, builder.trunc(whole, word))
        )

    return types.UniTuple(types.uint64, 2)(types.uint64, types.uint64), generate


@njit(forceinline=True, **INNER)
def fill_uniforms(out, at, block, seed, stream):  # type: ignore[no-untyped-def]
    """Write the four uniforms of a block, which is counter value block + 1, from `at` on."""
    x0, x1, x2, x3 = np.uint64(block) + ONE, ZERO, ZERO, ZERO
    key_0, key_1 = seed, stream
    for _ in range(10):
        high_0, low_0 = product(MULTIPLIER_0, x0)
        high_1, low_1 = product(MULTIPLIER_1, x2)
        x0, x1, x2, x3 = high_1 ^ x1 ^ key_0, low_1, high_0 ^ x3 ^ key_1, low_0
        key_0 += WEYL_0
        key_1 += WEYL_1
    out[at] = (x0 >> SPARE_BITS) * UNIT
    out[at + 1] = (x1 >> SPARE_BITS) * UNIT
    out[at + 2] = (x2 >> SPARE_BITS) * UNIT
    out[at + 3] = (x3 >> SPARE_BITS) * UNIT
