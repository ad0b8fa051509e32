"""Experiments: many runs over a design, kept in a folder.

| module | holds |
| --- | --- |
| document, loading | `Experiment`, the whole file; from a file to a checked experiment |
| vary, distributions, design_table | its tables: what is varied, and how |
| scalars, reported | values that are set; outcomes that are reported |
| addresses, base | from addresses and values to a checked scenario |
| design | grid, samples, list, CSV: from an experiment to its `Design` |
| schema | JSON Schema of an experiment file |
| plan, stopping | which runs there are, and when there are enough |
| players | strategies given beside an experiment |
| job, executors, running | playing them |
| store | the folder |
| result, export | what came out |
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Experiment": "negotiation.experiment.document",
    "Design": "negotiation.experiment.design",
    "Point": "negotiation.experiment.design",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'negotiation.experiment' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
