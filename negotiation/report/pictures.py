"""One figure with its words, and what a kind of figure says where the data cannot feed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from negotiation.report.factors import OWNERS, Factor
from negotiation.report.sweep import Sweep

if TYPE_CHECKING:
    from negotiation.plots.canvas import Axes

SIDES: Final = tuple(OWNERS)


class CannotDrawError(Exception):
    """The data cannot feed a figure; the message is the reason."""


@dataclass(frozen=True)
class Picture:
    """A figure that can be drawn.

    Parameters
    ----------
    name
        Stable name of its files, without an ending.
    title
        What it shows, in a few words.
    caption
        What went into it and how to read it, in full sentences.
    draw
        Draws it on axes of its own.
    """

    name: str
    title: str
    caption: str
    draw: Callable[[], Axes]


def payoff_of(side: str) -> str:
    """Payoff of a side in words.

    Examples
    --------
    >>> payoff_of("cn")
    'payoff of China'
    """
    return f"payoff of {OWNERS[side]}"


def pooled(sweep: Sweep, used: tuple[Factor, ...]) -> str:
    """Say what is averaged or pooled where other factors vary besides; empty where none does."""
    others = [factor.title for factor in sweep.factors if factor not in used]
    return f" All values of {', '.join(others)} count alike." if others else ""


def balanced(sweep: Sweep, factors: tuple[Factor, ...]) -> NDArray[np.int64]:
    """Design points by the levels of factors, (levels, ..., points with these levels).

    Raises
    ------
    CannotDrawError
        If not every combination of levels has as many points as every other.
    """
    sizes = [len(factor.levels) for factor in factors]
    cells = np.ravel_multi_index([factor.codes for factor in factors], sizes)
    counts = np.bincount(cells, minlength=int(np.prod(sizes)))
    if counts.min() == 0 or counts.min() != counts.max():
        titles = " and ".join(factor.title for factor in factors)
        raise CannotDrawError(f"the design does not combine every value of {titles}")
    return np.argsort(cells, kind="stable").reshape(*sizes, int(counts[0]))
