"""The cache on disk: never stale, used where nothing has changed, done without where it must."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.engine import linking
from tests.engine.subprocesses import answer_of, copy_of_package

RULE = "    me.payoff += value * mine.discount_at[t]\n"
EDITED = "    me.payoff += 2.0 * value * mine.discount_at[t]\n"

SCRIPT = """
import json
import negotiation
from pathlib import Path
from negotiation.batches import Segment
from negotiation.engine.batch import simulate
from negotiation.engine.kernel import ready_kernel, the_kernel
from negotiation.play import cast, play

casting = cast("two-issue", us="offer", cn="talk")
runs = simulate([Segment(casting.scenario.terms(), 7, 0, 3)]).runs
stats = ready_kernel().stats
print(json.dumps({
    "root": str(Path(negotiation.__file__).parents[1]),
    "compiled": [float(value) for value in runs["payoff_us"]],
    "plain": [play(casting, 7, stream).run["payoff_us"] for stream in range(3)],
    "hits": sum(stats.cache_hits.values()),
    "misses": sum(stats.cache_misses.values()),
    "folder": stats.cache_path,
}))
"""


def answers(root: Path, **changes: str) -> dict[str, Any]:
    """Answers of the copy of the package, and how the loop came to be."""
    found: dict[str, Any] = answer_of(SCRIPT, root, **changes)
    assert found["root"] == str(root)
    assert found["compiled"] == found["plain"]  # the copy's own rules, whatever they say
    return found


def edit(root: Path, before: str, after: str) -> None:
    file = root / "negotiation" / "rules" / "payoffs.py"
    text = file.read_text("utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), "utf-8")


@pytest.mark.slow  # compiles twice
def test_an_edited_rule_is_compiled_anew_and_an_old_one_found_again(tmp_path: Path) -> None:
    root = copy_of_package(tmp_path)
    first = answers(root)
    assert (first["hits"], first["misses"]) == (0, 1)
    again = answers(root)
    assert (again["hits"], again["misses"]) == (1, 0)
    edit(root, RULE, EDITED)
    new = answers(root)
    assert new["misses"] == 1
    assert new["compiled"] == [2.0 * payoff for payoff in first["compiled"]]
    edit(root, EDITED, RULE)
    old = answers(root)
    assert (old["hits"], old["misses"]) == (1, 0)
    assert old["compiled"] == again["compiled"] == first["compiled"]
    assert {each["folder"] for each in (first, again, new, old)} == {first["folder"]}
    assert Path(first["folder"]).is_relative_to(root)


@pytest.mark.slow  # compiles twice
def test_without_a_place_to_write_to_nothing_is_kept(tmp_path: Path) -> None:
    """The folder's name is taken by a file: unwritable for an administrator too."""
    root = copy_of_package(tmp_path / "copy")
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder", "utf-8")
    (root / "negotiation" / "engine" / "__pycache__").write_text("as above", "utf-8")
    homes = {"HOME": str(taken), "XDG_CACHE_HOME": str(taken), "LOCALAPPDATA": str(taken)}
    for _ in range(2):
        found = answers(root, **homes)
        assert found["folder"] is None
        assert found["hits"] == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["copy", "taken"]


@pytest.mark.slow  # compiles once
def test_a_place_of_ones_own(tmp_path: Path) -> None:
    root, cache = copy_of_package(tmp_path / "copy"), tmp_path / "cache"
    found = answers(root, NUMBA_CACHE_DIR=str(cache))
    assert Path(found["folder"]).is_relative_to(cache)
    assert not list((root / "negotiation").rglob("*.nbc"))


@pytest.mark.slow  # compiles twice each
@pytest.mark.parametrize("ending", ["nbi", "nbc"])
def test_a_damaged_cache_is_written_anew(tmp_path: Path, ending: str) -> None:
    root = copy_of_package(tmp_path)
    first = answers(root)
    (file,) = Path(first["folder"]).glob(f"kernel.*.{ending}")
    file.write_bytes(file.read_bytes()[:100])
    damaged = answers(root)
    assert damaged["compiled"] == first["compiled"]
    after = answers(root)
    assert (after["hits"], after["misses"]) == (1, 0)


# ------------------------------------------------------------------ what the digest sees


@pytest.mark.parametrize(
    "path",
    [
        *("rules/payoffs.py", "rules/stance_values.py", "terms/vocabulary.py", "state.py"),
        *("draws.py", "engine/philox.py", "engine/layout.py", "engine/linking.py"),
    ],
)
def test_the_digest_sees_a_change_of(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte more in one source, wherever compiled code comes from."""
    linking.rules_digest.cache_clear()
    before, read, seen = linking.rules_digest(), Path.read_bytes, []

    def with_a_change(file: Path) -> bytes:
        if file.as_posix().endswith(f"negotiation/{path}"):
            seen.append(file)
            return read(file) + b"\n"
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", with_a_change)
    linking.rules_digest.cache_clear()
    after = linking.rules_digest()
    monkeypatch.undo()
    linking.rules_digest.cache_clear()
    assert len(seen) == 1
    assert after != before == linking.rules_digest()
