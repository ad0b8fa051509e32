"""The package cites its sources by the keys of the bibliography."""

import calendar
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAME = r"[A-Z][\w']+(?: [A-Z][\w']+)?"
CITATION = re.compile(rf"({NAME}(?:-{NAME})*(?: et al\.)?,? \(?(?:19|20)\d\d[a-z]?)\b")
DATE = re.compile(rf"({'|'.join([*calendar.month_name[1:], *calendar.month_abbr[1:]])}) \d{{4}}")


def test_works_are_cited_by_their_keys() -> None:
    page = (ROOT / "docs" / "reference" / "bibliography.md").read_text("utf-8")
    keys = set(re.findall(r"^\| ([^|]+?) \|", page, re.MULTILINE))
    files = sorted((ROOT / "negotiation").rglob("*.py"))
    cited = [
        (file.name, work) for file in files for work in CITATION.findall(file.read_text("utf-8"))
    ]
    works = [each for each in cited if not DATE.match(each[1])]
    assert len(works) > 100
    assert [each for each in works if each[1] not in keys] == []
