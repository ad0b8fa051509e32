"""Adding lines to the manifest: a line is on disk whole, or it is taken back."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from negotiation.experiment.store.folder import BINARY, refusals, write_all
from negotiation.experiment.store.manifest import Manifest, line_of


class Journal:
    """The manifest, open at its end; the beginning of a line that a kill left is cut off.

    Parameters
    ----------
    path : Path
        The manifest.
    manifest : Manifest
        What was read from it.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path = path
        self.chain = manifest.chain
        self.size = manifest.size
        self.is_sound = True
        with refusals(path):
            self.descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | BINARY)
            os.ftruncate(self.descriptor, self.size)

    def append(self, body: dict[str, Any]) -> None:
        """Add a line and wait until it is on disk.

        After a failure nothing more is added: what the disk holds is known when the manifest is
        read again.
        """
        if not self.is_sound:
            raise RuntimeError(f"{self.path} failed before; open the store again")
        self.is_sound = False
        line, chain = line_of(self.chain, body)
        with refusals(self.path):
            try:
                write_all(self.descriptor, line)
            except OSError:
                self.take_back()
                raise
        self.chain, self.size = chain, self.size + len(line)
        self.is_sound = True

    def take_back(self) -> None:
        """Cut off what was written of a line; where that fails too, the next reader drops it."""
        with suppress(OSError):
            os.ftruncate(self.descriptor, self.size)

    def close(self) -> None:
        """Close the file."""
        os.close(self.descriptor)
