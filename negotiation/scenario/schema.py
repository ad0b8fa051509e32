"""JSON Schema of a scenario file, for editors: `python -m negotiation.scenario.schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from negotiation.scenario.document import Scenario
from negotiation.scenario.loading import shipped
from negotiation.scenario.two_issue import EXPANDED, EXPANDED_SIDE, TwoIssue

FILE: Final = "scenario.schema.json"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, the compact form included.

    Examples
    --------
    >>> json_schema()["title"]
    'Scenario'
    """
    schema = Scenario.model_json_schema()
    compact = TwoIssue.model_json_schema()
    schema["$defs"] |= compact.pop("$defs", {})
    schema["$defs"]["TwoIssue"] = compact
    schema["properties"]["two_issue"] = {"$ref": "#/$defs/TwoIssue"}
    side = schema["$defs"]["SideTable"]
    side["required"] = without(side["required"], EXPANDED_SIDE)
    schema["required"] = without(schema["required"], EXPANDED)
    schema["oneOf"] = [long_form(), {"required": ["two_issue"]}]
    game = schema["$defs"]["Game"]
    game["required"] = without(game["required"], ("initial_tariff_state",))
    return {"$schema": DIALECT, **schema}


def long_form() -> dict[str, Any]:
    """What a file needs that does not use the compact form."""
    side = {"required": list(EXPANDED_SIDE)}
    properties = {"us": side, "cn": side, "game": {"required": ["initial_tariff_state"]}}
    return {"required": ["issues", "tariff_states"], "properties": properties}


def without(names: list[str], dropped: tuple[str, ...]) -> list[str]:
    """Names that are not dropped.

    Examples
    --------
    >>> without(["issues", "time"], ("issues",))
    ['time']
    """
    return [name for name in names if name not in dropped]


def schema_text() -> str:
    """Return the schema as it stands in the package."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema beside the scenarios."""
    Path(str(shipped() / FILE)).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
