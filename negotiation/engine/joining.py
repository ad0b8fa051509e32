"""Which strategies from outside join the engine: those that surely play as in plain Python.

Compiled, a whole number wraps round where Python's grows; a vector has its largest size, zeros
behind its own; functions of `math` give NaN where Python's raise an error. So a strategy joins
where its typed code shows that none of this can happen: all that it does is on a short list, its
whole numbers stay small, and it reads vectors at known places.
"""

import operator
from collections.abc import Iterable
from enum import IntEnum
from math import inf
from typing import Any, Final, get_args

import numpy as np
from numba import types
from numba.core import ir
from numba.core.dispatcher import Dispatcher

from negotiation.state import SIDE_FIELDS

EXACT: Final = 2**53
"""Up to here a whole number is the same as a double."""
LARGEST_FIELD: Final = 2**20
"""No count, code or round of a state comes near."""

COMPARED: Final = frozenset(
    {operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne}
)
ADDED: Final = frozenset({operator.add, operator.sub})
DIVIDED: Final = frozenset({operator.floordiv, operator.mod})  # of whole numbers
COMPUTED: Final = ADDED | DIVIDED | {operator.mul, operator.truediv}
STEPS: Final = (ir.Assign, ir.Del, ir.Jump, ir.Branch, ir.Return, ir.StaticRaise)
NAMED: Final = (ir.Const, ir.Global, ir.FreeVar)
OF_A_LOOP: Final = ("iternext", "pair_first", "pair_second")
TRUTH: Final = types.Boolean
EXACT_TYPES: Final = (types.int64, types.float64, types.boolean)


class DiffersError(Exception):
    """Compiled code might differ from plain Python."""


