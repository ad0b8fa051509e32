"""JSON Schema of an experiment file, for editors: `python -m negotiation.experiment.schema`."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from negotiation.experiment.document import Experiment

FILE: Final = "experiment.schema.json"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of an experiment file.

    Examples
    --------
    >>> json_schema()["title"]
    'Experiment'
    """
    return {"$schema": DIALECT, **Experiment.model_json_schema()}


def schema_text() -> str:
    """Return the schema as it stands in the package."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema beside this module."""
    place = files("negotiation") / "experiment" / FILE
    Path(str(place)).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
