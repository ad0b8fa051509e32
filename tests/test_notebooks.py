"""The lessons run as they stand, keep to their form, and end with a check that can fail."""

import ast
import re
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import nbformat
import pytest

from notebooks.build import build, lessons, notebook

Cell = nbformat.NotebookNode

ROOT = Path(__file__).parent.parent
LESSONS = lessons()
MOST_CELLS, MOST_LINES = 15, 15
COARSEST = 0.05  # tolerance of a check, as a part of what theory says
PLACEHOLDER = "# Your solution here."
HIDDEN = {"tags": ["solution", "hide-cell"], "jupyter": {"source_hidden": True}}
MONTHS = ("November", "December")
CITATION = re.compile(r"\b([A-Z][a-z]+(?:-[A-Z][a-z]+)*(?: et al\.)?)\s+((?:19|20)\d\d)\b")

each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)


@cache
def cells_of(lesson: Path) -> list[Cell]:
    return list(notebook(lesson).cells)


def tags(cell: Cell) -> list[str]:
    return list(cell.metadata.get("tags", []))


def prose(lesson: Path) -> str:
    return "\n".join(cell.source for cell in cells_of(lesson) if cell.cell_type == "markdown")


def is_result(cell: Cell) -> bool:
    """Whether a cell shows the student something to guess at."""
    return cell.cell_type == "code" and not tags(cell) and cell.source != PLACEHOLDER


def test_lessons_are_numbered_from_one() -> None:
    numbers = [int(lesson.stem.split("_")[0]) for lesson in LESSONS]
    assert numbers == list(range(1, 9))
    for number, lesson in zip(numbers, LESSONS, strict=True):
        assert cells_of(lesson)[0].source.startswith(f"# {number}. ")


@each_lesson
def test_short_cells(lesson: Path) -> None:
    found = cells_of(lesson)
    assert len(found) <= MOST_CELLS
    assert [cell for cell in found if len(cell.source.splitlines()) > MOST_LINES] == []


@each_lesson
def test_guess_before_every_result(lesson: Path) -> None:
    found = cells_of(lesson)
    at = [index for index, cell in enumerate(found) if is_result(cell)]
    assert len(at) >= 3
    for index in at:
        before = list(takewhile(lambda cell: cell.cell_type == "markdown", reversed(found[:index])))
        text = "\n".join(cell.source for cell in before)
        assert "**Predict.**" in text
        assert "*My guess:*" in text


@each_lesson
def test_one_exercise_with_a_hidden_solution(lesson: Path) -> None:
    found = cells_of(lesson)
    exercises = [i for i, cell in enumerate(found) if cell.source.startswith("## Exercise")]
    exercises += [i for i, cell in enumerate(found) if "\n## Exercise" in cell.source]
    (solution,) = [i for i, cell in enumerate(found) if "solution" in tags(cell)]
    assert exercises == [solution - 2]
    assert found[solution - 1].source == PLACEHOLDER
    assert found[solution].metadata == HIDDEN
    assert "assert " in found[solution].source


@each_lesson
def test_sources_are_in_the_bibliography(lesson: Path) -> None:
    page = (ROOT / "docs" / "reference" / "bibliography.md").read_text("utf-8")
    keys = set(re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE))
    cited = {f"{name} {year}" for name, year in CITATION.findall(prose(lesson))}
    works = {work for work in cited if not work.startswith(MONTHS)}
    assert works
    assert works <= keys


@each_lesson
def test_figures_come_from_the_package(lesson: Path) -> None:
    tree = ast.parse(lesson.read_text("utf-8"))
    drawn = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("plt", "axes", "figure")
    }
    assert drawn <= {"subplots"}


class Reached(ast.NodeTransformer):
    """Makes every assertion note its line when it is reached."""

    def visit_Assert(self, node: ast.Assert) -> list[ast.stmt]:
        note = ast.parse(f"reached.add({node.lineno})").body[0]
        return [ast.copy_location(ast.fix_missing_locations(note), node), node]


def asserted(tree: ast.AST) -> set[int]:
    return {node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)}


def run(lesson: Path) -> tuple[dict[str, Any], set[int]]:
    """Run a lesson as a script; return what it leaves and the lines of assertions reached."""
    tree = ast.parse(lesson.read_text("utf-8"))
    reached: set[int] = set()
    left: dict[str, Any] = {"__name__": "__main__", "reached": reached}
    changed = ast.fix_missing_locations(Reached().visit(tree))
    exec(compile(changed, str(lesson), "exec"), left)
    return left, reached


@pytest.mark.slow
@each_lesson
def test_lesson_runs_and_its_check_can_fail(
    lesson: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from matplotlib import pyplot as plt

    plt.switch_backend("Agg")
    monkeypatch.chdir(tmp_path)
    left, reached = run(lesson)
    plt.close("all")
    assert reached == asserted(ast.parse(lesson.read_text("utf-8")))
    assert list(tmp_path.iterdir()) == []
    check(cells_of(lesson)[-1], left)


def check(cell: Cell, left: dict[str, Any]) -> None:
    """The last assertion holds, is narrow, and fails where theory says something else."""
    assert tags(cell) == ["check"]
    last = ast.parse(cell.source).body[-1]
    assert ast.unparse(last) == "assert abs(simulated - theory) <= tolerance"
    theory, tolerance = left["theory"], left["tolerance"]
    assert 0 < tolerance <= COARSEST * abs(theory)
    assertion = compile(ast.Module([last], []), "check", "exec")
    exec(assertion, left)
    for wrong in (theory - 2.1 * tolerance, theory + 2.1 * tolerance):
        with pytest.raises(AssertionError):
            exec(assertion, left | {"theory": wrong})


def test_overview_names_every_lesson() -> None:
    page = (ROOT / "notebooks" / "README.md").read_text("utf-8")
    links = re.findall(r"\((\d_\w+\.py)\)", page)
    assert links == [lesson.name for lesson in LESSONS]
    minutes = dict(re.findall(r"\((\d_\w+\.py)\).*\| (\d+) \|$", page, re.MULTILINE))
    for lesson in LESSONS:
        (stated,) = re.findall(r"\*Time\*:\s+(\d+)", prose(lesson))
        assert minutes[lesson.name] == stated


# ------------------------------------------------------------------ notebooks


def test_a_notebook_is_written_for_every_lesson(tmp_path: Path) -> None:
    written = build(tmp_path / "new")
    assert [file.stem for file in written] == [lesson.stem for lesson in LESSONS]
    first = [file.read_bytes() for file in written]
    assert [file.read_bytes() for file in build(tmp_path / "new")] == first
    for file in written:
        nbformat.validate(nbformat.read(file, as_version=4))


@each_lesson
def test_every_mark_of_a_lesson_makes_a_cell_of_its_kind(lesson: Path) -> None:
    marks = re.findall(r"^# %%(.*)", lesson.read_text("utf-8"), re.MULTILINE)
    kinds = ["markdown" if mark == " [markdown]" else "code" for mark in marks]
    assert [cell.cell_type for cell in cells_of(lesson)] == kinds


@each_lesson
def test_notebook_has_no_results(lesson: Path) -> None:
    made = notebook(lesson)
    assert (made.nbformat, made.nbformat_minor) == (4, 5)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)
    assert [cell.metadata for cell in code if "solution" in tags(cell)] == [HIDDEN]
    assert all(set(cell.metadata) <= {"tags", "jupyter"} for cell in made.cells)
