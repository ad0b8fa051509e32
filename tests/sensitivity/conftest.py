"""Folders of finished sweeps, made once for the analyses of this folder."""

from pathlib import Path

import pytest

from negotiation.cli.shell import run
from negotiation.errors import ExitCode
from tests.sensitivity.sweeps import DESIGNS, TOML, Folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Folder of a finished sweep of each design; made once, read only."""
    place = tmp_path_factory.mktemp("sweeps")

    def made(name: str) -> Path:
        out = place / name
        if not out.exists():
            file = place / f"{name}.toml"
            us, cn = ("equilibrium", "equilibrium") if name == "solved" else ("conceder", "linear")
            file.write_text(TOML.format(design=DESIGNS[name], us=us, cn=cn))
            assert run(["sweep", str(file), "--out", str(out)]) == ExitCode.OK
        return out

    return made
