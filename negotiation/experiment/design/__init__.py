"""Design points of an experiment.

| module | holds |
| --- | --- |
| grid, list, latin_hypercube, sobol, csv | how values come about, one method each |
| saltelli, morris | ... for an analysis of sensitivity |
| axes | values that move together, checked against the scenario |
| parts | a sub-experiment with what it shares |
| points | `Design` and its `Point`s; keys and seeds |
| building | from an `Experiment` to its `Design` |
"""

from negotiation.experiment.design.building import design_of
from negotiation.experiment.design.points import Design, Point

__all__ = ["Design", "Point", "design_of"]
