"""Exponential, logarithm and power whose bits do not depend on the machine's C library.

Only `+ - * /`, `floor`, `frexp` and `ldexp` are used, all of which IEEE 754 fixes to the last bit.
Range reduction and series after Muller, *Elementary Functions* (2016), ch. 11.
"""

import math

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
INVERSE_LN2 = 1.4426950408889634
SQRT_HALF = 0.7071067811865476


def exponential(x: float) -> float:
    """E to the power x, for x in [-700, 700]; relative error below 1e-15.

    >>> abs(exponential(1.0) - math.e) < 1e-15
    True
    """
    k = math.floor(x * INVERSE_LN2 + 0.5)
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    total = 1.0
    for n in range(14, 0, -1):
        total = 1.0 + r * total / n
    return math.ldexp(total, int(k))


def logarithm(x: float) -> float:
    """Natural logarithm of x > 0; relative error below 1e-15.

    >>> abs(logarithm(10.0) - 2.302585092994046) < 1e-15
    True
    """
    fraction, exponent = math.frexp(x)
    if fraction < SQRT_HALF:
        fraction = fraction * 2.0
        exponent = exponent - 1
    z = (fraction - 1.0) / (fraction + 1.0)
    total = 0.0
    for n in range(23, 0, -2):
        total = 1.0 / n + z * z * total
    return exponent * LN2_HIGH + (2.0 * z * total + exponent * LN2_LOW)


def power(base: float, exponent: float) -> float:
    """Base >= 0 to a real exponent; 0 to a positive exponent is 0, anything to 0 is 1.

    >>> power(0.25, 0.5)
    0.5
    """
    if exponent == 0.0 or base == 1.0:
        return 1.0
    if base == 0.0:
        return 0.0
    return exponential(exponent * logarithm(base))
