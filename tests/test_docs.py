"""What the documents say is true: examples run, names are complete, links lead somewhere."""

import re
import subprocess
import sys
from enum import IntEnum
from pathlib import Path

import pytest

from negotiation import terms

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EVENTS = (terms.Phase, terms.Outcome, terms.Stance, terms.Timing, terms.Tactic, terms.PackageMode)
EVENTS += (terms.Response, terms.Vote, terms.MilestoneKind, terms.Discretion, terms.ProposerRule)
EVENTS += (terms.BothOffer, terms.OfferSpace, terms.BeforeReadiness)


def model_page() -> str:
    return (ROOT / "docs" / "model.md").read_text()


@pytest.mark.parametrize("name", [*terms.SideTerms._fields, *terms.Terms._fields])
def test_model_page_names_every_parameter(name: str) -> None:
    assert name in ("us", "cn") or f"`{name}`" in model_page()


@pytest.mark.parametrize("kind", EVENTS)
def test_model_page_names_every_event_and_strategy(kind: type[IntEnum]) -> None:
    missing = [m.name for m in kind if m.name != "NONE" and f"`{m.name}`" not in model_page()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    local = [link for link in links if not link.startswith(("http", "mailto"))]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_every_package_with_public_names_has_a_page_of_the_api() -> None:
    packages = sorted((ROOT / "negotiation").glob("*/__init__.py"))
    public = [package.parent.name for package in packages if "\n__all__ =" in package.read_text()]
    pages = [page.read_text() for page in (ROOT / "docs" / "reference" / "api").rglob("*.md")]
    told = set(re.findall(r"automodule:: negotiation\.(\w+)$", "\n".join(pages), re.MULTILINE))
    assert "measures" in public
    assert set(public) <= told


def examples(folder: Path) -> list[tuple[str, str]]:
    """Python examples of the pages of a folder, with the page's name."""
    return [
        (page.stem, code)
        for page in sorted(folder.glob("*.md"))
        for code in re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "code"), examples(ROOT / "docs" / "how-to"))
def test_examples_of_the_how_to_pages_run(page: str, code: str) -> None:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (page, done.returncode, done.stderr[-500:]) == (page, 0, done.stderr[-500:])
    assert done.stdout.strip()


def test_readme_example_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "DEAL" in done.stdout
    assert len(code.splitlines()) <= 12
