"""Random damage is found, wherever it is and whatever its kind."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation.experiment.store import Progress, verify
from tests.experiment.store.small import contents, put_back, written

pytestmark = pytest.mark.slow

FEW, MANY = 300, 10_000
TABLES = ("runs", "rounds", "failures")


def flip_a_bit(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
    file.write_bytes(content)


def cut(file: Path, draw: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: draw.randrange(len(content))])


def overwrite(file: Path, draw: random.Random) -> None:
    content = bytearray(file.read_bytes())
    start = draw.randrange(len(content))
    end = min(start + draw.randint(1, 600), len(content))
    content[start:end] = draw.choice([bytes(end - start), draw.randbytes(end - start)])
    file.write_bytes(content)


def insert(file: Path, draw: random.Random) -> None:
    content = file.read_bytes()
    place = draw.randint(0, len(content))
    junk = draw.choice([b"\n", b"\0", b"{}\n", b"}", draw.randbytes(draw.randint(1, 50))])
    file.write_bytes(content[:place] + junk + content[place:])


def take_out(file: Path, draw: random.Random) -> None:
    content = file.read_bytes()
    start = draw.randrange(len(content))
    file.write_bytes(content[:start] + content[start + draw.randint(1, 600) :])


def delete(file: Path, draw: random.Random) -> None:
    file.unlink()


def make_a_folder(file: Path, draw: random.Random) -> None:
    file.unlink()
    file.mkdir()


def link(file: Path, draw: random.Random) -> None:
    file.unlink()
    file.symlink_to(draw.choice([file.name, "nowhere", "/dev/null", ".."]))


def change_places(file: Path, draw: random.Random) -> None:
    other = draw.choice([path for path in file.parent.iterdir() if path.name[0] != "."])
    if other.is_file():
        content = file.read_bytes()
        file.write_bytes(other.read_bytes())
        other.write_bytes(content)


def top(file: Path) -> Path:
    """Folder of the experiment."""
    return file.parent.parent if file.parent.name in TABLES else file.parent


def copy_beside(file: Path, draw: random.Random) -> None:
    copy = top(file) / draw.choice(TABLES) / f"part-{draw.randint(3, 99):07d}.parquet"
    shutil.copyfile(file, copy)


def change_lines(file: Path, draw: random.Random) -> None:
    manifest = top(file) / "manifest.jsonl"
    lines = manifest.read_bytes().splitlines(keepends=True)
    index = draw.randrange(len(lines))
    kind = draw.randrange(4)
    if kind == 0:
        del lines[index]
    elif kind == 1:
        lines.insert(draw.randint(0, len(lines)), lines[index])
    elif kind == 2:
        draw.shuffle(lines)
    else:
        lines = lines[:index]
    manifest.write_bytes(b"".join(lines))


KINDS: list[Callable[[Path, random.Random], None]] = [
    flip_a_bit,
    cut,
    overwrite,
    insert,
    take_out,
    delete,
    make_a_folder,
    link,
    change_places,
    copy_beside,
    change_lines,
]


def damaged(folder: Path, before: dict[str, bytes], draw: random.Random) -> str:
    """Damage one file, and say how; nothing may have come of it."""
    name = draw.choice(sorted(before))
    kind = draw.choice(KINDS)
    kind(folder / name, draw)
    return f"{kind.__name__} {name}"


def is_changed(folder: Path, before: dict[str, bytes]) -> bool:
    return contents(folder) != before or any(path.is_symlink() for path in folder.rglob("*"))


def check_finished(folder: Path, times: int, seed: int) -> None:
    before = contents(written(folder))
    draw = random.Random(seed)
    count = 0
    while count < times:
        how = damaged(folder, before, draw)
        if is_changed(folder, before):
            count += 1
            assert verify(folder).damages, how
        put_back(folder, before)
    assert verify(folder).damages == ()


def check_interrupted(folder: Path, times: int, seed: int) -> None:
    before = contents(written(folder, finish=False))
    pristine = verify(folder)
    draw = random.Random(seed)
    count = 0
    while count < times:
        how = damaged(folder, before, draw)
        if is_changed(folder, before):
            count += 1
            found = verify(folder)
            assert found != pristine, how
            # Without a seal the end of the manifest may be missing: so an interruption looks.
            is_end = found.chunks < pristine.chunks or found.is_torn or found.uncommitted
            assert found.damages or is_end, how
            assert found.progress == Progress.INCOMPLETE
        put_back(folder, before)
    assert verify(folder) == pristine


@pytest.mark.parametrize("check", [check_finished, check_interrupted])
def test_random_damage_is_found(tmp_path: Path, check: Callable[[Path, int, int], None]) -> None:
    check(tmp_path, FEW, 1)


@pytest.mark.slow
@pytest.mark.parametrize("check", [check_finished, check_interrupted])
def test_much_random_damage_is_found(
    tmp_path: Path, check: Callable[[Path, int, int], None]
) -> None:
    check(tmp_path, MANY, 2)


def test_every_bit_counts(tmp_path: Path) -> None:
    before = contents(written(tmp_path, 1))
    for name in ("manifest.jsonl", "complete.json", "experiment.toml", "provenance.json"):
        for place in range(len(before[name])):
            content = bytearray(before[name])
            content[place] ^= 1 << place % 8
            (tmp_path / name).write_bytes(content)
            assert verify(tmp_path).damages, (name, place)
        (tmp_path / name).write_bytes(before[name])
