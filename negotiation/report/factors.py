"""What a design varies: its factors, with their levels and the level of each design point."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from negotiation.experiment.reading import varied
from negotiation.experiment.scalars import Scalar

Whole = NDArray[np.int64]

SUB_EXPERIMENT: Final = "experiment"
NOT_VARIED: Final = "as in the scenario"
SPOKEN: Final = {"timing.strategy": "timing strategy", "tactic.name": "tactic"}
OWNERS: Final = {"us": "the US", "cn": "China"}


@dataclass(frozen=True)
class Factor:
    """One or several parameters that move together over the design points.

    Parameters
    ----------
    addresses
        Parameters by dotted address.
    levels
        Values that occur: numbers rising, names in the order of the design.
    codes
        Number of the level at each point, (points,).
    unit
        Unit of the numbers; empty for names.
    is_number
        Whether all levels are numbers.
    """

    addresses: tuple[str, ...]
    levels: tuple[Scalar, ...]
    codes: Whole
    unit: str = ""
    is_number: bool = False

    @property
    def owner(self) -> str:
        """Side whose choice it is: "us" or "cn"; empty where it is not one side's."""
        owners = {address.partition(".")[0] for address in self.addresses}
        return owners.pop() if len(owners) == 1 and owners <= set(OWNERS) else ""

    @property
    def title(self) -> str:
        """Name in words, as far as there are some.

        Examples
        --------
        >>> Factor(("us.timing.strategy",), ("offer",), np.zeros(1, dtype=np.int64)).title
        'timing strategy of the US'
        """
        return ", ".join(spoken(address) for address in self.addresses)

    @property
    def label(self) -> str:
        """Name with the unit, for an axis."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Levels as text."""
        return tuple(level_name(level) for level in self.levels)


def spoken(address: str) -> str:
    """Address in words where it names a choice of a side.

    Examples
    --------
    >>> spoken("cn.tactic.name"), spoken("time.rounds")
    ('tactic of China', 'time.rounds')
    """
    side, _, rest = address.partition(".")
    if address == SUB_EXPERIMENT:
        return "sub-experiment"
    return f"{SPOKEN[rest]} of {OWNERS[side]}" if side in OWNERS and rest in SPOKEN else address


def level_name(level: Scalar | None) -> str:
    """Level in few characters.

    Examples
    --------
    >>> level_name(0.1 + 0.2), level_name("talk:4"), level_name(None)
    ('0.3', 'talk:4', 'as in the scenario')
    """
    if level is None:
        return NOT_VARIED
    if isinstance(level, bool):
        return str(level).lower()
    return f"{level:.6g}" if isinstance(level, float) else str(level)


def thousands(count: int) -> str:
    """Whole number with narrow blanks between thousands.

    Examples
    --------
    >>> thousands(12345) == "12\N{NARROW NO-BREAK SPACE}345"
    True
    """
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def coded(values: list[Any], in_order: bool) -> tuple[tuple[Any, ...], Whole]:
    """Levels of a column and the number of each value; rising, or in the order of the column.

    Examples
    --------
    >>> levels, codes = coded([0.6, 0.5, 0.6], in_order=False)
    >>> levels, codes.tolist()
    ((0.5, 0.6), [1, 0, 1])
    """
    found = list(dict.fromkeys(values)) if in_order else sorted(set(values))
    place = {value: number for number, value in enumerate(found)}
    return tuple(found), np.array([place[value] for value in values], dtype=np.int64)


def is_number(value: object) -> bool:
    """Whether a value is a number; truth values are names."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def factors_of(design: pa.Table, units: dict[str, str]) -> tuple[Factor, ...]:
    """Factors of a design, in its order; names that were not all combined make one factor.

    Parameters
    ----------
    design
        Table of the design points.
    units
        Unit of each parameter, by address.

    Examples
    --------
    >>> design = pa.table({"experiment": ["", ""], "h": [0.6, 0.5], "us.timing.rounds": [1, 1]})
    >>> [(factor.title, factor.names) for factor in factors_of(design, {})]
    [('h', ('0.5', '0.6'))]
    """
    found: list[Factor] = []
    for address in (SUB_EXPERIMENT, *varied(design)):
        values = design[address].to_pylist()
        numeric = all(is_number(value) for value in values)
        levels, codes = coded(values, in_order=not numeric)
        if len(levels) > 1:
            found.append(Factor((address,), levels, codes, units.get(address, ""), numeric))
    return combined(together(found))


def together(factors: list[Factor]) -> list[Factor]:
    """Factors with those made one that take the same values at every point."""
    found: dict[tuple[Any, ...], Factor] = {}
    for each in factors:
        key = (each.levels, each.codes.tobytes())
        first = found.get(key)
        addresses = (*first.addresses, *each.addresses) if first else each.addresses
        unit = each.unit if first is None or first.unit == each.unit else ""
        found[key] = Factor(addresses, each.levels, each.codes, unit, each.is_number)
    return list(found.values())


def combined(factors: list[Factor]) -> tuple[Factor, ...]:
    """Factors with the names among them made one, where not every combination occurs."""
    named = [each for each in factors if not each.is_number]
    rows = list(zip(*(each.codes.tolist() for each in named), strict=True))
    if len(named) < 2 or len(set(rows)) == prod(len(each.levels) for each in named):
        return tuple(factors)
    texts = joint_names(named, rows)
    levels, codes = coded(texts, in_order=True)
    addresses = tuple(address for each in named for address in each.addresses)
    joint = Factor(addresses, levels, codes)
    return (joint, *(each for each in factors if each.is_number))


def joint_names(factors: list[Factor], rows: list[tuple[int, ...]]) -> list[str]:
    """Levels of several factors as one text for each point; what is not varied goes unsaid."""
    whole = [[each.names[code] for each, code in zip(factors, row, strict=True)] for row in rows]
    short = [", ".join(name for name in names if name != NOT_VARIED) for names in whole]
    is_clear = len(set(short)) == len(set(rows))
    return short if is_clear else [", ".join(names) for names in whole]
