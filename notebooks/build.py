"""Notebooks from the lessons: `python -m notebooks.build`.

A lesson is a script in the percent format of jupytext, without results. Its notebook is written
beside it, or into a folder of yours (`python -m notebooks.build FOLDER`); nothing is executed.
"""

import sys
from pathlib import Path

import jupytext
import nbformat

FOLDER = Path(__file__).parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def lessons() -> list[Path]:
    """Scripts of the lessons, in order."""
    return sorted(FOLDER.glob("[0-9]_*.py"))


def notebook(lesson: Path) -> nbformat.NotebookNode:
    """Return the notebook of a lesson; the same script gives the same notebook."""
    made = jupytext.read(lesson, fmt="py:percent")
    made.metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for number, cell in enumerate(made.cells):
        cell.id = f"cell-{number}"  # jupytext draws them at random
        cell.metadata.pop("lines_to_next_cell", None)  # how the script is laid out
    return made


def build(folder: Path = FOLDER) -> list[Path]:
    """Write every lesson as a notebook into a folder; an older notebook is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [folder / f"{lesson.stem}.ipynb" for lesson in lessons()]
    for lesson, file in zip(lessons(), written, strict=True):
        nbformat.write(notebook(lesson), file)
    return written


if __name__ == "__main__":
    for file in build(*map(Path, sys.argv[1:2])):
        print(file)