class Code:
    """Typed intermediate code of a compiled strategy.

    `check` raises DiffersError where it might differ from plain Python; `sizes` then holds how long
    the vectors have to be that it reads, by kind.
    """

    def __init__(self, blocks: dict[int, ir.Block], kinds: dict[str, Any]) -> None:
        self.blocks = blocks
        self.kinds = kinds
        self.sizes: dict[str, int] = {}
        self.bounds: dict[str, float] = {}
        self.meanings: dict[str, list[Any]] = {}
        for step in self.assignments():
            self.meanings.setdefault(step.target.name, []).append(step.value)

    def assignments(self) -> Iterable[ir.Assign]:
        """Yield the assignments of all blocks."""
        for block in self.blocks.values():
            yield from block.find_insts(ir.Assign)

    def check(self) -> None:
        """Look at every step."""
        for block in self.blocks.values():
            require(all(isinstance(step, STEPS) for step in block.body))
        for step in self.assignments():
            self.check_value(step.value, step.target)

    def check_value(self, value: Any, target: ir.Var) -> None:
        """Check what is assigned."""
        if isinstance(value, NAMED):
            check_constant(value.value)
        elif isinstance(value, ir.Expr):
            check = getattr(self, f"check_{value.op}", None)
            require(check is not None or value.op in OF_A_LOOP)
            if check is not None:
                check(value, target)
        elif isinstance(value, ir.Var):
            self.require_same(value, target)
        else:
            require(isinstance(value, ir.Arg))

    def require_same(self, source: ir.Var, target: ir.Var) -> None:
        """Refuse a truth value that becomes a number: as a stance it is none."""
        require(isinstance(self.kind(source), TRUTH) == isinstance(self.kind(target), TRUTH))

    def kind(self, name: ir.Var) -> Any:
        """Compiled type of a name."""
        return types.unliteral(self.kinds[name.name])

    def meaning(self, name: ir.Var) -> Any:
        """What a name stands for, where that is one thing; None where there are several."""
        found = self.meanings.get(name.name, [])
        if len(found) != 1:
            return None
        return self.meaning(found[0]) if isinstance(found[0], ir.Var) else found[0]

    # ---------------------------------------------------------------- operations

    def check_cast(self, value: ir.Expr, target: ir.Var) -> None:
        """Check a value on its way out."""
        self.require_same(value.value, target)

    def check_getattr(self, value: ir.Expr, target: ir.Var) -> None:
        """Check a field of a state, or a member of an enumeration."""
        owners = (types.Record, types.IntEnumClass, types.IntEnumMember)
        is_class = isinstance(self.kind(target), types.IntEnumClass)  # as in terms.Stance
        require(isinstance(self.kind(value.value), owners) or is_class)

    def check_binop(self, value: ir.Expr, target: ir.Var) -> None:
        """Check arithmetic and comparisons."""
        self.check_pair(value.fn, value.lhs, value.rhs, target)

    def check_inplace_binop(self, value: ir.Expr, target: ir.Var) -> None:
        """Check arithmetic such as `x += 1`."""
        self.check_pair(value.immutable_fn, value.lhs, value.rhs, target)

    def check_pair(self, function: Any, left: ir.Var, right: ir.Var, target: ir.Var) -> None:
        """Check an operation on two numbers."""
        self.require_exact(left, right)
        require(function in COMPARED | COMPUTED)
        if function in DIVIDED:
            require(isinstance(self.kind(target), types.Integer))
        if isinstance(self.kind(target), types.Integer):
            require(self.bound(target.name) <= EXACT)

    def check_unary(self, value: ir.Expr, target: ir.Var) -> None:
        """Check `-x` and `not x`."""
        self.require_exact(value.value)
        require(value.fn in (operator.neg, operator.not_))

    def require_exact(self, *numbers: ir.Var) -> None:
        """Refuse what is no number, and whole numbers that may be large."""
        for number in numbers:
            kind = self.kind(number)
            require(kind in EXACT_TYPES or isinstance(kind, types.IntEnumMember))
            require(kind != types.int64 or self.bound(number.name) <= EXACT)

    def check_call(self, value: ir.Expr, target: ir.Var) -> None:
        """Check a call: of a few functions of Python, or of one that is compiled already."""
        function = self.called(value)
        require(not value.kws and value.vararg is None)
        if function is range:
            require(self.numbers_of_range(value) is not None)
        elif not is_error(function):
            require(function in (bool, float, abs, min, max) or isinstance(function, Dispatcher))
            self.require_exact(*value.args)
        if function in (abs, min, max):
            require(not any(isinstance(self.kind(each), TRUTH) for each in value.args))

    def called(self, value: ir.Expr) -> Any:
        """Return the function that is called; None where it is no fixed one."""
        function = self.meaning(value.func)
        return function.value if isinstance(function, NAMED) else None

    # ---------------------------------------------------------------- vectors and loops

    def check_static_getitem(self, value: ir.Expr, target: ir.Var) -> None:
        """Check an entry of a vector at a number that stands there."""
        require(type(value.index) is int)
        self.read(value.value, range(value.index, value.index + 1))

    def check_getitem(self, value: ir.Expr, target: ir.Var) -> None:
        """Check an entry of a vector at a number that is computed."""
        self.read(value.value, self.numbers_of(value.index))

    def read(self, vector: ir.Var, places: range | None) -> None:
        """Take down which entries of a vector are read."""
        field = self.meaning(vector)
        require(isinstance(field, ir.Expr) and field.op == "getattr")
        require(isinstance(self.kind(field.value), types.Record) and places is not None)
        assert places is not None
        require(min(places, default=0) >= 0)
        _, kind = get_args(SIDE_FIELDS[field.attr])
        self.sizes[kind] = max(self.sizes.get(kind, 0), max(places, default=-1) + 1)

    def check_getiter(self, value: ir.Expr, target: ir.Var) -> None:
        """Check a loop: over a range."""
        require(isinstance(self.kind(value.value), types.RangeType))

    def numbers_of(self, name: ir.Var) -> range | None:
        """Numbers that a name takes, where that is known; None elsewhere."""
        return self.numbers_in(self.meaning(name))

    def numbers_in(self, found: Any) -> range | None:
        """Numbers that a value takes: a constant, a step through a range, a remainder."""
        if isinstance(found, NAMED):
            return range(found.value, found.value + 1) if type(found.value) is int else None
        if isinstance(found, ir.Expr) and found.op == "binop" and found.fn is operator.mod:
            divisor = self.numbers_of(found.rhs)
            return range(divisor[0]) if divisor and len(divisor) == 1 and divisor[0] > 0 else None
        for step in ("pair_first", "iternext", "getiter"):
            if not isinstance(found, ir.Expr) or found.op != step:
                return None
            found = self.meaning(found.value)
        return self.numbers_of_range(found) if isinstance(found, ir.Expr) else None

    def numbers_of_range(self, call: ir.Expr) -> range | None:
        """Numbers of a range between constants; None of anything else."""
        if call.op != "call" or self.called(call) is not range:
            return None
        found = [self.meaning(each) for each in call.args]
        is_known = all(isinstance(each, NAMED) and type(each.value) is int for each in found)
        return range(*(each.value for each in found)) if is_known else None

    # ---------------------------------------------------------------- whole numbers

    def bound(self, name: str) -> float:
        """Largest size of a whole number; infinite where it grows in a loop, or nothing is known.

        While it is being looked for it counts as infinite.
        """
        if name not in self.bounds:
            self.bounds[name] = inf
            self.bounds[name] = max(map(self.bound_of, self.meanings.get(name, [])), default=inf)
        return self.bounds[name]

    def bound_of(self, value: Any) -> float:
        """Largest size of what is assigned."""
        if isinstance(value, ir.Var):
            return self.bound(value.name)
        if isinstance(value, NAMED):
            return abs(value.value) if isinstance(value.value, int) else inf
        op = getattr(value, "op", "")
        if op in ("getattr", "getitem", "static_getitem"):
            return LARGEST_FIELD
        if op in ("cast", "unary"):
            return self.bound(value.value.name)
        if op in ("binop", "inplace_binop"):
            function = value.fn if op == "binop" else value.immutable_fn
            return larger(function, self.bound(value.lhs.name), self.bound(value.rhs.name))
        if op == "call" and self.called(value) in (abs, min, max):
            return max(self.bound(each.name) for each in value.args)
        numbers = self.numbers_in(value) if op == "pair_first" else None
        return max(abs(numbers[0]), abs(numbers[-1])) if numbers else inf


def require(is_safe: bool) -> None:
    """Raise DiffersError where something is not safe."""
    if not is_safe:
        raise DiffersError


def check_constant(value: Any) -> None:
    """Refuse numbers other than Python's own, which compute in ways of their own, and huge ones."""
    if isinstance(value, int | float | complex | np.generic):
        require(type(value) in (bool, int, float) or isinstance(value, IntEnum))
        require(not isinstance(value, int) or abs(value) <= EXACT)


def is_error(function: Any) -> bool:
    """Whether this is a class of errors."""
    return isinstance(function, type) and issubclass(function, BaseException)


def larger(function: Any, left: float, right: float) -> float:
    """Largest size of what an operation makes of whole numbers up to these sizes.

    >>> larger(operator.mul, 3, 4), larger(operator.mod, 30, 4), larger(operator.truediv, 3, 4)
    (12, 4, inf)
    """
    if function in ADDED:
        return left + right
    if function in DIVIDED:
        return right if function is operator.mod else left
    return left * right if function is operator.mul else inf
