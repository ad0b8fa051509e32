"""Philox4x64-10, compiled: the same words as `numpy.random.Philox` (Salmon et al. 2011)."""

import numpy as np
from numba import njit

from negotiation.engine.linking import INNER

MULTIPLIER_0 = np.uint64(0xD2E7470EE14C6C93)
MULTIPLIER_1 = np.uint64(0xCA5A826395121157)
WEYL_0 = np.uint64(0x9E3779B97F4A7C15)
WEYL_1 = np.uint64(0xBB67AE8584CAA73B)
LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
ZERO = np.uint64(0)
ONE = np.uint64(1)
SPARE_BITS = np.uint64(11)
UNIT = 1.0 / 9007199254740992.0  # 2**-53


@njit(forceinline=True, **INNER)
def high_product(a, b):  # type: ignore[no-untyped-def]
    """Upper 64 bits of a product of two 64-bit words."""
    a_low, a_high = a & LOW, a >> HALF
    b_low, b_high = b & LOW, b >> HALF
    middle = a_high * b_low + ((a_low * b_low) >> HALF)
    other = a_low * b_high + (middle & LOW)
    return a_high * b_high + (middle >> HALF) + (other >> HALF)


@njit(**INNER)
def fill_uniforms(out, at, block, seed, stream):  # type: ignore[no-untyped-def]
    """Write the four uniforms of a block, which is counter value block + 1, from `at` on."""
    x0, x1, x2, x3 = np.uint64(block) + ONE, ZERO, ZERO, ZERO
    key_0, key_1 = seed, stream
    for _ in range(10):
        high_0, low_0 = high_product(MULTIPLIER_0, x0), MULTIPLIER_0 * x0
        high_1, low_1 = high_product(MULTIPLIER_1, x2), MULTIPLIER_1 * x2
        x0, x1, x2, x3 = high_1 ^ x1 ^ key_0, low_1, high_0 ^ x3 ^ key_1, low_0
        key_0 += WEYL_0
        key_1 += WEYL_1
    out[at] = (x0 >> SPARE_BITS) * UNIT
    out[at + 1] = (x1 >> SPARE_BITS) * UNIT
    out[at + 2] = (x2 >> SPARE_BITS) * UNIT
    out[at + 3] = (x3 >> SPARE_BITS) * UNIT
