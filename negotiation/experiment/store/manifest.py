"""The manifest: one line of JSON per committed chunk, each chained to the line before it.

A line's digest covers its text and the digest of the line before. Whatever is changed, removed,
repeated or moved breaks the chain there, and the lines above are still vouched for. The bytes
depend on the results alone: no times, no names of machines.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from negotiation.experiment.store.entries import ChunkEntry, Head
from negotiation.experiment.store.folder import open_regular, reading_problem

OPENING: Final = b'{"chain":"'
LINE: Final = re.compile(rb'\{"chain":"([0-9a-f]{64})",(.*\})', re.DOTALL)
TEXT: Final = re.compile(rb"[ -~]*")
LONGEST_LINE: Final = 1 << 16
NO_CHAIN: Final = ""  # before the head


@dataclass
class Manifest:
    """What a manifest holds down to the first line that is wrong, or to its end.

    Parameters
    ----------
    head : Head or None
        None where the first line is wrong.
    entries : list of ChunkEntry
        Chunks that the chain vouches for, in order.
    is_complete : bool
        The last line says that the experiment is finished.
    chain : str
        Digest of the last good line.
    size : int
        Bytes of the good lines.
    is_torn : bool
        A line was being written when the writer was killed; it counts for nothing.
    fault : str
        What is wrong with the next line; empty where nothing is.
    """

    head: Head | None
    entries: list[ChunkEntry]
    is_complete: bool = False
    chain: str = NO_CHAIN
    size: int = 0
    is_torn: bool = False
    fault: str = ""

    def take(self, body: dict[str, Any]) -> None:
        """Add what a line says."""
        if self.head is None:
            self.head = Head.of(body)
        elif "complete" in body:
            self.is_complete = True
        else:
            self.entries.append(ChunkEntry.of(body))


def line_of(chain: str, body: dict[str, Any]) -> tuple[bytes, str]:
    r"""Return a line of the manifest with its newline, and its digest.

    Examples
    --------
    >>> line, chain = line_of("", {"chunk": 0})
    >>> line == b'{"chain":"%s","chunk":0}' % chain.encode() + b"\n"
    True
    """
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    digest = digest_of(chain, text)
    return OPENING + digest.encode() + b'",' + text[1:] + b"\n", digest


def digest_of(chain: str, text: bytes) -> str:
    """Digest of a line after the line with digest `chain`."""
    return sha256(chain.encode() + text).hexdigest()


def checked(line: bytes, chain: str) -> tuple[str, bytes] | None:
    """Digest and text of a line without its newline; None where it does not continue the chain."""
    match = LINE.fullmatch(line)
    if not match:
        return None
    digest, text = match[1].decode(), b"{" + match[2]
    return (digest, text) if digest == digest_of(chain, text) else None


def is_cut_off(tail: bytes, chain: str) -> bool:
    """Whether a last line without a newline looks like the beginning of one.

    A whole line with something else in the place of its newline does not.
    """
    if not OPENING.startswith(tail[: len(OPENING)]) or not TEXT.fullmatch(tail):
        return False
    end = tail.rfind(b"}") + 1
    return end == len(tail) or checked(tail[:end], chain) is None


def seal_of(chain: str, chunks: int) -> bytes:
    """Content of complete.json: the digest of the manifest's last line, and the chunks."""
    return (json.dumps({"chain": chain, "chunks": chunks}, sort_keys=True) + "\n").encode()


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; whatever its content, nothing is raised.

    Examples
    --------
    >>> read_manifest(Path("no-such-file")).fault
    'is missing'
    """
    manifest = Manifest(None, [])
    try:
        with open_regular(path) as file:
            read_lines(file, manifest)
    except OSError as error:
        manifest.fault = reading_problem(error)
    return manifest


def read_lines(file: IO[bytes], manifest: Manifest) -> None:
    """Add the lines of an open manifest, down to the first that is wrong."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        found = checked(line[:-1], manifest.chain) if line.endswith(b"\n") else None
        if found is None:
            manifest.is_torn = is_last(line, manifest, file)
            manifest.fault = "" if manifest.is_torn else f"line {number} {wrong(line)}"
            return
        try:
            manifest.take(json.loads(found[1]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            manifest.fault = f"line {number} is not understood: {error}"
            return
        manifest.chain = found[0]
        manifest.size += len(line)
    if manifest.head is None:
        manifest.fault = "is empty"


def is_last(line: bytes, manifest: Manifest, file: IO[bytes]) -> bool:
    """Whether a line is what a kill leaves: the beginning of a line, after the head, at the end."""
    is_end = not line.endswith(b"\n") and not file.read(1)
    is_open = manifest.head is not None and not manifest.is_complete
    return is_end and is_open and is_cut_off(line, manifest.chain)


def wrong(line: bytes) -> str:
    """What to say of a line that does not continue the chain."""
    if not line.endswith(b"\n"):
        return "has no proper end"
    return "was changed, or a line is missing, repeated or out of place"
