"""What a biased envoy can credibly say (Crawford-Sobel 1982, uniform and quadratic).

The state is uniform on [0, 1]; the listener wants the action to equal the state, the speaker wants
it higher by the bias. Messages name intervals; the greater the bias, the fewer intervals.

=========  ==========================================================
symbol     meaning
=========  ==========================================================
b          the speaker's bias, b > 0
N          number of intervals that messages distinguish, N >= 1
=========  ==========================================================
"""

import math

from negotiation.theory import domain


def interval_count(b: float) -> int:
    """Largest number of intervals that talk can distinguish.

    Parameters
    ----------
    b : float
        The speaker's bias, positive.

    Returns
    -------
    int
        ``ceil(-1/2 + sqrt(1 + 2/b) / 2)``; 1 is babbling.

    Raises
    ------
    ValueError
        If the bias is not positive and finite.

    References
    ----------
    Crawford-Sobel 1982.

    Examples
    --------
    >>> interval_count(0.05), interval_count(0.25)
    (3, 1)
    """
    domain.positive(b=b)
    return math.ceil(-0.5 + math.sqrt(1 + 2 / b) / 2)


def interval_ends(b: float, N: int) -> tuple[float, ...]:
    """Inner ends of the intervals of the equilibrium with ``N`` messages.

    Parameters
    ----------
    b : float
        The speaker's bias, positive.
    N : int
        Number of intervals, from 1 to `interval_count`.

    Returns
    -------
    tuple of float
        ``i/N + 2 b i (i - N)`` for ``i = 1 .. N-1``, states in (0, 1).

    Raises
    ------
    ValueError
        If the bias is not positive or ``N`` intervals cannot be sustained.

    References
    ----------
    Crawford-Sobel 1982.

    Examples
    --------
    >>> [round(a, 6) for a in interval_ends(0.05, 3)]
    [0.133333, 0.466667]
    """
    most = interval_count(b)
    domain.whole(1, N=N)
    domain.require(most >= N, f"bias {b} sustains at most {most} intervals, got N = {N}")
    return tuple(i / N + 2 * b * i * (i - N) for i in range(1, N))


def listener_utility(b: float, N: int) -> float:
    """Ex-ante utility of the listener: minus its mean squared error.

    Parameters
    ----------
    b : float
        The speaker's bias, positive.
    N : int
        Number of intervals, from 1 to `interval_count`.

    Returns
    -------
    float
        ``-1/(12 N**2) - b**2 (N**2 - 1)/3``.

    Raises
    ------
    ValueError
        If the bias is not positive or ``N`` intervals cannot be sustained.

    References
    ----------
    Crawford-Sobel 1982.

    Examples
    --------
    >>> round(listener_utility(0.05, 3), 6)
    -0.015926
    """
    interval_ends(b, N)
    return -1 / (12 * N**2) - b**2 * (N**2 - 1) / 3


def speaker_utility(b: float, N: int) -> float:
    """Ex-ante utility of the speaker.

    Parameters
    ----------
    b : float
        The speaker's bias, positive.
    N : int
        Number of intervals, from 1 to `interval_count`.

    Returns
    -------
    float
        The listener's utility minus ``b**2``.

    Raises
    ------
    ValueError
        If the bias is not positive or ``N`` intervals cannot be sustained.

    References
    ----------
    Crawford-Sobel 1982.

    Examples
    --------
    >>> round(speaker_utility(0.05, 3), 6)
    -0.018426
    """
    return listener_utility(b, N) - b**2


def critical_bias(N: int = 2) -> float:
    """Bias from which talk can no longer distinguish ``N`` intervals.

    Parameters
    ----------
    N : int, default 2
        Number of intervals, at least 2.

    Returns
    -------
    float
        ``1 / (2 N (N - 1))``; beyond 1/4 nothing can be said.

    Raises
    ------
    ValueError
        If ``N`` is not a whole number of at least 2.

    References
    ----------
    Crawford-Sobel 1982.

    Examples
    --------
    >>> critical_bias()
    0.25
    """
    domain.whole(2, N=N)
    return 1 / (2 * N * (N - 1))
