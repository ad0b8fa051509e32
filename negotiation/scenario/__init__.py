"""Scenarios: validated numbers with units, ranges and sources, and the terms they give.

| module | holds |
| --- | --- |
| document | `Scenario`, the whole file |
| world, sides | its tables: shared, and of one side |
| two_issue | the compact form of the two-issue world |
| quantities, tables | numbers with sources; units, ranges, alternatives |
| checks, check_sides | what makes no sense although each table is sound |
| loading, override | files, names, mappings; changes of single keys |
| refusals, wording | how mistakes are worded |
| assemble | from a scenario to `negotiation.terms.Terms` |
| mirror | the same negotiation with the sides swapped |
| listing, schema, toml_text | every number with its source; JSON Schema; TOML |
| catalogue | strategies and tactics by name, with sources |
"""

from typing import Any

from negotiation.errors import InputError
from negotiation.scenario.document import Scenario
from negotiation.scenario.listing import NumberRow
from negotiation.scenario.loading import load_scenario, scenario_from_dict, scenario_names
from negotiation.scenario.mirror import mirrored_scenario, mirrored_terms
from negotiation.scenario.override import apply_overrides
from negotiation.scenario.toml_text import scenario_to_toml


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, see `negotiation.scenario.schema`."""
    from negotiation.scenario import schema

    return schema.json_schema()


__all__ = [
    "InputError",
    "NumberRow",
    "Scenario",
    "apply_overrides",
    "json_schema",
    "load_scenario",
    "mirrored_scenario",
    "mirrored_terms",
    "scenario_from_dict",
    "scenario_names",
    "scenario_to_toml",
]
