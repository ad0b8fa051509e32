"""The project's chores, each in an environment of its own: `nox -l` lists them."""

import os
import re
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["lint", "tests"]
nox.options.error_on_missing_interpreters = False


def find_interpreter(minor: str) -> str | None:
    """Return the interpreter of one minor version, the newest patch; None if there is none.

    It is the running one if that is of this version, else one under pyenv's folder of versions.
    """
    if minor == f"{sys.version_info.major}.{sys.version_info.minor}":
        return sys.executable
    versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    patches = {}
    for python in versions.glob(f"{minor}.*/bin/python"):
        if match := re.fullmatch(rf"{re.escape(minor)}\.(\d+)", python.parent.parent.name):
            patches[int(match[1])] = str(python)
    return patches[max(patches)] if patches else None


PYTHON_3_13 = find_interpreter("3.13")


def run_tests(session: nox.Session) -> None:
    """Install the project with its test extra and run the suite."""
    session.install("-q", "-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, format, types and the direction of imports."""
    session.install("-q", "-e", ".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site into build/docs, lessons run, warnings as errors; `-- -E` builds it anew."""
    session.install("-q", "-e", ".[docs]")
    flags = ("-b", "html", "-W", "--keep-going", "-n", "-q", "-j", "auto")
    session.run("sphinx-build", *flags, *session.posargs, "docs", "build/docs")


@nox.session
def notebooks(session: nox.Session) -> None:
    """Write the lessons as notebooks beside their scripts, and run each without keeping results."""
    session.install("-q", "-e", ".[notebooks]")
    session.run("python", "-m", "notebooks.build")
    lessons = sorted(str(lesson) for lesson in Path("notebooks").glob("[0-9]_*.ipynb"))
    session.run("jupyter", "execute", "--timeout=120", *lessons)


@nox.session
def slow(session: nox.Session) -> None:
    """Run the long verifications, which the fast suite leaves out."""
    session.install("-q", "-e", ".[test]")
    session.run("pytest", "-m", "slow", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the fast suite on the Python that runs nox."""
    run_tests(session)


@nox.session(name="tests-3.13", python=PYTHON_3_13 or False)
def tests_3_13(session: nox.Session) -> None:
    """Run the fast suite on Python 3.13, which brings the newest Mesa."""
    if PYTHON_3_13 is None:
        session.skip("no Python 3.13: `pyenv install 3.13` puts one where this file looks for it")
    run_tests(session)
