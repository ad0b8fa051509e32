"""Global sensitivity: which parameters make an outcome vary.

Sobol indices need the extra `sensitivity`.

| module | holds |
| --- | --- |
| sample | a folder's design, checked, and the mean outcome of each of its points |
| sobol | Sobol indices of a design of kind saltelli, their convergence, interactions |
| morris | elementary effects of a design of kind morris |
"""

from negotiation.sensitivity.morris import morris_effects
from negotiation.sensitivity.sample import chance_share
from negotiation.sensitivity.sobol import convergence, interactions, sobol_indices

__all__ = ["chance_share", "convergence", "interactions", "morris_effects", "sobol_indices"]
