"""What may be imported where, and what the rule book may be written with.

A rule runs twice: as plain Python and compiled. Both must give the same bits on every machine,
so what rounds differently in the two, or leans on the machine's libm, is refused here.
"""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "negotiation"
RULES = sorted((PACKAGE / "rules").rglob("*.py"))
TERMS = sorted([*PACKAGE.glob("terms.py"), *(PACKAGE / "terms").rglob("*.py")])

HEAVY = {"matplotlib", "mesa", "numba", "pandas"}
PLAIN = {"__future__", "enum", "math", "typing"}
PORTABLE_MATH = {
    *("ceil", "copysign", "fabs", "floor", "frexp", "ldexp", "sqrt", "trunc"),
    *("e", "inf", "isfinite", "isinf", "isnan", "nan", "pi", "tau"),
}
TEXT_CALLS = {"ascii", "chr", "format", "repr", "str"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# ------------------------------------------------------------------ what an import loads


def heavy_modules_loaded_by(statements: str) -> set[str]:
    code = f"{statements}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    return HEAVY & {module.partition(".")[0] for module in loaded}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert heavy_modules_loaded_by("import negotiation") == set()


@pytest.mark.skipif(
    not (PACKAGE / "cli.py").exists() and not (PACKAGE / "cli").exists(),
    reason="there is no command line yet",
)
def test_asking_for_help_loads_nothing_heavy() -> None:
    ask = "import sys\nfrom negotiation.cli import main\nsys.argv = ['negotiation', '--help']"
    ask += "\ntry:\n    main()\nexcept SystemExit as end:\n    assert not end.code"
    assert heavy_modules_loaded_by(ask) == set()


# ------------------------------------------------------------------ what rules and terms import


def imported_modules(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield the full name of each import, wherever it stands; `package` resolves relative ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            inside = module == "negotiation"
            yield from (f"{module}.{alias.name}" if inside else module for alias in node.names)


def foreign_imports(source: str, package: str, own: tuple[str, ...]) -> set[str]:
    """Return the imports that are neither plain nor of the modules named in `own`."""
    return {
        module
        for module in imported_modules(ast.parse(source), package)
        if module not in PLAIN
        and not any(module == name or module.startswith(f"{name}.") for name in own)
    }


def package_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parent.parts)


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_a_rule_file_imports_only_plain_modules(path: Path) -> None:
    own = ("negotiation.rules", "negotiation.terms")
    assert foreign_imports(path.read_text("utf-8"), package_of(path), own) == set()


@pytest.mark.parametrize("path", TERMS, ids=name_of)
def test_the_vocabulary_imports_only_plain_modules(path: Path) -> None:
    own = ("negotiation.terms",)
    assert foreign_imports(path.read_text("utf-8"), package_of(path), own) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import numpy",
        "import math, random",
        "from os import path",
        "from negotiation import draws",
        "from negotiation.theory import rubinstein",
        "from .. import scenario",
        "from ..theory.stahl import share",
        "def f():\n    import mesa",
    ],
)
def test_a_foreign_import_is_found(source: str) -> None:
    own = ("negotiation.rules", "negotiation.terms")
    assert foreign_imports(source, "negotiation.rules", own)


@pytest.mark.parametrize(
    "source",
    [
        "import math\nfrom typing import NamedTuple",
        "from negotiation import terms",
        "from negotiation.terms import Side",
        "from . import payoffs",
        "from .portable import exp",
        "from .. import terms",
        "from ..terms import Side",
    ],
)
def test_a_plain_import_is_let_through(source: str) -> None:
    own = ("negotiation.rules", "negotiation.terms")
    assert foreign_imports(source, "negotiation.rules", own) == set()


# ------------------------------------------------------------------ what rules are written with


def harmless_text(tree: ast.AST) -> set[ast.AST]:
    """Return the nodes whose strings never run: docstrings, annotations, `__all__`."""
    roots: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            roots.append(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            roots.append(node.returns)
        elif isinstance(node, ast.arg | ast.AnnAssign):
            roots.append(node.annotation)
        elif isinstance(node, ast.Assign) and "__all__" in map(ast.unparse, node.targets):
            roots.append(node.value)
    return {inner for root in roots if root is not None for inner in ast.walk(root)}


def names_bound(tree: ast.AST) -> set[str]:
    """Return the names that the module defines or imports from its own package."""
    bound = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module != "math":
            bound |= {alias.asname or alias.name for alias in node.names}
    return bound


def math_names(node: ast.AST, aliases: set[str]) -> set[str]:
    """Return the names that this node takes from `math`."""
    if isinstance(node, ast.ImportFrom) and node.module == "math":
        return {alias.name for alias in node.names}
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return {node.attr} if node.value.id in aliases else set()
    return set()


def fault_of_call(node: ast.Call, bound: set[str]) -> str | None:
    function = node.func
    name = getattr(function, "attr", getattr(function, "id", ""))
    if name == "log" and len(node.args) + len(node.keywords) != 1:
        return "log takes one argument"
    if isinstance(function, ast.Name) and function.id not in bound:
        if function.id == "pow":
            return "built-in pow"
        if function.id in TEXT_CALLS:
            return f"text is made by {function.id}()"
    return None


def fault_of(node: ast.AST, bound: set[str], aliases: set[str]) -> str | None:
    """Return what is wrong with one node of a rule, None if nothing is."""
    if isinstance(node, ast.Pow):
        return "the operator **"
    if isinstance(node, ast.Try | ast.TryStar):
        return "try"
    if isinstance(node, ast.JoinedStr):
        return "an f-string"
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return f"the text {node.value!r}"
    if isinstance(node, ast.Call):
        return fault_of_call(node, bound)
    if strange := math_names(node, aliases) - PORTABLE_MATH:
        return f"math.{min(strange)}"
    return None


def faults(source: str) -> list[str]:
    """Return each banned construct of a rule file with its line."""
    tree = ast.parse(source)
    bound, harmless = names_bound(tree), harmless_text(tree)
    aliases = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == "math"
    }
    return [
        f"line {getattr(node, 'lineno', '?')}: {fault}"
        for node in ast.walk(tree)
        if node not in harmless and (fault := fault_of(node, bound, aliases))
    ]


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_a_rule_file_keeps_to_portable_constructs(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = y ** 2",
        "x **= 0.5",
        "x = pow(y, 2)",
        "import math\nx = math.pow(y, 2.0)",
        "import math as m\nx = m.hypot(3.0, 4.0)",
        "from math import lgamma",
        *(f"import math\nx = math.{name}(y)" for name in ("exp", "fmod", "gamma", "log", "tanh")),
        "from .portable import log\nx = log(y, 2.0)",
        "try:\n    x = 1\nexcept ValueError:\n    x = 2",
        "x = f'{y}'",
        "x = str(y)",
        "x = 'a' + 'b'",
        "def f(x, kind='linear'):\n    return x",
        "def f(kind):\n    return 1 if kind == 'linear' else 0",
    ],
)
def test_a_banned_construct_is_found(source: str) -> None:
    assert faults(source)


def test_portable_constructs_are_let_through() -> None:
    source = '''
"""The module."""
import math
from .portable import exp, log, pow

__all__ = ["f"]


def f(x: "float", side: "Side") -> "float":
    """Say what it returns."""
    y: "float" = math.sqrt(x) + math.ldexp(x, 2)
    return y * exp(x) + log(x) + pow(x, y) + math.floor(x) % 2
'''
    assert faults(source) == []
