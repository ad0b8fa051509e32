"""Every page of the theory keeps its promises: layout, sources, symbol tables, imports."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "negotiation" / "theory"
CONTENTS = (FOLDER / "__init__.py").read_text(encoding="utf-8")
NAMES = [name for name in re.findall(r"``(\w+)``", CONTENTS) if (FOLDER / f"{name}.py").exists()]
ALLOWED = {"collections", "dataclasses", "enum", "itertools", "math", "numpy", "scipy", "typing"}


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_the_table_of_contents_names_no_ghosts() -> None:
    listed = set(re.findall(r"(?<=    )``(\w+)``|(?<=, )``(\w+)``", CONTENTS))
    assert {a or b for a, b in listed} == set(NAMES)
    assert len(NAMES) >= 37


@pytest.mark.parametrize("name", NAMES)
def test_a_page_imports_mathematics_and_theory_alone(name: str) -> None:
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    for module in imported(tree):
        root = module.split(".")[0]
        assert root in ALLOWED or module.startswith("negotiation.theory"), module


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_it_computes_and_from_where(name: str) -> None:
    module = import_module(f"negotiation.theory.{name}")
    for label, member in inspect.getmembers(module, inspect.isfunction):
        if label.startswith("_") or member.__module__ != module.__name__:
            continue
        text = inspect.getdoc(member) or ""
        required = ["Examples"] if name == "domain" else ["Returns", "References", "Examples"]
        required += ["Parameters"] if inspect.signature(member).parameters else []
        missing = [section for section in required if f"{section}\n---" not in text]
        assert not missing, (label, missing)
        assert ">>>" in text, label
        source = text.partition("References\n")[2].partition("Examples\n")[0]
        assert name == "domain" or re.search(r"[A-Z]\S+ \d{4}[ab]?\b|[Oo]wn ", source), label


@pytest.mark.parametrize("name", NAMES)
def test_single_letters_are_explained(name: str) -> None:
    module = import_module(f"negotiation.theory.{name}")
    page = inspect.getdoc(module) or ""
    letters: set[str] = set()
    for label, member in inspect.getmembers(module, inspect.isfunction):
        if member.__module__ == module.__name__ and not label.startswith("_"):
            letters |= {p for p in inspect.signature(member).parameters if len(p) == 1}
    if "symbols as in ``offer_timing``" in page.lower().replace("\n", " "):
        page += inspect.getdoc(import_module("negotiation.theory.offer_timing")) or ""
    for letter in letters:
        assert re.search(rf"(?<![\w]){letter}(?![\w])", page), letter


def test_the_package_computes_nothing_when_imported() -> None:
    tree = ast.parse(CONTENTS)
    assert all(isinstance(node, ast.Expr) for node in tree.body)
