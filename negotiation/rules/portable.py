"""Exponential, logarithm and power whose bits do not depend on the machine's C library.

Only `+ - * /`, `floor`, `frexp` and `ldexp` are used, all of which IEEE 754 fixes to the last bit.
Range reduction and series after Muller, *Elementary Functions* (2016), ch. 11. Series are summed as
two short chains, even and odd or first and second half, which a processor works on side by side.
"""

import math

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
INVERSE_LN2 = 1.4426950408889634
SQRT_HALF = 0.7071067811865476

# Series of the exponential: 1 / n!
C2, C3, C4, C5 = 1.0 / 2.0, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0
C6, C7, C8, C9 = 1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0, 1.0 / 362880.0
C10, C11, C12, C13 = 1.0 / 3628800.0, 1.0 / 39916800.0, 1.0 / 479001600.0, 1.0 / 6227020800.0
# Series of the inverse hyperbolic tangent: 1 / n, n odd
A3, A5, A7, A9, A11, A13 = 1.0 / 3.0, 1.0 / 5.0, 1.0 / 7.0, 1.0 / 9.0, 1.0 / 11.0, 1.0 / 13.0
A15, A17, A19, A21, A23 = 1.0 / 15.0, 1.0 / 17.0, 1.0 / 19.0, 1.0 / 21.0, 1.0 / 23.0


def exponential(x: float) -> float:
    """E to the power x, for x in [-700, 700]; relative error below 1e-15.

    >>> abs(exponential(1.0) - math.e) < 1e-15
    True
    """
    k = math.floor(x * INVERSE_LN2 + 0.5)
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    s = r * r
    even = s * (C2 + s * (C4 + s * (C6 + s * (C8 + s * (C10 + s * C12)))))
    odd = s * (C3 + s * (C5 + s * (C7 + s * (C9 + s * (C11 + s * C13)))))
    total = 1.0 + (even + (r + r * odd))
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
    s = z * z
    q = s * s
    first = A5 + q * (A9 + q * (A13 + q * (A17 + q * A21)))
    second = A3 + q * (A7 + q * (A11 + q * (A15 + q * (A19 + q * A23))))
    series = z + z * (s * (second + s * first))
    return exponent * LN2_HIGH + (2.0 * series + exponent * LN2_LOW)


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
